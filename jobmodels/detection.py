"""Which record a payload is, by its own evidence: the ``object`` tag, else the fields it has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .core.choice import choose_member
from .core.describe import found_type
from .core.errors import Problem, ValidationError
from .core.model import Model
from .core.naming import Case
from .core.spec import ArraySpec, ObjectSpec, TypeSpec, UnionSpec, spec_of
from .models.request import JobIn
from .models.response import DetailedJobOut, JobOut, JobsOut, LegacyJobMetadataOut

__all__ = ["RECORDS", "detect", "spellings_of"]

RECORDS: Mapping[type[Model], str] = {
    JobIn: "job request",
    JobOut: "job",
    DetailedJobOut: "detailed job",
    JobsOut: "list",
    LegacyJobMetadataOut: "dry-run metadata",
}
"""The records that the API takes and sends, and what a person calls them."""

_BY_TAG: Mapping[Any, type[Model]] = {
    "job": JobOut,
    "list": JobsOut,
    "job.metadata": LegacyJobMetadataOut,
}

# For records that lost their tag, or never had one. Files and models of the same API have an ID
# and dates too, so those alone make no job.
_HISTORY = {"events", "checkpoints"}
_ANSWERED = {"id", "status"}
_TRAINING = {"hyperparameters", "training_files"}
_ABOUT_A_JOB = {*_TRAINING, *_HISTORY, "model", "fine_tuned_model", "trained_tokens"}
_PAGE = {"data", "total"}
_ESTIMATE = {
    "expected_duration_seconds",
    "cost",
    "train_tokens_per_step",
    "train_tokens",
    "data_tokens",
}


def detect(payload: object) -> type[Model]:
    """The class of the record that ``payload`` is, in either spelling.

    One of ``JobIn``, ``JobOut``, ``DetailedJobOut`` (a job with events or checkpoints),
    ``JobsOut`` and ``LegacyJobMetadataOut``. Nothing else is checked: a record with problems is
    still the record that it looks like. Raises ``ValidationError`` for what is none of them.
    """
    if not isinstance(payload, dict):
        raise _no_record(f"expected an object, found {found_type(payload)}")
    names = _names(payload)
    tag = _tag(payload)
    if _is_foreign(tag) or (tag == "list" and _is_foreign(_tag_of_items(payload.get("data")))):
        raise _no_record("not a record of a fine-tuning job, by its tag 'object'")
    cls = _BY_TAG.get(tag) or _by_fields(names)
    return DetailedJobOut if cls is JobOut and names & _HISTORY else cls


def _tag(payload: object) -> str | None:
    tag = payload.get("object") if isinstance(payload, dict) else None
    return tag if isinstance(tag, str) else None


def _tag_of_items(data: object) -> str | None:
    return _tag(data[0]) if isinstance(data, list) and data else None


def _is_foreign(tag: str | None) -> bool:
    """Whether it is the tag of something else: of a file, a model, a chat completion."""
    return tag is not None and tag not in _BY_TAG and not tag.startswith("job")


def _by_fields(names: set[str]) -> type[Model]:
    if names & _ANSWERED and names & _ABOUT_A_JOB:
        return JobOut
    if names & _TRAINING:
        return JobIn
    if names & _PAGE:
        return JobsOut
    if names & _ESTIMATE:
        return LegacyJobMetadataOut
    raise _no_record("not a record of a fine-tuning job")


def _names(payload: dict[Any, Any]) -> set[str]:
    """The fields of any record that ``payload`` has, by their snake_case names."""
    fields = (spec_of(cls).by_key.get(key) for cls in RECORDS for key in payload)
    return {field.name for field in fields if field is not None}


def _no_record(message: str) -> ValidationError:
    return ValidationError("job record", [Problem("$", message)])


def spellings_of(payload: object, cls: type[Model]) -> frozenset[Case]:
    """The spellings that the keys of a record of ``cls`` show: one, none, or both."""
    return frozenset(_spellings(ObjectSpec(cls), payload))


def _spellings(spec: TypeSpec, value: object) -> set[Case]:
    if isinstance(spec, ArraySpec) and isinstance(value, list):
        return set().union(*(_spellings(spec.items, item) for item in value))
    if not isinstance(spec, (ObjectSpec, UnionSpec)) or not isinstance(value, dict):
        return set()
    cls = spec.cls if isinstance(spec, ObjectSpec) else choose_member(spec, value)
    by_key = spec_of(cls).by_key
    shown: set[Case] = set()
    for key, item in value.items():
        field = by_key.get(key)
        if field is not None:
            if field.name != field.camel:
                shown.add("camel" if key == field.camel else "snake")
            shown |= _spellings(field.type, item)
    return shown
