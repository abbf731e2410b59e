"""Reports the results of ``check``: as readable lines, or as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable

from ..core.errors import Problem
from ..core.options import Case
from ..editions import RECORDS
from .document import Cell, View
from .judging import Verdict, date_of, kind_of
from .sources import Entry
from .tally import LONGEST_MESSAGE, LONGEST_PATH, Tally
from .values import printable

__all__ = ["json_line", "print_problems", "print_report"]

_UNRECOGNISED = "unrecognised"
_CASES = {"snake": "snake_case", "camel": "camelCase", "mixed": "mixed case"}
_PLURAL = {"record", "problem", "more problem"}
_PLURAL |= {kind for kind in RECORDS.values() if "metadata" not in kind}
"""The nouns with a plural in s. Names of classes and "unrecognised" have no plural."""


def print_report(label: str, tally: Tally, view: View, *, is_cut_off: bool = False) -> None:
    """Prints one line for the file, and one for each problem that ``tally`` lists.

    ``is_cut_off`` states that the file could not be read to its end.
    """
    said = [_what(tally)]
    spelling = _spelling(tally.spellings)
    if spelling is not None:
        said.append(_CASES[spelling])
    dates = sorted({date_of(cls) for cls in tally.classes if cls})
    if dates:
        said.append(f"edition{'' if len(dates) == 1 else 's'} {' and '.join(dates)}")
    line = f"{label}: {', '.join(said)}, "
    cut_off = " as far as it could be read" if is_cut_off else ""
    if not tally.problems:
        view.line(line, Cell(f"ok{cut_off}", "bad" if is_cut_off else "good"))
        return
    where = "" if tally.is_whole_file else f" in {_counted(tally.faulty, 'record')}"
    found = _counted(tally.problems, "problem") + where + cut_off
    view.line(line, Cell(found, "bad"), Cell(_lenient_hint(tally), "faint"))
    for entry, problem in tally.listed:
        _print_problem(label, entry, problem, view)
    more = tally.problems - len(tally.listed)
    if more:
        view.line(f"{label}: {_counted(more, 'more problem')}; --json lists all of them")


def print_problems(label: str, verdict: Verdict, view: View) -> None:
    """Prints a line for each problem of one record, with its place in the file."""
    for problem in verdict.problems:
        _print_problem(label, verdict.entry, problem, view)


def _print_problem(label: str, entry: Entry, problem: Problem, view: View) -> None:
    place = label if entry.line is None else f"{label}:{entry.line}"
    root = "$" if entry.item is None else f"$[{entry.item}]"
    where = printable(root + problem.path.removeprefix("$"), LONGEST_PATH)
    view.line(f"{place}: {where}: {printable(problem.message, LONGEST_MESSAGE)}")


def json_line(name: str, verdict: Verdict) -> str:
    """Returns the result for one record as JSON. Paths start at the record."""
    entry = verdict.entry
    position = {"line": entry.line, "index": entry.item}
    return json.dumps(
        {
            "file": name,
            **{name: value for name, value in position.items() if value is not None},
            "model": verdict.cls.__name__ if verdict.cls else None,
            "kind": verdict.cls and kind_of(verdict.cls),
            "edition": verdict.cls and date_of(verdict.cls),
            "case": _spelling(verdict.spellings),
            "ok": not verdict.problems,
            "problems": [problem._asdict() for problem in verdict.problems],
        }
    )


def _lenient_hint(tally: Tally) -> str:
    """Returns how many of the faulty records have no problem with ``--lenient``, as a text."""
    lenient, faulty = tally.lenient, tally.faulty
    if not lenient:
        return ""
    who = "" if faulty == 1 else "all " if lenient == faulty else f"{lenient} of them "
    return f" ({who}ok with --lenient)"


def _what(tally: Tally) -> str:
    kinds: Counter[str] = Counter()
    for cls, count in tally.classes.items():
        kinds[kind_of(cls) if cls else _UNRECOGNISED] += count
    if tally.is_whole_file:
        return next(iter(kinds))
    counts = ", ".join(_counted(count, kind) for kind, count in kinds.items())
    return f"{_counted(tally.records, 'record')} ({counts})" if kinds else "no records"


def _spelling(cases: Iterable[Case]) -> str | None:
    shown = set(cases)
    return "mixed" if len(shown) > 1 else next(iter(shown), None)


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}s" if count != 1 and noun in _PLURAL else f"{count} {noun}"
