"""The enums of edition 2024-11-07.

Lenient reading keeps any other value as an open member: ``Status.open("PAUSED")`` is a ``Status``
and equals ``"PAUSED"``, and its ``is_known`` is false.
"""

from __future__ import annotations

from ..core.openenum import OpenStrEnum


class JobStatus(OpenStrEnum):
    """The base class of the statuses of fine-tuning jobs and batch jobs. Not a schema."""

    @property
    def is_terminal(self) -> bool | None:
        """Whether the status is final; None for a status that the schema does not define.

        Derived from the names of the statuses: the API's documents do not list the final ones.
        """
        return self.name in _TERMINAL if self.is_known else None


_TERMINAL = ("SUCCESS", "FAILED", "FAILED_VALIDATION", "TIMEOUT_EXCEEDED", "CANCELLED")


class Status(JobStatus):
    """The status of a job."""

    QUEUED = "QUEUED"
    """Accepted and waiting, first for validation and then for its start."""
    STARTED = "STARTED"
    """Defined in every edition; no document states its place in the order of statuses."""
    VALIDATING = "VALIDATING"
    """The files are being checked."""
    VALIDATED = "VALIDATED"
    """The files are valid. A job without ``auto_start`` waits in this status to be started."""
    RUNNING = "RUNNING"
    """Training is in progress."""
    FAILED_VALIDATION = "FAILED_VALIDATION"
    """The files were rejected. Terminal."""
    FAILED = "FAILED"
    """Training stopped before it was complete. Terminal."""
    SUCCESS = "SUCCESS"
    """Training is complete and the model is available. Terminal."""
    CANCELLED = "CANCELLED"
    """Stopped on request. Terminal."""
    CANCELLATION_REQUESTED = "CANCELLATION_REQUESTED"
    """Cancellation was requested, and the job has not stopped yet."""


class FineTuneableModel(OpenStrEnum):
    """The base models that can be fine-tuned. Later editions accept any string."""

    OPEN_MISTRAL_7B = "open-mistral-7b"
    MISTRAL_SMALL_LATEST = "mistral-small-latest"
    CODESTRAL_LATEST = "codestral-latest"
    MISTRAL_LARGE_LATEST = "mistral-large-latest"
    OPEN_MISTRAL_NEMO = "open-mistral-nemo"


class ObjectT(OpenStrEnum):
    """The tag of every job, in its field ``object``."""

    JOB = "job"
