"""One error for everything that is wrong with a payload, and the paths it names.

A path reads like the payload: ``$.repositories[2].commitId``. This module only carries
problems; finding them is the reader's work.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

__all__ = ["Problem", "ValidationError", "join_index", "join_key", "merged"]


_LONGEST_KEY = 80


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

    The text is one line for the class and one per problem.
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
