"""The fast engine: compiled functions with the behaviour of the reader and the writer.

Can be left out of a copy. The reader and the writer then do all the work, about eight times as
slowly.
"""

from __future__ import annotations

from typing import Any

from ..errors import Path
from ..options import UnknownKeys
from ..reader import Reader
from ..record import Record
from ..spec import ModelSpec, model_of
from .drafts import draft_maker as draft_maker
from .readers import ReaderSource, class_reader
from .readers import compiled_reader as compiled_reader
from .writers import WriterSource
from .writers import compiled_writer as compiled_writer


class QuickReader(Reader):
    """One reading that walks only the objects with problems.

    It finds the same problems as the reader, because an object that a compiled function accepts has
    none.
    """

    def _fields(self, spec: ModelSpec, value: dict[Any, Any], path: Path, camel: bool) -> Any:
        if path:  # the compiled function has already rejected the whole payload
            obj = class_reader(spec, self.unknown_keys, camel)(value)
            if obj is not None:
                return obj
        return super()._fields(spec, value, path, camel)


def source(cls: type[Record], *, lenient: bool = False, unknown_keys: UnknownKeys = "keep") -> str:
    """Returns the source of the functions that read and write ``cls``, for inspection."""
    spec = model_of(cls, lenient)
    parts = []
    for camel in (False, True):
        parts += [ReaderSource(spec, unknown_keys, camel), WriterSource(spec, camel)]
    return "\n\n".join(part.text for part in parts)
