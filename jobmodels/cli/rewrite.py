"""``convert`` and ``redact``: rewrite the records of a file in another case or with secrets masked,
to standard output or in place.

A file with a problem is not replaced. An interrupted write leaves the old file or the new one.
"""

from __future__ import annotations

import os
import stat
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any, TextIO

from ..core.operations import redact
from ..gunzip import MAGIC, gzipped
from ..replacing import replacing
from ..respelling import respelled
from .jsonout import Writer, writer_to
from .judging import Verdict, judge
from .progress import choose_progress
from .report import print_problems
from .sources import STANDARD_INPUT, Entry, UnreadableError, records_in
from .status import GOOD, PROBLEMS, UNREADABLE
from .values import printable
from .view import choose_view

__all__ = ["print_converted", "print_redacted"]

Rewrite = Callable[[Verdict], Any]


class _FaultyError(Exception):
    """The file has problems, so it is not replaced."""


def print_converted(options: Namespace, out: TextIO, errors: TextIO) -> int:
    """Runs ``convert`` and returns the exit status, the highest of all files.

    It is 0 if there are no problems, 1 if problems were found, 2 if a file could not be read or
    written.
    """

    def convert(verdict: Verdict) -> Any:
        return respelled(verdict.entry.payload, verdict.record, options.case)

    return _rewrite_all(options, out, errors, convert)


def print_redacted(options: Namespace, out: TextIO, errors: TextIO) -> int:
    """Runs ``redact`` and returns the exit status, as for ``convert``."""

    def mask(verdict: Verdict) -> Any:
        return respelled(verdict.entry.payload, redact(verdict.record), None)

    return _rewrite_all(options, out, errors, mask)


def _rewrite_all(options: Namespace, out: TextIO, errors: TextIO, rewrite: Rewrite) -> int:
    if not options.in_place and len(options.files) > 1:
        errors.write("several files can only be rewritten in place: use -i, or give one file\n")
        return UNREADABLE
    if options.in_place and STANDARD_INPUT in options.files:
        errors.write("standard input cannot be rewritten in place\n")
        return UNREADABLE
    return max(_rewrite(name, options, out, errors, rewrite) for name in options.files)


def _rewrite(name: str, options: Namespace, out: TextIO, errors: TextIO, rewrite: Rewrite) -> int:
    label = printable(name)
    faulty = False
    is_shown = options.in_place or not out.isatty()

    def rewritten() -> Iterator[tuple[Entry, Any]]:
        nonlocal faulty
        for entry in records_in(name, progress):
            verdict = judge(entry, options.model, lenient=True)
            if verdict.problems:
                faulty = True
                print_problems(label, verdict, choose_view(errors, plain=True))
            yield entry, None if verdict.problems else rewrite(verdict)

    try:
        with (
            choose_progress(label, errors, is_shown=is_shown) as progress,
            _in_place(name) if options.in_place else nullcontext(writer_to(out)) as writer,
        ):
            _write(rewritten(), writer)
            if faulty and options.in_place:
                raise _FaultyError
    except UnreadableError as error:
        errors.write(f"{label}: could not read: {error}\n")
        return UNREADABLE
    except _FaultyError:
        errors.write(f"{label}: left unchanged\n")
    except OSError as error:
        if not options.in_place:
            raise
        errors.write(f"{label}: could not write: {error.strerror or error}\n")
        return UNREADABLE
    return PROBLEMS if faulty else GOOD


@contextmanager
def _in_place(name: str) -> Iterator[Writer]:
    """Yields a writer whose output replaces the file, compressed if the file is gzip."""
    try:
        if not stat.S_ISREG(os.stat(name).st_mode):  # opening a pipe would consume its content
            raise UnreadableError("not a regular file, so it cannot be replaced")
        with open(name, "rb") as old:
            is_packed = old.read(len(MAGIC)) == MAGIC
    except (OSError, ValueError) as error:
        raise UnreadableError(getattr(error, "strerror", None) or str(error)) from None
    with replacing(name) as file, gzipped(file) if is_packed else nullcontext(file) as new:
        yield Writer(lambda text: new.write(text.encode()))


def _write(records: Iterable[tuple[Entry, Any]], writer: Writer) -> None:
    """Writes the records in the form in which they were read: one record, an array, or JSON Lines.

    A payload of None is omitted.
    """
    items = []
    is_array = is_in_one_line = True
    for entry, payload in records:
        is_array, is_in_one_line = entry.item is not None, entry.is_in_one_line
        if payload is None:
            continue
        if is_array:
            items.append(payload)
        elif is_in_one_line or entry.line is not None:
            writer.line(payload)
        else:
            writer.page(payload)
    if is_array:  # even if it is empty
        (writer.line if is_in_one_line else writer.page)(items)
