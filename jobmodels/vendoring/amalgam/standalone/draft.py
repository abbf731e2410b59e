"""Makes an object of a frozen class from values that were read, without checks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from ....core.cache import cached

__all__ = ["maker_of"]


@cached
def maker_of(cls: type[Any], names: tuple[str, ...]) -> Callable[[Iterable[Any]], Any]:
    """Returns a function that makes an object of ``cls`` from its values, in this order."""
    # Write to the slots directly: the class itself rejects assignments.
    setters = [getattr(cls, name).__set__ for name in names]

    def make(values: Iterable[Any]) -> Any:
        obj = object.__new__(cls)
        for put, value in zip(setters, values, strict=True):
            put(obj, value)
        return obj

    return make
