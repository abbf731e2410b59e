"""Prints lines and pages on a terminal, with colours by rich and curves by plotext.

Depends on rich. Without plotext 6, or if it fails, the plain plot is used.
Data is never parsed as markup: every text is wrapped in a ``Text``.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, TextIO

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from ..pages.document import Cell, Curve
from .view import INDENT, View, axis_label

_STYLES = {
    "title": "bold",
    "label": "cyan",
    "good": "green",
    "bad": "red",
    "busy": "yellow",
    "faint": "dim",
}
_LINE = "\u2501\u2501"
_COLORS = (6, 5)  # cyan and magenta, which a terminal adapts to its background


class RichView(View):
    plot_size = 90, 14

    def __init__(self, out: TextIO) -> None:
        super().__init__(out)
        self._console = Console(file=out, highlight=False, markup=False, emoji=False)
        is_utf = self._console.encoding.startswith("utf")
        self.rule = "\u2500" if is_utf else "-"
        # In the picture only the colour distinguishes the series; in the plain plot, the mark.
        has_colors = self._console.color_system is not None and not self._console.no_color
        self._can_draw = has_colors and is_utf

    def line(self, text: str, *end: Cell) -> None:
        pieces = [(cell.text, _STYLES.get(cell.tone, "")) for cell in end]
        # The terminal wraps a long line, so that a path stays one word.
        self._console.print(Text.assemble(text, *pieces), soft_wrap=True)

    def curve(self, curve: Curve, width: int, height: int) -> None:
        picture = _picture(curve, width, height) if self._can_draw else None
        if picture is None:
            super().curve(curve, width, height)
        else:
            self._console.print(Padding(picture, (0, 0, 0, len(INDENT)), expand=False))


def _picture(curve: Curve, width: int, height: int) -> Text | None:
    """Returns the curve as plotext draws it; None if plotext is missing or fails."""
    steps = [x for points in curve.series.values() for x, _ in points]
    ends = sorted({min(steps), max(steps)})
    try:
        plotext: Any = import_module("plotext")
        figure = plotext.figure
        figure.clear()
        figure.theme("colorless")
        figure.plot_size(width, height)
        figure.legend(False)  # it would cover the start of a loss curve
        figure.ruler("x").ticks(ends, list(map(axis_label, ends)))
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
