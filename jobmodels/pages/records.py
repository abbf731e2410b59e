"""The page of a record: which sections it has, in which order. ``cells`` formats the values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from ..core.errors import ValidationError
from ..core.model import Model
from ..core.record import Record
from ..core.spec import ArraySpec, FieldSpec, ObjectSpec, UnionSpec
from ..models.response import CheckpointOut, EventOut
from ..operations import redact
from ..records.editions import EDITIONS, RECORDS
from . import cells
from .document import Cell, Curve, Facts, Page, Section, Table, joined, printable

T = TypeVar("T")
_FIRST = ("id", "status", "model", "fine_tuned_model", "created_at", "modified_at")
"""The first fields, in this order; the other fields follow in the order of the schema."""
_ALWAYS = {"status", "model", "created_at", "modified_at"}
"""The most important fields of a job: shown even if they are absent."""
_COLUMNS = (
    *("id", "status", "created_at", "model", "fine_tuned_model"),
    *("total_requests", "failed_requests"),
)
"""The fields of a job that are shown in a list page, if its class has them."""
_IN_LAST_SECTIONS = {"data", "events", "checkpoints"}
_MAX_CHECKPOINTS = 20
"""The maximum number of checkpoints that are listed; the curve includes all of them."""
_MAX_ON_CURVE = 1e12
"""The limit for a loss or a step. A larger value would make the curve unreadable."""


def page_of(record: Model) -> Page:
    """Returns the page of a record, with its secrets masked."""
    record = redact(record)
    kind = RECORDS.get(type(record), type(record).__name__)
    return Page(kind[0].upper() + kind[1:], list(_sections(record)))


def page_of_error(error: ValidationError) -> Page:
    """Returns the page of an error: a table of its problems."""
    rows = [[Cell(printable(text, 600)) for text in problem] for problem in error.problems]
    title = printable(str(error).partition("\n")[0])
    return Page(title, [Table("", ["path", "problem"], rows)])


def _sections(record: Model) -> Iterator[Section]:
    fields = {field.name: (field, value) for field, value in cells.shown_fields(record)}
    first = (name for name in _FIRST if name in fields)
    always = _ALWAYS if "status" in fields else set()
    facts: list[tuple[str, Cell]] = []
    sections: list[Section] = []
    last: dict[str, Any] = {}
    is_record = not RECORDS.keys().isdisjoint(type(record).__mro__)
    for name in dict.fromkeys([*first, *fields]):
        field, value = fields[name]
        if name in _IN_LAST_SECTIONS and is_record:
            last[name] = value or ()
            continue
        if _is_section(field, value):
            title = cells.label_of(field).capitalize()
            if isinstance(value, tuple):
                sections.append(joined(title, map(cells.row_of, value)))
            elif rows := [row for row in cells.row_of(value).items() if row[1].text]:
                sections.append(Facts(title, rows))
        elif (value != () and not cells.is_missing(value)) or name in always:
            facts.append((cells.label_of(field), cells.cell_of(field, record)))
    dates = [edition.date for edition in EDITIONS if type(record) in edition.models]
    facts += [("edition", Cell(date, "faint")) for date in dates[:1]]
    if facts:
        yield Facts("", facts)
    yield from sections
    if jobs := last.get("data"):
        yield joined(f"Jobs ({len(jobs)})", map(_job_row, jobs))
    if events := last.get("events"):
        yield joined("Events", map(_event_row, _in_time_order(events)))
    if checkpoints := last.get("checkpoints"):
        yield from _checkpoints(checkpoints)
    if extras := cells.extras_of(record):
        yield Facts("Other keys", list(extras.items()))


def _job_row(job: Any) -> dict[str, Cell]:
    if not isinstance(job, Record):
        return cells.row_of(job)  # an unknown variant of the union
    return cells.columns_of(job, *(name for name in _COLUMNS if hasattr(job, name)))


def _is_section(field: FieldSpec, value: Any) -> bool:
    items = field.type.items if isinstance(field.type, ArraySpec) else None
    if not value or (isinstance(items, ObjectSpec) and items.shorthand is not None):
        return False  # with a shorthand, the objects are short: each is one line of a cell
    return isinstance(value, Record) or isinstance(items, (ObjectSpec, UnionSpec))


def _checkpoints(found: Sequence[CheckpointOut]) -> Iterator[Section]:
    checkpoints = sorted(found, key=lambda item: _order(item.step_number))
    shown = thinned(checkpoints, _MAX_CHECKPOINTS)
    curve = curve_of(found)
    title = "Checkpoints"
    if len(shown) < len(checkpoints):
        where = "; the curve has all" if isinstance(curve, Curve) else ""
        title += f" ({len(shown)} of {len(checkpoints)}{where})"
    table = joined(title, map(_checkpoint_row, shown), numeric=True)
    if "token accuracy" in table.columns:
        note = "token accuracy: a mean on the validation data; it may exceed 1"
        table = table._replace(note=note)
    yield table
    yield curve


def _in_time_order(events: Sequence[EventOut]) -> list[EventOut]:
    first, last = _order(events[0].created_at), _order(events[-1].created_at)
    # If the events are in descending order, so are events of the same second.
    oldest_first = events[::-1] if first > last else events
    return sorted(oldest_first, key=lambda event: _order(event.created_at))


def _order(number: Any) -> tuple[bool, Any]:
    """Returns a sort key for ``number`` that puts missing numbers last."""
    return (True, 0) if cells.is_missing(number) else (False, number)


def _event_row(event: EventOut) -> dict[str, Cell]:
    # The first edition has a string here, and lenient reading accepts any JSON value.
    data = event.data if isinstance(event.data, Mapping) else {"": event.data or None}
    status, error = data.get("status"), data.get("error")
    notes = [] if cells.is_missing(error) else [cells.words(error)]
    for key, value in data.items():
        if key not in ("status", "error") and not cells.is_missing(value):
            label = f"{printable(key, 40)}: " if key else ""
            notes.append(label + cells.words(value))
    row = {
        **cells.columns_of(event, "created_at", "name"),
        "status": Cell("") if cells.is_missing(status) else cells.status_cell(cells.words(status)),
        "note": Cell(printable("; ".join(notes), 1000), "" if cells.is_missing(error) else "bad"),
    }
    return cells.with_extras(row, event)


def _checkpoint_row(checkpoint: CheckpointOut) -> dict[str, Cell]:
    row = {
        **cells.columns_of(checkpoint, "step_number"),
        **(cells.row_of(checkpoint.metrics) if checkpoint.metrics else {}),
        **cells.columns_of(checkpoint, "created_at"),
    }
    return cells.with_extras(row, checkpoint)


def thinned(items: Sequence[T], most: int) -> Sequence[T]:
    """Returns at most ``most`` items, evenly spread, with the first and the last one."""
    last, steps = len(items) - 1, most - 1
    return items if last <= steps else [items[round(i * last / steps)] for i in range(most)]


def curve_of(found: Sequence[CheckpointOut]) -> Curve | Facts:
    """Returns the curve of the losses, or why it cannot be drawn."""
    checkpoints = sorted(found, key=lambda item: _order(item.step_number))
    series: dict[str, list[tuple[Any, Any]]] = {}
    why = "fewer than two checkpoints have a step and a loss"
    for loss in ("train_loss", "valid_loss"):
        pairs = [(item.step_number, getattr(item.metrics, loss, None)) for item in checkpoints]
        numbers: list[Any] = [point for point in pairs if not any(map(cells.is_missing, point))]
        points = [point for point in numbers if max(map(abs, point)) < _MAX_ON_CURVE]
        if len(points) > 1:  # a curve needs at least two points
            series[loss.replace("_", " ")] = points
        elif len(numbers) > 1:
            why = f"a step or a loss is not below {_MAX_ON_CURVE:g}"
    title = "Training curve"
    return Curve(title, "step", series) if series else Facts(title, [("not drawn", Cell(why))])
