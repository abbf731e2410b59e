"""Prints lines and pages as plain text, and chooses between this view and the one with colours.

The plain text uses only ASCII, and fits the width of the terminal where possible. A word is never
cut, because half an ID is useless. A word that is too wide exceeds the width. Depends on pages, not
on records.
"""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import zip_longest
from typing import TextIO

from . import is_terminal
from .document import Cell, Facts, Page, Section, Table
from .plot import plot_lines

INDENT = "  "
_GAP = "  "
_MIN_WIDTH = 24
"""The least width of a column of wrapped text that is still readable."""
_PLOT_HEIGHT = 10
_MAX_PLOT = 72

Line = Sequence[Cell]
"""The pieces of a line, each with its tone."""

_Group = tuple[int, list[tuple[int, int]]]
"""Columns on the same line: the indent, and the index and the width of each."""


def choose_view(out: TextIO, *, plain: bool) -> View:
    """Returns the view for an output: the rich one on a terminal if rich is installed, else the
    plain one. Piped output is plain, for the program that reads it."""
    if not plain and is_terminal(out):
        with suppress(ImportError):
            from .rich_view import RichView

            return RichView(out)
    return View(out)


class View:
    """Prints lines and pages as plain text."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def line(self, text: str, *end: Cell) -> None:
        """Prints a line: ``text`` without a tone, then the cells of ``end`` in their tones."""
        self._out.write(text + "".join(cell.text for cell in end) + "\n")

    def page(self, page: Page) -> None:
        """Prints a page."""
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
        yield from _fact_lines(section, width)
    elif isinstance(section, Table):
        for block in table_blocks(section, width):
            for line in block:
                yield "".join(cell.text for cell in line)
    else:
        yield from plot_lines(section, min(width, _MAX_PLOT), _PLOT_HEIGHT)


def _fact_lines(facts: Facts, width: int) -> Iterator[str]:
    """Yields the labels in one column and their texts in another."""
    labels = max(len(label) for label, _ in facts.rows)
    for label, cell in facts.rows:
        for text in _wrap(cell.text, max(width - labels - len(_GAP), 20)):
            yield f"{label:{labels}}{_GAP}{text}"
            label = ""


def _wrap(text: str, width: int) -> list[str]:
    """Returns the lines of ``text``, wrapped between words; at least one line."""
    lines = [
        part
        for line in text.split("\n")
        for part in textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False)
    ]
    return lines or [""]


def table_blocks(table: Table, width: int) -> Iterator[list[Line]]:
    """Yields the lines of the header, and then the lines of each row.

    Columns that do not fit beside the first ones are placed on further, indented lines.
    """
    header = [Cell(column, "label") for column in table.columns]
    rows = _last_wrapped([header, *table.rows], width)
    widths = _widths(rows)
    # Numbers are aligned to the right, so further lines are indented to the end of the first
    # column.
    indent = min(widths[0], width // 2) if table.numeric else len(INDENT)
    groups = _groups(widths, width, indent)
    align = ">" if table.numeric else "<"
    for row in rows:
        yield [line for group in groups for line in _lines(row, group, align)]


def _last_wrapped(rows: Sequence[Line], width: int) -> Sequence[Line]:
    """Returns ``rows`` with the text of the last column wrapped, if that makes them fit; otherwise
    ``rows`` itself."""
    *others, last = _widths(rows)
    room = width - sum(others) - len(_GAP) * len(others)
    words = [word for row in rows for word in row[-1].text.split()]
    if last <= room or room < max([_MIN_WIDTH, *map(len, words)]):
        return rows
    return [
        [*row[:-1], row[-1]._replace(text="\n".join(_wrap(row[-1].text, room)))] for row in rows
    ]


def _widths(rows: Sequence[Line]) -> list[int]:
    return [
        max(len(line) for cell in column for line in cell.text.split("\n"))
        for column in zip(*rows, strict=True)
    ]


def _groups(widths: Sequence[int], room: int, indent: int) -> list[_Group]:
    """Returns the columns, grouped by line."""
    groups: list[_Group] = [(0, [])]
    used = 0
    for index, width in enumerate(widths):
        if index and used + len(_GAP) + width > room:
            groups.append((indent, []))
            used = indent
        elif index:
            used += len(_GAP)
        groups[-1][1].append((index, min(width, room - used)))
        used += width
    return groups


def _lines(row: Line, group: _Group, align: str) -> Iterator[Line]:
    """Yields the lines of one group of columns in a row; none if all the cells are empty."""
    indent, columns = group
    texts_of = [_wrap(row[index].text, width) for index, width in columns]
    for texts in zip_longest(*texts_of, fillvalue=""):
        pieces = [Cell(" " * indent)]
        for (index, width), text in zip(columns, texts, strict=True):
            gap = _GAP if len(pieces) > 1 else ""
            pieces.append(Cell(f"{gap}{text:{align}{width}}", row[index].tone))
        if any(texts):
            yield pieces
