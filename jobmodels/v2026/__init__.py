"""The schemas, edition 2026-03-17, the latest published edition.

Includes the classes that are unchanged: ``jobmodels.v2026.EventOut is jobmodels.EventOut``.
"""

from __future__ import annotations

import typing

from ..models.batch import BatchError as BatchError
from ..models.batch import BatchJobStatus as BatchJobStatus
from ..models.enums import Status as Status
from ..models.request import GithubRepositoryIn as GithubRepositoryIn
from ..models.request import JobInIntegrations as JobInIntegrations
from ..models.request import JobInRepositories as JobInRepositories
from ..models.request import TrainingFile as TrainingFile
from ..models.request import WandbIntegration as WandbIntegration
from ..models.response import CheckpointOut as CheckpointOut
from ..models.response import EventOut as EventOut
from ..models.response import GithubRepositoryOut as GithubRepositoryOut
from ..models.response import JobMetadataOut as JobMetadataOut
from ..models.response import LegacyJobMetadataOut as LegacyJobMetadataOut
from ..models.response import MetricOut as MetricOut
from ..models.response import Repositories as Repositories
from .batch import ApiEndpoint as ApiEndpoint
from .batch import BatchJobIn as BatchJobIn
from .batch import BatchJobOut as BatchJobOut
from .batch import BatchJobsOut as BatchJobsOut
from .batch import BatchRequest as BatchRequest
from .batch import BatchResponse as BatchResponse
from .batch import BatchResult as BatchResult
from .enums import FineTuneableModelType as FineTuneableModelType
from .enums import FTClassifierLossFunction as FTClassifierLossFunction
from .request import ClassifierTargetIn as ClassifierTargetIn
from .request import ClassifierTrainingParametersIn as ClassifierTrainingParametersIn
from .request import CompletionTrainingParametersIn as CompletionTrainingParametersIn
from .request import Hyperparameters as Hyperparameters
from .request import JobIn as JobIn
from .response import ClassifierDetailedJobOut as ClassifierDetailedJobOut
from .response import ClassifierJobOut as ClassifierJobOut
from .response import ClassifierTargetOut as ClassifierTargetOut
from .response import ClassifierTrainingParameters as ClassifierTrainingParameters
from .response import CompletionDetailedJobOut as CompletionDetailedJobOut
from .response import CompletionJobOut as CompletionJobOut
from .response import CompletionTrainingParameters as CompletionTrainingParameters
from .response import CreateJobResponse as CreateJobResponse
from .response import GetJobResponse as GetJobResponse
from .response import Integrations as Integrations
from .response import JobsOut as JobsOut
from .response import JobsOutData as JobsOutData
from .response import WandbIntegrationOut as WandbIntegrationOut

# The names of all classes and unions begin with a capital letter. Type checkers read the imports.
if not typing.TYPE_CHECKING:
    __all__ = [name for name in dir() if name[0].isupper()]

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
