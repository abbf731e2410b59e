"""``frozen``: the decorator that makes a schema class from its fields."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

if TYPE_CHECKING:
    from typing_extensions import dataclass_transform
else:

    def dataclass_transform(**options: bool) -> Any:
        """Does nothing at run time; type checkers use the original."""
        return lambda decorator: decorator


__all__ = ["frozen"]

T = TypeVar("T")

_REQUIRED = object()
"""The default of a field that has no default."""


@dataclass_transform(frozen_default=True, kw_only_default=True)
def frozen(cls: type[T]) -> type[T]:
    """Returns ``cls`` as a frozen, slotted class with keyword-only arguments."""
    # The members of ``cls`` itself, except ``__dict__``, which a slotted class does not have.
    scope = {name: value for name, value in vars(cls).items() if name != "__dict__"}
    inherited: dict[str, object] = getattr(cls, _DEFAULTS, {})
    own = {name: scope.pop(name, _REQUIRED) for name in cls.__annotations__}
    scope["__slots__"] = tuple(own)
    scope["__init__"] = _init
    scope["__setattr__"] = scope["__delattr__"] = _refuse_to_change
    scope[_DEFAULTS] = {**inherited, **own}
    make: Callable[..., type[T]] = type(cls)
    return make(cls.__name__, cls.__bases__, scope)


_DEFAULTS = "__field_defaults__"
"""The name of the class attribute with the fields, in order, and their defaults."""


def _init(self: Any, /, *given: object, **values: object) -> None:
    title = f"{type(self).__name__}.__init__()"
    if given:
        raise TypeError(f"{title} takes 1 positional argument but {len(given) + 1} were given")
    defaults: dict[str, object] = getattr(self, _DEFAULTS)
    for name in values:
        if name not in defaults:
            raise TypeError(f"{title} got an unexpected keyword argument {name!r}")
    complete = {**defaults, **values}
    missing = [repr(name) for name, value in complete.items() if value is _REQUIRED]
    if missing:
        count = f"{len(missing)} required keyword-only argument{'s' * (len(missing) > 1)}"
        raise TypeError(f"{title} missing {count}: {', '.join(missing)}")
    for name, value in complete.items():
        object.__setattr__(self, name, value)
    self.__post_init__()


def _refuse_to_change(self: object, name: str, *value: object) -> NoReturn:
    raise AttributeError(f"cannot change {name!r}")
