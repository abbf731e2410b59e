"""The enums of edition 2024-11-07.

Strict reading takes the values listed here. Lenient reading keeps any other as an open member:
``Status.open("PAUSED")`` is a ``Status``, equals ``"PAUSED"`` and is not ``is_known``.
"""

from __future__ import annotations

from ..core.openenum import OpenStrEnum

__all__ = ["FineTuneableModel", "ObjectT", "Status"]


class Status(OpenStrEnum):
    """Where a job stands."""

    QUEUED = "QUEUED"
    """Accepted and waiting, first for validation and then for its turn."""
    STARTED = "STARTED"
    """Named by every edition; no document says where it stands between the others."""
    VALIDATING = "VALIDATING"
    """The files are being checked."""
    VALIDATED = "VALIDATED"
    """The files are good. A job without ``auto_start`` waits here to be started."""
    RUNNING = "RUNNING"
    """Training."""
    FAILED_VALIDATION = "FAILED_VALIDATION"
    """The files were refused. Terminal."""
    FAILED = "FAILED"
    """Training broke off. Terminal."""
    SUCCESS = "SUCCESS"
    """Training is done and the model can be used. Terminal."""
    CANCELLED = "CANCELLED"
    """Stopped on request. Terminal."""
    CANCELLATION_REQUESTED = "CANCELLATION_REQUESTED"
    """Asked to stop, and not stopped yet."""

    @property
    def is_terminal(self) -> bool | None:
        """Whether the job has come to its end; None for a status that the schema does not name.

        Which statuses are final follows from their names; the API's documents do not list them.
        """
        if not self.is_known:
            return None
        return self in (
            Status.SUCCESS,
            Status.FAILED,
            Status.FAILED_VALIDATION,
            Status.CANCELLED,
        )


class FineTuneableModel(OpenStrEnum):
    """The base models that could be fine-tuned. Later editions take any string here."""

    OPEN_MISTRAL_7B = "open-mistral-7b"
    MISTRAL_SMALL_LATEST = "mistral-small-latest"
    CODESTRAL_LATEST = "codestral-latest"
    MISTRAL_LARGE_LATEST = "mistral-large-latest"
    OPEN_MISTRAL_NEMO = "open-mistral-nemo"


class ObjectT(OpenStrEnum):
    """The tag that every job carries in ``object``."""

    JOB = "job"
