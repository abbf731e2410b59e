"""The command: measures everything in order and writes the report."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from contextlib import ExitStack, closing
from pathlib import Path

from rich.console import Console
from rich.progress import track

from .archive import run_archives
from .contestant import Contestant, LocalContestant
from .findings import Entrant, Findings
from .first_use import time_first_use
from .imports import time_imports
from .measurements import Measurements
from .memory import bytes_per_object
from .peers.catalogue import PEERS
from .report.chart import draw
from .report.markdown import markdown, surroundings
from .report.tables import tables
from .report.terminal import show
from .result_file import run_result_file
from .rounds import prepare, race
from .sdk.client import RemoteContestant
from .sdk.environment import SdkError, sdk_python
from .settings import Settings, settings_from
from .targets import targets

__all__ = ["run"]


def run(argv: Sequence[str] | None) -> int:
    settings = settings_from(argv)
    console = Console(width=None if sys.stdout.isatty() else 120)
    findings = measure(settings, Console(stderr=True))
    judged = targets(findings)
    report = list(tables(findings, judged))
    show(report, console)
    for case in findings.wrong:
        console.print(f"not timed, because its result was wrong: {case.name}", style="red")
    settings.output.mkdir(parents=True, exist_ok=True)
    Path(settings.output, "RESULTS.md").write_text(markdown(findings, report), encoding="utf-8")
    draw(findings, Path(settings.output, "chart.svg"))
    if settings.pyperf:
        suite = findings.measurements.suite(surroundings())
        suite.dump(str(settings.pyperf), replace=True)
    return 1 if findings.wrong else 0


def measure(settings: Settings, console: Console) -> Findings:
    def times(count: int, what: str) -> Iterable[int]:
        return track(range(count), what, console=console)

    python, without_sdk = find_sdk(settings, console)
    peers = [peer() for peer in PEERS]
    with ExitStack() as stack:
        contestants: list[Contestant] = [LocalContestant(peer) for peer in peers]
        if python:
            contestants.append(stack.enter_context(closing(RemoteContestant(python))))
        entrants = [
            Entrant(each.name, each.about, each.version, each.abilities()) for each in contestants
        ]
        prepared = prepare(
            contestants, settings.sample, lambda name: console.log(f"checking {name}")
        )
        values = race(contestants, prepared.loops, times(settings.rounds, "Rounds"))
    return Findings(
        entrants=entrants,
        measurements=Measurements(values, prepared.loops),
        wrong=prepared.wrong,
        imports=time_imports(times(settings.starts, "Imports"), python),
        first_use=time_first_use(times(settings.starts, "First use")),
        memory=bytes_per_object(track(peers, "Memory", console=console), settings.objects),
        memory_count=settings.objects,
        archive=run_archives(settings.archive, times(settings.file_rounds, "Archives")),
        result_file=run_result_file(settings.lines, times(settings.file_rounds, "Result file")),
        rounds=settings.rounds,
        without_sdk=without_sdk,
    )


def find_sdk(settings: Settings, console: Console) -> tuple[Path | None, str | None]:
    """Returns the Python that has the official SDK, or the reason why there is none."""
    if not settings.with_sdk:
        return None, "it was excluded by --no-sdk"
    console.log("preparing the environment of the official SDK (created on first use)")
    try:
        return sdk_python(), None
    except SdkError as error:
        console.print(f"WITHOUT THE OFFICIAL SDK: {error}", style="bold red")
        return None, str(error)
