"""What a client sends to create a job, as the published schemas of 2026-03-17 have it.

What did not change since 2024-11-07 is the same class: a training file, the integration, the
repository.
"""

from __future__ import annotations

from typing import Annotated

from ..core.constraints import Default, Ge, Le, Length, Shorthand, SiblingDiscriminator, Uuid
from ..core.define import frozen
from ..core.model import Model
from ..core.unset import UNSET, Omittable
from ..models.request import JobInIntegrations, JobInRepositories, TrainingFile
from .common import BaseClassifierParameters, BaseCompletionParameters
from .enums import FineTuneableModelType, FTClassifierLossFunction

__all__ = [
    "ClassifierTargetIn",
    "ClassifierTrainingParametersIn",
    "CompletionTrainingParametersIn",
    "Hyperparameters",
    "JobIn",
]


@frozen
class CompletionTrainingParametersIn(BaseCompletionParameters):
    """The hyperparameters that a client asks for, to train a model that completes text."""


@frozen
class ClassifierTrainingParametersIn(BaseClassifierParameters):
    """The hyperparameters that a client asks for, to train a classifier."""


Hyperparameters = Annotated[
    CompletionTrainingParametersIn | ClassifierTrainingParametersIn,
    SiblingDiscriminator("job_type", ("completion", "classifier")),
]
"""The hyperparameters in a request: those of the kind of job that its ``job_type`` says. Where it
says none, those with the fields that are there; where that leaves both, those of a completion.
The schema ties neither to a ``job_type``: what only the other kind takes is read as the other."""


@frozen
class ClassifierTargetIn(Model):
    """One thing that a classifier is to tell, and the labels it may choose from."""

    name: str
    """What the samples call it."""
    labels: tuple[str, ...]
    """The labels."""
    weight: Omittable[Annotated[float, Ge(0), Default(1.0)]] = UNSET
    """How much this target counts in the loss, relative to the others; at least 0. The API
    assumes 1."""
    loss_function: Omittable[FTClassifierLossFunction | None] = UNSET
    """What the loss assumes of the labels."""


@frozen
class JobIn(Model):
    """A request to create a fine-tuning job."""

    model: str
    """The base model to fine-tune: any name, unlike in earlier editions."""
    training_files: Omittable[
        Annotated[tuple[Annotated[TrainingFile, Shorthand("file_id")], ...], Default(())]
    ] = UNSET
    """The files to train on. The API assumes none, and then wants a repository. Lenient reading
    takes bare file IDs, the form of the first edition."""
    validation_files: Omittable[tuple[Uuid, ...] | None] = UNSET
    """The IDs of files to validate on; none of them may be among the training files."""
    suffix: Omittable[Annotated[str, Length(0, 18)] | None] = UNSET
    """Goes into the fine-tuned model's name; at most 18 characters."""
    integrations: Omittable[tuple[JobInIntegrations, ...] | None] = UNSET
    """Where to report the run."""
    auto_start: Omittable[bool] = UNSET
    """Whether to start as soon as the files are validated. Optional, although announced as
    required; the schema names no default."""
    invalid_sample_skip_percentage: Omittable[Annotated[float, Ge(0), Le(0.5), Default(0)]] = UNSET
    """The share of invalid samples that may be skipped: 0 to 0.5. A fraction, in spite of its
    name. The API assumes 0."""
    job_type: Omittable[FineTuneableModelType | None] = UNSET
    """What to train."""
    hyperparameters: Hyperparameters
    """How to train."""
    repositories: Omittable[tuple[JobInRepositories, ...] | None] = UNSET
    """The repositories to train on."""
    classifier_targets: Omittable[tuple[ClassifierTargetIn, ...] | None] = UNSET
    """What a classifier is to tell."""
