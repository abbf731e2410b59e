"""Field groups that a request and an answer share. Private: they are no schemas themselves."""

from __future__ import annotations

from typing import Annotated, Literal

from ..core.constraints import Default, Ge, Gt, Le
from ..core.define import frozen
from ..core.model import Model
from ..core.unset import UNSET, Omittable

__all__ = [
    "BaseGithubRepository",
    "BaseHyperparameters",
    "BaseMetadata",
    "BaseTrainingParameters",
    "BaseWandbIntegrationOut",
]


@frozen
class BaseHyperparameters(Model):
    """The hyperparameters of every training run, in every edition but the first."""

    training_steps: Omittable[Annotated[int, Ge(1)] | None] = UNSET
    """How many optimizer updates to make; at least 1. Either this or ``epochs`` sets the length
    of the run."""
    learning_rate: Omittable[Annotated[float, Ge(1e-08), Le(1), Default(0.0001)]] = UNSET
    """How far an update moves the weights: 1e-08 to 1. The API assumes 0.0001."""
    weight_decay: Omittable[Annotated[float, Ge(0), Le(1), Default(0.1)] | None] = UNSET
    """Weight decay (L2 regularisation): 0 to 1. The API assumes 0.1."""
    warmup_fraction: Omittable[Annotated[float, Ge(0), Le(1), Default(0.05)] | None] = UNSET
    """The share of the run in which the learning rate rises to its value: 0 to 1. The API
    assumes 0.05."""
    epochs: Omittable[Annotated[float, Gt(0)] | None] = UNSET
    """How often to go through the training data; above 0, and seldom whole: where the client
    asked for steps, the server answers with the epochs they come to."""


@frozen
class BaseTrainingParameters(BaseHyperparameters):
    """The hyperparameters of a training run."""

    fim_ratio: Omittable[Annotated[float, Ge(0), Le(1), Default(0.9)] | None] = UNSET
    """The share of samples trained as fill-in-the-middle, for code models: 0 to 1. The API
    assumes 0.9."""
    seq_len: Omittable[Annotated[int, Ge(100)] | None] = UNSET
    """The longest training sequence, in tokens; at least 100."""


@frozen
class BaseGithubRepository(Model):
    """A GitHub repository to train on."""

    type: Omittable[Literal["github"]] = "github"
    """The tag of the union; building by hand fills it in."""
    name: str
    """The repository's name, without its owner."""
    owner: str
    """The user or organisation it belongs to."""
    ref: Omittable[str | None] = UNSET
    """The branch, tag or commit to train on."""
    weight: Omittable[Annotated[float, Gt(0), Default(1.0)]] = UNSET
    """How often to sample from it, relative to the other sources; above 0. The API assumes 1."""


@frozen
class BaseMetadata(Model):
    """What the server expects a job to take and to cost."""

    expected_duration_seconds: Omittable[int | None] = UNSET
    """How long the job is expected to run, in seconds."""
    cost: Omittable[float | None] = UNSET
    """What the job is expected to cost, in ``cost_currency``."""
    cost_currency: Omittable[str | None] = UNSET
    """The currency of ``cost``; records have ``"USD"``."""
    train_tokens_per_step: Omittable[int | None] = UNSET
    """How many tokens one training step consumes."""
    train_tokens: Omittable[int | None] = UNSET
    """How many tokens the whole run consumes."""
    data_tokens: Omittable[int | None] = UNSET
    """How many tokens the training data has."""
    estimated_start_time: Omittable[int | None] = UNSET
    """When the job is expected to start, in UNIX seconds."""


@frozen
class BaseWandbIntegrationOut(Model):
    """Where a run is reported on Weights & Biases."""

    type: Omittable[Literal["wandb"]] = "wandb"
    """The tag of the union; building by hand fills it in."""
    project: str
    """The W&B project."""
    name: Omittable[str | None] = UNSET
    """The name shown for the run; where it is missing, W&B shows the job's ID."""
    run_name: Omittable[str | None] = UNSET
    """The run's name."""
