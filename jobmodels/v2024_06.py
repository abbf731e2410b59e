"""The schemas, edition 2024-06-05, the first edition.

The classes of the next edition define all fields of this one, and lenient reading reads records of
this edition as objects of those classes. Use the classes here to check a record against the schema
of its time, and for records that no later class can represent: those with an unknown key that a
later edition defines with another type.
"""

from __future__ import annotations

from typing import Annotated, Literal

from .core.constraints import SECRET, Default, Ge, Le, Length, Uuid
from .core.define import frozen
from .core.model import Model
from .core.openenum import OpenStrEnum
from .core.unset import UNSET, Omittable
from .models.display import Display, Hidden, Measure, Seconds, Tokens, UnixTime
from .models.job import Job

__all__ = [
    "CheckpointOut",
    "DetailedJobOut",
    "EventOut",
    "FineTuneableModel",
    "JobIn",
    "JobMetadata",
    "JobOut",
    "JobsOut",
    "MetricOut",
    "Status",
    "TrainingParameters",
    "WandbIntegration",
    "WandbIntegrationOut",
]


class Status(OpenStrEnum):
    """The status of a job."""

    QUEUED = "QUEUED"
    STARTED = "STARTED"
    RUNNING = "RUNNING"
    FAILED = "FAILED"
    SUCCESS = "SUCCESS"
    CANCELLED = "CANCELLED"
    CANCELLATION_REQUESTED = "CANCELLATION_REQUESTED"


class FineTuneableModel(OpenStrEnum):
    """The base models that can be fine-tuned."""

    OPEN_MISTRAL_7B = "open-mistral-7b"
    MISTRAL_SMALL_LATEST = "mistral-small-latest"


@frozen
class TrainingParameters(Model):
    """The hyperparameters, in both requests and responses."""

    training_steps: Annotated[int, Ge(1)]
    """The number of optimizer updates; at least 1."""
    learning_rate: Omittable[Annotated[float, Ge(1e-08), Le(1), Default(0.0001)]] = UNSET
    """The step size of an optimizer update: 1e-08 to 1. The API assumed 0.0001."""


@frozen
class BaseWandbIntegration(Model):
    """The fields that requests and responses share. Private: this is not a schema itself."""

    type: Omittable[Literal["wandb"]] = "wandb"
    """The type of the object. Construction sets it by default."""
    project: str
    """The W&B project."""
    name: Omittable[str] = UNSET
    """The display name of the run."""


@frozen
class WandbIntegrationOut(BaseWandbIntegration):
    """The Weights & Biases project and run that a job reports to."""


@frozen
class WandbIntegration(BaseWandbIntegration):
    """The Weights & Biases project to report a run to, and the API key."""

    api_key: Annotated[str, SECRET]
    """The W&B API key, a secret."""


@frozen
class JobIn(Model):
    """A request to create a fine-tuning job."""

    model: FineTuneableModel
    """The base model to fine-tune."""
    training_files: Annotated[tuple[Uuid, ...], Length(1)]
    """The IDs of the training files; at least one."""
    validation_files: Omittable[tuple[Uuid, ...]] = UNSET
    """The IDs of the validation files."""
    hyperparameters: TrainingParameters
    """The hyperparameters of the training run."""
    suffix: Omittable[Annotated[str, Length(0, 18)]] = UNSET
    """A suffix for the name of the fine-tuned model; at most 18 characters."""
    integrations: Omittable[tuple[WandbIntegration, ...]] = UNSET
    """The integrations to report the run to."""


