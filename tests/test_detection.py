"""``detect``: the class of a record."""

from __future__ import annotations

from collections import OrderedDict
from itertools import chain

import pytest
from samples import CASES, FILE_A, JOB_ID, case_id, case_of_class

import jobmodels as jm
from jobmodels import v2026
from jobmodels.records.case import cases_of
from jobmodels.records.editions import RECORDS, kind_of
from jobmodels.records.evidence import TABLE

SHOWN = [case for case in CASES if type(case.obj) in RECORDS]


def without(payload, *keys):
    return {key: value for key, value in payload.items() if key not in keys}


@pytest.mark.parametrize("case", SHOWN, ids=case_id)
@pytest.mark.parametrize("spelling", ["snake", "camel"])
def test_a_record_is_what_it_is_with_or_without_its_tag(case, spelling):
    payload = getattr(case, spelling)
    assert jm.detect(payload) is type(case.obj)
    assert jm.detect(without(payload, "object")) is type(case.obj)
    assert jm.structure(payload, jm.detect(payload)) == case.obj


@pytest.mark.parametrize(
    ("payload", "cls"),
    [
        ({"object": "job"}, jm.JobOut),
        ({"object": "job", "events": []}, jm.DetailedJobOut),
        ({"object": "list"}, jm.JobsOut),
        ({"object": "list", "data": [{"object": "job"}]}, jm.JobsOut),
        ({"object": "job.v2", "id": "x", "status": "FAILED"}, jm.JobOut),
        ({"id": "x", "status": "CANCELLED"}, jm.JobOut),
        ({"object": "job.metadata"}, jm.LegacyJobMetadataOut),
        ({"data": [{"id": "x", "status": "FAILED"}, {}, 5]}, jm.JobsOut),
        ({"id": "x", "hyperparameters": {}, "checkpoints": []}, jm.DetailedJobOut),
        ({"model": "open-mistral-7", "hyperparameters": {}}, jm.JobIn),
        ({"model": "m", "trainingFiles": [FILE_A]}, v2026.JobIn),
        ({"train_tokens": 1, "epochs": 1.5, "data_tokens": 2}, jm.LegacyJobMetadataOut),
        ({"id": 5, "status": "FAILED", "model": {}, "auto_start": True, "object": 5}, jm.JobOut),
        ({"id": "x", "jobType": "FT"}, jm.JobOut),
        ({"status": "QUEUED", "auto_start": False}, jm.JobOut),
        # No other object has the tag, so a key that other jobs have too is only an unknown key.
        ({"object": "job", "id": "x", "dataset_id": "d"}, jm.JobOut),
        ({"data": [{"object": "job", "organizationId": "o"}]}, jm.JobsOut),
        ({"object": "job.metadata", "id": "x"}, jm.LegacyJobMetadataOut),
    ],
)
def test_it_looks_at_evidence_and_not_at_correctness(payload, cls):
    assert jm.detect(payload) is cls


@pytest.mark.parametrize(
    "payload",
    [
        None,
        [],
        "job",
        5,
        {},
        {"x": 1},
        {1: 2},
        {"id": "f", "object": "file", "created_at": 1, "filename": "a.jsonl"},
        {"id": "m", "object": "model", "created": 1, "owned_by": "me"},
        {"model": "m", "messages": []},
        {"id": "c", "object": "chat.completion", "model": "m", "created": 1},
        {"id": "b", "object": "batch", "status": "done", "model": "m"},
        {"object": "list", "data": [{"id": "m", "object": "model"}]},
    ],
)
def test_what_is_no_record_is_an_error(payload):
    with pytest.raises(jm.ValidationError) as caught:
        jm.detect(payload)
    assert [problem.path for problem in caught.value.problems] == ["$"]


class Number(float):
    """A subclass, such as that of numbers with more digits than a float."""


class Text(str):
    """A text of another library, such as ``numpy.str_``."""


