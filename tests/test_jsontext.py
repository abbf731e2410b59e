"""``loads`` and ``dumps``: valid and invalid JSON text."""

from __future__ import annotations

import json
import math

import pytest
from samples import CASES, JOB, case_id

import jobmodels as jm


def problems(text, cls=jm.JobsOut, **options):
    with pytest.raises(jm.ValidationError) as caught:
        jm.loads(text, cls, **options)
    found = caught.value.problems
    assert len({problem.path for problem in found}) == len(found)
    return dict(found)


@pytest.mark.parametrize("case", CASES, ids=case_id)
@pytest.mark.parametrize("indent", [None, 2])
def test_text_goes_both_ways(case, indent):
    for spelling in ("snake", "camel"):
        text = jm.dumps(case.obj, case=spelling, indent=indent)
        payload = getattr(case, spelling)
        assert text == json.dumps(jm.unstructure(case.obj, case=spelling), indent=indent)
        assert json.loads(text) == payload
        for form in (text, text.encode(), bytearray(text.encode()), "\ufeff" + text):
            assert jm.loads(form, type(case.obj)) == case.obj


def test_text_with_astral_characters():
    text = '{"total": 1, "é\U0001f600": "\\ud83d\\ude00"}'
    jobs = jm.loads(text, jm.JobsOut)
    assert dict(jobs.additional_properties) == {"é\U0001f600": "\U0001f600"}
    assert "\U0001f600" in jm.dumps(jobs)
    assert jm.dumps(jobs, ensure_ascii=True).isascii()
    assert jm.loads(jm.dumps(jobs, ensure_ascii=True), jm.JobsOut) == jobs
    assert jm.loads(jm.dumps(jobs).encode("utf-8-sig"), jm.JobsOut) == jobs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {"$": "not JSON: Expecting value (line 1, column 1)"}),
        ('{"total": 1', {"$": "not JSON: Expecting ',' delimiter (line 1, column 12)"}),
        ('{"total": 1}\n{}', {"$": "not JSON: Extra data (line 2, column 1)"}),
        (b'{"total": "\xff"}', {"$": "not UTF-8: byte 11 cannot be decoded"}),
        (b"\xff\xfe{\x00}\x00", {"$": "not UTF-8: byte 0 cannot be decoded"}),
        ('{"total": "\ud800"}', {"$": "not text: it contains a lone surrogate"}),
        ("null", {"$": "expected an object, found null"}),
        ('{"total": NaN}', {"$.total": "nan, which is not JSON"}),
        (
            '{"total": 1, "x": [-Infinity]}',
            {"$.x[0]": "-inf, which is not JSON"},
        ),
        ('{"total": 1e999}', {"$.total": "expected an integer, found inf, which is not JSON"}),
        ('{"total": 1, "total": 2}', {"$.total": "duplicate key"}),
        (
            '{"x": [{"y": 1, "y": 1, "z": 1, "z": 2}]}',
            {
                "$.x[0].y": "duplicate key",
                "$.x[0].z": "duplicate key",
                "$.total": "required, but missing",
            },
        ),
        (
            '{"total": 1, "x": "\\ud800", "\\uDFFF": 1}',
            {
                "$.x": "a string with a lone surrogate, which is not text",
                '$["\\udfff"]': "a key with a lone surrogate, which is not text",
            },
        ),
        (
            '{"total": 1, "x": "\\uDC00"}',
            {"$.x": "a string with a lone surrogate, which is not text"},
        ),
        (
            '{"total": ' + "7" * 10_000 + ', "x": [-' + "1" * 5000 + "]}",
            {
                "$.total": "an integer with more digits than Python converts",
                "$.x[0]": "an integer with more digits than Python converts",
            },
        ),
    ],
)
@pytest.mark.parametrize("lenient", [False, True])
def test_bad_text_is_a_problem(text, expected, lenient):
    if lenient:
        expected = {path: words for path, words in expected.items() if "required" not in words}
    assert problems(text, lenient=lenient) == expected


@pytest.mark.parametrize("lenient", [False, True])
def test_text_that_exhausts_the_parsers_stack_is_a_problem(lenient):
    assert problems("[" * 200_000, lenient=lenient) == {"$": "nests too deeply"}


def test_an_error_of_text_and_one_of_the_payload_come_together():
    text = '{"total": "x", "object": "list", "object": "list", "data": [{}]}'
    found = problems(text)
    assert {"$.total", "$.object", "$.data[0].id"} < set(found)


def test_an_error_of_text_hides_what_it_causes():
    assert problems('{"total": 1, "total": "x"}') == {"$.total": "duplicate key"}
    deep = '{"total": 1, "x": ' + "[" * 90 + '{"y": "\\ud800", "z": 1, "z": 1}' + "]" * 90 + "}"
    path = "$.x" + "[0]" * 90
    assert set(problems(deep)) == {f"{path}.y", f"{path}.z"}


def test_an_error_of_text_is_found_as_deep_as_free_form_data_may_go():
    data = '{"a": ' * 99 + '{"k": 1, "k": 2}' + "}" * 99
    text = f'{{"events": [{{"name": "n", "created_at": 1, "data": {data}}}]}}'
    path = "$.events[0].data" + ".a" * 99 + ".k"
    assert problems(text, jm.DetailedJobOut, lenient=True) == {path: "duplicate key"}


def test_an_error_of_text_names_the_classes():
    text = '{"details": "d", "details": "d", "object": "job.metadata"}'
    with pytest.raises(jm.ValidationError) as caught:
        jm.loads(text, jm.CreateJobResponse)
    assert str(caught.value).startswith("JobOut | LegacyJobMetadataOut: 1 problem\n")


def test_deep_nesting_never_escapes():
    for depth in (99, 100, 101, 500, 900, 5000, 50_000):
        text = '{"total": 1, "x": ' + "[" * depth + "]" * depth + "}"
        if depth <= 100:
            assert jm.dumps(jm.loads(text, jm.JobsOut)) == text
        else:
            assert len(problems(text)) == 1


def test_other_types_than_text_are_refused():
    for text in (None, 1, {"total": 1}, memoryview(b"{}")):
        with pytest.raises(TypeError, match="expected text"):
            jm.loads(text, jm.JobsOut)


def test_what_no_text_can_hold_is_a_problem_on_writing():
    held = jm.structure({"total": 1, "x": ["\ud800"], "\udfff": 1}, jm.JobsOut)
    for ensure_ascii in (False, True):
        with pytest.raises(jm.ValidationError) as caught:
            jm.dumps(held, ensure_ascii=ensure_ascii)
        assert [problem.path for problem in caught.value.problems] == ["$.x[0]", '$["\\udfff"]']
    with pytest.raises(jm.ValidationError) as caught:
        jm.dumps(jm.JobsOut(total=10**10_000))
    assert [problem.path for problem in caught.value.problems] == ["$.total"]


def test_written_numbers_are_the_read_ones():
    text = '{"object": "list", "total": 3.0, "x": [1, 1.0, -0.0, 1e-08, 12345678901234567890]}'
    jobs = jm.loads(text, jm.JobsOut)
    assert jm.dumps(jobs) == text
    assert math.copysign(1, jobs.additional_properties["x"][2]) == -1


def test_loads_takes_the_options_of_structure():
    text = jm.dumps(JOB.obj, case="camel")
    assert jm.loads(text, jm.CreateJobResponse) == JOB.obj
    with_more = text[:-1] + ', "x": 1}'
    assert jm.loads(with_more, jm.JobOut, unknown_keys="drop") == JOB.obj
    assert set(problems(with_more, jm.JobOut, unknown_keys="forbid")) == {"$.x"}
