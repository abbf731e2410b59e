"""Times all cases: once per round each, in a new random order.

pyperf and pytest-benchmark time all samples of one peer before the next, so that on a busy machine
the result depends on the minute. Here, a ratio is computed from two samples of the same round, and
the result is the median over the rounds.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from .cases import Case, Kind, Operation
from .contestant import Contestant
from .timing import calibrate

__all__ = ["Prepared", "prepare", "race"]


class Prepared(NamedTuple):
    """The cases that can be timed, and those whose result was wrong."""

    loops: dict[Case, int]
    wrong: list[Case]


def prepare(
    contestants: Sequence[Contestant], duration: float, watch: Callable[[str], None]
) -> Prepared:
    """Checks every case of every contestant, and finds the number of calls per sample."""
    prepared = Prepared({}, [])
    for contestant in contestants:
        watch(contestant.name)
        for kind in Kind:
            for operation in Operation:
                case = Case(kind, operation, contestant.name)
                is_right = contestant.prepare(operation, kind)
                if is_right:
                    prepared.loops[case] = _calibrated(contestant, case, duration)
                elif is_right is not None:
                    prepared.wrong.append(case)
    return prepared


def race(
    contestants: Sequence[Contestant], loops: dict[Case, int], rounds: Iterable[int]
) -> dict[Case, list[float]]:
    """Returns the seconds per call of each case, one value per round."""
    by_name = {contestant.name: contestant for contestant in contestants}
    by_event: dict[tuple[Kind, Operation], list[Case]] = {}
    for case in loops:
        by_event.setdefault(case[:2], []).append(case)
    values: dict[Case, list[float]] = {case: [] for case in loops}
    order = random.Random(0)
    events = list(by_event.values())
    for _ in rounds:
        # All peers run an operation one after another, so that compared samples are close in time.
        order.shuffle(events)
        for cases in events:
            order.shuffle(cases)
            for case in cases:
                contestant = by_name[case.peer]
                seconds = contestant.sample(case.operation, case.kind, loops[case])
                values[case].append(seconds)
    return values


def _calibrated(contestant: Contestant, case: Case, duration: float) -> int:
    return calibrate(lambda loops: contestant.sample(case.operation, case.kind, loops), duration)
