"""One error for everything that is wrong with a payload, and the paths it names.

A path reads like the payload: ``$.repositories[2].commitId``. This module only carries
problems; finding them is the reader's work.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple, cast

from .secrecy import is_secret_name

__all__ = [
    "MOST_PROBLEMS",
    "Problem",
    "Trail",
    "ValidationError",
    "at_most",
    "join_index",
    "join_key",
    "merged",
]


_LONGEST_KEY = 80
_LONGEST_PATH = 500
MOST_PROBLEMS = 10_000
"""How many problems are listed. Each may take no more than a few bytes of payload, so without an
end they would fill the memory."""


class Problem(NamedTuple):
    """One thing wrong with a payload, at one path."""

    path: str
    """Where: ``$`` is the payload itself, and keys are spelled as the payload spells them."""
    message: str
    """What was expected there and what was found. Never the value of a secret."""

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"


class ValidationError(ValueError):
    """A payload that is not what it should be: every problem at once.

    The text is one line for the class and one per problem. After ``MOST_PROBLEMS`` of them reading
    stops, and the last one says so.
    """

    def __init__(self, subject: str, problems: Iterable[Problem]) -> None:
        self.subject = subject
        """What was being read: a class's name, as a rule."""
        self.problems: tuple[Problem, ...] = tuple(problems)
        """Everything that is wrong, object by object: its fields as the payload has them, then
        what is missing, then what is wrong with unknown keys."""
        # The arguments, and nothing else, are what pickle and copy build the error from again.
        super().__init__(subject, self.problems)

    def __str__(self) -> str:
        count = len(self.problems)
        head = f"{self.subject}: {count} problem{'' if count == 1 else 's'}"
        return "\n".join([head, *(f"  {problem}" for problem in self.problems)])


def at_most(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The first of the problems, and a last one where there are more."""
    listed = tuple(islice(problems, MOST_PROBLEMS + 1))
    if len(listed) <= MOST_PROBLEMS:
        return listed
    return (*listed[:MOST_PROBLEMS], Problem("$", f"more problems than these {MOST_PROBLEMS:,}"))


def merged(first: Iterable[Problem], others: Iterable[Problem]) -> tuple[Problem, ...]:
    """All of ``first``, and those of ``others`` at paths where ``first`` has none: what is wrong
    with a text is the cause of what the reader then finds at the same place."""
    first = tuple(first)
    known = {problem.path for problem in first}
    return (*first, *(problem for problem in others if problem.path not in known))


def join_key(path: str, key: str) -> str:
    """The path of ``key`` in the object at ``path``; a key that floods the line is cut."""
    if len(key) > _LONGEST_KEY:
        key = key[: _LONGEST_KEY - 3] + "..."
    if key.isidentifier() and key.isascii():
        return f"{path}.{key}"
    import json  # rarely needed, and not free to import

    return f"{path}[{json.dumps(key)}]"


def join_index(path: str, index: int) -> str:
    """The path of item ``index`` in the array at ``path``."""
    return f"{path}[{index}]"


class Trail:
    """A path under way: its text is made where there is a problem, and once.

    It ends at a secret, of which not even the keys are shown, and where it floods the line.
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
