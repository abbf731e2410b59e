"""The benchmark: times jobmodels and its peers side by side in one process, in rounds.

``python -m benchmarks`` runs it; see README.md in this folder. Uses only the public names of
jobmodels, which does not depend on it.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the benchmark with the arguments of a command line, and returns the exit status."""
    # Import here: the environment of the official SDK lacks most of the required libraries.
    try:
        from .command import run
    except ModuleNotFoundError as error:
        raise SystemExit(f"{error}; the benchmark needs: pip install '.[bench]'") from None
    return run(argv)
