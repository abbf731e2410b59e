"""Fields as labels and cells, derived from the field specs.

``Display`` metadata on a field states its label and what its value is (a time, tokens, money, ...).
``cell_of`` formats the values of every field. Secret fields are omitted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..core.constraints import (
    CommitId,
    Display,
    Hidden,
    Measure,
    Money,
    Seconds,
    Tokens,
    UnixTime,
)
from ..core.record import EXTRAS, Record
from ..core.spec import ArraySpec, FieldSpec, ObjectSpec, spec_of
from ..models.enums import Status
from .document import Cell, Tone
from .values import counted, duration, is_missing, measure, moment, outline, printable, words

_END_OF_TIME = 10**11
"""A time after the year 5000, in UNIX seconds. For a larger number, which is probably not in
seconds, no duration is shown."""
_COMMIT = 12
"""The number of digits of a commit ID that are shown."""


def label_of(field: FieldSpec) -> str:
    """Returns the label of a field."""
    return field.display.label or field.name.replace("_", " ")


def shown_fields(record: Record) -> Iterator[tuple[FieldSpec, Any]]:
    """Yields the fields that may be shown, absent ones included, in the order of the schema."""
    for field in spec_of(type(record)).fields:
        if not field.secret and not isinstance(field.display, Hidden):
            yield field, getattr(record, field.name)


def cell_of(field: FieldSpec, record: Record, *, zone: str = " UTC") -> Cell:
    """Returns the cell for the value of ``field`` in ``record``. ``zone`` follows a time."""
    value = getattr(record, field.name)
    if is_missing(value):
        return Cell("-", "faint")
    if isinstance(value, Status):
        return status_cell(value)
    match field.display:
        case UnixTime(since=since):
            text = moment(value, zone) + _later(value, getattr(record, since, None))
        case Tokens():
            text = counted(value, "tokens")
        case Seconds():
            text = duration(value)
        case Measure():
            text = measure(value)
        case Money(currency=currency):
            unit = getattr(record, currency)
            text = words(value) + (f" {words(unit)}" if unit else "")
        case CommitId():
            text = words(value)[:_COMMIT]
        case display if type(display) is Display:
            text = "\n".join(map(_item, value)) if isinstance(value, tuple) else words(value)
        case display:
            raise TypeError(f"unsupported display of a field: {display!r}")
    return Cell(text)


def _later(time: Any, earlier: Any) -> str:
    """Returns how long ``time`` is after the ``earlier`` one, if any."""
    # Compare before subtracting: subtracting a float from a huge integer overflows.
    if is_missing(earlier) or not 0 <= earlier < time < _END_OF_TIME:
        return ""
    return f", {duration(time - earlier)} later"


def _item(item: Any) -> str:
    """Returns an item of an array as one line: for an object, the value of its first field, then
    the others with their labels."""
    if not isinstance(item, Record):
        return words(item)
    (_, first), *others = row_of(item).items()
    return ", ".join([first.text, *(f"{label} {cell.text}" for label, cell in others if cell.text)])


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
        head = label_of(field) + (" (UTC)" if isinstance(field.display, UnixTime) else "")
        cells[head] = cell_of(field, record, zone="")
    return cells


def is_in_lines(field: FieldSpec) -> bool:
    """Returns whether the objects in an array are short: each is one line of a cell."""
    items = field.type.items if isinstance(field.type, ArraySpec) else None
    return isinstance(items, ObjectSpec) and items.shorthand is not None


def with_extras(cells: Mapping[str, Cell], record: Record) -> dict[str, Cell]:
    """Returns ``cells``, then the unknown keys of ``record`` that are not equal to a label."""
    return {**cells, **{key: cell for key, cell in extras_of(record).items() if key not in cells}}


def extras_of(record: Record) -> dict[str, Cell]:
    """Returns the cells of the unknown keys of a record, by key, without null values. Strings are
    not shown: they may be secrets."""
    return _outlined(getattr(record, EXTRAS))


def _outlined(mapping: Mapping[str, Any], but: str = "") -> dict[str, Cell]:
    return {
        printable(key, 40): Cell(outline(value))
        for key, value in mapping.items()
        if value is not None and key != but
    }


def status_cell(value: str) -> Cell:
    """Returns the cell of a status. An unknown status has no tone."""
    status = Status.open(value)
    return Cell(words(value), _TONES.get(status, "busy") if status.is_known else "")


_TONES: Mapping[Status, Tone] = {
    Status.SUCCESS: "good",
    Status.FAILED: "bad",
    Status.FAILED_VALIDATION: "bad",
    Status.CANCELLED: "faint",
}
