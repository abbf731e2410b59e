"""Detects the class of a record from its ``object`` tag, or else from its fields.

Detects the edition too: 2026-03-17 if the record has evidence of it (see ``detect``), otherwise
2024-11-07, whose classes also read the records of the first edition.
"""

from __future__ import annotations

from typing import Any

from ..core.describe import found_type
from ..core.errors import Problem, ValidationError
from ..core.model import Model
from ..core.naming import to_camel
from ..models.enums import FineTuneableModel
from ..models.request import JobIn
from ..models.response import DetailedJobOut, JobOut, JobsOut, LegacyJobMetadataOut

_BY_TAG: dict[Any, type[Model]] = {
    "job": JobOut,
    "list": JobsOut,
    "job.metadata": LegacyJobMetadataOut,
}

# For records without a tag. The API's files and models have an ID and dates too, so these alone do
# not indicate a job.
_HISTORY = {"events", "checkpoints"}
_ANSWERED = {"id", "status"}
_TRAINING = {"hyperparameters", "training_files"}
_ABOUT_A_JOB = {*_TRAINING, *_HISTORY, "auto_start", "fine_tuned_model", "job_type", "model"}
_ABOUT_A_JOB |= {"trained_tokens"}
_PAGE = {"data", "total"}
_ESTIMATE = {
    "expected_duration_seconds",
    "cost",
    "cost_currency",
    "train_tokens_per_step",
    "train_tokens",
    "data_tokens",
    "estimated_start_time",
    "details",
}
# A dry run's response may have only these; hyperparameters have them too.
_LENGTH = {"training_steps", "epochs"}
_TUNING = {"learning_rate", "weight_decay", "warmup_fraction", "seq_len"}

# Evidence of edition 2026-03-17. Its ``job_type`` is a constant, which some clients omit. Earlier
# editions require it, so a job with every required field except ``job_type`` is of this edition.
_KINDS_OF_JOB = ("completion", "classifier")
_ONLY_LATER = {"classifier_targets", "invalid_sample_skip_percentage"}
_REQUIRED_OF_A_JOB = _ANSWERED | _TRAINING | {"auto_start", "model", "created_at", "modified_at"}
_OF_A_CLASSIFIER = _LENGTH | _TUNING
_OF_A_COMPLETION = {"fim_ratio"}
_EARLIER_MODELS = [member.value for member in FineTuneableModel]

_EVIDENCE = _ANSWERED | _ABOUT_A_JOB | _PAGE | _ESTIMATE | _LENGTH | _TUNING | _ONLY_LATER
_EVIDENCE |= _REQUIRED_OF_A_JOB | _OF_A_COMPLETION | {"repositories"}
_NAMES = {key: name for name in _EVIDENCE for key in (name, to_camel(name))}
"""The snake_case name of each field that is used as evidence, by its key in either case."""


def detect(payload: object) -> type[Model]:
    """Returns the class of a record, whose keys may use either case.

    The class is ``JobIn``, ``JobOut``, ``DetailedJobOut`` (a job with events or checkpoints),
    ``JobsOut`` or ``LegacyJobMetadataOut``; or the corresponding class in ``v2026`` if the record
    has evidence of edition 2026-03-17: a ``job_type`` or field that only this edition defines, a
    request's model that no earlier edition lists, or a job with every required field except
    ``job_type``. The record is not validated: a record with problems still has a class. Raises
    ``ValidationError`` if ``payload`` is not a record of a fine-tuning job.
    """
    if not isinstance(payload, dict):
        raise _no_record(f"expected an object, found {found_type(payload)}")
    names = _names(payload)
    tag = _tag(payload)
    if _is_foreign(tag) or (tag == "list" and _is_foreign(_tag_of_items(payload.get("data")))):
        raise _no_record("not a record of a fine-tuning job, according to its tag 'object'")
    cls = _BY_TAG.get(tag) or _by_fields(names)
    if cls is JobOut:
        return _job_class(payload, names)
    if cls is JobIn and _is_later_request(payload, names):
        from .. import v2026

        return v2026.JobIn
    if cls is JobsOut and _are_later_jobs(_value(payload, "data")):
        from .. import v2026

        return v2026.JobsOut
    return cls


