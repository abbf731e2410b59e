"""Objects that are no records of jobs of this API, and records whose keys are padded with nulls.

The objects have the form of other answers of the API and of other vendors' objects; all values are
invented. Each is refused with and without its tag ``object``.
"""

from __future__ import annotations

import random

import pytest
from samples import CASES, case_id

import jobmodels as jm
from jobmodels.fixtures import example
from jobmodels.records.editions import RECORDS, kind_of
from jobmodels.records.evidence import TABLE

MESSAGES = [{"role": "user", "content": "hello"}]
USAGE = {"prompt_tokens": 3, "completion_tokens": 5, "total_tokens": 8}
MODEL = "mistral-small-latest"

FOREIGN = {
    # Other answers and requests of the same API.
    "chat": {
        "id": "c1",
        "object": "chat.completion",
        "model": MODEL,
        "created": 1730000000,
        "usage": USAGE,
        "choices": [{"index": 0, "message": MESSAGES[0], "finish_reason": "stop"}],
    },
    "chat request": {"model": MODEL, "messages": MESSAGES, "temperature": 0.2, "metadata": {}},
    "moderation": {"id": "m1", "model": "mistral-moderation-latest", "results": [{"scores": {}}]},
    "classification": {"id": "s1", "model": "ft:classifier:x", "results": [{"mood": {}}]},
    "embeddings": {
        "id": "e1",
        "object": "list",
        "model": "mistral-embed",
        "usage": USAGE,
        "data": [{"object": "embedding", "index": 0, "embedding": [0.5]}],
    },
    "OCR": {"model": "mistral-ocr-latest", "pages": [{"index": 0}], "usage_info": {"pages": 1}},
    "file": {
        "id": "f1",
        "object": "file",
        "bytes": 9,
        "created_at": 1730000000,
        "filename": "a.jsonl",
        "purpose": "fine-tune",
        "source": "upload",
    },
    "files": {"object": "list", "total": 1, "data": [{"id": "f1", "object": "file", "bytes": 9}]},
    "model": {
        "id": "ft:open-mistral-7b:x",
        "object": "model",
        "created": 1730000000,
        "owned_by": "me",
        "root": "open-mistral-7b",
        "archived": False,
        "job": "j1",
        "capabilities": {"fine_tuning": False},
    },
    "models": {"object": "list", "data": [{"id": "m", "object": "model", "created": 1}]},
    "agent": {
        "id": "ag1",
        "object": "agent",
        "model": MODEL,
        "name": "helper",
        "instructions": "",
        "created_at": "2026-01-01T00:00:00Z",
    },
    "conversation": {"object": "conversation.response", "conversation_id": "x", "outputs": []},
    "transcription": {"model": "voxtral-mini", "text": "", "language": "en", "usage": USAGE},
    "error": {"object": "error", "message": "no", "type": "invalid_request", "param": None},
    "error of validation": {"detail": [{"loc": ["body"], "msg": "field required", "type": "x"}]},
    "hyperparameters": {"training_steps": 10, "learning_rate": 0.1},
    "event": {"name": "status-updated", "created_at": 1, "data": {"status": "SUCCESS"}},
    # Other vendors' fine-tuning and batch objects.
    "tuning job": {
        "id": "ftjob-1",
        "object": "fine_tuning.job",
        "model": "m",
        "created_at": 1730000000,
        "fine_tuned_model": "ft:m",
        "organization_id": "o",
        "status": "succeeded",
        "training_file": "file-1",
        "hyperparameters": {"n_epochs": 3},
        "trained_tokens": 99,
        "result_files": [],
        "integrations": [],
    },
    "tuning request": {"model": "m", "training_file": "file-1", "hyperparameters": {"n_epochs": 2}},
    "tuning jobs": {
        "object": "list",
        "has_more": False,
        "data": [{"id": "ftjob-1", "object": "fine_tuning.job", "training_file": "file-1"}],
    },
    "first tuning job": {
        "id": "ft-1",
        "object": "fine-tune",
        "model": "m",
        "events": [{"object": "fine-tune-event", "message": "x"}],
        "fine_tuned_model": None,
        "hyperparams": {"n_epochs": 4},
        "status": "pending",
        "training_files": [{"id": "file-1", "object": "file"}],
        "result_files": [],
    },
    "tuning job with events": {
        "id": "ft-2",
        "status": "completed",
        "model": "m",
        "training_file": "f",
        "events": [{"type": "JOB_START", "created_at": "2026-01-01"}],
        "n_epochs": 1,
    },
    "tuning job in camelCase": {
        "id": "ftjob-1",
        "createdAt": 1730000000,
        "hyperparameters": {},
        "model": "m",
        "organizationId": "o",
        "trainedTokens": 99,
        "trainingFile": "file-1",
    },
    "method of a tuning request": {"hyperparameters": {"n_epochs": 5, "batch_size": "auto"}},
    "customization": {
        "id": "cust-1",
        "status": "RUNNING",
        "dataset": "d",
        "hyperparameters": {"epochs": 1},
        "output_model": "o",
    },
    "experiment": {"model": "resnet", "name": "run", "hyperparameters": {"learning_rate": 0.1}},
    "batch job": {
        "id": "batch_1",
        "object": "batch",
        "endpoint": "/v1/chat/completions",
        "input_file_id": "file-1",
        "completion_window": "24h",
        "status": "completed",
        "created_at": 1730000000,
        "request_counts": {"total": 2, "completed": 2, "failed": 0},
        "metadata": {},
    },
    "batch job in progress": {"id": "batch_1", "object": "batch", "status": "in_progress"},
    "batch jobs": {"object": "list", "data": [], "first_id": None, "has_more": False},
    "batch job of messages": {
        "id": "msgbatch_1",
        "type": "message_batch",
        "processing_status": "ended",
        "request_counts": {"succeeded": 2},
    },
    "batch job request": {
        "input_file_id": "file-1",
        "endpoint": "/v1/chat/completions",
        "completion_window": "24h",
    },
    "batch line": {
        "custom_id": "a",
        "method": "POST",
        "url": "/v1/chat/completions",
        "body": {"model": "m", "messages": MESSAGES},
    },
    "batch line of messages": {"custom_id": "a", "params": {"messages": MESSAGES}},
    "batch requests": {"requests": [{"custom_id": "a", "params": {"messages": MESSAGES}}]},
    "batch result": {
        "id": "batch_req_1",
        "custom_id": "a",
        "response": {"status_code": 200, "request_id": "r", "body": {}},
        "error": None,
    },
    "batch result of messages": {"custom_id": "a", "result": {"type": "succeeded", "message": {}}},
    # Parts of jobs that are also fields of a request, and a field that only jobs have.
    "part of a job": {"fine_tuned_model": "ft:x", "hyperparameters": {}, "training_files": []},
    "part of a job with a date": {
        "model": "open-mistral-7b",
        "hyperparameters": {},
        "modifiedAt": 1,
    },
    "part of a batch job": {"endpoint": "/v1/ocr", "input_files": [], "output_file": "f"},
    # Pages without objects.
    "page of texts": {"data": ["x", "y"], "total": 2},
    "page of numbers": {"object": "list", "data": [0.5, 0.1]},
    "page of pages": {"data": [[], None]},
    # Logs, builds and other objects with the same names.
    "log line": {"level": "INFO", "status": "SUCCESS", "model": "m"},
    "log line of a job": {"id": "x", "level": "INFO", "status": "SUCCESS", "model": "m"},
    "log of a call": {"endpoint": "/v1/chat/completions", "model": "m", "latency": 3},
    "build": {"id": "b1", "status": "SUCCESS", "steps": [], "logUrl": "x", "createTime": "2026"},
    "parameters": {"hyperparameters": {"seq_len": 9, "warmup_fraction": 0.1}, "name": "run"},
    "calendar": {"id": "c", "events": [{"title": "x"}]},
    "webhook": {"id": "w", "events": ["push"], "status": "active"},
    "call": {"id": 1, "jsonrpc": "2.0", "error": {"code": -32601}},
    "HTTP response": {"status_code": 200, "body": {}, "headers": {}},
    "load test": {"id": "x", "total_requests": 9, "failed_requests": 1, "status": "done"},
    "training log": {"epochs": 3, "training_steps": 100, "loss": 0.5},
    "GraphQL": {"data": [], "errors": [{"message": "no"}]},
    "object and model": {"id": "x", "model": "open-mistral-7b"},
}


