"""What the server takes and answers, read with nothing but the copy of jobmodels in ``_vendor``.

There is no converter: jobmodels reads the records, and the rest is little enough to look at.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeVar

from ._vendor import jobmodels as jm

T = TypeVar("T")
UNREADABLE = (ValueError, RecursionError)
"""What is raised for an answer that cannot be read: by JSON and jobmodels."""


@dataclass(frozen=True)
class ErrorDetail:
    """One thing that is wrong with a request."""

    where: list[Any]
    """The way to it: ``["body", "model"]``, say."""
    message: str
    kind: str = ""

    def __str__(self) -> str:
        return f"{'.'.join(map(str, self.where))}: {self.message}"


@dataclass(frozen=True)
class BadJob:
    """A record in a list that cannot be read as a job."""

    page: int
    error: jm.RecordError
    """What is wrong with it, and its ``position`` on the page."""
    payload: Any = field(repr=False)
    """The record as it came."""

    def __str__(self) -> str:
        return f"page {self.page}, {self.error}"


@dataclass(frozen=True)
class JobList:
    """The jobs of a page, or of several, and what there was among them."""

    jobs: tuple[jm.JobOut, ...]
    bad: tuple[BadJob, ...]
    total: int
    """How many records there are on all pages together."""

    def __len__(self) -> int:
        return len(self.jobs) + len(self.bad)

    def __add__(self, later: JobList) -> JobList:
        return JobList(self.jobs + later.jobs, self.bad + later.bad, later.total)


class Answers:
    """Payloads to objects; and the one way back, for requests."""

    def __init__(self, case: jm.Case) -> None:
        self._case = case

    def request(self, job: jm.JobIn) -> bytes:
        return jm.dumps(job, case=self._case).encode()

    def created(self, payload: object) -> jm.JobOut | jm.LegacyJobMetadataOut:
        answer = jm.structure(payload, jm.CreateJobResponse, lenient=True)
        return answer if isinstance(answer, jm.LegacyJobMetadataOut) else _identified(answer)

    def job(self, payload: object) -> jm.DetailedJobOut:
        return _identified(jm.structure(payload, jm.DetailedJobOut, lenient=True))

    def page(self, payload: object, number: int) -> JobList:
        records, total = _page(payload)
        jobs, bad = [], []
        for position, record in enumerate(records):
            try:
                jobs.append(_identified(jm.structure(record, jm.JobOut, lenient=True)))
            except jm.ValidationError as error:
                located = jm.RecordError(error.subject, error.problems, position)
                bad.append(BadJob(number, located, record))
        return JobList(tuple(jobs), tuple(bad), total)

    def refusal(self, payload: Any) -> tuple[str, tuple[ErrorDetail, ...]]:
        """The server's message: a text, or a list of what is wrong."""
        detail = payload["detail"]
        if isinstance(detail, str):
            return detail, ()
        details = tuple(_error_detail(item) for item in detail)
        return "; ".join(map(str, details)), details


def _page(payload: Any) -> tuple[list[Any], int]:
    """The records of a page as they come, since a bad one is to stop nothing; and the total."""
    envelope = {**payload, "data": []} if isinstance(payload, dict) else payload
    total = jm.structure(envelope, jm.JobsOut).total
    records = payload.get("data", [])
    if not isinstance(records, list):
        raise jm.ValidationError("JobsOut", [jm.Problem("$.data", "expected an array")])
    return records, total


def _error_detail(payload: Any) -> ErrorDetail:
    where, message, kind = payload["loc"], payload["msg"], payload.get("type", "")
    if not (type(where) is list and type(message) is type(kind) is str):
        raise ValueError("not an error as FastAPI has it")
    return ErrorDetail(where, message, kind)


def _identified(job: T) -> T:
    """Lenient reading takes what lacks anything, and a client has no use for a job without ID."""
    if not getattr(job, "id", None):
        raise jm.ValidationError("JobOut", [jm.Problem("$.id", "required, but missing")])
    return job
