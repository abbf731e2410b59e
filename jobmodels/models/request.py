"""The request to create a job in edition 2024-11-07: ``JobIn``, and the classes of its fields."""

from __future__ import annotations

from typing import Annotated, Literal

from ..core.constraints import SECRET, Default, Discriminator, Gt, Length, Shorthand, Uuid
from ..core.define import frozen
from ..core.model import Model
from ..core.unset import UNSET, Omittable
from .common import BaseGithubRepository, BaseTrainingParameters
from .display import Display
from .enums import FineTuneableModel


@frozen
class TrainingFile(Model):
    """An uploaded file to train on, and its sampling weight."""

    file_id: Annotated[Uuid, Display("file ID")]
    """The ID of the uploaded file, a UUID."""
    weight: Omittable[Annotated[float, Gt(0), Default(1.0)]] = UNSET
    """The sampling weight, relative to the other sources; above 0. The API assumes 1."""


@frozen
class TrainingParametersIn(BaseTrainingParameters):
    """The hyperparameters in a request."""


@frozen
class WandbIntegration(Model):
    """The Weights & Biases project to report a run to, and the API key."""

    type: Omittable[Literal["wandb"]] = "wandb"
    """The tag of the union. Construction sets it by default."""
    project: str
    """The W&B project to report to."""
    name: Omittable[str | None] = UNSET
    """The display name of the run. If absent, W&B shows the ID of the job."""
    api_key: Annotated[str, SECRET, Length(40, 40)]
    """The W&B API key, a secret. The schema requires exactly 40 characters; newer keys of W&B have
    86, and only lenient reading accepts these."""
    run_name: Omittable[str | None] = UNSET
    """The name of the run."""


@frozen
class GithubRepositoryIn(BaseGithubRepository):
    """A GitHub repository to train on, and the token to read it."""

    token: Annotated[str, SECRET]
    """The GitHub token, a secret."""


JobInIntegrations = Annotated[WandbIntegration, Discriminator("type")]
"""An integration in a request, identified by ``type``. A union with one member so far."""

JobInRepositories = Annotated[GithubRepositoryIn, Discriminator("type")]
"""A repository in a request, identified by ``type``. A union with one member so far."""


@frozen
class JobIn(Model):
    """A request to create a fine-tuning job."""

    model: FineTuneableModel
    """The base model to fine-tune."""
    training_files: Omittable[
        Annotated[tuple[Annotated[TrainingFile, Shorthand("file_id")], ...], Default(())]
    ] = UNSET
    """The files to train on. The API assumes an empty list, and then requires a repository. Lenient
    reading accepts bare file IDs, the form of the first edition."""
    validation_files: Omittable[tuple[Uuid, ...] | None] = UNSET
    """The IDs of the validation files. None of them may also be a training file."""
    hyperparameters: TrainingParametersIn
    """The hyperparameters of the training run."""
    suffix: Omittable[Annotated[str, Length(0, 18)] | None] = UNSET
    """A suffix for the name of the fine-tuned model; at most 18 characters."""
    integrations: Omittable[tuple[JobInIntegrations, ...] | None] = UNSET
    """The integrations to report the run to."""
    repositories: Omittable[Annotated[tuple[JobInRepositories, ...], Default(())]] = UNSET
    """The repositories to train on. The API assumes an empty list."""
    auto_start: Omittable[bool] = UNSET
    """Whether to start as soon as the files are validated. Optional, although announced as
    required. The schema defines no default; the API's guide says false."""
