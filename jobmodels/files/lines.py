"""Reads the lines of a file: plain or gzip, bytes or text. Memory does not grow with the file."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from errno import EAGAIN
from itertools import chain
from math import inf
from typing import Any, Literal, Protocol

from ..core.describe import describe_type
from ..records.texts import MAX_LENGTH, TOO_LONG, stripped, without_mark
from .gunzip import MAGIC, DamagedError, gunzip

_CHUNK = 1 << 16
_NO_SYSTEM_FILE = (AttributeError, OSError, TypeError, ValueError)
"""What ``fileno`` and its use raise for an object that is not a file of the operating system."""


class Readable(Protocol):
    """An open file, of bytes or of text."""

    def read(self, size: int, /) -> bytes | str:
        """Returns at most ``size`` bytes or characters; an empty result at the end of the file."""


class Openable(Protocol):
    """A path with a method to open it, such as ``zipfile.Path``."""

    def open(self, mode: Literal["rb"], /) -> Any:
        """Opens the file for bytes, as a context manager."""


def place_of(file: Any) -> object:
    """Returns an object that is equal for open files with the same content, on the disk or in
    memory. For a pipe, in which reading and writing are independent, it equals no other."""
    file = getattr(file, "buffer", file)
    try:
        status = os.fstat(file.fileno())
        return (status.st_dev, status.st_ino) if stat.S_ISREG(status.st_mode) else object()
    except _NO_SYSTEM_FILE:
        seekable = getattr(file, "seekable", None)
        return file if seekable and seekable() else object()


def chunks_of(file: Any) -> Iterator[Any]:
    """Yields the rest of an open file in pieces; from a pipe, as soon as data arrives. Raises
    ``TypeError`` if the file returns neither bytes nor text, and ``BlockingIOError`` if it is
    non-blocking and has no data yet."""
    read = getattr(file, "read1", None) or (
        file.readline if hasattr(file, "encoding") else file.read
    )
    while chunk := read(_CHUNK):
        if not isinstance(chunk, (bytes, str)):
            raise TypeError(f"expected a file of bytes or text, not of {describe_type(chunk)}")
        yield chunk
    if chunk is None or not _is_at_end(file):
        raise BlockingIOError(EAGAIN, "the file is non-blocking and has no data yet")


def _is_at_end(file: Any) -> bool:
    """Returns whether a file without data is at its end. For a buffer of a non-blocking file, an
    empty result of ``read1`` and ``readline`` can also mean that no data has arrived."""
    try:
        if os.get_blocking(file.fileno()):
            return True
    except _NO_SYSTEM_FILE:
        return True
    data = getattr(file, "buffer", file).read(1)
    return data is not None and not data


def unpacked(chunks: Iterator[Any]) -> Iterator[Any]:
    """Yields the content of the chunks, unpacked if they are bytes that start like gzip data."""
    head = next(chunks, b"")
    while isinstance(head, bytes) and len(head) < len(MAGIC) and (chunk := next(chunks, b"")):
        head += chunk
    whole = chain([head], chunks)
    return gunzip(whole) if isinstance(head, bytes) and head.startswith(MAGIC) else whole


def lines_of(chunks: Iterable[Any]) -> Iterator[Any]:
    """Yields the lines without ``\\n``, and ``TOO_LONG`` for one longer than ``MAX_LENGTH``, which
    is not kept in memory. A text that begins with ``[`` may be one array: its lines have no limit.
    Raises ``gzip.BadGzipFile`` for damaged gzip data, after every line before the damage."""
    longest: float = MAX_LENGTH
    begun: list[Any] = []
    size = ended = 0
    try:
        for chunk in chunks:
            if not (size or ended) and stripped(without_mark(chunk))[:1] in ("[", b"["):
                longest = inf
            first, *others = chunk.split("\n" if isinstance(chunk, str) else b"\n")
            size += len(first)
            begun.append(first)
            if size > longest:
                begun.clear()
            if others:
                yield TOO_LONG if size > longest else first[:0].join(begun)
                *lines, last = others
                for line in lines:
                    yield line if len(line) <= longest else TOO_LONG
                begun, size = [last], len(last)
                ended += len(others)
    except DamagedError as error:
        from gzip import BadGzipFile

        raise BadGzipFile(f"{error}, after line {ended}") from None
    if size:
        yield TOO_LONG if size > longest else begun[0][:0].join(begun)
