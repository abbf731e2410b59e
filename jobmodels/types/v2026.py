"""The wire form of edition 2026-03-17 as ``TypedDict``s, for hosts that use dicts.

``JobInDict`` is the payload in snake_case that strict reading accepts for a ``JobIn``, and that
``unstructure`` returns for one that was read strictly. ``StatusValue`` is the type of the ``value``
of a ``Status``. The types do not contain keys that the schema does not define, although reading
keeps them. Does not import any model class.

Generated from the classes by ``.ci/write_types.py``. Do not edit.
"""

from __future__ import annotations

from typing import Any, Literal

from . import (
    BatchErrorDict,
    BatchJobStatusValue,
    CheckpointOutDict,
    EventOutDict,
    GithubRepositoryInDict,
    GithubRepositoryOutDict,
    JobInIntegrationsDict,
    JobInRepositoriesDict,
    JobMetadataOutDict,
    LegacyJobMetadataOutDict,
    MetricOutDict,
    RepositoriesDict,
    StatusValue,
    TrainingFileDict,
    WandbIntegrationDict,
)
from ._typed_dict import TypedDict

__all__ = [
    "ApiEndpointValue",
    "BatchErrorDict",
    "BatchJobInDict",
    "BatchJobOutDict",
    "BatchJobStatusValue",
    "BatchJobsOutDict",
    "BatchRequestDict",
    "BatchResponseDict",
    "BatchResultDict",
    "CheckpointOutDict",
    "ClassifierDetailedJobOutDict",
    "ClassifierJobOutDict",
    "ClassifierTargetInDict",
    "ClassifierTargetOutDict",
    "ClassifierTrainingParametersDict",
    "ClassifierTrainingParametersInDict",
    "CompletionDetailedJobOutDict",
    "CompletionJobOutDict",
    "CompletionTrainingParametersDict",
    "CompletionTrainingParametersInDict",
    "CreateJobResponseDict",
    "EventOutDict",
    "FTClassifierLossFunctionValue",
    "FineTuneableModelTypeValue",
    "GetJobResponseDict",
    "GithubRepositoryInDict",
    "GithubRepositoryOutDict",
    "HyperparametersDict",
    "IntegrationsDict",
    "JobInDict",
    "JobInIntegrationsDict",
    "JobInRepositoriesDict",
    "JobMetadataOutDict",
    "JobsOutDataDict",
    "JobsOutDict",
    "LegacyJobMetadataOutDict",
    "MetricOutDict",
    "RepositoriesDict",
    "StatusValue",
    "TrainingFileDict",
    "WandbIntegrationDict",
    "WandbIntegrationOutDict",
]


ApiEndpointValue = Literal[
    "/v1/chat/completions",
    "/v1/embeddings",
    "/v1/fim/completions",
    "/v1/moderations",
    "/v1/chat/moderations",
    "/v1/ocr",
    "/v1/classifications",
    "/v1/chat/classifications",
    "/v1/conversations",
    "/v1/audio/transcriptions",
]
"""The values of ``ApiEndpoint``."""


class _BatchJobInRequired(TypedDict):
    """The required keys of ``BatchJobIn``."""

    endpoint: ApiEndpointValue


class BatchJobInDict(_BatchJobInRequired, total=False):
    """The wire form of ``BatchJobIn``."""

    input_files: list[str] | None
    requests: list[BatchRequestDict] | None
    model: str | None
    agent_id: str | None
    metadata: dict[str, str] | None
    timeout_hours: int


class _BatchJobOutRequired(TypedDict):
    """The required keys of ``BatchJobOut``."""

    id: str
    input_files: list[str]
    endpoint: str
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
    model: str | None
    agent_id: str | None
    output_file: str | None
    error_file: str | None
    outputs: list[dict[str, Any]] | None
    started_at: int | None
    completed_at: int | None


class _BatchJobsOutRequired(TypedDict):
    """The required keys of ``BatchJobsOut``."""

    total: int


