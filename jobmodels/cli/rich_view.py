"""Prints lines and pages on a terminal, with colours and tables by rich and curves by plotext.

Depends on rich. Without plotext 6, or if it fails, the plain plot is used.
Data is never parsed as markup: every text is wrapped in a ``Text``.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, TextIO

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from .document import Cell, Curve, Facts, Page, Section, Table
from .view import INDENT, View, axis_label, plot_lines, table_blocks, ticks

_STYLES = {"label": "cyan", "good": "green", "bad": "red", "busy": "yellow", "faint": "dim"}
_TITLE = "bold"
_TABLE: Any = {"box": box.SIMPLE_HEAD, "pad_edge": False, "show_edge": False}
_LINE = "\u2501\u2501"
_COLORS = (6, 5)
"""Cyan and magenta, of the 16 colours that a terminal adapts to its background."""
_UNLIMITED = Console(width=10**4)
_PLOT_HEIGHT = 14
_MAX_PLOT = 90


class RichView(View):
    """Prints lines and pages on a terminal, with colours."""

    def __init__(self, out: TextIO) -> None:
        self._console = Console(file=out, highlight=False, markup=False, emoji=False)

    def line(self, text: str, *end: Cell) -> None:
        # The terminal wraps a long line, so that a path stays one word.
        self._console.print(Text.assemble(text, *map(_text, end)), soft_wrap=True)

    def page(self, page: Page) -> None:
        self._console.print(Text(page.title, _TITLE))
        for section in page.sections:
            if section.title:
                self._console.print()
                self._console.print(Text(section.title, _TITLE))
            width = max(self._console.width - len(INDENT), 20)
            self._console.print(
                Padding(self._body(section, width), (0, 0, 0, len(INDENT)), expand=False)
            )

    def _body(self, section: Section, width: int) -> Any:
        if isinstance(section, Facts):
            return _facts(section)
        if isinstance(section, Table):
            return _table(section, width)
        size = min(width, _MAX_PLOT), _PLOT_HEIGHT
        # In the picture only the colour distinguishes the series; in the plain plot, the mark.
        has_colors = self._console.color_system is not None and not self._console.no_color
        can_draw = has_colors and self._console.encoding.startswith("utf")
        picture = _picture(section, *size) if can_draw else None
        return picture or Text("\n".join(plot_lines(section, *size)))


def _facts(facts: Facts) -> Grid:
    grid = Grid.grid(padding=(0, 2, 0, 0))
    grid.add_column()
    grid.add_column(overflow="fold")
    for label, cell in facts.rows:
        grid.add_row(_text(Cell(label, "label")), _text(cell))
    return grid


def _table(table: Table, width: int) -> Any:
    grid = Grid(**_TABLE)
    for column in table.columns:
        grid.add_column(
            _text(Cell(column, "label")),
            justify="right" if table.numeric else "left",
            overflow="fold",
        )
    for row in table.rows:
        grid.add_row(*map(_text, row))
    # Rich would squeeze columns that do not fit, so use the lines of the plain view instead.
    if grid.__rich_measure__(_UNLIMITED, _UNLIMITED.options).maximum <= width:
        return grid
    head, *rows = (
        Text("\n").join(Text.assemble(*map(_text, line)) for line in block)
        for block in table_blocks(table, width)
    )
    grid = Grid(**_TABLE)
    grid.add_column(head, overflow="fold")
    for block in rows:
        grid.add_row(block)
    return grid


def _text(cell: Cell) -> Text:
    return Text(cell.text, _STYLES.get(cell.tone, ""))


def _picture(curve: Curve, width: int, height: int) -> Text | None:
    """Returns the curve as plotext draws it; None if plotext is missing or fails."""
    places = ticks(curve, width)
    try:
        plotext: Any = import_module("plotext")
        figure = plotext.figure
        figure.clear()
        figure.theme("colorless")
        figure.plot_size(width, height)
        figure.legend(False)  # it would cover the start of a loss curve
        figure.ruler("x").ticks(places, list(map(axis_label, places)))
        for points, color in zip(curve.series.values(), _COLORS, strict=False):
            marker = plotext.marker("braille", color)
            figure.draw(figure.signal(*zip(*points, strict=True), marker=marker).lines())
        drawn = str(figure.build().string())
    except Exception:
        # Plotext is missing, lacks its compiled part, or has another interface (5 has little in
        # common with 6). No failure of the picture may prevent the record from being shown.
        return None
    key = [
        Text(f"{_LINE} {name}", f"color({color})")
        for name, color in zip(curve.series, _COLORS, strict=False)
    ]
    return Text("\n").join([Text.from_ansi(drawn.rstrip()), Text("   ").join(key)])
