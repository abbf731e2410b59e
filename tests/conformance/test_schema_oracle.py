"""Strict reading accepts exactly the payloads that the published schema accepts, without loss.

``fact_table`` makes the schema from the facts, ``jsonschema`` validates with it, and the payloads
are made from the facts too. The verdicts, the paths of the problems and the data are compared.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from random import Random

import pytest

pytest.importorskip("hypothesis", reason="the payloads are made by Hypothesis")
pytest.importorskip("jsonschema", reason="the oracle is the jsonschema package")

from edition_classes import each_class, each_kind_of_field
from effort import VARIANTS, judged, values_to_try
from fact_table import camel, validator
from hypothesis import strategies as st
from json_equality import json_equal
from wire_payloads import (
    any_payloads,
    generated,
    in_snake_case,
    respelled,
    spelling_choices,
    spoil,
    spoiled_payloads,
    valid_payloads,
)
from wire_values import edge_values, plain_payload, wrong_values

from jobmodels import ValidationError, structure, unstructure

PATH_PART = re.compile(r'\.(\w+)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]')


def is_read(payload, subject, **options):
    try:
        structure(payload, subject.cls, **options)
    except ValidationError:
        return False
    return True


def path_of(problem):
    """Returns the keys and indexes in the path of a problem."""
    assert problem.path[0] == "$"
    rest = problem.path[1:]
    parts = list(PATH_PART.finditer(rest))
    assert "".join(part[0] for part in parts) == rest, problem.path
    return tuple(
        part[1] if part[1] else int(part[2]) if part[2] else json.loads(part[3]) for part in parts
    )


def paths_in_schema(table, payload, errors) -> Iterator[tuple]:
    """Yields the paths of the errors that the schema reports; for a missing key, the path of the
    key."""
    for error in errors:
        path = tuple(error.absolute_path)
        if error.validator == "required":
            yield from ((*path, key) for key in error.validator_value if key not in error.instance)
        elif "propertyNames" in error.relative_schema_path:
            yield (*path, error.instance)
        elif error.validator == "anyOf":
            yield from paths_in_alternative(table, payload, error)
        else:
            yield path


def paths_in_alternative(table, payload, error) -> Iterator[tuple]:
    """Yields the paths of the errors in a value that no alternative accepts, for one alternative:
    the member that ``member_for`` chooses for a union, else the first one."""
    path = tuple(error.absolute_path)
    chosen = 0  # for a nullable field, the alternative that is not null
    models = [arm.get("$ref", "").rpartition("/")[2] for arm in error.validator_value]
    if "" not in models and isinstance(error.instance, dict):
        fact = {"one_of": [{"type": model} for model in models]}
        tag = error.schema.get("discriminator", {}).get("propertyName")
        if tag is not None:
            fact["discriminator"] = tag
            constants = [table.fields(model)[tag]["const"] for model in models]
            if tag in error.instance and error.instance[tag] not in constants:
                yield (*path, tag)  # with an unknown tag, reading reports only the tag
                return
        chosen = models.index(table.member_for(fact, error.instance, at(payload, path[:-1])))
    yield from paths_in_schema(
        table,
        payload,
        (inner for inner in error.context if inner.relative_schema_path[0] == chosen),
    )


def at(payload, path):
    """Returns the value at a path."""
    for part in path:
        payload = payload[part]
    return payload


def in_one_spelling(path):
    return tuple(camel(part) if isinstance(part, str) else part for part in path)


def check_accepted(payload, snake, in_camel_case, subject, **options):
    """Checks that ``payload`` is read without loss, written in both cases, and not changed."""
    before = copy.deepcopy(payload)
    job = structure(payload, subject.cls, **options)
    assert json_equal(payload, before)
    assert type(job) is subject.cls
    assert json_equal(unstructure(job), snake)
    assert json_equal(unstructure(job, case="camel"), in_camel_case)


def check_refused(payload, subject):
    """Checks that ``payload`` is refused and not changed. Returns the paths of the problems, in the
    case of the payload."""
    before = copy.deepcopy(payload)
    with pytest.raises(ValidationError) as caught:
        structure(payload, subject.cls)
    assert json_equal(payload, before)
    assert caught.value.problems
    for problem in caught.value.problems:
        *parents, last = path_of(problem) or [None]
        parent = at(payload, parents)
        if "missing" in problem.message:
            assert last not in parent
        elif last is not None:
            assert isinstance(last, int) or last in parent
            parent[last]
    return {path_of(problem) for problem in caught.value.problems}


def check(snake, subject, choices):
    """Compares reading with the schema for a payload in snake_case, in camelCase and in both.
    Returns whether the schema accepts it."""
    table, model, _ = subject
    in_camel_case = respelled(table, model, snake, [True])
    mixed = respelled(table, model, snake, choices)
    errors = list(validator(table, model).iter_errors(snake))
    accepted = not errors
    judged[f"published schema, {'accepted' if accepted else 'refused'}"] += 1
    assert validator(table, model, "camel").is_valid(in_camel_case) is accepted
    if accepted:
        for payload in (snake, in_camel_case, mixed):
            check_accepted(payload, snake, in_camel_case, subject)
            check_accepted(payload, snake, in_camel_case, subject, lenient=True)
    else:
        wrong = set(paths_in_schema(table, snake, errors))
        assert check_refused(snake, subject) == wrong
        for payload in (in_camel_case, mixed):
            refused = check_refused(payload, subject)
            assert set(map(in_one_spelling, refused)) == set(map(in_one_spelling, wrong))
    return accepted


@each_class
@generated
def test_what_is_valid_reads_and_comes_back(subject, data):
    payload = data.draw(valid_payloads(*subject[:2]))
    assert check(payload, subject, data.draw(spelling_choices)), "the strategy is faulty"


@each_class
@generated
def test_what_is_spoiled_is_refused_where_it_is(subject, data):
    payload = data.draw(spoiled_payloads(*subject[:2]))
    assert not check(payload, subject, data.draw(spelling_choices)), "the strategy is faulty"


@each_class
@generated
def test_whatever_is_spoiled_in_a_payload_is_refused_where_it_is(subject, data):
    payload = data.draw(valid_payloads(*subject[:2]))
    choices = data.draw(spelling_choices)
    random = Random(data.draw(st.integers(0, 2**32)))
    for _ in range(VARIANTS):
        variant = spoil(*subject[:2], payload, random)
        assert not check(variant, subject, choices), "the strategy is faulty"


@each_class
@generated
def test_anything_is_read_or_refused_as_the_schema_says(subject, data):
    payload = in_snake_case(*subject[:2], data.draw(any_payloads(*subject[:2])))
    check(payload, subject, data.draw(spelling_choices))


@each_kind_of_field
def test_every_edge_of_a_field_reads(subject, key):
    for value in values_to_try(edge_values(subject.table, subject.facts[key])):
        minimal = {**plain_payload(*subject[:2], optional=False), key: value}
        check(minimal, subject, [False, True])
        assert is_read({**plain_payload(*subject[:2]), key: value}, subject)


@each_kind_of_field
def test_every_wrong_value_of_a_field_is_refused(subject, key):
    for value in values_to_try(wrong_values(subject.table, subject.facts[key])):
        minimal = {**plain_payload(*subject[:2], optional=False), key: value}
        check(minimal, subject, [False, True])
        assert not is_read({**plain_payload(*subject[:2]), key: value}, subject)


@each_kind_of_field
def test_a_field_may_be_left_out_unless_it_is_required(subject, key):
    payload = plain_payload(*subject[:2])
    del payload[key]
    assert is_read(payload, subject) is not subject.facts[key].get("required", False)
    check(payload, subject, [False, True])
    assert is_read(payload, subject, lenient=True)
