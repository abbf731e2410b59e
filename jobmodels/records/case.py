"""Detects the case of a record's keys: snake_case, camelCase, or both.

Only keys that the schema of the record's class defines are considered.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from ..core.model import Model
from ..core.options import Case
from ..core.record import Record, cached
from ..core.spec import ArraySpec, ObjectSpec, TypeSpec, UnionSpec, innermost, spec_of
from ..core.unions import candidates, unknown_tag

_CASES: tuple[frozenset[Case], ...] = (
    frozenset(),
    frozenset({"snake"}),
    frozenset({"camel"}),
    frozenset({"snake", "camel"}),
)
"""Indexed by a bit mask: 1 for snake, 2 for camel."""


class _Keys(NamedTuple):
    """The keys of one class that detection checks. Cached: archives have millions of objects."""

    snake: frozenset[str]
    """The keys that differ from their camelCase form."""
    camel: frozenset[str]
    """The keys that differ from their snake_case form."""
    inner: tuple[tuple[str, TypeSpec], ...]
    """The keys, in either case, whose values contain objects of the schema."""


def cases_of(payload: object, cls: type[Model]) -> frozenset[Case]:
    """Returns the cases of the keys of a record of ``cls``; empty if no key shows its case."""
    return _CASES[_of_object(cls, payload) if isinstance(payload, dict) else 0]


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
            return _of_object(spec.members[0] if only else candidates(spec, value)[0], value)
    shown = 0
    if isinstance(spec, ArraySpec) and isinstance(value, list):
        for item in value:
            shown |= _of_value(spec.items, item)
    return shown


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
