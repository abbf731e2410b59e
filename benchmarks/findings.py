"""Everything that one run has found, before it is judged or shown."""

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
    """What is known of a peer besides its times."""

    name: str
    about: str
    version: str
    abilities: dict[str, str]


class Findings(NamedTuple):
    entrants: Sequence[Entrant]
    measurements: Measurements
    wrong: Sequence[Case]
    """Cases whose result was not right, and that were not timed."""
    imports: Imports
    first_use: FirstUse
    memory: dict[str, float]
    """Bytes of an object, by peer."""
    memory_count: int
    """Over how many objects that is the mean."""
    archive: Sequence[Pass]
    rounds: int
    without_sdk: str | None
    """Why the official SDK does not take part, if it does not."""
