"""Rewrites a payload in another case or without its secrets, and changes nothing else.

The values come from the object that was read from the payload; the order of keys and the form of
bare file IDs come from the payload itself. Does not handle files or text.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..core.options import Case
from ..core.record import EXTRAS, Record
from ..core.spec import spec_of
from ..core.writer import write_value


def rewritten(payload: Any, record: object, case: Case | None) -> Any:
    """Returns a copy of ``payload`` with the values of ``record``, which was read from it. The keys
    are in ``case``; if ``case`` is None, they stay as in ``payload``."""
    if isinstance(record, Record) and isinstance(payload, dict):
        return _object(payload, record, case)
    if isinstance(record, tuple) and isinstance(payload, list):
        return [rewritten(*pair, case) for pair in zip(payload, record, strict=True)]
    # A bare file ID, the form of the first edition, was read as an object.
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
            result[new_key] = rewritten(value, getattr(record, field.name), case)
    return result
