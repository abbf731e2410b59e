"""Maps, arrays of free-form objects, strings in place of an object: rules and every operation."""

from __future__ import annotations

import copy
import pickle
from collections import UserDict
from collections.abc import Mapping
from typing import Annotated, Any

import pytest

import jobmodels as jm
from jobmodels.core.constraints import Ge, Length
from jobmodels.core.define import frozen
from jobmodels.core.frozendict import FrozenDict
from jobmodels.core.spec import spec_of

Labels = Mapping[Annotated[str, Length(1, 8)], Annotated[str, Length(1, 5)]]


@frozen
class Batch(jm.Model):
    """Fields of these kinds."""

    labels: Labels
    counts: jm.Omittable[Mapping[str, Annotated[int, Ge(1)]] | None] = jm.UNSET
    lines: jm.Omittable[tuple[Mapping[str, Any], ...] | None] = jm.UNSET
    tables: jm.Omittable[tuple[Labels, ...]] = jm.UNSET
    errors: jm.Omittable[tuple[str | Mapping[str, Any], ...]] = jm.UNSET
    error: jm.Omittable[str | Mapping[str, Any] | None] = jm.UNSET


PAYLOAD = {
    "labels": {"team": "a", "runKey": "b"},
    "counts": {"lines": 1, "pages": 2.0},
    "lines": [{"body": {"a": [1, None]}}, {}],
    "tables": [{"a": "b"}],
    "errors": ["", {"a": [1]}],
    "error": {"code": 1},
}
BATCH = jm.structure(PAYLOAD, Batch)


def problems(payload, **options):
    with pytest.raises(jm.ValidationError) as caught:
        jm.structure(payload, Batch, **options)
    return [f"{path}: {message}" for path, message in caught.value.problems]


def test_it_comes_back_with_its_keys_untouched():
    for lenient in (False, True):
        batch = jm.structure(PAYLOAD, Batch, lenient=lenient)
        assert batch == BATCH
        for case in ("snake", "camel"):
            assert jm.unstructure(batch, case=case) == PAYLOAD
    assert jm.loads(jm.dumps(BATCH), Batch) == BATCH
    for again in (copy.deepcopy(BATCH), pickle.loads(pickle.dumps(BATCH))):
        assert again == BATCH
        assert hash(again) == hash(BATCH)


def test_it_shares_nothing_with_the_payload():
    payload = copy.deepcopy(PAYLOAD)
    batch = jm.structure(payload, Batch)
    for written in (payload, jm.unstructure(batch)):
        written["labels"]["team"] = "z"
        written["lines"][1]["x"] = 1
        assert batch == BATCH
    with pytest.raises(TypeError):
        batch.labels["team"] = "z"


def test_construction_follows_the_same_rules():
    assert Batch(**PAYLOAD) == BATCH
    assert Batch(labels=UserDict(PAYLOAD["labels"]), lines=({},)).labels == BATCH.labels
    assert jm.evolve(BATCH, labels=BATCH.labels, lines=BATCH.lines) == BATCH
    with pytest.raises(jm.ValidationError) as caught:
        Batch(labels={"": "a"}, counts=5)
    assert [problem.path for problem in caught.value.problems] == ['$.labels[""]', "$.counts"]


EITHER = "expected a string or an object"
KEY, TEXT = "expected a key of 1 to 8 characters", "expected a string of 1 to 5 characters"


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("labels", [], ["$.labels: expected an object, found an array"]),
        ("labels", None, ["$.labels: expected an object, found null"]),
        ("labels", {5: "a"}, ["$.labels: expected keys that are strings, found 5"]),
        (
            "labels",
            {"": "", "a": None, "b": 4711, "c": "abcdef"},
            [
                f'$.labels[""]: {KEY}, found 0 characters',
                f'$.labels[""]: {TEXT}, found 0 characters',
                f"$.labels.a: {TEXT}, found null",
                f"$.labels.b: {TEXT}, found 4711",
                f"$.labels.c: {TEXT}, found 6 characters",
            ],
        ),
        (
            "labels",
            {"pin token": 4711},
            [
                f'$.labels["pin token"]: {KEY}, found 9 characters',
                f'$.labels["pin token"]: {TEXT}, found a number',
            ],
        ),
        (
            "counts",
            {"a": 0, "b": True, "c": float("nan")},
            [
                "$.counts.a: expected an integer at least 1, found 0",
                "$.counts.b: expected an integer at least 1, found true",
                "$.counts.c: expected an integer at least 1, found nan, which is not JSON",
            ],
        ),
        (
            "lines",
            [{}, 5, {"a": {1}}],
            [
                "$.lines[1]: expected an object, found a number",
                "$.lines[2].a: expected JSON, found a Python set",
            ],
        ),
        ("error", 5, [f"$.error: {EITHER}, found a number"]),
        (
            "errors",
            ["", None, [""], True, {"a": {1}}],
            [
                f"$.errors[1]: {EITHER}, found null",
                f"$.errors[2]: {EITHER}, found an array",
                f"$.errors[3]: {EITHER}, found a boolean",
                "$.errors[4].a: expected JSON, found a Python set",
            ],
        ),
        ("tables", [{"a": ""}], [f"$.tables[0].a: {TEXT}, found 0 characters"]),
    ],
)
def test_every_entry_is_checked(key, value, expected):
    assert problems({**PAYLOAD, key: value}) == expected


