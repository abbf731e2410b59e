"""What the first read and the first write of a class cost more than the second: the compiling."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeVar

import jobmodels as jm

from .children import ask, module
from .payloads import full_job

__all__ = ["CLASSES", "FirstUse", "time_first_use"]

T = TypeVar("T")
CLASSES = 5
"""How many classes there are in a full JobOut."""


class FirstUse(NamedTuple):
    """Seconds, one value a round, each from a fresh process."""

    start: list[float]
    """Of the first read of all, of a small class: what reads has to be imported."""
    read: list[float]
    """Of the first read of a full JobOut after that: all its classes are compiled."""
    write: list[float]


def time_first_use(rounds: Iterable[int]) -> FirstUse:
    times = [ask("-m", module("first_use")) for _ in rounds]
    return FirstUse(*map(list, zip(*times, strict=True)))


def measured() -> tuple[float, float, float]:
    payload = full_job(0)
    start, _ = _timed(lambda: jm.structure({"file_id": "a"}, jm.TrainingFile))
    first_read, job = _timed(lambda: jm.structure(payload, jm.JobOut))
    second_read, _ = _timed(lambda: jm.structure(payload, jm.JobOut))
    first_write, _ = _timed(lambda: jm.unstructure(job))
    second_write, _ = _timed(lambda: jm.unstructure(job))
    return start, first_read - second_read, first_write - second_write


def _timed(call: Callable[[], T]) -> tuple[float, T]:
    start = time.perf_counter()
    result = call()
    return time.perf_counter() - start, result


if __name__ == "__main__":
    print(json.dumps(measured()))
