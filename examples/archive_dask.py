"""Checks and summarises a folder of JSON Lines on all cores, or on a Dask cluster.

    python examples/archive_dask.py FOLDER [--scheduler ADDRESS]

Each file is a task that returns a summary, and the workers add the summaries up. So only the few
records in a summary are sent between processes, as objects. One large file is one task and is not
faster than without Dask.

The exit status is 0 if there are no problems, 1 if there are bad records, 2 if a file could not be
read. Depends on ``dask``; a cluster requires ``dask[distributed]``, and each worker requires
jobmodels and the folder at the same path.
"""

from __future__ import annotations

import argparse
import operator
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import dask
import dask.bag

import jobmodels as jm

KEPT = 5
"""How many bad records and how many failed jobs a summary keeps: the first ones."""
NUMBER = re.compile(r"\b\d[\d.e+-]*")
"""The numbers that differ between problems of one kind: indexes, found values, columns."""


@dataclass
class Summary:
    """The summary of one or more files. Its size does not depend on the number of records."""

    classes: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    problems: Counter[str] = field(default_factory=Counter)
    bad: int = 0
    errors: list[tuple[str, jm.RecordError]] = field(default_factory=list)
    failed: list[tuple[str, jm.Job]] = field(default_factory=list)
    unread: list[tuple[str, str]] = field(default_factory=list)

    def __add__(self, other: Summary) -> Summary:
        return Summary(
            self.classes + other.classes,
            self.statuses + other.statuses,
            self.problems + other.problems,
            self.bad + other.bad,
            (self.errors + other.errors)[:KEPT],
            (self.failed + other.failed)[:KEPT],
            self.unread + other.unread,
        )


def archives_below(folder: str) -> list[str]:
    """Returns the paths of all archives. Raises ``OSError`` if a folder cannot be opened."""

    def refuse(error: OSError) -> None:
        raise error  # by default, os.walk skips the folder

    walk = os.walk(os.path.abspath(folder), onerror=refuse)
    paths = (os.path.join(parent, name) for parent, _, names in walk for name in names)
    return sorted(path for path in paths if path.lower().endswith((".jsonl", ".jsonl.gz")))


def summary_of(path: str) -> Summary:
    """Returns the summary of one archive, as far as it can be read. Runs in the workers."""
    summary = Summary()
    try:
        for record in jm.iter_jsonl(path):
            if isinstance(record, jm.RecordError):
                summary.bad += 1
                summary.problems.update(
                    NUMBER.sub("*", str(problem)) for problem in record.problems
                )
                if len(summary.errors) < KEPT:
                    summary.errors.append((path, record))
                continue
            summary.classes[f"{type(record).__module__}.{type(record).__name__}"] += 1
            if isinstance(record, jm.Job):
                summary.statuses[record.status or "no status"] += 1
                if record.status == jm.Status.FAILED and len(summary.failed) < KEPT:
                    summary.failed.append((path, record))
    except OSError as error:  # damaged gzip data included
        summary.unread.append((path, error.strerror or str(error)))
    return summary


def summarise(paths: Sequence[str]) -> Summary:
    """Returns the summary of all files. Uses the current Dask client, or else local processes."""
    files = dask.bag.from_sequence(paths, partition_size=1)  # type: ignore[no-untyped-call]
    total = files.map(summary_of).fold(operator.add, initial=Summary())
    with dask.config.set(chunksize=1):  # by default, a process receives six files at a time
        summary: Summary = total.compute()
    return summary


def report(summary: Summary) -> Iterator[str]:
    """Yields the lines of the report."""

    def counted(counts: Counter[str]) -> list[str]:
        return [f"{count:>10,}  {what}" for what, count in counts.most_common()]

    yield f"{summary.classes.total() + summary.bad:,} records, {summary.bad:,} of them bad"
    sections = {
        "by class": counted(summary.classes),
        "jobs by status": counted(summary.statuses),
        "problems": counted(summary.problems),
        "the first bad records": [
            f"{path}:{error.position + 1}: {error.subject}: {error.problems[0]}"
            for path, error in summary.errors
        ],
        "the first failed jobs": [
            f"{path}: {job.id or '?'}, model {job.model or '?'}, created {job.created or '?'}"
            for path, job in summary.failed
        ],
        "could not be read": [f"{path}: {reason}" for path, reason in summary.unread],
    }
    for title, lines in sections.items():
        if lines:
            yield f"{title}:"
            yield from (f"  {line}" for line in lines)


def printable(line: str) -> str:
    """Returns ``line`` with control characters and unencodable characters escaped."""
    shown = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in line)
    return shown.encode(sys.stdout.encoding, "backslashreplace").decode(sys.stdout.encoding)


def main() -> int:
    parser = argparse.ArgumentParser(description="Check and summarise a folder of JSON Lines.")
    parser.add_argument("folder", metavar="FOLDER", help="*.jsonl and *.jsonl.gz at any depth")
    parser.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help="address of a Dask cluster (default: local processes)",
    )
    options = parser.parse_args()
    try:
        paths = archives_below(options.folder)
    except OSError as error:
        parser.error(f"{error.filename}: {error.strerror}")
    if not paths:
        parser.error(f"no *.jsonl or *.jsonl.gz found below {options.folder}")
    if options.scheduler:
        from distributed import Client  # type: ignore[import-not-found,unused-ignore]

        Client(options.scheduler)  # type: ignore[no-untyped-call,unused-ignore]
    summary = summarise(paths)
    for line in report(summary):
        print(printable(line))
    return 2 if summary.unread else 1 if summary.bad else 0


if __name__ == "__main__":
    sys.exit(main())
