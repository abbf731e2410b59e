"""The progress of a long run, as a bar on a terminal if rich is installed.

The bar appears after half a second, so that short runs show nothing. It is drawn by the reporting
calls, without a thread, and removed at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from time import monotonic
from typing import Any, TextIO, TypeVar

from ..core.describe import plural
from ..pages.document import printable
from . import is_terminal

T = TypeVar("T")
_DELAY = 0.5
_PAUSE = 0.1
"""The least time between two drawings of the bar, in seconds."""


class Progress(AbstractContextManager["Progress"]):
    """The progress through one file. Shows nothing without a capable terminal, or without rich."""

    def __init__(self, label: str = "", screen: TextIO | None = None) -> None:
        self._label = label
        self._screen = screen if screen and is_terminal(screen) else None
        self._bar: Any = None
        self._total: int | None = None
        self._done = self._records = self._problems = 0
        self._due = monotonic() + _DELAY

    def __exit__(self, *_: object) -> None:
        if self._bar:
            self._bar.stop()

    def track(self, parts: Iterable[T], total: int | None, size: Callable[[T], int]) -> Iterator[T]:
        """Yields the parts, and reports the sum of their sizes, of a total that may be unknown."""
        self._total, self._done = total, 0
        for part in parts:
            self._done += size(part)
            self._show()
            yield part

    def count(self, problems: int, records: int = 1) -> None:
        """Reports more records as checked, with the number of their problems."""
        self._records += records
        self._problems += problems
        self._show()

    def _show(self) -> None:
        if self._screen is None or (now := monotonic()) < self._due:
            return
        if not self._bar:
            try:
                self._bar = _make_bar(self._label, self._screen)
            except ImportError:
                self._screen = None
                return
        self._due = now + _PAUSE
        self._bar.update(
            self._bar.task_ids[0],
            total=self._total,
            completed=self._done,
            counts=f"{self._records:,} {plural(self._records, 'record')}, "
            f"{self._problems:,} {plural(self._problems, 'problem')}",
        )
        self._bar.start()  # does nothing if it is started
        self._bar.refresh()


def _make_bar(label: str, screen: TextIO) -> Any:
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    bar = Bar(
        TextColumn("{task.description}", markup=False),
        BarColumn(20),
        TaskProgressColumn(),
        TextColumn("{task.fields[counts]}", markup=False),
        TimeRemainingColumn(compact=True),
        console=Console(file=screen),
        auto_refresh=False,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    bar.add_task(printable(label, 24), total=None, counts="")
    return bar
