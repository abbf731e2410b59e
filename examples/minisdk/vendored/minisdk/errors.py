"""The errors: the server returns an error or an unreadable response, or a job is not done."""

from __future__ import annotations

from ._vendor import jobmodels as jm
from .answers import ErrorDetail


class ApiError(Exception):
    """The server returned an error."""

    def __init__(
        self,
        message: str,
        *,
        status: int = 0,
        body: bytes = b"",
        details: tuple[ErrorDetail, ...] = (),
    ) -> None:
        super().__init__(message)  # only the message is in the repr: the body may contain a secret
        self.message = message
        """The ``detail`` of the response, or else the whole response with secrets masked."""
        self.status = status
        """The HTTP status."""
        self.body = body
        """The body of the response, unchanged."""
        self.details = details
        """The errors in the request, if the server listed them."""

    def __str__(self) -> str:
        return f"{self.status}: {self.message}"


class AnswerError(ApiError):
    """A success response that cannot be read. The reason is in ``__cause__`` and in the message,
    before the quoted response."""


class NotDoneError(Exception):
    """The job has not ended after the last poll."""

    def __init__(self, job: jm.DetailedJobOut) -> None:
        super().__init__(job)
        self.job = job
        """The job in the last response."""

    def __str__(self) -> str:
        return f"job {self.job.id} is not done: its status is {self.job.status}"
