"""What the server answers: a job, a job in detail, a list of jobs, the metadata of a dry run.

Stated as the published schemas of 2024-11-07 have them; where a docstring speaks of records, it
speaks of what servers were seen to send. Nothing here knows how an answer is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from ..core.constraints import Default, Discriminator, Length, Uuid
from ..core.define import frozen
from ..core.model import Model
from ..core.unset import UNSET, Omittable
from .common import (
    BaseGithubRepository,
    BaseMetadata,
    BaseTrainingParameters,
    BaseWandbIntegrationOut,
)
from .enums import FineTuneableModel, ObjectT, Status

__all__ = [
    "CheckpointOut",
    "CreateJobResponse",
    "DetailedJobOut",
    "EventOut",
    "GithubRepositoryOut",
    "Integrations",
    "JobMetadataOut",
    "JobOut",
    "JobsOut",
    "LegacyJobMetadataOut",
    "MetricOut",
    "Repositories",
    "TrainingParameters",
    "WandbIntegrationOut",
]


@frozen
class TrainingParameters(BaseTrainingParameters):
    """The hyperparameters that a job runs with."""


@frozen
class WandbIntegrationOut(BaseWandbIntegrationOut):
    """Where a run is reported on Weights & Biases."""


@frozen
class GithubRepositoryOut(BaseGithubRepository):
    """A GitHub repository that a job trains on, pinned to a commit."""

    commit_id: Annotated[str, Length(40, 40)]
    """The commit that ``ref`` stood for, 40 characters."""


Integrations = Annotated[WandbIntegrationOut, Discriminator("type")]
"""An integration in an answer, told by ``type``: a union of one member so far."""

Repositories = Annotated[GithubRepositoryOut, Discriminator("type")]
"""A repository in an answer, told by ``type``: a union of one member so far."""


@frozen
class JobMetadataOut(BaseMetadata):
    """What the server expects a job to take and to cost."""


@frozen
class LegacyJobMetadataOut(BaseMetadata):
    """What the server answers to a dry run, instead of a job."""

    deprecated: Omittable[Annotated[bool, Default(True)]] = UNSET
    """Whether this form of answer is on its way out. The API assumes true."""
    details: str
    """What the server has to say about the dry run."""
    epochs: Omittable[float | None] = UNSET
    """How often the run would go through the training data."""
    training_steps: Omittable[int | None] = UNSET
    """How many optimizer updates the run would make."""
    object: Omittable[Literal["job.metadata"]] = "job.metadata"
    """What this is; building by hand fills it in."""


@frozen
class JobOut(Model):
    """A fine-tuning job."""

    id: Uuid
    """The job's ID, a UUID."""
    auto_start: bool
    """Whether the job starts by itself once its files are validated."""
    hyperparameters: TrainingParameters
    """How it trains."""
    model: FineTuneableModel
    """The base model."""
    status: Status
    """Where the job stands."""
    job_type: str
    """What kind of job it is: ``"FT"`` in the records of 2024, ``"completion"`` or
    ``"classifier"`` in later ones."""
    created_at: int
    """When the job was created, in UNIX seconds."""
    modified_at: int
    """When the job last changed, in UNIX seconds."""
    training_files: tuple[Uuid, ...]
    """The IDs of the files it trains on."""
    validation_files: Omittable[Annotated[tuple[Uuid, ...], Default(())] | None] = UNSET
    """The IDs of the files it validates on. The API assumes none."""
    object: Omittable[ObjectT] = ObjectT.JOB
    """What this is; building by hand fills it in."""
    fine_tuned_model: Omittable[str | None] = UNSET
    """The name of the model that came out, null until there is one."""
    suffix: Omittable[str | None] = UNSET
    """What the request asked to have in that name."""
    integrations: Omittable[tuple[Integrations, ...] | None] = UNSET
    """Where the run is reported."""
    trained_tokens: Omittable[int | None] = UNSET
    """How many tokens the job has trained on."""
    repositories: Omittable[Annotated[tuple[Repositories, ...], Length(0, 20), Default(())]] = UNSET
    """The repositories it trains on, at most 20. The API assumes none."""
    metadata: Omittable[JobMetadataOut | None] = UNSET
    """What it is expected to take and to cost."""


@frozen
class EventOut(Model):
    """Something that happened to a job."""

    name: str
    """What kind of event; records have ``"status-updated"``."""
    data: Omittable[Mapping[str, Any] | None] = UNSET
    """What there is to say of it, free-form. Records have the new ``status`` here, and for a
    failed job an ``error``. The first edition had a bare string."""
    created_at: int
    """When it happened, in UNIX seconds."""


@frozen
class MetricOut(Model):
    """How well the model does at one checkpoint.

    Where there is no validation file, the records of 2024 have null for what is measured on it,
    and those of 2025 have 0.0.
    """

    train_loss: Omittable[float | None] = UNSET
    """The loss on the training data."""
    valid_loss: Omittable[float | None] = UNSET
    """The loss on the validation data."""
    valid_mean_token_accuracy: Omittable[float | None] = UNSET
    """The mean token accuracy on the validation data. Not a ratio: real records go above 1."""


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
    """What has happened to it: newest first in the records of 2024, oldest first in those of
    2025. The API assumes none."""
    checkpoints: Omittable[Annotated[tuple[CheckpointOut, ...], Default(())]] = UNSET
    """The states kept during training, newest first. The API assumes none."""


@frozen
class JobsOut(Model):
    """One page of a list of jobs."""

    data: Omittable[Annotated[tuple[JobOut, ...], Default(())]] = UNSET
    """The jobs. The API assumes none."""
    object: Omittable[Literal["list"]] = "list"
    """What this is; building by hand fills it in."""
    total: int
    """How many jobs there are on all pages together."""


CreateJobResponse = JobOut | LegacyJobMetadataOut
"""What the server answers to a request to create a job: the job, or the metadata of a dry run.
Told apart by ``object``, else by which fields are there."""
