"""Checks requests for problems that the schema does not express."""

from __future__ import annotations

from collections.abc import Iterator

from .. import v2026
from ..core.errors import Problem
from ..core.unset import UNSET
from ..models.batch import BatchJobIn
from ..models.request import JobIn

_MAX_REQUESTS = 10_000


def preflight(job_in: JobIn | BatchJobIn | v2026.JobIn | v2026.BatchJobIn) -> tuple[Problem, ...]:
    """Returns the problems of a request that the schema allows; an empty tuple if it has none.

    Of a ``JobIn``:

    - Neither a training file nor a repository: the server refused this with status 422.
    - A file in both training and validation: the API's documentation forbids it.
    - ``auto_start`` absent or null: the schema has announced since 2024 that it will be required.

    Of a ``BatchJobIn``:

    - Neither an input file nor a request, or both: a job gets its requests in one of two ways.
    - More than 10,000 requests, in an object that was read leniently.
    - A ``custom_id`` that an earlier request has: results are joined to requests by it.

    Paths are in snake_case. Raises ``TypeError`` for anything but a ``JobIn`` or ``BatchJobIn`` of
    edition 2024-11-07 or a later one."""
    if isinstance(job_in, (JobIn, v2026.JobIn)):
        return tuple(_problems(job_in))
    if isinstance(job_in, (BatchJobIn, v2026.BatchJobIn)):
        return tuple(_batch_problems(job_in))
    raise TypeError(f"expected a JobIn or a BatchJobIn, not {type(job_in).__name__}")


def _problems(job_in: JobIn | v2026.JobIn) -> Iterator[Problem]:
    training = {file.file_id for file in job_in.training_files or ()}
    if not training and not job_in.repositories:
        yield Problem(
            "$.training_files", "the server requires at least one training file or repository"
        )
    for index, file_id in enumerate(job_in.validation_files or ()):
        if file_id in training:
            yield Problem(f"$.validation_files[{index}]", "also in training_files")
    if job_in.auto_start is UNSET or job_in.auto_start is None:
        yield Problem("$.auto_start", "announced as required; set it to true or false")


def _batch_problems(job_in: BatchJobIn | v2026.BatchJobIn) -> Iterator[Problem]:
    requests = getattr(job_in, "requests", ()) or ()
    if not job_in.input_files and not requests:
        yield Problem("$.input_files", "a batch job needs input files or requests")
    if job_in.input_files and requests:
        yield Problem("$.requests", "a batch job has either input files or requests, not both")
    if len(requests) > _MAX_REQUESTS:
        yield Problem("$.requests", f"at most {_MAX_REQUESTS} requests, found {len(requests)}")
    first: dict[object, int] = {}
    for index, request in enumerate(requests):
        earlier = first.setdefault(request.custom_id, index)
        if earlier != index and isinstance(request.custom_id, str):
            yield Problem(f"$.requests[{index}].custom_id", f"also in requests[{earlier}]")
