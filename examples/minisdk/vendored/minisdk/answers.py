"""Requests and responses, converted with the copy of jobmodels in ``_vendor`` only.

jobmodels reads the records. The few other values are checked here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeVar

from ._vendor import jobmodels as jm

T = TypeVar("T")
UNREADABLE = (ValueError, RecursionError)
"""The exceptions for a response that cannot be read: of JSON and jobmodels."""


@dataclass(frozen=True)
class ErrorDetail:
    """One error in a request."""

    where: list[Any]
    """The path of the error, for example ``["body", "model"]``."""
    message: str
    kind: str = ""

    def __str__(self) -> str:
        return f"{'.'.join(map(str, self.where))}: {self.message}"


@dataclass(frozen=True)
class BadJob:
    """A record in a list that cannot be read as a job."""

    page: int
    error: jm.RecordError
    """The problems of the record, and its ``position`` on the page."""
    payload: Any = field(repr=False)
    """The record as received."""

    def __str__(self) -> str:
        return f"page {self.page}, {self.error}"


@dataclass(frozen=True)
class JobList:
    """The jobs of one or more pages, and the records that cannot be read."""

    jobs: tuple[jm.JobOut, ...]
    bad: tuple[BadJob, ...]
    total: int
    """The number of records on all pages."""

    def __len__(self) -> int:
        return len(self.jobs) + len(self.bad)

    def __add__(self, later: JobList) -> JobList:
        return JobList(self.jobs + later.jobs, self.bad + later.bad, later.total)


class Answers:
    """Converts requests to JSON, and payloads of responses to objects."""

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
        """Returns the message of the server, and its list of errors, if it has one."""
        detail = payload["detail"]
        if isinstance(detail, str):
            return detail, ()
        details = tuple(_error_detail(item) for item in detail)
        return "; ".join(map(str, details)), details


def _page(payload: Any) -> tuple[list[Any], int]:
    """Returns the records of a page, not read yet, and the total number of records."""
    envelope = {**payload, "data": []} if isinstance(payload, dict) else payload
    total = jm.structure(envelope, jm.JobsOut).total
    records = payload.get("data", [])
    if not isinstance(records, list):
        raise jm.ValidationError("JobsOut", [jm.Problem("$.data", "expected an array")])
    return records, total


def _error_detail(payload: Any) -> ErrorDetail:
    where, message, kind = payload["loc"], payload["msg"], payload.get("type", "")
    if not (type(where) is list and type(message) is type(kind) is str):
        raise ValueError("not an error in the format of FastAPI")
    return ErrorDetail(where, message, kind)


def _identified(job: T) -> T:
    """Checks that a job has an ID. Lenient reading accepts a job without one."""
    if not getattr(job, "id", None):
        raise jm.ValidationError("JobOut", [jm.Problem("$.id", "required, but missing")])
    return job
