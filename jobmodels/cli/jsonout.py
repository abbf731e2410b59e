"""The JSON output of the command. A single payload is indented; each of many is one line."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, TextIO

__all__ = ["Writer", "writer_to"]

Write = Callable[[str], object]


class Writer:
    """Writes JSON as text.

    ``ascii_only`` escapes all characters that are not ASCII, for an output in any encoding.
    """

    def __init__(self, write: Write, *, ascii_only: bool = False) -> None:
        self._write = write
        self._ascii_only = ascii_only

    def page(self, payload: Any) -> None:
        """Writes the payload indented, as in a fixture file."""
        self._write(json.dumps(payload, indent=2, ensure_ascii=self._ascii_only) + "\n")

    def line(self, payload: Any) -> None:
        """Writes the payload as one line of JSON Lines."""
        self._write(json.dumps(payload, ensure_ascii=self._ascii_only) + "\n")


def writer_to(out: TextIO) -> Writer:
    """Returns a writer to ``out``, which escapes non-ASCII characters unless the encoding is UTF.

    An output without an encoding is a string in memory and needs no escapes.
    """
    encoding = (getattr(out, "encoding", None) or "utf-8").lower().replace("-", "")
    return Writer(out.write, ascii_only=not encoding.startswith("utf"))
