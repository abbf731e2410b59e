"""``ValidationError``, which lists every problem of a payload, and functions for paths."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple, Union

from .describe import html_of, plural
from .redaction import is_secret_name

_MAX_KEY = 80
_MAX_PATH = 500
MAX_PROBLEMS = 10_000
"""The maximum number of problems in one error: an unlimited list could exhaust the memory."""


class Problem(NamedTuple):
    """One problem of a payload, at one path."""

    path: str
    """The path in the payload: ``$`` is the payload itself. Keys are in the case of the payload."""
    message: str
    """The expectation and the value found. Never contains the value of a secret."""

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"


class ValidationError(ValueError):
    """Raised for a payload that does not match its schema; lists every problem.

    The text has one line for the class and one per problem. Reading stops after ``MAX_PROBLEMS``
    problems, and an additional last problem reports this.
    """

    def __init__(self, subject: str, problems: Iterable[Problem]) -> None:
        self.subject = subject
        """The name of the payload in the text: usually the name of its class."""
        self.problems: tuple[Problem, ...] = tuple(problems)
        """Every problem, object by object: first those of fields, in the order of the payload,
        then missing fields, then those of unknown keys."""
        # pickle and copy recreate the error from these arguments alone.
        super().__init__(subject, self.problems)

    def __str__(self) -> str:
        count = len(self.problems)
        head = f"{self.subject}: {count} {plural(count, 'problem')}"
        return "\n".join([head, *(f"  {problem}" for problem in self.problems)])

    _repr_html_ = html_of


def at_most(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Returns the first ``MAX_PROBLEMS`` problems, and a last one that reports any excess."""
    listed = tuple(islice(problems, MAX_PROBLEMS + 1))
    if len(listed) <= MAX_PROBLEMS:
        return listed
    return (*listed[:MAX_PROBLEMS], Problem("$", f"more than {MAX_PROBLEMS:,} problems"))


def merged(first: Iterable[Problem], others: Iterable[Problem]) -> tuple[Problem, ...]:
    """Returns all of ``first``, and those of ``others`` at paths where ``first`` has none. Where
    both have problems, those of ``first`` (of a JSON text, say) caused the others."""
    first = tuple(first)
    known = {problem.path for problem in first}
    return (*first, *(problem for problem in others if problem.path not in known))


Path = Union[tuple[()], tuple["Path", Union[str, int]]]
"""The payload has the path ``()``, and a value in it ``(path of its container, key or index)``."""


def path_text(path: Path) -> str:
    """Returns the text of a path, such as ``$.repositories[2].commitId``. It ends at a key that is
    named like a secret, so that the keys inside are not shown, and at a length limit."""
    steps = []
    while path:
        path, step = path
        steps.append(step)
    text, above = "$", None
    for step in reversed(steps):
        if isinstance(above, str) and is_secret_name(above):
            break
        if len(text) > _MAX_PATH:
            return f"{text}..."
        text, above = join(text, step), step
    return text


def join(path: str, step: str | int) -> str:
    """Returns the text of ``path`` with one more key or index. A long key is truncated."""
    if isinstance(step, int):
        return f"{path}[{step}]"
    if len(step) > _MAX_KEY:
        step = step[: _MAX_KEY - 3] + "..."
    if step.isidentifier() and step.isascii():
        return f"{path}.{step}"
    import json  # rarely needed, and takes time to import

    return f"{path}[{json.dumps(step)}]"
