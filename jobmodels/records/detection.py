"""Detects the class of a record from its values: the class of its kind and of its edition.

Without evidence of a later edition, the edition is 2024-11-07, whose classes also read records of
the first one. The evidence of an edition is derived from its differences from the earlier ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from ..core.describe import cure_of, describe_type
from ..core.errors import Problem, ValidationError
from ..core.frozendict import FrozenDict, thaw
from ..core.model import Model
from ..models.enums import FineTuneableModel
from . import kinds
from .editions import EDITIONS, LATER, TOP_LEVEL, Edition, kind_of
from .evidence import TABLE


def detect(payload: object) -> type[Model]:
    """Returns the class of a record, whose keys may use either case.

    The class is ``JobIn``, ``JobOut``, ``DetailedJobOut`` (a job with events or checkpoints),
    ``JobsOut``, ``LegacyJobMetadataOut``, ``BatchJobIn``, ``BatchJobOut`` or ``BatchJobsOut``; or
    the corresponding class of a later edition if the record has evidence of it: a ``job_type``,
    field, endpoint or (in a request) model that no earlier edition defines, or all required
    fields where the earlier class has others. Lines of batch files are ``v2026.BatchRequest`` and
    ``v2026.BatchResult``. Nulls are no evidence. The record is not validated: a record with
    problems still has a class. Raises ``ValidationError`` with the missing evidence if ``payload``
    is not surely a record of a job.
    """
    if isinstance(payload, FrozenDict):
        payload = thaw(payload)
    if not isinstance(payload, dict):
        raise _no_record(f"expected an object, found {describe_type(payload)}{cure_of(payload)}")
    values = kinds.values_of(payload)
    kind = kinds.find_kind(values)
    if kind is None:
        raise _no_record(kinds.reason_of(values))
    row = kinds.ROWS[kind]
    if row.items:
        return _edition_of_items(row.items, kinds.objects_in(kinds.items_of(values))).records[kind]
    edition = _edition_of(kind, values)
    return edition.records[_kind_of_job(edition, values) if kind == "job" else kind]


def _no_record(message: str) -> ValidationError:
    return ValidationError("job record", [Problem("$", message)])


class _Evidence(NamedTuple):
    """The evidence of one edition, by the kind of record."""

    edition: Edition
    required: Mapping[str, set[str]]
    """The fields that every class of a kind requires. Clients may omit constants such as
    ``job_type``, which earlier editions require. Contains only the kinds of this edition."""
    new: Mapping[str, set[str]]
    """The fields that no earlier edition has. Those of a request count in a job too."""
    job_types: set[str]
    """The constants for ``job_type`` in its jobs."""
    endpoints: set[str]
    """The endpoints of batch jobs that no earlier edition has."""


def _evidence(edition: Edition) -> _Evidence:
    earlier = EDITIONS[: EDITIONS.index(edition)]
    required: dict[str, set[str]] = {}
    job_types = set()
    for cls in edition.records.values():
        kind, fields = kind_of(cls), kinds.signature_of(cls).parameters
        names = {name for name, field in fields.items() if field.default is field.empty}
        required[kind] = required.get(kind, names) & names
        if kind == "job" and "job_type" not in names:
            job_types.add(fields["job_type"].default)

    def new(*names: str) -> set[str]:
        return kinds.fields_of([edition], *names) - kinds.fields_of(earlier, *names)

    endpoints = [set(each.names.get("ApiEndpoint", ())) for each in (*earlier, edition)]
    return _Evidence(
        edition,
        required,
        new={**{row.kind: new(row.kind) for row in TABLE}, "job": new("job request", "job")},
        job_types=job_types,
        endpoints=endpoints[-1].difference(*endpoints[:-1]),
    )


_EVIDENCE = [_evidence(edition) for edition in (TOP_LEVEL, *LATER)]
_BY_KIND = {kind: [each for each in _EVIDENCE if kind in each.required] for kind in kinds.ROWS}
_EARLIER_MODELS = [member.value for member in FineTuneableModel]


def _edition_of(kind: str, values: kinds.Values) -> Edition:
    first, *later = _BY_KIND[kind]
    job_type = values.get("job_type") if kind == "job" else None
    if isinstance(job_type, str):
        later = [each for each in later if job_type in each.job_types]
        first = later[0] if later else first
    else:
        complete = (each for each in (first, *later) if values.keys() >= each.required[kind])
        first = next(complete, first)
    for each in later[::-1]:
        if _shows(kind, values, each):
            return each.edition
    return first.edition


def _shows(kind: str, values: kinds.Values, evidence: _Evidence) -> bool:
    """Whether a record has a field or a value that no edition before this one has."""
    if not values.keys().isdisjoint(evidence.new[kind]):
        return True
    if kind == "batch job request":
        return bool(values["endpoint"] in evidence.endpoints)
    return kind == "job request" and evidence is _EVIDENCE[1] and _is_later_model(values)


def _is_later_model(values: kinds.Values) -> bool:
    """Whether no earlier edition lists the model of a request, or one with nearly the same name."""
    model = values.get("model")
    if not isinstance(model, str) or model in _EARLIER_MODELS:
        return False
    from difflib import get_close_matches  # slow to import, and rarely needed

    return not get_close_matches(model, _EARLIER_MODELS, n=1, cutoff=0.9)


def _edition_of_items(kind: str, items: Iterable[Mapping[Any, Any]]) -> Edition:
    """Returns the newest edition of the items; the top-level one if any ``job_type`` is earlier."""
    newest = TOP_LEVEL
    for values in map(kinds.values_of, items):
        edition = _edition_of(kind, values)
        if edition is TOP_LEVEL and kind == "job" and isinstance(values.get("job_type"), str):
            return TOP_LEVEL
        newest = max(newest, edition, key=EDITIONS.index)
    return newest


def _kind_of_job(edition: Edition, values: kinds.Values) -> str:
    is_detailed, kind = "events" in values or "checkpoints" in values, "job"
    if kind not in edition.records:
        kind = "completion job"
        if _is_classifier(values):
            is_detailed, kind = is_detailed or "classifier_targets" in values, "classifier job"
    return f"detailed {kind}" if is_detailed else kind


def _is_classifier(values: kinds.Values) -> bool:
    job_type, model = values.get("job_type"), values.get("fine_tuned_model")
    if isinstance(job_type, str):
        return job_type == "classifier"
    if "classifier_targets" in values:
        return True
    parameters = values.get("hyperparameters")
    present = kinds.values_of(parameters).keys() if isinstance(parameters, dict) else set()
    if "repositories" in values or "fim_ratio" in present:
        return False
    if isinstance(model, str) and model.startswith("ft:"):
        return model.startswith("ft:classifier:")
    return present >= kinds.OF_A_CLASSIFIER
