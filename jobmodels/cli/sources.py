"""Reads the records in a file with their positions, and checks each. Prints nothing.

Reads JSON Lines line by line, for files of any size, and one record or an array as a whole.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext, suppress
from itertools import chain, islice
from pathlib import PurePath
from typing import Any, BinaryIO, NamedTuple

from ..core.conversion import reader_for, structure
from ..core.errors import Problem, ValidationError, merged
from ..core.jsontext import ParseFloat, parse
from ..core.model import Model
from ..core.options import Case, UnknownKeys
from ..core.record import cached
from ..core.roots import model_spec
from ..core.spec import ObjectSpec
from ..core.unions import candidates
from ..files.gunzip import DamagedError
from ..files.lines import chunks_of, lines_of, place_of, unpacked
from ..records import texts
from ..records.archive import open_pages, read_each, read_record
from ..records.case import cases_of
from ..records.detection import detect
from ..records.editions import alternatives
from ..records.formats import foreign_format
from ..records.recase import parse_number
from .progress import Progress

STANDARD_INPUT = "-"
_LINES = (".jsonl", ".ndjson")
_BEGINNING = 1 << 20
_SAMPLE = 1000
_alternatives = cached(alternatives)


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
    """The first line of the record, from 1, if the text is neither one record nor an array."""
    last_line: int | None = None
    """Its last line, in the same case."""
    is_in_one_line: bool = False
    """Whether the whole text, one record or an array, is one line."""


Start = tuple[int, int]
"""The start of a line: its offset in the file, and the number of lines before it."""


def records_in(
    name: str, progress: Progress, *, exactly: bool = False, start: Start = (0, 0)
) -> Iterator[Entry]:
    """Yields the records in a file, plain or gzip; ``-`` is standard input. If the file cannot be
    read to its end, raises ``UnreadableError`` after the records before that point. If ``exactly``
    is set, a number that a float does not hold to the digit is an ``ExactNumber``. A file with a
    ``start`` is JSON Lines, and is read from there."""
    try:
        with _opened(name) as file:
            if place_of(file) in (place_of(sys.stdout), place_of(sys.stderr)):
                raise OSError("the file is also the output")
            if start[0]:
                file.seek(start[0])
                yield from records_after(start[1], chunks_of(file))
                return
            parse_float = parse_number if exactly else float
            chunks = unpacked(progress.track(chunks_of(file), _size(file), len))
            beginning, rest = _beginning(chunks)
            is_lines = PurePath(name.lower().removesuffix(".gz")).suffix in _LINES
            if (is_lines and not texts.begins_array(beginning)) or _are_records(beginning):
                yield from _many(chain([beginning], rest), parse_float)
            else:
                yield from _whole(b"".join([beginning, *rest]), progress, parse_float)
    except (OSError, ValueError, DamagedError) as error:
        raise UnreadableError(getattr(error, "strerror", None) or str(error)) from None


def is_input(target: str, names: Iterable[str]) -> bool:
    """Returns whether an output is also one of the inputs."""
    for name in names:
        with suppress(OSError):  # a file that does not exist
            if os.path.samefile(target, 0 if name == STANDARD_INPUT else name):
                return True
    return False


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


def _whole(data: bytes, progress: Progress, parse_float: ParseFloat) -> Iterator[Entry]:
    """Yields the records in a text that does not begin like JSON Lines."""
    text = texts.stripped(texts.without_mark(data))
    is_in_one_line = b"\n" not in text
    if text.startswith(b"["):
        found = [*texts.items_of(data, lambda text: parse(text, parse_float))]
        for index, item in progress.track(found, len(found), lambda _: 1):
            yield Entry(*_fields(item), item=index, is_in_one_line=is_in_one_line)
        return
    parsed: texts.Parsed | ValidationError
    try:
        parsed = parse(data, parse_float)
    except ValidationError as error:
        # JSON Lines whose first line is longer than the beginning, or objects over several lines.
        entries = _many([data], parse_float) if text.startswith(b"{") else ()
        if _are_records(data) or any(isinstance(entry.payload, dict) for entry in entries):
            yield from _many([data], parse_float)
            return
        parsed = foreign_format(text) or error
    yield Entry(*_fields(parsed), is_in_one_line=is_in_one_line) if text else _EMPTY


def _beginning(chunks: Iterator[bytes]) -> tuple[bytes, Iterator[bytes]]:
    data = b""
    try:
        for chunk in chunks:
            data += chunk
            if len(data) >= _BEGINNING:
                break
    except (OSError, DamagedError) as error:  # raised again after the bytes that could be read
        return data, texts.failing(error)
    return data, chunks


def _are_records(data: bytes) -> bool:
    """Returns whether a text is JSON Lines: it has several lines, and the first one or most of them
    are objects. No text that is a single JSON value has lines of this form."""
    # A sample of the lines is enough, and keeps the check fast for any text.
    split = texts.without_mark(data).split(b"\n")
    lines = list(islice(filter(None, map(texts.stripped, split)), _SAMPLE))
    if len(lines) < 2:
        return False
    return _is_object(lines[0]) or 2 * sum(map(_is_object, lines)) > len(lines)


def _is_object(line: bytes) -> bool:
    try:
        return line.startswith(b"{") and isinstance(texts.parse_line(line)[0], dict)
    except ValidationError:
        return False


def records_after(before: int, chunks: Iterable[bytes]) -> Iterator[Entry]:
    """Yields the records in the rest of JSON Lines, after ``before`` lines."""
    # Only in the first line, a bracket begins an array, and another format is recognized.
    records = _many(chain([b"{}\n"], chunks), float, before)
    next(records)
    return records


def _many(chunks: Iterable[bytes], parse_float: ParseFloat, number: int = 1) -> Iterator[Entry]:
    """Yields the records in JSON Lines. ``number`` is that of the first line."""
    breaks = line = 0

    def parse_lines(text: bytes) -> texts.Parsed:
        nonlocal breaks
        breaks = text.rstrip().count(b"\n")
        return texts.parse_line(text, parse_float)

    for position, parsed in texts.find_records(lines_of(chunks), parse_lines):
        line = position + number
        yield Entry(*_fields(parsed), None, line, line + breaks)
    if not line:
        yield _EMPTY


def _fields(parsed: texts.Parsed | ValidationError) -> tuple[Any, tuple[Problem, ...], bool]:
    """Returns the fields of ``Entry`` before the place."""
    if isinstance(parsed, ValidationError):
        return None, parsed.problems, False
    return *parsed, True


_EMPTY = Entry(None, (Problem("$", "expected a record, found an empty file"),), is_json=False)


class CheckResult(NamedTuple):
    cls: type[Model] | None
    """The detected class, or the one of ``--model``; None if no class was found."""
    cases: frozenset[Case]
    problems: tuple[Problem, ...]
    reads_leniently: bool = False
    """Whether strict reading found problems and lenient reading finds none."""
    record: Any = None
    """The object that the record was read as, if it was read as the detected class."""


def check_record(
    entry: Entry, model: Any = None, *, lenient: bool, unknown_keys: UnknownKeys = "keep"
) -> CheckResult:
    """Reads a record as ``model``, a class or a union; None stands for the detected class."""
    problems = entry.problems
    cls = record = None
    is_plain = False
    try:
        if entry.is_json:
            cls = detect(entry.payload) if model is None else _class_of(entry.payload, model)
            reader = reader_for(model or cls, lenient, unknown_keys)
            record = reader.read_plain(entry.payload)
            if record is None and not (model or lenient):
                # The detected class has problems. Trying the next one is faster than listing them.
                for other in _alternatives(cls)[:1]:
                    record = reader_for(other, False, "forbid").read_plain(entry.payload)
            is_plain = isinstance(record, Model)
            if record is None:
                is_any = model is None and lenient and unknown_keys == "keep"
                record = (read_record if is_any else reader.read)(entry.payload)
    except ValidationError as error:
        found = error.problems
        if cls and model is None and not lenient:
            cls, found = _likeliest(entry.payload, cls, found, unknown_keys)
        problems = merged(problems, found)
    if is_plain or isinstance(record, Model):
        cls = type(record)  # the member of a union, or the edition that fits best
    cases = cases_of(entry.payload, cls, only_one=is_plain) if cls else frozenset()
    if not problems or cls is None:
        return CheckResult(cls, cases, problems, record=record)
    reads_leniently = not (
        lenient or check_record(entry, model, lenient=True, unknown_keys=unknown_keys).problems
    )
    return CheckResult(cls, cases, problems, reads_leniently)


def _likeliest(
    payload: Any, cls: type[Model], problems: tuple[Problem, ...], unknown_keys: UnknownKeys
) -> tuple[type[Model], tuple[Problem, ...]]:
    """Returns the class of the same kind, in any edition, with the fewest problems in strict
    reading, and these problems. ``cls`` is the detected class, with its ``problems``."""
    results = [(cls, problems)]
    # A null is no value: a store of columns writes it for keys that the edition does not define.
    paths = [path for path, message in problems if not message.endswith("found null")]
    for other in _alternatives(cls):
        found: tuple[Problem, ...] = ()
        try:
            structure(payload, other, unknown_keys="forbid")
        except ValidationError as error:
            found = error.problems
        unknown = [path for path, message in found if message.startswith("unknown key")]
        # A class accepts any value of a key that it does not define. This does not make it right.
        inside = tuple(path + end for path in unknown for end in ".[")
        if any(path in unknown or path.startswith(inside) for path in paths):
            continue
        if unknown_keys != "forbid":
            found = tuple(problem for problem in found if problem.path not in unknown)
        if not found:
            return other, ()
        results.append((other, found))
    return min(results, key=lambda result: len(result[1]))


def _class_of(payload: Any, model: Any) -> Any:
    spec = model_spec(model)
    if isinstance(spec, ObjectSpec):
        return spec.cls
    # A payload that is not an object fits no member, so the report may name any member.
    return candidates(spec, payload if isinstance(payload, dict) else {})[0]


def objects_in(entries: Iterable[Entry]) -> Iterator[tuple[Entry, str, Any]]:
    """Yields the entry and the path of each record, and of each job in place of a list page, with
    the object that it is read as leniently, or its ``RecordError``."""
    for entry in entries:
        parsed = entry.payload, entry.problems
        found = parsed if entry.is_json else ValidationError("JSON", entry.problems)
        root = "$" if entry.item is None else f"$[{entry.item}]"
        for record in read_each([(0, found)], read_record):
            for index, job in enumerate(open_pages([record])):
                yield entry, root if job is record else f"{root}.data[{index}]", job
