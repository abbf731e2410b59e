"""The kinds of spec: every part of the package that depends on them handles all of them."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated, NamedTuple

import pytest

import jobmodels as jm
from jobmodels import json_schemas
from jobmodels.core import compiled
from jobmodels.core.constraints import SECRET
from jobmodels.core.define import frozen
from jobmodels.core.reader import Reader
from jobmodels.core.spec import ModelSpec, relaxed, spec_of

pytestmark = pytest.mark.needs("hypothesis: the strategies import it")
hypothesis = pytest.importorskip("hypothesis", reason="the strategies are Hypothesis's")


class DateSpec(NamedTuple):
    """A kind of spec that no part of the package handles."""


def test_a_new_kind_of_spec_is_an_error_until_each_part_handles_it():
    example = import_module("jobmodels.fixtures.example")  # the package has a function of that name
    strategies = import_module("jobmodels.strategies.payloads")
    field = spec_of(jm.TrainingFile).by_key["file_id"]._replace(type=DateSpec(), exact_type=None)
    model = ModelSpec(jm.TrainingFile, (field,))
    parts = {
        "relaxed": lambda: relaxed(DateSpec()),
        "reader": lambda: Reader().read(DateSpec(), "2024-11-07", "Dated"),
        "compiled reader": lambda: compiled.ReaderSource(model, "keep", camel=False),
        "compiled writer": lambda: compiled.WriterSource(model, camel=False),
        "JSON Schema": lambda: json_schemas.Definitions(camel=False).schema_of(DateSpec()),
        "example": lambda: example._value(DateSpec(), None, {}),
        "strategies": lambda: strategies.Payloads(True, True, True, False, False).of(DateSpec()),
    }
    for name, use in parts.items():
        with pytest.raises(TypeError, match="unsupported kind of spec: DateSpec"):
            pytest.fail(f"{name} accepts it: {use()}")


@frozen
class Costed(jm.JobIn):
    """A host's class whose fields have defaults, but need not be present."""

    cost_center: str = "none"
    cost_status: jm.Status | None = None
    cost_files: tuple[jm.TrainingFile, ...] = (jm.TrainingFile(file_id="f"),)
    cost_key: Annotated[str, SECRET] = "hush"


def test_the_schema_of_a_hosts_class_states_its_defaults():
    schema = jm.json_schema(Costed, "camel")["$defs"]["Costed"]
    assert schema["required"] == ["model", "hyperparameters"]
    stated = {
        key: value["default"]
        for key, value in schema["properties"].items()
        if key.startswith("cost") and "default" in value
    }
    assert stated == {
        "costCenter": "none",
        "costStatus": None,
        "costFiles": [{"fileId": "f"}],  # and no secret
    }


def test_examples_and_strategies_of_a_hosts_class_with_defaults():
    from jobmodels.fixtures import example
    from jobmodels.strategies import from_model

    assert example(Costed, cost_center="x").cost_center == "x"
    assert hypothesis.find(from_model(Costed), lambda obj: obj.cost_center == "none")
    assert hypothesis.find(from_model(Costed), lambda obj: obj.cost_center != "none")
    assert hypothesis.find(from_model(Costed, absent=False), lambda obj: obj.cost_key != "hush")
