"""``ValidationError``, which lists every problem of a payload, and functions for paths.

A path follows the payload: ``$.repositories[2].commitId``. This module only stores problems; the
reader finds them.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple, cast

from .describe import plural
from .secrecy import is_secret_name

_LONGEST_KEY = 80
_LONGEST_PATH = 500
MOST_PROBLEMS = 10_000
"""The maximum number of problems in one error. A few bytes of payload can cause a problem, so an
unlimited list could exhaust the memory."""


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

    The text has one line for the class and one per problem. Reading stops after ``MOST_PROBLEMS``
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


def at_most(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Returns the first ``MOST_PROBLEMS`` problems, and a last one that reports any excess."""
    listed = tuple(islice(problems, MOST_PROBLEMS + 1))
    if len(listed) <= MOST_PROBLEMS:
        return listed
    return (*listed[:MOST_PROBLEMS], Problem("$", f"more than {MOST_PROBLEMS:,} problems"))


def merged(first: Iterable[Problem], others: Iterable[Problem]) -> tuple[Problem, ...]:
    """Returns all of ``first``, and those of ``others`` at paths where ``first`` has none.

    At a path where both have problems, those of ``first`` (of a JSON text, say) caused the others.
    """
    first = tuple(first)
    known = {problem.path for problem in first}
    return (*first, *(problem for problem in others if problem.path not in known))


def join_key(path: str, key: str) -> str:
    """Returns the path of ``key`` in the object at ``path``. A long key is truncated."""
    if len(key) > _LONGEST_KEY:
        key = key[: _LONGEST_KEY - 3] + "..."
    if key.isidentifier() and key.isascii():
        return f"{path}.{key}"
    import json  # rarely needed, and takes time to import

    return f"{path}[{json.dumps(key)}]"


def join_index(path: str, index: int) -> str:
    """Returns the path of item ``index`` in the array at ``path``."""
    return f"{path}[{index}]"


class Trail:
    """A path whose text is built on first use, which is when a problem is reported.

    The text ends at a secret, so that the keys inside it are not shown, and at a length limit.
    """

    __slots__ = ("_ends", "_step", "_text", "_up")

    def __init__(self, up: Trail | str, step: str | int) -> None:
        self._up = up
        self._step = step
        self._text: str | None = None
        self._ends = False

    def __str__(self) -> str:
        trail: Trail | str = self
        unsaid: list[Trail] = []
        while isinstance(trail, Trail) and trail._text is None:
            unsaid.append(trail)
            trail = trail._up
        for part in reversed(unsaid):
            part._say()
        return cast(str, self._text)

    def _say(self) -> None:
        above, step = str(self._up), self._step
        if isinstance(self._up, Trail) and self._up._ends:
            self._text, self._ends = above, True
        elif len(above) > _LONGEST_PATH:
            self._text, self._ends = f"{above}...", True
        elif isinstance(step, int):
            self._text = join_index(above, step)
        else:
            self._text, self._ends = join_key(above, step), is_secret_name(step)
