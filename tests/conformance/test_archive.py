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

from jobmodels import read_record, unstructure, v2024_06
from jobmodels.records.editions import RECORDS

RECORD_SUBJECTS = [subject for subject in SUBJECTS if subject.cls in RECORDS]
each_record = pytest.mark.parametrize("subject", RECORD_SUBJECTS, ids=str)

EVERY_NAME = sorted(
    {name for table in TABLES.values() for fields in table.models.values() for name in fields}
)
"""The fields of all editions. A key that is unknown in one may be a field of another."""


def says_what_it_is(subject, payload):
    """Returns whether the kind of a payload can be detected.

    It must have a field of its model: ``{}`` is valid for several models. It must not have the tag
    of another kind, the fields that a record of another kind always has, or fields of
    hyperparameters, which are not records.
    """
    own = any(key in subject.facts for key in payload)
    tuned = subject.model == "JobMetadata" and TUNING.intersection(payload)
    return own and not tuned and stated_kinds(payload) <= {kind_of(subject)}


def kind_of(subject):
    kinds = {"JobIn": "request", "JobsOut": "list"}
    return kinds.get(subject.model, "dry run" if "Metadata" in subject.model else "job")


def stated_kinds(payload):
    kinds = {"job": "job", "list": "list", "job.metadata": "dry run"}
    tag = payload.get("object")
    stated = {kinds.get(tag, "something else")} if isinstance(tag, str) and tag else set()
    stated |= {"job"} if {"id", "status"} <= payload.keys() else set()
    return stated | ({"request"} if is_request(payload) else set())


def is_request(payload):
    """Returns whether a payload is a request. A job has the required fields of a request too."""
    return {"model", "hyperparameters"} <= payload.keys() and not {"id", "status"} & payload.keys()


TUNING = {
    name
    for key in ("learning_rate", "weight_decay", "warmup_fraction", "seq_len")
    for name in (key, camel(key))
}


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
    assume(says_what_it_is(subject, payload))
    check_whole(payload)
    check_whole(respelled(*subject[:2], payload, [True]))


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
    assume(says_what_it_is(subject, payload))
    check_whole(payload)
