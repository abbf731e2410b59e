"""The responses of edition 2024-11-07: jobs, with and without details, lists and dry runs."""

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
from .display import CommitId, Display, Hidden, Measure, Tokens, UnixTime
from .enums import FineTuneableModel, ObjectT, Status
from .job import Job


@frozen
class TrainingParameters(BaseTrainingParameters):
    """The hyperparameters of a job."""


@frozen
class WandbIntegrationOut(BaseWandbIntegrationOut):
    """The Weights & Biases project and run that a job reports to."""


@frozen
class GithubRepositoryOut(BaseGithubRepository):
    """A GitHub repository that a job trains on, pinned to a commit."""

    commit_id: Annotated[str, Length(40, 40), CommitId("commit")]
    """The commit that ``ref`` resolved to; 40 characters."""


Integrations = Annotated[WandbIntegrationOut, Discriminator("type")]
"""An integration in a response, identified by ``type``. A union with one member so far."""

Repositories = Annotated[GithubRepositoryOut, Discriminator("type")]
"""A repository in a response, identified by ``type``. A union with one member so far."""


@frozen
class JobMetadataOut(BaseMetadata):
    """The server's estimates for a job: its duration, cost, tokens and start."""


@frozen
class LegacyJobMetadataOut(BaseMetadata):
    """The response to a dry run, in place of a job."""

    deprecated: Omittable[Annotated[bool, Default(True)]] = UNSET
    """Whether this form of response is deprecated. The API assumes true."""
    details: str
    """The server's message about the dry run."""
    epochs: Omittable[float | None] = UNSET
    """The number of passes that the run would make through the training data."""
    training_steps: Omittable[int | None] = UNSET
    """The number of optimizer updates that the run would make."""
    object: Omittable[Annotated[Literal["job.metadata"], Hidden()]] = "job.metadata"
    """The type of the object. Construction sets it by default."""


@frozen
class JobOut(Job):
    """A fine-tuning job."""

    id: Annotated[Uuid, Display("ID")]
    """The ID of the job, a UUID."""
    auto_start: bool
    """Whether the job starts automatically once its files are validated."""
    hyperparameters: TrainingParameters
    """The hyperparameters of the training run."""
    model: FineTuneableModel
    """The base model."""
    status: Status
    """The status of the job."""
    job_type: str
    """The kind of job: ``"FT"`` in the records of 2024, ``"completion"`` or ``"classifier"`` in
    later ones."""
    created_at: Annotated[int, UnixTime("created")]
    """The time of creation, in UNIX seconds."""
    modified_at: Annotated[int, UnixTime("changed", since="created_at")]
    """The time of the last change, in UNIX seconds."""
    training_files: tuple[Uuid, ...]
    """The IDs of the training files."""
    validation_files: Omittable[Annotated[tuple[Uuid, ...], Default(())] | None] = UNSET
    """The IDs of the validation files. The API assumes an empty list."""
    object: Omittable[Annotated[ObjectT, Hidden()]] = ObjectT.JOB
    """The type of the object. Construction sets it by default."""
    fine_tuned_model: Omittable[Annotated[str, Display("fine-tuned model")] | None] = UNSET
    """The name of the fine-tuned model; null until it exists."""
    suffix: Omittable[str | None] = UNSET
    """The suffix of the name of the fine-tuned model, from the request."""
    integrations: Omittable[tuple[Integrations, ...] | None] = UNSET
    """The integrations that the run reports to."""
    trained_tokens: Omittable[Annotated[int, Tokens("trained on")] | None] = UNSET
    """The number of tokens that the job has trained on."""
    repositories: Omittable[Annotated[tuple[Repositories, ...], Length(0, 20), Default(())]] = UNSET
    """The repositories to train on, at most 20. The API assumes an empty list."""
    metadata: Omittable[JobMetadataOut | None] = UNSET
    """The server's estimates for the job."""


@frozen
class EventOut(Model):
    """An event in the history of a job."""

    name: Annotated[str, Display("event")]
    """The kind of event; ``"status-updated"`` in records."""
    data: Omittable[Mapping[str, Any] | None] = UNSET
    """Free-form details of the event. Records have the new ``status`` here, and an ``error`` for a
    failed job. In the schema of the first edition, this is a string."""
    created_at: Annotated[int, UnixTime("when")]
    """The time of the event, in UNIX seconds."""


@frozen
class MetricOut(Model):
    """The metrics of the model at one checkpoint.

    Without a validation file, the two validation metrics are null in the records of 2024 and 0.0 in
    those of 2025.
    """

    train_loss: Omittable[Annotated[float, Measure()] | None] = UNSET
    """The loss on the training data."""
    valid_loss: Omittable[Annotated[float, Measure()] | None] = UNSET
    """The loss on the validation data."""
    valid_mean_token_accuracy: Omittable[Annotated[float, Measure("token accuracy")] | None] = UNSET
    """The mean token accuracy on the validation data. Not a ratio: records have values above 1."""


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
    """The events of the job: newest first in the records of 2024, oldest first in those of 2025.
    The API assumes an empty list."""
    checkpoints: Omittable[Annotated[tuple[CheckpointOut, ...], Default(())]] = UNSET
    """The checkpoints of the training run, newest first. The API assumes an empty list."""


@frozen
class JobsOut(Model):
    """One page of a list of jobs."""

    data: Omittable[Annotated[tuple[JobOut, ...], Default(())]] = UNSET
    """The jobs. The API assumes an empty list."""
    object: Omittable[Annotated[Literal["list"], Hidden()]] = "list"
    """The type of the object. Construction sets it by default."""
    total: int
    """The total number of jobs, over all pages."""


CreateJobResponse = JobOut | LegacyJobMetadataOut
"""The response to a request to create a job: the job, or the metadata of a dry run. Identified by
``object``; without it, by the fields that are present."""
