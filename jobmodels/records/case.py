"""Detects the case of a record's keys that the schema defines: snake_case, camelCase, or both."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from ..core.model import Model
from ..core.options import Case
from ..core.record import Record, cached
from ..core.spec import ArraySpec, ObjectSpec, TypeSpec, UnionSpec, innermost, spec_of
from ..core.unions import candidates, unknown_tag


class _Keys(NamedTuple):
    """The keys of one class that detection checks. Cached: archives have millions of objects."""

    snake: frozenset[str]
    """The keys that differ from their camelCase form."""
    camel: frozenset[str]
    """The keys that differ from their snake_case form."""
    inner: tuple[tuple[str, TypeSpec], ...]
    """The keys, in either case, whose values contain objects of the schema."""


def cases_of(payload: object, cls: type[Model], *, only_one: bool = False) -> frozenset[Case]:
    """Returns the cases of the keys of a record of ``cls``; empty if no key shows its case. With
    ``only_one``, all keys are known to use one case, and the first that shows it is enough."""
    if not isinstance(payload, dict):
        return frozenset()
    if only_one and not _keys_of(cls).snake.isdisjoint(payload):
        return frozenset({"snake"})
    shown: set[Case] = set()
    _add_of_object(shown, cls, payload, only_one)
    return frozenset(shown)


def _add_of_object(
    shown: set[Case], cls: type[Record], payload: Mapping[Any, Any], only_one: bool
) -> None:
    snake, camel, inner = _keys_of(cls)
    if not snake.isdisjoint(payload):
        shown.add("snake")
    if not camel.isdisjoint(payload):
        shown.add("camel")
    for key, spec in inner:
        if only_one and shown:
            break
        value = payload.get(key)
        if value:
            _add_of_value(shown, spec, value, only_one)


def _add_of_value(shown: set[Case], spec: TypeSpec, value: object, only_one: bool) -> None:
    if isinstance(value, dict):
        if isinstance(spec, ObjectSpec):
            _add_of_object(shown, spec.cls, value, only_one)
        elif isinstance(spec, UnionSpec) and unknown_tag(spec, value) is None:
            is_single = len(spec.members) == 1
            member = spec.members[0] if is_single else candidates(spec, value)[0]
            _add_of_object(shown, member, value, only_one)
    elif isinstance(spec, ArraySpec) and isinstance(value, list):
        for item in value:
            _add_of_value(shown, spec.items, item, only_one)


@cached
def _keys_of(cls: type[Record]) -> _Keys:
    keys = spec_of(cls).by_key.items()
    return _Keys(
        snake=frozenset(key for key, field in keys if key != field.camel),
        camel=frozenset(key for key, field in keys if key != field.name),
        inner=tuple(
            (key, field.type)
            for key, field in keys
            if isinstance(innermost(field.type), (ObjectSpec, UnionSpec))
        ),
    )
