"""Drafts: writable subclasses of frozen classes, for objects under construction.

Bypassing the ``__setattr__`` of a frozen class costs one call per attribute. A draft has the same
slots and a plain ``__setattr__``. After the last attribute, assigning ``__class__`` makes the draft
an instance of the frozen class. No other code has access to the object before that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from ..record import DRAFT, cached

_PLAIN = ("__delattr__", "__init__", "__new__", "__setattr__")
"""Methods of ``object`` that replace those of the class. ``__delattr__`` and ``__setattr__`` go
together: attributes are set more slowly if either of them is not that of ``object``."""


@cached
def draft_of(cls: type[Any]) -> type[Any] | None:
    """Returns the draft of ``cls``; None for a host's class with a metaclass, ``__del__`` or
    ``__init_subclass__``, which could be called for a draft."""
    hooks = {"__del__", "__init_subclass__"}
    if type(cls) is not type or any(hooks & vars(base).keys() for base in cls.__mro__[:-1]):
        return None
    plain = {name: getattr(object, name) for name in _PLAIN}
    return type(f"{cls.__name__}Draft", (cls,), {"__slots__": (), DRAFT: True, **plain})


def draft_maker(cls: type[Any], names: tuple[str, ...]) -> Callable[[Iterable[Any]], Any] | None:
    """Returns a function as ``spec.maker_of`` does; None if the class has no draft."""
    draft = draft_of(cls)
    if draft is None:
        return None
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
