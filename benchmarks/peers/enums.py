"""The enums of the schema as ordinary Python enums, for every peer except jobmodels."""

from __future__ import annotations

from enum import Enum

__all__ = ["BatchJobStatus", "FineTuneableModel", "Status"]


class Status(str, Enum):
    QUEUED = "QUEUED"
    STARTED = "STARTED"
    VALIDATING = "VALIDATING"
    VALIDATED = "VALIDATED"
    RUNNING = "RUNNING"
    FAILED_VALIDATION = "FAILED_VALIDATION"
    FAILED = "FAILED"
    SUCCESS = "SUCCESS"
    CANCELLED = "CANCELLED"
    CANCELLATION_REQUESTED = "CANCELLATION_REQUESTED"


class BatchJobStatus(str, Enum):
    QUEUED = "QUEUED"
    RUNNING = "RUNNING"
    SUCCESS = "SUCCESS"
    FAILED = "FAILED"
    TIMEOUT_EXCEEDED = "TIMEOUT_EXCEEDED"
    CANCELLATION_REQUESTED = "CANCELLATION_REQUESTED"
    CANCELLED = "CANCELLED"


class FineTuneableModel(str, Enum):
    OPEN_MISTRAL_7B = "open-mistral-7b"
    MISTRAL_SMALL_LATEST = "mistral-small-latest"
    CODESTRAL_LATEST = "codestral-latest"
    MISTRAL_LARGE_LATEST = "mistral-large-latest"
    OPEN_MISTRAL_NEMO = "open-mistral-nemo"
