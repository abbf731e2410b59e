"""The command line, and what follows from it."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

__all__ = ["Settings", "settings_from"]

HERE = Path(__file__).resolve().parent


class Settings(NamedTuple):
    rounds: int
    """How often everything is timed."""
    sample: float
    """How many seconds one sample takes, about."""
    starts: int
    """How often a process is started to see what starting costs."""
    objects: int
    """Of how many objects the memory is measured."""
    archive: list[int]
    """How many records the archives have."""
    archive_rounds: int
    with_sdk: bool
    output: Path
    pyperf: Path | None


def settings_from(argv: Sequence[str] | None) -> Settings:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="Times jobmodels and its peers side by side; prints tables, and writes "
        "RESULTS.md and chart.svg.",
    )
    parser.add_argument(
        "--quick", action="store_true", help="seconds instead of minutes, and crude"
    )
    parser.add_argument(
        "--rounds", type=_positive, metavar="N", help="how often to time everything"
    )
    parser.add_argument("--no-sdk", action="store_true", help="leave the official SDK out")
    parser.add_argument(
        "--archive",
        type=_positive,
        nargs="*",
        metavar="N",
        help="how many records the archives have (a million takes minutes); none: no archives",
    )
    parser.add_argument(
        "--output", type=Path, default=HERE, metavar="FOLDER", help="where the report goes"
    )
    parser.add_argument(
        "--pyperf", type=Path, metavar="FILE", help="keep every value, for `python -m pyperf`"
    )
    given = parser.parse_args(argv)
    quick: bool = given.quick
    archive = [100, 400] if quick else [10_000, 100_000]
    return Settings(
        rounds=given.rounds or (3 if quick else 101),
        sample=0.0002 if quick else 0.002,
        starts=1 if quick else 15,
        objects=100 if quick else 20_000,
        archive=archive if given.archive is None else given.archive,
        archive_rounds=1 if quick else 3,
        with_sdk=not given.no_sdk,
        output=given.output,
        pyperf=given.pyperf,
    )


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"expected a number from 1 up, found {text!r}")
    return int(text)
