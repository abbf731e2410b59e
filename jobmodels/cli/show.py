"""``show``: one record of a file, read leniently and laid out for a person."""

from __future__ import annotations

from argparse import Namespace
from typing import TextIO

from ..editions import RECORDS
from .judging import Verdict, judge
from .portrait import portrait
from .report import print_problems
from .sources import read_bytes, reason, records_in
from .status import GOOD, PROBLEMS, UNREADABLE
from .values import printable
from .view import choose_view

__all__ = ["show"]


def show(options: Namespace, out: TextIO, errors: TextIO) -> int:
    """The exit status."""
    label = printable(options.file)
    try:
        entries = list(records_in(options.file, read_bytes(options.file)))
    except (OSError, ValueError) as error:
        errors.write(f"{label}: could not read: {reason(error)}\n")
        return UNREADABLE
    if options.record > len(entries):
        records = "1 record" if len(entries) == 1 else f"{len(entries)} records"
        errors.write(f"{label}: there is no record {options.record}, only {records}\n")
        return UNREADABLE
    view = choose_view(out, plain=options.plain)
    if len(entries) > 1:
        view.line(f"{label}: record {options.record} of {len(entries)}")
        view.line("")
    verdict = judge(entries[options.record - 1], lenient=True)
    if verdict.problems:
        print_problems(label, verdict, view)
        view.line(f"{label}: {_remedy(verdict)}")
        return PROBLEMS
    view.page(portrait(verdict.record))
    return GOOD


def _remedy(verdict: Verdict) -> str:
    """What would help a record that not even lenient reading takes."""
    if verdict.entry.is_json and verdict.cls is None:
        return f"what can be shown: {', '.join(dict.fromkeys(RECORDS.values()))}"
    these = "this is" if len(verdict.problems) == 1 else "these are"
    return f"nothing can be shown until {these} mended"
