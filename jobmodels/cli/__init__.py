"""The command ``jobmodels``: what a record is, what is wrong with it, and what it says.

This module only opens the door: nothing of the command is imported before it is called, and the
rest of the package does not know that there is one.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the command with these arguments (those of the process, if None): its exit status."""
    from .run import run

    return run(argv)
