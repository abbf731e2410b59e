"""Reads a member of a union with the compiled function of its class.

The tag, the sibling field or the payload's own fields select the class, as in the reader. The
functions return None if the payload is not plain or does not match the selected class.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .choice import choose_member, unknown_tag
from .naming import to_camel
from .record import Record
from .spec import UnionSpec

__all__ = ["union_reader"]

Read = Callable[[object], Any]


def union_reader(spec: UnionSpec, readers: Mapping[type[Record], Read]) -> Callable[..., Any]:
    """Returns a function that reads a payload; a second argument is the sibling's value, if any."""
    by_value = {value: readers[cls] for value, cls in spec.tags.items()}
    key = spec.tag
    camel_key = key and to_camel(key)

    def read_member(payload: object, told: object = None) -> Any:
        if type(payload) is not dict:
            return None
        if key is not None:
            told = payload.get(key, payload.get(camel_key))
        read = by_value.get(told) if type(told) is str else None
        if read is None:
            if unknown_tag(spec, payload) is not None:
                return None
            read = readers[choose_member(spec, payload)]
        return read(payload)

    return read_member
