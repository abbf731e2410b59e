"""``check``: checks every record of each file, and prints the results as lines and a summary, or as
JSON, in memory that does not grow with the number of records."""

from __future__ import annotations

import json
import re
from argparse import Namespace
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple, TextIO

from ..core.describe import describe_type, describe_value, plural
from ..core.errors import Problem
from ..core.model import Model
from ..core.options import Case, UnknownKeys
from ..core.record import cached
from ..core.spec import spec_of
from ..models.batch import BatchJobStatus
from ..models.enums import Status
from ..pages.cells import status_cell
from ..pages.document import Cell, Page, Table, printable
from ..records.editions import RECORDS, edition_of
from . import ERROR, OK, PROBLEMS
from .parallel import read_in_parts
from .progress import Progress
from .sources import CheckResult, Entry, UnreadableError, check_record
from .view import View, choose_view

_CASES = {"snake": "snake_case", "camel": "camelCase", "mixed": "mixed case"}
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

Key = tuple[Cell, ...]
"""The cells of one row of the summary, without the counts."""
_OTHERS: Key = (Cell("others", "faint"),)


def run(options: Namespace, out: TextIO, errors: TextIO) -> int:
    """Runs ``check`` and returns the exit status, the highest of all files."""
    return max(_check(name, options, out, errors) for name in options.files)


def _check(name: str, options: Namespace, out: TextIO, errors: TextIO) -> int:
    label, tally = printable(name), Tally()
    failure: UnreadableError | None = None
    # On one terminal, the lines of JSON and the progress bar would overwrite each other.
    is_hidden = options.plain or (options.json and out.isatty())
    with Progress(label, None if is_hidden else errors) as progress:
        try:
            read = partial(_outcomes, options, name)
            for outcome, records in read_in_parts(name, progress, options.jobs, read, _counted):
                tally.add(outcome, records)
                progress.count(len(outcome.result.problems), records)
                if outcome.line:
                    out.write(outcome.line)
        except UnreadableError as error:
            failure = error
    status = ERROR if failure else PROBLEMS if tally.problems else OK
    if options.json:
        if failure:
            row = {"file": name, "ok": False, "error": str(failure), "problems": []}
            out.write(json.dumps(row) + "\n")
        return status
    if tally.records or not failure:
        view = choose_view(out, plain=options.plain)
        print_report(label, tally, view, is_cut_off=failure is not None)
        sections = _summary(tally)
        if tally.records > 1 and sections:
            view.line("")
            view.page(Page(f"{label}: summary", sections))
            if len(options.files) > 1:
                view.line("")
    if failure:
        errors.write(f"{label}: could not read: {failure}\n")
    return status


class Outcome(NamedTuple):
    """The result for one record, without the record. Good records can have equal outcomes."""

    result: CheckResult
    jobs: tuple[Key, ...]
    """The model and the status of a job, or of each job in a list page."""
    is_whole_file: bool
    place: Entry | None
    """Its entry without the payload, if it has problems."""
    line: str
    """The line of ``--json``."""


Counted = tuple[Outcome, int]
"""An outcome, and how many records have it."""


def _outcomes(options: Namespace, name: str, entries: Iterable[Entry]) -> Iterator[Counted]:
    keys: UnknownKeys = "forbid" if options.forbid_unknown_keys else "keep"
    for entry in entries:
        result = check_record(entry, options.model, lenient=options.lenient, unknown_keys=keys)
        line = json_line(name, entry, result) if options.json else ""
        yield outcome_of(entry, result, line), 1


def outcome_of(entry: Entry, result: CheckResult, line: str = "") -> Outcome:
    return Outcome(
        CheckResult(*result[:4]),  # without the record
        _jobs(entry.payload, result.cls),
        entry.line is None and entry.item is None,
        entry._replace(payload=None, problems=()) if result.problems else None,
        line,
    )