@pytest.mark.parametrize("name", FOREIGN)
def test_another_object_is_refused_with_and_without_its_tag(name):
    for payload in (FOREIGN[name], {**FOREIGN[name], "object": None}):
        with pytest.raises(jm.ValidationError, match=r"^job record: 1 problem\n  \$: not a ") as e:
            jm.detect(payload)
        with pytest.raises(jm.ValidationError):
            jm.read_record(payload)
        (problem,) = e.value.problems
        assert len(problem.message) < 400


@pytest.mark.parametrize(
    ("payload", "message"),
    [
        ({"x": 1}, "not a record of a job: no key is evidence of one"),
        ({"object": "file"}, "not a record of a job, according to its tag 'object': 'file'"),
        (
            {"id": "x", "model": "m", "results": []},
            "not a record of a job: nearest is a job, which needs 2 more of 'auto_start', "
            "'checkpoints', 'events', 'fine_tuned_model', 'hyperparameters', 'job_type', 'status', "
            "'trained_tokens', 'training_files'",
        ),
        (
            {"status": "FAILED", "model": "m"},
            "not a record of a job: nearest is a job, which needs 1 more of 'auto_start', "
            "'checkpoints', 'events', 'fine_tuned_model', 'hyperparameters', 'id', 'job_type', "
            "'trained_tokens', 'training_files'",
        ),
        (
            {"body": {}, "id": 5},
            "not a record of a job: nearest is a batch request, contradicted by 'id'",
        ),
        (
            {"model": "open-mistral-7b", "hyperparameters": 5},
            "not a record of a job: nearest is a job request, which needs one of "
            "'hyperparameters' (no evidence: 5), 'training_files'",
        ),
        (
            {"object": "list", "data": [{"id": "f", "object": "file"}]},
            "not a record of a job: no item of 'data' is surely a job, or one is another object",
        ),
    ],
)
def test_the_error_names_the_missing_evidence(payload, message):
    with pytest.raises(jm.ValidationError) as caught:
        jm.detect(payload)
    assert [tuple(problem) for problem in caught.value.problems] == [("$", message)]


