"""Recognises files that are not JSON in UTF-8, by their first bytes, and states what to do."""

from __future__ import annotations

import re

from ..core.errors import Problem, ValidationError
from ..core.jsontext import Text

_UNPACK = "decompress it, or open it with {}.open(path, 'rb') and pass the file"
_EXPORT = "export its records as JSON Lines"
_CSV = rb'(?=.*[,;\t])(?:[\w ."-]*[,;\t])*"?(?:id|model|status)"?(?:[,;\s]|$)'
"""The names of two or more columns, of which one is typical of a job."""
_FORMATS = (
    (rb"\xff\xfe|\xfe\xff|[\s{[]\0|\0[\0 \t\r{[]", "UTF-16 or UTF-32 text", "convert it to UTF-8"),
    (rb"\x1f\x8b", "gzip data", _UNPACK.format("gzip")),
    (rb"\xfd7zXZ\0", "xz data", _UNPACK.format("lzma")),
    (rb"BZh[1-9]", "bzip2 data", _UNPACK.format("bz2")),
    (rb"\x28\xb5\x2f\xfd", "Zstandard data", "decompress it"),
    (rb"PK\x03\x04", "a zip archive", "pass zipfile.Path(path, name) for a file in it"),
    (rb"PAR1", "a Parquet file", _EXPORT),
    (rb"SQLite format 3\0", "an SQLite database", _EXPORT),
    (_CSV, "CSV", _EXPORT),
)
"""The beginning of each format, its name, and the remedy. JSON in UTF-8 never contains a NUL."""


def foreign_format(text: Text) -> ValidationError | None:
    """Returns the error for a text that begins like another format, or None."""
    data = text[:1000].encode("latin-1", "replace") if isinstance(text, str) else text[:1000]
    for beginning, name, remedy in _FORMATS:
        if re.match(beginning, data):
            message = f"expected JSON in UTF-8, found {name}: {remedy}"
            return ValidationError("JSON", [Problem("$", message)])
    return None
