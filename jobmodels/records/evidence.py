"""The table of evidence: what identifies each kind of record, and what contradicts it.

A record is of the kind whose row it satisfies; of several, the one with the most evidence, or else
the first. Only values count: a null is no evidence, and neither is a value of another JSON type.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from ..core.spec import to_camel
from ..models.batch import BatchJobStatus
from ..models.enums import Status

Test = Callable[[Any], bool]


def value_of(payload: Mapping[Any, Any], name: str) -> Any:
    """Returns the value of a key in either case, or None."""
    value = payload.get(name)
    return payload.get(to_camel(name)) if value is None else value


def _json(*types: type) -> Test:
    return lambda value: isinstance(value, types) and (bool in types or type(value) is not bool)


def _one_of(texts: Iterable[str]) -> Test:
    known = frozenset(map(str, texts))
    return lambda value: isinstance(value, str) and value in known


def _is_endpoint(value: Any) -> bool:
    return isinstance(value, str) and value.startswith("/v1/")


def _are_objects(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _is_history(value: Any) -> bool:
    return _are_objects(value) and all({"created_at", "createdAt"} & item.keys() for item in value)


def _is_response(value: Any) -> bool:
    """Other APIs have a ``request_id`` beside the ``status_code``."""
    has_status = isinstance(value, dict) and value_of(value, "status_code") is not None
    return has_status and value_of(value, "request_id") is None


def _are_parameters(value: Any) -> bool:
    """Other APIs have ``n_epochs``."""
    return isinstance(value, dict) and value_of(value, "n_epochs") is None


_TEXT, _NUMBER, _BOOLEAN = _json(str), _json(int, float), _json(bool)
_ARRAY, _OBJECT, _TEXT_OR_OBJECT = _json(list), _json(dict), _json(str, dict)


class Row(NamedTuple):
    """One kind of record."""

    kind: str
    """Its name in the ``RECORDS`` of the editions, without the kinds of jobs."""
    evidence: Mapping[str, Test] = {}
    """The fields that indicate this kind, and the values that count. ``"a.b"`` is the key ``b`` in
    the object ``a``."""
    required: Sequence[Sequence[str]] = ()
    """Groups of evidence; at least one of each group is required."""
    alone: int = 1
    """How much evidence is enough if all values of the record belong to fields of this kind."""
    among_others: int = 1
    """How much evidence is enough if the record has other values too."""
    contradicted_by: Sequence[str] = ()
    """The keys that contradict this kind if they have a value, unless its own tag states it."""
    tag: str = ""
    """The constant ``object`` of this kind. Any other text in ``object`` contradicts it. A tag that
    begins with ``job`` is enough, whatever contradicts it; other APIs use the other tags too."""
    items: str = ""
    """For a page, the kind of its items. One is enough, and required unless ``data`` is empty."""


# Keys of the fine-tuning jobs and requests of other APIs.
_TUNING_ELSEWHERE = (
    "training_file",
    "validation_file",
    "training_data",
    "dataset",
    "dataset_id",
    "base_model",
    "method",
    "n_checkpoints",
    "hyperparams",
    "output_model",
    "organization_id",
    "result_files",
    "input_file_id",
)
# Keys of the batch jobs and requests of other APIs.
_BATCH_ELSEWHERE = (
    "input_file_id",
    "output_file_id",
    "error_file_id",
    "completion_window",
    "request_counts",
    "processing_status",
    "results_url",
)
# Keys of a job that a request for one does not have.
_ANSWERED = ("id", "status", "modified_at", "completed_at")
_COUNTERS = ("total_requests", "completed_requests", "succeeded_requests", "failed_requests")

TABLE = (
    Row(
        "job",
        tag="job",
        evidence={
            "id": _TEXT,
            "status": _one_of(Status),
            "job_type": _one_of(["FT", "completion", "classifier"]),
            "hyperparameters": _are_parameters,
            "training_files": _ARRAY,
            "events": _is_history,
            "checkpoints": _is_history,
            "auto_start": _BOOLEAN,
            "fine_tuned_model": _TEXT,
            "trained_tokens": _NUMBER,
        },
        required=(("id", "status"),),
        alone=2,
        among_others=3,
        contradicted_by=_TUNING_ELSEWHERE,
    ),
    Row(
        "job request",
        evidence={
            "model": _TEXT,
            "hyperparameters": _are_parameters,
            "hyperparameters.training_steps": _NUMBER,
            "hyperparameters.warmup_fraction": _NUMBER,
            "hyperparameters.seq_len": _NUMBER,
            "hyperparameters.fim_ratio": _NUMBER,
            "training_files": _ARRAY,
            "validation_files": _ARRAY,
            "classifier_targets": _ARRAY,
            "invalid_sample_skip_percentage": _NUMBER,
            "job_type": _one_of(["completion", "classifier"]),
            "auto_start": _BOOLEAN,
        },
        required=(
            ("hyperparameters", "training_files"),
            (
                "model",
                "hyperparameters.training_steps",
                "training_files",
                "classifier_targets",
                "invalid_sample_skip_percentage",
            ),
        ),
        among_others=3,
        contradicted_by=(*_TUNING_ELSEWHERE, *_ANSWERED, "fine_tuned_model", "trained_tokens"),
    ),
    Row(
        "batch job",
        tag="batch",
        evidence={
            "id": _TEXT,
            "status": _one_of(BatchJobStatus),
            "input_files": _ARRAY,
            "output_file": _TEXT,
            **dict.fromkeys(_COUNTERS, _NUMBER),
        },
        required=(("id", *_COUNTERS), ("status", "input_files", "output_file")),
        alone=2,
        among_others=4,
        contradicted_by=_BATCH_ELSEWHERE,
    ),
    Row(
        "batch job request",
        evidence={
            "endpoint": _is_endpoint,
            "input_files": _ARRAY,
            "requests": _ARRAY,
            "timeout_hours": _NUMBER,
        },
        required=(("endpoint",),),
        among_others=2,
        contradicted_by=(
            *_BATCH_ELSEWHERE,
            *_ANSWERED,
            *_COUNTERS,
            "output_file",
            "error_file",
            "url",
            "method",
            "body",
        ),
    ),
    Row(
        "batch request",
        evidence={"body": _OBJECT, "custom_id": _TEXT},
        required=(("body",),),
        among_others=2,
        contradicted_by=(
            "id",
            "url",
            "method",
            "status",
            "status_code",
            "response",
            "error",
            "result",
        ),
    ),
    Row(
        "batch result",
        evidence={
            "id": _TEXT,
            "custom_id": _TEXT,
            "response": _is_response,
            "error": _TEXT_OR_OBJECT,
        },
        required=(("custom_id", "response"), ("response", "error")),
        alone=2,
        among_others=3,
        contradicted_by=("body", "result", "jsonrpc"),
    ),
    Row(
        "dry-run metadata",
        tag="job.metadata",
        evidence={
            "expected_duration_seconds": _NUMBER,
            "train_tokens_per_step": _NUMBER,
            "train_tokens": _NUMBER,
            "data_tokens": _NUMBER,
            "estimated_start_time": _NUMBER,
            "cost": _NUMBER,
            "cost_currency": _TEXT,
            "training_steps": _NUMBER,
            "epochs": _NUMBER,
            "details": _TEXT,
        },
        among_others=3,
        contradicted_by=("id", "status", "learning_rate"),
    ),
    Row(
        "list",
        tag="list",
        items="job",
        evidence={"data": _are_objects, "total": _NUMBER, "object": _one_of(["list"])},
        among_others=2,
        contradicted_by=("has_more", "first_id", "last_id", "next_page_token", "model", "usage"),
    ),
    Row("batch list", tag="list", items="batch job"),
)
