"""Detects the class of a record from its values.

The kind of the record is the first row of the table of evidence that the record satisfies. Its
edition is a later one if the record has evidence of it (see ``detect``), otherwise 2024-11-07,
whose classes also read the records of the first edition. The evidence of an edition is derived from
the differences between the editions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from inspect import signature
from typing import Any, NamedTuple

from ..core.describe import describe_type, describe_value, quote
from ..core.errors import Problem, ValidationError
from ..core.frozendict import FrozenDict, thaw
from ..core.model import Model
from ..core.record import EXTRAS
from ..core.spec import to_camel
from ..models.enums import FineTuneableModel
from .editions import EDITIONS, LATER, TOP_LEVEL, Edition, kind_of
from .evidence import TABLE, Row

Values = Mapping[str, Any]
"""The values of a record that are not null, by the snake_case names of their fields. The values of
unknown keys have their keys."""


def _fields(editions: Iterable[Edition], *kinds: str) -> set[str]:
    """Returns the names of the fields of the records of these kinds."""
    classes = (cls for edition in editions for cls in edition.records.values())
    names = (signature(cls).parameters for cls in classes if kind_of(cls) in kinds)
    return set().union(*names) - {EXTRAS}


_FIELDS = {row.kind: _fields(EDITIONS, row.kind) | {"object"} for row in TABLE}
"""The names of all fields of each kind, in any edition, and the tag."""
# A page that the Python SDK dumped has this key; see "Migration".
_NAMES = {"OBJECT": "object"}
_NAMES |= {key: name for name in set().union(*_FIELDS.values()) for key in (name, to_camel(name))}
"""The snake_case name of each field, by its key in either case."""
_ROWS = {row.kind: row for row in TABLE}
_TAGS = {row.tag for row in TABLE}


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
        raise _no_record(f"expected an object, found {describe_type(payload)}")
    values = _values(payload)
    kind = _kind(values)
    if kind is None:
        raise _no_record(_reason(values))
    row = _ROWS[kind]
    if row.items:
        return _edition_of_items(row.items, values.get("data")).records[kind]
    edition = _edition_of(kind, values)
    return edition.records[_kind_of_job(edition, values) if kind == "job" else kind]


def _values(payload: Mapping[Any, Any]) -> Values:
    return {_NAMES.get(key, key): value for key, value in payload.items() if value is not None}


def _no_record(message: str) -> ValidationError:
    return ValidationError("job record", [Problem("$", message)])


# The kind of a record.


def _kind(values: Values) -> str | None:
    weights = {row.kind: _weight(values, row) for row in TABLE}
    kind = max(weights, key=weights.__getitem__)
    return kind if weights[kind] else None


def _weight(values: Values, row: Row) -> int:
    """Returns how much evidence of a kind a record has; 0 if it does not satisfy the row."""
    tag = _tag(values)
    if tag not in ("", row.tag):
        return 0
    items = row.items and _records(values.get("data"))
    if items:
        return _number_of_items(items, _ROWS[row.items])
    if _contradiction(values, row):
        return 0
    if tag and row.is_own_tag:
        return 1
    found = _found(values, row)
    if len(found) < _enough(values, row) or any(map(found.isdisjoint, row.required)):
        return 0
    return len(found)


def _enough(values: Values, row: Row) -> int:
    return row.alone if values.keys() <= _FIELDS[row.kind] else row.among_others


def _tag(values: Values) -> str:
    """Returns the text in ``object``, or an empty one. An unknown tag of a job, such as
    ``"job.v2"``, is no tag."""
    tag = values.get("object")
    if not isinstance(tag, str) or (tag.startswith("job") and tag not in _TAGS):
        return ""
    return tag


def _records(items: object) -> list[Values]:
    if not isinstance(items, list):
        return []
    return [_values(item) for item in items if isinstance(item, dict)]


def _number_of_items(items: list[Values], row: Row) -> int:
    """Returns how many items are of a kind; 0 if any is an object of another API."""
    if any(_tag(values) not in ("", row.tag) for values in items):
        return 0
    return sum(_weight(values, row) > 0 for values in items)


def _found(values: Values, row: Row) -> set[str]:
    """Returns the evidence of a kind in a record."""
    return {name for name, test in row.evidence.items() if test(_value(values, name))}


def _contradiction(values: Values, row: Row) -> str | None:
    return next((key for key in row.contradicted_by if _value(values, key) is not None), None)


def _value(values: Values, path: str) -> Any:
    name, _, key = path.partition(".")
    value = values.get(name)
    if not key:
        return value
    return value.get(key, value.get(to_camel(key))) if isinstance(value, dict) else None


def _reason(values: Values) -> str:
    """Returns why a record is of no kind: for the nearest kind, the evidence that is missing."""
    tag = _tag(values)
    if tag and tag not in _TAGS:
        return f"not a record of a job, according to its tag 'object': {quote(tag)}"
    if _records(values.get("data")):
        return "not a record of a job: no item of 'data' is surely a job, or one is another object"
    row = max(TABLE, key=lambda row: _nearness(values, row))
    if not any(_nearness(values, row)):
        return "not a record of a job: no key is evidence of one"
    nearest = f"not a record of a job: nearest is a {row.kind}"
    contradiction = _contradiction(values, row)
    if contradiction:
        return f"{nearest}, contradicted by {contradiction!r}"
    found = _found(values, row)
    needs = [
        f"one of {_described(values, group)}" for group in row.required if found.isdisjoint(group)
    ]
    if not needs:
        more = _enough(values, row) - len(found)
        needs = [f"{more} more of {_described(values, row.evidence.keys() - found)}"]
    return f"{nearest}, which needs {' and '.join(needs)}"


def _nearness(values: Values, row: Row) -> tuple[bool, int, int]:
    has_tag = bool(row.tag) and _tag(values) == row.tag
    return has_tag, len(_found(values, row)), len(row.evidence.keys() & values.keys())


def _described(values: Values, names: Iterable[str]) -> str:
    """Returns the names, each with the type of the value that is no evidence."""
    found = {name: _value(values, name) for name in sorted(names)}
    return ", ".join(
        repr(name) if value is None else f"{name!r} (found {describe_value(value)})"
        for name, value in found.items()
    )


# The edition of a record, and the kind of job in it.


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
        kind, fields = kind_of(cls), signature(cls).parameters
        names = {name for name, field in fields.items() if field.default is field.empty}
        required[kind] = required.get(kind, names) & names
        if kind == "job" and "job_type" not in names:
            job_types.add(fields["job_type"].default)

    def new(*kinds: str) -> set[str]:
        return _fields([edition], *kinds) - _fields(earlier, *kinds)

    endpoints = [set(each.names.get("ApiEndpoint", ())) for each in (*earlier, edition)]
    return _Evidence(
        edition,
        required,
        new={**{row.kind: new(row.kind) for row in TABLE}, "job": new("job request", "job")},
        job_types=job_types,
        endpoints=endpoints[-1].difference(*endpoints[:-1]),
    )


_EVIDENCE = [_evidence(edition) for edition in (TOP_LEVEL, *LATER)]
_OF_A_CLASSIFIER = [
    f"hyperparameters.{name}"
    for name in ("learning_rate", "weight_decay", "warmup_fraction", "seq_len")
]
_EARLIER_MODELS = [member.value for member in FineTuneableModel]


def _edition_of(kind: str, values: Values) -> Edition:
    editions = [each for each in _EVIDENCE if kind in each.required]
    complete = (each for each in editions if values.keys() >= each.required[kind])
    first, *later = editions
    job_type = values.get("job_type")
    if kind == "job" and isinstance(job_type, str):
        later = [each for each in later if job_type in each.job_types]
        first = later[0] if later else first
    else:
        first = next(complete, first)
    newest = [each for each in later if _shows(kind, values, each)]
    return (newest[-1] if newest else first).edition


def _shows(kind: str, values: Values, evidence: _Evidence) -> bool:
    """Whether a record has a field or a value that no edition before this one has."""
    if not values.keys().isdisjoint(evidence.new[kind]):
        return True
    if kind == "batch job request":
        return values["endpoint"] in evidence.endpoints
    return kind == "job request" and evidence is _EVIDENCE[1] and _is_later_model(values)


def _is_later_model(values: Values) -> bool:
    """Whether the model of a request is neither listed in an earlier edition nor a misspelling of
    one listed."""
    model = values.get("model")
    if not isinstance(model, str) or model in _EARLIER_MODELS:
        return False
    from difflib import get_close_matches  # slow to import, and rarely needed

    return not get_close_matches(model, _EARLIER_MODELS, n=1, cutoff=0.9)


def _edition_of_items(kind: str, items: object) -> Edition:
    """Returns the newest edition of the items of a page; the top-level one if any item is a job
    with an earlier ``job_type``."""
    newest = TOP_LEVEL
    for values in _records(items):
        edition = _edition_of(kind, values)
        if edition is TOP_LEVEL and kind == "job" and isinstance(values.get("job_type"), str):
            return TOP_LEVEL
        newest = max(newest, edition, key=EDITIONS.index)
    return newest


def _kind_of_job(edition: Edition, values: Values) -> str:
    is_detailed, kind = not values.keys().isdisjoint(("events", "checkpoints")), "job"
    if kind not in edition.records:
        kind = "completion job"
        if _is_classifier(values):
            is_detailed, kind = is_detailed or "classifier_targets" in values, "classifier job"
    return f"detailed {kind}" if is_detailed else kind


def _is_classifier(values: Values) -> bool:
    job_type, model = values.get("job_type"), values.get("fine_tuned_model")
    if isinstance(job_type, str):
        return job_type == "classifier"
    if "classifier_targets" in values:
        return True
    if "repositories" in values or _value(values, "hyperparameters.fim_ratio") is not None:
        return False
    if isinstance(model, str) and model.startswith("ft:"):
        return model.startswith("ft:classifier:")
    # The API answers with all hyperparameters of a classifier job.
    return all(_value(values, name) is not None for name in _OF_A_CLASSIFIER)
