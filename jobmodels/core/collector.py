"""Collects the problems of one reading, up to a limit.

The reader finds the problems.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from .errors import MOST_PROBLEMS, Problem, ValidationError, at_most

T = TypeVar("T")


class EnoughError(Exception):
    """Raised after more than ``MOST_PROBLEMS`` problems, to stop the reading."""


class Collector:
    """Collects problems, and raises them as one error."""

    __slots__ = ("problems", "suggestions_left")

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        # The search for a similar word is slow, so only the first 50 problems get a suggestion.
        self.suggestions_left = 50

    def checked(self, subject: str, read: Callable[[], T]) -> T:
        """Returns the result of ``read``. Raises ``ValidationError`` if it found any problem."""
        try:
            value = read()
        except EnoughError:
            raise ValidationError(subject, at_most(self.problems)) from None
        if self.problems:
            raise ValidationError(subject, at_most(self.problems))
        return value

    def _problem(self, path: str, message: str) -> None:
        self.problems.append(Problem(path, message))
        if len(self.problems) > MOST_PROBLEMS:
            raise EnoughError

    def _add(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            self._problem(*problem)

    def _suggestion(
        self, find: Callable[[Any, Iterable[str]], str], word: object, others: Iterable[str]
    ) -> str:
        if self.suggestions_left == 0:
            return ""
        self.suggestions_left -= 1
        return find(word, others)
