"""Tables and words in the room that there is. This module knows widths, and no screens.

One word is never cut: half an ID is of no use to anyone. What then is too wide stands out.
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
"""Of a column of text, so that it can still be read."""

Line = Sequence[Cell]
"""A line in pieces, each with its tone."""


def wrap(text: str, width: int) -> list[str]:
    """The lines of ``text``, and those that are too wide wrapped at their words; at least one."""
    lines = [
        part
        for line in text.split("\n")
        for part in textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False)
    ]
    return lines or [""]


def _last_wrapped(table: Table, width: int) -> Table:
    """``table`` with the words of its last column wrapped, where nothing else keeps it from
    fitting; otherwise as it is."""
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
    """The header and then each row as lines; columns for which there is no room go on lines of
    their own, which stand further in."""
    table = _last_wrapped(table, width)
    widths = _widths(table)
    # Numbers stand at the right of their column, so further in is behind the first of them.
    indent = min(widths[0], width // 2) if table.numeric else len(INDENT)
    groups = _groups(widths, width, indent)
    align = ">" if table.numeric else "<"
    for row in [[Cell(column, "label") for column in table.columns], *table.rows]:
        yield [line for group in groups for line in _lines(row, group, align)]


class _Group(NamedTuple):
    """Columns that stand beside one another."""

    indent: int
    columns: list[tuple[int, int]]
    """The index and the width of each."""


def _groups(widths: Sequence[int], room: int, indent: int) -> list[_Group]:
    """The columns, by the line on which there is room for them."""
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
    """One line of a row, or more where words are wrapped; none where there is nothing to say."""
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
