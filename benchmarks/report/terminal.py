"""The tables in a terminal, with rich."""

from __future__ import annotations

from collections.abc import Iterable

import rich.table
from rich.console import Console
from rich.text import Text

from .table import Table

__all__ = ["show"]

COLOURS = {
    "met": "green",
    "within the bound": "yellow",
    "missed": "red",
    "not measured": "yellow",
}


def show(tables: Iterable[Table], console: Console) -> None:
    for table in tables:
        shown = rich.table.Table(title=Text(table.title), title_justify="left")
        for number, header in enumerate(table.headers):
            shown.add_column(Text(header), justify="right" if number else "left")
        for row in table.rows:
            shown.add_row(*(Text(cell, style=COLOURS.get(cell, "")) for cell in row))
        console.print(shown)
        console.print(Text(table.note.replace("`", "")))
        console.print()
