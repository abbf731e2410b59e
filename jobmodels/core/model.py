"""``Model``: what every schema class inherits.

It gives the classes what attrs and dataclasses would do differently or too openly: a repr that
masks secrets, pickles that hold only what is there, and the check on construction. It knows the
checker, and none of the schemas.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from .construction import check_construction
from .define import frozen
from .describe import render
from .frozendict import EMPTY, FrozenDict
from .secrecy import MASK
from .spec import EXTRAS, Record, spec_of

__all__ = ["Model"]


@frozen
class Model(Record):
    """A frozen object of the schema.

    Constructing one checks its fields as strict reading does and raises ``ValidationError`` with
    every problem. A list is taken for a tuple, and a known value for its enum member.
    """

    additional_properties: Mapping[str, Any] = EMPTY
    """The keys of the payload that the schema does not name, as they came."""

    if TYPE_CHECKING:
        # What attrs.fields() and attrs.evolve() ask of a class.
        __attrs_attrs__: ClassVar[Any]

    def __post_init__(self) -> None:
        check_construction(self)

    __attrs_post_init__ = __post_init__

    def __repr__(self) -> str:
        spec = spec_of(type(self))
        shown = [
            f"{name}={_shown(value, spec.by_key[name].secret)}"
            for name, value in spec.values_of(self).items()
        ]
        if self.additional_properties:
            # Keys only: a misspelt key may well hold what should have been secret.
            keys = ", ".join(f"{key!r}: ..." for key in self.additional_properties)
            shown.append(f"{EXTRAS}={{{keys}}}")
        return f"{type(self).__name__}({', '.join(shown)})"

    def __reduce__(self) -> tuple[Any, ...]:
        values = spec_of(type(self)).values_of(self)
        if self.additional_properties:
            return _rebuild, (type(self), values, self.additional_properties)
        return _rebuild, (type(self), values)


def _shown(value: object, secret: bool) -> str:
    return repr(MASK) if secret and value is not None else render(value)


def _rebuild(cls: type[Model], values: dict[str, Any], extras: FrozenDict = EMPTY) -> Model:
    obj: Model = spec_of(cls).build(values, extras)
    return obj