def _counted(outcomes: Iterable[Counted]) -> list[Counted]:
    """Returns the different outcomes, so that fewer pass from one process to another."""
    return [*Counter(outcome for outcome, _ in outcomes).items()]


class Counts(Counter[Key]):
    """Counts how often each key occurs; further keys as ``_OTHERS`` if there are too many."""

    def add(self, key: Key, times: int = 1) -> None:
        self[key if key in self or len(self) < _MAX_KEYS else _OTHERS] += times


class Tally:
    """The results for one file."""

    def __init__(self) -> None:
        self.records = self.problems = 0
        self.faulty = self.lenient = 0
        """How many records have problems, and how many of these have none in lenient reading."""
        self.is_whole_file = False
        """Whether the file is a single record."""
        self.cases: set[Case] = set()
        self.listed: list[tuple[Entry, Problem]] = []
        """The first problems of many records; all problems of a single record."""
        self.by_problem, self.with_problem = Counts(), Counts()
        """How often each problem occurs, and in how many records."""
        self.by_kind, self.by_model, self.by_status = Counts(), Counts(), Counts()

    def add(self, outcome: Outcome, records: int = 1) -> None:
        """Adds the outcome of one record, or of several good records."""
        result = outcome.result
        self.is_whole_file = outcome.is_whole_file
        self.records += records
        self.by_kind.add(_kind_of(result.cls), records)
        self.cases |= result.cases
        for model, status in outcome.jobs:
            self.by_model.add((model,), records)
            self.by_status.add((status,), records)
        if outcome.place is None:
            return
        self.problems += len(result.problems)
        self.faulty += 1
        self.lenient += result.reads_leniently
        room = None if self.is_whole_file else _MAX_LISTED - len(self.listed)
        self.listed.extend((outcome.place, problem) for problem in result.problems[:room])
        for key, times in Counter(map(_without_value, result.problems)).items():
            self.by_problem.add(key, times)
            self.with_problem.add(key)


def _without_value(problem: Problem) -> tuple[Cell, Cell]:
    """Returns the path without indexes, and the message without the value that was found."""
    path = _INDEX.sub("[*]", problem.path)
    message = _OF_ONE_VALUE.sub("", problem.message)
    return Cell(printable(path, _MAX_PATH)), Cell(printable(message, _MAX_MESSAGE))


def _jobs(record: Any, cls: type[Model] | None) -> tuple[Key, ...]:
    if cls is None or not isinstance(record, dict):
        return ()
    if "status" in spec_of(cls).by_key:
        return (_model_and_status(record),)
    jobs = record.get("data") if _kind_of(cls)[0].text.endswith("list") else None
    if not isinstance(jobs, list):
        return ()
    return tuple(_model_and_status(job) for job in jobs if isinstance(job, dict))


def _model_and_status(job: dict[str, Any]) -> Key:
    model, status = job.get("model", _ABSENT), job.get("status", _ABSENT)
    if isinstance(model, str):
        model = Cell(printable(model, _MAX_MODEL))
    elif model is not _ABSENT:
        model = Cell(describe_type(model), "bad")
    is_text = isinstance(status, str)
    if is_text and status in _STATUSES:
        status = _STATUSES[status]
    elif status is not _ABSENT:
        what = describe_value(status, show_text=True) if is_text else describe_type(status)
        status = Cell(f"{what} (unknown)", "bad")
    return model, status


