"""Mistral's batch jobs and fine-tuning jobs: frozen classes, and conversion from and to JSON.

Exports the whole public API: the classes of edition 2024-11-07 by name, those of each other edition
as a module, and the modules ``fixtures``, ``strategies``, ``tables`` and ``types``. The package
has no networking code.

Type checkers read ``__init__.pyi``, which ``.ci/write_types.py`` writes from the names below.

PYTEST_DONT_REWRITE: pytest would warn that the package was imported before its plugin.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

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
"""The module of each name, for first use: pytest and Hypothesis always import this package."""
_MODULES = (
    "fixtures",
    "strategies",
    "tables",
    "types",
    "v2024_06",
    "v2026",
)


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
