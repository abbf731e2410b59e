"""Whether a peer has done what it is timed for.

Standard library only, because the official SDK's own environment imports this too. What a peer
has read is looked at attribute by attribute, so that its own writing is not its judge.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from .cases import Kind, Operation
from .payloads import camel, payload

__all__ = ["holds", "is_right"]


def is_right(operation: Operation, kind: Kind, result: Any) -> bool:
    """Whether ``result`` is what the operation has to give for this payload."""
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
    """Whether every value of the payload ``expected`` is found in the object."""
    if isinstance(expected, list):
        return len(obj) == len(expected) and all(map(holds, obj, expected))
    if isinstance(expected, dict):
        return all(holds(_member(obj, key), value) for key, value in expected.items())
    return bool(obj == expected)


def _member(obj: Any, name: str) -> Any:
    if isinstance(obj, Mapping):
        return obj[name]
    # The official SDK's name for a constant is in capitals.
    return getattr(obj, name, None) if hasattr(obj, name) else getattr(obj, name.upper(), None)
