"""The exit statuses of the command."""

from __future__ import annotations

__all__ = ["BROKEN_PIPE", "GOOD", "INTERRUPTED", "PROBLEMS", "UNREADABLE"]

GOOD = 0
PROBLEMS = 1
UNREADABLE = 2
"""A file could not be read or written, or the command line is invalid (argparse's status)."""
INTERRUPTED = 128 + 2
"""Interrupted by Ctrl-C: 128 plus the number of the signal, as in shells."""
BROKEN_PIPE = 128 + 13
"""The process that read the output has ended."""
