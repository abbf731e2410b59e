"""Reports the results of ``check``: as readable lines and a summary, or as JSON.

``tally`` counts, and the views draw.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator

from ..core.describe import plural
from ..core.errors import Problem
from ..core.options import Case
from ..records.editions import RECORDS
from .checking import CheckResult, date_of
from .document import Cell, Page, Table, printable
from .sources import Entry
from .tally import MAX_MESSAGE, MAX_PATH, Tally
from .view import View

_CASES = {"snake": "snake_case", "camel": "camelCase", "mixed": "mixed case"}
_MAX_ROWS = 20
_OTHERS = Cell("others", "faint")


def print_report(label: str, tally: Tally, view: View, *, is_cut_off: bool = False) -> None:
    """Prints one line for the file, and one for each problem that ``tally`` lists.

    ``is_cut_off`` states that the file could not be read to its end.
    """
    parts = [_kinds(tally)]
    case = _case(tally.cases)
    if case is not None:
        parts.append(_CASES[case])
    dates = sorted({date_of(cls) for cls in tally.classes if cls})
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
        _print_problem(label, entry, problem, view)
    more = tally.problems - len(tally.listed)
    if more:
        view.line(f"{label}: {more} more {plural(more, 'problem')}; --json lists all of them")


def print_problems(label: str, result: CheckResult, view: View) -> None:
    """Prints a line for each problem of one record, with its place in the file."""
    for problem in result.problems:
        _print_problem(label, result.entry, problem, view)


def _print_problem(label: str, entry: Entry, problem: Problem, view: View) -> None:
    place = label if entry.line is None else f"{label}:{entry.line}"
    root = "$" if entry.item is None else f"$[{entry.item}]"
    where = printable(root + problem.path.removeprefix("$"), MAX_PATH)
    view.line(f"{place}: {where}: {printable(problem.message, MAX_MESSAGE)}")


def json_line(name: str, result: CheckResult) -> str:
    """Returns the result for one record as JSON. Paths start at the record."""
    entry, cls = result.entry, result.cls
    position = {"line": entry.line, "index": entry.item}
    return json.dumps(
        {
            "file": name,
            **{name: value for name, value in position.items() if value is not None},
            "model": cls and cls.__name__,
            "kind": cls and RECORDS.get(cls, cls.__name__),
            "edition": cls and date_of(cls),
            "case": _case(result.cases),
            "ok": not result.problems,
            "problems": [problem._asdict() for problem in result.problems],
        }
    )


def _lenient_hint(tally: Tally) -> str:
    """Returns how many of the faulty records have no problem with ``--lenient``, as a text."""
    lenient, faulty = tally.lenient, tally.faulty
    if not lenient:
        return ""
    which = "" if faulty == 1 else "all " if lenient == faulty else f"{lenient} of them "
    return f" ({which}ok with --lenient)"


def _kinds(tally: Tally) -> str:
    """Returns the kinds of the records; for a class that only ``--model`` can select, its name."""
    kinds: Counter[str] = Counter()
    for cls, count in tally.classes.items():
        kinds[RECORDS.get(cls, cls.__name__) if cls else "unrecognised"] += count
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
    """Returns the summary of many records: one table by problem, one by status.

    Returns None for fewer than two records or if both tables are empty.
    """
    sections = list(_tables(tally))
    return Page(title, sections) if tally.records > 1 and sections else None


def _tables(tally: Tally) -> Iterator[Table]:
    problems = tally.by_problem.most_common(_MAX_ROWS)
    if problems:
        rows = [
            [_number(times), _number(records), Cell(path), Cell(message)]
            for (path, message), times, records in problems
        ]
        if rest := tally.by_problem.rest(_MAX_ROWS):
            rows.append([_number(rest), Cell(""), _OTHERS, Cell("")])
        yield Table("By problem", ("times", "records", "path", "problem"), rows)
    statuses = tally.by_status.most_common(_MAX_ROWS)
    if statuses:
        rows = [[_number(times), status] for status, times, _ in statuses]
        if rest := tally.by_status.rest(_MAX_ROWS):
            rows.append([_number(rest), _OTHERS])
        yield Table("By status", ("jobs", "status"), rows)


def _number(count: int) -> Cell:
    return Cell(f"{count:,}")
