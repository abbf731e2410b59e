"""``check``: checks every record of each file and prints the results: as readable lines and a
summary, or as JSON.

A file that cannot be read is reported, and the command continues with the next one. ``Tally`` adds
up the results for one file, in memory that does not grow with the number of records.
"""

from __future__ import annotations

import json
import re
from argparse import Namespace
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial
from math import inf
from operator import itemgetter
from typing import Any, TextIO

from ..core.describe import describe_type, describe_value, plural
from ..core.errors import Problem
from ..core.model import Model
from ..core.options import Case, UnknownKeys
from ..core.record import cached
from ..core.spec import spec_of
from ..models.batch import BatchJobStatus
from ..models.enums import Status
from ..records.editions import RECORDS, edition_of
from . import ERROR, OK, PROBLEMS
from .cells import status_cell
from .document import Cell, Page, Table, printable
from .parallel import records_in_parts
from .progress import Progress
from .sources import CheckResult, Entry, UnreadableError, check_record
from .view import View, choose_view

_CASES = {"snake": "snake_case", "camel": "camelCase", "mixed": "mixed case"}
_edition_of = cached(edition_of)
_OTHERS = Cell("others", "faint")
_ABSENT = Cell("absent", "faint")
_STATUSES = {value: status_cell(value) for value in (*Status, *BatchJobStatus)}
_MAX_PATH = 200
_MAX_MESSAGE = 500
_MAX_MODEL = 60
_MAX_LISTED = 100
_MAX_ROWS = 20
_MAX_KEYS = 1000
"""The maximum number of different problems, models or statuses that are counted separately."""
_INDEX = re.compile(r"\[\d+\]")
_OF_ONE_VALUE = re.compile(
    r"[,;] (?:found|did you mean) .*| \((?:line \d+, )?column \d+\)| byte \d+", re.DOTALL
)
"""The part of a message that depends on the value or its position."""


def run(options: Namespace, out: TextIO, errors: TextIO) -> int:
    """Runs ``check`` and returns the exit status, the highest of all files."""
    return max(_check(name, options, out, errors) for name in options.files)


def _check(name: str, options: Namespace, out: TextIO, errors: TextIO) -> int:
    label, tally = printable(name), Tally()
    failure: str | None = None
    # On one terminal, the lines of JSON and the progress bar would overwrite each other.
    is_hidden = options.plain or (options.json and out.isatty())
    with Progress(label, None if is_hidden else errors) as progress:
        try:
            read = partial(_check_part, options, name)
            take = partial(_take_part, tally, progress, out)
            entries = records_in_parts(name, progress, options.jobs, read, take)
            for result in map(_checker(options), entries):
                progress.count(len(result.problems))
                tally.add(result)
                if options.json:
                    out.write(json_line(name, result))
        except UnreadableError as error:
            failure = str(error)
    has_failed = failure is not None
    status = ERROR if has_failed else PROBLEMS if tally.problems else OK
    if options.json:
        if has_failed:
            row = {"file": name, "ok": False, "error": failure, "problems": []}
            out.write(json.dumps(row) + "\n")
        return status
    if tally.records or not has_failed:
        view = choose_view(out, plain=options.plain)
        print_report(label, tally, view, is_cut_off=has_failed)
        page = summary(f"{label}: summary", tally)
        if page:
            view.line("")
            view.page(page)
            if len(options.files) > 1:
                view.line("")
    if has_failed:
        errors.write(f"{label}: could not read: {failure}\n")
    return status


def _checker(options: Namespace) -> Callable[[Entry], CheckResult]:
    keys: UnknownKeys = "forbid" if options.forbid_unknown_keys else "keep"
    return partial(check_record, model=options.model, lenient=options.lenient, unknown_keys=keys)


def _check_part(options: Namespace, name: str, entries: Iterable[Entry]) -> tuple[Tally, str]:
    """Returns the results for a part of a file, and the lines of ``--json`` for it."""
    tally, lines = Tally(is_part=True), []
    for result in map(_checker(options), entries):
        tally.add(result)
        if options.json:
            lines.append(json_line(name, result))
    return tally, "".join(lines)


def _take_part(tally: Tally, progress: Progress, out: TextIO, part: tuple[Tally, str]) -> None:
    tally.merge(part[0])
    progress.count(part[0].problems, part[0].records)
    out.write(part[1])


Key = tuple[Cell, ...]


