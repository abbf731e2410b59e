"""The schema as pydantic models, written by hand, without aliases.

The peer passes the configuration.
"""

from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from .enums import BatchJobStatus, FineTuneableModel, Status

__all__ = ["Models", "build"]

# Accept the JSON string of an enum member even if the configuration is strict.
Known = Field(strict=False)
Share = Annotated[float, Field(ge=0, le=1)]


class Models(NamedTuple):
    JobOut: type[BaseModel]
    DetailedJobOut: type[BaseModel]
    JobsOut: type[BaseModel]
    BatchJobOut: type[BaseModel]


def build(config: ConfigDict) -> Models:
    class Base(BaseModel):
        model_config = config

    class TrainingParameters(Base):
        training_steps: Annotated[int, Field(ge=1)] | None = None
        learning_rate: Annotated[float, Field(ge=1e-8, le=1)] = 0.0001
        weight_decay: Share | None = None
        warmup_fraction: Share | None = None
        epochs: Annotated[float, Field(gt=0)] | None = None
        fim_ratio: Share | None = None
        seq_len: Annotated[int, Field(ge=100)] | None = None

    class WandbIntegrationOut(Base):
        type: Literal["wandb"] = "wandb"
        project: str
        name: str | None = None
        run_name: str | None = None

    class GithubRepositoryOut(Base):
        type: Literal["github"] = "github"
        name: str
        owner: str
        ref: str | None = None
        weight: Annotated[float, Field(gt=0)] = 1.0
        commit_id: Annotated[str, Field(min_length=40, max_length=40)]

    class JobMetadataOut(Base):
        expected_duration_seconds: int | None = None
        cost: float | None = None
        cost_currency: str | None = None
        train_tokens_per_step: int | None = None
        train_tokens: int | None = None
        data_tokens: int | None = None
        estimated_start_time: int | None = None

    class JobOut(Base):
        id: str
        auto_start: bool
        hyperparameters: TrainingParameters
        model: Annotated[FineTuneableModel, Known]
        status: Annotated[Status, Known]
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
        repositories: Annotated[list[GithubRepositoryOut], Field(max_length=20)] = Field([])
        metadata: JobMetadataOut | None = None

    class EventOut(Base):
        name: str
        data: dict[str, Any] | None = None
        created_at: int

    class MetricOut(Base):
        train_loss: float | None = None
        valid_loss: float | None = None
        valid_mean_token_accuracy: float | None = None

    class CheckpointOut(Base):
        metrics: MetricOut
        step_number: int
        created_at: int

    class DetailedJobOut(JobOut):
        events: list[EventOut] = Field([])
        checkpoints: list[CheckpointOut] = Field([])

    class JobsOut(Base):
        data: list[JobOut] = Field([])
        object: Literal["list"] = "list"
        total: int

    class BatchError(Base):
        message: str
        count: int = 1

    class BatchJobOut(Base):
        id: str
        object: Literal["batch"] = "batch"
        input_files: list[str]
        metadata: dict[str, Any] | None = None
        endpoint: str
        model: str
        output_file: str | None = None
        error_file: str | None = None
        errors: list[BatchError]
        status: Annotated[BatchJobStatus, Known]
        created_at: int
        total_requests: int
        completed_requests: int
        succeeded_requests: int
        failed_requests: int
        started_at: int | None = None
        completed_at: int | None = None

    return Models(JobOut, DetailedJobOut, JobsOut, BatchJobOut)
