"""A small project of another author: polls a job until it is finished."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import jobmodels as jm


def watch(fetch: Callable[[], object]) -> Iterator[jm.JobOut]:
    """Yields the job each time it has changed, until it is finished."""
    last = None
    while last is None or last.status.is_terminal is False:
        job = jm.structure(fetch(), jm.JobOut, lenient=True)
        if job != last:
            yield job
        last = job


def public(job: jm.JobOut) -> dict[str, object]:
    """Returns the fields of a job that are public."""
    return {"id": job.id, "status": str(job.status), "model": job.fine_tuned_model or None}
