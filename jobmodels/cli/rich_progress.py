"""Shows progress as a bar on a terminal. Depends on rich.

The bar appears after half a second, so that short runs show nothing. It is drawn by the reporting
calls, without a thread, and removed at the end.
"""

from __future__ import annotations

from time import monotonic
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from ..core.describe import plural
from .document import printable
from .progress import Progress

_DELAY = 0.5
_PAUSE = 0.1
"""The least time between two drawings of the bar, in seconds."""
_WIDTH = 20
_MAX_LABEL = 24


class RichProgress(Progress):
    """Shows the progress through one file, after the first ``_DELAY`` seconds."""

    def __init__(self, label: str, screen: TextIO) -> None:
        self._bar = Bar(
            TextColumn("{task.description}", markup=False),
            BarColumn(_WIDTH),
            TaskProgressColumn(),
            TextColumn("{task.fields[counts]}", markup=False),
            TimeRemainingColumn(compact=True),
            console=Console(file=screen),
            auto_refresh=False,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._task = self._bar.add_task(printable(label, _MAX_LABEL), total=None, counts="")
        self._total: int | None = None
        self._done = self._records = self._problems = 0
        self._due = monotonic() + _DELAY
        self._is_shown = False

    def __enter__(self) -> RichProgress:
        return self

    def __exit__(self, *_: object) -> None:
        if self._is_shown:
            self._bar.stop()

    def expect(self, total: int | None) -> None:
        self._total = total
        self._done = 0

    def advance(self, steps: int) -> None:
        self._done += steps
        self._show()

    def count(self, problems: int) -> None:
        self._records += 1
        self._problems += problems
        self._show()

    def _show(self) -> None:
        now = monotonic()
        if now < self._due:
            return
        self._due = now + _PAUSE
        self._bar.update(
            self._task,
            total=self._total,
            completed=self._done,
            counts=f"{self._records:,} {plural(self._records, 'record')}, "
            f"{self._problems:,} {plural(self._problems, 'problem')}",
        )
        if not self._is_shown:
            self._is_shown = True  # even if an interrupt stops the next call halfway
            self._bar.start()
        self._bar.refresh()
