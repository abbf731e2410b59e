"""Archives as JSON Lines: one record per line, read and written one at a time.

Memory use does not depend on the size of an archive, unless it is an array.
"""

from __future__ import annotations

import codecs
import io
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import nullcontext
from contextvars import ContextVar
from errno import EAGAIN
from typing import Any, Protocol, TypeVar, overload

from ..core.describe import describe_type, not_ours
from ..core.errors import ValidationError
from ..core.frozendict import FrozenDict
from ..core.jsontext import dumps
from ..core.model import Model
from ..core.options import Case, UnknownKeys, check_case
from ..core.record import Record
from ..records.archive import RecordError, payload_reader, read_each
from ..records.texts import find_records
from .atomic import replacing
from .gunzip import gzipped
from .lines import Openable, Readable, chunks_of, lines_of, place_of, unpacked

T = TypeVar("T", bound=Record)
Path = str | os.PathLike[str]
Source = Path | Openable | Readable
"""An archive to read: a path, a path that opens its file itself, or an open file."""
_written: ContextVar[object] = ContextVar("_written", default=None)
"""The place of the file that ``dump_jsonl`` writes, so that ``iter_jsonl`` does not read it."""


class Writable(Protocol):
    """An open file, of bytes or of text."""

    def write(self, data: Any, /) -> object:
        """Writes bytes, or text if the file has an ``encoding``."""


@overload
def iter_jsonl(source: Source, cls: None = None) -> Iterator[Model | RecordError]: ...


@overload
def iter_jsonl(
    source: Source, cls: type[T], *, lenient: bool = ..., unknown_keys: UnknownKeys = ...
) -> Iterator[T | RecordError]: ...


@overload
def iter_jsonl(
    source: Source, cls: object, *, lenient: bool = ..., unknown_keys: UnknownKeys = ...
) -> Iterator[Any]: ...


def iter_jsonl(
    source: Any, cls: Any = None, *, lenient: bool = False, unknown_keys: UnknownKeys = "keep"
) -> Iterator[Any]:
    """Yields an object or an error for each record of an archive, and continues after an error.

    ``source`` is a path, a path that opens its file itself (``zipfile.Path``), or an open file. It
    contains JSON Lines, objects printed over several lines, or one array, which is read as a whole.
    Gzip is detected by the content, not by the name. Records are read with ``read_record``, or, if
    ``cls`` is given, with ``structure`` and the options. An error is a ``RecordError`` and is
    yielded, not raised. Its ``position`` is the index of the record's first line, from 0; in an
    array, that of the record in the array. Blank lines (JSON's white space only) are skipped, but
    counted. A record of more than 64 MiB is an error too, and is not kept in memory.

    The file at a path is closed at the end, or when the iterator is closed or deleted. An open file
    stays open, and may have been read beyond the last record. In a file of bytes, invalid UTF-8 is
    an error of the line; a text file itself raises ``UnicodeDecodeError``.

    The call raises ``TypeError`` for an invalid source or class, or for options without a class,
    ``ValueError`` for an unknown option value, and ``OSError`` if the file cannot be opened.
    Iteration raises ``OSError`` if the file cannot be read (``BlockingIOError`` if it is
    non-blocking and has no data yet), and ``gzip.BadGzipFile`` for damaged gzip data, after all
    lines before the damage.
    """
    read, subject = payload_reader(cls, lenient, unknown_keys)
    opened: Any
    if isinstance(source, (str, os.PathLike)):
        opened = open(source, "rb", buffering=0)  # noqa: SIM115
    elif callable(getattr(source, "read", None)):
        opened = nullcontext(source)
    elif callable(getattr(source, "open", None)):  # zipfile.Path
        opened = source.open("rb")
    else:
        raise TypeError(f"expected a path or an open file, not {describe_type(source)}")
    records = _records(opened, read, subject)
    next(records)  # enters the ``with`` block, which closes the file
    return records


def _records(opened: Any, read: Callable[[Any], Any], subject: str | None) -> Iterator[Any]:
    with opened as file:
        yield
        place = place_of(file)
        for record in read_each(find_records(lines_of(unpacked(chunks_of(file)))), read, subject):
            if _written.get() == place:
                raise ValueError("the file that is read is also the target")
            yield record


def dump_jsonl(
    records: Iterable[Record | FrozenDict | RecordError],
    target: Path | Writable,
    *,
    case: Case = "snake",
) -> int:
    """Writes an archive of JSON Lines, one record per line, and returns the number of records.

    ``records`` are objects, not containers of them. ``target`` is an open file of bytes or text,
    which stays open, or a path. The file at a path is replaced after everything is written, so the
    records may be read from the same file; after an exception, the old file is unchanged. The
    new file is gzip if the name ends in ``.gz``; the same records result in the same bytes.

    An open file is written from its current position, and content after the last record stays.
    Records that ``iter_jsonl`` reads from the same file during the call raise ``ValueError``. It is
    not detected if anything else reads them.

    Raises ``RecordError`` for a value that JSON cannot represent, and for a ``RecordError`` among
    the records, so that no record is lost silently; ``TypeError`` for an invalid object or target,
    ``ValueError`` for an unknown case, ``OSError`` if the target cannot be written
    (``BlockingIOError`` if it is non-blocking and accepts no more data).
    """
    check_case(case)
    if isinstance(records, (Record, Mapping)):
        raise TypeError(f"expected an iterable of objects, not one {type(records).__name__}")
    if isinstance(target, (str, os.PathLike)):
        path = os.fsdecode(target)
        is_packed = path.lower().endswith(".gz")
        with replacing(path) as file, gzipped(file) if is_packed else nullcontext(file) as archive:
            return _dump(records, archive, case)
    if not callable(getattr(target, "write", None)):
        raise TypeError(f"expected a path or an open file, not {describe_type(target)}")
    return _dump(records, target, case)


def _dump(records: Iterable[Any], file: Any, case: Case) -> int:
    write = _writer(file)
    count = 0
    token = _written.set(place_of(file))
    try:
        for record in records:
            if isinstance(record, RecordError):
                raise record
            if not isinstance(record, (Record, FrozenDict)):
                raise not_ours(type(record))
            try:
                line = dumps(record, case=case)
            except ValidationError as error:
                raise RecordError(error.subject, error.problems, count) from None
            write(line + "\n")
            count += 1
    finally:
        _written.reset(token)
    return count


def _writer(file: Any) -> Callable[[str], object]:
    is_text = hasattr(file, "encoding")
    raw = getattr(file, "buffer", file)
    if not isinstance(raw, io.RawIOBase):
        return file.write if is_text else lambda line: file.write(line.encode())
    # A text file without a buffer (standard output of ``python -u``) ignores partial writes.
    encode: Callable[[str], bytes] = str.encode
    end = "\n"
    if is_text:
        file.flush()
        encoder = codecs.getincrementalencoder(file.encoding)(file.errors)
        if raw.seekable() and raw.tell():
            encoder.setstate(0)  # no byte order mark, as in ``TextIOWrapper``
        encode, end = encoder.encode, os.linesep

    def write_all(line: str) -> None:
        data = encode(line.replace("\n", end))
        while data:
            written = raw.write(data)
            if not written:
                raise BlockingIOError(EAGAIN, "the file is non-blocking and accepts no data now")
            data = data[written:]

    return write_all
