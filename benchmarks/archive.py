"""Measures the time and memory per record for archives of several sizes.

An archive is a JSON Lines file in a temporary folder, with four kinds of records in turn. Each pass
runs in a separate process, so that its memory peak is measured separately.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

import jobmodels as jm
from jobmodels.cli import main

from .children import ask, module
from .payloads import detailed_job, full_job, smallest_job
from .peak import peak_memory

__all__ = ["PASSES", "Pass", "run_archives"]

PASSES = {
    "read": "`for record in iter_jsonl(path)`",
    "rewrite": "`dump_jsonl(iter_jsonl(path), other)`",
    "table": "`for row in tables.jobs(iter_jsonl(path))`",
    "check": "`jobmodels check path`",
    "check --jobs 2": "the same in two processes, whose memory is not in the peak",
}


class Pass(NamedTuple):
    """One pass over an archive."""

    records: int
    name: str
    seconds: float
    peak: int | None
    """The memory peak of the process, in bytes; None if the system does not report it."""


def run_archives(counts: Sequence[int], rounds: Iterable[int]) -> list[Pass]:
    """Runs every pass on every archive per round. Raises ``ValueError`` if a record differs."""
    passes = []
    with tempfile.TemporaryDirectory() as folder:
        rewritten = Path(folder, "rewritten.jsonl")
        paths = {count: Path(folder, f"{count}.jsonl") for count in counts}
        for count, path in paths.items():
            make_archive(path, count)
        for number in rounds:
            for count, path in paths.items():
                for name in PASSES:
                    answer = ask("-m", module("archive"), name, str(path), str(rewritten))
                    passes.append(Pass(count, name, *answer))
                if number == 0:
                    check_same(path, rewritten)
    return passes


def make_archive(path: Path, count: int) -> None:
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            print(json.dumps(record(number)), file=file)


def record(number: int) -> dict[str, Any]:
    """Returns a finished job, a new one, one with its history, or one of the last edition."""
    if number % 4 == 0:
        return full_job(number)
    if number % 4 == 1:
        return smallest_job(number)
    if number % 4 == 2:
        return detailed_job(number, 5)
    return {**smallest_job(number), "job_type": "completion", "repositories": []}


def check_same(path: Path, rewritten: Path) -> None:
    with path.open("rb") as lines, rewritten.open("rb") as others:
        for number, (line, other) in enumerate(zip(lines, others, strict=True)):
            if json.loads(line) != json.loads(other):
                raise ValueError(f"record {number} of {path.name} has changed")


def timed_pass(name: str, path: str, rewritten: str) -> tuple[float, int | None]:
    start = time.perf_counter()
    if name == "read":
        for item in jm.iter_jsonl(path):
            if isinstance(item, jm.RecordError):
                raise item
    elif name == "rewrite":
        jm.dump_jsonl(jm.iter_jsonl(path), rewritten)
    elif name == "table":
        from jobmodels import tables

        for _ in tables.jobs(jm.iter_jsonl(path)):
            pass
    else:
        with open(os.devnull, "w") as nowhere, redirect_stdout(nowhere):
            status = main([*name.split(), path])
        if status:
            raise ValueError(f"{name} found problems")
    return time.perf_counter() - start, peak_memory()


if __name__ == "__main__":
    print(json.dumps(timed_pass(*sys.argv[1:])))
