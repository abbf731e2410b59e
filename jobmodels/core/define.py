"""``frozen``: attrs' class decorator, or its dataclass twin where attrs is not installed.

Both make frozen, slotted, keyword-only classes, and both call ``Model``'s post-init check. Nothing
else in the package asks which of the two made a class.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from .record import WATCHERS

if TYPE_CHECKING:
    from typing import TypeVar

    from typing_extensions import dataclass_transform

    T = TypeVar("T")

    # Stated to type checkers like this, the classes need no plugin and no attrs to be understood.
    @dataclass_transform(frozen_default=True, kw_only_default=True)
    def frozen(cls: type[T]) -> type[T]: ...

else:
    try:
        import attrs
    except ImportError:
        import dataclasses
        from typing import NoReturn

        def _refuse(self: object, name: str, *value: object) -> NoReturn:
            raise dataclasses.FrozenInstanceError(f"cannot change {name!r}")

        def _make(cls: type[Any]) -> type[Any]:
            made = dataclasses.dataclass(
                frozen=True, slots=True, kw_only=True, repr=False, eq=False
            )(cls)
            # Those that dataclasses writes fail with a TypeError for any name but a field's.
            made.__setattr__ = made.__delattr__ = _refuse
            return made

    else:
        _make = partial(
            attrs.frozen,
            auto_attribs=True,
            kw_only=True,
            repr=False,
            eq=False,
            getstate_setstate=False,
        )

    def frozen(cls: type[Any]) -> type[Any]:
        """A frozen, slotted, keyword-only class; repr, equality and pickling are ``Model``'s."""
        replace = getattr(cls, "__replace__", None)
        made = _make(cls)
        if replace is not None:
            # Newer versions of both put one of their own into every class. It goes through
            # ``__init__``, which refuses what was read leniently.
            made.__replace__ = replace
        for watch in WATCHERS:
            watch(made)
        return made


__all__ = ["frozen"]
