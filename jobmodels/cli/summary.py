"""The summary of ``check`` for many records: one table by problem, one by status.

``tally`` counts, and the views draw.
"""

from __future__ import annotations

from collections.abc import Iterator

from .document import Cell, Page, Table
from .tally import Tally

__all__ = ["summary"]

_MOST_ROWS = 20
_OTHERS = Cell("others", "faint")


def summary(title: str, tally: Tally) -> Page | None:
    """Returns the page; None for fewer than two records or if both tables are empty."""
    sections = list(_sections(tally))
    return Page(title, sections) if tally.records > 1 and sections else None


def _sections(tally: Tally) -> Iterator[Table]:
    problems = tally.by_problem.most_common(_MOST_ROWS)
    if problems:
        rows = [
            [_number(times), _number(records), Cell(path), Cell(message)]
            for (path, message), times, records in problems
        ]
        if rest := tally.by_problem.rest(_MOST_ROWS):
            rows.append([_number(rest), Cell(""), _OTHERS, Cell("")])
        yield Table("By problem", ("times", "records", "path", "problem"), rows)
    statuses = tally.by_status.most_common(_MOST_ROWS)
    if statuses:
        rows = [[_number(times), status] for status, times, _ in statuses]
        if rest := tally.by_status.rest(_MOST_ROWS):
            rows.append([_number(rest), _OTHERS])
        yield Table("By status", ("jobs", "status"), rows)


def _number(count: int) -> Cell:
    return Cell(f"{count:,}")
