"""The exported JSON Schema takes what strict reading takes, and says what the facts say.

``jsonschema`` judges by our schema, on payloads made from the facts; the schema that
``fact_table`` makes of the same facts is heard as well. Only the verdicts are compared, and then,
for what no verdict shows (a default, a format), the keywords.
"""

from __future__ import annotations

import json
from functools import cache
from random import Random
from typing import Any, NamedTuple

import pytest

pytest.importorskip("hypothesis", reason="the payloads are made by Hypothesis")
pytest.importorskip("jsonschema", reason="the oracle is the jsonschema package")

import fact_table
from edition_classes import MODULES, SUBJECTS, TABLES, each_edition, each_kind_of_field, each_model
from effort import VARIANTS, judged, values_to_try
from fact_table import FactTable, validator
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from wire_payloads import (
    any_payloads,
    generated,
    in_snake_case,
    respelled,
    spoil,
    valid_payloads,
)
from wire_values import edge_values, plain_payload, wrong_values

from jobmodels import ValidationError, structure
from jobmodels.editions import EDITIONS
from jobmodels.json_schemas import json_schema

UNIONS = {
    "2024-06-05": {},
    "2024-11-07": {
        "Integrations": ("WandbIntegrationOut",),
        "JobInIntegrations": ("WandbIntegration",),
        "JobInRepositories": ("GithubRepositoryIn",),
        "Repositories": ("GithubRepositoryOut",),
        "CreateJobResponse": ("JobOut", "LegacyJobMetadataOut"),
    },
    "2026-03-17": {
        "Integrations": ("WandbIntegrationOut",),
        "JobInIntegrations": ("WandbIntegration",),
        "JobInRepositories": ("GithubRepositoryIn",),
        "Repositories": ("GithubRepositoryOut",),
        "Hyperparameters": ("CompletionTrainingParametersIn", "ClassifierTrainingParametersIn"),
        "JobsOutData": ("CompletionJobOut", "ClassifierJobOut"),
        "CreateJobResponse": ("CompletionJobOut", "ClassifierJobOut", "LegacyJobMetadataOut"),
        "GetJobResponse": ("CompletionDetailedJobOut", "ClassifierDetailedJobOut"),
    },
}
"""The unions that have a name, and the models that each is of."""


class Exported(NamedTuple):
    """What a schema is exported of: a model, or a union of some."""

    table: FactTable
    models: tuple[str, ...]
    cls: Any


EXPORTED = {
    **{
        str(subject): Exported(subject.table, (subject.model,), subject.cls) for subject in SUBJECTS
    },
    **{
        f"{edition}-{name}": Exported(TABLES[edition], models, getattr(MODULES[edition], name))
        for edition, unions in UNIONS.items()
        for name, models in unions.items()
    },
}
each_exported = pytest.mark.parametrize("exported", EXPORTED.values(), ids=list(EXPORTED))


@cache
def judge(cls, spelling):
    return Draft202012Validator(json_schema(cls, spelling))


def is_read(payload, cls):
    try:
        structure(payload, cls)
    except ValidationError:
        return False
    return True


def is_taken(payload, cls, spelling):
    """Whether the exported schema takes a payload; reading does or does not as well."""
    taken = judge(cls, spelling).is_valid(payload)
    assert is_read(payload, cls) is taken
    judged[f"exported schema, {'accepted' if taken else 'refused'}"] += 1
    return taken


def check(payload, exported):
    """One payload, in both spellings; whether it is taken, of which the facts have their say."""
    table, models, cls = exported
    verdicts = set()
    for spelling in ("snake", "camel"):
        for model in models:  # a key that is a field of any member is spelled as one
            payload = in_spelling(spelling, table, model, payload)
        verdicts.add(is_taken(payload, cls, spelling))
        verdicts.add(any(validator(table, model, spelling).is_valid(payload) for model in models))
    (taken,) = verdicts
    return taken


def in_spelling(spelling, table, model, payload):
    """A copy without fields in another spelling: they are unknown keys to the schema alone."""
    if spelling == "snake":
        return in_snake_case(table, model, payload)
    return respelled(table, model, payload, [True])


@each_exported
@generated
def test_the_schema_takes_what_reading_takes(exported, data):
    table, models, _ = exported
    model = data.draw(st.sampled_from(models))
    payload = data.draw(valid_payloads(table, model))
    assert check(payload, exported), "the strategy is at fault"
    random = Random(data.draw(st.integers(0, 2**32)))
    for _ in range(VARIANTS // 5):  # what each rule refuses is tried field by field below
        taken = check(spoil(table, model, payload, random), exported)
        assert len(models) > 1 or not taken, "the strategy is at fault"
    check(data.draw(any_payloads(table, model)), exported)


@each_kind_of_field
def test_the_schema_takes_every_edge_of_a_field_and_nothing_beyond(subject, key):
    table, model, cls = subject
    fact = subject.facts[key]
    plain = plain_payload(table, model, optional=False)
    for values, good in ((edge_values(table, fact), True), (wrong_values(table, fact), False)):
        for value in values_to_try(values):
            assert is_taken({**plain, key: value}, cls, "snake") is good


@each_model
@pytest.mark.parametrize("spelling", ["snake", "camel"])
def test_the_schema_says_what_the_facts_say(subject, spelling):
    table, model, cls = subject
    ours = json_schema(cls, spelling)
    theirs = fact_table.json_schema(table, model, spelling)
    ours_said = facts_said(ours["$defs"], ours["$defs"][cls.__name__])
    theirs_said = facts_said(theirs["$defs"], theirs["$defs"][model])
    # As text: it tells 1 from 1.0, and one order of fields from another.
    assert json.dumps(ours_said, indent=1) == json.dumps(theirs_said, indent=1)


def facts_said(definitions, model):
    return {
        "type": model["type"],
        "properties": {
            key: dict(sorted(said(definitions, schema).items()))
            for key, schema in model["properties"].items()
        },
        "required": model["required"],
    }


def said(definitions, schema):
    """A schema without what only ours says, and with what both say in one form."""
    schema = {
        key: value for key, value in schema.items() if key not in ("description", "writeOnly")
    }
    if "items" in schema:
        schema["items"] = said(definitions, schema["items"])
    if "discriminator" in schema:
        schema["discriminator"] = {"propertyName": schema["discriminator"]["propertyName"]}
    if "anyOf" in schema:
        arms = [said(definitions, arm) for arm in schema.pop("anyOf")]
        if len(arms) == 1:  # a union of one member
            return {**arms[0], **schema}
        if {"type": "null"} in arms:
            # They have the default in the alternative that is not null, and we beside both.
            return {"anyOf": [dict(sorted({**arms[0], **schema}.items())), arms[1]]}
        return {"anyOf": arms, **schema}
    enum = definitions.get(schema.get("$ref", "").removeprefix("#/$defs/"), {}).get("enum")
    if enum is not None:  # which has another name with them, or is a constant
        del schema["$ref"]
        schema.update({"const": enum[0]} if len(enum) == 1 else {"enum": enum})
    if "const" in schema:
        schema.pop("type", None)
    return schema


@each_edition
def test_every_union_is_among_them(edition):
    (names,) = (named.names for named in EDITIONS if named.date == edition)
    assert {name for name in names if not isinstance(names[name], type)} == set(UNIONS[edition])
