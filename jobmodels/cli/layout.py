"""Fits tables and texts into a given width. Does not depend on terminals.

A word is never cut, because half an ID is useless. A word that is too wide exceeds the width.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from .document import Cell, Table

__all__ = ["INDENT", "Line", "table_blocks", "wrap"]

INDENT = "  "
_GAP = "  "
_NARROWEST = 24
"""The least width of a column of wrapped text that is still readable."""

Line = Sequence[Cell]
"""The pieces of a line, each with its tone."""


def wrap(text: str, width: int) -> list[str]:
    """Returns the lines of ``text``, wrapped between words; at least one line."""
    lines = [
        part
        for line in text.split("\n")
        for part in textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False)
    ]
    return lines or [""]


def _last_wrapped(table: Table, width: int) -> Table:
    """Returns ``table`` with the text of its last column wrapped, if that makes the table fit;
    otherwise ``table`` itself."""
    *others, last = _widths(table)
    room = width - sum(others) - len(_GAP) * len(others)
    texts = [table.columns[-1], *(row[-1].text for row in table.rows)]
    longest_word = max(len(word) for text in texts for word in [*text.split(), ""])
    if last <= room or room < max(longest_word, _NARROWEST):
        return table
    head, *texts = ["\n".join(wrap(text, room)) for text in texts]
    rows = [
        [*row[:-1], row[-1]._replace(text=text)]
        for row, text in zip(table.rows, texts, strict=True)
    ]
    return table._replace(columns=[*table.columns[:-1], head], rows=rows)


def table_blocks(table: Table, width: int) -> Iterator[list[Line]]:
    """Yields the lines of the header, and then the lines of each row.

    Columns that do not fit beside the first ones are placed on further, indented lines.
    """
    table = _last_wrapped(table, width)
    widths = _widths(table)
    # Numbers are aligned to the right, so further lines are indented to the end of the first
    # column.
    indent = min(widths[0], width // 2) if table.numeric else len(INDENT)
    groups = _groups(widths, width, indent)
    align = ">" if table.numeric else "<"
    for row in [[Cell(column, "label") for column in table.columns], *table.rows]:
        yield [line for group in groups for line in _lines(row, group, align)]


class _Group(NamedTuple):
    """Columns on the same line."""

    indent: int
    columns: list[tuple[int, int]]
    """The index and the width of each."""


def _groups(widths: Sequence[int], room: int, indent: int) -> list[_Group]:
    """Returns the columns, grouped by line."""
    groups = [_Group(0, [])]
    used = 0
    for index, width in enumerate(widths):
        if index and used + len(_GAP) + width > room:
            groups.append(_Group(indent, []))
            used = indent
        elif index:
            used += len(_GAP)
        groups[-1].columns.append((index, min(width, room - used)))
        used += width
    return groups


def _lines(row: Line, group: _Group, align: str) -> Iterator[Line]:
    """Yields the lines of one group of columns in a row; none if all the cells are empty."""
    columns = [wrap(row[index].text, width) for index, width in group.columns]
    for texts in zip_longest(*columns, fillvalue=""):
        pieces = [Cell(" " * group.indent)]
        for (index, width), text in zip(group.columns, texts, strict=True):
            gap = _GAP if len(pieces) > 1 else ""
            pieces.append(Cell(f"{gap}{text:{align}{width}}", row[index].tone))
        if any(texts):
            yield pieces


def _widths(table: Table) -> list[int]:
    grid = [table.columns, *([cell.text for cell in row] for row in table.rows)]
    return [
        max(len(line) for text in column for line in text.split("\n"))
        for column in zip(*grid, strict=True)
    ]
