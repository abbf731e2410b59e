"""``show``: one record of a file, read leniently and laid out for a person."""

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
    """The exit status."""
    label = printable(options.file)
    try:
        entry, count = _find(options.file, options.record)
    except UnreadableError as error:
        errors.write(f"{label}: could not read: {error}\n")
        return UNREADABLE
    if entry is None:
        records = "1 record" if count == 1 else f"{count} records"
        errors.write(f"{label}: there is no record {options.record}, only {records}\n")
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
    """The record, if there are so many, and how many there are: of JSON Lines, which are read no
    further than needed, how many have been seen."""
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
    """What would help a record that not even lenient reading takes."""
    if verdict.entry.is_json and verdict.cls is None:
        return f"what can be shown: {', '.join(dict.fromkeys(RECORDS.values()))}"
    these = "this is" if len(verdict.problems) == 1 else "these are"
    return f"nothing can be shown until {these} mended"
