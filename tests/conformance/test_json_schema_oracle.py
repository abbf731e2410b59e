"""The exported JSON Schema accepts the payloads that strict reading accepts, and matches the facts.

``jsonschema`` validates payloads made from the facts, with the exported schema and with the schema
that ``fact_table`` makes from the same facts. The verdicts must be the same as those of strict
reading. The keywords are compared too, because some of them (defaults, formats) affect no verdict.
"""

from __future__ import annotations

import json
from functools import cache
from random import Random
from typing import Annotated, Any, NamedTuple, get_args, get_origin

import pytest

pytest.importorskip("hypothesis", reason="the payloads are made by Hypothesis")
pytest.importorskip("jsonschema", reason="the oracle is the jsonschema package")

import fact_table
from edition_classes import SUBJECTS, TABLES, each_kind_of_field, each_model
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
from jobmodels.json_schemas import json_schema
from jobmodels.records.editions import EDITIONS


def members(union: Any) -> tuple[str, ...]:
    """Returns the names of the models of a named union, without the specs."""
    plain = get_args(union)[0] if get_origin(union) is Annotated else union
    return tuple(cls.__name__ for cls in get_args(plain) or (plain,))


class Exported(NamedTuple):
    """A model or union with an exported schema."""

    table: FactTable
    models: tuple[str, ...]
    cls: Any


EXPORTED = {
    **{
        str(subject): Exported(subject.table, (subject.model,), subject.cls) for subject in SUBJECTS
    },
    **{
        f"{edition.date}-{name}": Exported(TABLES[edition.date], members(value), value)
        for edition in EDITIONS
        for name, value in edition.names.items()
        if value in edition.unions
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
    """Returns whether the exported schema accepts a payload. Checks that reading agrees."""
    taken = judge(cls, spelling).is_valid(payload)
    assert is_read(payload, cls) is taken
    judged[f"exported schema, {'accepted' if taken else 'refused'}"] += 1
    return taken


def check(payload, exported):
    """Checks a payload in both cases, and returns whether it is accepted. The exported schema,
    reading and the schema of the facts must agree."""
    table, models, cls = exported
    verdicts = set()
    for spelling in ("snake", "camel"):
        for model in models:  # convert the keys of the fields of all members
            payload = in_spelling(spelling, table, model, payload)
        verdicts.add(is_taken(payload, cls, spelling))
        verdicts.add(any(validator(table, model, spelling).is_valid(payload) for model in models))
    (taken,) = verdicts
    return taken


def in_spelling(spelling, table, model, payload):
    """Returns a copy with all fields in one case. Fields in the other case are unknown keys for the
    schema, but not for reading."""
    if spelling == "snake":
        return in_snake_case(table, model, payload)
    return respelled(table, model, payload, [True])


@each_exported
@generated
def test_the_schema_takes_what_reading_takes(exported, data):
    table, models, _ = exported
    model = data.draw(st.sampled_from(models))
    payload = data.draw(valid_payloads(table, model))
    assert check(payload, exported), "the strategy is faulty"
    random = Random(data.draw(st.integers(0, 2**32)))
    for _ in range(VARIANTS // 5):  # a test below checks each rule of each field
        taken = check(spoil(table, model, payload, random), exported)
        assert len(models) > 1 or not taken, "the strategy is faulty"
    check(data.draw(any_payloads(table, model)), exported)


CONTAINERS: dict[str, Any] = {
    "list": (lambda cls: list[cls], lambda items: items),
    "dict": (
        lambda cls: dict[str, cls],
        lambda items: {f"key {at}": item for at, item in enumerate(items)},
    ),
    "optional": (lambda cls: cls | None, lambda items: items[-1]),
    "optional in lists": (lambda cls: list[tuple[cls | None, ...]], lambda items: [items, []]),
    "optional lists": (lambda cls: dict[str, list[cls] | None], lambda items: {"a": items}),
}


@pytest.mark.parametrize(("wrap", "hold"), CONTAINERS.values(), ids=CONTAINERS)
@generated
def test_the_schema_of_a_container_takes_what_reading_takes(wrap, hold, data):
    subject = data.draw(st.sampled_from(SUBJECTS))
    valid = valid_payloads(subject.table, subject.model)
    items = data.draw(st.lists(valid, max_size=2))
    last = data.draw(valid | any_payloads(subject.table, subject.model) | st.none())
    cls = wrap(subject.cls)
    is_taken(hold([*items, last]), cls, "snake")
    assert is_taken(hold([*items, data.draw(valid)]), cls, "snake")
    for other in (items, {"a": last}, None, [last], "text"):
        is_taken(other, cls, "snake")


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
    # Compared as text, which distinguishes 1 from 1.0 and shows the order of fields.
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
    """Returns a schema in a form for comparison: without the keywords that only the exported schema
    has, and in the same form where both differ."""
    schema = {
        key: value for key, value in schema.items() if key not in ("description", "writeOnly")
    }
    for key in schema.keys() & {"items", "additionalProperties", "propertyNames"}:
        schema[key] = dict(sorted(said(definitions, schema[key]).items()))
    if "discriminator" in schema:
        schema["discriminator"] = {"propertyName": schema["discriminator"]["propertyName"]}
    if "anyOf" in schema:
        arms = [said(definitions, arm) for arm in schema.pop("anyOf")]
        if len(arms) == 1:  # a union of one member
            return {**arms[0], **schema}
        if {"type": "null"} in arms:
            # The schema of the facts has the default in the alternative that is not null, the
            # exported schema beside the alternatives.
            return {"anyOf": [dict(sorted({**arms[0], **schema}.items())), arms[1]]}
        return {"anyOf": arms, **schema}
    enum = definitions.get(schema.get("$ref", "").removeprefix("#/$defs/"), {}).get("enum")
    if enum is not None:  # has another name in the facts, or is a constant there
        del schema["$ref"]
        schema.update({"const": enum[0]} if len(enum) == 1 else {"enum": enum})
    if "const" in schema:
        schema.pop("type", None)
    return schema
