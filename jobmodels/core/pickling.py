"""Restores objects from pickles. Pickles refer to ``restore`` by name: do not rename it."""

from __future__ import annotations

from typing import Any

from .record import EXTRAS, Record
from .spec import maker_of, spec_of
from .unset import UNSET


def restore(cls: type[Record], names: tuple[str, ...], values: tuple[Any, ...]) -> Any:
    """Returns an object with these attributes. Raises ``TypeError`` if ``cls`` lacks one of them
    whose value is not ``UNSET``."""
    spec = spec_of(cls)
    if names == spec.attributes:
        return maker_of(cls, names)(values)
    # The pickle comes from another version of the class.
    given = dict(zip(names, values, strict=True))
    for name in given.keys() - {*spec.attributes}:
        if given[name] is not UNSET:
            raise TypeError(f"{cls.__name__} has no field {name!r}")
    return spec.build(given, given[EXTRAS])
