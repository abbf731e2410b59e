"""Mistral's batch jobs and fine-tuning jobs: frozen classes, and conversion from and to JSON.

Exports the whole public API: the classes of edition 2024-11-07 by name, those of each other edition
as a module, and the modules ``fixtures``, ``strategies``, ``tables`` and ``types``. The package
has no networking code.

PYTEST_DONT_REWRITE: pytest need not rewrite assertions here, and would otherwise warn that the
package was imported before its plugin.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from . import fixtures as fixtures
    from . import strategies as strategies
    from . import tables as tables
    from . import types as types
    from . import v2024_06 as v2024_06
    from . import v2026 as v2026
    from .converters import make_converter as make_converter
    from .converters import register_hooks as register_hooks
    from .core.conversion import structure as structure
    from .core.errors import Problem as Problem
    from .core.errors import ValidationError as ValidationError
    from .core.frozendict import FrozenDict as FrozenDict
    from .core.jsontext import dumps as dumps
    from .core.jsontext import loads as loads
    from .core.model import Model as Model
    from .core.options import Case as Case
    from .core.options import UnknownKeys as UnknownKeys
    from .core.unset import UNSET as UNSET
    from .core.unset import Omittable as Omittable
    from .core.unset import UnsetType as UnsetType
    from .files.jsonl import dump_jsonl as dump_jsonl
    from .files.jsonl import iter_jsonl as iter_jsonl
    from .json_schemas import json_schema as json_schema
    from .models.batch import ApiEndpoint as ApiEndpoint
    from .models.batch import BatchError as BatchError
    from .models.batch import BatchJobIn as BatchJobIn
    from .models.batch import BatchJobOut as BatchJobOut
    from .models.batch import BatchJobsOut as BatchJobsOut
    from .models.batch import BatchJobStatus as BatchJobStatus
    from .models.enums import FineTuneableModel as FineTuneableModel
    from .models.enums import ObjectT as ObjectT
    from .models.enums import Status as Status
    from .models.job import Job as Job
    from .models.request import GithubRepositoryIn as GithubRepositoryIn
    from .models.request import JobIn as JobIn
    from .models.request import JobInIntegrations as JobInIntegrations
    from .models.request import JobInRepositories as JobInRepositories
    from .models.request import TrainingFile as TrainingFile
    from .models.request import TrainingParametersIn as TrainingParametersIn
    from .models.request import WandbIntegration as WandbIntegration
    from .models.response import CheckpointOut as CheckpointOut
    from .models.response import CreateJobResponse as CreateJobResponse
    from .models.response import DetailedJobOut as DetailedJobOut
    from .models.response import EventOut as EventOut
    from .models.response import GithubRepositoryOut as GithubRepositoryOut
    from .models.response import Integrations as Integrations
    from .models.response import JobMetadataOut as JobMetadataOut
    from .models.response import JobOut as JobOut
    from .models.response import JobsOut as JobsOut
    from .models.response import LegacyJobMetadataOut as LegacyJobMetadataOut
    from .models.response import MetricOut as MetricOut
    from .models.response import Repositories as Repositories
    from .models.response import TrainingParameters as TrainingParameters
    from .models.response import WandbIntegrationOut as WandbIntegrationOut
    from .operations import evolve as evolve
    from .operations import fill_defaults as fill_defaults
    from .operations import redact as redact
    from .problems import problems_of as problems_of
    from .records.archive import RecordError as RecordError
    from .records.archive import open_pages as open_pages
    from .records.archive import read_record as read_record
    from .records.archive import read_records as read_records
    from .records.detection import detect as detect
    from .records.preflight import preflight as preflight
    from .types._unstructure import unstructure as unstructure

__version__ = "0.3.0.dev0"

# One name or module per line: vendoring removes the lines of the parts that a copy leaves out.

_NAMES = {
    "converters": "make_converter register_hooks",
    "core.conversion": "structure unstructure",
    "core.errors": "Problem ValidationError",
    "core.frozendict": "FrozenDict",
    "core.jsontext": "dumps loads",
    "core.model": "Model",
    "core.options": "Case UnknownKeys",
    "core.unset": "UNSET Omittable UnsetType",
    "files.jsonl": "dump_jsonl iter_jsonl",
    "json_schemas": "json_schema",
    "models.enums": "FineTuneableModel ObjectT Status",
    "models.job": "Job",
    "models.request": (
        "GithubRepositoryIn JobIn JobInIntegrations JobInRepositories TrainingFile "
        "TrainingParametersIn WandbIntegration"
    ),
    "models.response": (
        "CheckpointOut CreateJobResponse DetailedJobOut EventOut GithubRepositoryOut Integrations "
        "JobMetadataOut JobOut JobsOut LegacyJobMetadataOut MetricOut Repositories "
        "TrainingParameters WandbIntegrationOut"
    ),
    "models.batch": "ApiEndpoint BatchError BatchJobIn BatchJobOut BatchJobStatus BatchJobsOut",
    "operations": "evolve fill_defaults redact",
    "problems": "problems_of",
    "records.archive": "RecordError open_pages read_record read_records",
    "records.detection": "detect",
    "records.preflight": "preflight",
}
_HOME = {name: module for module, names in _NAMES.items() for name in names.split()}
"""The module to import for each name, on first use: pytest and Hypothesis import this package for
its plugins in every run, wherever it is installed."""
_MODULES = (
    "fixtures",
    "strategies",
    "tables",
    "types",
    "v2024_06",
    "v2026",
)


if not TYPE_CHECKING:  # type checkers read the imports, and must report misspelled names
    __all__ = sorted([*_HOME, "v2024_06", "v2026"])

    def __getattr__(name: str) -> Any:
        if name in _MODULES:
            return import_module(f".{name}", __name__)
        if name not in _HOME:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = globals()[name] = getattr(import_module(f".{_HOME[name]}", __name__), name)
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME, *_MODULES})