def print_report(label: str, tally: Tally, view: View, *, is_cut_off: bool = False) -> None:
    """Prints one line for the file, which may be cut off, and one for each problem in ``tally``."""
    parts = [_kinds(tally)]
    if case := _case(tally.cases):
        parts.append(_CASES[case])
    dates = sorted({date.text for _, date in tally.by_kind if date.text})
    if dates:
        parts.append(f"{plural(len(dates), 'edition')} {' and '.join(dates)}")
    line = f"{label}: {', '.join(parts)}, "
    cut_off = " as far as it could be read" if is_cut_off else ""
    if not tally.problems:
        view.line(line, Cell(f"ok{cut_off}", "bad" if is_cut_off else "good"))
        return
    lenient, faulty = tally.lenient, tally.faulty
    where = "" if tally.is_whole_file else f" in {faulty} {plural(faulty, 'record')}"
    found = f"{tally.problems} {plural(tally.problems, 'problem')}{where}{cut_off}"
    which = "" if faulty == 1 else "all " if lenient == faulty else f"{lenient} of them "
    hint = f" ({which}ok with --lenient)" if lenient else ""
    view.line(line, Cell(found, "bad"), Cell(hint, "faint"))
    for entry, problem in tally.listed:
        print_problems(label, entry, [problem], view)
    more = tally.problems - len(tally.listed)
    if more:
        view.line(f"{label}: {more} more {plural(more, 'problem')}; --json lists all of them")


def print_problems(label: str, entry: Entry, problems: Iterable[Problem], view: View) -> None:
    for problem in problems:
        view.line(": ".join(problem_texts(label, entry, problem)))


def problem_texts(label: str, entry: Entry, problem: Problem) -> tuple[str, str, str]:
    """Returns the place of the record in the file, the path in the record, and the message."""
    place = label if entry.line is None else f"{label}:{entry.line}"
    root = "$" if entry.item is None else f"$[{entry.item}]"
    where = printable(root + problem.path.removeprefix("$"), _MAX_PATH)
    return place, where, printable(problem.message, _MAX_MESSAGE)


def json_line(name: str, entry: Entry, result: CheckResult) -> str:
    """Returns the result for one record as a line of JSON. Paths start at the record."""
    cls = result.cls
    kind, edition = _kind_of(cls)
    position = {"line": entry.line, "index": entry.item}
    row = {
        "file": name,
        **{name: value for name, value in position.items() if value is not None},
        "model": cls and cls.__name__,
        "kind": cls and kind.text,
        "edition": cls and edition.text,
        "case": _case(result.cases),
        "ok": not result.problems,
        "problems": [problem._asdict() for problem in result.problems],
    }
    return json.dumps(row) + "\n"


def _case(cases: Collection[Case]) -> str | None:
    return "mixed" if len(cases) > 1 else next(iter(cases), None)


@cached
def _kind_of(cls: type[Model] | None) -> Key:
    """Returns the kind and the edition of a record; for a class that only ``--model`` can select,
    its name instead of the kind."""
    if cls is None:
        return Cell("unrecognised"), Cell("")
    return Cell(RECORDS.get(cls, cls.__name__)), Cell(edition_of(cls).date)


def _kinds(tally: Tally) -> str:
    kinds: Counter[str] = Counter()
    for (kind, _), records in tally.by_kind.items():
        kinds[kind.text] += records
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


def _summary(tally: Tally) -> list[Table]:
    """Returns the tables of the counts that exist, for several records."""
    kinds = tally.by_kind if len(tally.by_kind) > 1 else Counts()  # the first line states one kind
    problems = tally.by_problem, tally.with_problem
    tables = [
        count_table("By problem", ("times", "records", "path", "problem"), *problems),
        count_table("By kind and edition", ("records", "kind", "edition"), kinds),
        count_table("By model", ("jobs", "model"), tally.by_model),
        count_table("By status", ("jobs", "status"), tally.by_status),
    ]
    return [table for table in tables if table.rows]


def count_table(title: str, columns: Sequence[str], *counts: Counts, most: int = 0) -> Table:
    """Returns the table of the keys that are most common in the first of ``counts``."""
    times = counts[0]
    keys = [key for key, _ in times.most_common() if key != _OTHERS][: most or _MAX_ROWS]
    rows = [[*(Cell(f"{count[key]:,}") for count in counts), *key] for key in keys]
    rest = times.total() - sum(times[key] for key in keys)
    if rest:
        others = [Cell("")] * len(columns)
        others[0], others[len(counts)] = Cell(f"{rest:,}"), *_OTHERS
        rows.append(others)
    return Table(title, columns, rows)
