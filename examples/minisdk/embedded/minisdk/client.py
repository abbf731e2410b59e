"""The client: what to send, in which order, and when to stop. It opens no connection.

Each method is a generator of steps. Any loop can take them: ``run`` below, or the same with an
``await`` before ``send`` and ``sleep``.
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
"""How much of a good answer that cannot be read goes into the error's text."""
_LONGEST = 10_000
"""How much of a refusal goes into the error's text, whatever the server has to say."""


@dataclass(frozen=True)
class Request:
    """A request to send. Its repr leaves out what may hold a secret."""

    method: str
    path: str
    """With the query, and without the server's address."""
    headers: Mapping[str, str] = field(repr=False)
    body: bytes | None = field(repr=False)


@dataclass(frozen=True)
class Response:
    """What came back."""

    status: int
    body: bytes = field(repr=False)


@dataclass(frozen=True)
class Pause:
    """Nothing to do for a while."""

    seconds: float


Steps = Generator[Request | Pause, Response | None, T]
"""What to do, one by one. A request wants its response sent back; the result is returned."""


def run(
    steps: Steps[T],
    send: Callable[[Request], Response],
    sleep: Callable[[float], object] = time.sleep,
) -> T:
    """The result of ``steps``, when all of them are done."""
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
    """What there is to do with jobs.

    Every method raises ``ApiError`` where the server refuses. Records are read leniently and in
    both spellings, so a status of tomorrow does no harm; ``case`` is the spelling of requests.
    """

    def __init__(self, api_key: str, *, case: jm.Case = "snake") -> None:
        self._headers = {"Accept": "application/json", "Authorization": f"Bearer {api_key}"}
        self._answers = Answers(case)

    def create_job(
        self, job: jm.JobIn, *, dry_run: bool = False
    ) -> Steps[jm.JobOut | jm.LegacyJobMetadataOut]:
        """The new job; of a dry run, what it would take."""
        path = f"{_JOBS}?dry_run=true" if dry_run else _JOBS
        return self._call("POST", path, self._answers.created, self._answers.request(job))

    def get_job(self, job_id: str) -> Steps[jm.DetailedJobOut]:
        """A job and its history."""
        return self._call("GET", _path(job_id), self._answers.job)

    def start_job(self, job_id: str) -> Steps[jm.DetailedJobOut]:
        """Starts a job that waits for it."""
        return self._call("POST", f"{_path(job_id)}/start", self._answers.job)

    def cancel_job(self, job_id: str) -> Steps[jm.DetailedJobOut]:
        """Asks for the end of a job, which may take a while."""
        return self._call("POST", f"{_path(job_id)}/cancel", self._answers.job)

    def get_page(self, number: int, *, page_size: int = 100) -> Steps[JobList]:
        """A page of the list of jobs; the first one is 0."""
        query = urlencode({"page": number, "page_size": page_size})
        return self._call("GET", f"{_JOBS}?{query}", lambda page: self._answers.page(page, number))

    def list_jobs(self, *, page_size: int = 100) -> Steps[JobList]:
        """All jobs, page by page, until there are as many records as the server says; it may put
        fewer on a page than it was asked for."""
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
        """The job at its end, asked for ``polls`` times at most; then ``NotDoneError`` is raised.

        Of a status of tomorrow nobody can say whether it is the end, so this goes on."""
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
            raise TypeError("a request wants its response sent back")
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
        except Exception:  # whatever it is, it may not hide what the server said
            message, details = "", ()
        message = (message or _text(response.body))[:_LONGEST]
        return ApiError(message, status=response.status, body=response.body, details=details)


def _path(job_id: str) -> str:
    return f"{_JOBS}/{quote(job_id, safe='')}"


def _is_done(job: jm.DetailedJobOut) -> bool:
    return bool(job.status and job.status.is_terminal)  # read leniently, it may be absent


def _text(body: bytes) -> str:
    """An answer of any kind, to be shown: JSON without the secrets in it."""
    try:
        payload = json.loads(body, parse_constant=str)
        return json.dumps(jm.unstructure(jm.redact(jm.FrozenDict({"_": payload})))["_"])
    except (ValueError, RecursionError):  # not JSON, or none that can be looked through
        return body.decode(errors="replace")
