"""Requests and responses, converted with the SDK's own cattrs converter.

The hooks of jobmodels on this converter apply to the classes of jobmodels only. The SDK has its own
hooks for its own classes, which rename keys and do not convert numbers to strings.
"""

from __future__ import annotations

import json
from typing import Any, TypeVar, get_origin

import attrs
from cattrs import BaseValidationError, Converter
from cattrs.gen import make_dict_structure_fn, override

import jobmodels as jm

T = TypeVar("T")
UNREADABLE = (ValueError, RecursionError, BaseValidationError)
"""The exceptions for a response that cannot be read: of JSON, jobmodels and cattrs."""


@attrs.frozen
class ErrorDetail:
    """One error in a request."""

    where: list[Any]
    """The path of the error, for example ``["body", "model"]``."""
    message: str
    kind: str = ""

    def __str__(self) -> str:
        return f"{'.'.join(map(str, self.where))}: {self.message}"


@attrs.frozen
class BadJob:
    """A record in a list that cannot be read as a job."""

    page: int
    error: jm.RecordError
    """The problems of the record, and its ``position`` on the page."""
    payload: Any = attrs.field(repr=False)
    """The record as received."""

    def __str__(self) -> str:
        return f"page {self.page}, {self.error}"


@attrs.frozen
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


@attrs.frozen
class Page:
    """A page whose records are not read yet, because a bad record must not fail the whole page."""

    total: int
    data: list[Any] = attrs.field(factory=list)


def make_converter(case: jm.Case) -> Converter:
    """Returns a converter that writes ``case`` and reads both cases."""
    converter = Converter()
    for scalar in (int, str):
        converter.register_structure_hook(scalar, _exactly)
    converter.register_structure_hook_func(lambda cls: cls == list[Any], _exactly)
    converter.register_structure_hook(
        ErrorDetail,
        make_dict_structure_fn(
            ErrorDetail,
            converter,
            where=override(rename="loc"),
            message=override(rename="msg"),
            kind=override(rename="type"),
        ),
    )
    jm.register_hooks(converter, case=case, lenient=True)
    return converter


def _exactly(value: Any, cls: Any) -> Any:
    """Checks the exact type: cattrs would convert 5 to "5", and "ab" to a list."""
    kind = get_origin(cls) or cls
    if type(value) is not kind:
        raise ValueError(f"expected {kind.__name__}, found {type(value).__name__}")
    return value


class Answers:
    """Converts requests to JSON, and payloads of responses to objects."""

    def __init__(self, case: jm.Case) -> None:
        self._converter = make_converter(case)

    def request(self, job: jm.JobIn) -> bytes:
        return json.dumps(self._converter.unstructure(job)).encode()

    def created(self, payload: object) -> jm.JobOut | jm.LegacyJobMetadataOut:
        either: Any = jm.CreateJobResponse
        answer = self._converter.structure(payload, either)
        return answer if isinstance(answer, jm.LegacyJobMetadataOut) else _identified(answer)

    def job(self, payload: object) -> jm.DetailedJobOut:
        return _identified(self._converter.structure(payload, jm.DetailedJobOut))

    def page(self, payload: object, number: int) -> JobList:
        page = self._converter.structure(_exactly(payload, dict), Page)
        jobs, bad = [], []
        for position, record in enumerate(page.data):
            try:
                jobs.append(_identified(self._converter.structure(record, jm.JobOut)))
            except jm.ValidationError as error:
                located = jm.RecordError(error.subject, error.problems, position)
                bad.append(BadJob(number, located, record))
        return JobList(tuple(jobs), tuple(bad), page.total)

    def refusal(self, payload: Any) -> tuple[str, tuple[ErrorDetail, ...]]:
        """Returns the message of the server, and its list of errors, if it has one."""
        detail = payload["detail"]
        if isinstance(detail, str):
            return detail, ()
        details = tuple(self._converter.structure(detail, list[ErrorDetail]))
        return "; ".join(map(str, details)), details


def _identified(job: T) -> T:
    """Checks that a job has an ID. Lenient reading accepts a job without one."""
    if not getattr(job, "id", None):
        raise jm.ValidationError("JobOut", [jm.Problem("$.id", "required, but missing")])
    return job
