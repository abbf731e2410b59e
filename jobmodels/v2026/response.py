"""The responses of edition 2026-03-17: a job is a completion job or a classifier job."""

from __future__ import annotations

from typing import Annotated, Literal

from ..core.constraints import Default, Discriminator, Uuid
from ..core.define import frozen
from ..core.model import Model
from ..core.unset import UNSET, Omittable
from ..models.common import BaseWandbIntegrationOut
from ..models.display import Display, Hidden, Tokens, UnixTime
from ..models.enums import Status
from ..models.job import Job
from ..models.response import (
    CheckpointOut,
    EventOut,
    JobMetadataOut,
    LegacyJobMetadataOut,
    Repositories,
)
from .common import BaseClassifierParameters, BaseCompletionParameters
from .enums import FTClassifierLossFunction


@frozen
class CompletionTrainingParameters(BaseCompletionParameters):
    """The hyperparameters of a completion job."""


@frozen
class ClassifierTrainingParameters(BaseClassifierParameters):
    """The hyperparameters of a classifier job."""


@frozen
class ClassifierTargetOut(Model):
    """A target that a classifier predicts, and its possible labels."""

    name: str
    """The name of the target in the samples."""
    labels: tuple[str, ...]
    """The possible labels."""
    weight: float
    """The weight of this target in the loss, relative to the other targets."""
    loss_function: FTClassifierLossFunction
    """The loss function: one label or several per sample."""


@frozen
class WandbIntegrationOut(BaseWandbIntegrationOut):
    """The Weights & Biases project and run that a job reports to, and the URL of the run."""

    url: Omittable[str | None] = UNSET
    """The URL of the run's page in W&B."""


Integrations = Annotated[WandbIntegrationOut, Discriminator("type")]
"""An integration in a response, identified by ``type``. A union with one member so far."""


@frozen
class BaseJob(Job):
    """The fields of every job. Private: this is not a schema itself."""

    id: Annotated[Uuid, Display("ID")]
    """The ID of the job, a UUID."""
    auto_start: bool
    """Whether the job starts automatically once its files are validated."""
    model: str
    """The base model: any name, unlike in earlier editions."""
    status: Status
    """The status of the job."""
    created_at: Annotated[int, UnixTime("created")]
    """The time of creation, in UNIX seconds."""
    modified_at: Annotated[int, UnixTime("changed", since="created_at")]
    """The time of the last change, in UNIX seconds."""
    training_files: tuple[Uuid, ...]
    """The IDs of the training files."""
    validation_files: Omittable[Annotated[tuple[Uuid, ...], Default(())] | None] = UNSET
    """The IDs of the validation files. The API assumes an empty list."""
    object: Omittable[Annotated[Literal["job"], Hidden()]] = "job"
    """The type of the object. Construction sets it by default."""
    fine_tuned_model: Omittable[Annotated[str, Display("fine-tuned model")] | None] = UNSET
    """The name of the fine-tuned model; null until it exists."""
    suffix: Omittable[str | None] = UNSET
    """The suffix of the name of the fine-tuned model, from the request."""
    integrations: Omittable[tuple[Integrations, ...] | None] = UNSET
    """The integrations that the run reports to."""
    trained_tokens: Omittable[Annotated[int, Tokens("trained on")] | None] = UNSET
    """The number of tokens that the job has trained on."""
    metadata: Omittable[JobMetadataOut | None] = UNSET
    """The server's estimates for the job."""


@frozen
class CompletionJobOut(BaseJob):
    """A job that trains a model to complete text."""

    job_type: Omittable[Literal["completion"]] = "completion"
    """The tag of the union. Construction sets it by default."""
    hyperparameters: CompletionTrainingParameters
    """The hyperparameters of the training run."""
    repositories: Omittable[Annotated[tuple[Repositories, ...], Default(())]] = UNSET
    """The repositories to train on. The API assumes an empty list."""


@frozen
class ClassifierJobOut(BaseJob):
    """A job that trains a classifier."""

    job_type: Omittable[Literal["classifier"]] = "classifier"
    """The tag of the union. Construction sets it by default."""
    hyperparameters: ClassifierTrainingParameters
    """The hyperparameters of the training run."""


@frozen
class CompletionDetailedJobOut(CompletionJobOut):
    """A completion job with its history."""

    events: Omittable[Annotated[tuple[EventOut, ...], Default(())]] = UNSET
    """The events of the job, oldest first in the records of 2025. The API assumes an empty list."""
    checkpoints: Omittable[Annotated[tuple[CheckpointOut, ...], Default(())]] = UNSET
    """The checkpoints of the training run, newest first. The API assumes an empty list."""


@frozen
class ClassifierDetailedJobOut(ClassifierJobOut):
    """A classifier job with its history and its targets."""

    events: Omittable[Annotated[tuple[EventOut, ...], Default(())]] = UNSET
    """The events of the job, oldest first in the records of 2025. The API assumes an empty list."""
    checkpoints: Omittable[Annotated[tuple[CheckpointOut, ...], Default(())]] = UNSET
    """The checkpoints of the training run, newest first. The API assumes an empty list."""
    classifier_targets: tuple[ClassifierTargetOut, ...]
    """The targets of the classifier."""


JobsOutData = Annotated[CompletionJobOut | ClassifierJobOut, Discriminator("job_type")]
"""A job in a list, identified by ``job_type``."""


@frozen
class JobsOut(Model):
    """One page of a list of jobs."""

    data: Omittable[Annotated[tuple[JobsOutData, ...], Default(())]] = UNSET
    """The jobs. The API assumes an empty list."""
    object: Omittable[Annotated[Literal["list"], Hidden()]] = "list"
    """The type of the object. Construction sets it by default."""
    total: int
    """The total number of jobs, over all pages."""


CreateJobResponse = CompletionJobOut | ClassifierJobOut | LegacyJobMetadataOut
"""The response to a request to create a job: the job, or the metadata of a dry run. Identified by
``object`` and ``job_type``; without them, by the fields that are present."""

GetJobResponse = Annotated[
    CompletionDetailedJobOut | ClassifierDetailedJobOut, Discriminator("job_type")
]
"""The response to a request for one job, identified by ``job_type``."""
