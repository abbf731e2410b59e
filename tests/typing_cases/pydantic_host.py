"""Code of a user whose pydantic models have fields of our types. Checked where pydantic is."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field, RootModel, TypeAdapter
from typing_extensions import assert_type

import jobmodels as jm


class Watched(BaseModel):
    job: jm.JobOut
    jobs: list[jm.JobOut | jm.DetailedJobOut] = []
    by_id: dict[str, tuple[jm.EventOut, ...]] = {}
    status: jm.Status = jm.Status.QUEUED
    request: Annotated[jm.JobIn | None, Field(description="What was sent.")] = None
    answer: jm.CreateJobResponse | None = None


class Jobs(RootModel[list[jm.JobOut]]):
    pass


def read(payload: object, text: bytes) -> Watched:
    assert_type(TypeAdapter(jm.JobOut).validate_json(text), jm.JobOut)
    for job in Jobs.model_validate(payload).root:
        assert_type(job.id, str)
    watched = Watched(job=TypeAdapter(jm.JobOut).validate_python(payload))
    assert_type(watched.job, jm.JobOut)
    assert_type(watched.status, jm.Status)
    return Watched(job=1)  # type: ignore[arg-type]
