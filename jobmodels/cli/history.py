"""The history of a job: its events, its checkpoints, and its training curve."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..models.response import CheckpointOut, EventOut
from .cells import row_of, status_cell, with_extras
from .document import Cell, Curve, Section, Series
from .tables import table
from .values import is_missing, moment, printable, words

__all__ = ["history"]

_MOST_CHECKPOINTS = 20
"""The maximum number of checkpoints that are listed; the curve includes all of them."""

_MEASURED = 1e12
"""The limit for a loss or a step. A larger value would make the curve unreadable."""


def history(job: Any) -> Iterator[Section]:
    """Yields the sections about the history of a detailed job. Omits a section without data."""
    if job.events:
        yield table("Events", map(_event_row, _in_time_order(job.events)))
    if job.checkpoints:
        checkpoints = sorted(job.checkpoints, key=lambda item: _order(item.step_number))
        shown = _thinned(checkpoints)
        curves = list(_curve(checkpoints))
        title = "Checkpoints"
        if len(shown) < len(checkpoints):
            where = "; the curve has all" if curves else ""
            title += f" ({len(shown)} of {len(checkpoints)}{where})"
        yield table(title, map(_checkpoint_row, shown), numeric=True)
        yield from curves


def _in_time_order(events: Sequence[EventOut]) -> list[EventOut]:
    first, last = _order(events[0].created_at), _order(events[-1].created_at)
    # If the events are in descending order, so are events of the same second.
    oldest_first = events[::-1] if first > last else events
    return sorted(oldest_first, key=lambda event: _order(event.created_at))


def _order(number: Any) -> tuple[bool, Any]:
    """Returns a sort key for ``number`` that puts missing numbers last."""
    return (True, 0) if is_missing(number) else (False, number)


def _event_row(event: EventOut) -> dict[str, Cell]:
    # The first edition has a string here, and lenient reading accepts any JSON value.
    data = event.data if isinstance(event.data, Mapping) else {"": event.data or None}
    status, error = data.get("status"), data.get("error")
    notes = [] if is_missing(error) else [words(error)]
    for key, value in data.items():
        if key not in ("status", "error") and not is_missing(value):
            notes.append(f"{printable(key, 40)}: {words(value)}" if key else words(value))
    row = {
        "when (UTC)": Cell(moment(event.created_at, unit="")),
        "event": Cell(words(event.name)),
        "status": Cell("") if is_missing(status) else status_cell(words(status)),
        "note": Cell("; ".join(notes), "" if is_missing(error) else "bad"),
    }
    return with_extras(row, event)


def _checkpoint_row(checkpoint: CheckpointOut) -> dict[str, Cell]:
    row = {
        "step": Cell(words(checkpoint.step_number)),
        **(row_of(checkpoint.metrics) if checkpoint.metrics else {}),
        "created (UTC)": Cell(moment(checkpoint.created_at, unit="")),
    }
    return with_extras(row, checkpoint)


def _thinned(checkpoints: Sequence[CheckpointOut]) -> Sequence[CheckpointOut]:
    """Returns at most ``_MOST_CHECKPOINTS``, evenly spread, with the first and the last one."""
    last = len(checkpoints) - 1
    if last < _MOST_CHECKPOINTS:
        return checkpoints
    steps = _MOST_CHECKPOINTS - 1
    return [checkpoints[round(number * last / steps)] for number in range(_MOST_CHECKPOINTS)]


def _curve(checkpoints: Sequence[CheckpointOut]) -> Iterator[Curve]:
    series = [
        Series(name, points)
        for name, attribute in (("train loss", "train_loss"), ("valid loss", "valid_loss"))
        # A curve needs at least two points.
        if len(points := list(_points(checkpoints, attribute))) > 1
    ]
    if series:
        yield Curve("Training curve", "step", series)


def _points(checkpoints: Sequence[CheckpointOut], attribute: str) -> Iterator[tuple[Any, Any]]:
    for checkpoint in checkpoints:
        point = checkpoint.step_number, getattr(checkpoint.metrics, attribute, None)
        if all(isinstance(part, (int, float)) and abs(part) < _MEASURED for part in point):
            yield point
