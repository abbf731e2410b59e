"""All the results of one run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .archive import Pass
from .cases import Case
from .first_use import FirstUse
from .imports import Imports
from .measurements import Measurements

__all__ = ["Entrant", "Findings"]


class Entrant(NamedTuple):
    """The facts about a peer besides its times."""

    name: str
    about: str
    version: str
    abilities: dict[str, str]


class Findings(NamedTuple):
    entrants: Sequence[Entrant]
    measurements: Measurements
    wrong: Sequence[Case]
    """The cases whose result was wrong, which were not timed."""
    imports: Imports
    first_use: FirstUse
    memory: dict[str, float]
    """The bytes per object, by peer."""
    memory_count: int
    """The number of objects that this is the mean of."""
    archive: Sequence[Pass]
    result_file: Sequence[Pass]
    """The passes over a batch job's result file."""
    rounds: int
    without_sdk: str | None
    """The reason why the official SDK does not take part; None if it does."""
