"""What a client sends to create a job: ``JobIn``, and what it holds.

Stated as the published schemas of 2024-11-07 have them. Nothing here knows how a request is sent.
"""

from __future__ import annotations

from typing import Annotated, Literal

from ..core.constraints import SECRET, Default, Discriminator, Gt, Length, Shorthand, Uuid
from ..core.define import frozen
from ..core.model import Model
from ..core.unset import UNSET, Omittable
from .common import BaseGithubRepository, BaseTrainingParameters
from .enums import FineTuneableModel

__all__ = [
    "GithubRepositoryIn",
    "JobIn",
    "JobInIntegrations",
    "JobInRepositories",
    "TrainingFile",
    "TrainingParametersIn",
    "WandbIntegration",
]


@frozen
class TrainingFile(Model):
    """One uploaded file to train on, and its share of the mix."""

    file_id: Uuid
    """The ID of the uploaded file, a UUID."""
    weight: Omittable[Annotated[float, Gt(0), Default(1.0)]] = UNSET
    """How often to sample from it, relative to the other sources; above 0. The API assumes 1."""


@frozen
class TrainingParametersIn(BaseTrainingParameters):
    """The hyperparameters that a client asks for."""


@frozen
class WandbIntegration(Model):
    """Where to report a run on Weights & Biases, and the key to do so."""

    type: Omittable[Literal["wandb"]] = "wandb"
    """The tag of the union; building by hand fills it in."""
    project: str
    """The W&B project to report to."""
    name: Omittable[str | None] = UNSET
    """The name to show for the run; where it is missing, W&B shows the job's ID."""
    api_key: Annotated[str, SECRET, Length(40, 40)]
    """The W&B key, a secret of exactly 40 characters in the schema. W&B itself has since moved to
    keys of 86: a record with one reads leniently."""
    run_name: Omittable[str | None] = UNSET
    """The run's name."""


@frozen
class GithubRepositoryIn(BaseGithubRepository):
    """A GitHub repository to train on, and the token to read it with."""

    token: Annotated[str, SECRET]
    """The GitHub token, a secret."""


JobInIntegrations = Annotated[WandbIntegration, Discriminator("type")]
"""An integration in a request, told by ``type``: a union of one member so far."""

JobInRepositories = Annotated[GithubRepositoryIn, Discriminator("type")]
"""A repository in a request, told by ``type``: a union of one member so far."""


@frozen
class JobIn(Model):
    """A request to create a fine-tuning job."""

    model: FineTuneableModel
    """The base model to fine-tune."""
    training_files: Omittable[
        Annotated[tuple[Annotated[TrainingFile, Shorthand("file_id")], ...], Default(())]
    ] = UNSET
    """The files to train on. The API assumes none, and then wants a repository. The first
    edition had bare file IDs here; lenient reading still takes them."""
    validation_files: Omittable[tuple[Uuid, ...] | None] = UNSET
    """The IDs of files to validate on; none of them may be among the training files."""
    hyperparameters: TrainingParametersIn
    """How to train."""
    suffix: Omittable[Annotated[str, Length(0, 18)] | None] = UNSET
    """Goes into the fine-tuned model's name; at most 18 characters."""
    integrations: Omittable[tuple[JobInIntegrations, ...] | None] = UNSET
    """Where to report the run."""
    repositories: Omittable[Annotated[tuple[JobInRepositories, ...], Default(())]] = UNSET
    """The repositories to train on. The API assumes none."""
    auto_start: Omittable[bool] = UNSET
    """Whether to start as soon as the files are validated. Optional in every edition, although
    announced as required; the schema names no default, the API's guide says false."""
