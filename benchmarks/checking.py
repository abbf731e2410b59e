"""Checks the result of an operation before it is timed.

An object that a peer has read is compared attribute by attribute, without the peer's writer.
Standard library only: the environment of the official SDK imports this module too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from .cases import Kind, Operation
from .payloads import camel, payload

__all__ = ["holds", "is_right"]


def is_right(operation: Operation, kind: Kind, result: Any) -> bool:
    """Returns whether ``result`` is the correct result of the operation for this payload."""
    expected = payload(kind)
    if operation in (Operation.ONE_PROBLEM, Operation.TEN_PROBLEMS):
        return isinstance(result, Exception)
    if operation in (Operation.TEXT_OUT, Operation.FAST_TEXT_OUT):
        return bool(json.loads(result) == expected)
    if operation is Operation.WRITE:
        return type(result) is dict and result == expected
    if operation is Operation.WRITE_CAMEL:
        return type(result) is dict and result == camel(expected)
    return holds(result, expected)


def holds(obj: Any, expected: Any) -> bool:
    """Returns whether the object has every value of the payload ``expected``."""
    if isinstance(expected, list):
        return len(obj) == len(expected) and all(map(holds, obj, expected))
    if isinstance(expected, dict):
        return all(holds(_member(obj, key), value) for key, value in expected.items())
    return bool(obj == expected)


def _member(obj: Any, name: str) -> Any:
    if isinstance(obj, Mapping):
        return obj[name]
    # The official SDK names constants in capitals.
    return getattr(obj, name, None) if hasattr(obj, name) else getattr(obj, name.upper(), None)
