"""Writes an object as a payload, and so defines the behaviour of writing: see ``unstructure``."""

from __future__ import annotations

from typing import Any

from .frozendict import FrozenDict, thaw
from .openenum import OpenStrEnum
from .record import EXTRAS, Record
from .spec import spec_of
from .unset import UNSET


def write_object(obj: Record, camel: bool) -> dict[str, Any]:
    """Returns the payload of ``obj``, with keys in camelCase or snake_case."""
    payload = {}
    for field in spec_of(type(obj)).fields:
        value = getattr(obj, field.name)
        if value is not UNSET:
            payload[field.key(camel)] = write_value(value, camel)
    payload.update(thaw(getattr(obj, EXTRAS)))
    return payload


def write_value(value: Any, camel: bool) -> Any:
    """Returns the JSON form of a value by its type, which may differ from the spec."""
    if isinstance(value, Record):
        return write_object(value, camel)
    if isinstance(value, tuple):
        return [write_value(item, camel) for item in value]
    if isinstance(value, FrozenDict):
        return thaw(value)
    if isinstance(value, OpenStrEnum):
        return value.value
    return value
