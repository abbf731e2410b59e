"""The benchmark: jobmodels and its peers, side by side in one process, round by round.

``python -m benchmarks`` runs it; README.md beside this file says how. It imports jobmodels as any
stranger would, and nothing of jobmodels knows it.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the benchmark with the arguments of a command line; gives the exit status."""
    # Imported here, because the official SDK's own environment has few of the libraries it needs.
    try:
        from .command import run
    except ModuleNotFoundError as error:
        raise SystemExit(f"{error}; the benchmark needs: pip install '.[bench]'") from None
    return run(argv)
