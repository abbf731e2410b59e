"""Finds the records in a text: JSON Lines, objects printed over several lines, or one array."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from math import inf
from typing import Any, TypeVar

from ..core.errors import Problem, ValidationError
from ..core.jsontext import ParseFloat, Text, parse, text_problems
from ..core.record import cached
from .formats import foreign_format

S = TypeVar("S", str, bytes, bytearray, Text)
Parsed = tuple[Any, tuple[Problem, ...]]
"""A payload and the problems of its text, as ``parse`` returns them."""
Parse = Callable[[Any], Parsed]
Found = tuple[int, Parsed | ValidationError]
"""A record: the index of its first line or, in an array, of the item; its payload or its error."""

MAX_LENGTH = 1 << 26
"""The maximum, in bytes (64 MiB) or characters. A small gzip file can contain a longer record."""
_LONG = Problem("$", f"expected a record of at most {MAX_LENGTH:,} bytes, found a longer one")
TOO_LONG = ValidationError("JSON", [_LONG])
_TEXT = (str, bytes, bytearray)
_SPACE = " \t\r\n"
"""JSON's white space, which is less than Python's."""
_ARRAY = re.compile(f"(?:\ufeff|\xef\xbb\xbf)?[{_SPACE}]*\\[[ \t\r]*(?:[{{\\]\n]|$)")
_OBJECT = re.compile(f"(?:\ufeff|\xef\xbb\xbf)?[{_SPACE}]*(?={{)")
_BEFORE_ITEM = re.compile(f"[{_SPACE}]*([\\[,])[{_SPACE}]*")
_BRACKET = re.compile(f"[{_SPACE}]*(?=[{{\\[])")
_GLUED = re.compile(f"}}[{_SPACE}]*{{")
"""The end of an object and the beginning of the next one in the same line."""
_LINE = re.compile(r"(?<=\(line )\d+")


def stripped(text: S) -> S:
    return text.strip(_SPACE) if isinstance(text, str) else text.strip(_SPACE.encode())


def without_mark(text: S) -> S:
    """Returns a text without its byte order mark."""
    if isinstance(text, str):
        return text.removeprefix("\ufeff")
    return text.removeprefix(b"\xef\xbb\xbf")


def parse_line(line: Text, parse_float: ParseFloat = float, /) -> Parsed:
    """``parse`` for a line of JSON Lines. Omits the misleading line number from messages."""
    text = line.rstrip("\r\n") if isinstance(line, str) else line.rstrip(b"\r\n")
    try:
        return parse(text, parse_float)
    except ValidationError as error:
        raise _with_messages(error, lambda text: text.replace("(line 1, ", "(")) from None


def begins_array(text: Text) -> bool:
    """Whether a text is one array: it begins with ``[``, and then ``{``, ``]`` or a new line."""
    return bool(_ARRAY.match(_scanned(text)))


def find_records(lines: Iterable[Any], parse: Parse = parse_line) -> Iterator[Found]:
    """Yields the records in the lines of a text. Anything that is not text is a payload.

    An array is read as a whole. Otherwise a line is a record, unless it ends before the object that
    it begins: then the object may continue on the next lines. Skips blank lines. For a text in
    another format, yields only an error.
    """
    rest = _Lines(lines)
    is_first = True
    for line in rest:
        position = rest.position
        if not isinstance(line, _TEXT):
            yield position, line if line is TOO_LONG else (line, ())
            continue
        if is_first and stripped(line := without_mark(line)):
            is_first = False
            if foreign := foreign_format(line):
                yield position, foreign
                return
            if begins_array(line):
                whole = [*[line[:0]] * position, line]
                rest.extend(whole, -1)
                yield from items_of(_joined(whole), parse)
                continue
        try:
            parsed: Parsed | ValidationError = parse(line)
        except ValidationError as error:
            if not stripped(line):
                continue
            parsed = _over_lines(rest, line, error, parse)
        yield position, parsed


def items_of(text: Text, parse: Parse) -> Iterator[Found]:
    """Yields the items of an array; of a damaged one, the items before the damage and an error."""
    try:
        items, problems = parse(text)
    except ValidationError as error:
        damage = _with_messages(error, "{}; the rest is not read".format)
    else:
        for index, item in enumerate(items):
            yield index, (item, text_problems(item) if problems else ())
        return
    scanned = _scanned(text)
    index, at = 0, scanned.index("[")
    while (before := _BEFORE_ITEM.match(scanned, at)) and before[1] == ("," if index else "["):
        try:
            at = _decoder().raw_decode(scanned, before.end())[1]
            parsed = parse(text[before.end() : at])
        except (ValueError, RecursionError):
            break
        yield index, parsed
        index += 1
    yield index, damage


class _Lines(Iterator[Any]):
    """The lines of a text, which can be put back."""

    def __init__(self, lines: Iterable[Any]) -> None:
        self.position = -1
        """The index of the line that was returned last."""
        self.tried = 0
        """Lines before this index are part of a longer text that is not a record."""
        self._waiting: list[Any] = []
        self._rest = iter(lines)

    def __next__(self) -> Any:
        line = self._waiting.pop() if self._waiting else next(self._rest)
        self.position += 1
        return line

    def put_back(self, lines: list[Any]) -> None:
        self.position -= len(lines)
        self._waiting += reversed(lines)

    def extend(self, taken: list[Any], indent: int, least: int = 0, limit: float = inf) -> bool:
        """Adds the next lines of the same type: ``least``, and those before a bracket that is not
        indented further; with ``least``, at most up to a line in which another object begins. Adds
        none if the length exceeds ``limit``. Returns whether any exist."""
        count, size = len(taken), sum(map(len, taken))
        try:
            for line in self:
                is_end = not isinstance(line, type(taken[0])) or size > limit
                if not is_end and len(taken) >= count + least:
                    begin = _BRACKET.match(_scanned(line))
                    is_end = bool(
                        (begin and begin.end() <= indent)
                        or (least and _GLUED.search(_scanned(taken[-1])))
                    )
                if is_end:
                    self.put_back([line])
                    break
                taken.append(line)
                size += len(line)
        except Exception as error:  # raised after the records before it
            self._rest = failing(error)
        return len(taken) > count


def failing(error: Exception) -> Iterator[Any]:
    raise error
    yield


def _over_lines(
    rest: _Lines, line: Text, error: ValidationError, parse: Parse
) -> Parsed | ValidationError:
    """Returns the payload of an object that begins on a line with this error and continues on the
    next lines; or the error of the lines before the next that can begin a record."""
    if _end_of_object(line):
        return error
    position, indent = rest.position, len(line) - len(line.lstrip())
    end, text, taken = 0, line, [line]
    # An object without indentation contains lines that can begin a record. Each attempt doubles the
    # lines, and lines of a failed attempt are not doubled again: the time is not quadratic.
    while not end and (len(taken) == 1 or position >= rest.tried):
        if not rest.extend(taken, indent, len(taken), MAX_LENGTH):
            break
        text = _joined(taken)
        end = _end_of_object(text)
    if end > 0:
        own, after = text[:end], text[end:]
        rest.put_back(after.split(_line_end(after)))
    else:
        rest.tried = max(rest.tried, rest.position + 1)
        rest.put_back(taken[1:])
        rest.extend(taken := [line], indent, limit=MAX_LENGTH)
        own = _joined(taken)
        while rest.extend([line], indent, limit=MAX_LENGTH):
            pass  # lines of a record that is too long
    if len(own) > MAX_LENGTH:
        return TOO_LONG
    try:
        return parse(own)
    except ValidationError as damage:
        moved = partial(_LINE.sub, lambda number: str(position + int(number[0])))
        return _with_messages(damage, moved)


def _end_of_object(text: Text) -> int:
    """Returns the end of the object that begins a text; 0 if it is incomplete, -1 if damaged."""
    scanned = _scanned(text).rstrip(_SPACE)
    begin = _OBJECT.match(scanned)
    try:
        return _decoder().raw_decode(scanned, begin.end())[1] if begin else -1
    except RecursionError:
        return -1
    except ValueError as error:
        return 0 if error.pos >= len(scanned) else -1  # type: ignore[attr-defined]


@cached
def _decoder() -> Any:
    """Returns a decoder whose only error is that the text is not JSON."""
    from json import JSONDecoder

    return JSONDecoder(parse_int=float)  # a float may have any number of digits


def _scanned(text: Text) -> str:
    """Returns a text with the same brackets, commas and quotes at the same indexes."""
    return text if isinstance(text, str) else text.decode("latin-1")


def _joined(lines: list[Any]) -> Any:
    end = _line_end(lines[0])
    return end.join([line.removesuffix(end) for line in lines])


def _line_end(text: Text) -> Any:
    return "\n" if isinstance(text, str) else type(text)(b"\n")


def _with_messages(error: ValidationError, change: Callable[[str], str]) -> ValidationError:
    problems = [Problem(path, change(message)) for path, message in error.problems]
    return ValidationError(error.subject, problems)
