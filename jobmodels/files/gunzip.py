"""Reads gzip streams up to the first damage, and writes gzip streams.

For reading, ``gzip.GzipFile`` is not used: it loses the data that it has unpacked from a damaged
block, and raises one of several exceptions for the damage.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, BinaryIO

MAGIC = b"\x1f\x8b"
"""The first bytes of every member of a gzip stream."""

_MAX_COUNT = 1 << 18
"""The maximum number of bytes to unpack at once, because a few packed bytes can unpack to many."""


class DamagedError(Exception):
    """The stream is damaged, truncated, or followed by other data."""


def gunzip(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yields the content of a gzip stream in pieces; the pieces of the stream may have any size.
    Raises ``DamagedError`` after it has yielded everything that can be unpacked."""
    from zlib import MAX_WBITS, decompressobj

    member: Any = None
    packed = b""
    for chunk in chunks:
        packed += chunk
        while packed:
            if member is None:
                packed = packed.lstrip(b"\0")  # block devices pad members with zeros
                if not MAGIC.startswith(packed[: len(MAGIC)]):
                    raise DamagedError("the gzip data is followed by other data")
                if len(packed) < len(MAGIC):
                    break
                member = decompressobj(16 + MAX_WBITS)
            yield from _unpack(member, packed)
            packed = member.unused_data
            if member.eof:
                member = None
    if member is not None or packed:
        raise DamagedError("the gzip data is truncated")


def _unpack(member: Any, packed: bytes) -> Iterator[bytes]:
    from zlib import error as ZlibError

    data = b""
    while not member.eof and (packed or len(data) == _MAX_COUNT):
        before = member.copy()
        try:
            data = member.decompress(packed, _MAX_COUNT)
        except ZlibError:
            with suppress(ZlibError):  # byte by byte: zlib does not report where the damage is
                for index in range(len(packed)):
                    yield before.decompress(packed[index : index + 1])
            raise DamagedError("the gzip data is damaged") from None
        yield data
        packed = member.unconsumed_tail


@contextmanager
def gzipped(file: Any) -> Iterator[BinaryIO]:
    """Yields a file whose content is packed into ``file``; equal content results in equal bytes."""
    from gzip import GzipFile

    # No name and no time in the header: they would differ between runs.
    with GzipFile("", "wb", 6, file, 0) as gz, io.BufferedWriter(gz) as buffered:
        yield buffered
