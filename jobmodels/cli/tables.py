"""Rows that each have their own columns, as one table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .document import Cell, Table

__all__ = ["table"]

_EMPTY = Cell("")
_MOST_COLUMNS = 40
"""Far more than any schema has. Unknown keys make columns too: rows that each have keys of their
own would make a table as wide as it is long."""


def table(title: str, rows: Iterable[Mapping[str, Cell]], *, numeric: bool = False) -> Table:
    """The rows under all their columns, those left out in which no row says anything."""
    rows = list(rows)
    names = dict.fromkeys(column for row in rows for column in row)
    said = {column for row in rows for column, cell in row.items() if cell.text}
    # Where no row says anything, one column is left: without any, there is no table.
    columns = [column for column in names if column in said] or list(names)[:1]
    if len(columns) > _MOST_COLUMNS:
        title += f" ({len(columns) - _MOST_COLUMNS} more columns are not shown)"
        del columns[_MOST_COLUMNS:]
    cells = [[row.get(column, _EMPTY) for column in columns] for row in rows]
    return Table(title, columns, cells, numeric)
