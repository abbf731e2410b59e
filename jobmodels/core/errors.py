"""One error for everything that is wrong with a payload, and the paths it names.

A path reads like the payload: ``$.repositories[2].commitId``. This module only carries
problems; finding them is the reader's work.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

__all__ = ["Problem", "ValidationError", "join_index", "join_key"]


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
        """Everything that is wrong, in the order in which the payload has it."""
        # The arguments, and nothing else, are what pickle and copy build the error from again.
        super().__init__(subject, self.problems)

    def __str__(self) -> str:
        count = len(self.problems)
        head = f"{self.subject}: {count} problem{'' if count == 1 else 's'}"
        return "\n".join([head, *(f"  {problem}" for problem in self.problems)])


def join_key(path: str, key: str) -> str:
    """The path of ``key`` in the object at ``path``."""
    if key.isidentifier() and key.isascii():
        return f"{path}.{key}"
    import json  # rarely needed, and not free to import

    return f"{path}[{json.dumps(key)}]"


def join_index(path: str, index: int) -> str:
    """The path of item ``index`` in the array at ``path``."""
    return f"{path}[{index}]"