@frozen
class JobOut(Job):
    """A fine-tuning job."""

    id: Annotated[Uuid, Display("ID")]
    """The ID of the job, a UUID."""
    hyperparameters: TrainingParameters
    """The hyperparameters of the training run."""
    model: FineTuneableModel
    """The base model."""
    status: Status
    """The status of the job."""
    job_type: str
    """The kind of job: ``"FT"``."""
    created_at: Annotated[int, UnixTime("created")]
    """The time of creation, in UNIX seconds."""
    modified_at: Annotated[int, UnixTime("changed", since="created_at")]
    """The time of the last change, in UNIX seconds."""
    training_files: tuple[Uuid, ...]
    """The IDs of the training files."""
    validation_files: Omittable[Annotated[tuple[Uuid, ...], Default(())]] = UNSET
    """The IDs of the validation files. The API assumed an empty list."""
    object: Omittable[Annotated[Literal["job"], Hidden()]] = "job"
    """The type of the object. Construction sets it by default."""
    fine_tuned_model: Omittable[Annotated[str, Display("fine-tuned model")]] = UNSET
    """The name of the fine-tuned model."""
    integrations: Omittable[tuple[WandbIntegrationOut, ...]] = UNSET
    """The integrations that the run reports to."""


@frozen
class EventOut(Model):
    """An event in the history of a job."""

    name: Annotated[str, Display("event")]
    """The kind of event."""
    data: Omittable[Status] = UNSET
    """The new status of the job, according to the schema; records of that time have an object."""
    created_at: Annotated[int, UnixTime("when")]
    """The time of the event, in UNIX seconds."""


@frozen
class MetricOut(Model):
    """The metrics of the model at one checkpoint."""

    train_loss: Omittable[Annotated[float, Measure()]] = UNSET
    """The loss on the training data."""
    valid_loss: Omittable[Annotated[float, Measure()]] = UNSET
    """The loss on the validation data."""
    valid_mean_token_accuracy: Omittable[Annotated[float, Measure("token accuracy")]] = UNSET
    """The mean token accuracy on the validation data. Not a ratio: may exceed 1."""


@frozen
class CheckpointOut(Model):
    """A checkpoint of the model that was saved during training."""

    metrics: MetricOut
    """The metrics at this checkpoint."""
    step_number: Annotated[int, Display("step")]
    """The training step of this checkpoint."""
    created_at: Annotated[int, UnixTime("created")]
    """The time of the checkpoint, in UNIX seconds."""


@frozen
class DetailedJobOut(JobOut):
    """A fine-tuning job with its history."""

    events: Omittable[Annotated[tuple[EventOut, ...], Default(())]] = UNSET
    """The events of the job. The API assumed an empty list."""
    checkpoints: Omittable[Annotated[tuple[CheckpointOut, ...], Default(())]] = UNSET
    """The checkpoints of the training run. The API assumed an empty list."""


@frozen
class JobsOut(Model):
    """A list of jobs."""

    data: Omittable[Annotated[tuple[JobOut, ...], Default(())]] = UNSET
    """The jobs. The API assumed an empty list."""
    object: Omittable[Annotated[Literal["list"], Hidden()]] = "list"
    """The type of the object. Construction sets it by default."""


@frozen
class JobMetadata(Model):
    """The response to a dry run."""

    training_steps: Omittable[int] = UNSET
    """The number of optimizer updates that the run would make."""
    train_tokens_per_step: Omittable[Annotated[int, Tokens()]] = UNSET
    """The number of tokens that one training step would consume."""
    data_tokens: Omittable[Annotated[int, Tokens()]] = UNSET
    """The number of tokens in the training data."""
    train_tokens: Omittable[Annotated[int, Tokens()]] = UNSET
    """The number of tokens that the whole run would consume."""
    epochs: Omittable[float] = UNSET
    """The number of passes that the run would make through the training data."""
    expected_duration_seconds: Omittable[Annotated[int, Seconds("expected duration")]] = UNSET
    """The duration of the run, in seconds."""


DATE = "2024-06-05"
RECORDS = {
    "job request": JobIn,
    "job": JobOut,
    "detailed job": DetailedJobOut,
    "list": JobsOut,
    "dry-run metadata": JobMetadata,
}
