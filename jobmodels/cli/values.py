"""Single values as words for a person.

Whatever a record holds, what comes out fits in a line or two and is safe to print: no control
characters, no escape sequences, no flood. Layout is for others to do.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

from ..core.describe import safe_int
from ..core.frozendict import thaw
from ..core.unset import UNSET

__all__ = [
    "counted",
    "duration",
    "is_missing",
    "measure",
    "moment",
    "outline",
    "printable",
    "words",
]

_LONGEST = 300
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_UNITS = (("d", 86400), ("h", 3600), ("min", 60), ("s", 1))


def is_missing(value: object) -> bool:
    """Whether there is nothing to show: absent, or null."""
    return value is UNSET or value is None


def printable(text: str, longest: int = _LONGEST) -> str:
    """``text`` with everything escaped that is not to be seen, and cut where it is too long."""
    if len(text) > longest:
        text = text[: longest - 3] + "..."
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )


def words(value: Any) -> str:
    """Any value that a field can hold, objects of models excepted."""
    if is_missing(value):
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, int):
        return safe_int(value) if abs(value) < 10**40 else "a very large number"
    if isinstance(value, float):
        return f"{value:.6g}"
    return printable(_compact(value))


def outline(value: object) -> str:
    """A value of which nothing is known, not even that it is no secret: text is not shown."""
    if isinstance(value, str):
        return "a string (not shown)"
    if isinstance(value, tuple):
        return "1 item" if len(value) == 1 else f"{len(value)} items"
    if isinstance(value, Mapping):
        return "an object"
    return "null" if value is None else words(value)


def counted(value: Any, unit: str) -> str:
    """A number with its unit, in groups of three digits."""
    if isinstance(value, int) and abs(value) < 10**40:
        return f"{value:,} {unit}"
    return f"{words(value)} {unit}"


def measure(value: Any) -> str:
    """A measured number, with so many decimals that a column of them lines up."""
    return f"{value:.4f}" if value == 0 or 0.001 <= abs(value) < 10**6 else words(value)


def moment(value: Any, *, unit: str = " UTC") -> str:
    """A UNIX time as date and time; as the number that it is where no calendar goes that far."""
    if is_missing(value):
        return "-"
    try:
        time = _EPOCH + timedelta(seconds=value)
    except OverflowError:
        return words(value)
    return time.strftime("%Y-%m-%d %H:%M:%S") + unit


def duration(seconds: Any) -> str:
    """A number of seconds in its two largest units: ``28 min 35 s``."""
    if not 0 <= seconds < 10**9:
        return f"{words(seconds)} s"
    rest = int(seconds)
    parts: list[tuple[int, str]] = []
    for name, size in _UNITS:
        count, rest = divmod(rest, size)
        if count or parts:
            parts.append((count, name))
    shown = [f"{count} {name}" for count, name in parts[:2] if count]
    return " ".join(shown) or "0 s"


def _compact(value: Any) -> str:
    import json

    try:
        return json.dumps(thaw(value), ensure_ascii=False)
    except ValueError:  # an integer of more digits than Python prints
        return outline(value)
