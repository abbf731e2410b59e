"""A table that is independent of the output, and the format of figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..measurements import Ratio

__all__ = ["DASH", "Table", "bytes_text", "duration", "ratio_text"]

DASH = "-"
"""The cell of a case that was not measured or that a peer does not support."""


class Table(NamedTuple):
    title: str
    headers: Sequence[str]
    """The first column contains text, the other columns contain figures."""
    rows: Sequence[Sequence[str]]
    note: str = ""


def duration(seconds: float) -> str:
    """Formats a time with three digits, in a suitable unit."""
    for unit, factor in (("s", 1.0), ("ms", 1e3)):
        if seconds * factor >= 1:
            return f"{_three_digits(seconds * factor)} {unit}"
    return f"{_three_digits(seconds * 1e6)} µs"


def bytes_text(count: float) -> str:
    return f"{count / 2**20:.1f} MiB" if count >= 2**20 else f"{count:,.0f} B"


def ratio_text(ratio: Ratio, unit: str) -> str:
    """Formats the median, with the quartiles if there are several values."""
    text = f"{ratio.median:.2f} {unit}"
    if ratio.low == ratio.high:
        return text
    return f"{text} ({ratio.low:.2f} to {ratio.high:.2f})"


def _three_digits(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
