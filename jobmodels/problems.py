"""Whatever reading raised, as one flat list of problems: also through a host's cattrs converter.

cattrs wraps our ``ValidationError`` in groups of its own, one per level of the host's classes and
containers, and notes on each where it was. This joins those notes and our paths.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .core.errors import Problem, ValidationError, join_index, join_key
from .core.secrecy import is_secret_name

__all__ = ["problems_of"]


def problems_of(error: BaseException) -> tuple[Problem, ...]:
    """The problems that an error names, each with its whole path from the outermost payload.

    Takes a ``ValidationError``, a group of errors as cattrs raises them, with or without detailed
    validation, or any single error. Fields of the host's classes stand in the path by their
    Python names, as cattrs reports them.
    """
    return tuple(_flatten(error, "$"))


def _flatten(error: BaseException, path: str) -> Iterator[Problem]:
    if isinstance(error, ValidationError):
        for problem in error.problems:
            yield Problem(path + problem.path.removeprefix("$"), problem.message)
        return
    inner = getattr(error, "exceptions", None)
    if inner is None:
        yield from _leaf(error, path)
        return
    for sub_error in inner:
        yield from _flatten(sub_error, _noted_path(sub_error, path))


def _noted_path(error: BaseException, path: str) -> str:
    # The innermost note comes first.
    for note in reversed(getattr(error, "__notes__", ())):
        # By the names of cattrs' two classes: a note is a string, and strings have an ``index``.
        kind = type(note).__name__
        if kind == "AttributeValidationNote":
            path = join_key(path, note.name)
        elif kind == "IterableValidationNote":
            is_index = isinstance(note.index, int)
            path = join_index(path, note.index) if is_index else join_key(path, str(note.index))
    return path


def _leaf(error: Any, path: str) -> Iterator[Problem]:
    extra_fields = getattr(error, "extra_fields", None)  # cattrs' ForbiddenExtraKeysError
    if extra_fields is not None:
        for key in sorted(extra_fields):
            yield Problem(join_key(path, key), "unknown key")
    elif isinstance(error, KeyError):
        # Without detailed validation the key itself is all that says where.
        missing = error.args[0] if path == "$" and error.args else None
        here = join_key(path, missing) if isinstance(missing, str) else path
        yield Problem(here, "required, but missing")
    elif is_secret_name(path):
        yield Problem(path, f"invalid value ({type(error).__name__})")
    else:
        yield Problem(path, str(error) or type(error).__name__)
