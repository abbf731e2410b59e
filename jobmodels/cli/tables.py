"""Joins rows with different columns into one table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .document import Cell, Table

__all__ = ["table"]

_EMPTY = Cell("")
_MOST_COLUMNS = 40
"""Far more than any schema has. Unknown keys are columns too, and if every row has different ones,
the table would be as wide as it is long."""


def table(title: str, rows: Iterable[Mapping[str, Cell]], *, numeric: bool = False) -> Table:
    """Returns a table of the rows, without the columns that are empty in every row."""
    rows = list(rows)
    names = dict.fromkeys(column for row in rows for column in row)
    said = {column for row in rows for column, cell in row.items() if cell.text}
    # Keep one column if all are empty: a table needs at least one.
    columns = [column for column in names if column in said] or list(names)[:1]
    if len(columns) > _MOST_COLUMNS:
        title += f" ({len(columns) - _MOST_COLUMNS} more columns are not shown)"
        del columns[_MOST_COLUMNS:]
    cells = [[row.get(column, _EMPTY) for column in columns] for row in rows]
    return Table(title, columns, cells, numeric)
