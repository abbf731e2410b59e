"""The schemas, edition 2026-03-17, the latest published edition.

Every class of this edition can be imported from here, including those that are unchanged since
edition 2024-11-07: ``jobmodels.v2026.EventOut is jobmodels.EventOut``.
"""

from __future__ import annotations

from ..models.batch import BatchError, BatchJobStatus
from ..models.enums import Status
from ..models.request import (
    GithubRepositoryIn,
    JobInIntegrations,
    JobInRepositories,
    TrainingFile,
    WandbIntegration,
)
from ..models.response import (
    CheckpointOut,
    EventOut,
    GithubRepositoryOut,
    JobMetadataOut,
    LegacyJobMetadataOut,
    MetricOut,
    Repositories,
)
from .batch import (
    ApiEndpoint,
    BatchJobIn,
    BatchJobOut,
    BatchJobsOut,
    BatchRequest,
    BatchResponse,
    BatchResult,
)
from .enums import FineTuneableModelType, FTClassifierLossFunction
from .request import (
    ClassifierTargetIn,
    ClassifierTrainingParametersIn,
    CompletionTrainingParametersIn,
    Hyperparameters,
    JobIn,
)
from .response import (
    ClassifierDetailedJobOut,
    ClassifierJobOut,
    ClassifierTargetOut,
    ClassifierTrainingParameters,
    CompletionDetailedJobOut,
    CompletionJobOut,
    CompletionTrainingParameters,
    CreateJobResponse,
    GetJobResponse,
    Integrations,
    JobsOut,
    JobsOutData,
    WandbIntegrationOut,
)

__all__ = [
    "ApiEndpoint",
    "BatchError",
    "BatchJobIn",
    "BatchJobOut",
    "BatchJobStatus",
    "BatchJobsOut",
    "BatchRequest",
    "BatchResponse",
    "BatchResult",
    "CheckpointOut",
    "ClassifierDetailedJobOut",
    "ClassifierJobOut",
    "ClassifierTargetIn",
    "ClassifierTargetOut",
    "ClassifierTrainingParameters",
    "ClassifierTrainingParametersIn",
    "CompletionDetailedJobOut",
    "CompletionJobOut",
    "CompletionTrainingParameters",
    "CompletionTrainingParametersIn",
    "CreateJobResponse",
    "EventOut",
    "FTClassifierLossFunction",
    "FineTuneableModelType",
    "GetJobResponse",
    "GithubRepositoryIn",
    "GithubRepositoryOut",
    "Hyperparameters",
    "Integrations",
    "JobIn",
    "JobInIntegrations",
    "JobInRepositories",
    "JobMetadataOut",
    "JobsOut",
    "JobsOutData",
    "LegacyJobMetadataOut",
    "MetricOut",
    "Repositories",
    "Status",
    "TrainingFile",
    "WandbIntegration",
    "WandbIntegrationOut",
]

DATE = "2026-03-17"
RECORDS = {
    "job request": JobIn,
    "completion job": CompletionJobOut,
    "classifier job": ClassifierJobOut,
    "detailed completion job": CompletionDetailedJobOut,
    "detailed classifier job": ClassifierDetailedJobOut,
    "list": JobsOut,
    "dry-run metadata": LegacyJobMetadataOut,
    "batch job request": BatchJobIn,
    "batch job": BatchJobOut,
    "batch list": BatchJobsOut,
    "batch request": BatchRequest,
    "batch result": BatchResult,
}
