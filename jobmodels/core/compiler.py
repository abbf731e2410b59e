"""The compiled functions: reading and writing unrolled, and a way to look at their source."""

from __future__ import annotations

from .compiled_reader import ReaderSource, compiled_reader
from .compiled_writer import WriterSource, compiled_writer
from .reader import UnknownKeys
from .spec import Record

__all__ = ["compiled_reader", "compiled_writer", "source"]


def source(cls: type[Record], *, lenient: bool = False, unknown_keys: UnknownKeys = "keep") -> str:
    """The source of the functions that read and write ``cls``, for people to look at."""
    writers = (WriterSource(cls, camel) for camel in (False, True))
    return "\n\n".join(part.text for part in (ReaderSource(cls, lenient, unknown_keys), *writers))
