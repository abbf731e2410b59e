"""The root of every schema class, and ``cached``. Imports no other module of the package."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar, cast

F = TypeVar("F", bound=Callable[..., Any])

EXTRAS = "additional_properties"
"""The attribute for unknown keys. Every object has it; it is not a field of the schema."""

DRAFT = "__draft__"
"""The attribute that marks a class for objects under construction (see ``compiled.drafts``)."""

ON_CLASS_CREATED: list[Callable[[type], None]] = []
"""Callbacks for each class that ``frozen`` creates, for modules that do not import the classes."""


class Record:
    """The base class of every model. Each vendored copy of the package has a separate one."""

    __slots__ = ("__weakref__",)

    @classmethod
    def __subclasses__(cls) -> list[type]:
        # Drafts are subclasses only to have the same layout.
        return [sub for sub in type.__subclasses__(cls) if DRAFT not in vars(sub)]


def cached(function: F) -> F:
    """``functools.cache`` with the signature of ``function``, which type checkers then check."""
    return cast(F, lru_cache(maxsize=None)(function))
