"""The cases to time: an operation, a payload and a peer.

Standard library only: the environment of the official SDK imports this module too. Does not
depend on the peers.
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

__all__ = ["PAYLOAD_OPERATIONS", "TEXT_OPERATIONS", "Case", "Kind", "Operation"]


class Kind(Enum):
    """A kind of payload. ``model`` is the name of the class that it is read as."""

    FULL = "full", "JobOut", "a full JobOut: 41 fields in 5 objects"
    SMALLEST = "smallest", "JobOut", "the smallest JobOut: 9 fields, all required"
    DETAILED = "detailed", "DetailedJobOut", "a DetailedJobOut: 200 events and 200 checkpoints"
    LIST = "list", "JobsOut", "a JobsOut: 100 full jobs"
    BATCH = "batch", "BatchJobOut", "a full BatchJobOut: 21 fields in 3 objects"

    def __init__(self, label: str, model: str, title: str) -> None:
        self.label = label
        self.model = model
        self.title = title


class Operation(Enum):
    """An operation on a payload. The values are the names of the methods of a ``Peer``."""

    READ = "read"
    WRITE = "write"
    TEXT_IN = "text_in"
    TEXT_OUT = "text_out"
    FAST_TEXT_IN = "fast_text_in"
    FAST_TEXT_OUT = "fast_text_out"
    ONE_PROBLEM = "one_problem"
    TEN_PROBLEMS = "ten_problems"
    READ_CAMEL = "read_camel"
    READ_LENIENT = "read_lenient"
    WRITE_CAMEL = "write_camel"


PAYLOAD_OPERATIONS = (
    Operation.READ,
    Operation.WRITE,
    Operation.ONE_PROBLEM,
    Operation.TEN_PROBLEMS,
)
TEXT_OPERATIONS = (
    Operation.TEXT_IN,
    Operation.TEXT_OUT,
    Operation.FAST_TEXT_IN,
    Operation.FAST_TEXT_OUT,
)


class Case(NamedTuple):
    """One case to time."""

    kind: Kind
    operation: Operation
    peer: str

    @property
    def name(self) -> str:
        return f"{self.kind.label} / {self.operation.value} / {self.peer}"
