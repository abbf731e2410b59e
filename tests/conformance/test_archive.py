"""Archive reading: ``read_record`` reads every record that is valid in some edition without loss.

This includes records with keys that are unknown in their edition, but fields of another edition,
with another type or in the other case.
"""

from __future__ import annotations

import copy

import pytest

pytest.importorskip("hypothesis", reason="the payloads are made by Hypothesis")
pytest.importorskip("jsonschema", reason="the oracle is the jsonschema package")

from edition_classes import SUBJECTS, TABLES
from effort import judged
from fact_table import camel, validator
from hypothesis import assume
from hypothesis import strategies as st
from json_equality import json_equal
from wire_payloads import generated, json_values, respelled, valid_payloads

from jobmodels import ValidationError, detect, read_record, unstructure, v2024_06
from jobmodels.records.editions import RECORDS, kind_of

RECORD_SUBJECTS = [subject for subject in SUBJECTS if subject.cls in RECORDS]
each_record = pytest.mark.parametrize("subject", RECORD_SUBJECTS, ids=str)

EVERY_NAME = sorted(
    {name for table in TABLES.values() for fields in table.models.values() for name in fields}
)
"""The fields of all editions. A key that is unknown in one may be a field of another."""


NO_EVIDENCE = ({"id", "custom_id"}, {"id", "error"}, {"deprecated"})


def class_detected(payload):
    """Returns the class that a payload surely is of; None if it is not surely a record."""
    try:
        return detect(payload)
    except ValidationError:
        return None


def kind_detected(payload):
    cls = class_detected(payload)
    return cls and kind_of(cls)


def kind_expected(subject, payload):
    """Returns the kind of a payload. A page without items is one of fine-tuning jobs."""
    kind = kind_of(subject.cls)
    return "list" if kind == "batch list" and not payload.get("data") else kind


def with_expanded_files(payload):
    """Returns the payload with bare file IDs, a form of the first edition, as objects. This is the
    only change that reading makes."""
    expanded = dict(payload)
    for key, name in (("training_files", "file_id"), ("trainingFiles", "fileId")):
        if isinstance(payload.get(key), list):
            expanded[key] = [{name: x} if isinstance(x, str) else x for x in payload[key]]
    return expanded


def check_whole(payload):
    """Checks that a record is read without loss: written in one of the cases, it is the payload.

    This may not be the case of the known keys. If none of them shows a case, an unknown key that a
    later edition defines may show another one.
    """
    before = copy.deepcopy(payload)
    record = read_record(payload)
    assert json_equal(payload, before)
    expected = payload
    if RECORDS[type(record)] == "job request" and type(record) is not v2024_06.JobIn:
        expected = with_expanded_files(payload)
    cases = [unstructure(record), unstructure(record, case="camel")]
    assert any(json_equal(written, expected) for written in cases)
    judged["archive reading, whole"] += 1


@each_record
@generated
def test_what_any_edition_allows_comes_back_whole(subject, data):
    payload = data.draw(valid_payloads(*subject[:2]))
    known = {key: value for key, value in payload.items() if key in subject.facts}
    values = {key: value for key, value in known.items() if value is not None}
    # These alone are no evidence. Neither is a record without values.
    assume(not any(values.keys() <= each for each in NO_EVIDENCE))
    assert kind_detected(known) == kind_expected(subject, known)
    # With unknown keys, only evidence that no other object has is enough.
    for sure in [known, *([payload] if kind_detected(payload) else [])]:
        check_whole(sure)
        check_whole(respelled(*subject[:2], sure, [True]))


@each_record
@generated
def test_so_does_what_looks_like_a_field_of_another_edition(subject, data):
    table, model, _ = subject
    payload = data.draw(valid_payloads(table, model))
    for key in data.draw(st.lists(st.sampled_from(EVERY_NAME), min_size=1, max_size=3)):
        key = data.draw(st.sampled_from([key, camel(key)]))
        if key not in table.spellings(model):
            payload[key] = data.draw(json_values(table))
    assert validator(table, model).is_valid(payload)
    assume(kind_detected(payload) == kind_expected(subject, payload))
    check_whole(payload)


@each_record
@generated
def test_nulls_for_the_keys_of_every_other_record_change_nothing(subject, data):
    table, model, _ = subject
    payload = data.draw(valid_payloads(table, model))
    values = {key: value for key, value in payload.items() if value is not None}
    names = data.draw(st.permutations([*EVERY_NAME, *payload]))
    spell = data.draw(st.sampled_from([str, camel]))
    padded = {**dict.fromkeys(map(spell, names)), **values}
    expected = class_detected(payload)
    assert class_detected(values) is expected
    assert class_detected(padded) is expected
