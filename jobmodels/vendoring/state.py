"""What has become of a copy: file by file, against what it was copied from and what it would be
copied from today. This module reads no file.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import NamedTuple

__all__ = ["Change", "State", "compared"]


class Change(Enum):
    """What is to be said of one file."""

    EDITED = "edited"
    MISSING = "missing"
    ADDED = "added"
    OUTDATED = "out of date"
    NEW = "out of date: not there yet"
    GONE = "out of date: no longer part of it"


_LOCAL = (Change.EDITED, Change.MISSING, Change.ADDED)


class State(NamedTuple):
    """A copy as it was found."""

    version: str
    """Of which version it is."""
    untouched: int
    """How many of its files are as they were copied, and as they would be copied now."""
    changes: Mapping[str, Change]
    """What is to be said of the others, by their paths."""
    is_compared: bool
    """Whether there was an original to compare it with, and not only its manifest."""

    @property
    def edits(self) -> dict[str, Change]:
        """Those changes that somebody has made here, and that an update would undo."""
        return {path: change for path, change in self.changes.items() if change in _LOCAL}


def compared(
    version: str,
    then: Mapping[str, str],
    there: Mapping[str, str],
    now: Mapping[str, str] | None,
) -> State:
    """The state of a copy of that version, from the digests of its files: when they were copied, as
    they are there, and in the original now (None if there is none)."""
    changes = {}
    for path in sorted({*then, *there, *(now or ())}):
        change = _change(path, then, there, now)
        if change is not None:
            changes[path] = change
    return State(version, len(there.keys() - changes.keys()), changes, now is not None)


def _change(
    path: str, then: Mapping[str, str], there: Mapping[str, str], now: Mapping[str, str] | None
) -> Change | None:
    if path not in then:
        return Change.ADDED if path in there else Change.NEW
    if path not in there:
        return Change.MISSING
    if there[path] != then[path]:
        return Change.EDITED
    if now is None or now.get(path) == there[path]:
        return None
    return Change.OUTDATED if path in now else Change.GONE
