"""Flat rows from the records of an archive, for data frames, Parquet, SQL and CSV.

All rows of a table have the columns of ``columns``, in that order, whatever the edition of the
record: single values, those of nested objects (``hyperparameters_learning_rate``), then JSON text.

Absent and null values are None, enums and constants are texts, times are aware in UTC, arrays and
free-form objects are JSON text, and secrets are masked. A number that its column cannot represent
is None, and is in the JSON text of the column ``out_of_range``, under the name of its column.
Unknown keys are in that of ``additional_properties``. Fields that a host's subclass adds have no
column. A lone surrogate is escaped, because UTF-8 cannot encode it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta, timezone
from itertools import groupby
from json import JSONEncoder
from operator import attrgetter, itemgetter
from typing import Any, Literal, Union, cast

from .core.conversion import unstructure
from .core.describe import did_you_mean
from .core.errors import ValidationError
from .core.frozendict import EMPTY, FrozenDict
from .core.model import Model
from .core.record import EXTRAS, Record, cached
from .core.redaction import MASK
from .core.spec import ConstSpec, EnumSpec, FieldSpec, ObjectSpec, ScalarSpec, innermost, spec_of
from .core.unset import UNSET
from .models.display import UnixTime
from .operations import redact
from .records.archive import RecordError, open_pages, read_record
from .records.editions import RECORDS, kind_of

__all__ = ["batch_jobs", "checkpoints", "columns", "events", "jobs"]

Records = Iterable[Union[Model, FrozenDict, RecordError]]
OnError = Union[Literal["raise", "skip"], Callable[[Any], object]]
Row = dict[str, Any]
Convert = Callable[[Any], Any]
"""Converts a value to that of a column. Raises ``OverflowError`` if it is out of range."""

_JOBS, _BATCH_JOBS = (
    tuple(cls for cls in RECORDS if kind_of(cls) == kind) for kind in ("job", "batch job")
)
_TABLES: dict[str, tuple[Any, str]] = {
    "jobs": (_JOBS, ""),
    "checkpoints": (_JOBS, "checkpoints"),
    "events": (_JOBS, "events"),
    "batch_jobs": (_BATCH_JOBS, ""),
}
"""The records of each table, and the field with the array whose items are the rows, if any."""


def jobs(records: Records, *, on_error: OnError = "raise") -> Iterator[Row]:
    """Yields a row for each fine-tuning job of an archive.

    ``records`` are results of ``iter_jsonl``, ``read_records`` or ``open_pages``, or other objects.
    List pages are opened. Records of other kinds, such as requests and batch jobs, have no row.

    ``on_error`` sets what happens to a ``RecordError`` among the records: ``"raise"`` raises it,
    ``"skip"`` skips it, and a function is called with it, such as ``errors.append``. The same
    applies to the ``ValidationError`` of a job of an unknown type that cannot be read.

    Raises ``TypeError`` for a record that is not an object of this package's classes,
    ``ValueError`` for an unknown ``on_error``.
    """
    return _table("jobs", records, on_error)


def checkpoints(records: Records, *, on_error: OnError = "raise") -> Iterator[Row]:
    """Yields a row for each checkpoint of each fine-tuning job of an archive.

    Each metric is a column. ``job_id`` is the ID of the job. See ``jobs`` for the arguments.
    """
    return _table("checkpoints", records, on_error)


def events(records: Records, *, on_error: OnError = "raise") -> Iterator[Row]:
    """Yields a row for each event of each fine-tuning job of an archive.

    ``job_id`` is the ID of the job. ``status`` is the status in the event's data, or the data
    itself if it is a text, as in the first edition. See ``jobs`` for the arguments.
    """
    return _table("events", records, on_error)


def batch_jobs(records: Records, *, on_error: OnError = "raise") -> Iterator[Row]:
    """Yields a row for each batch job of an archive. See ``jobs`` for the arguments."""
    return _table("batch_jobs", records, on_error)


def columns(table: str) -> dict[str, type]:
    """Returns the names and the Python types of the columns of a table, such as ``"jobs"``.

    A type is ``str``, ``int``, ``float``, ``bool`` or ``datetime``. A value of the column is an
    instance of it or None. Raises ``ValueError`` for an unknown table.
    """
    if table not in _TABLES:
        hint = did_you_mean(table, _TABLES)
        raise ValueError(f"unknown table {table!r}{hint} (tables: {', '.join(_TABLES)})")
    return {name: _TYPES.get(convert, str) for name, convert in _columns(table).items()}


def _table(table: str, records: Records, on_error: OnError) -> Iterator[Row]:
    if not callable(on_error) and on_error not in ("raise", "skip"):
        raise ValueError(f"expected 'raise', 'skip' or a function as on_error, not {on_error!r}")
    return _rows(table, records, on_error)


def _rows(table: str, records: Records, on_error: OnError) -> Iterator[Row]:
    classes, items = _TABLES[table]
    empty = dict.fromkeys(_columns(table))
    for record in open_pages(records):
        job: Any = record
        if type(record) is FrozenDict:  # of an unknown type, in a list page
            try:
                job = read_record(record)
            except ValidationError as error:
                job = error
        if isinstance(job, classes):
            for item in getattr(job, items, None) or () if items else (job,):
                row = _row(table, empty.copy(), item)
                if items:
                    row["job_id"] = _text_or_none(job.id)
                if items == "events":
                    is_object = type(item.data) is FrozenDict
                    row["status"] = _text_or_none(
                        item.data.get("status") if is_object else item.data
                    )
                yield row
        elif isinstance(job, ValidationError):
            if callable(on_error):
                on_error(job)
            elif on_error == "raise":
                raise job


def _row(table: str, row: Row, record: Record) -> Row:
    out_of_range, unknown = Row(), Row()
    for name, values_of, names, converts in _plan(table, type(record)):
        part = getattr(record, name) if name else record
        if part is None or part is UNSET:
            continue
        values = values_of(part)
        for value, column, convert in zip(values, names, converts):  # noqa: B905 (see below)
            if value is not None and value is not UNSET:
                try:
                    row[column] = convert(value)
                except OverflowError:
                    out_of_range[column] = value
        if values[-1] is not EMPTY:  # the unknown keys
            unknown |= {name: values[-1]} if name else values[-1]
    if unknown:
        row[EXTRAS] = _json(FrozenDict(unknown))
    if out_of_range:
        row["out_of_range"] = _json(out_of_range)
    return row


@cached
def _plan(table: str, cls: type[Record]) -> list[tuple[str, Any, list[str], list[Convert]]]:
    """Returns, for an object ("") and each object in it, its name, a function that returns its
    values and unknown keys, and the column and the conversion for each value."""
    columns = _columns(table)
    plan = []
    for part, group in groupby(_fields(table, cls), itemgetter(0)):
        known = [(field, column) for _, field, column in group if column in columns]
        values_of = attrgetter(*(field.name for field, _ in known), EXTRAS)
        names = [column for _, column in known]
        converts = [_mask if field.secret else columns[column] for field, column in known]
        plan.append((part, values_of, names, converts))
    return plan


@cached
def _columns(table: str) -> dict[str, Convert]:
    """Returns the conversion of each column. If editions differ, the latest defines it."""
    classes, items = _TABLES[table]
    if items:
        arrays = [spec_of(cls).by_key[items] for cls in classes if hasattr(cls, items)]
        classes = [cast(ObjectSpec, innermost(array.type)).cls for array in arrays]
    fields = [found for cls in classes for found in _fields(table, cls)]
    fields.sort(key=lambda found: (_conversion(found[1]) is _json, found[0] != ""))
    first = {"job_id": _text} if items else {}
    found = {column: _conversion(field) for _, field, column in fields}
    if items == "events":
        found["status"] = _text
        found["data"] = found.pop("data")  # JSON text is last
    return first | found | dict.fromkeys((EXTRAS, "out_of_range"), _json)


def _fields(table: str, cls: type[Record]) -> Iterator[tuple[str, FieldSpec, str]]:
    """Yields the fields of a class with their columns, then those of each object in it, with the
    name of the object first ("" for the class itself)."""
    objects = []
    for field in spec_of(cls).fields:
        if isinstance(field.type, ObjectSpec):
            objects.append((field.name, spec_of(field.type.cls).fields))
        else:
            yield "", field, f"{field.name}_count" if field.name in _TABLES else field.name
    for name, fields in objects:
        for field in fields:
            yield name, field, field.name if _TABLES[table][1] else f"{name}_{field.name}"


def _conversion(field: FieldSpec) -> Convert:
    if field.name in _TABLES:
        return len
    if any(isinstance(item, UnixTime) for item in field.metadata):
        return _time
    if isinstance(field.type, ScalarSpec):
        return _SCALARS[field.type.kind]
    return _text if isinstance(field.type, (EnumSpec, ConstSpec)) else _json


def _time(seconds: float) -> datetime:
    return _EPOCH + timedelta(0, seconds)


def _integer(value: float) -> int:
    if -(2**63) <= value < 2**63:
        return int(value)  # 1.0 is an integer
    raise OverflowError


def _text(value: str) -> str:
    text = str.__str__(value)  # an enum member becomes plain
    return text if text.isascii() else text.encode(errors="backslashreplace").decode()


def _text_or_none(value: object) -> str | None:
    return _text(value) if isinstance(value, str) else None


def _mask(value: object) -> str:
    return MASK


def _json(value: object) -> str:
    return _text(_encode(value))


def _payload(value: Any) -> Any:
    """Returns an object or free-form data for the JSON encoder, with secrets masked."""
    is_public = _is_public(type(value)) and getattr(value, EXTRAS) is EMPTY
    return unstructure(value if is_public else redact(value))


@cached
def _is_public(cls: type) -> bool:
    """Returns whether no field of a class is a secret or can contain one."""
    return issubclass(cls, Record) and all(
        isinstance(innermost(field.type), (ScalarSpec, EnumSpec, ConstSpec)) and not field.secret
        for field in spec_of(cls).fields
    )


_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_SCALARS: dict[str, Convert] = {
    "string": _text,
    "integer": _integer,
    "number": float,
    "boolean": bool,
}
_TYPES = {_integer: int, len: int, float: float, bool: bool, _time: datetime}
_encode = JSONEncoder(ensure_ascii=False, check_circular=False, default=_payload).encode
