"""Checks the JSON type of a value, and describes the value that a spec expects, for problems."""

from __future__ import annotations

from math import isfinite

from .cache import cached
from .spec import ArraySpec, ScalarSpec

_NOUNS = {
    "string": "a string",
    "integer": "an integer",
    "number": "a number",
    "boolean": "a boolean",
}


def is_kind(kind: str, value: object) -> bool:
    """Returns whether ``value`` has the JSON type ``kind``: 1.0 is an integer, True is not."""
    if kind == "string":
        return isinstance(value, str)
    if kind == "boolean":
        return isinstance(value, bool)
    if isinstance(value, bool):
        return False
    if isinstance(value, int):
        return True
    if not isinstance(value, float) or not isfinite(value):
        return False
    return kind == "number" or float(value).is_integer()


def wanted(spec: ScalarSpec | ArraySpec) -> str:
    """Describes the expected value, such as ``an integer at least 1``."""
    if isinstance(spec, ArraySpec):
        noun, unit = "an array", "item"
    else:
        noun, unit = _NOUNS[spec.kind], "character"
    if not spec.constraints:
        return noun
    return f"{noun} {' and '.join([rule.phrase(unit) for rule in spec.constraints])}"


@cached
def one_of(values: tuple[str, ...]) -> str:
    """Returns the wording for any one of the values."""
    quoted = [repr(str(value)) for value in values]
    return quoted[0] if len(quoted) == 1 else f"one of {', '.join(quoted)}"
