"""The schemas, edition 2024-06-05: the first.

Lenient reading takes this edition's records with the classes of the next one, which know all of
its fields. The classes here are for judging a record by the schema of its own time, and for those
records that no later class can hold: whose unknown keys have since become fields of another type.
"""

from __future__ import annotations

from typing import Annotated, Literal

from .core.constraints import SECRET, Default, Ge, Le, Length, Uuid
from .core.define import frozen
from .core.model import Model
from .core.openenum import OpenStrEnum
from .core.unset import UNSET, Omittable

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
    """Where a job stands."""

    QUEUED = "QUEUED"
    STARTED = "STARTED"
    RUNNING = "RUNNING"
    FAILED = "FAILED"
    SUCCESS = "SUCCESS"
    CANCELLED = "CANCELLED"
    CANCELLATION_REQUESTED = "CANCELLATION_REQUESTED"


class FineTuneableModel(OpenStrEnum):
    """The base models that could be fine-tuned."""

    OPEN_MISTRAL_7B = "open-mistral-7b"
    MISTRAL_SMALL_LATEST = "mistral-small-latest"


@frozen
class TrainingParameters(Model):
    """The hyperparameters, in requests and answers alike."""

    training_steps: Annotated[int, Ge(1)]
    """How many optimizer updates to make; at least 1."""
    learning_rate: Omittable[Annotated[float, Ge(1e-08), Le(1), Default(0.0001)]] = UNSET
    """How far an update moves the weights: 1e-08 to 1. The API assumed 0.0001."""


@frozen
class BaseWandbIntegration(Model):
    """What a request and an answer share. Private: it is no schema itself."""

    type: Omittable[Literal["wandb"]] = "wandb"
    """What this is; building by hand fills it in."""
    project: str
    """The W&B project."""
    name: Omittable[str] = UNSET
    """The name shown for the run."""


@frozen
class WandbIntegrationOut(BaseWandbIntegration):
    """Where a run is reported on Weights & Biases."""


@frozen
class WandbIntegration(BaseWandbIntegration):
    """Where to report a run on Weights & Biases, and the key to do so."""

    api_key: Annotated[str, SECRET]
    """The W&B key, a secret."""


@frozen
class JobIn(Model):
    """A request to create a fine-tuning job."""

    model: FineTuneableModel
    """The base model to fine-tune."""
    training_files: Annotated[tuple[Uuid, ...], Length(1)]
    """The IDs of the files to train on, at least one."""
    validation_files: Omittable[tuple[Uuid, ...]] = UNSET
    """The IDs of the files to validate on."""
    hyperparameters: TrainingParameters
    """How to train."""
    suffix: Omittable[Annotated[str, Length(0, 18)]] = UNSET
    """Goes into the fine-tuned model's name; at most 18 characters."""
    integrations: Omittable[tuple[WandbIntegration, ...]] = UNSET
    """Where to report the run."""


@frozen
class JobOut(Model):
    """A fine-tuning job."""

    id: Uuid
    """The job's ID, a UUID."""
    hyperparameters: TrainingParameters
    """How it trains."""
    model: FineTuneableModel
    """The base model."""
    status: Status
    """Where the job stands."""
    job_type: str
    """What kind of job it is: ``"FT"``."""
    created_at: int
    """When the job was created, in UNIX seconds."""
    modified_at: int
    """When the job last changed, in UNIX seconds."""
    training_files: tuple[Uuid, ...]
    """The IDs of the files it trains on."""
    validation_files: Omittable[Annotated[tuple[Uuid, ...], Default(())]] = UNSET
    """The IDs of the files it validates on. The API assumed none."""
    object: Omittable[Literal["job"]] = "job"
    """What this is; building by hand fills it in."""
    fine_tuned_model: Omittable[str] = UNSET
    """The name of the model that came out."""
    integrations: Omittable[tuple[WandbIntegrationOut, ...]] = UNSET
    """Where the run is reported."""


@frozen
class EventOut(Model):
    """Something that happened to a job."""

    name: str
    """What kind of event."""
    data: Omittable[Status] = UNSET
    """The status that the job came to. The records of the time have an object here."""
    created_at: int
    """When it happened, in UNIX seconds."""


@frozen
class MetricOut(Model):
    """How well the model does at one checkpoint."""

    train_loss: Omittable[float] = UNSET
    """The loss on the training data."""
    valid_loss: Omittable[float] = UNSET
    """The loss on the validation data."""
    valid_mean_token_accuracy: Omittable[float] = UNSET
    """The mean token accuracy on the validation data. Not a ratio."""


@frozen
class CheckpointOut(Model):
    """A state of the model that was kept during training."""

    metrics: MetricOut
    """How well the model does there."""
    step_number: int
    """After which training step."""
    created_at: int
    """When it was kept, in UNIX seconds."""


@frozen
class DetailedJobOut(JobOut):
    """A fine-tuning job with its history."""

    events: Omittable[Annotated[tuple[EventOut, ...], Default(())]] = UNSET
    """What has happened to it. The API assumed nothing."""
    checkpoints: Omittable[Annotated[tuple[CheckpointOut, ...], Default(())]] = UNSET
    """The states kept during training. The API assumed none."""


@frozen
class JobsOut(Model):
    """A list of jobs."""

    data: Omittable[Annotated[tuple[JobOut, ...], Default(())]] = UNSET
    """The jobs. The API assumed none."""
    object: Omittable[Literal["list"]] = "list"
    """What this is; building by hand fills it in."""


@frozen
class JobMetadata(Model):
    """What the server answered to a dry run."""

    training_steps: Omittable[int] = UNSET
    """How many optimizer updates the run would make."""
    train_tokens_per_step: Omittable[int] = UNSET
    """How many tokens one training step would consume."""
    data_tokens: Omittable[int] = UNSET
    """How many tokens the training data has."""
    train_tokens: Omittable[int] = UNSET
    """How many tokens the whole run would consume."""
    epochs: Omittable[float] = UNSET
    """How often the run would go through the training data."""
    expected_duration_seconds: Omittable[int] = UNSET
    """How long the run would take, in seconds."""