class BatchJobsOutDict(_BatchJobsOutRequired, total=False):
    """The wire form of ``BatchJobsOut``."""

    data: list[BatchJobOutDict]
    object: Literal["list"]


class _BatchRequestRequired(TypedDict):
    """The required keys of ``BatchRequest``."""

    body: dict[str, Any]


class BatchRequestDict(_BatchRequestRequired, total=False):
    """The wire form of ``BatchRequest``."""

    custom_id: str | None


class BatchResponseDict(TypedDict):
    """The wire form of ``BatchResponse``."""

    status_code: int
    body: dict[str, Any]


class _BatchResultRequired(TypedDict):
    """The required keys of ``BatchResult``."""

    id: str


class BatchResultDict(_BatchResultRequired, total=False):
    """The wire form of ``BatchResult``."""

    custom_id: str | None
    response: BatchResponseDict | None
    error: str | dict[str, Any] | None


class _ClassifierDetailedJobOutRequired(TypedDict):
    """The required keys of ``ClassifierDetailedJobOut``."""

    id: str
    auto_start: bool
    model: str
    status: StatusValue
    created_at: int
    modified_at: int
    training_files: list[str]
    hyperparameters: ClassifierTrainingParametersDict
    classifier_targets: list[ClassifierTargetOutDict]


class ClassifierDetailedJobOutDict(_ClassifierDetailedJobOutRequired, total=False):
    """The wire form of ``ClassifierDetailedJobOut``."""

    validation_files: list[str] | None
    object: Literal["job"]
    fine_tuned_model: str | None
    suffix: str | None
    integrations: list[IntegrationsDict] | None
    trained_tokens: int | None
    metadata: JobMetadataOutDict | None
    job_type: Literal["classifier"]
    events: list[EventOutDict]
    checkpoints: list[CheckpointOutDict]


class _ClassifierJobOutRequired(TypedDict):
    """The required keys of ``ClassifierJobOut``."""

    id: str
    auto_start: bool
    model: str
    status: StatusValue
    created_at: int
    modified_at: int
    training_files: list[str]
    hyperparameters: ClassifierTrainingParametersDict


class ClassifierJobOutDict(_ClassifierJobOutRequired, total=False):
    """The wire form of ``ClassifierJobOut``."""

    validation_files: list[str] | None
    object: Literal["job"]
    fine_tuned_model: str | None
    suffix: str | None
    integrations: list[IntegrationsDict] | None
    trained_tokens: int | None
    metadata: JobMetadataOutDict | None
    job_type: Literal["classifier"]


class _ClassifierTargetInRequired(TypedDict):
    """The required keys of ``ClassifierTargetIn``."""

    name: str
    labels: list[str]


class ClassifierTargetInDict(_ClassifierTargetInRequired, total=False):
    """The wire form of ``ClassifierTargetIn``."""

    weight: float
    loss_function: FTClassifierLossFunctionValue | None


class ClassifierTargetOutDict(TypedDict):
    """The wire form of ``ClassifierTargetOut``."""

    name: str
    labels: list[str]
    weight: float
    loss_function: FTClassifierLossFunctionValue


class ClassifierTrainingParametersDict(TypedDict, total=False):
    """The wire form of ``ClassifierTrainingParameters``."""

    training_steps: int | None
    learning_rate: float
    weight_decay: float | None
    warmup_fraction: float | None
    epochs: float | None
    seq_len: int | None


class ClassifierTrainingParametersInDict(TypedDict, total=False):
    """The wire form of ``ClassifierTrainingParametersIn``."""

    training_steps: int | None
    learning_rate: float
    weight_decay: float | None
    warmup_fraction: float | None
    epochs: float | None
    seq_len: int | None


class _CompletionDetailedJobOutRequired(TypedDict):
    """The required keys of ``CompletionDetailedJobOut``."""

    id: str
    auto_start: bool
    model: str
    status: StatusValue
    created_at: int
    modified_at: int
    training_files: list[str]
    hyperparameters: CompletionTrainingParametersDict


