"""The typed form of a Mistral fine-tuning job: frozen classes, and their conversion to JSON.

Everything public is importable from here: the classes of edition 2024-11-07 by name, those of the
other editions as ``v2024_06`` and ``v2026``. There is no networking code in this package.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .core.conversion import structure, unstructure
from .core.errors import Problem, ValidationError
from .core.frozendict import FrozenDict
from .core.model import Model
from .core.options import Case, UnknownKeys
from .core.unset import UNSET, Omittable, UnsetType
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

if TYPE_CHECKING:
    from . import v2024_06, v2026
    from .archive import RecordError, read_record, read_records
    from .checklist import preflight
    from .converters import make_converter, register_hooks
    from .core.jsontext import dumps, loads
    from .core.operations import evolve, fill_defaults, redact
    from .detection import detect
    from .jsonl import dump_jsonl, iter_jsonl
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
    "loads",
    "make_converter",
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


_ON_FIRST_USE = {
    "RecordError": "archive",
    "detect": "detection",
    "dump_jsonl": "jsonl",
    "dumps": "core.jsontext",
    "evolve": "core.operations",
    "fill_defaults": "core.operations",
    "iter_jsonl": "jsonl",
    "loads": "core.jsontext",
    "make_converter": "converters",
    "preflight": "checklist",
    "problems_of": "problems",
    "read_record": "archive",
    "read_records": "archive",
    "redact": "core.operations",
    "register_hooks": "converters",
    "v2024_06": "v2024_06",
    "v2026": "v2026",
}
"""Which module to import for what not every host asks for."""


if not TYPE_CHECKING:  # or no misspelt name would be an error to a type checker

    def __getattr__(name: str) -> Any:
        if name not in _ON_FIRST_USE:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        module = import_module(f".{_ON_FIRST_USE[name]}", __name__)
        value = globals()[name] = getattr(module, name, module)
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_ON_FIRST_USE})
