"""What the server is known to refuse although the schema allows it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .core.errors import Problem, join_index
from .core.unset import UNSET
from .models.request import JobIn

if TYPE_CHECKING:
    from . import v2026

__all__ = ["preflight"]


def preflight(job_in: JobIn | v2026.JobIn) -> tuple[Problem, ...]:
    """The problems of a request that the schema allows; none if the tuple is empty.

    - Neither a training file nor a repository: the server refused such a request with 422.
    - A file both in training and in validation: the API's documents forbid it.
    - ``auto_start`` left out: the schema has announced since 2024 that it will be required.

    Paths are in snake_case. Raises ``TypeError`` for anything but a ``JobIn``, of this
    edition or of ``v2026``.
    """
    if not isinstance(job_in, JobIn):
        from .v2026 import JobIn as LaterJobIn

        if not isinstance(job_in, LaterJobIn):
            raise TypeError(f"expected a JobIn, not {type(job_in).__name__}")
    return tuple(_problems(job_in))


def _problems(job_in: JobIn | v2026.JobIn) -> Iterator[Problem]:
    training = {file.file_id for file in job_in.training_files or ()}
    if not training and not job_in.repositories:
        yield Problem(
            "$.training_files", "the server wants at least one training file or repository"
        )
    for index, file_id in enumerate(job_in.validation_files or ()):
        if file_id in training:
            yield Problem(join_index("$.validation_files", index), "is a training file as well")
    if job_in.auto_start is UNSET or job_in.auto_start is None:
        yield Problem("$.auto_start", "announced to become required; say true or false")
