"""``show``: prints one record of a file, read leniently, in readable form."""

from __future__ import annotations

from argparse import Namespace
from typing import TextIO

from ..core.describe import plural
from ..records.editions import RECORDS
from . import ERROR, OK, PROBLEMS
from .check import print_problems
from .checking import CheckResult, check_record
from .document import printable
from .page import page_of
from .progress import Progress
from .sources import Entry, UnreadableError, records_in
from .view import choose_view


def run(options: Namespace, out: TextIO, errors: TextIO) -> int:
    """Runs ``show`` and returns the exit status.

    It is 0 if the record was printed, 1 if it has problems, 2 if it does not exist or the file
    could not be read.
    """
    label = printable(options.file)
    try:
        entry, count = _find(options.file, options.record)
    except UnreadableError as error:
        errors.write(f"{label}: could not read: {error}\n")
        return ERROR
    if entry is None:
        has = f"the file has {count} {plural(count, 'record')}"
        errors.write(f"{label}: record {options.record} not found: {has}\n")
        return ERROR
    view = choose_view(out, plain=options.plain)
    if count > 1:
        place = f"of {count}" if entry.line is None else f"on line {entry.line}"
        view.line(f"{label}: record {options.record} {place}")
        view.line("")
    result = check_record(entry, lenient=True)
    if result.problems:
        print_problems(label, entry, result.problems, view)
        view.line(f"{label}: {_remedy(result)}")
        return PROBLEMS
    view.page(page_of(result.record))
    return OK


def _find(name: str, number: int) -> tuple[Entry | None, int]:
    """Returns the record (None if the file has fewer records) and the number of records read.

    JSON Lines are read only as far as needed.
    """
    found, count = None, 0
    for count, entry in enumerate(records_in(name, Progress(), first=number), start=1):
        if count == number:
            found = entry
        elif found and entry.line is not None:
            break
    return found, count


def _remedy(result: CheckResult) -> str:
    """Returns advice about a record that lenient reading does not accept."""
    if result.entry.is_json and result.cls is None:
        return f"records that can be shown: {', '.join(dict.fromkeys(RECORDS.values()))}"
    what = "this problem is" if len(result.problems) == 1 else "these problems are"
    return f"the record cannot be shown until {what} fixed"
