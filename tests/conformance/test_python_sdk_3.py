"""The last Python SDK reads the package's output for batch jobs as the same values, and the package
reads its.

This SDK has classes for batch jobs only, with other names than the published schemas. The SDK
implements the same edition as the classes. ``DISAGREEMENTS`` lists the differences between the SDK
and the published schema. In everything else, the SDK and the package must agree exactly.
"""

from __future__ import annotations

import pytest

pytest.importorskip("hypothesis", reason="the payloads are made by Hypothesis")

from fact_table import FactTable
from python_sdk import OF_PYTHON, PythonSdk, is_text_or_null, skip_unless_installed
from sdk_disagreements import (
    INVENTED,
    OF_ALL,
    Disagreement,
    Effect,
    doubtful_payloads,
    each_field,
    each_model,
    edge_payloads,
    outcome,
    shows,
)
from wire_payloads import generated, valid_payloads

from jobmodels import v2026

skip_unless_installed("3.7.0")

# The SDK warns of each enum value that it does not know, when it writes it.
pytestmark = pytest.mark.filterwarnings("ignore:Pydantic serializer warnings:UserWarning")

NAMES = {
    "BatchJobIn": "CreateBatchJobRequest",
    "BatchRequest": "BatchRequest",
    "BatchJobOut": "BatchJob",
    "BatchError": "BatchError",
    "BatchJobsOut": "ListBatchJobsResponse",
}
"""The SDK's name of each model of a batch job."""

ENUMS = {"ApiEndpoint": "one of ten", "BatchJobStatus": "one of seven"}
DISAGREEMENTS = (
    *OF_ALL,
    *OF_PYTHON,
    *(
        Disagreement(name, number, "any string or null", Effect.TAKES, is_text_or_null)
        for name, number in ENUMS.items()
    ),
)
EDITION = FactTable.load("2026-03-17")
TABLE = FactTable(EDITION.revision, EDITION.enums, {name: EDITION.fields(name) for name in NAMES})
SDK = PythonSdk(TABLE, v2026, "mistralai.client", DISAGREEMENTS, NAMES)


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
