"""The published schema accepts every example, in both cases, as ``jsonschema`` validates it."""

from __future__ import annotations

import pytest

pytest.importorskip("jsonschema", reason="the oracle is the jsonschema package")

from edition_classes import each_class
from fact_table import validator

import jobmodels as jm
from jobmodels.fixtures import example


@each_class
@pytest.mark.parametrize("spelling", ["snake", "camel"])
def test_the_schema_takes_every_example(subject, spelling):
    judge = validator(subject.table, subject.model, spelling)
    for seed in range(10):
        payload = jm.unstructure(example(subject.cls, seed=seed), case=spelling)
        assert [error.message for error in judge.iter_errors(payload)] == []
        assert judge.is_valid(payload | {"object": 5}) is ("object" not in subject.facts)