@pytest.mark.parametrize(
    ("payload", "cls"),
    [
        ({"model": "m", "hyperparameters": OrderedDict()}, v2026.JobIn),
        ({"id": Text("x"), "status": Text("FAILED")}, jm.JobOut),
        ({"cost": Number(3.14)}, jm.LegacyJobMetadataOut),
        ({"body": OrderedDict()}, v2026.BatchRequest),
        ({"id": "x", "hyperparameters": {}, "events": [OrderedDict()]}, jm.DetailedJobOut),
    ],
)
def test_instances_of_subclasses_count_too(payload, cls):
    assert jm.detect(payload) is cls
    assert isinstance(jm.structure(payload, cls, lenient=True), cls)


def test_how_a_record_is_spelled():
    for case in SHOWN:
        cls = type(case.obj)
        differ = case.snake != case.camel
        assert cases_of(case.snake, cls) == ({"snake"} if differ else set())
        assert cases_of(case.camel, cls) == ({"camel"} if differ else set())
    mixed = {"total": 1, "data": [{"auto_start": True}, {"autoStart": True}]}
    assert cases_of(mixed, jm.JobsOut) == {"snake", "camel"}
    assert cases_of(5, jm.JobsOut) == set()
    mixed = {"trainingFiles": [{"fileId": "a"}, {"file_id": "a"}]}
    assert cases_of(mixed, jm.JobIn) == {"snake", "camel"}


def test_keys_that_the_schema_does_not_name_show_no_spelling():
    assert cases_of({"data": 5, "jobType": 1}, jm.JobsOut) == set()
    other = {"integrations": [{"type": "other", "runName": "x"}]}
    assert cases_of(other, jm.JobOut) == set()
    # The key belongs to a union member other than the payload's.
    job = {"job_type": "classifier", "hyperparameters": {"fimRatio": 1}}
    assert cases_of({"data": [job]}, v2026.JobsOut) == {"snake"}
    job = {**job, "job_type": "completion"}
    assert cases_of({"data": [job]}, v2026.JobsOut) == {"snake", "camel"}


BATCH_JOB = case_of_class(jm.BatchJobOut).snake
LATER_JOB = {
    "id": JOB_ID,
    "auto_start": False,
    "model": "m",
    "status": "RUNNING",
    "created_at": 1,
    "modified_at": 2,
    "training_files": [FILE_A],
    "hyperparameters": {"training_steps": 1},
}
DUMPED_BY_A_CLIENT = {
    "training_steps": 10,
    "epochs": None,
    **dict.fromkeys(["learning_rate", "weight_decay", "warmup_fraction", "seq_len"], 0.5),
}


