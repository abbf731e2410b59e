"""The schema as msgspec Structs: absent is UNSET, constraints are ``Meta``.

Arrays are lists, because ``msgspec.to_builtins`` does not convert tuples to lists.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from .enums import BatchJobStatus, FineTuneableModel, Status

__all__ = ["BatchJobOut", "DetailedJobOut", "JobOut", "JobsOut"]

Share = Annotated[float, Meta(ge=0, le=1)]


class TrainingParameters(Struct, frozen=True, kw_only=True):
    training_steps: Annotated[int, Meta(ge=1)] | UnsetType | None = UNSET
    learning_rate: Annotated[float, Meta(ge=1e-8, le=1)] | UnsetType = UNSET
    weight_decay: Share | UnsetType | None = UNSET
    warmup_fraction: Share | UnsetType | None = UNSET
    epochs: Annotated[float, Meta(gt=0)] | UnsetType | None = UNSET
    fim_ratio: Share | UnsetType | None = UNSET
    seq_len: Annotated[int, Meta(ge=100)] | UnsetType | None = UNSET


class WandbIntegrationOut(Struct, frozen=True, kw_only=True):
    type: Literal["wandb"] | UnsetType = UNSET
    project: str
    name: str | UnsetType | None = UNSET
    run_name: str | UnsetType | None = UNSET


class GithubRepositoryOut(Struct, frozen=True, kw_only=True):
    type: Literal["github"] | UnsetType = UNSET
    name: str
    owner: str
    ref: str | UnsetType | None = UNSET
    weight: Annotated[float, Meta(gt=0)] | UnsetType = UNSET
    commit_id: Annotated[str, Meta(min_length=40, max_length=40)]


class JobMetadataOut(Struct, frozen=True, kw_only=True):
    expected_duration_seconds: int | UnsetType | None = UNSET
    cost: float | UnsetType | None = UNSET
    cost_currency: str | UnsetType | None = UNSET
    train_tokens_per_step: int | UnsetType | None = UNSET
    train_tokens: int | UnsetType | None = UNSET
    data_tokens: int | UnsetType | None = UNSET
    estimated_start_time: int | UnsetType | None = UNSET


class JobOut(Struct, frozen=True, kw_only=True):
    id: str
    auto_start: bool
    hyperparameters: TrainingParameters
    model: FineTuneableModel
    status: Status
    job_type: str
    created_at: int
    modified_at: int
    training_files: list[str]
    validation_files: list[str] | UnsetType | None = UNSET
    object: Literal["job"] | UnsetType = UNSET
    fine_tuned_model: str | UnsetType | None = UNSET
    suffix: str | UnsetType | None = UNSET
    integrations: list[WandbIntegrationOut] | UnsetType | None = UNSET
    trained_tokens: int | UnsetType | None = UNSET
    repositories: Annotated[list[GithubRepositoryOut], Meta(max_length=20)] | UnsetType = UNSET
    metadata: JobMetadataOut | UnsetType | None = UNSET


class EventOut(Struct, frozen=True, kw_only=True):
    name: str
    data: dict[str, Any] | UnsetType | None = UNSET
    created_at: int


class MetricOut(Struct, frozen=True, kw_only=True):
    train_loss: float | UnsetType | None = UNSET
    valid_loss: float | UnsetType | None = UNSET
    valid_mean_token_accuracy: float | UnsetType | None = UNSET


class CheckpointOut(Struct, frozen=True, kw_only=True):
    metrics: MetricOut
    step_number: int
    created_at: int


class DetailedJobOut(JobOut, frozen=True, kw_only=True):
    events: list[EventOut] | UnsetType = UNSET
    checkpoints: list[CheckpointOut] | UnsetType = UNSET


class JobsOut(Struct, frozen=True, kw_only=True):
    data: list[JobOut] | UnsetType = UNSET
    object: Literal["list"] | UnsetType = UNSET
    total: int


class BatchError(Struct, frozen=True, kw_only=True):
    message: str
    count: int | UnsetType = UNSET


class BatchJobOut(Struct, frozen=True, kw_only=True):
    id: str
    object: Literal["batch"] | UnsetType = UNSET
    input_files: list[str]
    metadata: dict[str, Any] | UnsetType | None = UNSET
    endpoint: str
    model: str
    output_file: str | UnsetType | None = UNSET
    error_file: str | UnsetType | None = UNSET
    errors: list[BatchError]
    status: BatchJobStatus
    created_at: int
    total_requests: int
    completed_requests: int
    succeeded_requests: int
    failed_requests: int
    started_at: int | UnsetType | None = UNSET
    completed_at: int | UnsetType | None = UNSET
