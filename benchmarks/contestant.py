"""A peer whose cases are prepared, checked and timed, one sample at a time.

Standard library only: the environment of the official SDK imports this module too. The
results are JSON values, so that they can come from another process.
"""

from __future__ import annotations

from typing import Protocol

from .abilities import abilities
from .cases import Kind, Operation
from .checking import is_right
from .peers.peer import Peer
from .timing import Call, sample

__all__ = ["Contestant", "LocalContestant"]


class Contestant(Protocol):
    """A peer in this or in another process."""

    name: str
    about: str
    version: str

    def prepare(self, operation: Operation, kind: Kind) -> bool | None:
        """Returns whether the result of the operation is right; None if it is not supported."""

    def sample(self, operation: Operation, kind: Kind, loops: int) -> float:
        """Returns the seconds per call of a prepared operation, as the mean over ``loops``."""

    def abilities(self) -> dict[str, str]: ...


class LocalContestant:
    """A peer in this process."""

    def __init__(self, peer: Peer) -> None:
        self._peer = peer
        self._calls: dict[tuple[Operation, Kind], Call] = {}
        self.name = peer.name
        self.about = peer.about
        self.version = peer.version()

    def prepare(self, operation: Operation, kind: Kind) -> bool | None:
        call = self._peer.call(operation, kind)
        if call is None:
            return None
        self._calls[operation, kind] = call
        return is_right(operation, kind, call())

    def sample(self, operation: Operation, kind: Kind, loops: int) -> float:
        return sample(self._calls[operation, kind], loops)

    def abilities(self) -> dict[str, str]:
        return abilities(self._peer)
