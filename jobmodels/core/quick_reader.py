"""A reader that leaves nested objects to the compiled functions, and reads those that they reject.

It finds the same problems as the reader, because an object that a compiled function accepts has
none.
"""

from __future__ import annotations

from typing import Any

from .compiler import class_reader
from .reader import Reader
from .spec import ModelSpec

__all__ = ["QuickReader"]


class QuickReader(Reader):
    """One reading that walks only the objects with problems."""

    __slots__ = ()

    def _fields(self, spec: ModelSpec, value: dict[Any, Any], path: str, camel: bool) -> Any:
        if path != "$":  # the compiled function has already rejected the whole payload
            obj = class_reader(spec, self.unknown_keys, camel)(value)
            if obj is not None:
                return obj
        return super()._fields(spec, value, path, camel)
