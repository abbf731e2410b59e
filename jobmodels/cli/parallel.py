"""Reads a large file of JSON Lines in several processes, with the results of reading it in one.

The parts of the file end at ends of lines. From the first part whose last record may continue in
the next one, this process reads the rest.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from typing import TypeVar

from ..files.gunzip import MAGIC
from .progress import Progress
from .sources import STANDARD_INPUT, Entry, Start, records_after, records_in

T = TypeVar("T")
Read = Callable[[Iterator[Entry]], Iterable[T]]
Pack = Callable[[Iterable[T]], list[T]]
PART = 4 << 20
"""The maximum size of a part, in bytes."""


def read_in_parts(
    name: str, progress: Progress, jobs: int, read: Read[T], pack: Pack[T] = list
) -> Iterator[T]:
    """Yields the results of ``read`` for the records in a file, in the order of the file. With
    several ``jobs``, other processes call ``read`` with the records of each part and ``pack`` with
    the results; this process calls ``read`` with the rest of the records."""
    start = 0, 0
    if jobs > 1 and name != STANDARD_INPUT and os.path.isfile(name):
        results = _results(name, jobs, partial(_read, name, read, pack))
        for end, found in progress.track(results, os.path.getsize(name), lambda _: PART):
            yield from found
            start = end
    yield from read(records_in(name, progress, start=start))


def _results(
    name: str, jobs: int, read: Callable[[Start, Start], list[T]]
) -> Iterator[tuple[Start, list[T]]]:
    """Yields the end of each part, and the results of ``read``."""
    try:
        from concurrent.futures import ProcessPoolExecutor

        pool = ProcessPoolExecutor(jobs, initializer=_prepare)
        try:
            parts = ((end, pool.submit(read, at, end)) for at, end in _parts(name))
            waiting = deque(islice(parts, 2 * jobs))
            while waiting:
                end, future = waiting.popleft()
                yield end, future.result()
                waiting.extend(islice(parts, 1))
        finally:
            pool.shutdown(cancel_futures=True)
    except (ImportError, OSError, RuntimeError, ValueError):
        return  # the system has no processes, one was stopped, or ``_read`` raised the error


def _prepare() -> None:
    """Prepares a process: its parent stops it after Ctrl-C, and it ends when its parent does."""
    from multiprocessing import parent_process
    from threading import Thread

    def end_with_parent() -> None:
        if parent := parent_process():
            parent.join()
            os._exit(1)

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=end_with_parent, daemon=True).start()


def _parts(name: str) -> Iterator[tuple[Start, Start]]:
    """Yields the start and end of each part, up to a line that is longer or has no end."""
    record = next(records_in(name, Progress()))
    if record.line is None or not isinstance(record.payload, dict):
        return
    offset = line = 0
    with open(name, "rb") as file:
        while size := (data := file.read(PART)).rfind(b"\n") + 1:
            if (len(data) < PART and not offset) or data.startswith(MAGIC):
                return  # one process is enough, or the file is packed
            end = file.seek(offset + size), line + data.count(b"\n")
            yield (offset, line), end
            offset, line = end


def _read(name: str, read: Read[T], pack: Pack[T], start: Start, end: Start) -> list[T]:
    with open(name, "rb") as file:
        file.seek(start[0])
        data = file.read(end[0] - start[0])
    line = start[1]
    last = line + len(data.rstrip(b" \t\r\n").split(b"\n"))

    def chunks() -> Iterator[bytes]:
        yield data
        if line != last:
            raise OSError("the last record may continue in the next part")

    def records() -> Iterator[Entry]:
        nonlocal line
        for entry in records_after(start[1], chunks()):
            line = entry.line or 0
            yield entry

    return pack(read(records()))
