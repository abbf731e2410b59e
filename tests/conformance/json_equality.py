"""Equality of JSON that Python's own ``==`` is too generous for."""

from __future__ import annotations

from typing import Any


def json_equal(left: Any, right: Any) -> bool:
    """Whether both are the same JSON, told apart by type: 1, 1.0 and True are three things.

    The order of keys does not count, and -0.0 is not 0.0. Only the plain types that ``json``
    itself makes are taken for JSON, so an enum's member is not its string.
    """
    if type(left) is not type(right):
        return False
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(
            json_equal(value, right[key]) for key, value in left.items()
        )
    if isinstance(left, list):
        return len(left) == len(right) and all(map(json_equal, left, right))
    if isinstance(left, float):
        return repr(left) == repr(right)
    return bool(left == right)