class Counts:
    """Counts how often each key occurs, and in how many records."""

    def __init__(self, most: float) -> None:
        self._most = most
        """The maximum number of keys that are counted separately."""
        self._found: dict[Key, list[int]] = {}
        self._uncounted = 0

    def add(self, key: Key, times: int = 1, records: int = 1) -> None:
        if found := self._found.get(key):
            found[0] += times
            found[1] += records
        elif len(self._found) < self._most:
            self._found[key] = [times, records]
        else:
            self._uncounted += times

    def merge(self, other: Counts) -> None:
        for key, found in other._found.items():
            self.add(key, *found)

    def most_common(self, most: int) -> tuple[list[tuple[Key, int, int]], int]:
        """Returns the ``most`` most common keys, each with its count and its number of records, and
        the total count of the other keys."""
        keys = [(key, times, records) for key, (times, records) in self._found.items()]
        keys.sort(key=itemgetter(1), reverse=True)
        return keys[:most], self._uncounted + sum(times for _, times, _ in keys[most:])


class Tally:
    """The results for one file, or for a part of it, all of whose keys are counted."""

    def __init__(self, *, is_part: bool = False) -> None:
        most = inf if is_part else _MAX_KEYS
        self.records = self.problems = 0
        self.faulty = self.lenient = 0
        """How many records have problems, and how many of these have none in lenient reading."""
        self.is_whole_file = False
        """Whether the file is a single record."""
        self.classes: Counter[type[Model] | None] = Counter()
        self.cases: set[Case] = set()
        self.listed: list[tuple[Entry, Problem]] = []
        """The first problems of many records; all problems of a single record."""
        self.by_problem = Counts(most)
        self.by_model = Counts(most)
        self.by_status = Counts(most)

    def add(self, result: CheckResult) -> None:
        entry = result.entry
        self.is_whole_file = entry.item is None and entry.line is None
        self.records += 1
        self.classes[result.cls] += 1
        self.cases |= result.cases
        for job in _jobs(result):
            self.by_model.add((_model(job),))
            self.by_status.add((_status(job),))
        if not result.problems:
            return
        self.problems += len(result.problems)
        self.faulty += 1
        self.lenient += result.reads_leniently
        place = entry._replace(payload=None, problems=())
        room = None if self.is_whole_file else _MAX_LISTED - len(self.listed)
        self.listed.extend((place, problem) for problem in result.problems[:room])
        for key, times in Counter(map(_without_value, result.problems)).items():
            self.by_problem.add(key, times)

    def merge(self, part: Tally) -> None:
        """Adds the results for the next part of the file."""
        self.records += part.records
        self.problems += part.problems
        self.faulty += part.faulty
        self.lenient += part.lenient
        self.classes.update(part.classes)
        self.cases |= part.cases
        self.listed += part.listed[: _MAX_LISTED - len(self.listed)]
        self.by_problem.merge(part.by_problem)
        self.by_model.merge(part.by_model)
        self.by_status.merge(part.by_status)


def _without_value(problem: Problem) -> tuple[Cell, Cell]:
    """Returns the path without indexes, and the message without the value that was found."""
    path = _INDEX.sub("[*]", problem.path)
    message = _OF_ONE_VALUE.sub("", problem.message)
    return Cell(printable(path, _MAX_PATH)), Cell(printable(message, _MAX_MESSAGE))


def _jobs(result: CheckResult) -> Sequence[dict[str, Any]]:
    """Returns a job, or the jobs in a list page; none for other kinds."""
    record = result.entry.payload
    if result.cls is None or not isinstance(record, dict):
        return ()
    if "status" in spec_of(result.cls).by_key:
        return (record,)
    page = record.get("data") if RECORDS.get(result.cls, "").endswith("list") else None
    return [job for job in page if isinstance(job, dict)] if isinstance(page, list) else ()


def _model(job: dict[str, Any]) -> Cell:
    value = job.get("model", _ABSENT)
    if isinstance(value, str):
        return Cell(printable(value, _MAX_MODEL))
    return value if value is _ABSENT else Cell(describe_type(value), "bad")


def _status(job: dict[str, Any]) -> Cell:
    value = job.get("status", _ABSENT)
    if value is _ABSENT:
        return value
    is_text = isinstance(value, str)
    if is_text and value in _STATUSES:
        return _STATUSES[value]
    what = describe_value(value, show_text=True) if is_text else describe_type(value)
    return Cell(f"{what} (unknown)", "bad")


