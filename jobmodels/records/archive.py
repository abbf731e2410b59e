"""Reads the records of an archive, which may be of any revision, and detects their classes.

Does not open files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar, cast

from ..core.conversion import reader_for, structure
from ..core.describe import describe_type, not_ours
from ..core.errors import Problem, ValidationError
from ..core.frozendict import FrozenDict
from ..core.jsontext import ParseFloat, Text, parse, read_parsed
from ..core.model import Model
from ..core.options import UnknownKeys
from ..core.record import Record
from ..core.spec import spec_of
from ..core.unions import rank_candidates
from .case import cases_of
from .detection import detect
from .editions import RECORDS, kind_of

T = TypeVar("T")
S = TypeVar("S", str, bytes, bytearray, Text)
_PAGES = tuple(cls for cls, kind in RECORDS.items() if kind.endswith("list"))


class RecordError(ValidationError):
    """The problems of one record of an archive, and the position of the record."""

    def __init__(self, subject: str, problems: Iterable[Problem], position: int) -> None:
        super().__init__(subject, problems)
        self.position = position
        """The index of the record in the iterable, from 0, blank lines included."""
        self.args = (subject, self.problems, position)

    def __str__(self) -> str:
        return f"item {self.position}: {super().__str__()}"


def read_record(payload: object) -> Model:
    """Returns a typed object for a record of any revision of the API, in either case.

    Reads the record leniently as the class that ``detect`` returns. If this fails, or if the keys
    that this class defines use both cases, prefers another record class of any edition
    (``v2024_06.JobOut``, say) that reads the record strictly: a class accepts any value for a key
    that it does not define. If the record states its kind (by its ``object`` tag, by ``id`` and
    ``status``, or by ``model`` and ``hyperparameters`` with neither ``id`` nor ``status``), only
    classes of this kind are tried. Raises ``ValidationError`` if ``payload`` is not a record, or
    with the problems for the class that ``detect`` returns if no class can read it.
    """
    cls = detect(payload)
    record = reader_for(cls, True, "keep").read_plain(payload)
    if record is not None:  # all keys use one case, so no other class fits better
        return cast(Model, record)
    try:
        record = structure(payload, cls, lenient=True)
    except ValidationError:
        other = _of_another_edition(payload, cls)
        if other is None:
            raise
        return other
    if len(cases_of(payload, cls)) > 1:
        return _of_another_edition(payload, cls) or record
    return record


def read_records(records: Iterable[object]) -> Iterator[Model | RecordError]:
    """Yields an object or an error for each record of an archive, and continues after an error.

    ``records`` are payloads, or lines of JSON as text or bytes (a file opened with ``"rb"``, say);
    blank lines (JSON's white space only) are skipped. Each record is read with ``read_record``. An
    error is a ``RecordError`` with the ``position`` of the record, and is yielded, not raised.
    Raises ``TypeError`` if ``records`` is a single text or payload.
    """
    if isinstance(records, (str, bytes, bytearray, memoryview, Mapping)):
        raise TypeError(f"expected an iterable of payloads or lines, not {describe_type(records)}")
    return read_each(records, _read_item)


def open_pages(
    records: Iterable[Model | FrozenDict | RecordError],
) -> Iterator[Model | FrozenDict | RecordError]:
    """Yields each record of an archive, and in place of a list page each job in it.

    ``records`` are results of ``iter_jsonl`` or ``read_records``, errors included; their order is
    kept. Raises ``TypeError`` for a record that is not an object of this package's classes, such as
    a payload.
    """
    for record in records:
        if isinstance(record, _PAGES):
            yield from cast(Any, record).data or ()  # absent or null in lenient reading
        elif isinstance(record, (Record, FrozenDict, RecordError)):
            yield record
        else:
            raise not_ours(type(record))


def read_each(items: Iterable[Any], read: Callable[[Any], T]) -> Iterator[T | RecordError]:
    """Yields the result of ``read``, or a ``RecordError``, for each item. Skips blank lines."""
    for position, item in enumerate(items):
        if isinstance(item, (str, bytes, bytearray)) and not stripped(item):
            continue
        try:
            yield read(item)
        except ValidationError as error:
            yield RecordError(error.subject, error.problems, position)


def stripped(text: S) -> S:
    """Returns a text without the white space around it: JSON's, which is less than Python's."""
    return text.strip(" \t\r\n") if isinstance(text, str) else text.strip(b" \t\r\n")


def parse_line(line: Text, parse_float: ParseFloat = float, /) -> tuple[Any, tuple[Problem, ...]]:
    """``parse`` for a line of JSON Lines. Omits the misleading line number from messages."""
    text = line.rstrip("\r\n") if isinstance(line, str) else line.rstrip(b"\r\n")
    try:
        return parse(text, parse_float)
    except ValidationError as error:
        problems = (
            Problem(path, message.replace(" (line 1, column ", " (column "))
            for path, message in error.problems
        )
        raise ValidationError(error.subject, problems) from None


def read_line(line: Text, read: Callable[[Any], T], subject: str | None = None) -> T:
    """Returns the result of ``read`` for the payload in a line of JSON Lines."""
    return read_parsed(parse_line(line), read, subject)


def payload_reader(
    cls: Any, lenient: bool, unknown_keys: UnknownKeys
) -> tuple[Callable[[Any], Any], str | None]:
    """Returns the function that reads a payload (``structure`` for ``cls``, or ``read_record`` if
    ``cls`` is None), and the payload's name in errors, if known. Raises ``TypeError`` for options
    without a class."""
    if cls is not None:
        reader = reader_for(cls, lenient, unknown_keys)
        return reader.read, reader.subject
    if lenient or unknown_keys != "keep":
        raise TypeError("lenient and unknown_keys require a class")
    return read_record, None


def _read_item(item: object) -> Model:
    if isinstance(item, (str, bytes, bytearray)):
        return read_line(item, read_record)
    return read_record(item)


def _of_another_edition(payload: Any, cls: type[Model]) -> Model | None:
    """Returns an object of another class of the same kind that reads the record strictly, in one
    case, or None."""
    others = [other for other in RECORDS if other is not cls and kind_of(other) == kind_of(cls)]
    for other in rank_candidates(others, payload):
        says_nothing = spec_of(other).by_key.keys().isdisjoint(payload)
        if says_nothing or len(cases_of(payload, other)) > 1:
            continue
        try:
            return structure(payload, other)
        except ValidationError:
            continue
    return None
