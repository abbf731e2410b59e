"""Exit statuses: the whole list, so that no two of them mean the same."""

from __future__ import annotations

__all__ = ["BROKEN_PIPE", "GOOD", "INTERRUPTED", "PROBLEMS", "UNREADABLE"]

GOOD = 0
PROBLEMS = 1
UNREADABLE = 2
"""A file could not be read or written, or the command line not be understood (argparse's
number)."""
INTERRUPTED = 128 + 2
"""Ctrl-C, as shells count signals."""
BROKEN_PIPE = 128 + 13
"""Whoever was reading has left."""
