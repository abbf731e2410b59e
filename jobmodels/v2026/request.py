"""The request to create a job in edition 2026-03-17."""

from __future__ import annotations

from typing import Annotated

from ..core.constraints import Default, Ge, Le, Length, Shorthand, SiblingDiscriminator, Uuid
from ..core.define import frozen
from ..core.model import Model
from ..core.unset import UNSET, Omittable
from ..models.request import JobInIntegrations, JobInRepositories, TrainingFile
from .common import BaseClassifierParameters, BaseCompletionParameters
from .enums import FineTuneableModelType, FTClassifierLossFunction


@frozen
class CompletionTrainingParametersIn(BaseCompletionParameters):
    """The hyperparameters in a request to train a model that completes text."""


@frozen
class ClassifierTrainingParametersIn(BaseClassifierParameters):
    """The hyperparameters in a request to train a classifier."""


Hyperparameters = Annotated[
    CompletionTrainingParametersIn | ClassifierTrainingParametersIn,
    SiblingDiscriminator(
        "job_type",
        completion=CompletionTrainingParametersIn,
        classifier=ClassifierTrainingParametersIn,
    ),
]
"""The hyperparameters in a request. Reading tries the class for the ``job_type`` first. Without a
``job_type``, it first tries the class that fits the present fields better, or the completion class
if both fit equally. The schema accepts either class with any ``job_type``: a payload that only the
other class accepts is read as that class."""


@frozen
class ClassifierTargetIn(Model):
    """A target that the classifier learns to predict, and its possible labels."""

    name: str
    """The name of the target in the samples."""
    labels: tuple[str, ...]
    """The possible labels."""
    weight: Omittable[Annotated[float, Ge(0), Default(1.0)]] = UNSET
    """The weight of this target in the loss, relative to the other targets; at least 0. The API
    assumes 1."""
    loss_function: Omittable[FTClassifierLossFunction | None] = UNSET
    """The loss function: one label or several per sample."""


@frozen
class JobIn(Model):
    """A request to create a fine-tuning job."""

    model: str
    """The base model to fine-tune: any name, unlike in earlier editions."""
    training_files: Omittable[
        Annotated[tuple[Annotated[TrainingFile, Shorthand("file_id")], ...], Default(())]
    ] = UNSET
    """The files to train on. The API assumes an empty list, and then requires a repository. Lenient
    reading accepts bare file IDs, the form of the first edition."""
    validation_files: Omittable[tuple[Uuid, ...] | None] = UNSET
    """The IDs of the validation files. None of them may also be a training file."""
    suffix: Omittable[Annotated[str, Length(0, 18)] | None] = UNSET
    """A suffix for the name of the fine-tuned model; at most 18 characters."""
    integrations: Omittable[tuple[JobInIntegrations, ...] | None] = UNSET
    """The integrations to report the run to."""
    auto_start: Omittable[bool] = UNSET
    """Whether to start as soon as the files are validated. Optional, although announced as
    required. The schema defines no default."""
    invalid_sample_skip_percentage: Omittable[Annotated[float, Ge(0), Le(0.5), Default(0)]] = UNSET
    """The share of invalid samples that may be skipped: 0 to 0.5. A fraction, despite its name.
    The API assumes 0."""
    job_type: Omittable[FineTuneableModelType | None] = UNSET
    """The kind of model to train."""
    hyperparameters: Hyperparameters
    """The hyperparameters of the training run."""
    repositories: Omittable[tuple[JobInRepositories, ...] | None] = UNSET
    """The repositories to train on."""
    classifier_targets: Omittable[tuple[ClassifierTargetIn, ...] | None] = UNSET
    """The targets of a classifier."""
