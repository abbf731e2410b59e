"""Detects the class of a record from its values.

The kind of the record is that of the row of the table of evidence which the record satisfies. Its
edition is a later one if the record has evidence of it (see ``detect``), otherwise 2024-11-07,
whose classes also read the records of the first edition. The evidence of an edition is derived from
the differences between the editions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from functools import lru_cache
from inspect import signature
from typing import Any, NamedTuple

from ..core.describe import describe_type, describe_value, quote
from ..core.errors import Problem, ValidationError
from ..core.frozendict import FrozenDict, thaw
from ..core.model import Model
from ..core.record import EXTRAS, cached
from ..core.spec import to_camel
from ..models.enums import FineTuneableModel
from .editions import EDITIONS, LATER, TOP_LEVEL, Edition, kind_of
from .evidence import TABLE, Row, Test, value_of

Values = Mapping[Any, Any]
"""The values of a record that are not null, by the snake_case names of their fields. The values of
unknown keys have the key None."""

_OF_A_CLASSIFIER = {"learning_rate", "weight_decay", "warmup_fraction", "seq_len"}
"""The hyperparameters with which the API answers for a classifier job."""


_signature = cached(signature)


def _fields(editions: Iterable[Edition], *kinds: str) -> set[str]:
    """Returns the names of the fields of the records of these kinds."""
    classes = (cls for edition in editions for cls in edition.records.values())
    names = (_signature(cls).parameters for cls in classes if kind_of(cls) in kinds)
    return set().union(*names) - {EXTRAS}


_ROWS = {row.kind: row for row in TABLE}
_TAGS = {row.tag for row in TABLE}
_OWN_TAGS = {row.tag: row for row in TABLE if row.is_own_tag}
_FIELDS = {kind: _fields(EDITIONS, kind) for kind in _ROWS}
"""The names of all fields of each kind, in any edition."""
# A page that the Python SDK dumped has the key OBJECT; see "Migration".
_NAMES = {"OBJECT": "object"}
for _name in {"fim_ratio", *_OF_A_CLASSIFIER}.union(
    *_FIELDS.values(), *(row.contradicted_by for row in TABLE)
):
    _NAMES |= {_name: _name, to_camel(_name): _name}


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
        cure = "; pass dict(...) of it" if isinstance(payload, Mapping) else ""
        raise _no_record(f"expected an object, found {describe_type(payload)}{cure}")
    values = _values(payload)
    kind = _kind(values)
    if kind is None:
        raise _no_record(_reason(values))
    row = _ROWS[kind]
    if row.items:
        return _edition_of_items(row.items, _objects(_items(values))).records[kind]
    edition = _edition_of(kind, values)
    return edition.records[_kind_of_job(edition, values) if kind == "job" else kind]


def _values(payload: Mapping[Any, Any]) -> Values:
    return {_NAMES.get(key): value for key, value in payload.items() if value is not None}


def _no_record(message: str) -> ValidationError:
    return ValidationError("job record", [Problem("$", message)])


# The kind of a record.


class _Candidate(NamedTuple):
    """A kind that a record with certain keys may be."""

    row: Row
    tests: Sequence[tuple[str, str, Test]]
    """Its evidence among these keys: the path, the key, and the test for its value."""
    enough: int

    def is_satisfied(self, values: Values) -> bool:
        found = set()
        for path, name, test in self.tests:
            if test(values[name]):
                found.add(path)
                if len(found) >= self.enough and _is_complete(found, self.row):
                    return True
        return False

    def weight(self, values: Values) -> int:
        """Returns how much evidence of this kind a record has."""
        return sum(test(values[name]) for _, name, test in self.tests)


def _is_complete(found: Set[str | None], row: Row) -> bool:
    return not any(map(found.isdisjoint, row.required))


def _kind(values: Values) -> str | None:
    tag = _tag(values)
    row = _OWN_TAGS.get(tag)
    if row:
        return row.kind
    items = _items(values)
    kinds = _kinds(values, tag)
    if items:
        kind = _kind_of_page(_objects(items), tag)
        if kind:
            return kind
        kinds = [each for each in kinds if not each.row.items]
    if len(kinds) > 1:
        return max(kinds, key=lambda each: each.weight(values)).row.kind
    return kinds[0].row.kind if kinds else None


def _kinds(values: Values, tag: str) -> list[_Candidate]:
    """Returns the kinds whose rows a record satisfies."""
    if tag not in _TAGS:
        return []
    return [each for each in _candidates(frozenset(values), tag) if each.is_satisfied(values)]


def _kind_of_page(items: Sequence[Mapping[Any, Any]], tag: str) -> str | None:
    """Returns the kind of the page, from its first item that is surely of one kind."""
    tags = set(map(_tag, items))
    pages = {
        row.items: row.kind
        for row in TABLE
        if row.items and tag in ("", row.tag) and tags <= {"", _ROWS[row.items].tag}
    }
    likely = None
    for values in map(_values, items if pages else ()):
        own = _OWN_TAGS.get(_tag(values))
        kinds = [own.kind] if own else [each.row.kind for each in _kinds(values, _tag(values))]
        found = [pages[kind] for kind in kinds if kind in pages]
        if len(found) == 1:
            return found[0]
        likely = likely or next(iter(found), None)
    return likely


# An archive has millions of records, and few different sets of keys.
@lru_cache(maxsize=256)
def _candidates(names: frozenset[str | None], tag: str) -> list[_Candidate]:
    found = []
    for row in TABLE:
        if tag in ("", row.tag) and names.isdisjoint(row.contradicted_by):
            tests, enough = _tests(names, row), _enough(names, row)
            if len(tests) >= enough and _is_complete({path for path, *_ in tests}, row):
                found.append(_Candidate(row, tests, enough))
    return found


def _tests(names: Set[str | None], row: Row) -> list[tuple[str, str, Test]]:
    tests = []
    for path, test in row.evidence.items():
        name, _, key = path.partition(".")
        if name in names:
            tests.append((path, name, _inside(key, test) if key else test))
    return tests


def _inside(key: str, test: Test) -> Test:
    return lambda value: isinstance(value, dict) and test(value_of(value, key))


def _enough(names: Set[str | None], row: Row) -> int:
    """Returns how much evidence a record with these keys needs."""
    others = names - _FIELDS[row.kind] - {"object"}
    return row.among_others if others else row.alone


def _tag(values: Values) -> str:
    """Returns the text in ``object``, or an empty one. An unknown tag of a job, such as
    ``"job.v2"``, is no tag."""
    tag = values.get("object")
    if not isinstance(tag, str) or (tag.startswith("job") and tag not in _TAGS):
        return ""
    return tag


def _items(values: Values) -> list[Any]:
    data = values.get("data")
    return data if isinstance(data, list) else []


def _objects(items: Iterable[Any]) -> list[dict[Any, Any]]:
    return [item for item in items if isinstance(item, dict)]


def _reason(values: Values) -> str:
    """Returns why a record is of no kind: for the nearest kind, the evidence that is missing."""
    tag = _tag(values)
    if tag and tag not in _TAGS:
        return f"not a record of a job, according to its tag 'object': {quote(tag)}"
    if _items(values):
        return "not a record of a job: no item of 'data' is surely a job, or one is another object"
    row = max(TABLE, key=lambda row: _nearness(values, row))
    if not any(_nearness(values, row)):
        return "not a record of a job: no key is evidence of one"
    nearest = f"not a record of a job: nearest is a {row.kind}"
    for key in row.contradicted_by:
        if key in values:
            return f"{nearest}, contradicted by {key!r}"
    found = _found(values, row)
    needs = [
        f"one of {_described(values, group)}" for group in row.required if found.isdisjoint(group)
    ]
    if not needs:
        more = _enough(values.keys(), row) - len(found)
        why = " because of its other keys" if len(found) >= row.alone else ""
        needs = [f"{more} more{why} of {_described(values, row.evidence.keys() - found)}"]
    return f"{nearest}, which needs {' and '.join(needs)}"


def _nearness(values: Values, row: Row) -> tuple[bool, int, int]:
    has_tag = bool(row.tag) and _tag(values) == row.tag
    return has_tag, len(_found(values, row)), len(row.evidence.keys() & values.keys())


def _found(values: Values, row: Row) -> set[str]:
    """Returns the evidence of a kind in a record."""
    return {path for path, name, test in _tests(values.keys(), row) if test(values[name])}


def _described(values: Values, names: Iterable[str]) -> str:
    """Returns the names, each with the value that is no evidence."""
    return ", ".join(
        f"{name!r} (no evidence: {describe_value(values[name])})" if name in values else repr(name)
        for name in sorted(names)
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
        kind, fields = kind_of(cls), _signature(cls).parameters
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
_BY_KIND = {kind: [each for each in _EVIDENCE if kind in each.required] for kind in _ROWS}
_EARLIER_MODELS = [member.value for member in FineTuneableModel]


def _edition_of(kind: str, values: Values) -> Edition:
    first, *later = _BY_KIND[kind]
    job_type = values.get("job_type") if kind == "job" else None
    if isinstance(job_type, str):
        later = [each for each in later if job_type in each.job_types]
        first = later[0] if later else first
    else:
        complete = (each for each in (first, *later) if values.keys() >= each.required[kind])
        first = next(complete, first)
    shown = (each for each in reversed(later) if _shows(kind, values, each))
    return next(shown, first).edition


def _shows(kind: str, values: Values, evidence: _Evidence) -> bool:
    """Whether a record has a field or a value that no edition before this one has."""
    if not values.keys().isdisjoint(evidence.new[kind]):
        return True
    if kind == "batch job request":
        return bool(values["endpoint"] in evidence.endpoints)
    return kind == "job request" and evidence is _EVIDENCE[1] and _is_later_model(values)


def _is_later_model(values: Values) -> bool:
    """Whether the model of a request is neither listed in an earlier edition nor a misspelling of
    one listed."""
    model = values.get("model")
    if not isinstance(model, str) or model in _EARLIER_MODELS:
        return False
    from difflib import get_close_matches  # slow to import, and rarely needed

    return not get_close_matches(model, _EARLIER_MODELS, n=1, cutoff=0.9)


def _edition_of_items(kind: str, items: Iterable[Mapping[Any, Any]]) -> Edition:
    """Returns the newest edition of the items of a page; the top-level one if any item is a job
    with an earlier ``job_type``."""
    newest = TOP_LEVEL
    for values in map(_values, items):
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
    parameters = values.get("hyperparameters")
    present = _values(parameters).keys() if isinstance(parameters, dict) else set()
    if "repositories" in values or "fim_ratio" in present:
        return False
    if isinstance(model, str) and model.startswith("ft:"):
        return model.startswith("ft:classifier:")
    return present >= _OF_A_CLASSIFIER
