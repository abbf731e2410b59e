"""Adds up the results for the records of one file, in memory that does not grow with their number.

Counts records, problems and statuses, and keeps the first problems. ``report`` formats them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Generic, TypeVar

from ..core.describe import found, found_type
from ..core.errors import Problem
from ..core.model import Model
from ..core.options import Case
from ..core.spec import spec_of
from ..core.unset import UNSET
from ..models.enums import Status
from .cells import status_cell
from .checking import CheckResult
from .document import Cell, printable
from .sources import Entry

MAX_PATH = 200
MAX_MESSAGE = 500
_MAX_LISTED = 100
_MAX_KEYS = 1000
"""The maximum number of different problems, or statuses, that are counted separately."""
_INDEX = re.compile(r"\[\d+\]")
_OF_ONE_VALUE = re.compile(
    r"[,;] (?:found|did you mean) .*| \((?:line \d+, )?column \d+\)| byte \d+", re.DOTALL
)
"""The part of a message that depends on the value or its position."""

K = TypeVar("K")


class Counts(Generic[K]):
    """Counts how often each key occurs, and in how many records."""

    def __init__(self) -> None:
        self._times: Counter[K] = Counter()
        self._records: Counter[K] = Counter()
        self._uncounted = 0

    def add(self, keys: Iterable[K]) -> None:
        """Counts the keys of one more record."""
        for key, times in Counter(keys).items():
            if key in self._times or len(self._times) < _MAX_KEYS:
                self._times[key] += times
                self._records[key] += 1
            else:
                self._uncounted += times

    def most_common(self, most: int) -> list[tuple[K, int, int]]:
        """Returns the ``most`` most common keys, each with its count and its number of records."""
        return [(key, times, self._records[key]) for key, times in self._times.most_common(most)]

    def rest(self, most: int) -> int:
        """Returns the total count of the keys after the ``most`` most common ones."""
        return self._uncounted + sum(times for _, times in self._times.most_common()[most:])


class Tally:
    """The results for one file."""

    def __init__(self) -> None:
        self.records = self.problems = 0
        self.faulty = self.lenient = 0
        """How many records have problems, and how many of these have none in lenient reading."""
        self.is_whole_file = False
        """Whether the file is a single record."""
        self.classes: Counter[type[Model] | None] = Counter()
        self.cases: set[Case] = set()
        self.listed: list[tuple[Entry, Problem]] = []
        """The first problems of many records; all problems of a single record."""
        self.by_problem: Counts[tuple[str, str]] = Counts()
        self.by_status: Counts[Cell] = Counts()

    def add(self, result: CheckResult) -> None:
        """Adds the result for one more record."""
        place = result.entry._replace(payload=None, problems=())
        self.is_whole_file = place.is_whole_file
        self.records += 1
        self.classes[result.cls] += 1
        self.cases.update(result.cases)
        self.by_status.add(_statuses(result))
        if not result.problems:
            return
        self.problems += len(result.problems)
        self.faulty += 1
        self.lenient += result.reads_leniently
        room = None if self.is_whole_file else _MAX_LISTED - len(self.listed)
        self.listed.extend((place, problem) for problem in result.problems[:room])
        self.by_problem.add(map(_without_value, result.problems))


def _without_value(problem: Problem) -> tuple[str, str]:
    """Returns the path without indexes, and the message without the value that was found."""
    path = _INDEX.sub("[*]", problem.path)
    message = _OF_ONE_VALUE.sub("", problem.message)
    return printable(path, MAX_PATH), printable(message, MAX_MESSAGE)


def _statuses(result: CheckResult) -> Iterator[Cell]:
    """Yields the status of a job, or of each job in a list page; nothing for other kinds."""
    record = result.entry.payload
    if result.cls is None or not isinstance(record, dict):
        return
    fields = spec_of(result.cls).by_key
    if "status" in fields:
        yield _status(record)
    elif "data" in fields and isinstance(record.get("data"), list):
        yield from (_status(job) for job in record["data"] if isinstance(job, dict))


def _status(job: dict[str, Any]) -> Cell:
    value = job.get("status", UNSET)
    if value is UNSET:
        return Cell("absent", "faint")
    if isinstance(value, str) and Status.open(value).is_known:
        return status_cell(value)
    what = found(value, show_text=True) if isinstance(value, str) else found_type(value)
    return Cell(f"{what} (unknown)", "bad")
