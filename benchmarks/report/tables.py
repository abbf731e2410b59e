"""The tables of a report, in order."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence

from ..abilities import TITLES
from ..archive import PASSES, Pass
from ..cases import PAYLOAD_OPERATIONS, TEXT_OPERATIONS, Case, Kind, Operation
from ..findings import Findings
from ..first_use import CLASSES
from ..imports import ATTRS, OURS
from ..measurements import ratio_of
from ..result_file import READ, YARDSTICK
from ..targets import Target
from .table import DASH, Table, bytes_text, duration, ratio_text

__all__ = ["tables"]

HEADERS = {
    Operation.READ: "read",
    Operation.WRITE: "write",
    Operation.ONE_PROBLEM: "find one problem",
    Operation.TEN_PROBLEMS: "find ten problems",
    Operation.TEXT_IN: "text in, standard",
    Operation.TEXT_OUT: "text out, standard",
    Operation.FAST_TEXT_IN: "text in, fast",
    Operation.FAST_TEXT_OUT: "text out, fast",
    Operation.READ_CAMEL: "read camelCase",
    Operation.READ_LENIENT: "read leniently",
    Operation.WRITE_CAMEL: "write camelCase",
}


def tables(findings: Findings, targets: Sequence[Target]) -> Iterator[Table]:
    yield _targets(targets)
    for kind in Kind:
        yield _times(findings, kind, PAYLOAD_OPERATIONS, f"Objects: {kind.title}")
        yield _times(findings, kind, TEXT_OPERATIONS, f"JSON text: {kind.title}")
    yield _modes(findings)
    yield _abilities(findings)
    yield _imports(findings)
    yield _first_use(findings)
    yield _memory(findings)
    if findings.archive:
        yield _archive(findings)
    yield _result_file(findings)


def _targets(targets: Sequence[Target]) -> Table:
    rows = [
        [
            target.claim,
            DASH if target.measured is None else ratio_text(target.measured, target.unit),
            f"{target.limit:g} {target.unit}"
            + ("" if target.bound is None else f", at most {target.bound:g} tolerated"),
            target.verdict,
        ]
        for target in targets
    ]
    note = (
        "Medians, with the quartiles in brackets, for the full JobOut unless another payload is "
        "named. The official SDK's client creates a pydantic class for each text that it reads; "
        'the time of its models without that is under "text in, fast".'
    )
    return Table(
        "Performance targets of jobmodels", ["", "measured", "at most", "result"], rows, note
    )


def _times(findings: Findings, kind: Kind, operations: Sequence[Operation], title: str) -> Table:
    found = findings.measurements
    shown = [each for each in operations if Case(kind, each, OURS) in found.values]
    rows = []
    for entrant in findings.entrants:
        cells = [entrant.name]
        for operation in shown:
            case = Case(kind, operation, entrant.name)
            ratio = found.ratio(case, Case(kind, operation, OURS))
            seconds = found.seconds(*case)
            cells.append(
                DASH
                if ratio is None or seconds is None
                else f"{duration(seconds)} ({ratio.median:.2f})"
            )
        rows.append(cells)
    note = "Median time, and in brackets the ratio to jobmodels: above 1 is slower."
    return Table(title, ["", *(HEADERS[each] for each in shown)], rows, note)


def _modes(findings: Findings) -> Table:
    plain = {
        Operation.READ_CAMEL: Operation.READ,
        Operation.READ_LENIENT: Operation.READ,
        Operation.WRITE_CAMEL: Operation.WRITE,
    }
    rows = []
    for kind in Kind:
        cells = [kind.title]
        for operation, reference in plain.items():
            ratio = findings.measurements.ratio(
                Case(kind, operation, OURS), Case(kind, reference, OURS)
            )
            cells.append(DASH if ratio is None else ratio_text(ratio, "x"))
        rows.append(cells)
    note = (
        "jobmodels compared with itself: the ratio to the plain read or write of the same payload."
    )
    return Table("Cases and lenient reading", ["", *(HEADERS[each] for each in plain)], rows, note)


def _abilities(findings: Findings) -> Table:
    rows = [
        [entrant.name, *(entrant.abilities[key] for key in TITLES)] for entrant in findings.entrants
    ]
    note = "Determined by a trial of each library, in the configuration that is timed."
    return Table("Features of each library", ["", *TITLES.values()], rows, note)


def _imports(findings: Findings) -> Table:
    times = findings.imports.seconds
    rows = [
        [name, duration(statistics.median(values)), f"{ratio_of(values, times[ATTRS]).median:.2f}"]
        for name, values in times.items()
    ]
    ours = [name for name in findings.imports.added if name.partition(".")[0] == OURS]
    others = [name for name in findings.imports.added if name.partition(".")[0] != OURS]
    note = (
        "For jobmodels: the import of every class of edition 2024-11-07, `structure` and "
        "`unstructure`, since `import jobmodels` alone loads none of them. This loads "
        f"{len(ours)} modules of jobmodels. Other modules that `import attrs` does not load: "
        f"{', '.join(f'`{name}`' for name in others) or 'none'}."
    )
    return Table("Import, in a fresh process", ["", "time", "ratio to import attrs"], rows, note)


def _first_use(findings: Findings) -> Table:
    names = (
        "first read in the process, of a small class",
        "first read of a JobOut",
        "first write of a JobOut",
    )
    rows = [
        [name, duration(statistics.median(values))]
        for name, values in zip(names, findings.first_use, strict=True)
    ]
    note = (
        "In a fresh process. The first read in the process also imports the modules for reading. "
        f"A JobOut has {CLASSES} classes, which are compiled. The last two times exclude the time "
        "of a second read or write."
    )
    return Table("First use of jobmodels", ["", "time"], rows, note)


def _memory(findings: Findings) -> Table:
    ours = findings.memory[OURS]
    rows = [
        [name, bytes_text(size), f"{size / ours:.2f}"] for name, size in findings.memory.items()
    ]
    note = (
        "A full JobOut, each read from its own JSON text: the mean over "
        f"{findings.memory_count:,} distinct objects, measured with tracemalloc, without the "
        "payloads. Memory use is proportional to the number of objects."
    )
    return Table("Memory of one object", ["", "memory", "ratio to jobmodels"], rows, note)


def _archive(findings: Findings) -> Table:
    rows = []
    for count in sorted({each.records for each in findings.archive}):
        for name in PASSES:
            passes = [
                each for each in findings.archive if (each.records, each.name) == (count, name)
            ]
            rows.append([f"{count:,} records, {name}", *_time_and_peak(passes)])
    meanings = ", ".join(f"{name}: {code}" for name, code in PASSES.items())
    note = (
        "JSON Lines in which full, smallest and detailed jobs and jobs of the last edition "
        f"alternate. Each pass runs in its own process. {meanings[0].upper()}{meanings[1:]}."
    )
    return Table("Archives", ["", "time per record", "peak memory"], rows, note)


def _result_file(findings: Findings) -> Table:
    rows = [
        [name, *_time_and_peak([each for each in findings.result_file if each.name == name])]
        for name in (READ, YARDSTICK)
    ]
    lines = findings.result_file[0].records
    note = (
        f"JSON Lines, {lines:,} results of chat completions, each with its response as free-form "
        "JSON. Each pass runs in its own process, whose memory includes that of Python."
    )
    return Table("The result file of a batch job", ["", "time per line", "peak memory"], rows, note)


def _time_and_peak(passes: Sequence[Pass]) -> list[str]:
    """Formats the medians of passes over the same file."""
    seconds = statistics.median(each.seconds / each.records for each in passes)
    peaks = [each.peak for each in passes if each.peak is not None]
    return [duration(seconds), bytes_text(statistics.median(peaks)) if peaks else DASH]
