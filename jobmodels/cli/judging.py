"""What one record is, and everything that is wrong with it. This module prints nothing."""

from __future__ import annotations

from typing import Any, NamedTuple

from ..core.choice import choose_member
from ..core.conversion import structure
from ..core.errors import Problem, ValidationError
from ..core.model import Model
from ..core.naming import Case
from ..core.reader import UnknownKeys
from ..core.spec import ObjectSpec, model_spec
from ..detection import RECORDS, detect, spellings_of
from .sources import Entry

__all__ = ["Verdict", "judge"]


class Verdict(NamedTuple):
    """The judgement on one record."""

    entry: Entry
    cls: type[Model] | None
    """What it is, or was to be; None if it is nothing that can be told."""
    spellings: frozenset[Case]
    """Which spellings its keys show."""
    problems: tuple[Problem, ...]
    record: Any
    """The object that it reads as; None if there are problems."""

    @property
    def kind(self) -> str | None:
        """What a person calls it."""
        return RECORDS.get(self.cls, self.cls.__name__) if self.cls else None

    def without_record(self) -> Verdict:
        """The judgement alone: a file may hold more records than fit in memory twice."""
        return self._replace(record=None, entry=self.entry._replace(payload=None))


def judge(
    entry: Entry, model: Any = None, *, lenient: bool, unknown_keys: UnknownKeys = "keep"
) -> Verdict:
    """Reads a record as ``model``, a class or a union of them; None takes what it looks like."""
    if not entry.is_json:
        return _unread(entry, entry.problems)
    try:
        cls = _class_of(entry.payload, model)
    except ValidationError as error:
        return _unread(entry, (*entry.problems, *error.problems))
    spellings = spellings_of(entry.payload, cls)
    record = None
    problems = entry.problems
    try:
        record = structure(entry.payload, model or cls, lenient=lenient, unknown_keys=unknown_keys)
    except ValidationError as error:
        # What the text shows is the cause of what the reader then finds at the same place.
        known = {problem.path for problem in problems}
        problems += tuple(problem for problem in error.problems if problem.path not in known)
    return Verdict(entry, cls, spellings, problems, None if problems else record)


def _class_of(payload: Any, model: Any) -> Any:
    if model is None:
        return detect(payload)
    spec = model_spec(model)
    if isinstance(spec, ObjectSpec):
        return spec.cls
    # A union is read as one of its members; without a payload to tell by, any of them will do.
    return choose_member(spec, payload if isinstance(payload, dict) else {})


def _unread(entry: Entry, problems: tuple[Problem, ...]) -> Verdict:
    return Verdict(entry, None, frozenset(), problems, None)
