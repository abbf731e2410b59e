"""A cache that keeps the signature of what it caches, for type checkers."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar, cast

__all__ = ["cached"]

F = TypeVar("F", bound=Callable[..., Any])


def cached(function: F) -> F:
    """``functools.cache``: derived once per class and set of options, kept for good."""
    return cast(F, lru_cache(maxsize=None)(function))
