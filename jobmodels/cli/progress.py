"""How far a long run has come, for a person who waits: where and whether it is shown.

This module knows streams and options. What is counted, others say; how it looks, ``rich_progress``.
"""

from __future__ import annotations

import os
from contextlib import AbstractContextManager, nullcontext
from typing import Protocol, TextIO

__all__ = ["HIDDEN", "Progress", "choose_progress"]


class Progress(Protocol):
    """What is told of the run through one file."""

    def expect(self, total: int | None) -> None:
        """There are so many steps to go from here: bytes, or items; None where nobody knows."""

    def advance(self, steps: int) -> None:
        """So many of them are done."""

    def count(self, problems: int) -> None:
        """One more record has been judged, and has so many problems."""


class _Hidden:
    def expect(self, total: int | None) -> None:
        pass

    def advance(self, steps: int) -> None:
        pass

    def count(self, problems: int) -> None:
        pass


HIDDEN: Progress = _Hidden()
"""Progress that nobody sees."""


def choose_progress(
    label: str, screen: TextIO, *, is_shown: bool
) -> AbstractContextManager[Progress]:
    """The progress through one file: to be shown while the context lasts, if ``screen`` can."""
    if not is_shown or not screen.isatty() or os.environ.get("TERM") == "dumb":
        return nullcontext(HIDDEN)
    try:
        from .rich_progress import RichProgress
    except ImportError:
        return nullcontext(HIDDEN)
    return RichProgress(label, screen)
