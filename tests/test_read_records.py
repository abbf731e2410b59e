"""Archive reading: ``read_record`` and ``read_records``."""

from __future__ import annotations

import copy
import io
import json
import pickle

import pytest
from samples import API_KEY, CASES, FILE_A, case_id

import jobmodels as jm
from jobmodels import v2024_06, v2026
from jobmodels.records.editions import RECORDS

REQUEST = {"model": "open-mistral-7b", "hyperparameters": {"training_steps": 10}}
FIRST = {**REQUEST, "training_files": [FILE_A]}
BAD = {**REQUEST, "auto_start": "yes", "hyperparameters": {}}


@pytest.mark.parametrize("case", [c for c in CASES if type(c.obj) in RECORDS], ids=case_id)
def test_a_record_of_today_is_read_as_what_it_is(case):
    for payload in (case.snake, case.camel):
        assert jm.read_record(payload) == case.obj


def test_bare_file_ids_are_the_one_change_of_form():
    request = jm.read_record(FIRST)
    assert type(request) is jm.JobIn
    assert request.training_files[0].file_id == FILE_A
    assert jm.unstructure(request) == {**FIRST, "training_files": [{"file_id": FILE_A}]}


def test_what_a_later_edition_would_refuse_is_read_by_the_schema_of_its_time():
    # An unknown key in the first edition; a field of another type in later editions.
    record = jm.read_record({**FIRST, "auto_start": "yes"})
    assert type(record) is v2024_06.JobIn
    assert record.additional_properties == {"auto_start": "yes"}
    # An unknown key there; in later editions, a field whose key uses the other case.
    record = jm.read_record({**FIRST, "autoStart": 1, "repositories": {}})
    assert jm.unstructure(record) == {**FIRST, "autoStart": 1, "repositories": {}}
    # Later editions could read this one too, but only with its keys in both cases.
    early = {"id": "b7c1", "status": "SUCCESS", "job_type": "FT", "created_at": 1, "modified_at": 2}
    record = jm.read_record({**FIRST, **early, "autoStart": True})
    assert type(record) is v2024_06.JobOut
    assert record.additional_properties == {"autoStart": True}
    # With keys in both cases, it satisfies no edition in one case; the likeliest class is used.
    mixed = {**FIRST, "autoStart": True, "validationFiles": []}
    assert type(jm.read_record(mixed)) is jm.JobIn


def test_what_no_edition_reads_has_the_problems_of_the_likeliest_class():
    with pytest.raises(jm.ValidationError) as caught:
        jm.read_record(BAD)
    assert str(caught.value) == (
        "JobIn: 1 problem\n  $.auto_start: expected a boolean, found a string"
    )
    # The first edition's dry run requires no field, but it does not define this one either.
    with pytest.raises(jm.ValidationError, match="LegacyJobMetadataOut: 1 problem"):
        jm.read_record({"cost": "free", "details": "none"})
    for nothing in (None, 5, [], {}, "{}", {"object": "file", "id": "f"}):
        with pytest.raises(jm.ValidationError, match="job record: 1 problem"):
            jm.read_record(nothing)


@pytest.mark.parametrize(
    "payload",
    [
        # Each satisfies the schema of a request, or of the first edition's list or dry run.
        {**FIRST, "id": "j", "status": "RUNNING", "job_type": "FT", "created_at": "2024-06-01"},
        {**FIRST, "object": "job", "created_at": "2024-06-01"},
        {**REQUEST, "object": "list", "data": [{"id": 5}], "total": "x"},
        {"id": "j", "status": "RUNNING", "model": "m", "trained_tokens": "many", "data": []},
        {**REQUEST, "auto_start": "yes", "training_steps": 10},
    ],
)
def test_a_record_stays_of_the_kind_that_it_states(payload):
    with pytest.raises(jm.ValidationError):
        jm.read_record(payload)


def test_one_key_in_the_other_spelling_makes_no_request_of_a_job():
    job = {**FIRST, "id": "j", "status": "RUNNING", "createdAt": 1, "modified_at": 1}
    record = jm.read_record({**job, "object": "job", "job_type": "FT", "auto_start": True})
    assert type(record) is jm.JobOut
    assert record.created_at == 1


LINES = [
    json.dumps(REQUEST),
    "",
    "  \r\n",
    '{"model": "open-mistral-7b", "model": "x", "hyperparameters": {}}\n',
    "{no",
    json.dumps(BAD).encode(),
    b"\xff\n",
    b'\xef\xbb\xbf{"details": "said"}\n',
    "[]",
    '"\ud800"',
    '{"id": "a",\r\n',
]
GOOD = {0: jm.JobIn, 7: jm.LegacyJobMetadataOut}
ERRORS = {
    3: "item 3: JobIn: 1 problem\n  $.model: duplicate key",
    4: "item 4: JSON: 1 problem\n  $: not JSON: Expecting property name enclosed in double "
    "quotes (column 2)",
    5: "item 5: JobIn: 1 problem\n  $.auto_start: expected a boolean, found a string",
    6: "item 6: JSON: 1 problem\n  $: not UTF-8: byte 0 cannot be decoded",
    8: "item 8: job record: 1 problem\n  $: expected an object, found an array",
    9: "item 9: JSON: 1 problem\n  $: not text: it contains a lone surrogate",
    10: "item 10: JSON: 1 problem\n  $: not JSON: Expecting property name enclosed in double "
    "quotes (column 12)",
}


