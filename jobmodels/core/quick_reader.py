"""The reader, sparing itself the walk through every object that is not to blame.

It finds the same problems as the reader does: what the compiled functions take has none.
"""

from __future__ import annotations

from typing import Any

from .compiler import class_reader
from .reader import Reader
from .spec import ModelSpec

__all__ = ["QuickReader"]


class QuickReader(Reader):
    """One reading, of which only the objects with problems are walked through."""

    __slots__ = ()

    def _fields(self, spec: ModelSpec, value: dict[Any, Any], path: str, camel: bool) -> Any:
        if path != "$":  # which has been tried
            obj = class_reader(self.lenient, self.unknown_keys, spec.cls, camel)(value)
            if obj is not None:
                return obj
        return super()._fields(spec, value, path, camel)
