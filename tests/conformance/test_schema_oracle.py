"""Strict reading accepts exactly what the published schema does, and loses nothing of it.

The schema is made from the facts by ``fact_table`` and judged by ``jsonschema``; payloads come
from the facts as well. Only the verdicts and the data are compared here.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from functools import cache

import pytest

pytest.importorskip("hypothesis", reason="the payloads are made by Hypothesis")
pytest.importorskip("jsonschema", reason="the oracle is the jsonschema package")

from edition_classes import CLASSES, TABLE, each_field, each_model
from fact_table import camel, json_schema
from json_equality import json_equal
from jsonschema import Draft202012Validator
from wire_payloads import (
    any_payloads,
    generated,
    in_snake_case,
    respelled,
    spelling_choices,
    spoiled_payloads,
    valid_payloads,
)
from wire_values import edge_values, plain_payload, wrong_values

from jobmodels import ValidationError, structure, unstructure

PATH_PART = re.compile(r'\.(\w+)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]')


@cache
def schema_of(model, spelling="snake"):
    schema = json_schema(TABLE, model, spelling)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def is_read(payload, model, **options):
    try:
        structure(payload, CLASSES[model], **options)
    except ValidationError:
        return False
    return True


def path_of(problem):
    """The keys and indexes that lead to a problem, from its text."""
    assert problem.path[0] == "$"
    rest = problem.path[1:]
    parts = list(PATH_PART.finditer(rest))
    assert "".join(part[0] for part in parts) == rest, problem.path
    return tuple(
        part[1] if part[1] else int(part[2]) if part[2] else json.loads(part[3]) for part in parts
    )


def paths_in_schema(errors) -> Iterator[tuple]:
    """Where the schema finds something wrong; for a missing key, where it would be."""
    for error in errors:
        path = tuple(error.absolute_path)
        if error.validator == "required":
            yield from ((*path, key) for key in error.validator_value if key not in error.instance)
        elif error.validator == "anyOf":
            # A nullable field: what is wrong with it but for not being null.
            yield from paths_in_schema(
                inner for inner in error.context if inner.relative_schema_path[0] == 0
            )
        else:
            yield path


def in_one_spelling(path):
    return tuple(camel(part) if isinstance(part, str) else part for part in path)


def check_accepted(payload, snake, in_camel_case, model, **options):
    """Reads ``payload``; it comes back as it came, in both spellings, and is left alone."""
    before = copy.deepcopy(payload)
    job = structure(payload, CLASSES[model], **options)
    assert json_equal(payload, before)
    assert type(job) is CLASSES[model]
    assert json_equal(unstructure(job), snake)
    assert json_equal(unstructure(job, case="camel"), in_camel_case)


def check_refused(payload, model):
    """Problems at exactly the places where the schema has errors, in the payload's own words."""
    before = copy.deepcopy(payload)
    with pytest.raises(ValidationError) as caught:
        structure(payload, CLASSES[model])
    assert json_equal(payload, before)
    assert caught.value.problems
    for problem in caught.value.problems:
        *parents, last = path_of(problem) or [None]
        parent = payload
        for part in parents:
            parent = parent[part]
        if "missing" in problem.message:
            assert last not in parent
        elif last is not None:
            assert isinstance(last, int) or last in parent
            parent[last]
    return {path_of(problem) for problem in caught.value.problems}


def check(snake, model, choices):
    """One payload against the schema, in every spelling."""
    in_camel_case = respelled(TABLE, model, snake, [True])
    mixed = respelled(TABLE, model, snake, choices)
    accepted = schema_of(model).is_valid(snake)
    assert schema_of(model, "camel").is_valid(in_camel_case) is accepted
    if accepted:
        for payload in (snake, in_camel_case, mixed):
            check_accepted(payload, snake, in_camel_case, model)
            check_accepted(payload, snake, in_camel_case, model, lenient=True)
    else:
        wrong = set(paths_in_schema(schema_of(model).iter_errors(snake)))
        assert check_refused(snake, model) == wrong
        for payload in (in_camel_case, mixed):
            refused = check_refused(payload, model)
            assert set(map(in_one_spelling, refused)) == set(map(in_one_spelling, wrong))


@each_model
@generated
def test_what_is_valid_reads_and_comes_back(model, data):
    payload = data.draw(valid_payloads(TABLE, model))
    assert schema_of(model).is_valid(payload), "the strategy is at fault"
    check(payload, model, data.draw(spelling_choices))


@each_model
@generated
def test_what_is_spoiled_is_refused_where_it_is(model, data):
    payload = data.draw(spoiled_payloads(TABLE, model))
    assert not schema_of(model).is_valid(payload), "the strategy is at fault"
    check(payload, model, data.draw(spelling_choices))


@each_model
@generated
def test_anything_is_read_or_refused_as_the_schema_says(model, data):
    payload = in_snake_case(TABLE, model, data.draw(any_payloads(TABLE, model)))
    check(payload, model, data.draw(spelling_choices))


@each_field
def test_every_edge_of_a_field_reads(model, key):
    for value in edge_values(TABLE, TABLE.fields(model)[key]):
        check({**plain_payload(TABLE, model, optional=False), key: value}, model, [False, True])
        assert is_read({**plain_payload(TABLE, model), key: value}, model)


@each_field
def test_every_wrong_value_of_a_field_is_refused(model, key):
    for value in wrong_values(TABLE, TABLE.fields(model)[key]):
        check({**plain_payload(TABLE, model, optional=False), key: value}, model, [False, True])
        assert not is_read({**plain_payload(TABLE, model), key: value}, model)


@each_field
def test_a_field_may_be_left_out_unless_it_is_required(model, key):
    payload = plain_payload(TABLE, model)
    del payload[key]
    assert is_read(payload, model) is not TABLE.fields(model)[key].get("required", False)
    check(payload, model, [False, True])
    assert is_read(payload, model, lenient=True)
