"""The target ratios of jobmodels, and whether it meets them."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median
from typing import NamedTuple

from .archive import PASSES, Pass
from .cases import Case, Kind, Operation
from .findings import Findings
from .first_use import CLASSES
from .imports import ATTRS, OURS, SDK
from .measurements import Measurements, Ratio, ratio_of

__all__ = ["Target", "targets"]

CATTRS = "jobmodels through cattrs"


class Target(NamedTuple):
    """One target: ``measured`` must be at most ``limit``."""

    claim: str
    measured: Ratio | None
    limit: float
    bound: float | None = None
    """The bound that must hold even if the limit is missed."""
    unit: str = "x"

    @property
    def verdict(self) -> str:
        if self.measured is None:
            return "not measured"
        if self.measured.median <= self.limit:
            return "met"
        if self.bound is not None and self.measured.median <= self.bound:
            return "within the bound"
        return "missed"


def targets(findings: Findings) -> list[Target]:
    return [*_speed(findings.measurements), *_start(findings), *_memory(findings)]


def _speed(found: Measurements) -> Iterator[Target]:
    def full(operation: Operation, peer: str = OURS) -> Case:
        return Case(Kind.FULL, operation, peer)

    read, write = full(Operation.READ), full(Operation.WRITE)

    def target(
        claim: str, case: Case, other: Case, limit: float, bound: float | None = None
    ) -> Target:
        return Target(claim, found.ratio(case, other), limit, bound)

    yield target(
        "read / pydantic's model_validate", read, full(Operation.READ, "pydantic"), 1, 1.25
    )
    yield target("write / pydantic's model_dump", write, full(Operation.WRITE, "pydantic"), 0.6)
    yield target("write / msgspec.to_builtins", write, full(Operation.WRITE, "msgspec"), 1.3)
    yield target("read through cattrs / read", full(Operation.READ, CATTRS), read, 1.1)
    yield target("write through cattrs / write", full(Operation.WRITE, CATTRS), write, 1.1)
    yield target("read camelCase / read snake_case", full(Operation.READ_CAMEL), read, 1.15)
    yield target("write camelCase / write snake_case", full(Operation.WRITE_CAMEL), write, 1.15)
    yield target("read leniently / read", full(Operation.READ_LENIENT), read, 1.1)
    for operation in (Operation.READ, Operation.WRITE):
        yield Target(
            f"{operation.value}: smallest job / full job, relative to pydantic",
            _proportion(found, operation),
            1.25,
        )
    yield target("find one problem / read", full(Operation.ONE_PROBLEM), read, 8)
    yield target("find ten problems / read", full(Operation.TEN_PROBLEMS), read, 15)
    yield target(
        "JSON text with orjson / pydantic's model_validate_json",
        full(Operation.FAST_TEXT_IN),
        full(Operation.FAST_TEXT_IN, "pydantic"),
        1.5,
    )
    yield target(
        "JSON text with the standard library / the official SDK's client",
        full(Operation.TEXT_IN),
        full(Operation.TEXT_IN, "official SDK"),
        0.5,
    )


def _proportion(found: Measurements, operation: Operation) -> Ratio | None:
    """Returns the ratio of the smallest to a full job, relative to that ratio of pydantic."""
    shares = []
    for peer in (OURS, "pydantic"):
        small = found.values.get(Case(Kind.SMALLEST, operation, peer))
        full = found.values.get(Case(Kind.FULL, operation, peer))
        if small is None or full is None:
            return None
        shares.append([part / whole for part, whole in zip(small, full, strict=True)])
    return ratio_of(*shares)


def _start(findings: Findings) -> Iterator[Target]:
    seconds = findings.imports.seconds
    yield Target(
        "import with all classes / import attrs", ratio_of(seconds[OURS], seconds[ATTRS]), 1.5
    )
    sdk = ratio_of(seconds[OURS], seconds[SDK]) if SDK in seconds else None
    yield Target("import with all classes / import the official SDK's models", sdk, 0.2)
    milliseconds = [1000 * value / CLASSES for value in findings.first_use.read]
    compiling = ratio_of(milliseconds, [1.0] * len(milliseconds))
    yield Target("compiling a class at its first read", compiling, 5, unit="ms")


def _memory(findings: Findings) -> Iterator[Target]:
    share = findings.memory[OURS] / findings.memory["pydantic"]
    yield Target("memory of a JobOut / pydantic's", _alone(share), 0.5)
    sizes = sorted({each.records for each in findings.archive})
    if len(sizes) < 2:
        return
    few, many = sizes[0], sizes[-1]
    sizes_named = f"{many:,} records / {few:,} records"
    for name in [name for name in PASSES if "--jobs" not in name]:
        small, large = _passes(findings, few, name), _passes(findings, many, name)
        times = ratio_of(
            [each.seconds / many for each in large], [each.seconds / few for each in small]
        )
        yield Target(f"archive, {name}: time per record, {sizes_named}", times, 1.2)
        peaks, others = _peaks(large), _peaks(small)
        growth = _alone(median(peaks) / median(others)) if peaks and others else None
        yield Target(f"archive, {name}: peak memory, {sizes_named}", growth, 1.1)

    for name, other, limit in (
        ("table", "read", 1.5),
        ("check", "read", 1.3),
        ("check --jobs 2", "check", 0.59),  # 1.7 times as fast
    ):
        pair = [
            [each.seconds for each in _passes(findings, many, which)] for which in (name, other)
        ]
        yield Target(f"archive of {many:,} records: {name} / {other}", ratio_of(*pair), limit)


def _passes(findings: Findings, records: int, name: str) -> list[Pass]:
    return [each for each in findings.archive if (each.records, each.name) == (records, name)]


def _peaks(passes: list[Pass]) -> list[int]:
    return [each.peak for each in passes if each.peak is not None]


def _alone(value: float) -> Ratio:
    return Ratio(value, value, value)