def test_lenient_reading_accepts_any_json():
    for value in ({"a": None, "": ["x" * 99]}, [True], 5, None):
        payload = {"labels": value, "counts": value, "lines": [value], "tables": [value]}
        payload |= {"error": value, "errors": [value]}
        batch = jm.structure(payload, Batch, lenient=True)
        assert jm.unstructure(batch) == payload
        assert jm.unstructure(jm.redact(batch)) == jm.unstructure(jm.fill_defaults(batch))
    assert problems({"labels": {"a": {1}}}, lenient=True)


def test_true_is_not_one():
    assert spec_of(Batch).free_form == (*PAYLOAD,)
    for key, one, true in (
        ("lines", [{"a": 1}], [{"a": True}]),
        ("lines", [1], [True]),
        ("counts", {"a": 1}, {"a": True}),
        ("counts", [1], [True]),
        ("error", {"a": 1}, {"a": True}),
    ):
        left, right = (jm.structure({key: v}, Batch, lenient=True) for v in (one, true))
        assert left != right
        assert jm.fixtures.diff(left, right)
        assert hash(left) == hash(jm.structure({key: one}, Batch, lenient=True))


def test_secrets_are_masked_within_the_rules():
    payload = {"labels": {"apiKey": "4711a", "team": "b"}, "lines": [{"x": {"token": "4711"}}]}
    batch = jm.structure(payload, Batch)
    other = jm.evolve(batch, labels={"apiKey": "4711b", "team": "b"})
    (difference,) = jm.fixtures.diff(batch, other)
    assert "4711" not in f"{batch!r}{difference}"
    failed = jm.redact(jm.evolve(batch, error={"token": "4711"}, errors=["a", {"token": "4711"}]))
    assert "4711" not in repr(jm.unstructure(failed))
    assert failed.errors[0] == "a"
    redacted = jm.unstructure(jm.redact(batch))
    assert redacted["labels"] == {"apiKey": "*****", "team": "b"}
    assert "4711" not in repr(redacted)
    assert jm.structure(redacted, Batch) == jm.redact(batch)


@pytest.mark.parametrize(
    "hint",
    [
        Mapping[int, Any],
        Mapping[int, str],
        Mapping[str, jm.TrainingFile],
        Mapping[str, tuple[str, ...]],
        Mapping[str, Mapping[str, str]],
        Mapping[Annotated[str, Length(1)], Any],
        str | Mapping[str, Mapping[str, str]],
    ],
    ids=str,
)
def test_any_other_mapping_is_refused(hint):
    host = frozen(type("Host", (jm.Model,), {"__annotations__": {"x": hint}}))
    with pytest.raises(TypeError, match=r"Host\.x: expected str, .*Mapping\[str, T\]"):
        jm.structure({"x": {}}, host)


def test_a_string_stands_for_an_object():
    for reading in ({}, {"lenient": True}):
        batch = jm.structure({**PAYLOAD, "error": "gone"}, Batch, **reading)
        assert batch.error == "gone"
        assert jm.unstructure(batch)["error"] == "gone"
    assert Batch(labels={}, error=UserDict(a=1)).error == {"a": 1}
    (difference,) = jm.fixtures.diff(batch, BATCH)
    assert difference.left == "'gone'"


@pytest.mark.parametrize(
    "hint", [str | jm.TrainingFile, str | Mapping[str, str], str | int], ids=str
)
def test_no_other_type_has_a_string_beside_it(hint):
    host = frozen(type("Host", (jm.Model,), {"__annotations__": {"x": hint}}))
    with pytest.raises(
        TypeError, match=r"Host\.x: expected str, int, .* or a union of model classes, not "
    ):
        jm.structure({"x": {}}, host)


def test_an_example():
    assert jm.unstructure(jm.fixtures.example(Batch))["labels"] == {}


@pytest.mark.needs("hypothesis")
def test_strategies():
    given = pytest.importorskip("hypothesis").given
    from jobmodels.strategies import from_model

    seen, kinds = [], set()

    @given(from_model(Batch), from_model(Batch, strict=False, unknown_keys=True))
    def check(strict, lenient):
        seen.append(strict.labels)
        kinds.add(type(strict.error))
        assert jm.structure(jm.unstructure(strict), Batch) == strict
        assert jm.structure(jm.unstructure(lenient), Batch, lenient=True) == lenient

    check()
    assert any(seen)
    assert {str, FrozenDict} <= kinds
