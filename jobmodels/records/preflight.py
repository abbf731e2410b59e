"""Checks requests for problems that the schema does not express."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..core.errors import Problem
from ..core.unset import UNSET
from ..models.request import JobIn

if TYPE_CHECKING:
    from .. import v2026


def preflight(job_in: JobIn | v2026.JobIn) -> tuple[Problem, ...]:
    """Returns the problems of a request that the schema allows; an empty tuple if it has none.

    - Neither a training file nor a repository: the server refused this with status 422.
    - A file in both training and validation: the API's documentation forbids it.
    - ``auto_start`` absent or null: the schema has announced since 2024 that it will be required.

    Paths are in snake_case. Raises ``TypeError`` for anything but a ``JobIn`` of edition 2024-11-07
    or a later one."""
    if not isinstance(job_in, JobIn):
        from .editions import LATER

        if not isinstance(job_in, tuple(edition.records["job request"] for edition in LATER)):
            raise TypeError(f"expected a JobIn, not {type(job_in).__name__}")
    return tuple(_problems(job_in))


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
