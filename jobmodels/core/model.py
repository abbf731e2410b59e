"""``Model``: what every schema class inherits.

It gives the classes what attrs and dataclasses would do differently or too openly: a repr that
masks secrets, equality, pickles that hold only what is there, and the check on construction. It
knows the checker, and none of the schemas.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from .construction import check_construction
from .define import frozen
from .describe import render
from .frozendict import EMPTY, FrozenDict
from .operations import evolve
from .secrecy import MASK
from .spec import EXTRAS, Record, spec_of

if TYPE_CHECKING:
    from typing_extensions import Self

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

    def __replace__(self, /, **changes: Any) -> Self:
        return evolve(self, **changes)

    # Not the generated ones: pytest explains those of attrs and dataclasses attribute by attribute,
    # secrets included.
    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        names = spec_of(type(self)).setters
        return all(getattr(self, name) == getattr(other, name) for name in names)

    def __hash__(self) -> int:
        names = spec_of(type(self)).setters
        return hash((type(self), *[getattr(self, name) for name in names]))

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={render(value)}" for name, value in self.__rich_repr__())
        return f"{type(self).__name__}({shown})"

    def __rich_repr__(self) -> Iterator[tuple[str, Any]]:
        # rich would look at the attributes themselves.
        spec = spec_of(type(self))
        for name, value in spec.values_of(self).items():
            yield name, MASK if spec.by_key[name].secret and value is not None else value
        if self.additional_properties:
            # Keys only: a misspelt key may well hold what should have been secret.
            yield EXTRAS, dict.fromkeys(self.additional_properties, ...)

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        # IPython and Hypothesis would look at the attributes themselves.
        printer.text(repr(self))

    def __reduce__(self) -> tuple[Any, ...]:
        values = spec_of(type(self)).values_of(self)
        if self.additional_properties:
            return _rebuild, (type(self), values, self.additional_properties)
        return _rebuild, (type(self), values)


def _rebuild(cls: type[Model], values: dict[str, Any], extras: FrozenDict = EMPTY) -> Model:
    obj: Model = spec_of(cls).build(values, extras)
    return obj
