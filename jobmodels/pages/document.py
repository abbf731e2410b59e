"""The content of a page as data, which a view lays out and prints.

A page consists of facts, tables and curves. All texts in it are ``printable``. This module does not
depend on records or on terminals.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Literal, NamedTuple, Union

Tone = Literal["", "title", "label", "good", "bad", "busy", "faint"]
"""The meaning of a text; a view with colours shows it as a colour."""


def printable(text: str, longest: int = 300) -> str:
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


class Cell(NamedTuple):
    """One text; a newline in it starts a new line."""

    text: str
    tone: Tone = ""


class Facts(NamedTuple):
    """Labels with a text for each."""

    title: str
    rows: Sequence[tuple[str, Cell]]


class Table(NamedTuple):
    """Rows under columns."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    numeric: bool = False
    """Whether the columns contain numbers, which are aligned to the right."""
    note: str = ""
    """An explanation that follows the rows."""


Points = Sequence[tuple[float, float]]


class Curve(NamedTuple):
    """Series of points, by name, on a common axis."""

    title: str
    axis: str
    series: Mapping[str, Points]

    def ends(self) -> tuple[float, float, float, float]:
        """Returns the least and the greatest x, and the least and the greatest y."""
        xs, ys = zip(*chain.from_iterable(self.series.values()), strict=True)
        return min(xs), max(xs), min(ys), max(ys)


def place(value: float, first: float, last: float, cells: int) -> int:
    """Returns the index of the cell for ``value``, of ``cells`` from ``first`` to ``last``."""
    return round((value - first) / (last - first) * (cells - 1)) if first != last else cells // 2


Section = Union[Facts, Table, Curve]


class Page(NamedTuple):
    """All the sections that are printed for one record or file."""

    title: str
    sections: Sequence[Section]


_MAX_COLUMNS = 40
"""Far more than any schema has. Unknown keys are columns too, and if every row has different ones,
the table would be as wide as it is long."""


def joined(title: str, rows: Iterable[Mapping[str, Cell]], *, numeric: bool = False) -> Table:
    """Returns a table of rows with different columns, without those that are empty in every row."""
    rows = list(rows)
    names = dict.fromkeys(column for row in rows for column in row)
    filled = {column for row in rows for column, cell in row.items() if cell.text}
    # Keep one column if all are empty: a table needs at least one.
    columns = [column for column in names if column in filled] or list(names)[:1]
    if len(columns) > _MAX_COLUMNS:
        title += f" ({len(columns) - _MAX_COLUMNS} more columns are not shown)"
        del columns[_MAX_COLUMNS:]
    cells = [[row.get(column, Cell("")) for column in columns] for row in rows]
    return Table(title, columns, cells, numeric)
