"""``detect``: which record a payload is."""

from __future__ import annotations

import pytest
from samples import CASES, FILE_A, case_id

import jobmodels as jm
from jobmodels.detection import spellings_of
from jobmodels.editions import RECORDS

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
        ({"object": "job.v2", "id": "x", "model": "m"}, jm.JobOut),
        ({"object": "job.metadata"}, jm.LegacyJobMetadataOut),
        ({"data": [{}]}, jm.JobsOut),
        ({"id": "x", "hyperparameters": {}, "checkpoints": []}, jm.DetailedJobOut),
        ({"model": "open-mistral-7", "hyperparameters": {}}, jm.JobIn),
        ({"model": "m", "trainingFiles": [FILE_A]}, jm.JobIn),
        ({"train_tokens": 1, "epochs": 1.5, "data_tokens": 2}, jm.LegacyJobMetadataOut),
        ({"id": 5, "status": [], "model": {}, "object": 5}, jm.JobOut),
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


def test_how_a_record_is_spelled():
    for case in SHOWN:
        cls = type(case.obj)
        differ = case.snake != case.camel
        assert spellings_of(case.snake, cls) == ({"snake"} if differ else set())
        assert spellings_of(case.camel, cls) == ({"camel"} if differ else set())
    mixed = {"total": 1, "data": [{"auto_start": True}, {"autoStart": True}]}
    assert spellings_of(mixed, jm.JobsOut) == {"snake", "camel"}
    assert spellings_of(5, jm.JobsOut) == set()
