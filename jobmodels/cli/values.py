"""Formats single values as text.

For any value in a record, the text is short and safe to print: it has no control characters and no
escape sequences.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

from ..core.describe import plural
from ..core.frozendict import thaw
from ..core.unset import UNSET

_MAX_LENGTH = 300
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_UNITS = (("d", 86400), ("h", 3600), ("min", 60), ("s", 1))


def is_missing(value: object) -> bool:
    """Returns whether a value is absent or null."""
    return value is UNSET or value is None


def printable(text: str, longest: int = _MAX_LENGTH) -> str:
    """Returns ``text``, cut to at most ``longest`` characters, with unprintable characters escaped.

    Escapes can make the result longer than ``longest``.
    """
    if len(text) > longest:
        text = text[: longest - 3] + "..."
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )


def words(value: Any) -> str:
    """Formats any value of a field, except objects of model classes."""
    if is_missing(value):
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, int):
        return str(value) if abs(value) < 10**40 else "a very large number"
    if isinstance(value, float):
        return f"{value:.6g}"
    try:
        return printable(json.dumps(thaw(value), ensure_ascii=False))
    except ValueError:  # an integer with more digits than Python converts
        return outline(value)


def outline(value: object) -> str:
    """Formats the value of an unknown key. A string is not shown, because it may be a secret."""
    if isinstance(value, str):
        return "a string (not shown)"
    if isinstance(value, tuple):
        return f"{len(value)} {plural(len(value), 'item')}"
    if isinstance(value, Mapping):
        return "an object"
    return "null" if value is None else words(value)


def counted(value: Any, unit: str) -> str:
    """Formats a number with its unit, in groups of three digits."""
    if isinstance(value, int) and abs(value) < 10**40:
        return f"{value:,} {unit}"
    return f"{words(value)} {unit}"


def measure(value: Any) -> str:
    """Formats a measured number with four decimals, so that the numbers of a column line up."""
    return f"{value:.4f}" if value == 0 or 0.001 <= abs(value) < 10**6 else words(value)


def moment(value: Any, zone: str) -> str:
    """Formats a UNIX time as date and time, followed by ``zone``; as a number if it is out of the
    calendar's range."""
    try:
        time = _EPOCH + timedelta(seconds=value)
    except OverflowError:
        return words(value)
    return time.strftime("%Y-%m-%d %H:%M:%S") + zone


def duration(seconds: Any) -> str:
    """Formats a number of seconds in its two largest units: ``28 min 35 s``."""
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
