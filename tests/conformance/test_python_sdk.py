"""The official Python SDK reads the package's output as the same values, and the package reads its.

The SDK implements the same edition as the classes. ``DISAGREEMENTS`` lists the differences between
the SDK and the published schema. In everything else, the SDK and the package must agree exactly.
"""

from __future__ import annotations

import pytest

pytest.importorskip("hypothesis", reason="the payloads are made by Hypothesis")

from fact_table import FactTable
from python_sdk import OF_PYTHON, PythonSdk, is_text_or_null, like_a_number, skip_unless_installed
from sdk_disagreements import (
    FIRST_EDITION,
    INVENTED,
    OF_BOTH,
    Disagreement,
    Effect,
    beyond_doubles,
    doubtful_payloads,
    each_field,
    each_model,
    edge_payloads,
    outcome,
    shows,
)
from wire_payloads import generated, valid_payloads
from wire_values import plain_payload

import jobmodels
from jobmodels import CreateJobResponse, dumps, structure, unstructure

skip_unless_installed("1.2.6")

# The installed pydantic is newer than the SDK.
old = "ignore:Accessing the 'model_fields' attribute on the instance:DeprecationWarning"
pytestmark = pytest.mark.filterwarnings(old)


def as_double(value):
    return value if beyond_doubles(value) else float(value)


def like_a_boolean(value):
    """Returns whether a value is 0, 1, or a string that the SDK reads as a boolean."""
    return value in (0, 1, "1", "true")


def is_text(value):
    return isinstance(value, str)


DATA = ("JobsOut.data", "BatchJobsOut.data")
DISAGREEMENTS = (
    *OF_BOTH,
    *OF_PYTHON,
    Disagreement("number", "1 stays 1", "1.0", Effect.READS, as_double),
    Disagreement("number", "2**1100 is a number", "too large", Effect.REFUSES, beyond_doubles),
    Disagreement("number", "'1' and true are not numbers", "1.0", Effect.TAKES, like_a_number),
    Disagreement("boolean", "1 and 'true' are not booleans", "true", Effect.TAKES, like_a_boolean),
    Disagreement("FineTuneableModel", "one of five", "any string", Effect.TAKES, is_text),
    Disagreement("ApiEndpoint", "one of four", "any string", Effect.TAKES, is_text_or_null),
    *(Disagreement(key, "absent stays absent", "null", Effect.FILLS, None) for key in DATA),
)
TABLE = FactTable.load("2024-11-07")
SDK = PythonSdk(TABLE, jobmodels, "mistralai", DISAGREEMENTS)


@each_model(TABLE)
@generated
def test_a_generated_payload(model, data):
    SDK.check(data.draw(valid_payloads(TABLE, model)), model)


@each_field(TABLE)
def test_every_edge_of_a_field(model, key):
    for payload in edge_payloads(TABLE, model, key):
        SDK.check(payload, model)


@each_field(TABLE)
def test_what_the_schema_refuses_of_a_field(model, key):
    for payload in doubtful_payloads(TABLE, model, key):
        expected = outcome(payload, SDK.does.reads(model, payload))
        assert outcome(payload, SDK.ask(model, payload)) == expected, payload


@pytest.mark.parametrize("entry", DISAGREEMENTS, ids=str)
def test_a_disagreement_has_not_been_settled(entry):
    assert shows(TABLE, entry, DISAGREEMENTS, SDK.ask)


def test_an_invented_disagreement_does_not_show():
    assert not shows(TABLE, INVENTED, (*DISAGREEMENTS, INVENTED), SDK.ask)


@pytest.mark.parametrize("model", ["JobOut", "LegacyJobMetadataOut"])
@pytest.mark.parametrize("optional", [False, True])
def test_an_answer_to_a_request_is_what_they_take_it_for(model, optional):
    answer = structure(plain_payload(TABLE, model, optional=optional), CreateJobResponse)
    union = SDK.cls("JobsAPIRoutesFineTuningCreateFineTuningJobResponse")
    theirs = SDK.utils.unmarshal_json(dumps(answer), union)
    assert type(theirs).__name__ == type(answer).__name__ == model


def test_what_only_we_can_read():
    assert SDK.ask("DetailedJobOut", FIRST_EDITION)[1] == {("auto_start",)}
    job = structure(FIRST_EDITION, jobmodels.DetailedJobOut, lenient=True)
    assert unstructure(job) == FIRST_EDITION
