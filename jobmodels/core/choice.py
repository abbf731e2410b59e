"""What an object's own keys tell: which member of a union it is, and how it is spelled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .spec import ModelSpec, Record, UnionSpec, spec_of
from .unset import UNSET

__all__ = ["best_match", "choose_member", "is_camel", "tag_of"]


def choose_member(spec: UnionSpec, payload: Mapping[Any, Any]) -> type[Record]:
    """The member that ``payload`` is: by its tag, else by which fields are there."""
    tag = tag_of(spec, payload)
    if isinstance(tag, str) and tag in spec.tags:
        return spec.tags[tag]
    return best_match(spec.members, payload)


def best_match(classes: Iterable[type[Record]], payload: Mapping[Any, Any]) -> type[Record]:
    """The class whose required fields are all there, else the one with most fields there."""

    def fitness(cls: type[Record]) -> tuple[bool, int]:
        spec = spec_of(cls)
        there = {spec.by_key[key].name for key in payload if key in spec.by_key}
        complete = all(field.name in there for field in spec.fields if field.required)
        return complete, len(there)

    return max(classes, key=fitness)


def tag_of(spec: UnionSpec, payload: Mapping[Any, Any]) -> object:
    """The tag that ``payload`` carries; ``UNSET`` if it carries none."""
    if spec.tag is None:
        return UNSET
    field = spec_of(spec.members[0]).by_key[spec.tag]
    return payload.get(field.name, payload.get(field.camel, UNSET))


def is_camel(spec: ModelSpec, payload: Mapping[Any, Any], otherwise: bool) -> bool:
    """Whether the object shows camelCase: by its first key that has two spellings."""
    for key in payload:
        field = spec.by_key.get(key)
        if field is not None and field.name != field.camel:
            return bool(key == field.camel)
    return otherwise
