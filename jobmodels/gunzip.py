"""What a gzip stream holds, as far as it can be read, one member after the other; and writing one.

The standard library's file loses what it has unpacked of a damaged block, and says of the damage
whatever its parts happen to raise. This module knows bytes, and nothing of what they mean.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

__all__ = ["MAGIC", "DamagedError", "gunzip", "gzipped"]

MAGIC = b"\x1f\x8b"
"""What every member of a gzip stream begins with."""

_MOST = 1 << 18
"""How many bytes are unpacked at once: a few packed ones may hold any number."""


class DamagedError(Exception):
    """The stream is damaged, ends in the middle, or is followed by something else."""


def gunzip(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The content of a gzip stream, both in pieces of any size.

    Raises ``DamagedError`` after everything that could be unpacked.
    """
    from zlib import MAX_WBITS, decompressobj

    member: Any = None
    packed = b""
    for chunk in chunks:
        packed += chunk
        while packed:
            if member is None:
                packed = packed.lstrip(b"\0")  # what devices with blocks leave between members
                if not MAGIC.startswith(packed[: len(MAGIC)]):
                    raise DamagedError("something else follows the gzip data")
                if len(packed) < len(MAGIC):
                    break
                member = decompressobj(16 + MAX_WBITS)
            yield from _unpack(member, packed)
            packed = member.unused_data
            if member.eof:
                member = None
    if member is not None or packed:
        raise DamagedError("the gzip data ends in the middle")


def _unpack(member: Any, packed: bytes) -> Iterator[bytes]:
    from zlib import error as ZlibError

    data = b""
    while not member.eof and (packed or len(data) == _MOST):
        before = member.copy()
        try:
            data = member.decompress(packed, _MOST)
        except ZlibError:
            yield from _unpack_bytewise(before, packed)
            raise DamagedError("the gzip data is damaged") from None
        yield data
        packed = member.unconsumed_tail


def _unpack_bytewise(member: Any, packed: bytes) -> Iterator[bytes]:
    """What the bytes before the damage hold: where it is, zlib does not say."""
    from zlib import error as ZlibError

    for index in range(len(packed)):
        try:
            yield member.decompress(packed[index : index + 1])
        except ZlibError:
            return


@contextmanager
def gzipped(file: Any) -> Iterator[BinaryIO]:
    """A file to write, whose content goes packed into ``file``: as the same bytes each time."""
    from gzip import GzipFile

    # Neither the time nor the name: nothing that differs from one run to the next.
    with GzipFile("", "wb", 6, file, 0) as gz, io.BufferedWriter(gz) as buffered:
        yield buffered
