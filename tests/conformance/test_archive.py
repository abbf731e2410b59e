"""The archive reading: whatever is valid under any edition comes back whole from ``read_record``.

Also where a key that one edition does not know has become a field of another, with another type or
in the other spelling.
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

from jobmodels import JobIn, read_record, unstructure, v2026
from jobmodels.editions import RECORDS

RECORD_SUBJECTS = [subject for subject in SUBJECTS if subject.cls in RECORDS]
each_record = pytest.mark.parametrize("subject", RECORD_SUBJECTS, ids=str)

EVERY_NAME = sorted(
    {name for table in TABLES.values() for fields in table.models.values() for name in fields}
)
"""The fields of all editions: what is unknown to one may be known to another."""


def says_what_it_is(subject, payload):
    """Whether a key of its own is there: ``{}`` is valid for some, and might be anything.

    And none that says it is something else: the tag of another kind of thing, what a record of
    another kind never lacks, or hyperparameters, which are no record.
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
    """A job has all that a request needs, and more."""
    return {"model", "hyperparameters"} <= payload.keys() and not {"id", "status"} & payload.keys()


TUNING = {
    name
    for key in ("learning_rate", "weight_decay", "warmup_fraction", "seq_len")
    for name in (key, camel(key))
}


def with_expanded_files(payload):
    """The one change of form: the first edition's bare file IDs."""
    expanded = dict(payload)
    for key, name in (("training_files", "file_id"), ("trainingFiles", "fileId")):
        if isinstance(payload.get(key), list):
            expanded[key] = [{name: x} if isinstance(x, str) else x for x in payload[key]]
    return expanded


def check_whole(payload):
    """The record is whole in the case that it shows: of a record in snake_case, an unknown key may
    be all that shows one to a later edition."""
    before = copy.deepcopy(payload)
    record = read_record(payload)
    assert json_equal(payload, before)
    expected = payload
    if type(record) in (JobIn, v2026.JobIn):
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
