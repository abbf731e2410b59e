"""``check``: checks every record of each file and reports the results.

A file that cannot be read is reported, and the command continues with the next one.
"""

from __future__ import annotations

import json
from argparse import Namespace
from typing import TextIO

from . import ERROR, OK, PROBLEMS
from .checking import check_record
from .document import printable
from .progress import Progress
from .report import Tally, json_line, print_report, summary
from .sources import UnreadableError, records_in
from .view import choose_view


def run(options: Namespace, out: TextIO, errors: TextIO) -> int:
    """Runs ``check`` and returns the exit status, the highest of all files.

    It is 0 if there are no problems, 1 if problems were found, 2 if a file could not be read.
    """
    return max(_check(name, options, out, errors) for name in options.files)


def _check(name: str, options: Namespace, out: TextIO, errors: TextIO) -> int:
    label = printable(name)
    status, failure = OK, ""
    tally = Tally()
    # On one terminal, the lines of JSON and the progress bar would overwrite each other.
    is_hidden = options.plain or (options.json and out.isatty())
    with Progress(label, None if is_hidden else errors) as progress:
        try:
            for entry in records_in(name, progress):
                result = check_record(
                    entry,
                    options.model,
                    lenient=options.lenient,
                    unknown_keys="forbid" if options.forbid_unknown_keys else "keep",
                )
                progress.count(len(result.problems))
                if result.problems:
                    status = PROBLEMS
                if options.json:
                    out.write(json_line(name, result) + "\n")
                else:
                    tally.add(result)
        except UnreadableError as error:
            status, failure = ERROR, str(error)
    if options.json:
        if status == ERROR:
            row = {"file": name, "ok": False, "error": failure, "problems": []}
            out.write(json.dumps(row) + "\n")
        return status
    if tally.records or status != ERROR:
        view = choose_view(out, plain=options.plain)
        print_report(label, tally, view, is_cut_off=status == ERROR)
        page = summary(f"{label}: summary", tally)
        if page:
            view.line("")
            view.page(page)
            if len(options.files) > 1:
                view.line("")
    if status == ERROR:
        errors.write(f"{label}: could not read: {failure}\n")
    return status
