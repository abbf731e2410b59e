"""Converts any error of reading, including one from a cattrs converter, to a list of problems.

cattrs wraps our ``ValidationError`` in exception groups, one per level of the host's classes and
containers, and adds a note with the location to each. This module joins those notes and our paths.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .core.errors import Problem, ValidationError, join
from .core.redaction import is_secret_name


def problems_of(error: BaseException) -> tuple[Problem, ...]:
    """Returns the problems of an error, each with the full path from the outermost payload.

    Accepts a ``ValidationError``, an error or exception group of cattrs, with or without detailed
    validation, or any other error, which is one problem. Paths contain the Python names of the
    fields of the host's classes, as cattrs reports them. Raises ``TypeError`` for anything that is
    not an exception.
    """
    if not isinstance(error, BaseException):
        raise TypeError(f"expected an exception, not {type(error).__name__}")
    return tuple(_flatten(error, "$", secret=False))


def _flatten(error: BaseException, path: str, *, secret: bool) -> Iterator[Problem]:
    """Yields the problems of an error at ``path``. ``secret`` is whether a key in it is secret."""
    inner = getattr(error, "exceptions", None)
    extra_fields = getattr(error, "extra_fields", None)
    if isinstance(error, ValidationError):
        for problem in error.problems:
            message = "invalid value" if secret else problem.message
            yield Problem(path + problem.path.removeprefix("$"), message)
    elif isinstance(inner, tuple) and inner:  # an exception group
        for sub_error in inner:
            here, inside_secret = path, secret
            for step in _noted_steps(sub_error):
                here = join(here, step if isinstance(step, int) else str(step))
                inside_secret = inside_secret or is_secret_name(str(step))
            yield from _flatten(sub_error, here, secret=inside_secret)
    elif extra_fields is not None:  # cattrs' ForbiddenExtraKeysError
        for key in sorted(map(str, extra_fields)):
            yield Problem(join(path, key), "unknown key")
    elif isinstance(error, KeyError):
        # Without detailed validation, only the key shows the location.
        missing = error.args[0] if path == "$" and error.args else None
        here = join(path, missing) if isinstance(missing, str) else path
        yield Problem(here, "required, but missing")
    elif secret:
        yield Problem(path, f"invalid value ({type(error).__name__})")
    else:
        yield Problem(path, str(error) or type(error).__name__)


def _noted_steps(error: BaseException) -> Iterator[Any]:
    """Yields the steps of the path in cattrs' notes on an error, from the outside in."""
    for note in reversed(getattr(error, "__notes__", ())):
        # Compare class names, because every note is a string and so has a method ``index``.
        kind = type(note).__name__
        if kind == "AttributeValidationNote":
            yield note.name
        elif kind == "IterableValidationNote":
            yield note.index
