"""The state of a copy, file by file: compared with the files that were copied, and with the files
that would be copied now. Reads no file.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import NamedTuple

from .. import __version__


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


def compared(
    version: str,
    then: Mapping[str, str],
    there: Mapping[str, str],
    now: tuple[Mapping[str, str], Mapping[str, str]] | None,
) -> State:
    """Returns the state of a copy, from the digests of its files by path.

    ``then`` are the digests that the copy states, ``there`` those of its files, ``now`` those of
    two copies that this version makes: with the copy's options, and with the wanted ones (None if
    there is no original).
    """
    same, wanted = now or (then, None)
    if version == __version__:
        then = same  # what the copy states may be edited too
    changes = {}
    for path in sorted({*then, *there, *(wanted or ())}):
        change = _change(path, then, there, wanted)
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
