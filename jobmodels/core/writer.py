"""From an object to a payload: the meaning of writing.

What is there is written, in schema order; what is ``UNSET`` is not; unknown keys follow as they
came. The result is plain dicts and lists that share nothing with the object. The compiled
functions unroll this for objects that hold what strict reading gives.
"""

from __future__ import annotations

from typing import Any

from .frozendict import FrozenDict, thaw
from .openenum import OpenStrEnum
from .record import EXTRAS, Record
from .spec import spec_of
from .unset import UNSET

__all__ = ["write_object", "write_value"]


def write_object(obj: Record, camel: bool) -> dict[str, Any]:
    """The payload of ``obj``, spelled in camelCase or snake_case."""
    payload = {}
    for field in spec_of(type(obj)).fields:
        value = getattr(obj, field.name)
        if value is not UNSET:
            payload[field.key(camel)] = write_value(value, camel)
    payload.update(thaw(getattr(obj, EXTRAS)))
    return payload


def write_value(value: Any, camel: bool) -> Any:
    """The JSON of one value; by its own type, because lenient reading leaves the spec's open."""
    if isinstance(value, Record):
        return write_object(value, camel)
    if isinstance(value, tuple):
        return [write_value(item, camel) for item in value]
    if isinstance(value, FrozenDict):
        return thaw(value)
    if isinstance(value, OpenStrEnum):
        return value.value
    return value
