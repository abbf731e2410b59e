"""The kinds of spec: every part of the package that depends on them handles all of them."""

from __future__ import annotations

from importlib import import_module
from typing import NamedTuple

import pytest

import jobmodels as jm
from jobmodels import json_schemas
from jobmodels.core import compiled
from jobmodels.core.reader import Reader
from jobmodels.core.spec import ModelSpec, relaxed, spec_of

pytestmark = pytest.mark.needs("hypothesis: the strategies import it")
pytest.importorskip("hypothesis", reason="the strategies are Hypothesis's")


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
        "JSON Schema": lambda: json_schemas._Definitions(camel=False).schema_of(DateSpec()),
        "example": lambda: example._value(DateSpec(), None, {}),
        "strategies": lambda: strategies.Payloads(True, True, False, False).of(DateSpec()),
    }
    for name, use in parts.items():
        with pytest.raises(TypeError, match="unsupported kind of spec: DateSpec"):
            pytest.fail(f"{name} accepts it: {use()}")
