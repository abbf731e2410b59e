"""Fields as labels and cells, derived from the field specs.

A new field of a model needs no entry here. Only fields that need a unit, a clearer label or a
colour have one. Secret fields are omitted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..core.record import EXTRAS, Record
from ..core.spec import FieldSpec, spec_of
from ..models.enums import Status
from ..models.request import TrainingFile
from .document import Cell, Tone
from .values import counted, duration, is_missing, measure, moment, outline, printable, words

__all__ = [
    "cell_of",
    "extras_of",
    "label_of",
    "row_of",
    "shown_fields",
    "status_cell",
    "with_extras",
]

_LABELS = {
    "id": "ID",
    "fim_ratio": "FIM ratio",
    "seq_len": "sequence length",
    "file_id": "file ID",
    "commit_id": "commit",
    "created_at": "created",
    "modified_at": "changed",
    "expected_duration_seconds": "expected duration",
    "fine_tuned_model": "fine-tuned model",
    "step_number": "step",
    "valid_mean_token_accuracy": "token accuracy",
    "trained_tokens": "trained on",
}
_MOMENTS = {"created_at", "estimated_start_time"}
_TOKENS = {"trained_tokens", "train_tokens", "train_tokens_per_step", "data_tokens"}
_METRICS = {"train_loss", "valid_loss", "valid_mean_token_accuracy"}
_END_OF_TIME = 10**11
"""A time after the year 5000, in UNIX seconds. For a larger number, which is probably not in
seconds, no duration is shown."""
_COMMIT = 12
"""The number of digits of a commit ID that are shown."""
# The cell of the cost includes the currency, and the title includes the tag.
_SAID_ELSEWHERE = {"cost_currency", "object"}


def label_of(name: str) -> str:
    """Returns the label of a field."""
    return _LABELS.get(name) or name.replace("_", " ")


def shown_fields(record: Record) -> Iterator[tuple[FieldSpec, Any]]:
    """Yields the fields that may be shown, absent ones included, in the order of the schema."""
    for field in spec_of(type(record)).fields:
        if not field.secret and field.name not in _SAID_ELSEWHERE:
            yield field, getattr(record, field.name)


def cell_of(name: str, value: Any, record: Record) -> Cell:
    """Returns the cell for ``value``, the value of the field ``name`` of ``record``."""
    if is_missing(value):
        return Cell("-", "faint")
    if name == "modified_at":
        return Cell(_changed(value, getattr(record, "created_at", None)))
    if name in _MOMENTS:
        return Cell(moment(value))
    if name == "commit_id":
        return Cell(words(value)[:_COMMIT])
    if name in _TOKENS:
        return Cell(counted(value, "tokens"))
    if name == "expected_duration_seconds":
        return Cell(duration(value))
    if name == "cost":
        currency = getattr(record, "cost_currency", None)
        return Cell(words(value) + (f" {words(currency)}" if currency else ""))
    if isinstance(value, Status):
        return status_cell(value)
    if name in _METRICS:
        return Cell(measure(value))
    if isinstance(value, tuple):
        return Cell("\n".join(map(_item, value)))
    return Cell(words(value))


def row_of(item: Any) -> dict[str, Cell]:
    """Returns the cells of an object inside a record, by label. A missing value is empty."""
    if not isinstance(item, Record):
        # An unknown variant of a union: only the meaning of its tag is known.
        return {"type": Cell(words(item.get("type"))), **_outlined(item, but="type")}
    cells = {
        label_of(field.name): Cell("") if is_missing(value) else cell_of(field.name, value, item)
        for field, value in shown_fields(item)
    }
    return with_extras(cells, item)


def with_extras(cells: Mapping[str, Cell], record: Record) -> dict[str, Cell]:
    """Returns ``cells``, then the unknown keys of ``record`` that are not equal to a label."""
    extras = {key: cell for key, cell in extras_of(record).items() if key not in cells}
    return {**cells, **extras}


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
    tone: Tone = ""
    if status.is_known:
        tone = _TONES.get(status, "busy")
    return Cell(words(value), tone)


_TONES: Mapping[Status, Tone] = {
    Status.SUCCESS: "good",
    Status.FAILED: "bad",
    Status.FAILED_VALIDATION: "bad",
    Status.CANCELLED: "faint",
}


def _changed(changed: Any, created: Any) -> str:
    """Returns when the record changed, and how long after its creation."""
    # Compare before subtracting: subtracting a float from a huge integer overflows.
    if is_missing(created) or not created < changed < _END_OF_TIME or created < 0:
        return moment(changed)
    return f"{moment(changed)}, {duration(changed - created)} later"


def _item(item: Any) -> str:
    if not isinstance(item, TrainingFile):
        return words(item)
    row = row_of(item)
    file_id = row.pop("file ID", Cell("-")).text
    return ", ".join(
        [file_id, *(f"{label} {cell.text}" for label, cell in row.items() if cell.text)]
    )
