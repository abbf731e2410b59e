"""Rewrites a payload in another case or without its secrets, and changes nothing else.

The values come from the object that was read from the payload; the order of keys and the form of
bare file IDs come from the payload itself, as do the digits of numbers. Does not handle files.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import NoneType
from typing import Any

from ..core.frozendict import FrozenDict
from ..core.options import Case
from ..core.record import EXTRAS, Record
from ..core.spec import spec_of
from ..core.writer import write_value

_PLAIN = {str, int, float, bool, NoneType}
_STAND_IN = "\udfff"  # not in any valid text
_WRITTEN_STAND_IN = re.compile(r'"(?:\udfff|\\udfff)([^"]*)"')


class ExactNumber(float):
    """The float nearest to a number of a JSON text, with the digits of the text."""

    def __init__(self, text: str) -> None:
        self.digits = text


def parse_number(text: str) -> float:
    """Returns a float, or an ``ExactNumber`` if the float may be written as another number."""
    value = float(text)
    # In this range, a float holds 15 digits.
    if (len(text) < 17 and 1e-300 < abs(value) < 1e300) or repr(value) == text:
        return value
    return ExactNumber(text)


def with_digits(text: str) -> str:
    """Returns the JSON text of a payload of ``rewritten``, with its numbers in all digits."""
    return _WRITTEN_STAND_IN.sub(r"\1", text) if "udfff" in text or _STAND_IN in text else text


def rewritten(payload: Any, record: Any, case: Case | None) -> Any:
    """Returns a copy of ``payload`` with the values of ``record``, which was read from it, and the
    keys in ``case``, or unchanged if it is None. ``with_digits`` completes its JSON text."""
    kind = type(record)
    if kind is float and type(payload) is ExactNumber:
        return _STAND_IN + payload.digits
    if kind in _PLAIN:
        return record
    if isinstance(record, Record) and isinstance(payload, dict):
        return _object(payload, record, case)
    if kind is FrozenDict:
        return {key: rewritten(payload[key], value, case) for key, value in record.items()}
    if isinstance(record, tuple) and isinstance(payload, list):
        return [rewritten(*pair, case) for pair in zip(payload, record, strict=True)]
    # A bare file ID, the form of the first edition, was read as an object.
    return payload if isinstance(record, Record) else write_value(record, camel=False)


def _object(payload: Mapping[str, Any], record: Record, case: Case | None) -> dict[str, Any]:
    fields = spec_of(type(record)).by_key
    unknown = getattr(record, EXTRAS)
    result = {}
    for key, value in payload.items():
        field = fields.get(key)
        if field is None:
            result[key] = rewritten(value, unknown[key], case)
        else:
            new_key = key if case is None else field.key(case == "camel")
            result[new_key] = rewritten(value, getattr(record, field.name), case)
    return result
