"""``check``: checks every record of each file and reports the results.

A file that cannot be read is reported, and the command continues with the next one.
"""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Callable
from typing import TextIO

from ..core.options import UnknownKeys
from . import ERROR, OK, PROBLEMS
from .checking import CheckResult, check_record
from .document import printable
from .progress import Progress
from .report import json_line, print_report, summary
from .sources import UnreadableError, records_in
from .tally import Tally
from .view import choose_view


def check(options: Namespace, out: TextIO, errors: TextIO) -> int:
    """Runs ``check`` and returns the exit status, the highest of all files.

    It is 0 if there are no problems, 1 if problems were found, 2 if a file could not be read.
    """
    check_file = _print_json if options.json else _print_text
    return max(check_file(name, options, out, errors) for name in options.files)


def _print_json(name: str, options: Namespace, out: TextIO, errors: TextIO) -> int:
    status = OK

    def print_line(result: CheckResult) -> None:
        nonlocal status
        out.write(json_line(name, result) + "\n")
        if result.problems:
            status = PROBLEMS

    # On one terminal, the lines and the progress bar would overwrite each other.
    failure = _check_each(name, options, errors, print_line, is_shown=not out.isatty())
    if failure is None:
        return status
    row = {"file": name, "ok": False, "error": failure, "problems": []}
    out.write(json.dumps(row) + "\n")
    return ERROR


def _print_text(name: str, options: Namespace, out: TextIO, errors: TextIO) -> int:
    label = printable(name)
    tally = Tally()
    failure = _check_each(name, options, errors, tally.add, is_shown=True)
    if tally.records or failure is None:
        view = choose_view(out, plain=options.plain)
        print_report(label, tally, view, is_cut_off=failure is not None)
        page = summary(f"{label}: summary", tally)
        if page:
            view.line("")
            view.page(page)
            if len(options.files) > 1:
                view.line("")
    if failure is None:
        return PROBLEMS if tally.problems else OK
    errors.write(f"{label}: could not read: {failure}\n")
    return ERROR


def _check_each(
    name: str,
    options: Namespace,
    errors: TextIO,
    receive: Callable[[CheckResult], None],
    *,
    is_shown: bool,
) -> str | None:
    """Checks every record and passes each result to ``receive``.

    Returns the reason why the file could not be read to its end, or None if it was.
    """
    unknown_keys: UnknownKeys = "forbid" if options.forbid_unknown_keys else "keep"
    screen = errors if is_shown and not options.plain else None
    with Progress(printable(name), screen) as progress:
        try:
            for entry in records_in(name, progress):
                result = check_record(
                    entry, options.model, lenient=options.lenient, unknown_keys=unknown_keys
                )
                progress.count(len(result.problems))
                receive(result)
        except UnreadableError as error:
            return str(error)
    return None
