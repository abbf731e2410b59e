"""A page for a person, as data: what the two views lay out.

A page is made of facts, tables and curves. Every text in it is printable already. This module
knows nothing of records, and nothing of screens.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple, Protocol, Union

__all__ = ["Cell", "Curve", "Facts", "Page", "Section", "Series", "Table", "Tone", "View"]

Tone = Literal["", "label", "good", "bad", "busy", "faint"]
"""What a text means, for views that have colours."""


class Cell(NamedTuple):
    """One text; a newline in it starts a new line."""

    text: str
    tone: Tone = ""


class Facts(NamedTuple):
    """Labels and what is to say under each."""

    title: str
    rows: Sequence[tuple[str, Cell]]


class Table(NamedTuple):
    """Rows under columns."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    numeric: bool = False
    """Whether it is columns of numbers, to stand at the right."""


class Series(NamedTuple):
    """One line of a curve."""

    name: str
    points: Sequence[tuple[float, float]]


class Curve(NamedTuple):
    """Series over one axis."""

    title: str
    axis: str
    series: Sequence[Series]


Section = Union[Facts, Table, Curve]


class Page(NamedTuple):
    """Everything there is to see of one record."""

    title: str
    sections: Sequence[Section]


class View(Protocol):
    """Where lines and pages are printed."""

    def line(self, text: str, *end: Cell) -> None:
        """One line, as it is; its end has tones of its own."""

    def page(self, page: Page) -> None:
        """A whole page."""
