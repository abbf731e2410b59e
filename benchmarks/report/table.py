"""A table, before it is known where it is shown; and how figures are written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..measurements import Ratio

__all__ = ["DASH", "Table", "bytes_text", "duration", "ratio_text"]

DASH = "-"
"""Stands for what was not measured, or what a peer does not do."""


class Table(NamedTuple):
    title: str
    headers: Sequence[str]
    """The first column is for words, the others are for figures."""
    rows: Sequence[Sequence[str]]
    note: str = ""


def duration(seconds: float) -> str:
    """Three digits, in the unit that suits."""
    for unit, factor in (("s", 1.0), ("ms", 1e3)):
        if seconds * factor >= 1:
            return f"{_three_digits(seconds * factor)} {unit}"
    return f"{_three_digits(seconds * 1e6)} µs"


def bytes_text(count: float) -> str:
    return f"{count / 2**20:.1f} MiB" if count >= 2**20 else f"{count:,.0f} B"


def ratio_text(ratio: Ratio, unit: str) -> str:
    """The median, and the quartiles where there are several values."""
    text = f"{ratio.median:.2f} {unit}"
    if ratio.low == ratio.high:
        return text
    return f"{text} ({ratio.low:.2f} to {ratio.high:.2f})"


def _three_digits(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
