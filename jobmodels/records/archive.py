"""Reads the records of archives of any revision, and detects their classes. Opens no files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from typing import Any, TypeVar, cast

from ..core.conversion import reader_for, structure
from ..core.describe import describe_type, not_ours
from ..core.errors import Problem, ValidationError
from ..core.frozendict import FrozenDict
from ..core.jsontext import read_parsed, text_problems
from ..core.model import Model
from ..core.options import UnknownKeys
from ..core.record import Record
from ..core.roots import model_spec
from ..core.spec import spec_of
from ..core.unions import rank_candidates
from .case import cases_of
from .detection import detect
from .editions import RECORDS, kind_of
from .texts import Found, find_records

T = TypeVar("T")
_PAGES = tuple(cls for cls, kind in RECORDS.items() if kind.endswith("list"))


class RecordError(ValidationError):
    """The problems of one record of an archive, and the position of the record."""

    # Not in ``__dict__``, so that it is neither shown nor pickled.
    __slots__ = ("_page",)
    _page: tuple[dict[Any, Any], Callable[[Any], Any]]
    """The payload of a record that may be a list page, and its reader, for ``open_pages``."""

    def __init__(self, subject: str, problems: Iterable[Problem], position: int) -> None:
        super().__init__(subject, problems)
        self.position = position
        """The index of the first line of the record, or of the payload, from 0, blank lines
        included. In an array, the index of the record in the array."""
        self.args = (subject, self.problems, position)

    def __str__(self) -> str:
        return f"item {self.position}: {super().__str__()}"


def read_record(payload: object) -> Model:
    """Returns a typed object for a record of any revision of the API, in either case.

    Reads the record leniently as the class that ``detect`` returns. If this fails, or if the keys
    that this class defines use both cases, prefers another record class of the same kind, of any
    edition (``v2024_06.JobOut``, say), that reads the record strictly: a class accepts any value
    for a key that it does not define. Raises ``ValidationError`` if ``payload`` is not surely a
    record, or with the problems for the class that ``detect`` returns if no class can read it.
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
    blank lines (JSON's white space only) are skipped. As in ``iter_jsonl``, the lines may also be
    those of one array, or of objects printed over several lines. Each record is read with
    ``read_record``. An error is a ``RecordError`` with the ``position`` of the record, and is
    yielded, not raised.
    Raises ``TypeError`` if ``records`` is a single text or payload.
    """
    if isinstance(records, (str, bytes, bytearray, memoryview, Mapping)):
        raise TypeError(f"expected an iterable of payloads or lines, not {describe_type(records)}")
    return read_each(find_records(records), read_record)


def open_pages(
    records: Iterable[Model | FrozenDict | RecordError],
) -> Iterator[Model | FrozenDict | RecordError]:
    """Yields each record of an archive, and in place of a list page each job in it.

    ``records`` are results of ``iter_jsonl`` or ``read_records``, errors included; their order is
    kept. In place of the error of a list page, yields its valid jobs, and a ``RecordError`` for
    each invalid one, with the position of the page and a path such as ``$.data[1].status``. Yields
    the error itself if the page has other problems, or if the error was pickled or copied. Raises
    ``TypeError`` for a record that is not an object of this package's classes, such as a payload.
    """
    for record in records:
        if isinstance(record, RecordError) and hasattr(record, "_page"):
            yield from _opened(record)
        elif isinstance(record, _PAGES):
            yield from cast(Any, record).data or ()  # absent or null in lenient reading
        elif isinstance(record, (Record, FrozenDict, RecordError)):
            yield record
        else:
            raise not_ours(type(record))


def _opened(error: RecordError) -> Iterator[Any]:
    """Yields each job of a list page, or ``error`` itself if the page has other problems."""
    payload, read = error._page
    page = copy(payload)  # with the marks of duplicate keys
    page["data"] = []
    try:
        if read is read_record:
            read = reader_for(detect(payload), True, "keep").read
        is_page = isinstance(read_parsed((page, text_problems(page)), read), _PAGES)
    except ValidationError:
        is_page = False
    if not is_page:
        yield error
        return
    for index, job in enumerate(payload["data"]):
        page["data"] = [job]
        try:
            yield from read_parsed((page, text_problems(page)), read).data
        except ValidationError as one:
            place = f"$.data[{index}]"
            problems = [
                Problem(place + path[len("$.data[0]") :], text) for path, text in one.problems
            ]
            yield RecordError(error.subject, problems, error.position)


def read_each(
    found: Iterable[Found], read: Callable[[Any], T], subject: str | None = None
) -> Iterator[T | RecordError]:
    """Yields the result of ``read``, or a ``RecordError``, for each record of a text."""
    for position, parsed in found:
        if isinstance(parsed, ValidationError):
            yield RecordError(parsed.subject, parsed.problems, position)
            continue
        try:
            yield read_parsed(parsed, read, subject)
        except ValidationError as error:
            located = RecordError(error.subject, error.problems, position)
            if isinstance(parsed[0], dict) and isinstance(parsed[0].get("data"), list):
                located._page = parsed[0], read
            yield located


def payload_reader(
    cls: Any, lenient: bool, unknown_keys: UnknownKeys
) -> tuple[Callable[[Any], Any], str | None]:
    """Returns the function that reads a payload (``read_record`` if ``cls`` is None), and the
    payload's name in errors, if known. Raises ``TypeError`` for options without a class."""
    if cls is not None:
        model_spec(cls)  # refuses containers
        reader = reader_for(cls, lenient, unknown_keys)
        return reader.read, reader.subject
    if lenient or unknown_keys != "keep":
        raise TypeError("lenient and unknown_keys require a class")
    return read_record, None


def _of_another_edition(payload: Any, cls: type[Model]) -> Model | None:
    """Returns an object of another class of the kind, read strictly, with keys of one case."""
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
