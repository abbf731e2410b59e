"""Batch jobs of edition 2024-11-07: each sends many requests to one endpoint of the API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from ..core.constraints import Default, Length, Uuid
from ..core.define import frozen
from ..core.model import Model
from ..core.openenum import OpenStrEnum
from ..core.unset import UNSET, Omittable
from .display import Display, Hidden, UnixTime
from .enums import JobStatus
from .job import Job


class BatchJobStatus(JobStatus):
    """The status of a batch job."""

    QUEUED = "QUEUED"
    """Accepted and waiting for its start."""
    RUNNING = "RUNNING"
    """Requests are being sent."""
    SUCCESS = "SUCCESS"
    """The job is complete. Single requests may have failed. Terminal."""
    FAILED = "FAILED"
    """The job stopped before it was complete. Terminal."""
    TIMEOUT_EXCEEDED = "TIMEOUT_EXCEEDED"
    """The job stopped because it took longer than ``timeout_hours``. Terminal."""
    CANCELLATION_REQUESTED = "CANCELLATION_REQUESTED"
    """Cancellation was requested, and the job has not stopped yet."""
    CANCELLED = "CANCELLED"
    """Stopped on request. Terminal."""


class ApiEndpoint(OpenStrEnum):
    """The endpoints to which a batch job can send its requests."""

    CHAT_COMPLETIONS = "/v1/chat/completions"
    EMBEDDINGS = "/v1/embeddings"
    FIM_COMPLETIONS = "/v1/fim/completions"
    MODERATIONS = "/v1/moderations"


@frozen
class BatchJobIn(Model):
    """A request to create a batch job."""

    input_files: tuple[Uuid, ...]
    """The IDs of the uploaded files with the requests, UUIDs."""
    endpoint: ApiEndpoint
    """The endpoint that receives every request."""
    model: str
    """The model that answers the requests."""
    metadata: Omittable[Mapping[str, Annotated[str, Length(1, 512)]] | None] = UNSET
    """Labels of the client: any keys, with texts of 1 to 512 characters."""
    timeout_hours: Omittable[Annotated[int, Default(24)]] = UNSET
    """The hours after which the job stops. The API assumes 24."""


@frozen
class BatchError(Model):
    """An error, and the number of times that it occurred in a batch job."""

    message: str
    """The text of the error."""
    count: Omittable[Annotated[int, Default(1)]] = UNSET
    """The number of times that it occurred. The API assumes 1."""


@frozen
class BatchJobOut(Job):
    """A batch job."""

    id: Annotated[str, Display("ID")]
    """The ID of the job."""
    object: Omittable[Annotated[Literal["batch"], Hidden()]] = "batch"
    """The type of the object. Construction sets it by default."""
    input_files: tuple[Uuid, ...]
    """The IDs of the files with the requests, UUIDs."""
    metadata: Omittable[Mapping[str, Any] | None] = UNSET
    """The labels of the client, from the request. Free-form, unlike in the request."""
    endpoint: str
    """The endpoint that receives every request. Any string, unlike in the request."""
    model: str
    """The model that answers the requests."""
    output_file: Omittable[Uuid | None] = UNSET
    """The ID of the file with the results, a UUID."""
    error_file: Omittable[Uuid | None] = UNSET
    """The ID of the file with the failed requests, a UUID."""
    errors: tuple[BatchError, ...]
    """The errors that occurred, each with the number of times that it occurred."""
    status: BatchJobStatus
    """The status of the job."""
    created_at: Annotated[int, UnixTime("created")]
    """The time of creation, in UNIX seconds."""
    total_requests: int
    """The number of requests of the job."""
    completed_requests: int
    """The number of requests that are complete, succeeded or failed."""
    succeeded_requests: int
    """The number of requests that succeeded."""
    failed_requests: int
    """The number of requests that failed."""
    started_at: Omittable[Annotated[int, UnixTime("started", since="created_at")] | None] = UNSET
    """The time of the start, in UNIX seconds."""
    completed_at: Omittable[Annotated[int, UnixTime("completed", since="started_at")] | None] = (
        UNSET
    )
    """The time at which the job was complete, in UNIX seconds."""


@frozen
class BatchJobsOut(Model):
    """One page of a list of batch jobs."""

    data: Omittable[Annotated[tuple[BatchJobOut, ...], Default(())]] = UNSET
    """The jobs. The API assumes an empty list."""
    object: Omittable[Annotated[Literal["list"], Hidden()]] = "list"
    """The type of the object. Construction sets it by default."""
    total: int
    """The total number of jobs, over all pages."""
