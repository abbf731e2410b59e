"""Reading a member of a union with the compiled function of the class that it is.

By its tag, by the field beside it, or by its own fields, as the reader would choose. Like every
compiled function, these return None for what is not plain, or not what was chosen.
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
    """The function from a payload, and the value of the sibling if there is one, to an object."""
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
