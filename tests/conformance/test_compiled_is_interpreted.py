"""The compiled functions match the reader and the writer, which define the behaviour.

For a payload that a compiled function accepts, the result must be the same. It must pass every
other payload on to the reader.
"""

from __future__ import annotations

import decimal
import math
from itertools import product

import pytest

pytest.importorskip("hypothesis", reason="the payloads are made by Hypothesis")

from edition_classes import TABLES, Subject, each_class, each_kind_of_field
from effort import judged, values_to_try
from fact_table import camel
from hypothesis import strategies as st
from wire_payloads import (
    any_payloads,
    disturbed_payloads,
    generated,
    places,
    respelled,
    spelling_choices,
    spoiled_payloads,
    valid_payloads,
)
from wire_values import edge_values, plain_payload, wrong_values

from jobmodels import UNSET, Status, TrainingFile, ValidationError, structure, unstructure
from jobmodels.core.compiled import compiled_writer
from jobmodels.core.conversion import reader_for
from jobmodels.core.define import frozen
from jobmodels.core.frozendict import FrozenDict
from jobmodels.core.openenum import OpenStrEnum
from jobmodels.core.reader import Reader
from jobmodels.core.record import EXTRAS, Record
from jobmodels.core.spec import ObjectSpec, relaxed, spec_of
from jobmodels.core.writer import write_object

OPTIONS = list(product((False, True), ("keep", "drop", "forbid")))


class Text(str):
    """A host's subclass of ``str``."""


class Whole(int):
    """A host's subclass of ``int``."""


class Fraction(float):
    """A host's subclass of ``float``."""


class Table(dict):
    """A host's subclass of ``dict``."""


class Row(list):
    """A host's subclass of ``list``."""


ODD_VALUES = (
    *(math.nan, math.inf, -math.inf, decimal.Decimal(1), (), ("a",), b"a", {1}, object()),
    *(Text("job"), Text("QUEUED"), Whole(1), Fraction(0.5), Table(), Table(data=1), Row("a")),
    *(Status.QUEUED, Status.open("PAUSED"), FrozenDict({"a": [1]}), {1: 2}, {Text("a"): 1}),
    *({"a": math.nan}, [math.inf], {"a": {None: 1}}, [Text("a")], [True]),
)
"""Values that JSON text cannot contain, but a Python payload can."""


def odd_payloads(subject):
    """Returns a strategy for payloads with an odd value, of a subclass of dict, with a field in
    both cases, or with an odd key."""
    odd = st.sampled_from(ODD_VALUES)
    disturbed = disturbed_payloads(*subject[:2], lambda place: odd, most=2)
    return disturbed | disturbed.map(Table) | doubly_spelled(subject) | with_odd_key(subject)


@st.composite
def with_odd_key(draw, subject):
    payload = draw(valid_payloads(*subject[:2]))
    payload[draw(st.sampled_from([1, None, ("a",), Text("a"), Text("type"), Status.QUEUED]))] = 1
    return payload


@st.composite
def doubly_spelled(draw, subject):
    payload = draw(valid_payloads(*subject[:2]))
    choices = [place for place in places(*subject[:2], payload) if isinstance(place.key, str)]
    place = choices[draw(st.integers(0, len(choices) - 1))]
    place.container[camel(place.key)] = place.container.get(place.key)
    return payload


def identical(left, right):
    """Returns whether two results are equal, including the types of all values in them."""
    if type(left) is not type(right):
        return False
    if isinstance(left, Record):
        names = (*(field.name for field in spec_of(type(left)).fields), EXTRAS)
        return all(identical(getattr(left, name), getattr(right, name)) for name in names)
    if isinstance(left, (dict, FrozenDict)):
        return identical(list(left.items()), list(right.items()))
    if isinstance(left, (tuple, list)):
        return len(left) == len(right) and all(map(identical, left, right))
    if isinstance(left, OpenStrEnum):
        return left.is_known is right.is_known and left.value == right.value
    if isinstance(left, float):
        return repr(left) == repr(right)
    return left == right


def interpret(payload, subject, lenient, unknown_keys):
    """Reads a payload with the reader. Returns the object and the problems, one of them None."""
    spec = ObjectSpec(subject.cls)
    try:
        read = Reader(unknown_keys).read
        return read(relaxed(spec) if lenient else spec, payload, subject.model), None
    except ValidationError as error:
        return None, error.problems


def compiled(payload, subject, lenient, unknown_keys):
    """Reads a payload with the compiled functions. Returns None if they do not accept it."""
    return reader_for(subject.cls, lenient, unknown_keys).read_plain(payload)


def check_reading(payload, subject):
    judged["compiled and interpreted reading"] += 1
    for option in OPTIONS:
        lenient, unknown_keys = option
        expected, problems = interpret(payload, subject, *option)
        fast = compiled(payload, subject, *option)
        assert fast is None or (problems is None and identical(fast, expected))
        if problems is None:
            obj = structure(payload, subject.cls, lenient=lenient, unknown_keys=unknown_keys)
            assert identical(obj, expected)
        else:
            with pytest.raises(ValidationError) as caught:
                structure(payload, subject.cls, lenient=lenient, unknown_keys=unknown_keys)
            assert caught.value.problems == problems
            assert caught.value.subject == subject.model


