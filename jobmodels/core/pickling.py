"""Restores objects from pickles. Pickles refer to ``restore`` by name: do not rename it."""

from __future__ import annotations

from typing import Any

from .record import Record
from .spec import spec_of


def restore(cls: type[Record], names: tuple[str, ...], values: tuple[Any, ...]) -> Any:
    """Returns an object of ``cls`` with these attributes.

    Raises ``TypeError`` if ``cls`` lacks an attribute whose value is not ``UNSET``.
    """
    return spec_of(cls).restore(names, values)
