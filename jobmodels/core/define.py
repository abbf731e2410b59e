"""``frozen``: the decorator that creates a frozen, slotted, keyword-only class.

It is attrs' class decorator, or a dataclass equivalent if attrs is not installed. Both call
``Model``'s post-init check. No other code in the package depends on which of the two it is.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from .record import ON_CLASS_CREATED, Record

T = TypeVar("T")

if TYPE_CHECKING:
    from typing_extensions import dataclass_transform

    # With this declaration, type checkers need neither a plugin nor attrs.
    @dataclass_transform(frozen_default=True, kw_only_default=True)
    def frozen(cls: type[T]) -> type[T]: ...

else:

    class _Fields:
        """The attribute in which attrs or dataclasses keep the fields of a class.

        The stack shows who asks for it: only functions of ``packages`` see it, or those of them
        that ``called_by`` calls, and not to convert objects. For others it is absent: a library
        that does not know this package would write all attributes of an object, absent or not, and
        read an object without its unknown keys.
        """

        def __init__(self, *packages: str, called_by: str = "") -> None:
            self.packages = packages
            self.called_by = called_by

        def __get__(self, obj: object, owner: type) -> Any:
            frame, functions = sys._getframe(1), set()
            if frame.f_code.co_name == "_collect_base_attrs":  # attrs makes a subclass
                return owner.__fields__
            while _package_of(frame) in self.packages:
                functions.add(frame.f_code.co_name)
                frame = frame.f_back
            if "has" not in functions and any(name.startswith(_CONVERTS) for name in functions):
                cure = "call register_hooks for the converter, after hooks for attrs.has"
                raise TypeError(f"{owner.__name__}: {cure}")
            is_seen = functions and not functions & _COPIES
            if not (is_seen and self.called_by in ("", _package_of(frame))):
                raise AttributeError("convert the object with unstructure, change it with evolve")
            return owner.__fields__

    _COPIES = {"asdict", "astuple", "_asdict_inner", "_astuple_inner"}
    _CONVERTS = ("make_dict_", "structure_attrs_", "unstructure_attrs_")

    def _package_of(frame: Any) -> str:
        return frame.f_globals.get("__name__", "").partition(".")[0] if frame else ""

    try:
        import attrs
    except ImportError:
        import dataclasses

        _FIELDS = "__dataclass_fields__"
        Record.__dataclass_fields__ = _Fields("dataclasses", "cattrs")

        def _refuse(self: object, name: str, *value: object) -> NoReturn:
            raise dataclasses.FrozenInstanceError(f"cannot change {name!r}")

        def _make(cls: type[Any]) -> type[Any]:
            decorate = dataclasses.dataclass(
                frozen=True, slots=True, kw_only=True, repr=False, eq=False
            )
            made = decorate(cls)
            for field in vars(made)[_FIELDS].values():
                if isinstance(field.default, property):  # of a base class, with the field's name
                    field.default = dataclasses.MISSING
                    del made.__init__.__kwdefaults__[field.name]
            # Replaced, because the generated methods raise TypeError for a name without a field.
            made.__setattr__ = made.__delattr__ = _refuse
            return made

    else:
        _FIELDS = "__attrs_attrs__"
        Record.__attrs_attrs__ = _Fields("attr", "cattrs")
        # FastAPI reads a parameter from the body if its type is a dataclass.
        Record.__dataclass_fields__ = _Fields("dataclasses", called_by="fastapi")
        _decorate = attrs.frozen(
            auto_attribs=True, kw_only=True, repr=False, eq=False, getstate_setstate=False
        )

        def _make(cls: type[Any]) -> type[Any]:
            made = _decorate(cls)
            for field in made.__attrs_attrs__:
                if field.validator or field.converter:
                    cure = "reading calls no validator or converter; write rules in Annotated"
                    raise TypeError(f"{cls.__name__}.{field.name}: {cure}")
            return made

    def frozen(cls: type[Any]) -> type[Any]:
        """Makes ``cls`` frozen, slotted and keyword-only.

        The repr, equality and pickling are those of ``Model``.
        """
        replace = getattr(cls, "__replace__", None)
        made = _make(cls)
        made.__fields__ = getattr(made, _FIELDS)
        delattr(made, _FIELDS)
        if replace is not None:
            # Newer versions of attrs and dataclasses add their own ``__replace__``. It calls
            # ``__init__``, which rejects values that were read leniently.
            made.__replace__ = replace
        for watch in ON_CLASS_CREATED:
            watch(made)
        return made
