"""The records in a file: one, an array of them, or JSON Lines, each with its position.

This module knows text and where a record stands in it; what a record is, it does not.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from pathlib import PurePath
from typing import Any, NamedTuple

from ..core.errors import Problem, ValidationError
from ..core.jsontext import parse, parse_line

__all__ = ["Entry", "read_bytes", "reason", "records_in"]

_STANDARD_INPUT = "-"
_LINES = (".jsonl", ".ndjson")
_SAMPLE = 1000
_INSIDE_ITEM = re.compile(r"\$\[(\d+)\](.*)", re.DOTALL)


class Entry(NamedTuple):
    """One record, or the place where one should be."""

    payload: Any
    """The JSON; None if ``is_json`` is false."""
    problems: tuple[Problem, ...] = ()
    """What the text alone shows, with paths from the record on."""
    is_json: bool = True
    item: int | None = None
    """Which item of an array it is, from 0."""
    line: int | None = None
    """Which line of JSON Lines it is, from 1."""

    @property
    def is_whole_file(self) -> bool:
        return self.item is None and self.line is None


def read_bytes(name: str) -> bytes:
    """The content of a file; ``-`` is standard input. Raises ``OSError`` or ``ValueError``."""
    if name == _STANDARD_INPUT:
        if sys.stdin is None:
            raise OSError("standard input is closed")
        return sys.stdin.buffer.read()
    with open(name, "rb") as file:
        return file.read()


def reason(error: OSError | ValueError) -> str:
    """Why ``read_bytes`` failed, without the file's name."""
    return getattr(error, "strerror", None) or str(error)


def records_in(name: str, data: bytes) -> Iterator[Entry]:
    """The records in ``data``, which is what the file ``name`` holds."""
    if not data.strip():
        yield _unreadable("empty: there is no record in it")
        return
    if PurePath(name).suffix.lower() in _LINES:
        yield from _lines(data)
        return
    try:
        payload, problems = parse(data)
    except ValidationError as error:
        if _are_records(data):
            yield from _lines(data)
        else:
            yield Entry(None, error.problems, is_json=False)
        return
    if isinstance(payload, list):
        yield from _items(payload, problems)
    else:
        yield Entry(payload, problems)


def _items(payload: list[Any], problems: tuple[Problem, ...]) -> Iterator[Entry]:
    by_index: dict[int, list[Problem]] = defaultdict(list)
    for problem in problems:
        inside = _INSIDE_ITEM.fullmatch(problem.path)
        if inside is not None:
            index, rest = inside.groups()
            by_index[int(index)].append(Problem(f"${rest}", problem.message))
    for index, item in enumerate(payload):
        yield Entry(item, tuple(by_index[index]), item=index)


def _lines(data: bytes) -> Iterator[Entry]:
    for number, line in enumerate(data.split(b"\n"), start=1):
        if line.strip():
            yield _line(line)._replace(line=number)


def _line(line: bytes) -> Entry:
    try:
        return Entry(*parse_line(line))
    except ValidationError as error:
        return Entry(None, error.problems, is_json=False)


def _are_records(data: bytes) -> bool:
    """Whether the text is JSON Lines: its first line is an object, or most of its lines are."""
    lines = filter(None, map(bytes.strip, data.split(b"\n")))
    # Any text may come here, and a thousand lines tell as much as a million.
    are_objects = [
        line.startswith(b"{") and isinstance(_line(line).payload, dict)
        for line in islice(lines, _SAMPLE)
    ]
    return are_objects[0] or 2 * sum(are_objects) > len(are_objects)


def _unreadable(message: str) -> Entry:
    return Entry(None, (Problem("$", message),), is_json=False)
