"""Determines the member of a union, and the case of the keys, that a payload uses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from .record import Record
from .spec import FieldSpec, ModelSpec, UnionSpec, constant_of, spec_of, to_camel
from .unset import UNSET

R = TypeVar("R", bound=Record)


def candidates(spec: UnionSpec, payload: Mapping[Any, Any]) -> list[type[Record]]:
    """Returns the members to try, the most likely first; only one if the tag identifies it."""
    tag = tag_of(spec, payload)
    if isinstance(tag, str) and tag in spec.tags:
        return [spec.tags[tag]]
    ranked = rank_candidates(spec.members, payload)
    if spec.expected is None:
        return ranked
    # The sibling decides between members that define the same number of the payload's keys.
    known = {cls: len(payload.keys() & spec_of(cls).by_key.keys()) for cls in ranked}
    return sorted(ranked, key=lambda cls: (-known[cls], cls is not spec.expected))


def rank_candidates(classes: Iterable[type[R]], payload: Mapping[Any, Any]) -> list[type[R]]:
    """Returns the classes, the best fit for ``payload`` first. Ranks by three criteria, in this
    order: no constant is contradicted, all required fields are present, more fields are present."""

    def fitness(cls: type[Record]) -> tuple[bool, bool, int]:
        spec = spec_of(cls)
        present = {spec.by_key[key].name: payload[key] for key in payload if key in spec.by_key}
        contradicted = any(
            isinstance(value, str) and constant_of(spec.by_key[name].type, value) != value
            for name, value in present.items()
        )
        return not contradicted, is_complete(cls, payload), len(present)

    return sorted(classes, key=fitness, reverse=True)


def resolve_sibling(field: FieldSpec, payload: Mapping[Any, Any]) -> FieldSpec:
    """Returns ``field``; for a union with a sibling, a copy with the member to try first."""
    spec = field.type
    if not isinstance(spec, UnionSpec) or spec.sibling is None:
        return field
    value = payload.get(spec.sibling, payload.get(to_camel(spec.sibling)))
    expected = spec.tags.get(value) if isinstance(value, str) else None
    return field._replace(type=spec._replace(expected=expected))


def unknown_tag(spec: UnionSpec, payload: Mapping[Any, Any]) -> tuple[str, tuple[str, ...]] | None:
    """Returns the key of ``payload`` that has an unknown tag, and the known tags.

    Returns None if the payload has no unknown tag, or if it has all required fields of a member
    that does not define this key, or accepts its null.
    """
    for name, constants in spec.constants.items():
        key = name if name in payload else to_camel(name)
        value = payload.get(key, UNSET)
        if value is UNSET or (isinstance(value, str) and value in constants):
            continue
        fields = ((cls, spec_of(cls).by_key.get(name)) for cls in spec.members)
        others = [cls for cls, field in fields if not field or (value is None and field.nullable)]
        if not any(is_complete(cls, payload) for cls in others):
            return key, constants
    return None


def is_complete(cls: type[Record], payload: Mapping[Any, Any]) -> bool:
    """Returns whether all required fields of the class are present."""
    required = spec_of(cls).required
    return all(field.name in payload or field.camel in payload for field in required)


def tag_of(spec: UnionSpec, payload: Mapping[Any, Any]) -> object:
    """Returns the tag of ``payload``; ``UNSET`` if it has none."""
    if spec.tag is None:
        return UNSET
    return payload.get(spec.tag, payload.get(to_camel(spec.tag), UNSET))


def is_camel(spec: ModelSpec, payload: Mapping[Any, Any], otherwise: bool) -> bool:
    """Returns whether the keys are in camelCase. The first key that differs between the two cases
    decides. Returns ``otherwise`` if no key does."""
    for key in payload:
        shown = spec.in_camel.get(key)
        if shown is not None:
            return shown
    return otherwise
