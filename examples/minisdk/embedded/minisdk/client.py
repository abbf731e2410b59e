"""The client: creates the requests of each operation in order. Opens no connection.

Each method is a generator of steps. Any loop can perform them: ``run`` below, or the same loop with
an ``await`` before ``send`` and ``sleep``.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

import jobmodels as jm

from .answers import UNREADABLE, Answers, JobList
from .errors import AnswerError, ApiError, NotDoneError

T = TypeVar("T")
_JOBS = "/v1/fine_tuning/jobs"
_QUOTED = 300
"""The most characters of an unreadable success response in the text of an error."""
_MAX_LENGTH = 10_000
"""The most characters of an error response in the text of an error."""


@dataclass(frozen=True)
class Request:
    """A request to send. Its repr omits the parts that may contain a secret."""

    method: str
    path: str
    """The path with the query, without the address of the server."""
    headers: Mapping[str, str] = field(repr=False)
    body: bytes | None = field(repr=False)


@dataclass(frozen=True)
class Response:
    """The response to a request."""

    status: int
    body: bytes = field(repr=False)


@dataclass(frozen=True)
class Pause:
    """A time to wait before the next step."""

    seconds: float


Steps = Generator[Request | Pause, Response | None, T]
"""The steps of an operation. The response to each request is sent back; the result is returned."""


def run(
    steps: Steps[T],
    send: Callable[[Request], Response],
    sleep: Callable[[float], object] = time.sleep,
) -> T:
    """Performs all the ``steps`` and returns the result."""
    response = None
    while True:
        try:
            step = steps.send(response)
        except StopIteration as end:
            result: T = end.value
            return result
        if isinstance(step, Pause):
            response = None
            sleep(step.seconds)
        else:
            response = send(step)


class Client:
    """The operations on jobs.

    Every method raises ``ApiError`` if the server returns an error. Responses are read leniently,
    in snake_case or camelCase, so that future statuses are accepted. ``case`` is the case of the
    keys in requests.
    """

    def __init__(self, api_key: str, *, case: jm.Case = "snake") -> None:
        self._headers = {"Accept": "application/json", "Authorization": f"Bearer {api_key}"}
        self._answers = Answers(case)

    def create_job(
        self, job: jm.JobIn, *, dry_run: bool = False
    ) -> Steps[jm.JobOut | jm.LegacyJobMetadataOut]:
        """Creates a job and returns it. A dry run returns an estimate instead."""
        path = f"{_JOBS}?dry_run=true" if dry_run else _JOBS
        return self._call("POST", path, self._answers.created, self._answers.request(job))

    def get_job(self, job_id: str) -> Steps[jm.DetailedJobOut]:
        """Returns a job with its history."""
        return self._call("GET", _path(job_id), self._answers.job)

    def start_job(self, job_id: str) -> Steps[jm.DetailedJobOut]:
        """Starts a job that was created without ``auto_start``."""
        return self._call("POST", f"{_path(job_id)}/start", self._answers.job)

    def cancel_job(self, job_id: str) -> Steps[jm.DetailedJobOut]:
        """Requests the cancellation of a job, which may take some time."""
        return self._call("POST", f"{_path(job_id)}/cancel", self._answers.job)

    def get_page(self, number: int, *, page_size: int = 100) -> Steps[JobList]:
        """Returns a page of the list of jobs. The first page is 0."""
        query = urlencode({"page": number, "page_size": page_size})
        return self._call("GET", f"{_JOBS}?{query}", lambda page: self._answers.page(page, number))

    def list_jobs(self, *, page_size: int = 100) -> Steps[JobList]:
        """Returns all jobs. Requests pages until the number of records is the total of the server,
        which may return fewer records per page than requested."""
        jobs = yield from self.get_page(0, page_size=page_size)
        pages = 1
        while len(jobs) < jobs.total:
            page = yield from self.get_page(pages, page_size=page_size)
            if not page:
                break
            jobs += page
            pages += 1
        return jobs

    def wait_for_job(
        self, job_id: str, *, polls: int, seconds: float = 10.0
    ) -> Steps[jm.DetailedJobOut]:
        """Returns the job when it has ended. Raises ``NotDoneError`` after ``polls`` requests.

        An unknown status may not be final, so polling continues."""
        job = yield from self.get_job(job_id)
        for _ in range(polls - 1):
            if _is_done(job):
                break
            yield Pause(seconds)
            job = yield from self.get_job(job_id)
        if not _is_done(job):
            raise NotDoneError(job)
        return job

    def _call(
        self, method: str, path: str, read: Callable[[Any], T], body: bytes | None = None
    ) -> Steps[T]:
        content = {} if body is None else {"Content-Type": "application/json"}
        response = yield Request(method, path, {**self._headers, **content}, body)
        if response is None:
            raise TypeError("expected the response to the request, found None")
        if response.status >= 400:
            raise self._refusal(response)
        try:
            return read(json.loads(response.body))
        except UNREADABLE as error:
            problems = "; ".join(map(str, jm.problems_of(error)))
            message = f"{problems}; the answer was: {_text(response.body)[:_QUOTED]}"
            raise AnswerError(message, status=response.status, body=response.body) from error

    def _refusal(self, response: Response) -> ApiError:
        try:
            message, details = self._answers.refusal(json.loads(response.body))
        except Exception:  # no error here may hide the message of the server
            message, details = "", ()
        message = (message or _text(response.body))[:_MAX_LENGTH]
        return ApiError(message, status=response.status, body=response.body, details=details)


def _path(job_id: str) -> str:
    return f"{_JOBS}/{quote(job_id, safe='')}"


def _is_done(job: jm.DetailedJobOut) -> bool:
    return bool(job.status and job.status.is_terminal)  # may be absent after lenient reading


def _text(body: bytes) -> str:
    """Returns a body as text for an error message. Secrets in JSON are masked."""
    try:
        payload = json.loads(body, parse_constant=str)
        return json.dumps(jm.unstructure(jm.redact(jm.FrozenDict({"_": payload})))["_"])
    except (ValueError, RecursionError):  # not JSON, or nested too deeply
        return body.decode(errors="replace")
