"""``convert`` and ``redact``: rewrite the records of a file in another case or without secrets."""

from __future__ import annotations

import os
import stat
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import TextIO

from ..files.atomic import replacing
from ..files.gunzip import MAGIC, gzipped
from ..operations import redact
from ..pages.document import printable
from ..records.recase import rewritten
from . import ERROR, OK, PROBLEMS
from .check import print_problems
from .produce import json_text
from .progress import Progress
from .sources import STANDARD_INPUT, UnreadableError, check_record, records_in
from .view import View


class _FaultyError(Exception):
    """The file has problems, so it is not replaced."""


def run(options: Namespace, out: TextIO, errors: TextIO) -> int:
    if not options.in_place and len(options.files) > 1:
        errors.write("several files can only be rewritten in place: use -i, or give one file\n")
        return ERROR
    if options.in_place and STANDARD_INPUT in options.files:
        errors.write("standard input cannot be rewritten in place\n")
        return ERROR
    return max(_rewrite(name, options, out, errors) for name in options.files)


def _rewrite(name: str, options: Namespace, out: TextIO, errors: TextIO) -> int:
    label = printable(name)
    faulty = False
    screen = errors if options.in_place or not out.isatty() else None

    def texts() -> Iterator[str]:
        """Yields the text in the form that was read: one record, an array, or JSON Lines."""
        nonlocal faulty
        items = []
        is_array = is_in_one_line = True
        encoded_for = None if options.in_place else out
        for entry in records_in(name, progress, exactly=True):
            is_array, is_in_one_line = entry.item is not None, entry.is_in_one_line
            result = check_record(entry, options.model, lenient=True)
            if result.problems:
                faulty = True
                print_problems(label, entry, result.problems, View(errors))
                continue
            record = redact(result.record) if options.case is None else result.record
            payload = rewritten(entry.payload, record, options.case)
            if is_array:
                items.append(payload)
            else:
                is_line = is_in_one_line or entry.line is not None
                yield json_text(payload, encoded_for, in_one_line=is_line)
        if is_array:  # even if it is empty
            yield json_text(items, encoded_for, in_one_line=is_in_one_line)

    try:
        with (
            Progress(label, screen) as progress,
            _in_place(name) if options.in_place else nullcontext(out.write) as write,
        ):
            for text in texts():
                write(text)
            if faulty and options.in_place:
                raise _FaultyError
    except UnreadableError as error:
        errors.write(f"{label}: could not read: {error}\n")
        return ERROR
    except _FaultyError:
        errors.write(f"{label}: left unchanged\n")
    except OSError as error:
        if not options.in_place:
            raise
        errors.write(f"{label}: could not write: {error.strerror or error}\n")
        return ERROR
    return PROBLEMS if faulty else OK


@contextmanager
def _in_place(name: str) -> Iterator[Callable[[str], object]]:
    """Yields a function that writes the text which replaces the file, gzip if the file is gzip."""
    try:
        if not stat.S_ISREG(os.stat(name).st_mode):  # opening a pipe would consume its content
            raise UnreadableError("not a regular file, so it cannot be replaced")
        with open(name, "rb") as old:
            is_packed = old.read(len(MAGIC)) == MAGIC
    except (OSError, ValueError) as error:
        raise UnreadableError(getattr(error, "strerror", None) or str(error)) from None
    with replacing(name) as file, gzipped(file) if is_packed else nullcontext(file) as new:
        yield lambda text: new.write(text.encode())
