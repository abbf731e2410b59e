"""What the server answers, as the published schemas of 2026-03-17 have it.

A job is a completion job or a classifier job now, told apart by ``job_type``. What did not change
since 2024-11-07 is the same class: events, checkpoints, metadata, the repository, the dry run.
"""

from __future__ import annotations

from typing import Annotated, Literal

from ..core.constraints import Default, Discriminator, Uuid
from ..core.define import frozen
from ..core.model import Model
from ..core.unset import UNSET, Omittable
from ..models.common import BaseWandbIntegrationOut
from ..models.enums import Status
from ..models.response import (
    CheckpointOut,
    EventOut,
    JobMetadataOut,
    LegacyJobMetadataOut,
    Repositories,
)
from .common import BaseClassifierParameters, BaseCompletionParameters
from .enums import FTClassifierLossFunction

__all__ = [
    "ClassifierDetailedJobOut",
    "ClassifierJobOut",
    "ClassifierTargetOut",
    "ClassifierTrainingParameters",
    "CompletionDetailedJobOut",
    "CompletionJobOut",
    "CompletionTrainingParameters",
    "CreateJobResponse",
    "GetJobResponse",
    "Integrations",
    "JobsOut",
    "JobsOutData",
    "WandbIntegrationOut",
]


@frozen
class CompletionTrainingParameters(BaseCompletionParameters):
    """The hyperparameters that a completion job runs with."""


@frozen
class ClassifierTrainingParameters(BaseClassifierParameters):
    """The hyperparameters that a classifier job runs with."""


@frozen
class ClassifierTargetOut(Model):
    """One thing that a classifier tells, and the labels it chooses from."""

    name: str
    """What the samples call it."""
    labels: tuple[str, ...]
    """The labels."""
    weight: float
    """How much this target counts in the loss, relative to the others."""
    loss_function: FTClassifierLossFunction
    """What the loss assumes of the labels."""


@frozen
class WandbIntegrationOut(BaseWandbIntegrationOut):
    """Where a run is reported on Weights & Biases, and where to look at it."""

    url: Omittable[str | None] = UNSET
    """The run's page."""


Integrations = Annotated[WandbIntegrationOut, Discriminator("type")]
"""An integration in an answer, told by ``type``: a union of one member so far."""


@frozen
class BaseJob(Model):
    """What every job has. Private: it is no schema itself."""

    id: Uuid
    """The job's ID, a UUID."""
    auto_start: bool
    """Whether the job starts by itself once its files are validated."""
    model: str
    """The base model: any name, unlike in earlier editions."""
    status: Status
    """Where the job stands."""
    created_at: int
    """When the job was created, in UNIX seconds."""
    modified_at: int
    """When the job last changed, in UNIX seconds."""
    training_files: tuple[Uuid, ...]
    """The IDs of the files it trains on."""
    validation_files: Omittable[Annotated[tuple[Uuid, ...], Default(())] | None] = UNSET
    """The IDs of the files it validates on. The API assumes none."""
    object: Omittable[Literal["job"]] = "job"
    """What this is; building by hand fills it in."""
    fine_tuned_model: Omittable[str | None] = UNSET
    """The name of the model that came out, null until there is one."""
    suffix: Omittable[str | None] = UNSET
    """What the request asked to have in that name."""
    integrations: Omittable[tuple[Integrations, ...] | None] = UNSET
    """Where the run is reported."""
    trained_tokens: Omittable[int | None] = UNSET
    """How many tokens the job has trained on."""
    metadata: Omittable[JobMetadataOut | None] = UNSET
    """What it is expected to take and to cost."""


@frozen
class CompletionJobOut(BaseJob):
    """A job that trains a model to complete text."""

    job_type: Omittable[Literal["completion"]] = "completion"
    """The tag of the union; building by hand fills it in."""
    hyperparameters: CompletionTrainingParameters
    """How it trains."""
    repositories: Omittable[Annotated[tuple[Repositories, ...], Default(())]] = UNSET
    """The repositories it trains on. The API assumes none."""


@frozen
class ClassifierJobOut(BaseJob):
    """A job that trains a classifier."""

    job_type: Omittable[Literal["classifier"]] = "classifier"
    """The tag of the union; building by hand fills it in."""
    hyperparameters: ClassifierTrainingParameters
    """How it trains."""


@frozen
class CompletionDetailedJobOut(CompletionJobOut):
    """A completion job with its history."""

    events: Omittable[Annotated[tuple[EventOut, ...], Default(())]] = UNSET
    """What has happened to it, oldest first in the records of 2025. The API assumes none."""
    checkpoints: Omittable[Annotated[tuple[CheckpointOut, ...], Default(())]] = UNSET
    """The states kept during training, newest first. The API assumes none."""


@frozen
class ClassifierDetailedJobOut(ClassifierJobOut):
    """A classifier job with its history and its targets."""

    events: Omittable[Annotated[tuple[EventOut, ...], Default(())]] = UNSET
    """What has happened to it, oldest first in the records of 2025. The API assumes none."""
    checkpoints: Omittable[Annotated[tuple[CheckpointOut, ...], Default(())]] = UNSET
    """The states kept during training, newest first. The API assumes none."""
    classifier_targets: tuple[ClassifierTargetOut, ...]
    """What the classifier tells."""


JobsOutData = Annotated[CompletionJobOut | ClassifierJobOut, Discriminator("job_type")]
"""A job in a list, told by ``job_type``."""


@frozen
class JobsOut(Model):
    """One page of a list of jobs."""

    data: Omittable[Annotated[tuple[JobsOutData, ...], Default(())]] = UNSET
    """The jobs. The API assumes none."""
    object: Omittable[Literal["list"]] = "list"
    """What this is; building by hand fills it in."""
    total: int
    """How many jobs there are on all pages together."""


CreateJobResponse = CompletionJobOut | ClassifierJobOut | LegacyJobMetadataOut
"""What the server answers to a request to create a job: the job, or the metadata of a dry run.
Told apart by ``object`` and ``job_type``, else by which fields are there."""

GetJobResponse = Annotated[
    CompletionDetailedJobOut | ClassifierDetailedJobOut, Discriminator("job_type")
]
"""What the server answers to a request for one job, told by ``job_type``."""