class CompletionDetailedJobOutDict(_CompletionDetailedJobOutRequired, total=False):
    """The wire form of ``CompletionDetailedJobOut``."""

    validation_files: list[str] | None
    object: Literal["job"]
    fine_tuned_model: str | None
    suffix: str | None
    integrations: list[IntegrationsDict] | None
    trained_tokens: int | None
    metadata: JobMetadataOutDict | None
    job_type: Literal["completion"]
    repositories: list[RepositoriesDict]
    events: list[EventOutDict]
    checkpoints: list[CheckpointOutDict]


class _CompletionJobOutRequired(TypedDict):
    """The required keys of ``CompletionJobOut``."""

    id: str
    auto_start: bool
    model: str
    status: StatusValue
    created_at: int
    modified_at: int
    training_files: list[str]
    hyperparameters: CompletionTrainingParametersDict


class CompletionJobOutDict(_CompletionJobOutRequired, total=False):
    """The wire form of ``CompletionJobOut``."""

    validation_files: list[str] | None
    object: Literal["job"]
    fine_tuned_model: str | None
    suffix: str | None
    integrations: list[IntegrationsDict] | None
    trained_tokens: int | None
    metadata: JobMetadataOutDict | None
    job_type: Literal["completion"]
    repositories: list[RepositoriesDict]


class CompletionTrainingParametersDict(TypedDict, total=False):
    """The wire form of ``CompletionTrainingParameters``."""

    training_steps: int | None
    learning_rate: float
    weight_decay: float | None
    warmup_fraction: float | None
    epochs: float | None
    seq_len: int | None
    fim_ratio: float | None


class CompletionTrainingParametersInDict(TypedDict, total=False):
    """The wire form of ``CompletionTrainingParametersIn``."""

    training_steps: int | None
    learning_rate: float
    weight_decay: float | None
    warmup_fraction: float | None
    epochs: float | None
    seq_len: int | None
    fim_ratio: float | None


FTClassifierLossFunctionValue = Literal["single_class", "multi_class"]
"""The values of ``FTClassifierLossFunction``."""


FineTuneableModelTypeValue = Literal["completion", "classifier"]
"""The values of ``FineTuneableModelType``."""


class _JobInRequired(TypedDict):
    """The required keys of ``JobIn``."""

    model: str
    hyperparameters: HyperparametersDict


class JobInDict(_JobInRequired, total=False):
    """The wire form of ``JobIn``."""

    training_files: list[TrainingFileDict]
    validation_files: list[str] | None
    suffix: str | None
    integrations: list[JobInIntegrationsDict] | None
    auto_start: bool
    invalid_sample_skip_percentage: float
    job_type: FineTuneableModelTypeValue | None
    repositories: list[JobInRepositoriesDict] | None
    classifier_targets: list[ClassifierTargetInDict] | None


class _JobsOutRequired(TypedDict):
    """The required keys of ``JobsOut``."""

    total: int


class JobsOutDict(_JobsOutRequired, total=False):
    """The wire form of ``JobsOut``."""

    data: list[JobsOutDataDict]
    object: Literal["list"]


class _WandbIntegrationOutRequired(TypedDict):
    """The required keys of ``WandbIntegrationOut``."""

    project: str


class WandbIntegrationOutDict(_WandbIntegrationOutRequired, total=False):
    """The wire form of ``WandbIntegrationOut``."""

    type: Literal["wandb"]
    name: str | None
    run_name: str | None
    url: str | None


CreateJobResponseDict = CompletionJobOutDict | ClassifierJobOutDict | LegacyJobMetadataOutDict
"""The wire form of ``CreateJobResponse``."""


GetJobResponseDict = CompletionDetailedJobOutDict | ClassifierDetailedJobOutDict
"""The wire form of ``GetJobResponse``."""


HyperparametersDict = CompletionTrainingParametersInDict | ClassifierTrainingParametersInDict
"""The wire form of ``Hyperparameters``."""


IntegrationsDict = WandbIntegrationOutDict
"""The wire form of ``Integrations``."""


JobsOutDataDict = CompletionJobOutDict | ClassifierJobOutDict
"""The wire form of ``JobsOutData``."""
