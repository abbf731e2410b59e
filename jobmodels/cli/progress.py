"""The progress of a long run, and whether it is shown.

Callers report the steps; ``rich_progress`` draws the bar.
"""

from __future__ import annotations

import os
from contextlib import AbstractContextManager, nullcontext, suppress
from typing import TextIO


class Progress:
    """Receives the progress of the run through one file. This class shows nothing."""

    def expect(self, total: int | None) -> None:
        """Starts a new count up to ``total``, in bytes or items; None if the total is unknown."""

    def advance(self, steps: int) -> None:
        """Reports ``steps`` more steps as done."""

    def count(self, problems: int) -> None:
        """Reports one more record as checked, with the number of its problems."""


def choose_progress(
    label: str, screen: TextIO, *, is_shown: bool
) -> AbstractContextManager[Progress]:
    """Returns a context manager for the progress through one file, shown while the context lasts.

    The progress is hidden if ``is_shown`` is false, if ``screen`` is not a capable terminal, or if
    rich is not installed.
    """
    if is_shown and screen.isatty() and os.environ.get("TERM") != "dumb":
        with suppress(ImportError):
            from .rich_progress import RichProgress

            return RichProgress(label, screen)
    return nullcontext(Progress())
