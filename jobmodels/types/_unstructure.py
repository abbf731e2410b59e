"""``unstructure`` for type checkers: the ``TypedDict`` for each class.

Only type checkers import this module. At run time ``unstructure`` is that of the core, which must
not import the classes. The first matching signature applies: a subclass comes before its base.

Generated from the classes by ``.ci/write_types.py``. Do not edit.
"""

from __future__ import annotations

from typing import Any, Literal, overload

from .. import types, v2024_06, v2026
from ..core import conversion
from ..core.frozendict import FrozenDict
from ..core.options import Case
from ..core.record import Record
from ..models import batch, request, response
from . import v2024_06 as types_v2024_06
from . import v2026 as types_v2026

__all__ = ["unstructure"]


@overload
def unstructure(
    obj: v2026.ClassifierDetailedJobOut, *, case: Literal["snake"] = ...
) -> types_v2026.ClassifierDetailedJobOutDict: ...


@overload
def unstructure(
    obj: v2026.CompletionDetailedJobOut, *, case: Literal["snake"] = ...
) -> types_v2026.CompletionDetailedJobOutDict: ...


@overload
def unstructure(
    obj: v2026.CompletionTrainingParameters, *, case: Literal["snake"] = ...
) -> types_v2026.CompletionTrainingParametersDict: ...


@overload
def unstructure(
    obj: v2026.CompletionTrainingParametersIn, *, case: Literal["snake"] = ...
) -> types_v2026.CompletionTrainingParametersInDict: ...


@overload
def unstructure(
    obj: v2024_06.DetailedJobOut, *, case: Literal["snake"] = ...
) -> types_v2024_06.DetailedJobOutDict: ...


@overload
def unstructure(
    obj: request.TrainingParametersIn, *, case: Literal["snake"] = ...
) -> types.TrainingParametersInDict: ...


@overload
def unstructure(
    obj: response.DetailedJobOut, *, case: Literal["snake"] = ...
) -> types.DetailedJobOutDict: ...


@overload
def unstructure(
    obj: response.TrainingParameters, *, case: Literal["snake"] = ...
) -> types.TrainingParametersDict: ...


@overload
def unstructure(
    obj: v2026.ClassifierJobOut, *, case: Literal["snake"] = ...
) -> types_v2026.ClassifierJobOutDict: ...


@overload
def unstructure(
    obj: v2026.ClassifierTrainingParameters, *, case: Literal["snake"] = ...
) -> types_v2026.ClassifierTrainingParametersDict: ...


@overload
def unstructure(
    obj: v2026.ClassifierTrainingParametersIn, *, case: Literal["snake"] = ...
) -> types_v2026.ClassifierTrainingParametersInDict: ...


@overload
def unstructure(
    obj: v2026.CompletionJobOut, *, case: Literal["snake"] = ...
) -> types_v2026.CompletionJobOutDict: ...


@overload
def unstructure(
    obj: v2024_06.JobOut, *, case: Literal["snake"] = ...
) -> types_v2024_06.JobOutDict: ...


@overload
def unstructure(
    obj: v2024_06.WandbIntegration, *, case: Literal["snake"] = ...
) -> types_v2024_06.WandbIntegrationDict: ...


@overload
def unstructure(
    obj: v2024_06.WandbIntegrationOut, *, case: Literal["snake"] = ...
) -> types_v2024_06.WandbIntegrationOutDict: ...


@overload
def unstructure(
    obj: request.GithubRepositoryIn, *, case: Literal["snake"] = ...
) -> types.GithubRepositoryInDict: ...


@overload
def unstructure(
    obj: response.GithubRepositoryOut, *, case: Literal["snake"] = ...
) -> types.GithubRepositoryOutDict: ...


@overload
def unstructure(
    obj: response.JobMetadataOut, *, case: Literal["snake"] = ...
) -> types.JobMetadataOutDict: ...


@overload
def unstructure(obj: response.JobOut, *, case: Literal["snake"] = ...) -> types.JobOutDict: ...


@overload
def unstructure(
    obj: response.LegacyJobMetadataOut, *, case: Literal["snake"] = ...
) -> types.LegacyJobMetadataOutDict: ...


@overload
def unstructure(
    obj: response.WandbIntegrationOut, *, case: Literal["snake"] = ...
) -> types.WandbIntegrationOutDict: ...


@overload
def unstructure(
    obj: batch.BatchJobOut, *, case: Literal["snake"] = ...
) -> types.BatchJobOutDict: ...


@overload
def unstructure(
    obj: v2026.BatchJobOut, *, case: Literal["snake"] = ...
) -> types_v2026.BatchJobOutDict: ...


@overload
def unstructure(
    obj: v2026.WandbIntegrationOut, *, case: Literal["snake"] = ...
) -> types_v2026.WandbIntegrationOutDict: ...


@overload
def unstructure(
    obj: v2024_06.CheckpointOut, *, case: Literal["snake"] = ...
) -> types_v2024_06.CheckpointOutDict: ...


