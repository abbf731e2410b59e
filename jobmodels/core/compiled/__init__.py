"""The fast engine: compiled functions with the behaviour of the reader and the writer. In a copy
without it, these do all the work, about eight times as slowly."""

from __future__ import annotations

from ..options import UnknownKeys
from ..record import Record
from ..spec import model_of
from .drafts import draft_maker as draft_maker
from .readers import ReaderSource
from .readers import class_reader as class_reader
from .readers import compiled_reader as compiled_reader
from .writers import WriterSource
from .writers import compiled_writer as compiled_writer


def source(cls: type[Record], *, lenient: bool = False, unknown_keys: UnknownKeys = "keep") -> str:
    """Returns the source of the functions that read and write ``cls``, for inspection."""
    spec = model_of(cls, lenient)
    parts = []
    for camel in (False, True):
        parts += [ReaderSource(spec, unknown_keys, camel), WriterSource(spec, camel)]
    return "\n\n".join(part.text for part in parts)
