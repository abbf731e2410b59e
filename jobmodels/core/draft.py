"""Drafts: the twin of a frozen class that can be written to, for an object under construction.

Going round a frozen class's own ``__setattr__`` costs a call for every attribute. The twin has the
same slots and nothing that stands in the way; once they are set, the object becomes one of its
class by assigning ``__class__``, which Python allows where the layout is the same. Whoever gets to
see an object sees it frozen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from .cache import cached
from .record import DRAFT

__all__ = ["draft_of", "maker_of"]

_PLAIN = ("__delattr__", "__init__", "__new__", "__setattr__")


@cached
def draft_of(cls: type[Any]) -> type[Any]:
    """The twin of ``cls``; ``TypeError`` if its objects cannot become objects of ``cls``."""
    namespace = {DRAFT: True, **{name: getattr(object, name) for name in _PLAIN}}
    if "__slots__" in vars(cls):
        namespace["__slots__"] = vars(cls)["__slots__"]
    draft: type[Any] = type(f"{cls.__name__}Draft", cls.__bases__, namespace)
    draft().__class__ = cls
    return draft


@cached
def maker_of(cls: type[Any], names: tuple[str, ...]) -> Callable[[Iterable[Any]], Any]:
    """The function from the values of all attributes, in this order, to an object of ``cls``."""
    scope: dict[str, Any] = {"cls": cls, "draft": draft_of(cls)}
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
