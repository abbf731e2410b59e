"""``show``: prints one record of a file, read leniently, in readable form."""

from __future__ import annotations

from argparse import Namespace
from typing import TextIO

from ..editions import RECORDS
from .judging import Verdict, judge
from .portrait import portrait
from .report import print_problems
from .sources import Entry, UnreadableError, records_in
from .status import GOOD, PROBLEMS, UNREADABLE
from .values import printable
from .view import choose_view

__all__ = ["show"]


def show(options: Namespace, out: TextIO, errors: TextIO) -> int:
    """Runs ``show`` and returns the exit status.

    It is 0 if the record was printed, 1 if it has problems, 2 if it does not exist or the file
    could not be read.
    """
    label = printable(options.file)
    try:
        entry, count = _find(options.file, options.record)
    except UnreadableError as error:
        errors.write(f"{label}: could not read: {error}\n")
        return UNREADABLE
    if entry is None:
        records = "1 record" if count == 1 else f"{count} records"
        errors.write(f"{label}: record {options.record} not found: the file has {records}\n")
        return UNREADABLE
    view = choose_view(out, plain=options.plain)
    if count > 1:
        place = f"of {count}" if entry.line is None else f"on line {entry.line}"
        view.line(f"{label}: record {options.record} {place}")
        view.line("")
    verdict = judge(entry, lenient=True)
    if verdict.problems:
        print_problems(label, verdict, view)
        view.line(f"{label}: {_remedy(verdict)}")
        return PROBLEMS
    view.page(portrait(verdict.record))
    return GOOD


def _find(name: str, number: int) -> tuple[Entry | None, int]:
    """Returns the record (None if the file has fewer records) and the number of records read.

    JSON Lines are read only as far as needed.
    """
    found = None
    count = 0
    for entry in records_in(name, first=number):
        count += 1
        if count == number:
            found = entry
        elif found and entry.line is not None:
            break
    return found, count


def _remedy(verdict: Verdict) -> str:
    """Returns advice about a record that lenient reading does not accept."""
    if verdict.entry.is_json and verdict.cls is None:
        return f"records that can be shown: {', '.join(dict.fromkeys(RECORDS.values()))}"
    what = "this problem is" if len(verdict.problems) == 1 else "these problems are"
    return f"the record cannot be shown until {what} fixed"
