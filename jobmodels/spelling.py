"""How a record is spelled: in snake_case, in camelCase, or in both.

Only the keys that a schema names are looked at, so this starts from the class of the record.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from .core.cache import cached
from .core.choice import choose_member, unknown_tag
from .core.model import Model
from .core.options import Case
from .core.record import Record
from .core.spec import ArraySpec, ObjectSpec, TypeSpec, UnionSpec, spec_of

__all__ = ["spellings_of"]

_SPELLINGS: tuple[frozenset[Case], ...] = (
    frozenset(),
    frozenset({"snake"}),
    frozenset({"camel"}),
    frozenset({"snake", "camel"}),
)
"""By the number whose first bit says snake, and the second one camel."""


class _Keys(NamedTuple):
    """What there is to look at in an object of one class: archives have millions of them."""

    snake: frozenset[str]
    """The keys that only snake_case has."""
    camel: frozenset[str]
    inner: tuple[tuple[str, TypeSpec], ...]
    """The keys under which there are objects of the schema, in either spelling."""


def spellings_of(payload: object, cls: type[Model]) -> frozenset[Case]:
    """The spellings that the keys of a record of ``cls`` show: one, none, or both."""
    return _SPELLINGS[_of_object(cls, payload) if isinstance(payload, dict) else 0]


def _of_object(cls: type[Record], payload: Mapping[Any, Any]) -> int:
    snake, camel, inner = _keys_of(cls)
    shown = (not snake.isdisjoint(payload)) | (not camel.isdisjoint(payload)) << 1
    for key, spec in inner:
        value = payload.get(key)
        if value:
            shown |= _of_value(spec, value)
    return shown


def _of_value(spec: TypeSpec, value: object) -> int:
    if isinstance(value, dict):
        if isinstance(spec, ObjectSpec):
            return _of_object(spec.cls, value)
        if isinstance(spec, UnionSpec) and unknown_tag(spec, value) is None:
            only = len(spec.members) == 1
            return _of_object(spec.members[0] if only else choose_member(spec, value), value)
    shown = 0
    if isinstance(spec, ArraySpec) and isinstance(value, list):
        for item in value:
            shown |= _of_value(spec.items, item)
    return shown


@cached
def _keys_of(cls: type[Record]) -> _Keys:
    fields = spec_of(cls).fields
    snake = frozenset(field.name for field in fields)
    camel = frozenset(field.camel for field in fields)
    inner = {
        key: field.type
        for field in fields
        for key in (field.name, field.camel)
        if _holds_objects(field.type)
    }
    return _Keys(snake - camel, camel - snake, tuple(inner.items()))


def _holds_objects(spec: TypeSpec) -> bool:
    if isinstance(spec, ArraySpec):
        return _holds_objects(spec.items)
    return isinstance(spec, (ObjectSpec, UnionSpec))
