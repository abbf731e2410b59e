"""The official Python SDK reads the package's output as the same values, and the package reads its.

The SDK implements the same edition as the classes. ``DISAGREEMENTS`` lists the differences between
the SDK and the published schema. In everything else, the SDK and the package must agree exactly.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import json
from collections.abc import Mapping
from enum import Enum

import pytest

pytest.importorskip("hypothesis", reason="the payloads are made by Hypothesis")

from json_equality import json_equal
from sdk_disagreements import (
    FIRST_EDITION,
    INVENTED,
    OF_BOTH,
    TABLE,
    Disagreement,
    Effect,
    Sdk,
    adapted,
    always,
    beyond_doubles,
    doubtful_payloads,
    each_field,
    each_model,
    edge_payloads,
    shows,
)
from wire_payloads import generated, valid_payloads
from wire_values import MAP_KEYS, plain_payload

import jobmodels
from jobmodels import UNSET, CreateJobResponse, dumps, loads, structure, unstructure

VERSION = "1.2.6"
REASON = f"needs the official Python SDK: mistralai {VERSION}"


def installed():
    """Returns the installed version, or None. Does not import the SDK, which takes most of a
    second."""
    try:
        return importlib.metadata.version("mistralai")
    except importlib.metadata.PackageNotFoundError:
        return None


if installed() != VERSION:
    pytest.skip(REASON, allow_module_level=True)

# The installed pydantic is newer than the SDK.
old = "ignore:Accessing the 'model_fields' attribute on the instance:DeprecationWarning"
pytestmark = pytest.mark.filterwarnings(old)


def as_double(value):
    return value if beyond_doubles(value) else float(value)


def beyond_64_bits(value):
    """Returns whether a value is a float that is too large for a 64-bit integer."""
    return isinstance(value, float) and not -(2.0**63) <= value < 2.0**63


def like_a_number(value):
    """Returns whether a value is a boolean or a string of digits."""
    return isinstance(value, bool) or (isinstance(value, str) and value.isdecimal())


def like_a_boolean(value):
    """Returns whether a value is 0, 1, or a string that the SDK reads as a boolean."""
    return value in (0, 1, "1", "true")


def is_text(value):
    return isinstance(value, str)


def is_text_or_null(value):
    return value is None or isinstance(value, str)


DATA = ("JobsOut.data", "BatchJobsOut.data")
DISAGREEMENTS = (
    *OF_BOTH,
    Disagreement("number", "1 stays 1", "1.0", Effect.READS, as_double),
    Disagreement("number", "2**1100 is a number", "too large", Effect.REFUSES, beyond_doubles),
    Disagreement("number", "'1' and true are not numbers", "1.0", Effect.TAKES, like_a_number),
    Disagreement("integer", "1.0 stays 1.0", "1", Effect.READS, int),
    Disagreement("integer", "1e300 is an integer", "too large", Effect.REFUSES, beyond_64_bits),
    Disagreement("integer", "'1' and true are not integers", "1", Effect.TAKES, like_a_number),
    Disagreement("boolean", "1 and 'true' are not booleans", "true", Effect.TAKES, like_a_boolean),
    Disagreement("FineTuneableModel", "one of five", "any string", Effect.TAKES, is_text),
    Disagreement("ApiEndpoint", "one of four", "any string", Effect.TAKES, is_text_or_null),
    Disagreement("optional", "absent, but never null", "null is absent", Effect.TAKES, always),
    Disagreement("nullable", "null, or a valid value", "{'a': 1} is absent", Effect.LOSES),
    *(Disagreement(key, "absent stays absent", "null", Effect.FILLS, None) for key in DATA),
)
DOES = Sdk(DISAGREEMENTS)
SENDS = Sdk(tuple(entry for entry in DISAGREEMENTS if entry.where not in DATA))
BEYOND = (Effect.FILLS, Effect.TAKES)
HOLDS = Sdk(tuple(entry for entry in DISAGREEMENTS if entry.effect not in BEYOND))
"""The fields of an SDK object that were given to it, for a valid payload. Without ``TAKES``: the
package must not write values that the SDK has to cast."""


def sdk(name):
    return getattr(importlib.import_module("mistralai.models"), name)


def ask(model, payload):
    """Returns the payload as the SDK reads and dumps it, and the paths of the errors that it
    reports."""
    try:
        return dumped(sdk(model).model_validate(payload)), set()
    except ValueError as error:
        # The union member for absent values, ``Unset``, reports an error for every value.
        places = [problem["loc"] for problem in error.errors() if "Unset" not in problem["loc"]]
        assert places
        return {}, set(map(path_of, places))


def dumped(theirs):
    return theirs.model_dump(by_alias=True, mode="json")


def path_of(place):
    """Returns the keys and indexes in the location of an error, without the members of unions."""
    names = {*MAP_KEYS}.union(*TABLE.models.values())
    return tuple(part for part in place if isinstance(part, int) or part in names)


def held(value):
    """Returns the fields of an SDK object that were given to it, as JSON."""
    if isinstance(value, list):
        return list(map(held, value))
    if not hasattr(value, "model_fields_set"):
        return value
    given = {
        field.alias or name: getattr(value, name)
        for name, field in type(value).model_fields.items()
        if name in value.model_fields_set
    }
    return {key: held(item) for key, item in given.items() if type(item).__name__ != "Unset"}


def ours(value):
    """Returns the fields of one of the package's objects, without unknown keys, as JSON."""
    if type(value).__name__ in TABLE.models:
        fields = {key: getattr(value, key) for key in TABLE.fields(type(value).__name__)}
        return {key: ours(value) for key, value in fields.items() if value is not UNSET}
    if isinstance(value, Mapping):
        return {key: ours(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return list(map(ours, value))
    return value.value if isinstance(value, Enum) else value


def check(payload, model):
    """Checks that the SDK reads the package's output as the same values, and that the package reads
    the SDK's output without loss."""
    cls, utils = getattr(jobmodels, model), importlib.import_module("mistralai.utils")
    written = unstructure(structure(payload, cls))
    problems = ask(model, written)[1]
    assert problems == HOLDS.reads(model, written)[1] == DOES.reads(model, payload)[1]
    if problems:
        payload = adapted(payload, problems)
    job = structure(payload, cls)
    theirs = sdk(model).model_validate(unstructure(job))
    assert utils.unmarshal_json(dumps(job), sdk(model)) == theirs
    assert json_equal(held(theirs), HOLDS.reads(model, ours(job))[0])
    assert json_equal(dumped(theirs), DOES.reads(model, payload)[0])
    sent = json.loads(utils.marshal_json(theirs, sdk(model)))
    assert json_equal(sent, SENDS.reads(model, payload)[0])
    for written in (dumped(theirs), json.loads(theirs.model_dump_json(by_alias=True)), sent):
        assert json_equal(unstructure(loads(json.dumps(written), cls, lenient=True)), written)


@each_model
@generated
def test_a_generated_payload(model, data):
    check(data.draw(valid_payloads(TABLE, model)), model)


@each_field
def test_every_edge_of_a_field(model, key):
    for payload in edge_payloads(model, key):
        check(payload, model)


@each_field
def test_what_the_schema_refuses_of_a_field(model, key):
    for payload in doubtful_payloads(model, key):
        assert ask(model, payload)[1] == DOES.reads(model, payload)[1], payload


@pytest.mark.parametrize("entry", DISAGREEMENTS, ids=str)
def test_a_disagreement_has_not_been_settled(entry):
    assert shows(entry, DISAGREEMENTS, ask)


def test_an_invented_disagreement_does_not_show():
    assert not shows(INVENTED, (*DISAGREEMENTS, INVENTED), ask)


@pytest.mark.parametrize("model", ["JobOut", "LegacyJobMetadataOut"])
@pytest.mark.parametrize("optional", [False, True])
def test_an_answer_to_a_request_is_what_they_take_it_for(model, optional):
    answer = structure(plain_payload(TABLE, model, optional=optional), CreateJobResponse)
    union = sdk("JobsAPIRoutesFineTuningCreateFineTuningJobResponse")
    theirs = importlib.import_module("mistralai.utils").unmarshal_json(dumps(answer), union)
    assert type(theirs).__name__ == type(answer).__name__ == model


def test_what_only_we_can_read():
    assert ask("DetailedJobOut", FIRST_EDITION)[1] == {("auto_start",)}
    job = structure(FIRST_EDITION, jobmodels.DetailedJobOut, lenient=True)
    assert unstructure(job) == FIRST_EDITION