def print_report(label: str, tally: Tally, view: View, *, is_cut_off: bool = False) -> None:
    """Prints one line for the file, which may be cut off, and one for each problem in ``tally``."""
    parts = [_kinds(tally)]
    case = _case(tally.cases)
    if case is not None:
        parts.append(_CASES[case])
    dates = sorted({_edition_of(cls).date for cls in tally.classes if cls})
    if dates:
        parts.append(f"{plural(len(dates), 'edition')} {' and '.join(dates)}")
    line = f"{label}: {', '.join(parts)}, "
    cut_off = " as far as it could be read" if is_cut_off else ""
    if not tally.problems:
        view.line(line, Cell(f"ok{cut_off}", "bad" if is_cut_off else "good"))
        return
    where = "" if tally.is_whole_file else f" in {tally.faulty} {plural(tally.faulty, 'record')}"
    found = f"{tally.problems} {plural(tally.problems, 'problem')}{where}{cut_off}"
    view.line(line, Cell(found, "bad"), Cell(_lenient_hint(tally), "faint"))
    for entry, problem in tally.listed:
        print_problems(label, entry, [problem], view)
    more = tally.problems - len(tally.listed)
    if more:
        view.line(f"{label}: {more} more {plural(more, 'problem')}; --json lists all of them")


def print_problems(label: str, entry: Entry, problems: Iterable[Problem], view: View) -> None:
    """Prints a line for each problem of one record, with its place in the file."""
    place = label if entry.line is None else f"{label}:{entry.line}"
    root = "$" if entry.item is None else f"$[{entry.item}]"
    for path, message in problems:
        where = printable(root + path.removeprefix("$"), _MAX_PATH)
        view.line(f"{place}: {where}: {printable(message, _MAX_MESSAGE)}")


def json_line(name: str, result: CheckResult) -> str:
    """Returns the result for one record as a line of JSON. Paths start at the record."""
    entry, cls = result.entry, result.cls
    position = {"line": entry.line, "index": entry.item}
    row = {
        "file": name,
        **{name: value for name, value in position.items() if value is not None},
        "model": cls and cls.__name__,
        "kind": cls and _kind_of(cls),
        "edition": cls and _edition_of(cls).date,
        "case": _case(result.cases),
        "ok": not result.problems,
        "problems": [problem._asdict() for problem in result.problems],
    }
    return json.dumps(row) + "\n"


def _lenient_hint(tally: Tally) -> str:
    """Returns how many of the faulty records have no problem with ``--lenient``, as a text."""
    lenient, faulty = tally.lenient, tally.faulty
    if not lenient:
        return ""
    which = "" if faulty == 1 else "all " if lenient == faulty else f"{lenient} of them "
    return f" ({which}ok with --lenient)"


def _kind_of(cls: type[Model] | None) -> str:
    """Returns the kind of a record; for a class that only ``--model`` can select, its name."""
    return RECORDS.get(cls, cls.__name__) if cls else "unrecognised"


def _kinds(tally: Tally) -> str:
    kinds: Counter[str] = Counter()
    for cls, count in tally.classes.items():
        kinds[_kind_of(cls)] += count
    if tally.is_whole_file:
        return next(iter(kinds))
    if not kinds:
        return "no records"
    # Names of classes, "metadata" and "unrecognised" have no plural.
    nouns = {kind for kind in RECORDS.values() if "metadata" not in kind}
    counts = ", ".join(
        f"{count} {plural(count, kind) if kind in nouns else kind}" for kind, count in kinds.items()
    )
    return f"{tally.records} {plural(tally.records, 'record')} ({counts})"


def _case(cases: Collection[Case]) -> str | None:
    return "mixed" if len(cases) > 1 else next(iter(cases), None)


def summary(title: str, tally: Tally) -> Page | None:
    """Returns the tables of the counts that exist; None for fewer than two records."""
    by_kind = Counts(inf)
    if len(tally.classes) > 1:  # otherwise the report's first line states the only one
        for cls, count in tally.classes.items():
            by_kind.add((Cell(_kind_of(cls)), Cell(_edition_of(cls).date if cls else "")), count)
    tables = [
        _table("By problem", ("times", "records"), ("path", "problem"), tally.by_problem),
        _table("By kind and edition", ("records",), ("kind", "edition"), by_kind),
        _table("By model", ("jobs",), ("model",), tally.by_model),
        _table("By status", ("jobs",), ("status",), tally.by_status),
    ]
    sections = [table for table in tables if table.rows]
    return Page(title, sections) if tally.records > 1 and sections else None


def _table(title: str, numbers: Sequence[str], keys: Sequence[str], counts: Counts) -> Table:
    common, rest = counts.most_common(_MAX_ROWS)
    rows = [
        [*(Cell(f"{count:,}") for count in found[: len(numbers)]), *key] for key, *found in common
    ]
    if rest:
        blank = [Cell("")]
        before, after = blank * (len(numbers) - 1), blank * (len(keys) - 1)
        rows.append([Cell(f"{rest:,}"), *before, _OTHERS, *after])
    return Table(title, (*numbers, *keys), rows)
