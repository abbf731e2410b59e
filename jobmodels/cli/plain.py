"""Lines and pages as plain text: for pipes, and where no library for terminals is installed.

ASCII frames only, no colours, nothing wider than the screen where it can be helped. This module
knows pages, and no records.
"""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator, Sequence
from typing import TextIO

from .document import Cell, Curve, Facts, Page, Section, Table, Tone
from .plot import plot_lines

__all__ = ["INDENT", "PlainView", "fact_lines", "table_lines"]

INDENT = "  "
_GAP = "  "
_PLOT_HEIGHT = 10
_WIDEST_PLOT = 72


class PlainView:
    """Prints plain text."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def line(self, text: str, verdict: str = "", tone: Tone = "") -> None:
        self._out.write(f"{text}{verdict}\n")

    def page(self, page: Page) -> None:
        width = shutil.get_terminal_size().columns
        self.line(page.title)
        for section in page.sections:
            if section.title:
                self.line("")
                self.line(section.title)
            for line in _section_lines(section, max(width - len(INDENT), 20)):
                self.line((INDENT + line).rstrip())


def _section_lines(section: Section, width: int) -> Iterator[str]:
    if isinstance(section, Facts):
        return fact_lines(section, width)
    if isinstance(section, Table):
        return ("".join(text for text, _ in pieces) for pieces in table_lines(section, width))
    return _curve_lines(section, width)


def _curve_lines(curve: Curve, width: int) -> Iterator[str]:
    yield from plot_lines(curve, min(width, _WIDEST_PLOT), _PLOT_HEIGHT)


def fact_lines(facts: Facts, width: int) -> Iterator[str]:
    """Labels in a column, and what they say beside them."""
    labels = max(len(label) for label, _ in facts.rows)
    for label, cell in facts.rows:
        # Words that are too long stay whole: half an ID is of no use to anyone.
        wrapped = [
            part
            for line in cell.text.split("\n")
            for part in textwrap.wrap(
                line,
                max(width - labels - len(_GAP), 20),
                break_long_words=False,
                break_on_hyphens=False,
            )
        ]
        for text in wrapped:
            yield f"{label:{labels}}{_GAP}{text}"
            label = ""


def table_lines(table: Table, width: int) -> Iterator[Sequence[Cell]]:
    """Rows as lines, in pieces; columns for which there is no room go on lines of their own."""
    grid = [[Cell(column, "label") for column in table.columns], *table.rows]
    widths = [max(len(row[index].text) for row in grid) for index in range(len(table.columns))]
    align = ">" if table.numeric else "<"
    for row in grid:
        for group in _groups(widths, width):
            pieces = [Cell("" if group[0] == 0 else INDENT)]
            for index in group:
                text, tone = row[index]
                gap = "" if index == group[0] else _GAP
                pieces.append(Cell(f"{gap}{text:{align}{widths[index]}}", tone))
            if any(piece.text.strip() for piece in pieces):
                yield pieces


def _groups(widths: Sequence[int], room: int) -> list[list[int]]:
    """The columns, by the line on which there is room for them."""
    groups: list[list[int]] = []
    used = room
    for index, width in enumerate(widths):
        if used + len(_GAP) + width > room:
            groups.append([])
            used = len(INDENT) if index else 0
        else:
            used += len(_GAP)
        groups[-1].append(index)
        used += width
    return groups
