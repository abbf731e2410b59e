"""Drafts: a subclass of a frozen class that can be written to, for an object under construction.

Going round a frozen class's own ``__setattr__`` costs a call for every attribute. A draft has the
same slots and nothing that stands in the way; once they are set, the object becomes one of its
class by assigning ``__class__``, which Python allows where the layout is the same. Until then
nobody is given it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from .cache import cached
from .record import DRAFT

__all__ = ["draft_of", "maker_of"]

_PLAIN = ("__delattr__", "__init__", "__new__", "__setattr__")
"""Python's own in place of the class's. The first and the last go together: a class that has one of
them from somewhere else sets its attributes the slow way."""

_HOOKS = ("__del__", "__init_subclass__")


@cached
def draft_of(cls: type[Any]) -> type[Any] | None:
    """The draft of ``cls``; None for a host's class that would notice."""
    if type(cls) is not type or any(
        hook in vars(base) for base in cls.__mro__[:-1] for hook in _HOOKS
    ):
        return None
    plain = {name: getattr(object, name) for name in _PLAIN}
    return type(f"{cls.__name__}Draft", (cls,), {"__slots__": (), DRAFT: True, **plain})


@cached
def maker_of(cls: type[Any], names: tuple[str, ...]) -> Callable[[Iterable[Any]], Any]:
    """The function from the values of all attributes, in this order, to an object of ``cls``."""
    draft = draft_of(cls)
    if draft is None:
        return partial(_make_slowly, cls, names)
    scope: dict[str, Any] = {"cls": cls, "draft": draft}
    attributes = ", ".join(f"obj.{name}" for name in names)
    exec(
        "def make(values):\n"
        "    obj = draft()\n"
        f"    {attributes}, = values\n"
        "    obj.__class__ = cls\n"
        "    return obj\n",
        scope,
    )
    make: Callable[[Iterable[Any]], Any] = scope["make"]
    return make


def _make_slowly(cls: type[Any], names: tuple[str, ...], values: Iterable[Any]) -> Any:
    obj = object.__new__(cls)
    for name, value in zip(names, values, strict=True):
        object.__setattr__(obj, name, value)
    return obj
