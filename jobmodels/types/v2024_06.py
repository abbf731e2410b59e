"""The wire form of edition 2024-06-05 as ``TypedDict``s, for hosts that use dicts.

``JobInDict`` is the payload in snake_case that strict reading accepts for a ``JobIn``, and that
``unstructure`` returns for one that was read strictly. ``StatusValue`` is the type of the ``value``
of a ``Status``. The types do not contain keys that the schema does not define, although reading
keeps them. Does not import any model class.

Generated from the classes by ``.ci/write_types.py``. Do not edit.
"""

from __future__ import annotations

from typing import Literal

from ._typed_dict import TypedDict

__all__ = [
    "CheckpointOutDict",
    "DetailedJobOutDict",
    "EventOutDict",
    "FineTuneableModelValue",
    "JobInDict",
    "JobMetadataDict",
    "JobOutDict",
    "JobsOutDict",
    "MetricOutDict",
    "StatusValue",
    "TrainingParametersDict",
    "WandbIntegrationDict",
    "WandbIntegrationOutDict",
]


class CheckpointOutDict(TypedDict):
    """The wire form of ``CheckpointOut``."""

    metrics: MetricOutDict
    step_number: int
    created_at: int


class _DetailedJobOutRequired(TypedDict):
    """The required keys of ``DetailedJobOut``."""

    id: str
    hyperparameters: TrainingParametersDict
    model: FineTuneableModelValue
    status: StatusValue
    job_type: str
    created_at: int
    modified_at: int
    training_files: list[str]


class DetailedJobOutDict(_DetailedJobOutRequired, total=False):
    """The wire form of ``DetailedJobOut``."""

    validation_files: list[str]
    object: Literal["job"]
    fine_tuned_model: str
    integrations: list[WandbIntegrationOutDict]
    events: list[EventOutDict]
    checkpoints: list[CheckpointOutDict]


class _EventOutRequired(TypedDict):
    """The required keys of ``EventOut``."""

    name: str
    created_at: int


class EventOutDict(_EventOutRequired, total=False):
    """The wire form of ``EventOut``."""

    data: StatusValue


FineTuneableModelValue = Literal["open-mistral-7b", "mistral-small-latest"]
"""The values of ``FineTuneableModel``."""


class _JobInRequired(TypedDict):
    """The required keys of ``JobIn``."""

    model: FineTuneableModelValue
    training_files: list[str]
    hyperparameters: TrainingParametersDict


class JobInDict(_JobInRequired, total=False):
    """The wire form of ``JobIn``."""

    validation_files: list[str]
    suffix: str
    integrations: list[WandbIntegrationDict]


class JobMetadataDict(TypedDict, total=False):
    """The wire form of ``JobMetadata``."""

    training_steps: int
    train_tokens_per_step: int
    data_tokens: int
    train_tokens: int
    epochs: float
    expected_duration_seconds: int


class _JobOutRequired(TypedDict):
    """The required keys of ``JobOut``."""

    id: str
    hyperparameters: TrainingParametersDict
    model: FineTuneableModelValue
    status: StatusValue
    job_type: str
    created_at: int
    modified_at: int
    training_files: list[str]


class JobOutDict(_JobOutRequired, total=False):
    """The wire form of ``JobOut``."""

    validation_files: list[str]
    object: Literal["job"]
    fine_tuned_model: str
    integrations: list[WandbIntegrationOutDict]


class JobsOutDict(TypedDict, total=False):
    """The wire form of ``JobsOut``."""

    data: list[JobOutDict]
    object: Literal["list"]


class MetricOutDict(TypedDict, total=False):
    """The wire form of ``MetricOut``."""

    train_loss: float
    valid_loss: float
    valid_mean_token_accuracy: float


StatusValue = Literal[
    "QUEUED",
    "STARTED",
    "RUNNING",
    "FAILED",
    "SUCCESS",
    "CANCELLED",
    "CANCELLATION_REQUESTED",
]
"""The values of ``Status``."""


class _TrainingParametersRequired(TypedDict):
    """The required keys of ``TrainingParameters``."""

    training_steps: int


class TrainingParametersDict(_TrainingParametersRequired, total=False):
    """The wire form of ``TrainingParameters``."""

    learning_rate: float


class _WandbIntegrationRequired(TypedDict):
    """The required keys of ``WandbIntegration``."""

    project: str
    api_key: str


class WandbIntegrationDict(_WandbIntegrationRequired, total=False):
    """The wire form of ``WandbIntegration``."""

    type: Literal["wandb"]
    name: str


class _WandbIntegrationOutRequired(TypedDict):
    """The required keys of ``WandbIntegrationOut``."""

    project: str


class WandbIntegrationOutDict(_WandbIntegrationOutRequired, total=False):
    """The wire form of ``WandbIntegrationOut``."""

    type: Literal["wandb"]
    name: str
