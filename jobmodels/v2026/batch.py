"""Batch jobs of edition 2026-03-17: the request may contain its ``BatchRequest`` objects instead of
the IDs of files, and the job may contain its results."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from ..core.constraints import Default, Length, Uuid
from ..core.define import frozen
from ..core.model import Model
from ..core.openenum import OpenStrEnum
from ..core.unset import UNSET, Omittable
from ..models.batch import BatchError, BatchJobStatus
from ..models.display import Display, Hidden, Outline, UnixTime
from ..models.job import Job


class ApiEndpoint(OpenStrEnum):
    """The endpoints to which a batch job can send its requests."""

    CHAT_COMPLETIONS = "/v1/chat/completions"
    EMBEDDINGS = "/v1/embeddings"
    FIM_COMPLETIONS = "/v1/fim/completions"
    MODERATIONS = "/v1/moderations"
    CHAT_MODERATIONS = "/v1/chat/moderations"
    OCR = "/v1/ocr"
    CLASSIFICATIONS = "/v1/classifications"
    CHAT_CLASSIFICATIONS = "/v1/chat/classifications"
    CONVERSATIONS = "/v1/conversations"
    AUDIO_TRANSCRIPTIONS = "/v1/audio/transcriptions"


@frozen
class BatchRequest(Model):
    """One request of a batch job: a line of an input file."""

    custom_id: Omittable[Annotated[str, Display("custom ID")] | None] = UNSET
    """The client's ID of the request, by which its result is found."""
    body: Annotated[Mapping[str, Any], Outline()]
    """The body of the request to the endpoint. Free-form."""


@frozen
class BatchResponse(Model):
    """The response of the endpoint to one request of a batch job.

    The guide of the API documents it. The published schema does not define it.
    """

    status_code: int
    """The HTTP status."""
    body: Annotated[Mapping[str, Any], Outline()]
    """The body of the response. Free-form."""


@frozen
class BatchResult(Model):
    """The result of one request of a batch job: a line of a result file.

    The guide of the API documents it. The published schema does not define it.
    """

    id: Annotated[str, Display("ID")]
    """The ID of the result."""
    custom_id: Omittable[Annotated[str, Display("custom ID")] | None] = UNSET
    """The client's ID of the request."""
    response: Omittable[BatchResponse | None] = UNSET
    """The response of the endpoint; null if the request got none."""
    error: Omittable[str | Mapping[str, Any] | None] = UNSET
    """The error, a string or a free-form object; null if the request has none."""


@frozen
class BatchJobIn(Model):
    """A request to create a batch job."""

    input_files: Omittable[tuple[Uuid, ...] | None] = UNSET
    """The IDs of the uploaded files with the requests, UUIDs. Each line of a file is a
    ``BatchRequest``."""
    requests: Omittable[Annotated[tuple[BatchRequest, ...], Length(0, 10000)] | None] = UNSET
    """The requests themselves, at most 10000, instead of files."""
    endpoint: ApiEndpoint
    """The endpoint that receives every request."""
    model: Omittable[str | None] = UNSET
    """The model that answers the requests."""
    agent_id: Omittable[Annotated[str, Display("agent ID")] | None] = UNSET
    """The ID of the agent that answers the requests."""
    metadata: Omittable[
        Mapping[Annotated[str, Length(1, 32)], Annotated[str, Length(1, 512)]] | None
    ] = UNSET
    """Labels of the client: keys of 1 to 32 characters, with texts of 1 to 512 characters."""
    timeout_hours: Omittable[Annotated[int, Default(24)]] = UNSET
    """The hours after which the job stops. The API assumes 24."""


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
    model: Omittable[str | None] = UNSET
    """The model that answers the requests."""
    agent_id: Omittable[Annotated[str, Display("agent ID")] | None] = UNSET
    """The ID of the agent that answers the requests."""
    output_file: Omittable[Uuid | None] = UNSET
    """The ID of the file with the results, a UUID."""
    error_file: Omittable[Uuid | None] = UNSET
    """The ID of the file with the failed requests, a UUID."""
    errors: tuple[BatchError, ...]
    """The errors that occurred, each with the number of times that it occurred."""
    outputs: Omittable[Annotated[tuple[Mapping[str, Any], ...], Outline()] | None] = UNSET
    """The results themselves. Free-form."""
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
