"""Tests of the oracle itself, on facts written by hand. A faulty oracle would not prove
anything."""

from __future__ import annotations

import pytest

pytest.importorskip("hypothesis", reason="the module under test imports Hypothesis")
pytest.importorskip("jsonschema", reason="the oracle is the jsonschema package")

from fact_table import FactTable, camel, json_schema
from json_equality import json_equal
from jsonschema import Draft202012Validator
from wire_payloads import generated, in_snake_case, respelled, spoiled_payloads, valid_payloads

SMALL = FactTable(
    revision="by hand",
    enums={"Event.data": ["UP", "DOWN"]},
    models={
        "Event": {
            "data": {"type": "Event.data", "nullable": True},
            "created_at": {"type": "integer", "required": True},
        },
        "Cat": {
            "kind": {"const": "cat", "default": "cat"},
            "lives_left": {"type": "integer", "minimum": 1, "maximum": 9, "required": True},
        },
        "Dog": {
            "kind": {"const": "dog", "default": "dog"},
            "tail_length": {"type": "number", "exclusive_minimum": 0, "required": True},
        },
        "House": {
            "event_log": {"type": "list", "items": {"type": "Event"}, "min_items": 1},
            "pets": {
                "type": "list",
                "items": {"one_of": [{"type": "Cat"}, {"type": "Dog"}], "discriminator": "kind"},
                "max_items": 2,
                "required": True,
            },
            "free_form": {"type": "object"},
            "error": {"one_of": [{"type": "string"}, {"type": "object"}]},
            "door_sign": {"type": "string", "min_length": 2, "max_length": 3},
            "signs": {
                "type": "map",
                "values": {"type": "string", "min_length": 1},
                "keys": {"max_length": 2},
            },
        },
    },
)

CAT = {"kind": "cat", "lives_left": 9}
DOG = {"kind": "dog", "tail_length": 0.5}
EVENT = {"data": "UP", "created_at": 1.0}


def test_a_schema_in_full():
    schema = json_schema(SMALL, "Dog", "camel")
    assert schema["$ref"] == "#/$defs/Dog"
    assert schema["$defs"]["Dog"] == {
        "type": "object",
        "properties": {
            "kind": {"const": "dog", "default": "dog"},
            "tailLength": {"type": "number", "exclusiveMinimum": 0},
        },
        "required": ["tailLength"],
    }
    assert schema["$defs"]["House"]["properties"]["pets"] == {
        "type": "array",
        "items": {
            "anyOf": [{"$ref": "#/$defs/Cat"}, {"$ref": "#/$defs/Dog"}],
            "discriminator": {"propertyName": "kind"},
        },
        "maxItems": 2,
    }
    Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize(
    "payload",
    [
        {"pets": []},
        {"pets": [CAT, DOG], "event_log": [EVENT, {"data": None, "created_at": 1}]},
        {"pets": [], "free_form": {"pets": 1}, "door_sign": "abc", "unknown": None},
        {"pets": [], "signs": {"": "a", "ab": "b"}},
        {"pets": [], "error": ""},
        {"pets": [], "error": {"pets": 1}},
    ],
)
def test_a_schema_accepts(payload):
    assert Draft202012Validator(json_schema(SMALL, "House")).is_valid(payload)


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"pets": None},
        {"pets": [CAT, CAT, CAT]},
        {"pets": [{**CAT, "lives_left": 0}]},
        {"pets": [{**CAT, "lives_left": 10}]},
        {"pets": [{**CAT, "lives_left": 1.5}]},
        {"pets": [{**DOG, "tail_length": 0}]},
        {"pets": [{**DOG, "tail_length": True}]},
        {"pets": [{**CAT, "kind": "dog"}]},
        {"pets": [], "event_log": []},
        {"pets": [], "event_log": [{"data": "SIDEWAYS", "created_at": 1}]},
        {"pets": [], "event_log": [{"data": "UP"}]},
        {"pets": [], "free_form": []},
        {"pets": [], "error": []},
        {"pets": [], "door_sign": "a"},
        {"pets": [], "door_sign": "abcd"},
        {"pets": [], "signs": []},
        {"pets": [], "signs": {"a": ""}},
        {"pets": [], "signs": {"a": 1}},
        {"pets": [], "signs": {"abc": "a"}},
        [],
    ],
)
def test_a_schema_refuses(payload):
    assert not Draft202012Validator(json_schema(SMALL, "House")).is_valid(payload)


def test_a_fact_that_nobody_reads_is_an_error():
    table = FactTable("by hand", {}, {"Thing": {"name": {"type": "string", "pattern": "a"}}})
    with pytest.raises(ValueError, match="pattern"):
        json_schema(table, "Thing")


@generated
def test_strategies_know_unions(data):
    validator = Draft202012Validator(json_schema(SMALL, "House"))
    assert validator.is_valid(data.draw(valid_payloads(SMALL, "House")))
    assert not validator.is_valid(data.draw(spoiled_payloads(SMALL, "House")))


@pytest.mark.parametrize(
    ("name", "expected"),
    [("auto_start", "autoStart"), ("autoStart", "autoStart"), ("a_b_c", "aBC"), ("id", "id")],
)
def test_camel(name, expected):
    assert camel(name) == expected


def test_respelling_is_for_known_keys_of_known_objects():
    payload = {
        "pets": [CAT, {**DOG, "lives_left": 1}, "cat"],
        "event_log": None,
        "free_form": {"event_log": 1},
        "un_known": {"door_sign": 1},
    }
    assert respelled(SMALL, "House", payload, [True]) == {
        "pets": [
            {"kind": "cat", "livesLeft": 9},
            {"kind": "dog", "tailLength": 0.5, "lives_left": 1},
            "cat",
        ],
        "eventLog": None,
        "freeForm": {"event_log": 1},
        "un_known": {"door_sign": 1},
    }
    assert respelled(SMALL, "House", payload, [False]) == payload
    assert respelled(SMALL, "House", {"event_log": 1, "door_sign": 2}, [False, True]) == {
        "event_log": 1,
        "doorSign": 2,
    }


def test_snake_case_has_no_camel_case_field():
    payload = {"pets": [{**CAT, "livesLeft": 1}], "eventLog": [], "free_form": {"eventLog": 1}}
    assert in_snake_case(SMALL, "House", payload) == {"pets": [CAT], "free_form": {"eventLog": 1}}


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (1, 1.0),
        (1, True),
        (0, False),
        (0.0, -0.0),
        (None, False),
        ("1", 1),
        ([1], [1.0]),
        ([1], [1, 1]),
        ({"a": 1}, {"a": True}),
        ({"a": 1}, {"b": 1}),
        ({"a": 1}, {}),
        ([1], (1,)),
        ({}, []),
    ],
)
def test_json_is_told_apart(left, right):
    assert not json_equal(left, right)
    assert not json_equal(right, left)


def test_equal_json():
    assert json_equal({"a": [1, 1.5, None, {}], "b": "c"}, {"b": "c", "a": [1, 1.5, None, {}]})
