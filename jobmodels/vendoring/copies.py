"""Makes, checks and updates a copy of either form: a folder, or a single file.

``package`` and ``onefile`` define the forms. A copy is compared file by file, by digests, with the
files that were copied and with the files that would be copied now.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from pathlib import Path
from typing import Any, NamedTuple

from .. import __version__
from . import NoOriginalError
from .manifest import digest

MAX_SIZE = 1 << 24
"""The largest file that is read, in bytes. All files of this package are far smaller."""


class Change(Enum):
    """The change to one file."""

    EDITED = "edited"
    MISSING = "missing"
    ADDED = "added"
    OUTDATED = "out of date"
    NEW = "out of date: new in this version"
    GONE = "out of date: removed in this version"


_LOCAL = (Change.EDITED, Change.MISSING, Change.ADDED)


class State(NamedTuple):
    """The state of a copy."""

    version: str
    """The version of the copy."""
    untouched: int
    """The number of files that have not changed since they were copied, here or in the original."""
    changes: Mapping[str, Change]
    """The changes to the other files, by path."""
    is_compared: bool
    """Whether the copy was compared with an original, and not only with its own digests."""

    @property
    def edits(self) -> dict[str, Change]:
        """The local changes, which an update would discard."""
        return {path: change for path, change in self.changes.items() if change in _LOCAL}


class Copy(NamedTuple):
    """A copy in another project."""

    version: str
    """The version that it states."""
    option: Any
    """The option that it states: the parts that are left out, or the edition."""
    stated: Mapping[str, str]
    """The digests that it states, by path. The path of a single file is empty."""
    digests: Mapping[str, str]
    """The digests of its files, by path."""


class Form(NamedTuple):
    """The functions that differ between a folder and a single file."""

    default: Any
    """The option of a new copy."""
    made: Callable[[Any], Mapping[str, bytes]]
    """Returns the files of a copy of this version, by path, for an option. Raises
    ``NoOriginalError``, or ``RefusedError`` for an invalid option."""
    found: Callable[[Path], Copy]
    """Returns the copy at a path. Raises ``RefusedError`` if it is not a copy, ``OSError`` if it
    cannot be read."""
    write: Callable[[Path, Mapping[str, bytes], bool], None]
    """Writes these files to a path, with True instead of the copy there. Raises ``RefusedError`` if
    the path is in use, ``OSError`` if the files cannot be written."""


def create(form: Form, target: Path, option: Any) -> None:
    """Writes a new copy. An ``option`` of None stands for the default. Raises ``RefusedError`` and
    ``OSError`` as the functions of the form do."""
    form.write(target, form.made(form.default if option is None else option), False)


def check(form: Form, target: Path) -> State:
    """Returns the state of the copy at ``target``. Raises ``RefusedError`` and ``OSError``."""
    copy = form.found(target)
    try:
        made = form.made(copy.option)
    except NoOriginalError:
        made = None
    return _compared(copy, made, made)


def update(form: Form, target: Path, option: Any, *, force: bool) -> State:
    """Updates the copy at ``target`` to this version. Returns its state before the update.

    An ``option`` of None keeps the option of the copy. An edited copy is left unchanged unless
    ``force`` is true; the state has the edits. Raises ``RefusedError`` and ``OSError``.
    """
    copy = form.found(target)
    made = form.made(copy.option)
    wanted = made if option in (None, copy.option) else form.made(option)
    state = _compared(copy, made, wanted)
    if state.changes and (force or not state.edits):
        form.write(target, wanted, True)
    return state


def _compared(
    copy: Copy, made: Mapping[str, bytes] | None, wanted: Mapping[str, bytes] | None
) -> State:
    """Compares a copy with two copies that this version makes: with the copy's option, and with the
    wanted one. Both are None if there is no original."""
    stated, there, now = copy.stated, copy.digests, _digests(wanted or {})
    if made and copy.version == __version__:
        stated = _digests(made)  # what the copy states may be edited too
    changes = {}
    for path in sorted({*stated, *there, *now}):
        change = _change(stated.get(path), there.get(path), now.get(path))
        if change in _LOCAL or (change and wanted):
            changes[path] = change
    return State(copy.version, len(there.keys() - changes.keys()), changes, wanted is not None)


def _digests(files: Mapping[str, bytes]) -> dict[str, str]:
    return {path: digest(data) for path, data in files.items()}


def _change(stated: str | None, there: str | None, now: str | None) -> Change | None:
    """Returns the change to a file, from its digests; None stands for a file that is missing."""
    if stated is None:
        return Change.NEW if there is None else Change.ADDED
    if there is None:
        return Change.MISSING
    if there != stated:
        return Change.EDITED
    if now is None:
        return Change.GONE
    return None if now == there else Change.OUTDATED
