"""Making an object of a frozen class from what was read, unchecked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from ....core.cache import cached

__all__ = ["maker_of"]


@cached
def maker_of(cls: type[Any], names: tuple[str, ...]) -> Callable[[Iterable[Any]], Any]:
    """The function from the values of all attributes, in this order, to an object of ``cls``."""
    # A frozen class refuses to be written to; the slots themselves do not.
    setters = [getattr(cls, name).__set__ for name in names]

    def make(values: Iterable[Any]) -> Any:
        obj = object.__new__(cls)
        for put, value in zip(setters, values, strict=True):
            put(obj, value)
        return obj

    return make
