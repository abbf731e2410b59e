"""The schema as dataclasses, for mashumaro and adaptix. Dataclasses have no constraints."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from .enums import BatchJobStatus, FineTuneableModel, Status

__all__ = [
    "BatchJobOut",
    "DetailedJobOut",
    "GithubRepositoryOut",
    "JobOut",
    "JobsOut",
    "TrainingParameters",
]


@dataclass(slots=True, kw_only=True)
class TrainingParameters:
    training_steps: int | None = None
    learning_rate: float = 0.0001
    weight_decay: float | None = None
    warmup_fraction: float | None = None
    epochs: float | None = None
    fim_ratio: float | None = None
    seq_len: int | None = None


@dataclass(slots=True, kw_only=True)
class WandbIntegrationOut:
    type: Literal["wandb"] = "wandb"
    project: str
    name: str | None = None
    run_name: str | None = None


@dataclass(slots=True, kw_only=True)
class GithubRepositoryOut:
    type: Literal["github"] = "github"
    name: str
    owner: str
    ref: str | None = None
    weight: float = 1.0
    commit_id: str


@dataclass(slots=True, kw_only=True)
class JobMetadataOut:
    expected_duration_seconds: int | None = None
    cost: float | None = None
    cost_currency: str | None = None
    train_tokens_per_step: int | None = None
    train_tokens: int | None = None
    data_tokens: int | None = None
    estimated_start_time: int | None = None


@dataclass(slots=True, kw_only=True)
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
    repositories: list[GithubRepositoryOut] = field(default_factory=list)
    metadata: JobMetadataOut | None = None


@dataclass(slots=True, kw_only=True)
class EventOut:
    name: str
    data: dict[str, Any] | None = None
    created_at: int


@dataclass(slots=True, kw_only=True)
class MetricOut:
    train_loss: float | None = None
    valid_loss: float | None = None
    valid_mean_token_accuracy: float | None = None


@dataclass(slots=True, kw_only=True)
class CheckpointOut:
    metrics: MetricOut
    step_number: int
    created_at: int


@dataclass(slots=True, kw_only=True)
class DetailedJobOut(JobOut):
    events: list[EventOut] = field(default_factory=list)
    checkpoints: list[CheckpointOut] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class JobsOut:
    data: list[JobOut] = field(default_factory=list)
    object: Literal["list"] = "list"
    total: int


@dataclass(slots=True, kw_only=True)
class BatchError:
    message: str
    count: int = 1


@dataclass(slots=True, kw_only=True)
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
