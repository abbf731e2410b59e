"""``frozen``: attrs' class decorator, or its dataclass twin where attrs is not installed.

Both make frozen, slotted, keyword-only classes that compare and hash by value, and both call
``Model``'s post-init check. Nothing else in the package asks which of the two made a class.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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

        def frozen(cls: type[Any]) -> type[Any]:
            """A frozen, slotted, keyword-only dataclass; ``Model`` brings repr and pickling."""
            return dataclasses.dataclass(frozen=True, slots=True, kw_only=True, repr=False)(cls)

    else:

        def frozen(cls: type[Any]) -> type[Any]:
            """A frozen, slotted, keyword-only attrs class; ``Model`` brings repr and pickling."""
            return attrs.frozen(cls, kw_only=True, repr=False, getstate_setstate=False)


__all__ = ["frozen"]
