"""Strict equality of JSON values: Python's ``==`` does not distinguish 1, 1.0 and True."""

from __future__ import annotations

from typing import Any


def json_equal(left: Any, right: Any) -> bool:
    """Returns whether both are the same JSON, including the types: 1, 1.0 and True differ.

    The order of keys is ignored, and -0.0 differs from 0.0. Subclasses of the types that ``json``
    returns differ from these types, so a member of a string enum differs from the string.
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