CONTRADICTIONS = [(row.kind, key) for row in TABLE for key in row.contradicted_by]


@pytest.mark.parametrize(("kind", "key"), CONTRADICTIONS)
def test_a_key_of_another_object_contradicts_the_kind(kind, key):
    cls = next(cls for cls in RECORDS if kind_of(cls) == kind)
    payload = {**jm.unstructure(example(cls)), "object": None}
    if kind == "list":
        payload["data"] = []
    assert kind_of(jm.detect(payload)) == kind
    assert kind_detected({**payload, key: {"x": 1}}) != kind


def kind_detected(payload):
    try:
        return kind_of(jm.detect(payload))
    except jm.ValidationError:
        return None


def test_a_page_with_an_object_of_another_api_is_refused():
    job = {"id": "x", "status": "FAILED"}
    assert jm.detect({"data": [job, {"id": "y"}]}) is jm.JobsOut
    with pytest.raises(jm.ValidationError):
        jm.detect({"data": [job, {"id": "y", "object": "file"}]})


# Nulls.

RECORD_CASES = [case for case in CASES if type(case.obj) in RECORDS]
KEYS = {
    spelling: sorted({key for case in RECORD_CASES for key in getattr(case, spelling)})
    for spelling in ("snake", "camel")
}


def without_nulls(value):
    if isinstance(value, dict):
        return {key: without_nulls(item) for key, item in value.items() if item is not None}
    return [without_nulls(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("case", RECORD_CASES, ids=case_id)
@pytest.mark.parametrize("spelling", KEYS)
def test_a_null_is_no_evidence(case, spelling):
    payload = getattr(case, spelling)
    cls = jm.detect(payload)
    assert jm.detect(without_nulls(payload)) is cls
    # As a store of columns writes it: a null for every key of every other record.
    items = [*payload.items(), *((key, None) for key in KEYS[spelling] if key not in payload)]
    random.Random(case_id(case)).shuffle(items)
    padded = dict(items)
    assert jm.detect(padded) is cls
    record = jm.read_record(padded)
    assert type(record) is cls
    assert jm.unstructure(record, case=spelling) == padded


@pytest.mark.parametrize("key", ["statusCode", "request_id", "requestId"])
def test_a_null_in_a_response_is_no_evidence(key):
    response = {"status_code": 200, "body": {}}
    for padded in ({**response, key: None}, {key: None, **response}):
        line = {"custom_id": "a", "response": padded}
        assert jm.detect(line) is jm.v2026.BatchResult


@pytest.mark.parametrize("case", RECORD_CASES, ids=case_id)
@pytest.mark.parametrize("spelling", KEYS)
def test_a_null_in_the_other_case_is_ignored(case, spelling):
    payload = getattr(case, spelling)
    every = [key for keys in KEYS.values() for key in keys]
    items = [*payload.items(), *((key, None) for key in every if key not in payload)]
    random.Random(case_id(case)).shuffle(items)
    record = jm.read_record(dict(items))
    assert type(record) is jm.detect(payload)
    assert payload.items() <= jm.unstructure(record, case=spelling).items()


def test_in_strict_reading_a_null_in_the_other_case_is_a_problem():
    payload = {"model": "open-mistral-7b", "hyperparameters": {}, "trainingFiles": None}
    with pytest.raises(jm.ValidationError, match=r"trainingFiles: duplicate of 'training_files'"):
        jm.structure({"training_files": [], **payload}, jm.JobIn)


def test_the_jobs_of_a_batch_page_are_opened():
    page = jm.unstructure(example(jm.BatchJobsOut))
    jobs = [*jm.open_pages(jm.read_records([page]))]
    assert {type(job) for job in jobs} == {jm.BatchJobOut}
    assert len(jobs) == len(page["data"])
    page["data"][0]["status"] = 5
    error, *rest = jm.open_pages(jm.read_records([page]))
    assert isinstance(error, jm.RecordError)
    assert rest == jobs[1:]
