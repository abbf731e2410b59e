"""One timed sample, and how many calls make one.

Standard library only, because the official SDK's own environment imports this too: both sides of
the comparison run this very loop.
"""

from __future__ import annotations

import gc
import itertools
import time
from collections.abc import Callable

__all__ = ["Call", "calibrate", "sample"]

Call = Callable[[], object]


def sample(call: Call, loops: int) -> float:
    """The seconds that one call takes, as the mean over so many, with the collector off."""
    repetitions = itertools.repeat(None, loops)
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        call()  # not counted: the one before was another peer, and left its own data in the caches
        start = time.perf_counter()  # the clock of pyperf, which is not in every environment here
        for _ in repetitions:
            call()
        return (time.perf_counter() - start) / loops
    finally:
        if was_enabled:
            gc.enable()


def calibrate(sampled: Callable[[int], float], duration: float) -> int:
    """How many calls take about ``duration`` seconds; ``sampled`` is ``sample`` for some call."""
    loops = 1
    while True:
        # The best of several: one interruption would pass for a slow call.
        seconds = min(sampled(loops) for _ in range(3))
        if seconds * loops >= duration / 4:
            return max(1, round(duration / seconds))
        loops *= 4
