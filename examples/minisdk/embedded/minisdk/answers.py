"""What the server takes and answers, through this SDK's own cattrs converter.

jobmodels' hooks serve its classes there. All else is as this SDK has it: classes of its own, with
names of its own, and no text made of a number.
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
"""What is raised for an answer that cannot be read: by JSON and jobmodels, and by cattrs."""


@attrs.frozen
class ErrorDetail:
    """One thing that is wrong with a request."""

    where: list[Any]
    """The way to it: ``["body", "model"]``, say."""
    message: str
    kind: str = ""

    def __str__(self) -> str:
        return f"{'.'.join(map(str, self.where))}: {self.message}"


@attrs.frozen
class BadJob:
    """A record in a list that cannot be read as a job."""

    page: int
    error: jm.RecordError
    """What is wrong with it, and its ``position`` on the page."""
    payload: Any = attrs.field(repr=False)
    """The record as it came."""

    def __str__(self) -> str:
        return f"page {self.page}, {self.error}"


@attrs.frozen
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


@attrs.frozen
class Page:
    """A page as it comes: its records are read one by one, since a bad one is to stop nothing."""

    total: int
    data: list[Any] = attrs.field(factory=list)


def make_converter(case: jm.Case) -> Converter:
    """A converter that writes ``case`` and reads both spellings."""
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
    """The value, if it is of that very type: cattrs would make a "5" of 5, and a list of "ab"."""
    kind = get_origin(cls) or cls
    if type(value) is not kind:
        raise ValueError(f"expected {kind.__name__}, found {type(value).__name__}")
    return value


class Answers:
    """Payloads to objects; and the one way back, for requests."""

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
        """The server's message: a text, or a list of what is wrong."""
        detail = payload["detail"]
        if isinstance(detail, str):
            return detail, ()
        details = tuple(self._converter.structure(detail, list[ErrorDetail]))
        return "; ".join(map(str, details)), details


def _identified(job: T) -> T:
    """Lenient reading takes what lacks anything, and a client has no use for a job without ID."""
    if not getattr(job, "id", None):
        raise jm.ValidationError("JobOut", [jm.Problem("$.id", "required, but missing")])
    return job
