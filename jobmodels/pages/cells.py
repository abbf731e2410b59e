"""Fields as labels and cells, by the ``Display`` metadata of each. Secret fields are omitted."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from ..core.describe import plural
from ..core.frozendict import thaw
from ..core.record import EXTRAS, Record
from ..core.spec import FieldSpec, spec_of
from ..core.unset import UNSET
from ..models import display
from ..models.batch import BatchJobStatus
from ..models.enums import Status
from ..models.job import time_of
from .document import Cell, Tone, printable

_ZONE = "UTC"
_END_OF_TIME = 10**11
"""A UNIX time after the year 5000. A larger number, probably in other units, has no duration."""
_UNITS = (("d", 86400), ("h", 3600), ("min", 60), ("s", 1))


def _display_of(field: FieldSpec) -> display.Display:
    return next(
        (item for item in field.metadata if isinstance(item, display.Display)), display.Display()
    )


def label_of(field: FieldSpec) -> str:
    return _display_of(field).label or field.name.replace("_", " ")


def shown_fields(record: Record) -> Iterator[tuple[FieldSpec, Any]]:
    """Yields the fields that may be shown, absent ones included, in the order of the schema."""
    for field in spec_of(type(record)).fields:
        if not field.secret and not isinstance(_display_of(field), display.Hidden):
            yield field, getattr(record, field.name)


def cell_of(field: FieldSpec, record: Record, *, zone: str = f" {_ZONE}") -> Cell:
    """Returns the cell for the value of ``field`` in ``record``. ``zone`` follows a date."""
    value = getattr(record, field.name)
    if is_missing(value):
        return Cell("-", "faint")
    if isinstance(value, (Status, BatchJobStatus)):
        return status_cell(value)
    match _display_of(field):
        case display.UnixTime(since=since):
            passed = elapsed(getattr(record, since, None), value)
            text = date_of(value, zone)
            if passed:
                text += f", {passed} after it was {label_of(spec_of(type(record)).by_key[since])}"
        case display.Tokens():
            is_grouped = isinstance(value, int) and abs(value) < 10**40
            text = f"{value:,} tokens" if is_grouped else f"{words(value)} tokens"
        case display.Seconds():
            text = _duration(value)
        case display.Measure():  # four decimals, so that the numbers of a column line up
            text = f"{value:.4f}" if value == 0 or 0.001 <= abs(value) < 10**6 else words(value)
        case display.Money(currency=currency):
            unit = getattr(record, currency)
            text = words(value) + (f" {words(unit)}" if unit else "")
        case display.CommitId():
            text = words(value)[:12]  # as git abbreviates
        case display.Outline():
            cells = _outlined(value) if isinstance(value, Mapping) else {}
            keys = ", ".join(f"{key}: {cell.text}" for key, cell in cells.items())
            text = printable(keys) or _outline(value)
        case kind if type(kind) is display.Display:
            text = "\n".join(map(_item, value)) if isinstance(value, tuple) else words(value)
        case kind:
            raise TypeError(f"unsupported display of a field: {kind!r}")
    return Cell(text)


def _item(item: Any) -> str:
    """Returns an item as one line: of an object, the first field, then the others with labels."""
    if not isinstance(item, Record):
        return words(item)
    (_, first), *others = row_of(item).items()
    rest = (f"{label} {cell.text}" for label, cell in others if cell.text)
    return printable(", ".join([first.text, *rest]), 1000)


def row_of(item: Any) -> dict[str, Cell]:
    """Returns the cells of an object inside a record, by label. A missing value is empty."""
    if not isinstance(item, Record):
        # An unknown variant of a union: only the meaning of its tag is known.
        return {"type": Cell(words(item.get("type"))), **_outlined(item, but="type")}
    cells = {
        label_of(field): Cell("") if is_missing(value) else cell_of(field, item)
        for field, value in shown_fields(item)
    }
    return with_extras(cells, item)


def columns_of(record: Record, *names: str) -> dict[str, Cell]:
    """Returns the cells of the named fields, by the heads of their columns, which name the unit."""
    cells = {}
    for name in names:
        field = spec_of(type(record)).by_key[name]
        is_time = isinstance(_display_of(field), display.UnixTime)
        head = label_of(field) + (f" ({_ZONE})" if is_time else "")
        cells[head] = cell_of(field, record, zone="")
    return cells


def with_extras(cells: Mapping[str, Cell], record: Record) -> dict[str, Cell]:
    """Returns ``cells``, then the unknown keys of ``record`` that are not equal to a label."""
    return {**cells, **{key: cell for key, cell in extras_of(record).items() if key not in cells}}


def extras_of(record: Record) -> dict[str, Cell]:
    """Returns the cells of the unknown keys of a record, by key, without null values."""
    return _outlined(getattr(record, EXTRAS))


def _outlined(mapping: Mapping[str, Any], but: str = "") -> dict[str, Cell]:
    return {
        printable(key, 40): Cell(_outline(value))
        for key, value in mapping.items()
        if value is not None and key != but
    }


def status_cell(value: str) -> Cell:
    """Returns the cell of a status. An unknown status has no tone."""
    return Cell(words(value), _TONES.get(value, ""))


_TONES: dict[str, Tone] = {
    **dict.fromkeys((*Status, *BatchJobStatus), "busy"),
    Status.SUCCESS: "good",
    Status.FAILED: "bad",
    Status.FAILED_VALIDATION: "bad",
    BatchJobStatus.TIMEOUT_EXCEEDED: "bad",
    Status.CANCELLED: "faint",
}


def is_missing(value: object) -> bool:
    return value is UNSET or value is None


def words(value: Any) -> str:
    """Formats any value of a field, except objects of model classes."""
    if is_missing(value):
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, int):
        return str(value) if abs(value) < 10**40 else "a very large number"
    if isinstance(value, float):
        return f"{value:.6g}"
    try:
        return printable(json.dumps(thaw(value), ensure_ascii=False))
    except ValueError:  # an integer with more digits than Python converts
        return _outline(value)


def _outline(value: object) -> str:
    """Formats a free-form value. A string is not shown, because it may be a secret."""
    if isinstance(value, str):
        return "a string (not shown)"
    if isinstance(value, tuple):
        return f"{len(value)} {plural(len(value), 'item')}"
    if isinstance(value, Mapping):
        return "an object"
    return "null" if value is None else words(value)


def date_of(value: Any, zone: str = "") -> str:
    """Formats a UNIX time as a date and a time with ``zone``; as a number if out of range."""
    time = time_of(value)
    return time.isoformat(" ", "seconds")[:19] + zone if time else words(value)


def elapsed(earlier: Any, later: Any) -> str:
    """Formats the time between two UNIX times; empty if one is missing or not later."""
    # Compare before subtracting: subtracting a float from a huge integer overflows.
    if is_missing(earlier) or is_missing(later) or not 0 <= earlier < later < _END_OF_TIME:
        return ""
    return _duration(later - earlier)


def _duration(seconds: Any) -> str:
    """Formats a number of seconds in its two largest units: ``28 min 35 s``."""
    if not 0 <= seconds < 10**9:
        return f"{words(seconds)} s"
    for (name, size), (smaller, part) in pairwise(_UNITS):
        if seconds >= size:
            count, rest = divmod(int(seconds), size)
            return f"{count} {name}" + (f" {rest // part} {smaller}" if rest >= part else "")
    return f"{int(seconds)} s"
