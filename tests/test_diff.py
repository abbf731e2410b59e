"""``diff``: the differences of two objects, field by field, without secrets."""

from __future__ import annotations

import pytest
from samples import API_KEY, CASES, TOKEN, case_id

import jobmodels as jm
from jobmodels import v2024_06
from jobmodels.core.frozendict import FrozenDict
from jobmodels.fixtures import Difference, diff, example

JOB = example(jm.DetailedJobOut)
REQUEST = example(jm.JobIn)


def changed(**changes):
    return jm.evolve(JOB, **changes)


def with_keys(**keys):
    return changed(additional_properties=keys)


def integration(**values):
    return jm.evolve(REQUEST, integrations=[jm.WandbIntegration(project="p", **values)])


DIFFERENCES = [
    (JOB, JOB, []),
    (JOB, changed(status="FAILED"), ["$.status: 'SUCCESS' != 'FAILED'"]),
    (
        JOB,
        jm.structure({**jm.unstructure(JOB), "status": "PAUSED"}, jm.DetailedJobOut, lenient=True),
        ["$.status: 'SUCCESS' != 'PAUSED'"],
    ),
    (changed(suffix=None), changed(suffix=jm.UNSET), ["$.suffix: null != absent"]),
    (
        changed(suffix="a", hyperparameters=jm.TrainingParameters(epochs=1)),
        changed(suffix="b", hyperparameters=jm.TrainingParameters(epochs=1.5)),
        ["$.hyperparameters.epochs: 1 != 1.5", "$.suffix: 'a' != 'b'"],
    ),
    (
        changed(training_files=["a", "b"]),
        changed(training_files=["a", "c", "d"]),
        [
            "$.training_files: 2 items != 3 items",
            "$.training_files[1]: 'b' != 'c'",
            "$.training_files[2]: absent != 'd'",
        ],
    ),
    (
        changed(training_files=["a"]),
        changed(training_files=[]),
        ["$.training_files: 1 item != 0 items", "$.training_files[0]: 'a' != absent"],
    ),
    (
        jm.EventOut(name="n", created_at=1, data={"a": {"b": [1, 2]}, "c": 1}),
        jm.EventOut(name="n", created_at=1, data={"a": {"b": [1, 3]}, "d": None}),
        ["$.data.a.b[1]: 2 != 3", "$.data.c: 1 != absent", "$.data.d: absent != null"],
    ),
    (JOB, jm.JobsOut(total=1), ["$: DetailedJobOut != JobsOut"]),
    (
        example(jm.JobOut),
        example(v2024_06.JobOut),
        [f"$: {jm.JobOut.__module__}.JobOut != {v2024_06.__name__}.JobOut"],
    ),
    (changed(auto_start=True), changed(auto_start=False), ["$.auto_start: true != false"]),
    (
        jm.EventOut(name="n", created_at=1, data={"log": "x" * 10**6}),
        jm.EventOut(name="n", created_at=1, data={"log": "x" * 10**6 + "y"}),
        [f"$.data.log: '{'x' * 296}... != another value"],
    ),
    (
        jm.EventOut(name="n", created_at=1, data={"log": "x" * 298}),
        jm.EventOut(name="n", created_at=1, data={}),
        [f"$.data.log: '{'x' * 298}' != absent"],
    ),
    (JOB, FrozenDict({"a": 1}), ["$: DetailedJobOut(id="]),
    (FrozenDict({"a": 1}), FrozenDict({"a": 2}), ["$.a: 1 != 2"]),
    # An unknown key may be a misspelled key of a secret.
    (
        with_keys(api_kye=API_KEY),
        with_keys(api_kye=TOKEN),
        ["$.api_kye: a string != another value"],
    ),
    (with_keys(note=API_KEY), with_keys(note=2), ["$.note: a string != 2"]),
    (
        with_keys(note={"a": [API_KEY]}),
        with_keys(note={"a": [TOKEN]}),
        ["$.note.a[0]: a string !="],
    ),
    # Secrets.
    (
        integration(api_key=API_KEY),
        integration(api_key=API_KEY[::-1]),
        ["$.integrations[0].api_key: ********** != another secret"],
    ),
    (
        with_keys(github_token={"value": TOKEN}),
        with_keys(github_token=None),
        ["$.github_token: ********** != null"],
    ),
    (
        jm.EventOut(name="n", created_at=1, data={"token": TOKEN}),
        jm.EventOut(name="n", created_at=1, data={}),
        ["$.data.token: ********** != absent"],
    ),
]


@pytest.mark.parametrize(("left", "right", "lines"), DIFFERENCES)
def test_differences(left, right, lines):
    found = diff(left, right)
    assert all(isinstance(difference, Difference) for difference in found)
    assert len(found) == len(lines)
    for difference, line in zip(found, lines, strict=True):
        assert str(difference).startswith(line)
    assert API_KEY not in repr(found)
    assert TOKEN not in repr(found)


@pytest.mark.parametrize(("left", "right", "lines"), DIFFERENCES)
def test_the_other_way_round_it_differs_in_the_same_places(left, right, lines):
    places = [difference.path for difference in diff(left, right)]
    assert sorted(difference.path for difference in diff(right, left)) == sorted(places)


@pytest.mark.parametrize("case", CASES, ids=case_id)
def test_there_are_differences_where_objects_are_not_equal(case):
    for other in CASES:
        assert bool(diff(case.obj, other.obj)) is (case.obj != other.obj)


@pytest.mark.parametrize("wrong", [{}, None, "{}", jm.JobOut])
def test_what_is_no_object_is_refused(wrong):
    with pytest.raises(TypeError, match="expected an object"):
        diff(JOB, wrong)
    with pytest.raises(TypeError, match="expected an object"):
        diff(wrong, JOB)
