"""Prints lines and pages as plain text, and chooses between this view and the one with colours.

Uses only ASCII, and fits the width of the terminal where possible. A word is never cut, because
half an ID is useless: a word that is too wide exceeds the width.
"""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain, pairwise, zip_longest
from typing import TextIO
from unicodedata import east_asian_width

from ..pages.document import Cell, Curve, Facts, Page, Points, Table, place
from . import is_terminal

INDENT = "  "
_GAP = "  "
_MIN_WIDTH = 24
"""The least width of a column of wrapped text that is still readable."""
_MARKS = "ox"
_BOTH = "*"
_PATH = "."

Line = Sequence[Cell]
"""The pieces of a line, each with its tone."""

_Group = tuple[int, list[tuple[int, int]]]
"""Columns on the same line: the indent, and the index and the width of each."""


def choose_view(out: TextIO, *, plain: bool) -> View:
    """Returns the rich view on a terminal if rich is installed; otherwise the plain one."""
    if not plain and is_terminal(out):
        with suppress(ImportError):
            from .rich_view import RichView

            return RichView(out)
    return View(out)


class View:
    """Prints lines and pages as plain text."""

    rule = ""
    """The character of the line below the header of a table; empty for no line."""
    plot_size = 72, 10
    """The maximum width of a plot, and its height."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def line(self, text: str, *end: Cell) -> None:
        """Prints a line: ``text`` without a tone, then the cells of ``end`` in their tones."""
        self._out.write((text + "".join(cell.text for cell in end)).rstrip() + "\n")

    def page(self, page: Page) -> None:
        width = max(shutil.get_terminal_size().columns - len(INDENT), 20)
        self.line("", Cell(page.title, "title"))
        for section in page.sections:
            if section.title:
                self.line("")
                self.line("", Cell(section.title, "title"))
            if isinstance(section, Curve):
                self.curve(section, min(width, self.plot_size[0]), self.plot_size[1])
                continue
            lines: Iterable[Line]
            if isinstance(section, Facts):
                lines = _fact_lines(section, width)
            else:
                lines = chain.from_iterable(table_blocks(section, width, self.rule))
            for line in lines:
                self.line(INDENT, *line)
            if isinstance(section, Table) and section.note:
                self.line(INDENT, Cell(section.note, "faint"))

    def curve(self, curve: Curve, width: int, height: int) -> None:
        for line in plot_lines(curve, width, height):
            self.line(INDENT + line)


def _fact_lines(facts: Facts, width: int) -> Iterator[Line]:
    labels = max(_width_of(label) for label, _ in facts.rows)
    for label, cell in facts.rows:
        for text in _wrap(cell.text, max(width - labels - len(_GAP), 20)):
            yield [Cell(_padded(label, labels), "label"), Cell(_GAP), cell._replace(text=text)]
            label = ""


def _width_of(text: str) -> int:
    """Returns the number of columns of a text: wide characters have two."""
    return len(text) + sum(east_asian_width(char) in "WF" for char in text)


def _padded(text: str, width: int, *, right: bool = False) -> str:
    gap = " " * (width - _width_of(text))
    return gap + text if right else text + gap


def _wrap(text: str, width: int) -> list[str]:
    """Returns the lines of ``text``, wrapped between words; at least one line."""
    lines = [
        part
        for line in text.split("\n")
        for part in textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False)
    ]
    return lines or [""]


def table_blocks(table: Table, width: int, rule: str = "") -> Iterator[list[Line]]:
    """Yields the lines of the header, a line of ``rule`` if given, and then the lines of each row.

    Columns that do not fit beside the first ones are placed on further, indented lines.
    """
    rows = [[Cell(column, "label") for column in table.columns], *table.rows]
    widths = _widths(rows, width)
    # Numbers are aligned to the right, so further lines begin at the end of the first column.
    indent = min(widths[0], width // 2) if table.numeric else len(INDENT)
    groups = _groups(widths, width, indent)
    head, *blocks = (
        [line for group in groups for line in _lines(row, group, table.numeric)] for row in rows
    )
    yield head
    if rule:
        yield [[Cell(rule * max(sum(_width_of(cell.text) for cell in line) for line in head))]]
    yield from blocks


def _widths(rows: Sequence[Line], room: int) -> list[int]:
    """Returns the widths of the columns. If the text of the last one must be wrapped to fit into
    ``room``, and can be wrapped, its width is the rest of ``room``."""
    *others, last = (
        max(_width_of(line) for cell in column for line in cell.text.split("\n"))
        for column in zip(*rows, strict=True)
    )
    rest = room - sum(others) - len(_GAP) * len(others)
    words = [word for row in rows for word in row[-1].text.split()]
    can_wrap = rest >= max([_MIN_WIDTH, *map(_width_of, words)])
    return [*others, min(last, rest) if can_wrap else last]


def _groups(widths: Sequence[int], room: int, indent: int) -> list[_Group]:
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


def _lines(row: Line, group: _Group, right: bool) -> Iterator[Line]:
    """Yields the lines of one group of columns in a row; none if all the cells are empty."""
    indent, columns = group
    texts_of = [_wrap(row[index].text, width) for index, width in columns]
    for texts in zip_longest(*texts_of, fillvalue=""):
        pieces = []
        gap = " " * indent
        for (index, width), text in zip(columns, texts, strict=True):
            padded = _padded(text, width, right=right)
            pieces += [Cell(gap), row[index]._replace(text=padded)]
            gap = _GAP
        if any(texts):
            yield pieces


def axis_label(x: float) -> str:
    """Returns the label of a place on the axis; a whole number has no decimals."""
    return f"{x:.15g}"


def plot_lines(curve: Curve, width: int, height: int) -> list[str]:
    """Returns the plot of ``curve`` with axes and legend, at most ``width`` wide."""
    left, right, low, high = curve.ends()
    ends = [f"{high:.4g}", *[""] * (height - 2), f"{low:.4g}"]
    margin = max(map(len, ends))
    columns = max(width - margin - 2, 10)
    grid = [[" "] * columns for _ in range(height)]
    for series in curve.series.values():
        for column, y in _between(series, left, right, columns):
            grid[place(y, high, low, height)][column] = _PATH
    for mark, series in zip(_MARKS, curve.series.values(), strict=False):
        for x, y in series:
            row, column = grid[place(y, high, low, height)], place(x, left, right, columns)
            row[column] = mark if row[column] in (" ", _PATH, mark) else _BOTH
    lines = [
        f"{end:>{margin}} |{''.join(row).rstrip()}" for end, row in zip(ends, grid, strict=True)
    ]
    first, last = axis_label(left), axis_label(right)
    lines.append(f"{'':>{margin}} +{'-' * columns}")
    between = max(columns - len(first) - len(last), 1)
    lines.append(f"{'':>{margin}}  {first}{curve.axis[:between]:^{between}}{last}")
    legend = [f"{mark} {name}" for mark, name in zip(_MARKS, curve.series, strict=False)]
    if len(legend) > 1:
        legend.append(f"{_BOTH} both")
    lines.append(f"{'':>{margin}}  {'   '.join(legend)}")
    return lines


def _between(
    points: Points, left: float, right: float, columns: int
) -> Iterator[tuple[int, float]]:
    """Yields, column by column, the straight lines between ``points``."""
    for (x1, y1), (x2, y2) in pairwise(points):
        first, last = place(x1, left, right, columns), place(x2, left, right, columns)
        for column in range(first + 1, last):
            yield column, y1 + (y2 - y1) * (column - first) / (last - first)
