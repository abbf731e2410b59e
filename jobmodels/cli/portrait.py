"""The page for one record.

Masks secrets first. Decides which sections the page has and in which order. ``cells`` and
``values`` format the values, and the views lay the page out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..core.model import Model
from ..core.operations import redact
from ..core.record import Record
from ..editions import RECORDS, edition_of
from ..models.request import TrainingFile
from .cells import cell_of, extras_of, label_of, row_of, shown_fields
from .document import Cell, Facts, Page, Section
from .history import history
from .tables import table
from .values import is_missing, moment

__all__ = ["portrait"]

_FIRST = ("id", "status", "model", "fine_tuned_model", "created_at", "modified_at")
"""The first fields, in this order; the other fields follow in the order of the schema."""

_ALWAYS = {"status", "model", "created_at", "modified_at"}
"""The most important fields of a job: shown even if they are absent."""

_IN_SECTIONS_OF_THEIR_OWN = {"data", "events", "checkpoints"}


def portrait(record: Model) -> Page:
    """Returns the page for one record of any kind."""
    record = redact(record)
    kind = RECORDS[type(record)]
    return Page(kind[0].upper() + kind[1:], list(_sections(record)))


def _sections(record: Model) -> Iterator[Section]:
    fields = {
        field.name: value
        for field, value in shown_fields(record)
        if field.name not in _IN_SECTIONS_OF_THEIR_OWN
    }
    names = [*(name for name in _FIRST if name in fields), *fields]
    always = _ALWAYS if hasattr(record, "status") else set()
    facts: list[tuple[str, Cell]] = []
    sections: list[Section] = []
    for name in dict.fromkeys(names):
        value = fields[name]
        if _holds_objects(value):
            sections.extend(_section(label_of(name).capitalize(), value))
        elif (value != () and not is_missing(value)) or name in always:
            facts.append((label_of(name), cell_of(name, value, record)))
    facts.append(("edition", Cell(edition_of(type(record)).date, "faint")))
    yield Facts("", facts)
    yield from sections
    jobs = getattr(record, "data", ())
    if jobs:
        yield table(f"Jobs ({len(jobs)})", map(_job_row, jobs))
    if hasattr(record, "events"):
        yield from history(record)
    extras = extras_of(record)
    if extras:
        yield Facts("Other keys", list(extras.items()))


def _holds_objects(value: Any) -> bool:
    if isinstance(value, tuple):
        return any(not isinstance(item, (str, TrainingFile)) for item in value)
    return isinstance(value, Record)


def _section(title: str, value: Any) -> Iterator[Section]:
    if isinstance(value, tuple):
        yield table(title, map(row_of, value))
        return
    rows = [(label, cell) for label, cell in row_of(value).items() if cell.text]
    if rows:
        yield Facts(title, rows)


def _job_row(job: Any) -> dict[str, Cell]:
    return {
        "ID": cell_of("id", job.id, job),
        "status": cell_of("status", job.status, job),
        "created (UTC)": Cell(moment(job.created_at, unit="")),
        "model": cell_of("model", job.model, job),
        "fine-tuned model": cell_of("fine_tuned_model", job.fine_tuned_model, job),
    }
