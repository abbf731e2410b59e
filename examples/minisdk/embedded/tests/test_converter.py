"""The SDK's own converter: the classes of the SDK and of jobmodels, each with its own hooks."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from cattrs import BaseValidationError
from cattrs.gen import make_dict_structure_fn
from minisdk import ErrorDetail, models
from minisdk.answers import make_converter

JOB = {"id": "a", "status": "PAUSED", "trainedTokens": 7, "region": "eu"}


@attrs.frozen
class Run:
    """A class of a user of the SDK."""

    title: str
    job: models.JobOut


def test_what_the_sdk_reads_in_its_own_way_it_reads_in_its_own_way_only() -> None:
    converter = make_converter("camel")
    detail = converter.structure({"loc": ["a", 0], "msg": "m", "type": "t", "x": 1}, ErrorDetail)
    assert detail == ErrorDetail(["a", 0], "m", "t")
    event = converter.structure({"name": "n", "created_at": 1.0, "type": "t"}, models.EventOut)
    assert (event.created_at, event.additional_properties) == (1, {"type": "t"})
    with pytest.raises(BaseValidationError):  # 5 is not a string; cattrs would convert it
        converter.structure({"loc": [], "msg": 5}, ErrorDetail)


def test_a_user_may_forbid_in_a_class_what_a_job_may_have() -> None:
    converter = make_converter("camel")
    hook = make_dict_structure_fn(Run, converter, _cattrs_forbid_extra_keys=True)
    converter.register_structure_hook(Run, hook)
    payload: dict[str, Any] = {"title": "first", "job": JOB}
    run = converter.structure(payload, Run)
    assert run.job.additional_properties == {"region": "eu"}
    assert (run.job.status, run.job.trained_tokens) == ("PAUSED", 7)
    assert converter.unstructure(run) == payload
    with pytest.raises(BaseValidationError) as raised:
        converter.structure({**payload, "job": {"status": 5}, "region": "eu"}, Run)
    assert models.problems_of(raised.value) == (
        models.Problem("$.job.status", "expected a string, found 5"),
        models.Problem("$.region", "unknown key"),
    )


def test_each_client_has_a_converter_of_its_own() -> None:
    snake, camel = make_converter("snake"), make_converter("camel")
    job = snake.structure(JOB, models.JobOut)
    assert camel.structure(JOB, models.JobOut) == job
    assert camel.unstructure(job) == JOB
    assert snake.unstructure(job) == {
        "trained_tokens" if k == "trainedTokens" else k: v for k, v in JOB.items()
    }
