"""Times one sample, and finds the number of calls in a sample.

Standard library only: the environment of the official SDK imports this module too, so that all
peers are timed by the same loop.
"""

from __future__ import annotations

import gc
import itertools
import time
from collections.abc import Callable

__all__ = ["Call", "calibrate", "sample"]

Call = Callable[[], object]


def sample(call: Call, loops: int) -> float:
    """Returns the seconds per call, as the mean over ``loops`` calls with the collector off."""
    repetitions = itertools.repeat(None, loops)
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        call()  # not timed: the previous peer has filled the caches with its data
        start = time.perf_counter()  # the clock that pyperf uses
        for _ in repetitions:
            call()
        return (time.perf_counter() - start) / loops
    finally:
        if was_enabled:
            gc.enable()


def calibrate(sampled: Callable[[int], float], duration: float) -> int:
    """Returns the number of calls that take about ``duration`` seconds.

    ``sampled`` is ``sample`` for one call.
    """
    loops = 1
    while True:
        # Use the best of three: an interruption would look like a slow call.
        seconds = min(sampled(loops) for _ in range(3))
        if seconds * loops >= duration / 4:
            return max(1, round(duration / seconds))
        loops *= 4
