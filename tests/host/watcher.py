"""A small project of somebody else: it asks for a job until there is nothing more to wait for."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import jobmodels as jm


def watch(fetch: Callable[[], object]) -> Iterator[jm.JobOut]:
    """The job each time that it has changed, up to its end."""
    last = None
    while last is None or last.status.is_terminal is False:
        job = jm.structure(fetch(), jm.JobOut, lenient=True)
        if job != last:
            yield job
        last = job


def public(job: jm.JobOut) -> dict[str, object]:
    """What anybody may see of a job."""
    return {"id": job.id, "status": str(job.status), "model": job.fine_tuned_model or None}
