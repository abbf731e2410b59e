"""A payload again, in another spelling or without its secrets, and otherwise as it was.

Objects know what is to be written, payloads in which order and form it came: keys stay where they
are, bare file IDs stay bare, and of two payloads nothing else differs. This module knows neither
files nor text.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .core.options import Case
from .core.record import EXTRAS, Record
from .core.spec import spec_of
from .core.writer import write_value

__all__ = ["respelled"]


def respelled(payload: Any, record: object, case: Case | None) -> Any:
    """``payload`` with the values of ``record``, which was read from it: its keys spelled as
    ``case`` says, or as they are where that is None."""
    if isinstance(record, Record) and isinstance(payload, dict):
        return _object(payload, record, case)
    if isinstance(record, tuple) and isinstance(payload, list):
        return [respelled(*pair, case) for pair in zip(payload, record, strict=True)]
    # A bare string may stand for an object that has just this, in the form of the first revision.
    return payload if isinstance(record, Record) else write_value(record, camel=False)


def _object(payload: Mapping[str, Any], record: Record, case: Case | None) -> dict[str, Any]:
    fields = spec_of(type(record)).by_key
    unknown = write_value(getattr(record, EXTRAS), camel=False)
    result = {}
    for key, value in payload.items():
        field = fields.get(key)
        if field is None:
            result[key] = unknown[key]
        else:
            new_key = key if case is None else field.key(case == "camel")
            result[new_key] = respelled(value, getattr(record, field.name), case)
    return result