@pytest.mark.parametrize(
    ("payload", "cls"),
    [
        ({"id": "x", "model": "m", "job_type": "completion"}, v2026.CompletionJobOut),
        ({"id": "x", "model": "m", "jobType": "classifier"}, v2026.ClassifierJobOut),
        (
            {"object": "job", "job_type": "completion", "events": []},
            v2026.CompletionDetailedJobOut,
        ),
        (
            {"object": "job", "job_type": "classifier", "checkpoints": []},
            v2026.ClassifierDetailedJobOut,
        ),
        # The kind of job: earlier editions require it, and in this one it is a constant.
        (LATER_JOB, v2026.CompletionJobOut),
        ({**LATER_JOB, "job_type": None}, v2026.CompletionJobOut),
        ({**LATER_JOB, "job_type": "FT"}, jm.JobOut),
        ({**LATER_JOB, "job_type": "FT", "events": []}, jm.DetailedJobOut),
        (without(LATER_JOB, "auto_start"), jm.JobOut),
        # The fields that show a classifier job without a kind.
        ({**LATER_JOB, "classifier_targets": []}, v2026.ClassifierDetailedJobOut),
        ({**LATER_JOB, "hyperparameters": DUMPED_BY_A_CLIENT}, v2026.ClassifierJobOut),
        (
            {
                **LATER_JOB,
                "hyperparameters": {**DUMPED_BY_A_CLIENT, "fim_ratio": None, "fimRatio": 0.5},
            },
            v2026.CompletionJobOut,
        ),
        (
            {**LATER_JOB, "hyperparameters": {**DUMPED_BY_A_CLIENT, "fim_ratio": 0.5}},
            v2026.CompletionJobOut,
        ),
        (
            {**LATER_JOB, "hyperparameters": DUMPED_BY_A_CLIENT, "repositories": []},
            v2026.CompletionJobOut,
        ),
        ({**LATER_JOB, "hyperparameters": "unreadable"}, v2026.CompletionJobOut),
        # Batch jobs, by an endpoint or a required field.
        ({"input_files": [], "endpoint": "/v1/ocr", "model": "m"}, v2026.BatchJobIn),
        ({"input_files": [], "endpoint": "/v1/embeddings", "model": "m"}, jm.BatchJobIn),
        ({**BATCH_JOB, "model": None}, v2026.BatchJobOut),
        ({**BATCH_JOB, "outputs": []}, v2026.BatchJobOut),
        # With the evidence of two kinds, it is of the kind with more.
        ({**BATCH_JOB, "hyperparameters": {}, "training_files": []}, jm.BatchJobOut),
        # Requests.
        ({"model": "m", "hyperparameters": {}}, v2026.JobIn),
        ({"model": "open-mistral-7b", "hyperparameters": {}, "jobType": None}, jm.JobIn),
        ({"model": "open-mistral-7b", "hyperparameters": {}, "jobType": "x"}, v2026.JobIn),
        ({"hyperparameters": {}, "classifierTargets": []}, v2026.JobIn),
        ({"hyperparameters": {}, "invalid_sample_skip_percentage": 0}, v2026.JobIn),
        ({"model": "mistral-small-lates", "hyperparameters": {}}, jm.JobIn),
        ({"model": "open-mistral-nemo-2407", "hyperparameters": {}, "object": ""}, v2026.JobIn),
        ({"model": "m", "training_files": [FILE_A]}, v2026.JobIn),
        ({"model": "m", "training_files": [{"file_id": FILE_A}, FILE_A]}, v2026.JobIn),
        ({"model": "m", "training_files": []}, v2026.JobIn),
        # As a store writes it that has no null for an array.
        (
            {
                "model": "open-mistral-7b",
                "hyperparameters": {"trainingSteps": 1},
                "events": [],
                "data": [],
            },
            jm.JobIn,
        ),
        ({"model": 5, "hyperparameters": {"training_steps": 1}}, jm.JobIn),
        # Lists, by their jobs.
        ({"data": [{"id": "x", "job_type": "completion"}, {}], "total": 2}, v2026.JobsOut),
        ({"object": "list", "data": [LATER_JOB]}, v2026.JobsOut),
        ({"data": [LATER_JOB, {**LATER_JOB, "job_type": "FT"}]}, jm.JobsOut),
        ({"data": [5, {"object": "job"}]}, jm.JobsOut),
        ({"data": [], "total": 0, "x": 1}, jm.JobsOut),
        # Both editions define it in the same way.
        ({"details": "d"}, v2026.LegacyJobMetadataOut),
        ({"training_steps": 10}, jm.LegacyJobMetadataOut),
    ],
)
def test_which_edition_a_record_is_of(payload, cls):
    assert jm.detect(payload) is cls


def test_hyperparameters_alone_are_no_record():
    with pytest.raises(jm.ValidationError):
        jm.detect({"training_steps": 10, "learning_rate": 0.1})


def test_the_table_has_one_row_for_each_kind():
    assert sorted(row.kind for row in TABLE) == sorted(set(map(kind_of, RECORDS)))
    for row in TABLE:
        assert {*chain(*row.required)} <= row.evidence.keys()
