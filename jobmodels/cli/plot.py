"""Plots a curve in ASCII, with the standard library alone. Does not depend on records."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from .document import Curve, Series

_MARKS = "ox"
"""The marks for the points of the first and of the second series."""

_BOTH = "*"
_PATH = "."
_HANDFUL = 6
_MAX_TICKS = 10
"""With at most this many places on the axis, any may be labelled; otherwise only ``_HANDFUL``."""


def axis_label(x: float) -> str:
    """Returns the label of a place on the axis; a whole number has no decimals."""
    return f"{x:.15g}"


def ticks(curve: Curve, width: int) -> list[float]:
    """Returns the places on the axis to label, in a plot of this width.

    They are places of points, including both ends, far enough apart that labels do not touch.
    """
    places = sorted({x for series in curve.series for x, _ in series.points})
    first, last = places[0], places[-1]
    if first == last:
        return [first]
    room = 2 + max(len(axis_label(first)), len(axis_label(last)))
    nearest_allowed = (last - first) * room / width
    shown = [first]
    if len(places) > _MAX_TICKS:  # those nearest to an even spread between the ends
        step = (last - first) / (_HANDFUL - 1)
        even = [first + step * number for number in range(_HANDFUL)]
        places = [min(places, key=lambda x: abs(x - wanted)) for wanted in even]
    for place in places:
        if place - shown[-1] >= nearest_allowed and last - place >= nearest_allowed:
            shown.append(place)
    return [*shown, last]


def plot_lines(curve: Curve, width: int, height: int) -> list[str]:
    """Returns the plot of ``curve`` with axes and legend, at most ``width`` wide."""
    points = [point for series in curve.series for point in series.points]
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    low, high = min(y for _, y in points), max(y for _, y in points)
    labels = [f"{high:.4g}", f"{low:.4g}"]
    margin = max(map(len, labels))
    columns = max(width - margin - 2, 10)
    grid = [[" "] * columns for _ in range(height)]
    for series in curve.series:
        for column, y in _between(series, left, right, columns):
            grid[_place(y, high, low, height)][column] = _PATH
    marked = list(zip(_MARKS, curve.series, strict=False))
    for mark, series in marked:
        for x, y in series.points:
            row, column = grid[_place(y, high, low, height)], _place(x, left, right, columns)
            row[column] = mark if row[column] in (" ", _PATH, mark) else _BOTH
    ends = [labels[0], *[""] * (height - 2), labels[1]]
    lines = [
        f"{end:>{margin}} |{''.join(row).rstrip()}" for end, row in zip(ends, grid, strict=True)
    ]
    first, last = axis_label(left), axis_label(right)
    lines.append(f"{'':>{margin}} +{'-' * columns}")
    between = max(columns - len(first) - len(last), 1)
    lines.append(f"{'':>{margin}}  {first}{curve.axis[:between]:^{between}}{last}")
    legend = [f"{mark} {series.name}" for mark, series in marked]
    if len(legend) > 1:
        legend.append(f"{_BOTH} both")
    lines.append(f"{'':>{margin}}  {'   '.join(legend)}")
    return lines


def _between(
    series: Series, left: float, right: float, columns: int
) -> Iterator[tuple[int, float]]:
    """Yields, column by column, the straight lines between the points of ``series``."""
    for (x1, y1), (x2, y2) in pairwise(series.points):
        first, last = _place(x1, left, right, columns), _place(x2, left, right, columns)
        for column in range(first + 1, last):
            yield column, y1 + (y2 - y1) * (column - first) / (last - first)


def _place(value: float, first: float, last: float, cells: int) -> int:
    """Returns the index of the cell for ``value``, of ``cells`` from ``first`` to ``last``."""
    return round((value - first) / (last - first) * (cells - 1)) if first != last else cells // 2
