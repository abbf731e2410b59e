"""``Model``: the base class of every schema class.

Defines the repr, equality and pickling, because those of attrs and dataclasses differ from each
other or show secrets. Checks fields on construction. Depends on ``construction``; does not import
any schema.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import repeat
from typing import TYPE_CHECKING, Any, ClassVar

from .define import frozen
from .describe import html_of, render
from .frozendict import EMPTY, FrozenDict, same_json
from .record import EXTRAS, Record, cached
from .redaction import MASK

if TYPE_CHECKING:
    from typing_extensions import Self

    from .spec import ModelSpec


class _PrettyMethod:
    # Without this method, IPython and Hypothesis read the attributes and show secrets. IPython gets
    # it from the class and passes the object. Hypothesis gets it from the value, even a class.

    def __get__(self, obj: object, owner: type) -> Callable[..., None]:
        return partial(_pretty, owner if obj is None else obj)


def _pretty(value: Any, *arguments: Any) -> None:
    *objects, printer, _ = arguments
    (value,) = objects or [value]
    if isinstance(value, type):
        printer.text(f"{value.__module__}.{value.__qualname__}")
        return
    with printer.group(4, f"{type(value).__name__}(", ")"):
        for index, (name, item) in enumerate(value.__rich_repr__()):
            printer.text("," if index else "")
            printer.breakable(" " if index else "")
            printer.text(f"{name}=")
            inner = item if type(item) is tuple else (item,)
            # The printers fail for an integer with too many digits.
            if all(isinstance(part, (Record, str)) for part in inner):
                printer.pretty(item)
            else:
                printer.text(render(item))


@frozen
class Model(Record):
    """The base class of every schema class. Its objects are frozen.

    Construction checks the fields as strict reading does and raises ``ValidationError`` with every
    problem. It converts a list to a tuple, and a known value to its enum member.
    """

    additional_properties: Mapping[str, Any] = EMPTY
    """The keys of the payload that the schema does not define, with their values."""

    if TYPE_CHECKING:
        # attrs.fields() and attrs.evolve() require this attribute.
        __attrs_attrs__: ClassVar[Any]

    def __post_init__(self) -> None:
        from .construction import check_construction  # not needed for reading

        check_construction(self)

    __attrs_post_init__ = __post_init__

    def __replace__(self, /, **changes: Any) -> Self:
        from .construction import replaced

        changed: Self = replaced(self, changes)
        return changed

    # Not generated: where attrs or dataclasses generate ``__eq__``, pytest shows the differing
    # attributes, secrets included.
    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        spec = _spec_of(type(self))
        for name in spec.attributes:  # quicker than ``all``
            mine, others = getattr(self, name), getattr(other, name)
            if mine is not others and not mine == others:
                return False
        return all(same_json(getattr(self, name), getattr(other, name)) for name in spec.free_form)

    def __hash__(self) -> int:
        names = _spec_of(type(self)).attributes
        return hash((type(self), *[getattr(self, name) for name in names]))

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={render(value)}" for name, value in self.__rich_repr__())
        return f"{type(self).__name__}({shown})"

    def __rich_repr__(self) -> Iterator[tuple[str, Any]]:
        # Without this method, rich reads the attributes and shows secrets.
        spec = _spec_of(type(self))
        for name, value in spec.values_of(self).items():
            yield name, MASK if spec.by_key[name].secret and value is not None else value
        if self.additional_properties:
            # Keys only: the value of a misspelled key may be a secret.
            yield EXTRAS, dict.fromkeys(self.additional_properties, ...)

    _repr_html_ = html_of
    _repr_pretty_ = _PrettyMethod()

    def __reduce__(self) -> tuple[Any, ...]:
        # All objects of a class share one tuple of names, which a pickle stores once.
        names = _spec_of(type(self)).attributes
        return _restore(), (type(self), names, tuple(map(getattr, repeat(self), names)))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: object) -> Any:
        try:
            from ..pydantic_fields import core_schema_of  # type: ignore[import, unused-ignore]
        except ImportError:
            why = "a pydantic field needs the part 'pydantic', which this copy leaves out"
            raise TypeError(f"{cls.__name__}: {why}") from None
        else:
            return core_schema_of(cls)


# Deriving specs takes time, and a program that imports the classes may not need them. So these
# functions import on first use, and cache the result because an import statement takes time too.


@cached
def _spec_of(cls: type[Record]) -> ModelSpec:
    from .spec import spec_of

    return spec_of(cls)


@cached
def _restore() -> Callable[..., Any]:
    from .pickling import restore

    return restore


def _rebuild(cls: type[Model], values: dict[str, Any], extras: FrozenDict = EMPTY) -> Any:
    """Called by pickles of version 0.1.0."""
    return _spec_of(cls).build(values, extras)
