"""A cache that preserves the signature of the cached function, for type checkers."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar, cast

F = TypeVar("F", bound=Callable[..., Any])


def cached(function: F) -> F:
    """``functools.cache`` with the signature of ``function``. Entries are never evicted."""
    return cast(F, lru_cache(maxsize=None)(function))
