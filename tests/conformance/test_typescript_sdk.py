"""The official TypeScript SDK accepts the package's output in camelCase, and sends the same values.

The SDK implements the same edition as the classes. ``DISAGREEMENTS`` lists the differences between
the SDK and the published schema. In everything else, the SDK and the package must agree exactly.
The SDK's outbound schemas convert camelCase to the snake_case of the wire form, and its inbound
schemas convert the wire form to camelCase.

``JOBMODELS_TYPESCRIPT_SDK`` names the folder whose ``node_modules`` has the SDK.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest

pytest.importorskip("hypothesis", reason="the payloads are made by Hypothesis")

from fact_table import FactTable, camel
from json_equality import json_equal
from sdk_disagreements import (
    FIRST_EDITION,
    INVENTED,
    OF_BOTH,
    Disagreement,
    Effect,
    Sdk,
    adapted,
    beyond_doubles,
    doubtful_payloads,
    each_field,
    each_model,
    edge_payloads,
    shows,
)
from wire_payloads import generated, respelled, valid_payloads

import jobmodels
from jobmodels import structure, unstructure

VERSION = "1.3.0"
REASON = (
    f"needs the official TypeScript SDK: node, and JOBMODELS_TYPESCRIPT_SDK with a folder whose "
    f"node_modules has @mistralai/mistralai {VERSION} and zod 3"
)
NODE = shutil.which("node")
FOLDER = os.environ.get("JOBMODELS_TYPESCRIPT_SDK")
BRIDGE = Path(__file__).with_name("typescript_sdk.cjs")


def installed():
    """Returns the installed version, or None if the SDK or node is missing."""
    package = Path(FOLDER or "", "node_modules", "@mistralai", "mistralai", "package.json")
    if NODE is None or FOLDER is None or not package.is_file():
        return None
    return json.loads(package.read_text(encoding="utf-8"))["version"]


if installed() != VERSION:
    pytest.skip(REASON, allow_module_level=True)


def as_in_javascript(value):
    """Returns JSON with numbers as JavaScript writes them.

    JavaScript's numbers are doubles. An infinite one becomes null, an integral one has no decimal
    point, and one from 1e21 on has an exponent.
    """
    if isinstance(value, dict):
        return {key: as_in_javascript(item) for key, item in value.items()}
    if isinstance(value, list):
        return list(map(as_in_javascript, value))
    if beyond_doubles(value):
        return None
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        double = float(value)
        whole = double.is_integer() and abs(double) < 1e21
        return int(Decimal(repr(double))) if whole else double
    return value


DOUBLES = ("1.0 stays 1.0, 2**63 stays 2**63", "doubles", Effect.READS, as_in_javascript)
DISAGREEMENTS = (
    *OF_BOTH,
    Disagreement("integer", *DOUBLES),
    Disagreement("number", *DOUBLES),
    Disagreement("object", *DOUBLES),
    Disagreement("integer", "2**1100 is an integer", "infinite", Effect.REFUSES, beyond_doubles),
)
TABLE = FactTable.load("2024-11-07")
DOES = Sdk(TABLE, DISAGREEMENTS)


@pytest.fixture(scope="module")
def ask():
    """Returns a function that reads a payload of a model with the SDK's schema of one direction.

    It returns the payload as read, and the paths of the errors that the schema reports.
    """
    command = [NODE, str(BRIDGE), os.path.abspath(FOLDER)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:

        def ask(direction, model, payload):
            question = {"schema": f"{model}${direction}boundSchema", "value": payload}
            print(json.dumps(question), file=process.stdin, flush=True)
            line = process.stdout.readline()
            assert line, "node has exited"
            answer = json.loads(line)
            return answer.get("accepted"), set(map(tuple, answer.get("refused", ())))

        yield ask


def in_camel_case(model, payload):
    return respelled(TABLE, model, payload, [True])


def spelled_in_camel_case(paths):
    return {
        tuple(camel(part) if isinstance(part, str) else part for part in path) for path in paths
    }


def check(ask, payload, model):
    """Checks that the SDK reads the package's output in both cases, and that the package reads the
    SDK's output without loss."""
    cls = getattr(jobmodels, model)
    job = structure(payload, cls)
    problems = DOES.reads(model, payload)[1]
    assert ask("in", model, unstructure(job))[1] == problems
    refused = ask("out", model, unstructure(job, case="camel"))[1]
    assert refused == spelled_in_camel_case(problems)
    if problems:
        payload = adapted(payload, problems)
        job = structure(payload, cls)
    expected = DOES.reads(model, payload)[0]
    wire = ask("out", model, unstructure(job, case="camel"))[0]
    assert json_equal(wire, expected)
    theirs = ask("in", model, unstructure(job))[0]
    assert json_equal(theirs, in_camel_case(model, expected))
    assert json_equal(unstructure(structure(theirs, cls, lenient=True)), expected)
    assert json_equal(unstructure(structure(wire, cls, lenient=True), case="camel"), theirs)


@each_model(TABLE)
@generated
def test_a_generated_payload(ask, model, data):
    check(ask, data.draw(valid_payloads(TABLE, model)), model)


@each_field(TABLE)
def test_every_edge_of_a_field(ask, model, key):
    for payload in edge_payloads(TABLE, model, key):
        check(ask, payload, model)


@each_field(TABLE)
def test_what_the_schema_refuses_of_a_field(ask, model, key):
    for payload in doubtful_payloads(TABLE, model, key):
        problems = DOES.reads(model, payload)[1]
        assert ask("in", model, payload)[1] == problems, payload
        refused = ask("out", model, in_camel_case(model, payload))[1]
        assert refused == spelled_in_camel_case(problems), payload


@pytest.fixture(scope="module")
def reading(ask):
    """Returns a function for ``shows``: it returns the wire form of a payload by the outbound
    schema, and the paths of the errors by the inbound schema."""

    def reading(model, payload):
        wire, _ = ask("out", model, in_camel_case(model, payload))
        return wire, ask("in", model, payload)[1]

    return reading


@pytest.mark.parametrize("entry", DISAGREEMENTS, ids=str)
def test_a_disagreement_has_not_been_settled(reading, entry):
    assert shows(TABLE, entry, DISAGREEMENTS, reading)


def test_an_invented_disagreement_does_not_show(reading):
    assert not shows(TABLE, INVENTED, (*DISAGREEMENTS, INVENTED), reading)


def test_what_only_we_can_read(ask):
    assert ask("in", "DetailedJobOut", FIRST_EDITION)[1] == {("auto_start",)}
    job = structure(FIRST_EDITION, jobmodels.DetailedJobOut, lenient=True)
    assert unstructure(job) == FIRST_EDITION
