"""The chart: the times for a full JobOut, relative to jobmodels."""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..cases import Case, Kind, Operation
from ..findings import Findings
from ..imports import OURS

__all__ = ["draw"]

OPERATIONS = {Operation.READ: "Reading", Operation.WRITE: "Writing"}
INK, FAINT, PAPER = "#24292f", "#8c959f", "#ffffff"
ACCENT, PLAIN = "#0969da", "#afb8c1"
LABEL = {"facecolor": PAPER, "edgecolor": "none", "pad": 1}
LONGEST = 6.0
"""A longer bar is cut here, so that the other bars remain distinguishable."""


def draw(findings: Findings, path: Path) -> None:
    """Writes the chart as SVG, with a background, and the same bytes for the same figures."""
    with mpl.rc_context({"svg.hashsalt": OURS, "font.size": 10, "text.color": INK}):
        figure = Figure(figsize=(8.4, 0.34 * len(findings.entrants) + 1.3), facecolor=PAPER)
        left, right = figure.subplots(1, 2, sharey=True)
        for axes, operation in zip((left, right), OPERATIONS, strict=True):
            _bars(axes, findings, operation)
        left.invert_yaxis()
        figure.suptitle(
            "Time for a full JobOut, as a multiple of the time of jobmodels (shorter is faster)",
            fontsize=11,
        )
        figure.tight_layout()
        figure.savefig(path, format="svg", metadata={"Date": None, "Creator": None})


def _bars(axes: Axes, findings: Findings, operation: Operation) -> None:
    reference = Case(Kind.FULL, operation, OURS)
    ratios = {
        entrant.name: findings.measurements.ratio(
            Case(Kind.FULL, operation, entrant.name), reference
        )
        for entrant in findings.entrants
    }
    names = [name for name, ratio in ratios.items() if ratio is not None]
    medians = [ratio.median for ratio in ratios.values() if ratio is not None]
    colours = [ACCENT if name.startswith(OURS) else PLAIN for name in names]
    bars = axes.barh(names, [min(each, LONGEST) for each in medians], color=colours, height=0.68)
    for place, each in enumerate(medians):
        if each > LONGEST:
            cut = [LONGEST * 0.9, LONGEST * 0.93]
            axes.plot(cut, [place + 0.5, place - 0.5], color=PAPER, linewidth=3)
    axes.bar_label(
        bars, labels=[f"{median:.2f}" for median in medians], padding=3, color=INK, bbox=LABEL
    )
    axes.axvline(1, color=FAINT, linewidth=0.8, linestyle=(0, (3, 3)), zorder=0)
    axes.set_title(OPERATIONS[operation], loc="left", fontsize=10, fontweight="bold", color=INK)
    axes.set_xlim(0, LONGEST * 1.14)
    axes.set_facecolor(PAPER)
    axes.tick_params(length=0, colors=INK)
    axes.xaxis.set_visible(False)
    for side in ("top", "right", "bottom", "left"):
        axes.spines[side].set_visible(False)
