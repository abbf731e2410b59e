"""``Model``: what every schema class inherits.

It gives the classes what attrs and dataclasses would do differently or too openly: a repr that
masks secrets, equality, pickles that hold only what is there, and the check on construction. It
knows the checker, and none of the schemas.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import repeat
from typing import TYPE_CHECKING, Any, ClassVar

from .cache import cached
from .define import frozen
from .describe import render
from .frozendict import EMPTY, FrozenDict
from .record import EXTRAS, Record
from .secrecy import MASK

if TYPE_CHECKING:
    from typing_extensions import Self

    from .spec import ModelSpec

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
        from .construction import check_construction  # which who only reads does not need

        check_construction(self)

    __attrs_post_init__ = __post_init__

    def __replace__(self, /, **changes: Any) -> Self:
        from .operations import evolve

        return evolve(self, **changes)

    # Not generated: what attrs and dataclasses generate, pytest explains attribute by attribute,
    # secrets included.
    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        names = _spec(self).attributes
        return all(getattr(self, name) == getattr(other, name) for name in names)

    def __hash__(self) -> int:
        names = _spec(self).attributes
        return hash((type(self), *[getattr(self, name) for name in names]))

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={render(value)}" for name, value in self.__rich_repr__())
        return f"{type(self).__name__}({shown})"

    def __rich_repr__(self) -> Iterator[tuple[str, Any]]:
        # rich would look at the attributes themselves.
        spec = _spec(self)
        for name, value in spec.values_of(self).items():
            yield name, MASK if spec.by_key[name].secret and value is not None else value
        if self.additional_properties:
            # Keys only: a misspelt key may well hold what should have been secret.
            yield EXTRAS, dict.fromkeys(self.additional_properties, ...)

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        # IPython and Hypothesis would look at the attributes themselves.
        printer.text(repr(self))

    def __reduce__(self) -> tuple[Any, ...]:
        # The names are one and the same tuple for all objects of a class, which a pickle holds
        # once.
        names = _spec(self).attributes
        return _restore(), (type(self), names, tuple(map(getattr, repeat(self), names)))


# Not everyone who has the classes looks into them, and reading their specs takes time: so these
# import when they are asked, and once, since that takes time as well.


def _spec(obj: Record) -> ModelSpec:
    return _spec_of(type(obj))


@cached
def _spec_of(cls: type[Record]) -> ModelSpec:
    from .spec import spec_of

    return spec_of(cls)


@cached
def _restore() -> Callable[..., Any]:
    from .pickling import restore

    return restore


def _rebuild(cls: type[Model], values: dict[str, Any], extras: FrozenDict = EMPTY) -> Any:
    """What the pickles of 0.1.0 call."""
    return _spec_of(cls).build(values, extras)
