"""Judgements in words: lines for a person, and JSON for a machine."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence

from ..core.naming import Case
from ..editions import RECORDS
from .document import Cell, View
from .judging import Verdict
from .values import printable

__all__ = ["json_line", "print_problems", "print_report"]

_UNRECOGNISED = "unrecognised"
_CASES = {"snake": "snake_case", "camel": "camelCase", "mixed": "mixed case"}
_PLURAL = {"record", "problem", *(kind for kind in RECORDS.values() if "metadata" not in kind)}
"""What takes an s; a class's name and "unrecognised" do not."""
_LONGEST_PATH = 200
_LONGEST_MESSAGE = 500


def print_report(label: str, verdicts: Sequence[Verdict], view: View) -> None:
    """One line for the file, and one for each problem."""
    said = [_what(verdicts)]
    spelling = _spelling(case for verdict in verdicts for case in verdict.spellings)
    if spelling is not None:
        said.append(_CASES[spelling])
    dates = sorted({verdict.edition for verdict in verdicts if verdict.edition})
    if dates:
        said.append(f"edition{'' if len(dates) == 1 else 's'} {' and '.join(dates)}")
    line = f"{label}: {', '.join(said)}, "
    count = sum(len(verdict.problems) for verdict in verdicts)
    if count == 0:
        view.line(line, Cell("ok", "good"))
        return
    faulty = sum(bool(verdict.problems) for verdict in verdicts)
    where = "" if _is_one_record(verdicts) else f" in {_counted(faulty, 'record')}"
    hint = _lenient_hint(sum(verdict.reads_leniently for verdict in verdicts), faulty)
    view.line(line, Cell(_counted(count, "problem") + where, "bad"), Cell(hint, "faint"))
    for verdict in verdicts:
        print_problems(label, verdict, view)


def print_problems(label: str, verdict: Verdict, view: View) -> None:
    """A line for each problem of one record, with its place in the file."""
    line, item = verdict.entry.line, verdict.entry.item
    place = label if line is None else f"{label}:{line}"
    root = "$" if item is None else f"$[{item}]"
    for path, message in verdict.problems:
        where = printable(root + path.removeprefix("$"), _LONGEST_PATH)
        view.line(f"{place}: {where}: {printable(message, _LONGEST_MESSAGE)}")


def json_line(name: str, verdict: Verdict) -> str:
    """The judgement on one record as JSON. Paths start at the record."""
    entry = verdict.entry
    position = {"line": entry.line, "index": entry.item}
    return json.dumps(
        {
            "file": name,
            **{name: value for name, value in position.items() if value is not None},
            "model": verdict.cls.__name__ if verdict.cls else None,
            "kind": verdict.kind,
            "edition": verdict.edition,
            "case": _spelling(verdict.spellings),
            "ok": not verdict.problems,
            "problems": [problem._asdict() for problem in verdict.problems],
        }
    )


def _lenient_hint(lenient: int, faulty: int) -> str:
    """That ``--lenient`` would help, and how many of the faulty records."""
    if not lenient:
        return ""
    who = "" if faulty == 1 else "all " if lenient == faulty else f"{lenient} of them "
    return f" ({who}{'reads' if lenient == 1 else 'read'} with --lenient)"


def _what(verdicts: Sequence[Verdict]) -> str:
    if _is_one_record(verdicts):
        return verdicts[0].kind or _UNRECOGNISED
    kinds = Counter(verdict.kind or _UNRECOGNISED for verdict in verdicts)
    counts = ", ".join(_counted(count, kind) for kind, count in kinds.items())
    return f"{_counted(len(verdicts), 'record')} ({counts})" if verdicts else "no records"


def _is_one_record(verdicts: Sequence[Verdict]) -> bool:
    return len(verdicts) == 1 and verdicts[0].entry.is_whole_file


def _spelling(cases: Iterable[Case]) -> str | None:
    shown = set(cases)
    return "mixed" if len(shown) > 1 else next(iter(shown), None)


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}s" if count != 1 and noun in _PLURAL else f"{count} {noun}"
