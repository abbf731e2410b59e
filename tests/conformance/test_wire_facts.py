"""The classes state the facts of their edition, field by field and nothing else.

A bound, default or null rule that is changed in a model fails here under the field's own name.
"""

from __future__ import annotations

import json

import pytest
from edition_classes import CLASSES, TABLE, each_field, each_model

from jobmodels import models
from jobmodels.core.constraints import Discriminator, Ge, Gt, Le, Length
from jobmodels.core.openenum import OpenStrEnum
from jobmodels.core.spec import (
    ArraySpec,
    ConstSpec,
    EnumSpec,
    JsonObjectSpec,
    ObjectSpec,
    ScalarSpec,
    UnionSpec,
    spec_of,
)
from jobmodels.core.unset import UNSET

BOUNDS = {Ge: "minimum", Gt: "exclusive_minimum", Le: "maximum"}


def facts_of_type(spec):
    """A type spec in the words of the fact tables."""
    if isinstance(spec, ScalarSpec):
        return {"type": spec.kind, **facts_of_rules(spec.constraints, "length")}
    if isinstance(spec, ArraySpec):
        rules = facts_of_rules(spec.constraints, "items")
        return {"type": "list", "items": facts_of_type(spec.items), **rules}
    if isinstance(spec, ConstSpec):
        return {"const": spec.value}
    if isinstance(spec, EnumSpec):
        values = [member.value for member in spec.cls]
        # ObjectT: the SDKs give a name to what the table has as a constant.
        return {"const": values[0]} if len(values) == 1 else {"type": spec.cls.__name__}
    if isinstance(spec, ObjectSpec):
        return {"type": spec.cls.__name__}
    if isinstance(spec, UnionSpec):
        arms = [{"type": cls.__name__} for cls in spec.members]
        union = arms[0] if len(arms) == 1 else {"one_of": arms}
        return union if spec.tag is None else {**union, "discriminator": spec.tag}
    assert isinstance(spec, JsonObjectSpec)
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


def without_formats(fact):
    """A fact without what is only an annotation."""
    return {
        key: without_formats(value) if key == "items" else value
        for key, value in fact.items()
        if key != "format"
    }


def text(facts):
    """Facts as text, which tells 1 from 1.0 and true, and shows well where it differs."""
    return json.dumps(facts, indent=1, sort_keys=True)


def test_the_classes_are_those_of_the_table():
    assert {cls.__name__ for cls in models.MODELS} == set(TABLE.models)
    assert len(models.MODELS) == len(TABLE.models)
    assert set(models.MODELS) == set(CLASSES.values())


@each_model
def test_the_fields_are_those_of_the_table_in_its_order(model):
    assert [field.name for field in spec_of(CLASSES[model]).fields] == list(TABLE.fields(model))


@each_field
def test_a_field_is_as_the_table_says(model, key):
    field = spec_of(CLASSES[model]).by_key[key]
    assert field.name == key
    assert text(facts_of_field(field)) == text(without_formats(TABLE.fields(model)[key]))


@pytest.mark.parametrize("enum", models.ENUMS, ids=lambda enum: enum.__name__)
def test_an_enum_has_the_members_of_the_table(enum):
    assert issubclass(enum, OpenStrEnum)
    members = [member.value for member in enum]
    if enum.__name__ in TABLE.enums:
        assert members == TABLE.enums[enum.__name__]
    else:
        constants = [fields["object"] for fields in TABLE.models.values() if "object" in fields]
        assert {"const": members[0], "default": members[0]} in constants
        assert len(members) == 1


def test_every_enum_of_the_table_has_a_class():
    assert set(TABLE.enums) <= {enum.__name__ for enum in models.ENUMS}


def test_single_member_unions_are_told_by_their_tag():
    tagged = [union for union in models.UNIONS if hasattr(union, "__metadata__")]
    assert len(tagged) == 4
    for union in tagged:
        assert union.__metadata__ == (Discriminator("type"),)
