"""The command ``jobmodels``: checks, shows, converts and generates records.

``main`` imports the command when it is called. No module outside ``cli`` depends on it, except
``__main__``.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the command and returns its exit status.

    ``argv`` are the arguments; None stands for those of the process.
    """
    from .run import run

    return run(argv)
