"""The schema as attrs classes, constraints as validators.

Written for speed: frozen classes, tuples, and the validators of attrs (one call for each ``and_``
and each ``optional``) are all slower.
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from typing import Any, Literal

import attrs

from .enums import BatchJobStatus, FineTuneableModel, Status

__all__ = ["BatchJobOut", "DetailedJobOut", "JobOut", "JobsOut"]

Validator = Callable[[object, Any, Any], None]


def within(low: float, high: float = inf) -> Validator:
    def check(obj: object, attribute: Any, value: float | None) -> None:
        if value is not None and not low <= value <= high:
            raise ValueError(f"{attribute.name}: {value} is not within {low} and {high}")

    return check


def positive(obj: object, attribute: Any, value: float | None) -> None:
    if value is not None and not value > 0:
        raise ValueError(f"{attribute.name}: {value} is not above 0")


def sized(low: int, high: int) -> Validator:
    def check(obj: object, attribute: Any, value: str | list[Any]) -> None:
        if not low <= len(value) <= high:
            raise ValueError(f"{attribute.name}: its length is not within {low} and {high}")

    return check


share = within(0, 1)


@attrs.define(kw_only=True)
class TrainingParameters:
    training_steps: int | None = attrs.field(default=None, validator=within(1))
    learning_rate: float = attrs.field(default=0.0001, validator=within(1e-8, 1))
    weight_decay: float | None = attrs.field(default=None, validator=share)
    warmup_fraction: float | None = attrs.field(default=None, validator=share)
    epochs: float | None = attrs.field(default=None, validator=positive)
    fim_ratio: float | None = attrs.field(default=None, validator=share)
    seq_len: int | None = attrs.field(default=None, validator=within(100))


@attrs.define(kw_only=True)
class WandbIntegrationOut:
    type: Literal["wandb"] = "wandb"
    project: str
    name: str | None = None
    run_name: str | None = None


@attrs.define(kw_only=True)
class GithubRepositoryOut:
    type: Literal["github"] = "github"
    name: str
    owner: str
    ref: str | None = None
    weight: float = attrs.field(default=1.0, validator=positive)
    commit_id: str = attrs.field(validator=sized(40, 40))


@attrs.define(kw_only=True)
class JobMetadataOut:
    expected_duration_seconds: int | None = None
    cost: float | None = None
    cost_currency: str | None = None
    train_tokens_per_step: int | None = None
    train_tokens: int | None = None
    data_tokens: int | None = None
    estimated_start_time: int | None = None


@attrs.define(kw_only=True)
class JobOut:
    id: str
    auto_start: bool
    hyperparameters: TrainingParameters
    model: FineTuneableModel
    status: Status
    job_type: str
    created_at: int
    modified_at: int
    training_files: list[str]
    validation_files: list[str] | None = None
    object: Literal["job"] = "job"
    fine_tuned_model: str | None = None
    suffix: str | None = None
    integrations: list[WandbIntegrationOut] | None = None
    trained_tokens: int | None = None
    repositories: list[GithubRepositoryOut] = attrs.field(factory=list, validator=sized(0, 20))
    metadata: JobMetadataOut | None = None


@attrs.define(kw_only=True)
class EventOut:
    name: str
    data: dict[str, Any] | None = None
    created_at: int


@attrs.define(kw_only=True)
class MetricOut:
    train_loss: float | None = None
    valid_loss: float | None = None
    valid_mean_token_accuracy: float | None = None


@attrs.define(kw_only=True)
class CheckpointOut:
    metrics: MetricOut
    step_number: int
    created_at: int


@attrs.define(kw_only=True)
class DetailedJobOut(JobOut):
    events: list[EventOut] = attrs.Factory(list)
    checkpoints: list[CheckpointOut] = attrs.Factory(list)


@attrs.define(kw_only=True)
class JobsOut:
    data: list[JobOut] = attrs.Factory(list)
    object: Literal["list"] = "list"
    total: int


@attrs.define(kw_only=True)
class BatchError:
    message: str
    count: int = 1


@attrs.define(kw_only=True)
class BatchJobOut:
    id: str
    object: Literal["batch"] = "batch"
    input_files: list[str]
    metadata: dict[str, Any] | None = None
    endpoint: str
    model: str
    output_file: str | None = None
    error_file: str | None = None
    errors: list[BatchError]
    status: BatchJobStatus
    created_at: int
    total_requests: int
    completed_requests: int
    succeeded_requests: int
    failed_requests: int
    started_at: int | None = None
    completed_at: int | None = None
