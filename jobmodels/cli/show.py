"""``show``: finds one record of a file, reads it leniently, and prints its page."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from ..core.conversion import structure
from ..core.describe import plural
from ..core.errors import Problem, ValidationError
from ..core.jsontext import text_problems
from ..core.model import Model
from ..core.unset import UNSET
from ..operations import Changer, steps_of
from ..pages.document import printable
from ..pages.records import page_of
from ..records.editions import RECORDS, kind_of
from . import ERROR, OK, PROBLEMS
from .check import print_problems
from .progress import Progress
from .sources import Entry, UnreadableError, check_record, records_in
from .view import choose_view

_MAX_IDS = 3


def run(options: Namespace, out: TextIO, errors: TextIO) -> int:
    """Runs ``show`` and returns the exit status."""
    label = printable(options.file)
    try:
        found, count = _find(options)
    except UnreadableError as error:
        errors.write(f"{label}: could not read: {error}\n")
        return ERROR
    if len(found) != 1:
        given = ((name, getattr(options, name)) for name in ("id", "line", "index", "record"))
        name, wanted = next((pair for pair in given if pair[1] is not None), ("record", 1))
        what = f"not found: the file has {count} {plural(count, 'record')}"
        if found:
            what = f"is the beginning of several IDs: {', '.join(found)}"
        errors.write(f"{label}: {name} {printable(f'{wanted} {what}')}\n")
        return ERROR
    ((number, entry, path),) = found.values()
    view = choose_view(out, plain=options.plain)
    if count > 1 or path:
        place = f"of {count}" if entry.line is None else f"on line {entry.line}"
        view.line(f"{label}: record {number} {place}{path}")
        view.line("")
    result = check_record(entry, lenient=True)
    problems, record = result.problems, result.record
    if problems:
        print_problems(label, entry, problems, view)
        rest = f"records that can be shown: {', '.join(dict.fromkeys(map(kind_of, RECORDS)))}"
        if not entry.is_json or result.cls:
            record = result.cls and without_problems(entry.payload, problems, result.cls)
            rest = "without these values, the record is:" if record else "it cannot be shown"
        view.line(f"{label}: {rest}")
    if problems and record:
        view.line("")
    if record:
        view.page(page_of(record))
    return PROBLEMS if problems else OK


def without_problems(payload: Any, problems: Iterable[Problem], cls: type[Model]) -> Model | None:
    """Returns the record without the values that have problems; None if it has others then."""
    changes = [(steps_of(problem.path), UNSET) for problem in problems]
    try:
        return structure(Changer().put(payload, changes), cls, lenient=True)
    except ValidationError:
        return None


def _find(options: Namespace) -> tuple[dict[str, tuple[int, Entry, str]], int]:
    """Returns the number, the entry and the place in a list page of the wanted record, or of the
    first one for each ID that begins as wanted, by ID; and the number of records read."""
    found: dict[str, tuple[int, Entry, str]] = {}
    count, most = 0, 0 if options.id is None else _MAX_IDS
    for count, entry in enumerate(records_in(options.file, Progress()), 1):
        if entry.line is not None and (options.id in found or len(found) > most):
            break
        if options.id is None:
            if _is_wanted(entry, count, options):
                found[""] = count, entry, ""
            continue
        for job, place in _jobs(entry):
            own = job.payload.get("id") if isinstance(job.payload, dict) else None
            if isinstance(own, str) and own.startswith(options.id):
                found.setdefault(own, (count, job, place))
    return ({options.id: found[options.id]} if options.id in found else found), count


def _is_wanted(entry: Entry, number: int, options: Namespace) -> bool:
    if options.line is not None:
        if entry.line is None or entry.last_line is None:  # one record, or an array
            return entry.item is None
        return bool(entry.line <= options.line <= entry.last_line)
    if options.index is not None:
        return bool(entry.item == options.index)
    return bool(number == (options.record or 1))


def _jobs(entry: Entry) -> Iterator[tuple[Entry, str]]:
    """Yields the record, and each job in it with its place if it is a list page."""
    yield entry, ""
    data = entry.payload.get("data") if isinstance(entry.payload, dict) else None
    for index, job in enumerate(data if isinstance(data, list) else ()):
        problems = text_problems(job) if entry.problems else ()
        yield entry._replace(payload=job, problems=problems), f", job at $.data[{index}]"
