"""The content of a page as data, which a view lays out and prints.

A page consists of facts, tables and curves. All texts in it are printable. This module does not
depend on records or on terminals.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple, Protocol, Union

__all__ = ["Cell", "Curve", "Facts", "Page", "Section", "Series", "Table", "Tone", "View"]

Tone = Literal["", "label", "good", "bad", "busy", "faint"]
"""The meaning of a text; a view with colours shows it as a colour."""


class Cell(NamedTuple):
    """One text; a newline in it starts a new line."""

    text: str
    tone: Tone = ""


class Facts(NamedTuple):
    """Labels with a text for each."""

    title: str
    rows: Sequence[tuple[str, Cell]]


class Table(NamedTuple):
    """Rows under columns."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    numeric: bool = False
    """Whether the columns contain numbers, which are aligned to the right."""


class Series(NamedTuple):
    """One line of a curve."""

    name: str
    points: Sequence[tuple[float, float]]


class Curve(NamedTuple):
    """Series on a common axis."""

    title: str
    axis: str
    series: Sequence[Series]


Section = Union[Facts, Table, Curve]


class Page(NamedTuple):
    """All the sections that are printed for one record or file."""

    title: str
    sections: Sequence[Section]


class View(Protocol):
    """Prints lines and pages."""

    def line(self, text: str, *end: Cell) -> None:
        """Prints a line: ``text`` without a tone, then the cells of ``end`` in their tones."""

    def page(self, page: Page) -> None:
        """Prints a page."""
