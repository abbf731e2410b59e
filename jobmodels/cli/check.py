"""``check``: goes through the files and has each judged and reported.

A file that cannot be read is said to be so, and the next one is taken.
"""

from __future__ import annotations

import json
from argparse import Namespace
from typing import TextIO

from ..core.reader import UnknownKeys
from .document import View
from .judging import judge
from .report import json_line, print_report
from .sources import read_bytes, reason, records_in
from .status import GOOD, PROBLEMS, UNREADABLE
from .values import printable
from .view import choose_view

__all__ = ["check"]


def check(options: Namespace, out: TextIO, errors: TextIO) -> int:
    """The exit status: the worst of all files."""
    view = choose_view(out, plain=options.plain)
    return max(_check_file(name, options, view, out, errors) for name in options.files)


def _check_file(name: str, options: Namespace, view: View, out: TextIO, errors: TextIO) -> int:
    label = printable(name)
    try:
        data = read_bytes(name)
    except (OSError, ValueError) as error:
        if options.json:
            row = {"file": name, "ok": False, "error": reason(error), "problems": []}
            out.write(json.dumps(row) + "\n")
        else:
            errors.write(f"{label}: could not read: {reason(error)}\n")
        return UNREADABLE
    unknown_keys: UnknownKeys = "forbid" if options.forbid_unknown_keys else "keep"
    verdicts = [
        judge(
            entry, options.model, lenient=options.lenient, unknown_keys=unknown_keys
        ).without_record()
        for entry in records_in(name, data)
    ]
    if options.json:
        out.writelines(json_line(name, verdict) + "\n" for verdict in verdicts)
    else:
        print_report(label, verdicts, view)
    return PROBLEMS if any(verdict.problems for verdict in verdicts) else GOOD
