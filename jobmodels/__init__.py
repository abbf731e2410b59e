"""Mistral's batch jobs and fine-tuning jobs: frozen classes, and conversion from and to JSON.

Exports the whole public API: the classes of edition 2024-11-07 by name, those of each other edition
as a module, and the modules ``fixtures``, ``types`` and ``strategies``. The package has no
networking code.

PYTEST_DONT_REWRITE: pytest need not rewrite assertions here, and would otherwise warn that the
package was imported before its plugin.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from . import fixtures as fixtures
    from . import strategies as strategies
    from . import types as types
    from . import v2024_06, v2026
    from .converters import make_converter, register_hooks
    from .core.conversion import structure
    from .core.errors import Problem, ValidationError
    from .core.frozendict import FrozenDict
    from .core.jsontext import dumps, loads
    from .core.model import Model
    from .core.operations import evolve, fill_defaults, redact
    from .core.options import Case, UnknownKeys
    from .core.unset import UNSET, Omittable, UnsetType
    from .files.jsonl import dump_jsonl, iter_jsonl
    from .json_schemas import json_schema
    from .models.batch import (
        ApiEndpoint,
        BatchError,
        BatchJobIn,
        BatchJobOut,
        BatchJobsOut,
        BatchJobStatus,
    )
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
    from .problems import problems_of
    from .records.archive import RecordError, open_pages, read_record, read_records
    from .records.detection import detect
    from .records.preflight import preflight
    from .types._unstructure import unstructure

__version__ = "0.3.0.dev0"

__all__ = [
    "UNSET",
    "ApiEndpoint",
    "BatchError",
    "BatchJobIn",
    "BatchJobOut",
    "BatchJobStatus",
    "BatchJobsOut",
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
    "RecordError",
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
    "dump_jsonl",
    "dumps",
    "evolve",
    "fill_defaults",
    "iter_jsonl",
    "json_schema",
    "loads",
    "make_converter",
    "open_pages",
    "preflight",
    "problems_of",
    "read_record",
    "read_records",
    "redact",
    "register_hooks",
    "structure",
    "unstructure",
    "v2024_06",
    "v2026",
]


# One name or module per line: vendoring removes the lines of the parts that a copy leaves out.

_NAMES = {
    "converters": ("make_converter", "register_hooks"),
    "core.conversion": ("structure", "unstructure"),
    "core.errors": ("Problem", "ValidationError"),
    "core.frozendict": ("FrozenDict",),
    "core.jsontext": ("dumps", "loads"),
    "core.model": ("Model",),
    "core.operations": ("evolve", "fill_defaults", "redact"),
    "core.options": ("Case", "UnknownKeys"),
    "core.unset": ("UNSET", "Omittable", "UnsetType"),
    "files.jsonl": ("dump_jsonl", "iter_jsonl"),
    "json_schemas": ("json_schema",),
    "models.batch": (
        "ApiEndpoint",
        "BatchError",
        "BatchJobIn",
        "BatchJobOut",
        "BatchJobStatus",
        "BatchJobsOut",
    ),
    "models.enums": ("FineTuneableModel", "ObjectT", "Status"),
    "models.request": (
        "GithubRepositoryIn",
        "JobIn",
        "JobInIntegrations",
        "JobInRepositories",
        "TrainingFile",
        "TrainingParametersIn",
        "WandbIntegration",
    ),
    "models.response": (
        "CheckpointOut",
        "CreateJobResponse",
        "DetailedJobOut",
        "EventOut",
        "GithubRepositoryOut",
        "Integrations",
        "JobMetadataOut",
        "JobOut",
        "JobsOut",
        "LegacyJobMetadataOut",
        "MetricOut",
        "Repositories",
        "TrainingParameters",
        "WandbIntegrationOut",
    ),
    "problems": ("problems_of",),
    "records.archive": ("RecordError", "open_pages", "read_record", "read_records"),
    "records.detection": ("detect",),
    "records.preflight": ("preflight",),
}
_HOME = {name: module for module, names in _NAMES.items() for name in names}
"""The module to import for each name, on first use: pytest and Hypothesis import this package for
its plugins in every run, wherever it is installed."""
_MODULES = {
    *__all__,
    "fixtures",
    "strategies",
    "types",
} - _HOME.keys()


if not TYPE_CHECKING:  # type checkers must report misspelled names

    def __getattr__(name: str) -> Any:
        if name in _MODULES:
            return import_module(f".{name}", __name__)
        if name not in _HOME:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = globals()[name] = getattr(import_module(f".{_HOME[name]}", __name__), name)
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME, *_MODULES})
