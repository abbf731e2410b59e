"""Reads the records in a file with their positions: one record, an array, or JSON Lines.

JSON Lines are read line by line, so that the file can have any size. One record or an array is read
as a whole.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from itertools import chain, islice
from pathlib import PurePath
from typing import Any, BinaryIO, NamedTuple

from ..core.errors import Problem, ValidationError
from ..core.jsontext import ParseFloat, parse, text_problems
from ..files.gunzip import DamagedError
from ..files.lines import TOO_LONG, chunks_of, lines_of, place_of, unpacked
from ..records.archive import parse_line, stripped
from ..records.recase import parse_number
from .progress import Progress

STANDARD_INPUT = "-"
_LINES = (".jsonl", ".ndjson")
_BEGINNING = 1 << 20
_SAMPLE = 1000


class UnreadableError(Exception):
    """A file cannot be read, or not to its end. The text is the reason, without the file name."""


class Entry(NamedTuple):
    """One record, or a place in the file where a record is expected."""

    payload: Any
    """The parsed JSON; None if ``is_json`` is false."""
    problems: tuple[Problem, ...] = ()
    """The problems found in parsing, with paths that start at the record."""
    is_json: bool = True
    item: int | None = None
    """The index of the record in an array, from 0."""
    line: int | None = None
    """The line of the record in JSON Lines, from 1."""
    is_in_one_line: bool = False
    """Whether the whole text, one record or an array, is one line."""


def records_in(
    name: str, progress: Progress, *, first: int = 1, exactly: bool = False
) -> Iterator[Entry]:
    """Yields the records in a file, plain or gzip; ``-`` is standard input.

    In JSON Lines, the records before number ``first`` are counted but not parsed. If ``exactly`` is
    set, a number that a float does not hold to the digit is an ``ExactNumber``. If the file
    cannot be read to its end, yields the records before that point and raises ``UnreadableError``.
    """
    try:
        with _opened(name) as file:
            if place_of(file) in (place_of(sys.stdout), place_of(sys.stderr)):
                raise OSError("the file is also the output")
            progress.expect(_size(file))
            chunks = unpacked(_reported(chunks_of(file), progress))
            parse_float = parse_number if exactly else float
            if PurePath(name.lower().removesuffix(".gz")).suffix in _LINES:
                yield from _lines(chunks, first, parse_float)
            else:
                yield from _sniffed(chunks, progress, first, parse_float)
    except (OSError, ValueError, DamagedError) as error:
        raise UnreadableError(getattr(error, "strerror", None) or str(error)) from None


def _opened(name: str) -> AbstractContextManager[BinaryIO]:
    if name != STANDARD_INPUT:
        return open(name, "rb")
    if sys.stdin is None:
        raise OSError("standard input is closed")
    return nullcontext(sys.stdin.buffer)


def _size(file: BinaryIO) -> int | None:
    """Returns the number of bytes to read; None if it is unknown."""
    try:
        status = os.fstat(file.fileno())
    except OSError:  # not a file of the operating system
        return None
    return status.st_size if stat.S_ISREG(status.st_mode) else None


def _reported(chunks: Iterator[bytes], progress: Progress) -> Iterator[bytes]:
    for chunk in chunks:
        progress.advance(len(chunk))
        yield chunk


def _sniffed(
    chunks: Iterator[bytes], progress: Progress, first: int, parse_float: ParseFloat
) -> Iterator[Entry]:
    """Yields the records in a text whose form is detected from its beginning."""
    beginning, rest = _beginning(chunks)
    if _are_records(beginning):
        yield from _lines(chain([beginning], rest), first, parse_float)
        return
    data = b"".join([beginning, *rest])
    if not stripped(data):
        yield _EMPTY
        return
    is_in_one_line = b"\n" not in stripped(data)
    try:
        payload, problems = parse(data, parse_float)
    except ValidationError as error:
        if _are_records(data):  # JSON Lines whose first line is longer than the beginning
            yield from _lines(iter([data]), first, parse_float)
        else:
            yield Entry(None, error.problems, is_json=False, is_in_one_line=is_in_one_line)
        return
    is_array = isinstance(payload, list)
    if is_array:
        progress.expect(len(payload))
    for index, record in enumerate(payload if is_array else [payload]):
        if is_array:
            progress.advance(1)
        yield Entry(
            record,
            text_problems(record) if problems else (),
            item=index if is_array else None,
            is_in_one_line=is_in_one_line,
        )


def _beginning(chunks: Iterator[bytes]) -> tuple[bytes, Iterator[bytes]]:
    """Returns the beginning of the text, and the chunks after it."""
    data = b""
    try:
        for chunk in chunks:
            data += chunk
            if len(data) >= _BEGINNING:
                break
    except DamagedError as error:  # raised again after the bytes that could be read
        return data, _failing(error)
    return data, chunks


def _failing(error: Exception) -> Iterator[bytes]:
    raise error
    yield


def _are_records(data: bytes) -> bool:
    """Returns whether a text is JSON Lines: it has several lines, and the first one or most of them
    are objects. No text that is a single JSON value has lines of this form."""
    # A sample of the lines is enough, and keeps the check fast for any text.
    text = data.removeprefix(b"\xef\xbb\xbf")
    lines = list(islice(filter(None, map(stripped, text.split(b"\n"))), _SAMPLE))
    if len(lines) < 2:
        return False
    return _is_object(lines[0]) or 2 * sum(map(_is_object, lines)) > len(lines)


def _is_object(line: bytes) -> bool:
    return line.startswith(b"{") and isinstance(_line(line, float).payload, dict)


def _lines(chunks: Iterator[bytes], first: int, parse_float: ParseFloat) -> Iterator[Entry]:
    count = 0
    for number, line in enumerate(lines_of(chunks), start=1):
        if line is None or stripped(line):
            count += 1
            entry = _line(line, parse_float) if count >= first else _UNSEEN
            yield entry._replace(line=number)
    if not count:
        yield _EMPTY


def _line(line: bytes | None, parse_float: ParseFloat) -> Entry:
    if line is None:
        return Entry(None, (TOO_LONG,), is_json=False)
    try:
        return Entry(*parse_line(line, parse_float))
    except ValidationError as error:
        return Entry(None, error.problems, is_json=False)


_UNSEEN = Entry(None, is_json=False)
_EMPTY = Entry(None, (Problem("$", "expected a record, found an empty file"),), is_json=False)
