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
from json import JSONEncoder
from operator import attrgetter
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

_JOBS = tuple(cls for cls in RECORDS if kind_of(cls) == "job")
_BATCH_JOBS = tuple(cls for cls in RECORDS if kind_of(cls) == "batch job")
_TABLES = {"jobs": _JOBS, "checkpoints": _JOBS, "events": _JOBS, "batch_jobs": _BATCH_JOBS}
_ITEMS = ("checkpoints", "events")
"""The tables with a row for each item of this array of a job. ``jobs`` has the number of items."""


def jobs(records: Records, *, on_error: OnError = "raise") -> Iterator[Row]:
    """Yields a row for each fine-tuning job of an archive.

    ``records`` are results of ``iter_jsonl``, ``read_records`` or ``open_pages``, or other objects.
    List pages are opened. Records of other kinds, such as requests and batch jobs, have no row.

    ``on_error`` sets what happens to a ``RecordError`` among the records, or to the
    ``ValidationError`` of an invalid job of an unknown type: ``"raise"`` raises it, ``"skip"``
    skips it, and a function, such as ``errors.append``, is called with it.

    The first row raises ``ValueError`` for an unknown ``on_error``. A record that is not an object
    of this package's classes raises ``TypeError``.
    """
    return _rows("jobs", records, on_error)


def checkpoints(records: Records, *, on_error: OnError = "raise") -> Iterator[Row]:
    """Yields a row for each checkpoint of each fine-tuning job of an archive. See ``jobs``."""
    return _rows("checkpoints", records, on_error)


def events(records: Records, *, on_error: OnError = "raise") -> Iterator[Row]:
    """Yields a row for each event of each fine-tuning job of an archive. See ``jobs``.

    ``status`` is the status in ``data``, or ``data`` itself if it is a text (in 2024-06).
    """
    return _rows("events", records, on_error)


def batch_jobs(records: Records, *, on_error: OnError = "raise") -> Iterator[Row]:
    """Yields a row for each batch job of an archive. See ``jobs``."""
    return _rows("batch_jobs", records, on_error)


def columns(table: str) -> dict[str, type]:
    """Returns the names and the Python types of the columns of a table, such as ``"jobs"``.

    The types are ``str``, ``int``, ``float``, ``bool`` and ``datetime``; any value may be None.
    Raises ``ValueError`` for an unknown table.
    """
    if table not in _TABLES:
        hint = did_you_mean(table, _TABLES)
        raise ValueError(f"unknown table {table!r}{hint} (tables: {', '.join(_TABLES)})")
    return {name: _TYPES.get(convert, str) for name, convert in _columns(table).items()}


def _rows(table: str, records: Records, on_error: OnError) -> Iterator[Row]:
    if not callable(on_error) and on_error not in ("raise", "skip"):
        raise ValueError(f"expected 'raise', 'skip' or a function as on_error, not {on_error!r}")
    classes = _TABLES[table]
    for record in open_pages(records):
        job: Any = record
        if type(record) is FrozenDict:  # of an unknown type, in a list page
            try:
                job = read_record(record)
            except ValidationError as error:
                job = error
        if isinstance(job, classes):
            if table in _ITEMS:
                yield from _rows_of_items(table, job)
            else:
                yield _row(table, job)
        elif isinstance(job, ValidationError):
            if callable(on_error):
                on_error(job)
            elif on_error == "raise":
                raise job


def _rows_of_items(table: str, job: Any) -> Iterator[Row]:
    for item in getattr(job, table, None) or ():
        row, texts = _row(table, item), {"job_id": job.id}
        if table == "events":
            data = item.data
            texts["status"] = data.get("status") if type(data) is FrozenDict else data
        yield row | {name: _text(text) for name, text in texts.items() if isinstance(text, str)}


def _row(table: str, record: Record) -> Row:
    empty, plan = _plan(table, type(record))
    row = empty.copy()
    out_of_range, unknown = Row(), Row()
    for part, values_of, names, converts in plan:
        obj = getattr(record, part) if part else record
        if obj is None or obj is UNSET:
            continue
        values = values_of(obj)
        for value, column, convert in zip(values, names, converts):  # noqa: B905 (EXTRAS is last)
            if value is not None and value is not UNSET:
                try:
                    row[column] = convert(value)
                except OverflowError:
                    out_of_range[column] = value
        if values[-1]:
            unknown |= {part: values[-1]} if part else values[-1]
    if unknown:
        row[EXTRAS] = _json(FrozenDict(unknown))
    if out_of_range:
        row["out_of_range"] = _json(out_of_range)
    return row


@cached
def _plan(table: str, cls: type[Record]) -> tuple[Row, list[tuple[str, Any, Any, Any]]]:
    """Returns an empty row, and for each part of a record its name, a function that returns its
    values and unknown keys, and the columns and the conversions of the values."""
    columns = _columns(table)
    plan = []
    for part, fields in _parts(table, cls).items():
        known = [(column, field) for column, field in fields.items() if column in columns]
        values_of = attrgetter(*(field.name for _, field in known), EXTRAS)
        converts = [(lambda _: MASK) if f.secret else columns[column] for column, f in known]
        plan.append((part, values_of, [column for column, _ in known], converts))
    return dict.fromkeys(columns), plan


@cached
def _columns(table: str) -> dict[str, Convert]:
    """Returns the conversion of each column. If editions differ, the latest defines it."""
    classes: Iterable[type[Record]] = _TABLES[table]
    found: dict[str, Convert] = {}
    nested: set[str] = set()
    if table in _ITEMS:
        arrays = [spec_of(cls).by_key[table].type for cls in classes if hasattr(cls, table)]
        classes = [cast(ObjectSpec, innermost(array)).cls for array in arrays]
        found["job_id"] = _text
    for cls in classes:
        for part, fields in _parts(table, cls).items():
            found |= {column: _conversion(field) for column, field in fields.items()}
            nested |= fields.keys() if part else set()
    if table == "events":
        found["status"] = _text
    names = sorted(found, key=lambda name: (found[name] is _json, name in nested))
    return {name: found[name] for name in names} | dict.fromkeys((EXTRAS, "out_of_range"), _json)


def _parts(table: str, cls: type[Record]) -> dict[str, dict[str, FieldSpec]]:
    """Returns the fields of a class ("") and those of each object in it, by their columns."""
    own: dict[str, FieldSpec] = {}
    parts = {"": own}
    for field in spec_of(cls).fields:
        if isinstance(field.type, ObjectSpec):
            prefix = "" if table in _ITEMS else f"{field.name}_"
            parts[field.name] = {prefix + f.name: f for f in spec_of(field.type.cls).fields}
        else:
            own[f"{field.name}_count" if field.name in _ITEMS else field.name] = field
    return parts


def _conversion(field: FieldSpec) -> Convert:
    if field.name in _ITEMS:
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


def _number(value: float) -> float:
    number = float(value)
    if number == value:
        return number
    raise OverflowError


def _text(value: str) -> str:
    text = str.__str__(value)  # an enum member becomes plain
    return text if text.isascii() else text.encode(errors="backslashreplace").decode()


def _json(value: object) -> str:
    if type(value) is tuple:  # the encoder is quick for a text, but not for an array
        return _text(f"[{', '.join(map(_encode, value))}]")
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
    "number": _number,
    "boolean": bool,
}
_TYPES = {_integer: int, len: int, _number: float, bool: bool, _time: datetime}
_encode = JSONEncoder(ensure_ascii=False, check_circular=False, default=_payload).encode
