"""A minimal server for tests, which returns prepared responses."""

from __future__ import annotations

import json
from typing import Any

from minisdk import Request, Response, models


def job(number: int = 1, **changes: object) -> dict[str, Any]:
    """Returns the payload of a job in snake_case."""
    return {
        "id": f"00000000-0000-4000-8000-{number:012}",
        "auto_start": True,
        "hyperparameters": {"training_steps": 10},
        "model": "open-mistral-7b",
        "status": "RUNNING",
        "job_type": "FT",
        "created_at": 1730000000,
        "modified_at": 1730000100,
        "training_files": ["5d9e1c07-3b62-4a18-9c54-d08f7e2b6a13"],
        "object": "job",
        **changes,
    }


def camel(payload: dict[str, Any]) -> dict[str, Any]:
    """Returns the payload of the same job in camelCase."""
    read = models.structure(payload, models.DetailedJobOut, lenient=True)
    return dict(models.unstructure(read, case="camel"))


def answer(payload: object, status: int = 200) -> Response:
    """Returns a response with a payload, or with a body of bytes."""
    body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    return Response(status, body)


class Server:
    """Returns its answers in order, and records the requests."""

    def __init__(self, *answers: object) -> None:
        self.answers = list(answers)
        self.requests: list[Request] = []

    def __call__(self, request: Request) -> Response:
        self.requests.append(request)
        given = self.answers.pop(0)
        return given if isinstance(given, Response) else answer(given)

    @property
    def asked(self) -> list[str]:
        """Method and path of each request."""
        return [f"{request.method} {request.path}" for request in self.requests]

    @property
    def sent(self) -> Any:
        """The payload of the last request."""
        body = self.requests[-1].body
        return None if body is None else json.loads(body)
