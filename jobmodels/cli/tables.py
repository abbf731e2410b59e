"""Rows that each have their own columns, as one table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .document import Cell, Table

__all__ = ["table"]


def table(title: str, rows: Iterable[Mapping[str, Cell]], *, numeric: bool = False) -> Table:
    """The rows under all their columns, those left out in which no row says anything."""
    rows = list(rows)
    columns = [
        column
        for column in dict.fromkeys(column for row in rows for column in row)
        if any(column in row and row[column].text for row in rows)
    ]
    cells = [[row.get(column, Cell("")) for column in columns] for row in rows]
    return Table(title, columns, cells, numeric)
