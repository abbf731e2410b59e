"""Checks one record: detects its class and collects its problems. Prints nothing."""

from __future__ import annotations

from typing import Any, NamedTuple

from ..core.conversion import structure
from ..core.errors import Problem, ValidationError, merged
from ..core.model import Model
from ..core.options import Case, UnknownKeys
from ..core.roots import model_spec
from ..core.spec import ObjectSpec
from ..core.unions import candidates
from ..records.archive import read_record
from ..records.case import cases_of
from ..records.detection import detect
from ..records.editions import alternatives
from .sources import Entry


class CheckResult(NamedTuple):
    entry: Entry
    cls: type[Model] | None
    """The detected class, or the one of ``--model``; None if no class was found."""
    cases: frozenset[Case]
    """The cases that its keys use."""
    problems: tuple[Problem, ...]
    record: Any = None
    """The object that the record was read as, if it was read as the detected class."""
    reads_leniently: bool = False
    """Whether strict reading found problems and lenient reading finds none."""


def check_record(
    entry: Entry, model: Any = None, *, lenient: bool, unknown_keys: UnknownKeys = "keep"
) -> CheckResult:
    """Reads a record as ``model``, a class or a union; None stands for the detected class."""
    problems = entry.problems
    cls = record = None
    try:
        if entry.is_json:
            cls = _class_of(entry.payload, model)
            if model is None and lenient and unknown_keys == "keep":
                record = read_record(entry.payload)
            else:
                form = model or cls
                record = structure(entry.payload, form, lenient=lenient, unknown_keys=unknown_keys)
    except ValidationError as error:
        found = error.problems
        if cls and model is None and not lenient:
            cls, found = _likeliest(entry.payload, cls, found, unknown_keys)
        problems = merged(problems, found)
    if isinstance(record, Model):
        cls = type(record)  # the member of a union, or the edition that fits best
    if cls is None:
        return CheckResult(entry, None, frozenset(), problems)
    cases = cases_of(entry.payload, cls)
    if not problems:
        return CheckResult(entry, cls, cases, (), record)
    reads_leniently = not (
        lenient or check_record(entry, model, lenient=True, unknown_keys=unknown_keys).problems
    )
    return CheckResult(entry, cls, cases, problems, None, reads_leniently)


def _likeliest(
    payload: Any,
    cls: type[Model],
    problems: tuple[Problem, ...],
    unknown_keys: UnknownKeys,
) -> tuple[type[Model], tuple[Problem, ...]]:
    """Returns the class of the same kind, in any edition, for which the record has the fewest
    problems, and these problems.

    ``cls`` is the detected class, and ``problems`` are the problems for it in strict reading.
    """
    results = [(cls, problems)]
    # A null is no value: a store of columns writes it for keys that the edition does not define.
    paths = [path for path, message in problems if not message.endswith("found null")]
    for other in alternatives(cls):
        found: tuple[Problem, ...] = ()
        try:
            structure(payload, other, unknown_keys="forbid")
        except ValidationError as error:
            found = error.problems
        unknown = [path for path, message in found if message.startswith("unknown key")]
        # A class accepts any value of a key that it does not define. This does not make it right.
        inside = tuple(path + end for path in unknown for end in ".[")
        if any(path in unknown or path.startswith(inside) for path in paths):
            continue
        if unknown_keys != "forbid":
            found = tuple(problem for problem in found if problem.path not in unknown)
        if not found:
            return other, ()
        results.append((other, found))
    return min(results, key=lambda result: len(result[1]))


def _class_of(payload: Any, model: Any) -> Any:
    if model is None:
        return detect(payload)
    spec = model_spec(model)
    if isinstance(spec, ObjectSpec):
        return spec.cls
    # A payload that is not an object fits no member, so the report may name any member.
    return candidates(spec, payload if isinstance(payload, dict) else {})[0]
