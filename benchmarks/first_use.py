"""Measures how much longer the first read and write take than the second: the compilation."""

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
"""The number of classes in a full JobOut."""


class FirstUse(NamedTuple):
    """Times in seconds, one value per round, each from a fresh process."""

    start: list[float]
    """Of the very first read, of a small class: includes importing the reader."""
    read: list[float]
    """Of the first read of a full JobOut after that: includes compiling all its classes."""
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