def test_one_bad_record_never_stops_the_rest():
    results = list(jm.read_records(LINES))
    records = [result for result in results if isinstance(result, jm.Model)]
    errors = [result for result in results if isinstance(result, jm.RecordError)]
    assert len(records) + len(errors) == len(results) == len(LINES) - 2
    assert [type(record) for record in records] == list(GOOD.values())
    assert {error.position: str(error) for error in errors} == ERRORS


def test_a_line_has_the_problems_of_its_text_and_those_of_its_record():
    line = '{"model": 5, "model": 6, "hyperparameters": 7, "training_files": []}'
    (error,) = jm.read_records([line])
    assert [str(problem) for problem in error.problems] == [
        "$.model: duplicate key",
        "$.hyperparameters: expected an object, found a number",
    ]


def test_payloads_and_objects_of_any_iterable():
    page = {"data": [], "total": 0}
    (first, second) = jm.read_records(iter([page, {"id": 5}]))
    assert first == jm.JobsOut(data=(), total=0, object=jm.UNSET)
    assert second.position == 1
    assert isinstance(second, jm.ValidationError)
    assert list(jm.read_records([])) == []
    file = io.BytesIO(b"%s\n\n%s\n" % (LINES[0].encode(), LINES[0].encode()))
    assert [type(record) for record in jm.read_records(file)] == [jm.JobIn, jm.JobIn]


def test_the_jobs_of_list_pages_take_the_place_of_the_page():
    job = {"id": "a", "status": "SUCCESS", "model": "m"}
    pages = [
        {"object": "list", "total": 2, "data": [job, {**job, "id": "b"}]},
        {"data": [{**job, "job_type": "completion", "id": "c"}], "total": 1},
        {"data": None, "total": 0},
        {"total": 0},
    ]
    first = list(jm.read_records([REQUEST, *pages, {"id": 5}, {**job, "id": "d"}]))
    opened = list(jm.open_pages(iter([*first, jm.FrozenDict(pages[0])])))
    assert opened[0] is first[0]
    assert [job.id for job in opened[1:4]] == ["a", "b", "c"]
    assert isinstance(opened[3], jm.v2026.CompletionJobOut)
    assert opened[4:6] == first[-2:]
    assert isinstance(opened[4], jm.RecordError)
    assert opened[6] == pages[0]  # an unknown variant of a union
    old = jm.structure(pages[0], jm.v2024_06.JobsOut, lenient=True)
    assert list(jm.open_pages([old])) == [*old.data]


@pytest.mark.parametrize("record", [{"total": 0, "data": []}, "{}", None, [], jm.JobsOut])
def test_only_pages_that_were_read_are_opened(record):
    with pytest.raises(TypeError, match="expected an object of this package's classes, not"):
        list(jm.open_pages([record]))


@pytest.mark.parametrize("single", ["{}", b"{}", bytearray(b"{}"), memoryview(b"{}"), REQUEST])
def test_one_record_is_not_taken_for_many(single):
    with pytest.raises(TypeError, match="expected an iterable of payloads or lines, not"):
        jm.read_records(single)


def test_what_goes_wrong_outside_of_a_record_is_not_hidden():
    def lines():
        yield LINES[0]
        raise OSError("the disk is gone")

    results = jm.read_records(lines())
    assert isinstance(next(results), jm.JobIn)
    with pytest.raises(OSError, match="the disk is gone"):
        next(results)


def test_an_error_with_a_position_pickles_and_hides_secrets():
    secret = {"type": "wandb", "project": "p", "api_key": [API_KEY]}
    (error,) = jm.read_records([{**REQUEST, "integrations": [secret]}])
    assert API_KEY not in f"{error} {error!r}"
    moved = pickle.dumps(error, 2).replace(
        b".records.archive\n", b".archive\n"
    )  # as 0.2.0 wrote it
    assert moved != pickle.dumps(error, 2)
    picklings = (pickle.dumps(error), moved)
    for again in (*map(pickle.loads, picklings), copy.copy(error), copy.deepcopy(error)):
        assert type(again) is jm.RecordError
        assert (again.position, again.problems, str(again)) == (0, error.problems, str(error))


def test_the_other_editions_can_be_read_directly():
    assert type(jm.structure(FIRST, v2024_06.JobIn)) is v2024_06.JobIn
    with pytest.raises(jm.ValidationError, match="training_files: required, but missing"):
        jm.structure(REQUEST, v2024_06.JobIn)
    assert type(jm.structure(REQUEST, v2026.JobIn)) is v2026.JobIn
