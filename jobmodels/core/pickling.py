"""What a pickle calls to have an object again. Its name is in pickles, so it must not change."""

from __future__ import annotations

from typing import Any

from .record import Record
from .spec import spec_of

__all__ = ["restore"]


def restore(cls: type[Record], names: tuple[str, ...], values: tuple[Any, ...]) -> Any:
    """An object of ``cls`` with these attributes; ``TypeError`` if one is no field of it."""
    return spec_of(cls).restore(names, values)
