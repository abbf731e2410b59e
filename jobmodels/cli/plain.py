"""Prints lines and pages as plain text: for pipes, and where rich is not installed.

Uses only ASCII and no colours, and fits the width of the terminal where possible. Depends on pages,
not on records.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import TextIO

from .document import Cell, Curve, Facts, Page, Section, Table
from .layout import INDENT, table_blocks, wrap
from .plot import plot_lines

__all__ = ["PlainView"]

_GAP = "  "
_PLOT_HEIGHT = 10
_WIDEST_PLOT = 72


class PlainView:
    """Prints plain text."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def line(self, text: str, *end: Cell) -> None:
        self._out.write(text + "".join(cell.text for cell in end) + "\n")

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
        return _fact_lines(section, width)
    if isinstance(section, Table):
        return _table_lines(section, width)
    return _curve_lines(section, width)


def _curve_lines(curve: Curve, width: int) -> Iterator[str]:
    yield from plot_lines(curve, min(width, _WIDEST_PLOT), _PLOT_HEIGHT)


def _fact_lines(facts: Facts, width: int) -> Iterator[str]:
    """Yields the labels in one column and their texts in another."""
    labels = max(len(label) for label, _ in facts.rows)
    for label, cell in facts.rows:
        for text in wrap(cell.text, max(width - labels - len(_GAP), 20)):
            yield f"{label:{labels}}{_GAP}{text}"
            label = ""


def _table_lines(table: Table, width: int) -> Iterator[str]:
    for block in table_blocks(table, width):
        for line in block:
            yield "".join(cell.text for cell in line)
