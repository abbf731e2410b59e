"""The attack as part of the suite: every extreme, some random mutations, and earlier findings."""

from __future__ import annotations

import json
import math
import os
import sys
import tracemalloc
from itertools import product
from pathlib import Path
from random import Random

import pytest
from canaries import CANARIES, SECRET_KEYS, all_hidden
from command import run_command
from extremes import EXTREMES, deep, job_text
from mutations import mutated
from seeds import SEEDS
from targets import MODES, SHAPES, TARGETS, attack

import jobmodels as jm

FINDINGS = sorted((Path(__file__).parents[1] / "data" / "attack").glob("*"))
EXAMPLES = int(os.environ.get("JOBMODELS_EXAMPLES", "5"))
MEGABYTE = 2**20


def read_in(data):
    for record in jm.read_records(data.split(b"\n")):
        if isinstance(record, jm.ValidationError):
            return str(record)
    return ""


def error_of(data, shape, **mode):
    try:
        jm.loads(data, shape, **mode)
    except jm.ValidationError as error:
        return str(error)
    return ""


# The uses of a text, each with one class and one set of options: all would take too long.
WAYS = [
    lambda data: error_of(data, jm.DetailedJobOut, lenient=True),
    lambda data: run_command(data, ["check"]).said,
]
MORE_WAYS = [
    lambda data: run_command(data, ["show"]).said,
    lambda data: error_of(data, jm.DetailedJobOut),
    lambda data: error_of(data, jm.v2026.JobIn, unknown_keys="forbid"),
    lambda data: error_of(data, jm.CreateJobResponse | jm.JobsOut, unknown_keys="drop"),
    read_in,
]


@pytest.mark.environment
@pytest.mark.parametrize("make", EXTREMES.values(), ids=EXTREMES)
def test_an_extreme_is_read_or_a_clear_problem_in_little_memory(make):
    data = make()
    for way in WAYS:
        tracemalloc.start()
        told = way(data)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < 40 * MEGABYTE + 40 * len(data)
        # A thousand problems a hundred levels deep, under keys of 80 characters.
        assert len(told) < 10 * MEGABYTE + 10 * len(data)
    for way in MORE_WAYS:  # measuring memory takes ten times as long
        assert len(way(data)) < 10 * MEGABYTE
    for target, mode in product(TARGETS, MODES):
        if len(data) < 5000:
            target.check(data, jm.JobOut, mode)


@pytest.mark.environment
def test_a_million_of_anything():
    keys = ", ".join(f'"k{number}": 0' for number in range(1_000_000))
    job = jm.loads(f'{job_text().decode()[:-1]}, "x": {{{keys}}}}}', jm.JobOut)
    assert len(job.additional_properties["x"]) == 1_000_000
    nulls = "[" + "null, " * 999_999 + "null]"
    assert len(jm.loads(job_text(x=nulls), jm.JobOut).additional_properties["x"]) == 1_000_000
    assert len(error_of(job_text(training_files=nulls), jm.JobOut)) < MEGABYTE
    assert len(error_of(job_text(integrations=nulls), jm.JobOut, lenient=True)) < MEGABYTE


@pytest.mark.environment
@pytest.mark.parametrize("kind", ["lists", "objects", "both"])
def test_python_values_may_nest_as_deeply_as_they_like(kind):
    nested = deep(100_000, kind)
    unknown = {**json.loads(job_text()), "x": nested}
    for payload in (nested, unknown, {"id": nested, "events": nested, "model": "m"}):
        for shape, mode in product(SHAPES, MODES):
            with pytest.raises(jm.ValidationError) as caught:
                jm.structure(payload, shape, **mode._asdict())
            assert len(str(caught.value)) < 10_000
    with pytest.raises(jm.ValidationError, match="nests deeper than 100 levels"):
        jm.read_record(unknown)


