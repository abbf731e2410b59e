"""Field groups that requests and responses share. Private: these are not schemas themselves."""

from __future__ import annotations

from typing import Annotated, Literal

from ..core.constraints import Default, Ge, Gt, Le
from ..core.define import frozen
from ..core.model import Model
from ..core.unset import UNSET, Omittable
from .display import Display, Hidden, Money, Seconds, Tokens, UnixTime


@frozen
class BaseHyperparameters(Model):
    """The hyperparameters of every training run, in every edition except the first."""

    training_steps: Omittable[Annotated[int, Ge(1)] | None] = UNSET
    """The number of optimizer updates; at least 1. Either this or ``epochs`` sets the length of
    the run."""
    learning_rate: Omittable[Annotated[float, Ge(1e-08), Le(1), Default(0.0001)]] = UNSET
    """The step size of an optimizer update: 1e-08 to 1. The API assumes 0.0001."""
    weight_decay: Omittable[Annotated[float, Ge(0), Le(1), Default(0.1)] | None] = UNSET
    """Weight decay (L2 regularisation): 0 to 1. The API assumes 0.1."""
    warmup_fraction: Omittable[Annotated[float, Ge(0), Le(1), Default(0.05)] | None] = UNSET
    """The share of the run in which the learning rate rises to its full value: 0 to 1. The API
    assumes 0.05."""
    epochs: Omittable[Annotated[float, Gt(0)] | None] = UNSET
    """The number of passes through the training data; above 0. Rarely an integer: if the client
    sets ``training_steps``, the server responds with the equivalent number of epochs."""


@frozen
class BaseTrainingParameters(BaseHyperparameters):
    """The hyperparameters of a training run."""

    fim_ratio: Omittable[
        Annotated[float, Ge(0), Le(1), Default(0.9), Display("FIM ratio")] | None
    ] = UNSET
    """The share of samples trained as fill-in-the-middle, for code models: 0 to 1. The API
    assumes 0.9."""
    seq_len: Omittable[Annotated[int, Ge(100), Display("sequence length")] | None] = UNSET
    """The maximum length of a training sequence, in tokens; at least 100."""


@frozen
class BaseGithubRepository(Model):
    """A GitHub repository to train on."""

    type: Omittable[Literal["github"]] = "github"
    """The tag of the union. Construction sets it by default."""
    name: str
    """The name of the repository, without its owner."""
    owner: str
    """The user or organisation that owns the repository."""
    ref: Omittable[str | None] = UNSET
    """The branch, tag or commit to train on."""
    weight: Omittable[Annotated[float, Gt(0), Default(1.0)]] = UNSET
    """The sampling weight, relative to the other sources; above 0. The API assumes 1."""


@frozen
class BaseMetadata(Model):
    """The server's estimates for a job: its duration, cost, tokens and start."""

    expected_duration_seconds: Omittable[Annotated[int, Seconds("expected duration")] | None] = (
        UNSET
    )
    """The expected duration of the job, in seconds."""
    cost: Omittable[Annotated[float, Money("cost_currency")] | None] = UNSET
    """The expected cost of the job, in ``cost_currency``."""
    cost_currency: Omittable[Annotated[str, Hidden()] | None] = UNSET
    """The currency of ``cost``; ``"USD"`` in records."""
    train_tokens_per_step: Omittable[Annotated[int, Tokens()] | None] = UNSET
    """The number of tokens that one training step consumes."""
    train_tokens: Omittable[Annotated[int, Tokens()] | None] = UNSET
    """The number of tokens that the whole run consumes."""
    data_tokens: Omittable[Annotated[int, Tokens()] | None] = UNSET
    """The number of tokens in the training data."""
    estimated_start_time: Omittable[Annotated[int, UnixTime()] | None] = UNSET
    """The expected start of the job, in UNIX seconds."""


@frozen
class BaseWandbIntegrationOut(Model):
    """The Weights & Biases project and run that a job reports to."""

    type: Omittable[Literal["wandb"]] = "wandb"
    """The tag of the union. Construction sets it by default."""
    project: str
    """The W&B project."""
    name: Omittable[str | None] = UNSET
    """The display name of the run. If absent, W&B shows the ID of the job."""
    run_name: Omittable[str | None] = UNSET
    """The name of the run."""
