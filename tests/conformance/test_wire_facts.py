"""Each class states exactly the facts of its edition, field by field.

A test fails, with the name of the field, if a bound, a default or a null rule changes in a model.
"""

from __future__ import annotations

import json
from inspect import Parameter, signature

from edition_classes import SECRETS, SUBJECTS, TABLES, each_edition, each_model

from jobmodels.core.constraints import Ge, Gt, Le, Length
from jobmodels.core.openenum import OpenStrEnum
from jobmodels.core.record import EXTRAS
from jobmodels.core.spec import (
    ArraySpec,
    ConstSpec,
    EnumSpec,
    MapSpec,
    ObjectSpec,
    ScalarSpec,
    UnionSpec,
    spec_of,
    type_spec,
)
from jobmodels.core.unset import UNSET
from jobmodels.records.editions import EDITIONS

BOUNDS = {Ge: "minimum", Gt: "exclusive_minimum", Le: "maximum"}


def facts_of_type(spec):
    """Converts a type spec to the form of the fact tables."""
    if isinstance(spec, ScalarSpec):
        named = {"format": spec.format} if spec.format else {}
        return {"type": spec.kind, **named, **facts_of_rules(spec.constraints, "length")}
    if isinstance(spec, ArraySpec):
        rules = facts_of_rules(spec.constraints, "items")
        return {"type": "list", "items": facts_of_type(spec.items), **rules}
    if isinstance(spec, ConstSpec):
        return {"const": spec.value}
    if isinstance(spec, EnumSpec):
        values = [member.value for member in spec.cls]
        # ``ObjectT``: a constant in the table, for which the SDKs have an enum.
        return {"const": values[0]} if len(values) == 1 else {"type": spec.cls.__name__}
    if isinstance(spec, ObjectSpec):
        return {"type": spec.cls.__name__}
    if isinstance(spec, UnionSpec):
        arms = [{"type": cls.__name__} for cls in spec.members]
        union = arms[0] if len(arms) == 1 else {"one_of": arms}
        return union if spec.tag is None else {**union, "discriminator": spec.tag}
    assert isinstance(spec, MapSpec)
    if spec.values is not None:
        keys = facts_of_rules(spec.keys.constraints, "length")
        limits = {"keys": keys} if keys else {}
        return {"type": "map", "values": facts_of_type(spec.values), **limits}
    if spec.or_string:
        return {"one_of": [{"type": "string"}, {"type": "object"}]}
    return {"type": "object"}


def facts_of_rules(constraints, unit):
    facts = {}
    for rule in constraints:
        if isinstance(rule, Length):
            facts.update({f"min_{unit}": rule.minimum} if rule.minimum else {})
            facts.update({f"max_{unit}": rule.maximum} if rule.maximum is not None else {})
        else:
            facts[BOUNDS[type(rule)]] = rule.bound
    return facts


def facts_of_field(field):
    facts = facts_of_type(field.type)
    if field.required:
        facts["required"] = True
    if field.nullable:
        facts["nullable"] = True
    if field.default is not UNSET:
        facts["default"] = field.default
    return facts


def text(facts):
    """Returns facts as text, which distinguishes 1, 1.0 and true, and makes differences
    readable."""
    return json.dumps(facts, indent=1, sort_keys=True)


ENUM_NAMES = {"EventOut.data": "Status"}
"""Enums of a table that the package replaces by another enum with the same values."""


def edition_named(date):
    (edition,) = (edition for edition in EDITIONS if edition.date == date)
    return edition


def in_our_names(fact):
    return {**fact, "type": ENUM_NAMES.get(fact["type"], fact["type"])} if "type" in fact else fact


def test_every_table_has_its_classes():
    assert [edition.date for edition in EDITIONS] == list(TABLES)
    assert {subject.cls for subject in SUBJECTS} == {
        cls for edition in EDITIONS for cls in edition.models
    }


@each_edition
def test_the_classes_are_those_of_the_table(edition):
    names = [cls.__name__ for cls in edition_named(edition).models]
    assert sorted(names) == sorted(TABLES[edition].models)


@each_model
def test_the_fields_are_those_of_the_table_in_its_order(subject):
    assert [field.name for field in spec_of(subject.cls).fields] == list(subject.facts)


@each_model
def test_each_field_states_the_facts_of_the_table(subject):
    fields = {field.name: facts_of_field(field) for field in spec_of(subject.cls).fields}
    expected = {key: in_our_names(fact) for key, fact in subject.facts.items()}
    assert text(fields) == text(expected)


@each_model
def test_the_secrets_are_the_keys_and_tokens(subject):
    secrets = {field.name for field in spec_of(subject.cls).fields if field.secret}
    assert secrets == SECRETS & subject.facts.keys()


@each_model
def test_building_by_hand_fills_in_the_constants_and_nothing_else(subject):
    defaults = {
        name: parameter.default for name, parameter in signature(subject.cls).parameters.items()
    }
    del defaults[EXTRAS]
    assert defaults == {
        key: Parameter.empty if fact.get("required") else fact.get("const", UNSET)
        for key, fact in subject.facts.items()
    }


@each_edition
def test_an_enum_has_the_members_of_the_table(edition):
    table = TABLES[edition]
    enums = {enum.__name__: [member.value for member in enum] for enum in edition_enums(edition)}
    for name, values in table.enums.items():
        assert enums[ENUM_NAMES.get(name, name)] == values
    # ``ObjectT``: a constant in the table, for which the SDKs have an enum.
    extra = enums.keys() - {ENUM_NAMES.get(name, name) for name in table.enums}
    assert extra == ({"ObjectT"} if edition == "2024-11-07" else set())
    assert enums.get("ObjectT", ["job"]) == ["job"]


def edition_enums(edition):
    enums = edition_named(edition).enums
    assert all(issubclass(enum, OpenStrEnum) for enum in enums)
    return enums


@each_edition
def test_single_member_unions_are_told_by_their_tag(edition):
    unions = edition_named(edition).unions
    single = [union for union in map(type_spec, unions) if len(union.members) == 1]
    assert len(single) == (0 if edition == "2024-06-05" else 4)
    assert {union.tag for union in single} <= {"type"}