@pytest.mark.skipif(not hasattr(sys, "set_int_max_str_digits"), reason="this Python has no limit")
@pytest.mark.parametrize("limit", [640, 4300, 0])
def test_python_may_have_another_limit_of_digits(limit):
    texts = [job_text(created_at="7" * 700), job_text(x="7" * 10_000), b"7" * 10_000]
    before = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(limit)
    try:
        for data in texts:
            for target in TARGETS:
                target.check(data, jm.JobOut, MODES[0])
                target.check(data, jm.JobOut, MODES[-1])
        payload = {**json.loads(job_text()), "created_at": 10**20_000, "x": [10**20_000]}
        job = jm.structure(payload, jm.JobOut)
        assert jm.unstructure(job) == payload
        assert "an integer of 66439 bits" in repr(job)
        if limit:
            with pytest.raises(jm.ValidationError, match="more digits than Python converts"):
                jm.dumps(job)
        else:
            assert jm.loads(jm.dumps(job), jm.JobOut) == job
    finally:
        sys.set_int_max_str_digits(before)


def test_an_error_lists_as_many_problems_as_a_person_may_read():
    bad = "[" + "1, " * 15_000 + "NaN]"
    for text in (job_text(training_files=bad), job_text(x=bad.replace("1", "NaN"))):
        with pytest.raises(jm.ValidationError) as caught:
            jm.loads(text, jm.JobOut)
        assert 10_000 < len(caught.value.problems) < 10_010
        assert str(caught.value).endswith("$: more than 10,000 problems")


def test_a_path_ends_where_it_floods_the_line():
    value = math.nan
    for _ in range(90):
        value = {"k" * 60: value}
    with pytest.raises(jm.ValidationError) as caught:
        jm.structure({"total": 1, "x": value}, jm.JobsOut)
    (problem,) = caught.value.problems
    assert problem.path.endswith("k...")
    assert len(problem.path) < 600


def test_what_is_long_is_cut_in_an_error():
    for name in ("a key of a megabyte", "a key of a megabyte of escapes", "a status of a megabyte"):
        told = error_of(EXTREMES[name](), jm.JobOut, unknown_keys="forbid")
        assert 0 < len(told) < 2000


def test_a_table_is_not_as_wide_as_it_is_long():
    data = EXTREMES["many events with keys of their own"]()
    assert len(run_command(data, ["show"]).said) < len(data)


@pytest.mark.parametrize("key", SECRET_KEYS)
def test_a_canary_under_any_secret_key_stays_hidden(key):
    secrets = [{"type": "wandb", key: canary, "also": [{key: [canary]}]} for canary in CANARIES]
    nested = {"of": secrets, "and": {"x": math.inf, key: {CANARIES[0]: {"y": math.nan}}}}
    for place in ("integrations", "repositories", "hyperparameters", "status", "x"):
        shape = jm.JobIn if place in ("integrations", "repositories") else jm.JobOut
        for value, mode in ((secrets, MODES[3]), (secrets[0], MODES[0]), (nested, MODES[5])):
            data = json.dumps({"id": "1", "model": "m", place: value}).encode()
            for target in TARGETS:
                target.check(data, shape, mode)


@pytest.mark.parametrize("mode", MODES, ids=str)
def test_a_canary_in_an_object_stays_hidden(mode):
    request = {**next(payload for cls, payload in SEEDS if cls is jm.JobIn)}
    for canary in CANARIES:
        request["integrations"] = [{"type": "wandb", "project": "p", "api_key": canary}]
        request["repositories"] = [{"name": "n", "owner": "o", "token": canary}]
        for target in TARGETS:
            target.check(json.dumps(request).encode(), jm.JobIn, mode)


def test_a_canary_in_the_open_is_no_secret():
    assert all_hidden({"token": CANARIES, "x": [{"api_key": CANARIES[-1]}]})
    for canary in CANARIES:
        assert not all_hidden({"tokens": canary})
        assert not all_hidden([{"token": 1, "x": [canary]}])


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_random_mutations(target):
    rng = Random(None if "CI" not in os.environ else target.name)
    for _ in range(20 * EXAMPLES):
        cls, payload = rng.choice(SEEDS)
        data = mutated(json.dumps(payload).encode(), rng)
        shape = rng.choice((cls, cls, rng.choice(SHAPES)))
        target.check(data, shape, rng.choice(MODES))


@pytest.mark.parametrize("file", FINDINGS, ids=lambda file: file.stem)
def test_what_was_found_stays_mended(file):
    attack(file.read_bytes())
