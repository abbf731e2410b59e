"""The results of the rounds: medians, ratios, and a pyperf suite."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pyperf  # type: ignore[import-untyped]

from .cases import Case, Kind, Operation

__all__ = ["Measurements", "Ratio", "ratio_of"]


class Ratio(NamedTuple):
    """The median of the ratios of all rounds, and the quartiles around it."""

    median: float
    low: float
    high: float


def ratio_of(values: Sequence[float], others: Sequence[float]) -> Ratio:
    """Returns the ratio of two series, round by round."""
    ratios = [value / other for value, other in zip(values, others, strict=True)]
    if len(ratios) == 1:
        return Ratio(ratios[0], ratios[0], ratios[0])
    low, median, high = statistics.quantiles(ratios, n=4, method="inclusive")
    return Ratio(median, low, high)


class Measurements:
    """The values of every case, in seconds, one per round."""

    def __init__(self, values: Mapping[Case, Sequence[float]], loops: Mapping[Case, int]) -> None:
        self.values = values
        self.loops = loops

    def seconds(self, kind: Kind, operation: Operation, peer: str) -> float | None:
        """Returns the median time of one call; None if the peer does not support it."""
        values = self.values.get(Case(kind, operation, peer))
        return statistics.median(values) if values else None

    def ratio(self, case: Case, reference: Case) -> Ratio | None:
        if case not in self.values or reference not in self.values:
            return None
        return ratio_of(self.values[case], self.values[reference])

    def suite(self, metadata: Mapping[str, str]) -> pyperf.BenchmarkSuite:
        """Returns the values as a pyperf suite, without the metadata about the machine."""
        return pyperf.BenchmarkSuite(
            [
                pyperf.Benchmark(
                    [
                        pyperf.Run(
                            values,
                            metadata={
                                **metadata,
                                "name": case.name,
                                "unit": "second",
                                "loops": self.loops[case],
                            },
                            collect_metadata=False,
                        )
                    ]
                )
                for case, values in self.values.items()
            ]
        )
