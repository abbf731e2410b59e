"""The compiled functions for reading and writing, and a way to inspect their source."""

from __future__ import annotations

from .compiled_reader import ReaderSource, class_reader, compiled_reader
from .compiled_writer import WriterSource, compiled_writer
from .options import UnknownKeys
from .record import Record
from .spec import model_of

__all__ = ["class_reader", "compiled_reader", "compiled_writer", "source"]


def source(cls: type[Record], *, lenient: bool = False, unknown_keys: UnknownKeys = "keep") -> str:
    """Returns the source of the functions that read and write ``cls``, for inspection."""
    spec = model_of(cls, lenient)
    parts = []
    for camel in (False, True):
        parts += [ReaderSource(spec, unknown_keys, camel), WriterSource(spec, camel)]
    return "\n\n".join(part.text for part in parts)
