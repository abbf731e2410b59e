"""The wire form of edition 2024-11-07 as ``TypedDict``s, for hosts that use dicts.

``JobInDict`` is the payload in snake_case that strict reading accepts for a ``JobIn``, and that
``unstructure`` returns for one that was read strictly. ``StatusValue`` is the type of the ``value``
of a ``Status``. The types do not contain keys that the schema does not define, although reading
keeps them. Does not import any model class.

Generated from the classes by ``.ci/write_types.py``. Do not edit.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal

from ._typed_dict import TypedDict

if TYPE_CHECKING:
    from . import v2024_06, v2026

__all__ = [
    "ApiEndpointValue",
    "BatchErrorDict",
    "BatchJobInDict",
    "BatchJobOutDict",
    "BatchJobStatusValue",
    "BatchJobsOutDict",
    "CheckpointOutDict",
    "CreateJobResponseDict",
    "DetailedJobOutDict",
    "EventOutDict",
    "FineTuneableModelValue",
    "GithubRepositoryInDict",
    "GithubRepositoryOutDict",
    "IntegrationsDict",
    "JobInDict",
    "JobInIntegrationsDict",
    "JobInRepositoriesDict",
    "JobMetadataOutDict",
    "JobOutDict",
    "JobsOutDict",
    "LegacyJobMetadataOutDict",
    "MetricOutDict",
    "ObjectTValue",
    "RepositoriesDict",
    "StatusValue",
    "TrainingFileDict",
    "TrainingParametersDict",
    "TrainingParametersInDict",
    "WandbIntegrationDict",
    "WandbIntegrationOutDict",
    "v2024_06",
    "v2026",
]


FineTuneableModelValue = Literal[
    "open-mistral-7b",
    "mistral-small-latest",
    "codestral-latest",
    "mistral-large-latest",
    "open-mistral-nemo",
]
"""The values of ``FineTuneableModel``."""


ObjectTValue = Literal["job"]
"""The values of ``ObjectT``."""


StatusValue = Literal[
    "QUEUED",
    "STARTED",
    "VALIDATING",
    "VALIDATED",
    "RUNNING",
    "FAILED_VALIDATION",
    "FAILED",
    "SUCCESS",
    "CANCELLED",
    "CANCELLATION_REQUESTED",
]
"""The values of ``Status``."""


class _GithubRepositoryInRequired(TypedDict):
    """The required keys of ``GithubRepositoryIn``."""

    name: str
    owner: str
    token: str


class GithubRepositoryInDict(_GithubRepositoryInRequired, total=False):
    """The wire form of ``GithubRepositoryIn``."""

    type: Literal["github"]
    ref: str | None
    weight: float


class _JobInRequired(TypedDict):
    """The required keys of ``JobIn``."""

    model: FineTuneableModelValue
    hyperparameters: TrainingParametersInDict


class JobInDict(_JobInRequired, total=False):
    """The wire form of ``JobIn``."""

    training_files: list[TrainingFileDict]
    validation_files: list[str] | None
    suffix: str | None
    integrations: list[JobInIntegrationsDict] | None
    repositories: list[JobInRepositoriesDict]
    auto_start: bool


class _TrainingFileRequired(TypedDict):
    """The required keys of ``TrainingFile``."""

    file_id: str


class TrainingFileDict(_TrainingFileRequired, total=False):
    """The wire form of ``TrainingFile``."""

    weight: float


class TrainingParametersInDict(TypedDict, total=False):
    """The wire form of ``TrainingParametersIn``."""

    training_steps: int | None
    learning_rate: float
    weight_decay: float | None
    warmup_fraction: float | None
    epochs: float | None
    fim_ratio: float | None
    seq_len: int | None


class _WandbIntegrationRequired(TypedDict):
    """The required keys of ``WandbIntegration``."""

    project: str
    api_key: str


class WandbIntegrationDict(_WandbIntegrationRequired, total=False):
    """The wire form of ``WandbIntegration``."""

    type: Literal["wandb"]
    name: str | None
    run_name: str | None


class CheckpointOutDict(TypedDict):
    """The wire form of ``CheckpointOut``."""

    metrics: MetricOutDict
    step_number: int
    created_at: int


class _DetailedJobOutRequired(TypedDict):
    """The required keys of ``DetailedJobOut``."""

    id: str
    auto_start: bool
    hyperparameters: TrainingParametersDict
    model: FineTuneableModelValue
    status: StatusValue
    job_type: str
    created_at: int
    modified_at: int
    training_files: list[str]


class DetailedJobOutDict(_DetailedJobOutRequired, total=False):
    """The wire form of ``DetailedJobOut``."""

    validation_files: list[str] | None
    object: ObjectTValue
    fine_tuned_model: str | None
    suffix: str | None
    integrations: list[IntegrationsDict] | None
    trained_tokens: int | None
    repositories: list[RepositoriesDict]
    metadata: JobMetadataOutDict | None
    events: list[EventOutDict]
    checkpoints: list[CheckpointOutDict]


class _EventOutRequired(TypedDict):
    """The required keys of ``EventOut``."""

    name: str
    created_at: int


class EventOutDict(_EventOutRequired, total=False):
    """The wire form of ``EventOut``."""

    data: dict[str, Any] | None


class _GithubRepositoryOutRequired(TypedDict):
    """The required keys of ``GithubRepositoryOut``."""

    name: str
    owner: str
    commit_id: str


class GithubRepositoryOutDict(_GithubRepositoryOutRequired, total=False):
    """The wire form of ``GithubRepositoryOut``."""

    type: Literal["github"]
    ref: str | None
    weight: float


class JobMetadataOutDict(TypedDict, total=False):
    """The wire form of ``JobMetadataOut``."""

    expected_duration_seconds: int | None
    cost: float | None
    cost_currency: str | None
    train_tokens_per_step: int | None
    train_tokens: int | None
    data_tokens: int | None
    estimated_start_time: int | None


class _JobOutRequired(TypedDict):
    """The required keys of ``JobOut``."""

    id: str
    auto_start: bool
    hyperparameters: TrainingParametersDict
    model: FineTuneableModelValue
    status: StatusValue
    job_type: str
    created_at: int
    modified_at: int
    training_files: list[str]


class JobOutDict(_JobOutRequired, total=False):
    """The wire form of ``JobOut``."""

    validation_files: list[str] | None
    object: ObjectTValue
    fine_tuned_model: str | None
    suffix: str | None
    integrations: list[IntegrationsDict] | None
    trained_tokens: int | None
    repositories: list[RepositoriesDict]
    metadata: JobMetadataOutDict | None


class _JobsOutRequired(TypedDict):
    """The required keys of ``JobsOut``."""

    total: int


class JobsOutDict(_JobsOutRequired, total=False):
    """The wire form of ``JobsOut``."""

    data: list[JobOutDict]
    object: Literal["list"]


class _LegacyJobMetadataOutRequired(TypedDict):
    """The required keys of ``LegacyJobMetadataOut``."""

    details: str


class LegacyJobMetadataOutDict(_LegacyJobMetadataOutRequired, total=False):
    """The wire form of ``LegacyJobMetadataOut``."""

    expected_duration_seconds: int | None
    cost: float | None
    cost_currency: str | None
    train_tokens_per_step: int | None
    train_tokens: int | None
    data_tokens: int | None
    estimated_start_time: int | None
    deprecated: bool
    epochs: float | None
    training_steps: int | None
    object: Literal["job.metadata"]


class MetricOutDict(TypedDict, total=False):
    """The wire form of ``MetricOut``."""

    train_loss: float | None
    valid_loss: float | None
    valid_mean_token_accuracy: float | None


class TrainingParametersDict(TypedDict, total=False):
    """The wire form of ``TrainingParameters``."""

    training_steps: int | None
    learning_rate: float
    weight_decay: float | None
    warmup_fraction: float | None
    epochs: float | None
    fim_ratio: float | None
    seq_len: int | None


class _WandbIntegrationOutRequired(TypedDict):
    """The required keys of ``WandbIntegrationOut``."""

    project: str


class WandbIntegrationOutDict(_WandbIntegrationOutRequired, total=False):
    """The wire form of ``WandbIntegrationOut``."""

    type: Literal["wandb"]
    name: str | None
    run_name: str | None


ApiEndpointValue = Literal[
    "/v1/chat/completions",
    "/v1/embeddings",
    "/v1/fim/completions",
    "/v1/moderations",
]
"""The values of ``ApiEndpoint``."""


class _BatchErrorRequired(TypedDict):
    """The required keys of ``BatchError``."""

    message: str


class BatchErrorDict(_BatchErrorRequired, total=False):
    """The wire form of ``BatchError``."""

    count: int


class _BatchJobInRequired(TypedDict):
    """The required keys of ``BatchJobIn``."""

    input_files: list[str]
    endpoint: ApiEndpointValue
    model: str


class BatchJobInDict(_BatchJobInRequired, total=False):
    """The wire form of ``BatchJobIn``."""

    metadata: dict[str, str] | None
    timeout_hours: int


class _BatchJobOutRequired(TypedDict):
    """The required keys of ``BatchJobOut``."""

    id: str
    input_files: list[str]
    endpoint: str
    model: str
    errors: list[BatchErrorDict]
    status: BatchJobStatusValue
    created_at: int
    total_requests: int
    completed_requests: int
    succeeded_requests: int
    failed_requests: int


class BatchJobOutDict(_BatchJobOutRequired, total=False):
    """The wire form of ``BatchJobOut``."""

    object: Literal["batch"]
    metadata: dict[str, Any] | None
    output_file: str | None
    error_file: str | None
    started_at: int | None
    completed_at: int | None


BatchJobStatusValue = Literal[
    "QUEUED",
    "RUNNING",
    "SUCCESS",
    "FAILED",
    "TIMEOUT_EXCEEDED",
    "CANCELLATION_REQUESTED",
    "CANCELLED",
]
"""The values of ``BatchJobStatus``."""


class _BatchJobsOutRequired(TypedDict):
    """The required keys of ``BatchJobsOut``."""

    total: int


class BatchJobsOutDict(_BatchJobsOutRequired, total=False):
    """The wire form of ``BatchJobsOut``."""

    data: list[BatchJobOutDict]
    object: Literal["list"]


JobInIntegrationsDict = WandbIntegrationDict
"""The wire form of ``JobInIntegrations``."""


JobInRepositoriesDict = GithubRepositoryInDict
"""The wire form of ``JobInRepositories``."""


CreateJobResponseDict = JobOutDict | LegacyJobMetadataOutDict
"""The wire form of ``CreateJobResponse``."""


IntegrationsDict = WandbIntegrationOutDict
"""The wire form of ``Integrations``."""


RepositoriesDict = GithubRepositoryOutDict
"""The wire form of ``Repositories``."""


if not TYPE_CHECKING:  # the other editions are imported on first use

    def __getattr__(name: str) -> Any:
        if name in ["v2024_06", "v2026"]:
            return import_module(f".{name}", __name__)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
