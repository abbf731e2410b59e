"""The problems of one reading, as they come up, and when it is enough of them.

What a problem is, whoever reads says; this module only keeps count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from .errors import MOST_PROBLEMS, Problem, ValidationError, at_most

__all__ = ["Collector", "EnoughError"]

T = TypeVar("T")


class EnoughError(Exception):
    """There are so many problems that nobody wants to read more of them."""


class Collector:
    """Collects problems, and raises them as one error."""

    __slots__ = ("problems", "suggestions_left")

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        # Looking for what was meant is slow, and after some fifty mistakes nobody asks.
        self.suggestions_left = 50

    def checked(self, subject: str, read: Callable[[], T]) -> T:
        """What ``read`` gives; ``ValidationError`` if it has met any problem."""
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
