"""Code of a user who works with dicts and runs ``mypy --strict``. Checked, never run.

A line that must be an error has ``type: ignore``: strict mode reports an unnecessary one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from typing_extensions import assert_type

import jobmodels as jm
from jobmodels.types import (
    CreateJobResponseDict,
    DetailedJobOutDict,
    EventOutDict,
    JobInDict,
    JobOutDict,
    JobsOutDict,
    LegacyJobMetadataOutDict,
    MetricOutDict,
    StatusValue,
)
from jobmodels.types.v2024_06 import JobInDict as FirstJobInDict
from jobmodels.types.v2026 import EventOutDict as LastEventOutDict
from jobmodels.types.v2026 import JobInDict as LastJobInDict
from jobmodels.types.v2026 import JobsOutDataDict


def request(key: str) -> JobInDict:
    smallest: JobInDict = {"model": "open-mistral-7b", "hyperparameters": {}}
    smallest["suffix"] = None
    smallest["repositories"] = [{"type": "github", "name": "n", "owner": "o", "token": key}]
    return {
        "model": "codestral-latest",
        "training_files": [{"file_id": "f", "weight": 2}],
        "hyperparameters": {"training_steps": 10, "learning_rate": 0.001, "epochs": None},
        "integrations": [{"project": "p", "api_key": key}],
        "auto_start": False,
    }


def first_and_last() -> tuple[FirstJobInDict, LastJobInDict]:
    return (
        {
            "model": "mistral-small-latest",
            "training_files": ["f"],
            "hyperparameters": {"training_steps": 10},
        },
        {
            "model": "any model",
            "job_type": "classifier",
            "hyperparameters": {"training_steps": 10},
            "classifier_targets": [
                {"name": "tone", "labels": ["kind", "rude"], "loss_function": "multi_class"}
            ],
        },
    )


def answer(job: JobOutDict) -> jm.JobOut:
    assert_type(job["status"], StatusValue)
    assert_type(job["hyperparameters"].get("epochs"), "float | None")
    for repository in job.get("repositories", []):
        assert_type(repository["commit_id"], str)
    for integration in job.get("integrations") or []:
        assert_type(integration["project"], str)
    if job["status"] == "SUCCESS":
        job["fine_tuned_model"] = "ft:open-mistral-7b"
    read = jm.structure(job, jm.JobOut)
    assert_type(read, jm.JobOut)
    return read


def is_dry_run(answer: CreateJobResponseDict) -> bool:
    assert_type(answer, "JobOutDict | LegacyJobMetadataOutDict")
    return answer.get("object") == "job.metadata"


def history(job: DetailedJobOutDict) -> list[dict[str, Any] | None]:
    plain: JobOutDict = job
    page: JobsOutDict = {"total": 2, "data": [plain, job]}
    assert_type(page.get("data"), list[JobOutDict] | None)
    events: list[LastEventOutDict] = job.get("events", [])
    same: list[EventOutDict] = events
    for checkpoint in job.get("checkpoints", []):
        assert_type(checkpoint["metrics"], MetricOutDict)
    return [event.get("data") for event in same]


def written(job: jm.JobOut, detailed: jm.DetailedJobOut, case: jm.Case) -> JobOutDict:
    assert_type(jm.unstructure(job), JobOutDict)
    assert_type(jm.unstructure(job, case="snake"), JobOutDict)
    assert_type(jm.unstructure(job, case="camel"), dict[str, Any])
    # The class is not known statically: the result is a dict with any values.
    assert_type(jm.unstructure(job, case=case), "dict[str, Any] | Any")
    assert_type(jm.unstructure(detailed), DetailedJobOutDict)
    assert_type(jm.unstructure(detailed, case="camel"), dict[str, Any])
    assert_type(jm.types.JobOutDict(**jm.unstructure(job)), JobOutDict)
    return jm.unstructure(detailed)


def written_of_other_editions(
    first: jm.v2024_06.DetailedJobOut,
    last: jm.v2026.ClassifierDetailedJobOut,
    event: jm.v2026.EventOut,
    page: jm.v2026.JobsOut,
) -> JobsOutDataDict:
    assert_type(jm.unstructure(first), jm.types.v2024_06.DetailedJobOutDict)
    assert_type(jm.unstructure(last), jm.types.v2026.ClassifierDetailedJobOutDict)
    assert_type(jm.unstructure(event), EventOutDict)
    for job in jm.unstructure(page).get("data", []):
        assert_type(job, JobsOutDataDict)
    return jm.unstructure(last)


def written_of_any_class(
    model: jm.Model, variant: jm.FrozenDict, answer: jm.CreateJobResponse, case: jm.Case
) -> dict[str, Any]:
    assert_type(jm.unstructure(variant), dict[str, Any])
    assert_type(jm.unstructure(variant, case=case), dict[str, Any])
    assert_type(jm.unstructure(model), "dict[str, Any] | Any")
    assert_type(jm.unstructure(model, case="camel"), dict[str, Any])
    # This is the result in mypy. In pyright it is that for a ``Model``: ``dict[str, Any] | Any``.
    assert_type(jm.unstructure(answer), "JobOutDict | LegacyJobMetadataOutDict")
    assert_type(jm.unstructure(answer, case="camel"), dict[str, Any])
    if isinstance(model, jm.LegacyJobMetadataOut):
        assert_type(jm.unstructure(model), LegacyJobMetadataOutDict)
    return jm.unstructure(model)


class Replica(jm.JobOut):
    """A host's class."""


def taken_as_mappings(job: jm.JobOut, replica: Replica) -> Mapping[str, object]:
    assert_type(jm.unstructure(replica), JobOutDict)
    fresh: dict[str, Any] = {**jm.unstructure(job)}
    fresh["seen_at"] = 1
    return jm.unstructure(job)


def send(request: JobInDict) -> None: ...


def store(
    detailed: DetailedJobOutDict,
    last: jm.types.v2026.CompletionJobOutDict,
    plain: dict[str, Any],
    wire: JobOutDict,
) -> None: ...


def mistakes(job: jm.JobOut, status: str, wire: JobOutDict, key: str) -> None:
    send({"model": "open-mistral-7b"})  # type: ignore[typeddict-item]
    send({"model": "open-mistral-8b", "hyperparameters": {}})  # type: ignore[typeddict-item]
    send(
        {
            "model": "open-mistral-7b",
            "hyperparameters": {"epoch": 1},  # type: ignore[typeddict-unknown-key]
            "integrations": [{"api_key": key}],  # type: ignore[typeddict-item]
            "auto_start": None,  # type: ignore[typeddict-item]
        }
    )
    wire["status"] = "DONE"  # type: ignore[typeddict-item]
    wire["status"] = status  # type: ignore[typeddict-item]
    wire["createdAt"] = 1  # type: ignore[typeddict-unknown-key]
    wire["training_files"] = ("f",)  # type: ignore[typeddict-item]
    wire["object"] = "list"  # type: ignore[typeddict-item]
    del wire["id"]  # type: ignore[misc]
    store(
        wire,  # type: ignore[arg-type]
        wire,  # type: ignore[arg-type]
        jm.unstructure(job),  # type: ignore[arg-type]
        jm.unstructure(job, case="camel"),  # type: ignore[arg-type]
    )
    jm.unstructure(wire)  # type: ignore[call-overload]
    jm.unstructure(job, case="kebab")  # type: ignore[call-overload]
    jm.types.JobDict  # type: ignore[attr-defined]  # noqa: B018
