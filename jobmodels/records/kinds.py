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
"""Values that are not null, by the snake_case names of their fields. The values of
unknown keys have the key None."""

OF_A_CLASSIFIER = {"learning_rate", "weight_decay", "warmup_fraction", "seq_len"}
"""The hyperparameters with which the API answers for a classifier job."""


signature_of = cached(signature)


def fields_of(editions: Iterable[Edition], *kinds: str) -> set[str]:
    """Returns the names of the fields of the records of these kinds."""
    classes = (cls for edition in editions for cls in edition.records.values())
    names = (signature_of(cls).parameters for cls in classes if kind_of(cls) in kinds)
    return set().union(*names) - {EXTRAS}


ROWS = {row.kind: row for row in TABLE}
_TAGS = {row.tag for row in TABLE}
_OWN_TAGS = {row.tag: row for row in TABLE if row.is_own_tag}
_FIELDS = {kind: fields_of(EDITIONS, kind) for kind in ROWS}
"""The names of all fields of each kind, in any edition."""
# A page that the Python SDK dumped has the key OBJECT; see "Migration".
_NAMES = {"OBJECT": "object"}
for _name in {"fim_ratio", *OF_A_CLASSIFIER}.union(
    *_FIELDS.values(), *(row.contradicted_by for row in TABLE)
):
    _NAMES |= {_name: _name, to_camel(_name): _name}


def values_of(payload: Mapping[Any, Any]) -> Values:
    """Returns the values of a record that are not null."""
    return {_NAMES.get(key): value for key, value in payload.items() if value is not None}


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


def find_kind(values: Values) -> str | None:
    """Returns the kind of a record, as in ``kind_of``; None if it is not surely of any kind."""
    tag = _tag(values)
    row = _OWN_TAGS.get(tag)
    if row:
        return row.kind
    items = items_of(values)
    kinds = _kinds(values, tag)
    if items:
        kind = _kind_of_page(objects_in(items), tag)
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
        if row.items and tag in ("", row.tag) and tags <= {"", ROWS[row.items].tag}
    }
    likely = None
    for values in map(values_of, items if pages else ()):
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