def states_its_kind(payload: dict[Any, Any]) -> bool:
    """Whether the kind of the record (request, job, list, dry run) is certain: from its tag, or
    from fields that every record of this kind has."""
    names = _names(payload)
    if _tag(payload) in _BY_TAG or names >= _ANSWERED:
        return True
    return names >= {"model", "hyperparameters"} and not names & _ANSWERED


def _tag(payload: object) -> str | None:
    tag = payload.get("object") if isinstance(payload, dict) else None
    return tag if tag and isinstance(tag, str) else None


def _tag_of_items(data: object) -> str | None:
    return _tag(data[0]) if isinstance(data, list) and data else None


def _is_foreign(tag: str | None) -> bool:
    """Whether ``tag`` is that of another API object: a file, a model, a chat completion."""
    return tag is not None and tag not in _BY_TAG and not tag.startswith("job")


def _by_fields(names: set[str | None]) -> type[Model]:
    if names & _ANSWERED and names & _ABOUT_A_JOB:
        return JobOut
    if names & _TRAINING:
        return JobIn
    if names & _PAGE:
        return JobsOut
    if names & _ESTIMATE or (names & _LENGTH and not names & _TUNING):
        return LegacyJobMetadataOut
    raise _no_record("not a record of a fine-tuning job")


def _names(payload: dict[Any, Any]) -> set[str | None]:
    """Returns the snake_case names of the fields of ``payload`` that are used as evidence. The set
    also contains None if ``payload`` has any other key."""
    return set(map(_NAMES.get, payload))


def _value(payload: dict[Any, Any], name: str) -> Any:
    return payload[name] if name in payload else payload.get(to_camel(name))


def _no_record(message: str) -> ValidationError:
    return ValidationError("job record", [Problem("$", message)])


# The edition, and the kind of job in it.


def _job_class(payload: dict[Any, Any], names: set[str | None]) -> type[Model]:
    detailed = bool(names & _HISTORY)
    if not _is_later_job(payload, names):
        return DetailedJobOut if detailed else JobOut
    from .. import v2026

    if _is_classifier(payload, names):
        detailed = detailed or "classifier_targets" in names
        return v2026.ClassifierDetailedJobOut if detailed else v2026.ClassifierJobOut
    return v2026.CompletionDetailedJobOut if detailed else v2026.CompletionJobOut


def _is_later_job(payload: dict[Any, Any], names: set[str | None]) -> bool:
    kind = _value(payload, "job_type")
    if isinstance(kind, str):
        return kind in _KINDS_OF_JOB
    return bool(names & _ONLY_LATER) or names >= _REQUIRED_OF_A_JOB


def _is_later_request(payload: dict[Any, Any], names: set[str | None]) -> bool:
    if names & _ONLY_LATER or "job_type" in names:
        return True
    files = _value(payload, "training_files")
    # Only the first edition has bare IDs.
    early = isinstance(files, list) and any(isinstance(item, str) for item in files)
    return not early and _is_later_model(payload.get("model"))


def _is_later_model(model: object) -> bool:
    """Whether the model is neither listed in an earlier edition nor a misspelling of one listed."""
    if not isinstance(model, str) or model in _EARLIER_MODELS:
        return False
    from difflib import get_close_matches  # slow to import, and rarely needed

    return not get_close_matches(model, _EARLIER_MODELS, n=1, cutoff=0.9)


def _are_later_jobs(data: object) -> bool:
    """Whether a job of the list is of the later edition, and none has an earlier ``job_type``."""
    jobs = [job for job in data if isinstance(job, dict)] if isinstance(data, list) else []
    kinds = {kind for kind in (_value(job, "job_type") for job in jobs) if isinstance(kind, str)}
    return kinds.issubset(_KINDS_OF_JOB) and any(_is_later_job(job, _names(job)) for job in jobs)


def _is_classifier(payload: dict[Any, Any], names: set[str | None]) -> bool:
    kind = _value(payload, "job_type")
    if isinstance(kind, str):
        return kind == "classifier"
    if "classifier_targets" in names:
        return True
    parameters = payload.get("hyperparameters")
    there = _names(parameters) if isinstance(parameters, dict) else set()
    # A client that writes every field writes ``fim_ratio`` and ``repositories`` for a completion
    # job; a classifier job has neither.
    return there >= _OF_A_CLASSIFIER and not (there & _OF_A_COMPLETION or "repositories" in names)
