"""Pages as HTML: a fragment with tables and with curves as inline SVG, for notebooks and reports.

The fragment is readable on light and dark backgrounds, contains no script and loads nothing. Its
length is limited: of more rows or lines than ``_MOST``, it has the first and the last ones.
"""

from __future__ import annotations

from html import escape

from ..core.errors import ValidationError
from ..core.model import Model
from .document import Cell, Curve, Facts, Page, Section, Table, place
from .records import page_of, page_of_error

_MOST, _HALF = 100, 50
_LONG = 40
"""The length from which a text may be wrapped. A shorter one, such as an ID, stays on one line."""

# Each colour has a contrast of at least 4:1 to white and to #111.
STYLE = """
.jobmodels { font: 13px/1.45 system-ui, sans-serif }
.jobmodels [role=heading] { font-weight: 600; margin: 0 0 .3em }
.jobmodels [aria-level="3"] { font-size: 1.2em }
.jobmodels .sections { display: flex; flex-wrap: wrap; align-items: flex-start; gap: .9em 3em }
.jobmodels .sections > div { min-width: 0; max-width: 100% }
.jobmodels .box { overflow-x: auto; scrollbar-width: thin; scrollbar-color: #888 transparent }
.jobmodels table { border-collapse: collapse; border: 0; margin: 0; font-size: inherit }
.jobmodels tr { border: 0; border-bottom: 1px solid #8884 }
.jobmodels th, .jobmodels td { text-align: left; vertical-align: top; white-space: nowrap;
  padding: .15em 1em .15em 0; border: 0; max-width: none }
.jobmodels th, .jobmodels .faint { font-weight: inherit; opacity: .75 }
.jobmodels .long { white-space: normal; min-width: 20em; max-width: 48em; overflow-wrap: anywhere }
.jobmodels .numeric * { text-align: right; font-variant-numeric: tabular-nums }
.jobmodels .good { color: #1a8a4a }
.jobmodels .bad { color: #d9404f }
.jobmodels .busy { color: #2a7ad4 }
.jobmodels svg { display: block; max-width: 100%; height: auto }
.jobmodels .s0 { stroke: #2a7ad4 }
.jobmodels .s1 { stroke: #b8650f; stroke-dasharray: 10 8 }
"""
"""The stylesheet. It applies only inside elements of the class ``jobmodels``."""


def notebook(content: Model | ValidationError) -> str:
    """Returns the stylesheet and the page of a record or of an error."""
    page = page_of_error(content) if isinstance(content, ValidationError) else page_of(content)
    return f"<style>{STYLE}</style>{fragment(page)}"


def fragment(page: Page) -> str:
    """Returns a page as one element, without the stylesheet."""
    # The curve follows the first facts, because it says more than the other sections.
    others = sorted(page.sections[1:], key=lambda other: not isinstance(other, Curve))
    body = "".join(map(section, [*page.sections[:1], *others]))
    return (
        f'<div class="jobmodels">{_heading(page.title, 3)}<div class="sections">{body}</div></div>'
    )


def section(content: Section) -> str:
    """Returns a section of a page, for an element of the class ``jobmodels``."""
    if isinstance(content, Curve):
        body = figure(content)
    else:
        if isinstance(content, Facts):
            rows = [[Cell(label, "label"), cell] for label, cell in content.rows]
        else:
            rows = [[Cell(column, "label") for column in content.columns], *map(list, content.rows)]
        if (more := len(content.rows) - _MOST) > 0:
            rows[-_HALF - more : -_HALF] = [[Cell(f"{more:,} more", "faint")]]
        kind = "numeric" if isinstance(content, Table) and content.numeric else ""
        lines = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
        body = f'<div class="box" tabindex="0"><table class="{kind}">{lines}</table></div>'
        if isinstance(content, Table) and content.note:
            body += f'<div class="faint">{escape(content.note)}</div>'
    return f"<div>{_heading(content.title, 4)}{body}</div>"


def _heading(title: str, level: int) -> str:
    # Not h3, which notebooks list in their table of contents.
    return f'<div role="heading" aria-level="{level}">{escape(title)}</div>' if title else ""


def _cell(cell: Cell) -> str:
    tag = "th" if cell.tone == "label" else "td"
    lines = cell.text.split("\n")
    if len(lines) > _MOST:
        lines[_HALF:-_HALF] = [f"{len(lines) - _MOST:,} more"]
    kind = f"{cell.tone} long" if max(map(len, lines)) > _LONG else cell.tone
    return f'<{tag} class="{kind}">{"<br>".join(map(escape, lines))}</{tag}>'


def figure(curve: Curve, width: int = 480, height: int = 160) -> str:
    """Returns a curve as an SVG image, at most ``width`` pixels wide, with a legend and the ends of
    both axes."""
    left, right, low, high = curve.ends()
    top, bottom = f"{high:.4g}", f"{low:.4g}"
    # The unit is half a pixel, so that integers are exact enough. A digit is about 14 wide.
    end, base, origin = 2 * width - 6, 2 * height - 36, 14 * max(len(top), len(bottom)) + 10
    texts = [
        (origin - 8, 54, "end", top),
        (origin - 8, base, "end", bottom),
        (origin, base + 30, "start", f"{left:.15g}"),
        ((origin + end) // 2, base + 30, "middle", curve.axis),
        (end, base + 30, "end", f"{right:.15g}"),
    ]
    lines = f'<path d="M{origin} 40V{base}H{end}" opacity=".5"/>'
    for number, (name, points) in enumerate(curve.series.items()):
        columns: dict[int, list[int]] = {}
        for x, y in points:  # of those above each other, the ends are drawn
            column = origin + 8 + place(x, left, right, end - origin - 8)
            columns.setdefault(column, []).append(48 + place(y, high, low, base - 54))
        ends = ((x, (ys[0], min(ys), max(ys), ys[-1])) for x, ys in columns.items())
        path = " ".join(f"{x},{y}" for x, ys in ends for y in dict.fromkeys(ys))
        start = origin + 8 + 190 * number
        lines += f'<path class="s{number}" d="M{start} 24h40"/>'
        lines += f'<polyline class="s{number}" points="{path}"/>'
        texts.append((start + 48, 32, "start", name))
    labels = "".join(
        f'<text x="{x}" y="{y}" text-anchor="{anchor}">{escape(text)}</text>'
        for x, y, anchor, text in texts
    )
    what = f"{curve.title}: {', '.join(curve.series)}, from {bottom} to {top}"
    return (
        f'<svg viewBox="0 0 {2 * width} {2 * height}" width="{width}" role="img">'
        f"<title>{escape(what)}</title>"
        f'<g fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="round">{lines}</g>'
        f'<g fill="currentColor" font-size="22">{labels}</g></svg>'
    )
