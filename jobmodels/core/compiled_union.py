"""Reading a member of a union with the compiled function of the class that it is.

By its tag, by the field beside it, or by its own fields, as the reader would choose. Like every
compiled function, these return None for what is not plain, or not what was chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .choice import best_match, unknown_tag
from .naming import to_camel
from .spec import Record, UnionSpec

__all__ = ["union_reader"]

Read = Callable[[object], Any]


def union_reader(spec: UnionSpec, readers: Mapping[type[Record], Read]) -> Callable[..., Any]:
    """The function from a payload, and the value of the sibling if there is one, to an object."""
    by_value = {value: readers[cls] for value, cls in spec.tags.items()}
    if spec.tag is not None:
        return _by_tag(spec.tag, by_value)

    def read_fitting(payload: object, sibling: object = None) -> Any:
        if type(payload) is not dict:
            return None
        if unknown_tag(spec, payload) is not None:
            return None
        told = by_value.get(sibling) if type(sibling) is str else None
        return (told or readers[best_match(spec.members, payload)])(payload)

    return read_fitting


def _by_tag(key: str, readers: Mapping[str, Read]) -> Read:
    camel_key = to_camel(key)

    def read_tagged(payload: object) -> Any:
        if type(payload) is not dict:
            return None
        tag = payload.get(key) or payload.get(camel_key)
        return readers[tag](payload) if type(tag) is str and tag in readers else None

    return read_tagged
