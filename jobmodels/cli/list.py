"""``list``: prints one line for each record, read leniently, and for each job of a list page."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, TextIO

from ..core.frozendict import FrozenDict
from ..pages.cells import date_of, elapsed, status_cell, words
from ..pages.document import Cell, Tone, printable
from ..records.archive import RecordError
from ..records.editions import RECORDS, kind_of
from . import ERROR, NO_MATCH, OK, PROBLEMS
from .check import print_problems
from .parallel import read_in_parts
from .progress import Progress
from .sources import Entry, UnreadableError, objects_in
from .view import View, choose_view

_FAMILY = {kind: kind_of(cls) for cls, kind in RECORDS.items()}
_FILTERS = ("status", "model", "kind", "since", "until", "id")
_WIDTHS = (36, 14, 10, 20, 19, 12, 16, 0)
"""The minimum widths of the columns on a terminal."""
Row = tuple[str, ...]
_HEAD = ("ID", "kind", "status", "model", "created (UTC)", "duration", "fine-tuned model", "place")


def run(options: Namespace, out: TextIO, errors: TextIO) -> int:
    view = choose_view(out, plain=options.plain)
    is_aligned = out.isatty()
    listed = faulty = status = 0
    for name in options.files:
        label = printable(name)
        try:
            with Progress(label, None if is_aligned else errors) as progress:
                read = partial(_rows, label, options)
                for row in read_in_parts(name, progress, options.jobs, read):
                    if isinstance(row, Entry):
                        faulty += 1
                        print_problems(label, row, row.problems, View(errors))
                        continue
                    if is_aligned and not listed:
                        view.line("", *_cells(_HEAD, "label"))
                    if is_aligned:
                        view.line("", *_cells(row))
                    else:
                        out.write("\t".join(row) + "\n")
                    listed += 1
        except UnreadableError as error:
            errors.write(f"{label}: could not read: {error}\n")
            status = ERROR
    if faulty:
        errors.write(f"records with problems, not listed: {faulty}\n")
    if not listed and any(getattr(options, name) is not None for name in _FILTERS):
        errors.write("no record matches\n")
        return status or NO_MATCH
    return status or (PROBLEMS if faulty else OK)


def _cells(texts: Row, tone: Tone = "") -> Iterator[Cell]:
    for text, width in zip(texts, _WIDTHS, strict=True):
        yield Cell(f"{text:<{width}}  ", tone or status_cell(text).tone)


def _rows(label: str, options: Namespace, entries: Iterable[Entry]) -> Iterator[Row | Entry]:
    """Yields a row for each record that matches, and the entry of a faulty one without payload."""
    for entry, path, job in objects_in(entries):
        if isinstance(job, RecordError):
            yield entry._replace(payload=None, problems=job.problems)
        elif row := _row(job, options):
            place = label if entry.line is None else f"{label}:{entry.line}"
            yield (*row, place if path == "$" else f"{place}:{path}")


def _row(job: Any, options: Namespace) -> Row | None:
    """Returns the texts before the place; None if a filter does not match."""
    # A job of an unknown kind in a list page is a ``FrozenDict``, with values of any type.
    get: Any = job.get if type(job) is FrozenDict else partial(getattr, job)
    kind = RECORDS.get(type(job), "-")
    own, status, created = get("id", None), get("status", None), get("created_at", None)
    model, tuned = get("model", None), get("fine_tuned_model", None)
    time = created if isinstance(created, (int, float)) else None
    if (
        (options.id and not (isinstance(own, str) and own.startswith(options.id)))
        or (options.status and status not in options.status)
        or (options.kind and kind not in options.kind and _FAMILY.get(kind) not in options.kind)
        or (options.model and model not in options.model and tuned not in options.model)
        or (options.since is not None and (time is None or time < options.since))
        or (options.until is not None and (time is None or time >= options.until))
    ):
        return None
    duration = ""
    if getattr(status, "is_terminal", False):
        duration = elapsed(get("started_at", time), get("completed_at", get("modified_at", None)))
    when = "-" if time is None else date_of(time)
    return words(own), kind, words(status), words(model), when, duration or "-", words(tuned)
