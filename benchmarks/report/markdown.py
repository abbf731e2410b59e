"""RESULTS.md: the tables, the configuration of each peer, and the environment of the run.

It contains nothing that identifies the machine: no host name, no path.
"""

from __future__ import annotations

import datetime
import os
import platform
from collections.abc import Iterable, Iterator
from importlib.metadata import version

from ..findings import Findings
from .table import Table

__all__ = ["markdown", "surroundings"]

LIBRARIES = "attrs cattrs msgspec orjson pydantic pydantic_core pyperf".split()


def surroundings() -> dict[str, str]:
    """The environment that figures depend on, besides the code."""
    return {
        "date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d"),
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "platform": f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors",
        **{name: version(name) for name in LIBRARIES},
    }


def markdown(findings: Findings, tables: Iterable[Table]) -> str:
    return "\n".join([*_head(findings), *_warnings(findings), *_body(tables), *_peers(findings)])


def _head(findings: Findings) -> Iterator[str]:
    around = surroundings()
    yield "# Results"
    yield ""
    yield "Written by `python -m benchmarks`; [README.md](README.md) describes the method."
    yield ""
    yield (
        f"{around['date']}, {around['python']} on {around['platform']}, {findings.rounds} rounds. "
        + ", ".join(f"{name} {around[name]}" for name in LIBRARIES)
        + "."
    )
    yield ""


def _warnings(findings: Findings) -> Iterator[str]:
    if findings.without_sdk:
        yield f"**Without the official SDK:** {findings.without_sdk}"
        yield ""
    for case in findings.wrong:
        yield f"**Not timed, because its result was wrong:** {case.name}"
        yield ""


def _body(tables: Iterable[Table]) -> Iterator[str]:
    for table in tables:
        yield f"## {table.title}"
        yield ""
        yield _row(table.headers)
        yield _row(["---", *("---:" for _ in table.headers[1:])])
        for row in table.rows:
            yield _row(row)
        yield ""
        if table.note:
            yield table.note
            yield ""


def _peers(findings: Findings) -> Iterator[str]:
    yield "## Configuration of each library"
    yield ""
    for entrant in findings.entrants:
        yield f"- **{entrant.name}** ({entrant.version}): {entrant.about}"
    yield ""


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
