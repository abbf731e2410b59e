"""The archive reading: any record of any revision, without being told what it is.

Nothing here knows where an archive is kept, or how it is opened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar, cast

from .core.choice import by_fitness, is_complete
from .core.conversion import plain_reading, reading, structure
from .core.describe import found_type
from .core.errors import Problem, ValidationError, merged
from .core.jsontext import Text, parse, parse_line
from .core.model import Model
from .core.options import UnknownKeys
from .core.spec import model_spec, spec_of, subject_of
from .detection import detect, states_its_kind
from .spelling import spellings_of

__all__ = [
    "RecordError",
    "read_each",
    "read_line",
    "read_record",
    "read_records",
    "read_text",
    "reading_of",
]

T = TypeVar("T")


class RecordError(ValidationError):
    """What is wrong with one of many records."""

    def __init__(self, subject: str, problems: Iterable[Problem], position: int) -> None:
        super().__init__(subject, problems)
        self.position = position
        """Which item of the iterable it was, counted from 0; empty lines count."""
        self.args = (subject, self.problems, position)

    def __str__(self) -> str:
        return f"item {self.position}: {super().__str__()}"


def read_record(payload: object) -> Model:
    """The best typed object for a record of any revision of the API, in either spelling.

    That is lenient reading as the class that ``detect`` finds. Where this fails, or the keys are
    spelled both ways for that class, it is the class of another edition whose schema the record
    satisfies (of ``v2024_06``, say): under an edition that does not have a field yet, the key is an
    unknown one, and may hold anything. A record stays of the kind that it states by its ``object``
    tag, by ``id`` and ``status``, or by ``model`` and ``hyperparameters`` without either. Raises
    ``ValidationError`` for what is no record, and with the problems of the likeliest class for a
    record that no edition can read.
    """
    cls = detect(payload)
    record = plain_reading(cls, True, "keep")(payload)
    if record is not None:  # spelled in one case, so there is no better class for it
        return cast(Model, record)
    try:
        record = structure(payload, cls, lenient=True)
    except ValidationError:
        other = _of_another_edition(payload, cls)
        if other is None:
            raise
        return other
    if len(spellings_of(payload, cls)) > 1:
        return _of_another_edition(payload, cls) or record
    return record


def read_records(records: Iterable[object]) -> Iterator[Model | RecordError]:
    """For each record of an archive the object, or the error: one bad record stops nothing.

    ``records`` are payloads, or lines of JSON as text or bytes (a file opened with ``"rb"``, say);
    empty lines are passed over. Objects are read as ``read_record`` does. An error is a
    ``ValidationError`` with the ``position`` of the record, and is yielded, not raised. Raises
    ``TypeError`` for one text or one payload, which is no iterable of records.
    """
    if isinstance(records, (str, bytes, bytearray, memoryview, Mapping)):
        raise TypeError(f"expected an iterable of payloads or lines, not {found_type(records)}")
    return read_each(records, _read_item)


def read_each(items: Iterable[Any], read: Callable[[Any], T]) -> Iterator[T | RecordError]:
    """What ``read`` makes of each item, or the problems that it raises; empty lines are skipped."""
    for position, item in enumerate(items):
        if isinstance(item, (str, bytes, bytearray)) and not item.strip():
            continue
        try:
            yield read(item)
        except ValidationError as error:
            yield RecordError(error.subject, error.problems, position)


def read_text(
    text: Text,
    read: Callable[[Any], T],
    subject: str | None = None,
    *,
    parse: Callable[[Text], tuple[Any, tuple[Problem, ...]]] = parse,
) -> T:
    """What ``read`` makes of the payload in a JSON text; ``ValidationError`` if one of the two has
    problems. ``subject`` is what to call it, if not by its class."""
    payload, problems = parse(text)
    try:
        record = read(payload)
    except ValidationError as error:
        raise ValidationError(error.subject, merged(problems, error.problems)) from None
    if problems:
        raise ValidationError(subject or type(record).__name__, problems)
    return record


def read_line(line: Text, read: Callable[[Any], T], subject: str | None = None) -> T:
    """``read_text`` for a line of JSON Lines."""
    return read_text(line, read, subject, parse=parse_line)


def reading_of(
    cls: Any, lenient: bool, unknown_keys: UnknownKeys
) -> tuple[Callable[[Any], Any], str | None]:
    """How to read a payload, and what to call it: ``structure`` as ``cls``, or ``read_record``
    where there is no class, which takes no options (``TypeError``)."""
    if cls is not None:
        return reading(cls, lenient, unknown_keys), subject_of(model_spec(cls))
    if lenient or unknown_keys != "keep":
        raise TypeError("lenient and unknown_keys say how to read as a class: name the class")
    return read_record, None


def _read_item(item: object) -> Model:
    if isinstance(item, (str, bytes, bytearray)):
        return read_line(item, read_record)
    return read_record(item)


def _of_another_edition(payload: Any, cls: type[Model]) -> Model | None:
    """What the record is under the schema of an edition that it satisfies, in one spelling.

    A record stays of the kind that it states. Where it states none, the keys that it was detected
    by may be unknown ones, so any kind will do that has a key in it.
    """
    from .editions import RECORDS, kinship  # the classes of every edition, seldom needed

    others = [other for other in RECORDS if other is not cls and is_complete(other, payload)]
    if states_its_kind(payload):
        others = [other for other in others if kinship(other) == kinship(cls)]
    for other in by_fitness(others, payload):
        says_nothing = spec_of(other).by_key.keys().isdisjoint(payload)
        if says_nothing or len(spellings_of(payload, other)) > 1:
            continue
        try:
            return structure(payload, other)
        except ValidationError:
            continue
    return None
