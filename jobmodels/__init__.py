"""The typed form of a Mistral fine-tuning job: frozen classes, and their conversion to JSON.

Everything public is importable from here. There is no networking code in this package.
"""

from __future__ import annotations

from .converters import make_converter, register_hooks
from .core.conversion import structure, unstructure
from .core.errors import Problem, ValidationError
from .core.frozendict import FrozenDict
from .core.jsontext import dumps, loads
from .core.model import Model
from .core.naming import Case
from .core.operations import evolve, fill_defaults, redact
from .core.reader import UnknownKeys
from .core.unset import UNSET, Omittable, UnsetType
from .detection import detect
from .models.enums import FineTuneableModel, ObjectT, Status
from .models.request import (
    GithubRepositoryIn,
    JobIn,
    JobInIntegrations,
    JobInRepositories,
    TrainingFile,
    TrainingParametersIn,
    WandbIntegration,
)
from .models.response import (
    CheckpointOut,
    CreateJobResponse,
    DetailedJobOut,
    EventOut,
    GithubRepositoryOut,
    Integrations,
    JobMetadataOut,
    JobOut,
    JobsOut,
    LegacyJobMetadataOut,
    MetricOut,
    Repositories,
    TrainingParameters,
    WandbIntegrationOut,
)
from .preflight import preflight
from .problems import problems_of

__version__ = "0.1.0"

__all__ = [
    "UNSET",
    "Case",
    "CheckpointOut",
    "CreateJobResponse",
    "DetailedJobOut",
    "EventOut",
    "FineTuneableModel",
    "FrozenDict",
    "GithubRepositoryIn",
    "GithubRepositoryOut",
    "Integrations",
    "JobIn",
    "JobInIntegrations",
    "JobInRepositories",
    "JobMetadataOut",
    "JobOut",
    "JobsOut",
    "LegacyJobMetadataOut",
    "MetricOut",
    "Model",
    "ObjectT",
    "Omittable",
    "Problem",
    "Repositories",
    "Status",
    "TrainingFile",
    "TrainingParameters",
    "TrainingParametersIn",
    "UnknownKeys",
    "UnsetType",
    "ValidationError",
    "WandbIntegration",
    "WandbIntegrationOut",
    "detect",
    "dumps",
    "evolve",
    "fill_defaults",
    "loads",
    "make_converter",
    "preflight",
    "problems_of",
    "redact",
    "register_hooks",
    "structure",
    "unstructure",
]