@overload
def unstructure(
    obj: v2024_06.EventOut, *, case: Literal["snake"] = ...
) -> types_v2024_06.EventOutDict: ...


@overload
def unstructure(
    obj: v2024_06.JobIn, *, case: Literal["snake"] = ...
) -> types_v2024_06.JobInDict: ...


@overload
def unstructure(
    obj: v2024_06.JobMetadata, *, case: Literal["snake"] = ...
) -> types_v2024_06.JobMetadataDict: ...


@overload
def unstructure(
    obj: v2024_06.JobsOut, *, case: Literal["snake"] = ...
) -> types_v2024_06.JobsOutDict: ...


@overload
def unstructure(
    obj: v2024_06.MetricOut, *, case: Literal["snake"] = ...
) -> types_v2024_06.MetricOutDict: ...


@overload
def unstructure(
    obj: v2024_06.TrainingParameters, *, case: Literal["snake"] = ...
) -> types_v2024_06.TrainingParametersDict: ...


@overload
def unstructure(obj: request.JobIn, *, case: Literal["snake"] = ...) -> types.JobInDict: ...


@overload
def unstructure(
    obj: request.TrainingFile, *, case: Literal["snake"] = ...
) -> types.TrainingFileDict: ...


@overload
def unstructure(
    obj: request.WandbIntegration, *, case: Literal["snake"] = ...
) -> types.WandbIntegrationDict: ...


@overload
def unstructure(
    obj: response.CheckpointOut, *, case: Literal["snake"] = ...
) -> types.CheckpointOutDict: ...


@overload
def unstructure(obj: response.EventOut, *, case: Literal["snake"] = ...) -> types.EventOutDict: ...


@overload
def unstructure(obj: response.JobsOut, *, case: Literal["snake"] = ...) -> types.JobsOutDict: ...


@overload
def unstructure(
    obj: response.MetricOut, *, case: Literal["snake"] = ...
) -> types.MetricOutDict: ...


@overload
def unstructure(obj: batch.BatchError, *, case: Literal["snake"] = ...) -> types.BatchErrorDict: ...


@overload
def unstructure(obj: batch.BatchJobIn, *, case: Literal["snake"] = ...) -> types.BatchJobInDict: ...


@overload
def unstructure(
    obj: batch.BatchJobsOut, *, case: Literal["snake"] = ...
) -> types.BatchJobsOutDict: ...


@overload
def unstructure(
    obj: v2026.BatchJobIn, *, case: Literal["snake"] = ...
) -> types_v2026.BatchJobInDict: ...


@overload
def unstructure(
    obj: v2026.BatchJobsOut, *, case: Literal["snake"] = ...
) -> types_v2026.BatchJobsOutDict: ...


@overload
def unstructure(
    obj: v2026.BatchRequest, *, case: Literal["snake"] = ...
) -> types_v2026.BatchRequestDict: ...


@overload
def unstructure(
    obj: v2026.BatchResponse, *, case: Literal["snake"] = ...
) -> types_v2026.BatchResponseDict: ...


@overload
def unstructure(
    obj: v2026.BatchResult, *, case: Literal["snake"] = ...
) -> types_v2026.BatchResultDict: ...


@overload
def unstructure(
    obj: v2026.ClassifierTargetIn, *, case: Literal["snake"] = ...
) -> types_v2026.ClassifierTargetInDict: ...


@overload
def unstructure(
    obj: v2026.ClassifierTargetOut, *, case: Literal["snake"] = ...
) -> types_v2026.ClassifierTargetOutDict: ...


@overload
def unstructure(obj: v2026.JobIn, *, case: Literal["snake"] = ...) -> types_v2026.JobInDict: ...


@overload
def unstructure(obj: v2026.JobsOut, *, case: Literal["snake"] = ...) -> types_v2026.JobsOutDict: ...


@overload
def unstructure(obj: Record | FrozenDict, *, case: Literal["camel"]) -> dict[str, Any]: ...


@overload
def unstructure(obj: FrozenDict, *, case: Case = ...) -> dict[str, Any]: ...


# A ``Model`` may be a ``JobOut``, and a ``JobOutDict`` is not a ``dict[str, Any]``: with ``| Any``,
# this signature is compatible with all signatures above.
@overload
def unstructure(obj: Record | FrozenDict, *, case: Case = ...) -> dict[str, Any] | Any: ...


def unstructure(obj: Record | FrozenDict, *, case: Case = "snake") -> Any:
    """Returns the payload of an object: plain dicts and lists that share nothing with it.

    ``case`` sets the case of the keys: ``"snake"`` (the wire) or ``"camel"``. Fields are in the
    order of the schema; absent fields are omitted; unknown keys follow in their original order and
    case. Also accepts the ``FrozenDict`` of an unknown union variant that was read leniently.

    Raises ``TypeError`` for any other object, ``ValueError`` for an unknown case.
    """
    return conversion.unstructure(obj, case=case)