def check_writing(payload, subject):
    """Checks that every object read from the payload is written in the same way. Returns whether
    any was read."""
    objects = [interpret(payload, subject, *option)[0] for option in OPTIONS]
    for obj, in_camel_case in product(filter(None, objects), (False, True)):
        expected = write_object(obj, in_camel_case)
        assert identical(compiled_writer(subject.cls, in_camel_case)(obj), expected)
        assert identical(unstructure(obj, case="camel" if in_camel_case else "snake"), expected)
    return any(objects)


def spelled_somehow(data, subject, payload):
    return respelled(*subject[:2], payload, data.draw(spelling_choices))


@each_class
@generated
def test_valid_payloads(subject, data):
    payload = spelled_somehow(data, subject, data.draw(valid_payloads(*subject[:2])))
    check_reading(payload, subject)
    assert check_writing(payload, subject)


@each_class
@generated
def test_spoiled_payloads(subject, data):
    payload = spelled_somehow(data, subject, data.draw(spoiled_payloads(*subject[:2])))
    check_reading(payload, subject)
    check_writing(payload, subject)


@each_class
@generated
def test_any_json(subject, data):
    payload = data.draw(any_payloads(*subject[:2]))
    check_reading(payload, subject)
    check_writing(payload, subject)


@each_class
@generated
def test_what_is_not_json(subject, data):
    payload = data.draw(odd_payloads(subject))
    check_reading(payload, subject)
    check_writing(payload, subject)


@each_kind_of_field
def test_every_special_value_in_every_field(subject, key):
    fact = subject.facts[key]
    values = (
        *edge_values(subject.table, fact),
        *wrong_values(subject.table, fact),
        *ODD_VALUES,
        [{}],
    )
    # Not with thousands of items, which take many seconds.
    short = [value for value in values if not isinstance(value, list) or len(value) < 1000]
    for value in values_to_try(short):
        payload = {**plain_payload(*subject[:2], optional=False), key: value}
        check_reading(payload, subject)
        check_writing(payload, subject)


@each_class
def test_unset_in_a_payload_is_not_absence(subject):
    for key in subject.facts:
        check_reading({**plain_payload(*subject[:2], optional=False), key: UNSET}, subject)


@each_class
def test_a_plain_payload_is_read_without_the_reader(subject):
    full = plain_payload(*subject[:2])
    minimal = plain_payload(*subject[:2], optional=False)
    nulls = {key: None for key, fact in subject.facts.items() if fact.get("nullable")}
    for snake, in_camel_case in product((full, minimal, {**full, **nulls}), (False, True)):
        payload = respelled(*subject[:2], snake, [in_camel_case])
        for option in OPTIONS:
            obj = compiled(payload, subject, *option)
            assert type(obj) is subject.cls, (option, payload)
            assert identical(obj, interpret(payload, subject, *option)[0]), (option, payload)


@each_class
def test_null_in_any_field_is_read_leniently_without_the_reader(subject):
    for option in OPTIONS[3:]:
        obj = compiled(dict.fromkeys(subject.facts), subject, *option)
        assert type(obj) is subject.cls, option


@each_class
def test_an_unknown_key_is_read_without_the_reader(subject):
    payload = {**plain_payload(*subject[:2]), "of the future": [{"a": 1}]}
    for lenient in (False, True):
        assert compiled(payload, subject, lenient, "keep").additional_properties
        assert compiled(payload, subject, lenient, "drop").additional_properties == {}
        assert compiled(payload, subject, lenient, "forbid") is None


@each_class
def test_what_is_required_is_not_read_without(subject):
    for key, fact in subject.facts.items():
        if fact.get("required"):
            payload = plain_payload(*subject[:2])
            del payload[key]
            assert compiled(payload, subject, False, "keep") is None
            assert compiled(payload, subject, True, "keep") is not None


@frozen
class Costed(TrainingFile):
    """A host's class with the default of a required scalar, of a nullable one, and of others."""

    cost_center: str = "none"
    cost_note: str | None = None
    cost_status: Status | None = Status.QUEUED
    cost_labels: tuple[str, ...] = ()
    cost_parent: TrainingFile = TrainingFile(file_id="parent")


@pytest.mark.parametrize(
    "key", ["file_id", "new", *(name for name in vars(Costed) if "cost" in name)]
)
def test_a_hosts_class_with_defaults(key):
    subject = Subject(TABLES["2024-11-07"], "Costed", Costed)
    for plain in ({"file_id": "f"}, unstructure(Costed(file_id="f"))):
        for value in ("x", None, ["x"], {"file_id": "x"}, *ODD_VALUES):
            payload = {**plain, key: value}
            for each in (payload, {camel(name): item for name, item in payload.items()}):
                check_reading(each, subject)
                check_writing(each, subject)
    assert compiled({"fileId": "f"}, subject, False, "forbid") == structure(
        {"file_id": "f"}, Costed
    )
