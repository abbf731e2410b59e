"""Finds the kind of a record: the row of the table of evidence that it satisfies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from functools import lru_cache
from inspect import signature
from typing import Any, NamedTuple

from ..core.describe import describe_value, quote
from ..core.record import EXTRAS, cached
from ..core.spec import to_camel
from .editions import EDITIONS, Edition, kind_of
from .evidence import TABLE, Row, Test, value_of

Values = Mapping[Any, Any]
"""Values that are not null, by their fields' snake_case names; those of unknown keys, by None."""

OF_A_CLASSIFIER = {"learning_rate", "weight_decay", "warmup_fraction", "seq_len"}
"""The hyperparameters with which the API answers for a classifier job."""


signature_of = cached(signature)


def fields_of(editions: Iterable[Edition], *kinds: str) -> set[str]:
    classes = (cls for edition in editions for cls in edition.records.values())
    names = (signature_of(cls).parameters for cls in classes if kind_of(cls) in kinds)
    return set().union(*names) - {EXTRAS}


ROWS: dict[str, Row] = {row.kind: row for row in TABLE}
_TAGS = {row.tag for row in TABLE}
_OWN_TAGS = {row.tag: row.kind for row in TABLE if row.tag.startswith("job")}
_FIELDS = {kind: fields_of(EDITIONS, kind) for kind in ROWS}
# A page that the Python SDK dumped has the key OBJECT; see "Migration".
_NAMES = {"OBJECT": "object"}
for _name in {"fim_ratio", *OF_A_CLASSIFIER}.union(
    *_FIELDS.values(), *(row.contradicted_by for row in TABLE)
):
    _NAMES |= {_name: _name, to_camel(_name): _name}


def values_of(payload: Mapping[Any, Any]) -> Values:
    return {_NAMES.get(key): value for key, value in payload.items() if value is not None}


class _Candidate(NamedTuple):
    """A kind that a record with certain keys may be."""

    row: Row
    tests: Sequence[tuple[str, str, Test]]
    """Its evidence among these keys: the path, the key, and the test for its value."""
    enough: int
    """How much evidence a record with these keys needs."""

    def found(self, values: Values) -> Set[str]:
        """Returns the evidence of this kind in a record."""
        return {path for path, name, test in self.tests if test(values[name])}

    def are_enough(self, found: Set[str]) -> bool:
        return len(found) >= self.enough and not any(map(found.isdisjoint, self.row.required))

    def is_satisfied(self, values: Values) -> bool:
        found = set()
        for path, name, test in self.tests:  # stops early: a test of a long array takes time
            if test(values[name]):
                found.add(path)
                if self.are_enough(found):
                    return True
        return False


def _candidate(row: Row, names: Set[str | None]) -> _Candidate:
    tests = []
    for path, test in row.evidence.items():
        name, _, key = path.partition(".")
        if name in names:
            tests.append((path, name, _inside(key, test) if key else test))
    others = names - _FIELDS[row.kind] - {"object"}
    return _Candidate(row, tests, row.among_others if others else row.alone)


def _inside(key: str, test: Test) -> Test:
    return lambda value: isinstance(value, dict) and test(value_of(value, key))


# An archive has millions of records, and few different sets of keys.
@lru_cache(maxsize=256)
def _candidates(names: frozenset[str | None], tag: str) -> list[_Candidate]:
    rows = (row for row in TABLE if tag in ("", row.tag) and names.isdisjoint(row.contradicted_by))
    found = [_candidate(row, names) for row in rows]
    return [each for each in found if each.are_enough({path for path, *_ in each.tests})]


def find_kind(values: Values) -> str | None:
    """Returns the kind of a record, as in ``kind_of``; None if it is not surely of any kind."""
    kinds = _kinds(values)
    if items := items_of(values):
        if kind := _kind_of_page(objects_in(items), _tag(values)):
            return kind
        kinds = [kind for kind in kinds if not ROWS[kind].items]
    if len(kinds) > 1:
        return max(kinds, key=lambda kind: len(_candidate(ROWS[kind], values.keys()).found(values)))
    return kinds[0] if kinds else None


def _kinds(values: Values) -> list[str]:
    """Returns the kinds whose rows a record satisfies."""
    tag = _tag(values)
    if tag in _OWN_TAGS:
        return [_OWN_TAGS[tag]]
    candidates = _candidates(frozenset(values), tag) if tag in _TAGS else []
    return [each.row.kind for each in candidates if each.is_satisfied(values)]


def _kind_of_page(items: Sequence[Mapping[Any, Any]], tag: str) -> str | None:
    """Returns the kind of the page, from its first item that is surely of one kind."""
    tags = set(map(_tag, items))
    pages = {
        row.items: row.kind
        for row in TABLE
        if row.items and tag in ("", row.tag) and tags <= {"", ROWS[row.items].tag}
    }
    likely = None
    for values in map(values_of, items if pages else ()):
        found = [pages[kind] for kind in _kinds(values) if kind in pages]
        if len(found) == 1:
            return found[0]
        likely = likely or next(iter(found), None)
    return likely


def _tag(values: Values) -> str:
    """Returns the text in ``object``; empty if absent or an unknown tag of a job (``"job.v2"``)."""
    tag = values.get("object")
    if not isinstance(tag, str) or (tag.startswith("job") and tag not in _TAGS):
        return ""
    return tag


def items_of(values: Values) -> list[Any]:
    data = values.get("data")
    return data if isinstance(data, list) else []


def objects_in(items: Iterable[Any]) -> list[dict[Any, Any]]:
    return [item for item in items if isinstance(item, dict)]


def reason_of(values: Values) -> str:
    """Returns why a record is of no kind: for the nearest kind, the evidence that is missing."""
    tag = _tag(values)
    if tag and tag not in _TAGS:
        return f"not a record of a job, according to its tag 'object': {quote(tag)}"
    if items_of(values):
        return "not a record of a job: no item of 'data' is surely a job, or one is another object"
    nearest = max(
        (_candidate(row, values.keys()) for row in TABLE), key=lambda each: _nearness(values, each)
    )
    if not any(_nearness(values, nearest)):
        return "not a record of a job: no key is evidence of one"
    row, _, enough = nearest
    reason = f"not a record of a job: nearest is a {row.kind}"
    for key in row.contradicted_by:
        if key in values:
            return f"{reason}, contradicted by {key!r}"
    found = nearest.found(values)
    needs = [
        f"one of {_described(values, group)}" for group in row.required if found.isdisjoint(group)
    ]
    if not needs:
        why = " because of its other keys" if len(found) >= row.alone else ""
        others = _described(values, row.evidence.keys() - found)
        needs = [f"{enough - len(found)} more{why} of {others}"]
    return f"{reason}, which needs {' and '.join(needs)}"


def _nearness(values: Values, kind: _Candidate) -> tuple[bool, int, int]:
    tag, evidence = kind.row.tag, kind.row.evidence
    has_tag = bool(tag) and _tag(values) == tag
    return has_tag, len(kind.found(values)), len(evidence.keys() & values.keys())


def _described(values: Values, names: Iterable[str]) -> str:
    """Returns the names, each with the value that is no evidence."""
    return ", ".join(
        f"{name!r} (no evidence: {describe_value(values[name])})" if name in values else repr(name)
        for name in sorted(names)
    )
