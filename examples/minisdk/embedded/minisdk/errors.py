"""What goes wrong: the server refuses, answers something else, or is not done in time."""

from __future__ import annotations

import jobmodels as jm

from .answers import ErrorDetail


class ApiError(Exception):
    """What the server refused, in its own words."""

    def __init__(
        self,
        message: str,
        *,
        status: int = 0,
        body: bytes = b"",
        details: tuple[ErrorDetail, ...] = (),
    ) -> None:
        super().__init__(message)  # all that a repr shows: the body may hold a secret
        self.message = message
        """What the server said: its ``detail``, else its whole answer with secrets masked."""
        self.status = status
        """The HTTP status."""
        self.body = body
        """The answer as it came."""
        self.details = details
        """What is wrong with the request, where the server said that one by one."""

    def __str__(self) -> str:
        return f"{self.status}: {self.message}"


class AnswerError(ApiError):
    """An answer that cannot be read, although its status is good. The ``__cause__`` says why, and
    the message does so before it quotes the server."""


class NotDoneError(Exception):
    """A job that has not come to its end, as often as it was asked for."""

    def __init__(self, job: jm.DetailedJobOut) -> None:
        super().__init__(job)
        self.job = job
        """The job as it was last."""

    def __str__(self) -> str:
        return f"job {self.job.id} is not done: its status is {self.job.status}"
