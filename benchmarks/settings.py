"""The command line and the settings."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

__all__ = ["Settings", "settings_from"]

HERE = Path(__file__).resolve().parent


class Settings(NamedTuple):
    rounds: int
    """The number of rounds."""
    sample: float
    """The approximate duration of one sample, in seconds."""
    starts: int
    """The number of processes that are started to time imports and first uses."""
    objects: int
    """The number of objects whose memory is measured."""
    archive: list[int]
    """The number of records in each archive."""
    lines: int
    """The number of lines in the result file of a batch job."""
    file_rounds: int
    """The number of passes of each kind over an archive or a result file."""
    with_sdk: bool
    output: Path
    pyperf: Path | None


def settings_from(argv: Sequence[str] | None) -> Settings:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="Time jobmodels and its peers side by side, print tables, and write "
        "RESULTS.md and chart.svg.",
    )
    parser.add_argument(
        "--quick", action="store_true", help="rough figures in seconds instead of minutes"
    )
    parser.add_argument(
        "--rounds",
        type=_positive,
        metavar="N",
        help="number of rounds (default: 101, 3 with --quick)",
    )
    parser.add_argument("--no-sdk", action="store_true", help="exclude the official SDK")
    parser.add_argument(
        "--archive",
        type=_positive,
        nargs="*",
        metavar="N",
        help="number of records in each archive (a million takes minutes); no number: no archives",
    )
    parser.add_argument(
        "--output", type=Path, default=HERE, metavar="FOLDER", help="folder for the report"
    )
    parser.add_argument(
        "--pyperf",
        type=Path,
        metavar="FILE",
        help="write all values to FILE for `python -m pyperf`",
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
        lines=400 if quick else 100_000,
        file_rounds=1 if quick else 3,
        with_sdk=not given.no_sdk,
        output=given.output,
        pyperf=given.pyperf,
    )


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"expected a positive integer, found {text!r}")
    return int(text)
