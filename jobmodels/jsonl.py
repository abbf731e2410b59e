"""Archives as JSON Lines: one record a line, read and written one at a time.

However large an archive is, the memory that it takes does not grow with it. What a line means is
for ``archive`` and the reader to say; this module knows where lines come from and go to.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import nullcontext
from typing import Any, Protocol, TypeVar, cast, overload

from .archive import RecordError, read_each, read_line, reading_of
from .core.describe import found_type
from .core.errors import ValidationError
from .core.frozendict import FrozenDict
from .core.jsontext import Text, dumps
from .core.model import Model
from .core.options import Case, UnknownKeys, check_case
from .core.record import Record
from .gunzip import gzipped
from .lines import TOO_LONG, Readable, chunks_of, is_text_file, lines_of, unpacked
from .replacing import replacing

__all__ = ["dump_jsonl", "iter_jsonl"]

T = TypeVar("T", bound=Record)
Path = str | os.PathLike[str]


class Writable(Protocol):
    """An open file, of bytes or of text."""

    def write(self, data: Any, /) -> object:
        """Takes bytes, or text if the file has an ``encoding``."""


@overload
def iter_jsonl(source: Path | Readable, cls: None = None) -> Iterator[Model | RecordError]: ...


@overload
def iter_jsonl(
    source: Path | Readable,
    cls: type[T],
    *,
    lenient: bool = ...,
    unknown_keys: UnknownKeys = ...,
) -> Iterator[T | RecordError]: ...


@overload
def iter_jsonl(
    source: Path | Readable,
    cls: object,
    *,
    lenient: bool = ...,
    unknown_keys: UnknownKeys = ...,
) -> Iterator[Any]: ...


def iter_jsonl(
    source: Any, cls: Any = None, *, lenient: bool = False, unknown_keys: UnknownKeys = "keep"
) -> Iterator[Any]:
    """For each line of an archive the object, or the error: one bad record stops nothing.

    ``source`` is a path or an open file of JSON Lines, plain or gzip, which its content tells and
    not its name. Without ``cls`` each record is read as ``read_record`` does it, with ``cls`` as
    ``structure`` does, which has the options. An error is a ``RecordError`` with the position of
    its line, from 0, and is yielded, not raised; empty lines are passed over, and count. A line of
    more than 64 MiB is an error too, and is not kept in memory.

    A file that is opened here is closed at the end, or when the iterator is closed or dropped; one
    that was passed in stays open, and has been read ahead. Text files raise for bad UTF-8, where
    files of bytes yield an error for the line.

    Raises ``TypeError`` for another kind of source or class, or for options without a class,
    ``ValueError`` for an option that there is not, and ``OSError`` for what cannot be opened, all
    of them at once; and on the way ``OSError`` for what cannot be read, which is
    ``gzip.BadGzipFile`` for damaged gzip data, after all that came before the damage.
    """
    is_path = isinstance(source, (str, os.PathLike))
    if not is_path and not callable(getattr(source, "read", None)):
        raise TypeError(f"expected a path or an open file, not {found_type(source)}")
    read = _line_reader(cls, lenient, unknown_keys)
    records = _records(source, is_path, read)
    next(records)  # as far as opening it, so that it fails here if it fails
    return records


def _records(source: Any, is_path: bool, read: Callable[[Any], Any]) -> Iterator[Any]:
    with open(source, "rb", buffering=0) if is_path else nullcontext(source) as file:
        yield
        yield from read_each(lines_of(unpacked(chunks_of(file))), read)


def _line_reader(cls: Any, lenient: bool, unknown_keys: UnknownKeys) -> Callable[[Any], Any]:
    read, subject = reading_of(cls, lenient, unknown_keys)

    def read_one(line: Text | None) -> Any:
        if line is None:
            raise ValidationError("JSON", [TOO_LONG])
        return read_line(line, read, subject)

    return read_one


def dump_jsonl(
    records: Iterable[Record | FrozenDict | RecordError],
    target: Path | Writable,
    *,
    case: Case = "snake",
) -> int:
    """Writes an archive of JSON Lines, one record a line, and says how many there are.

    ``records`` are objects as ``dumps`` takes them. ``target`` is an open file of bytes or of text,
    which is written to and stays open, or a path. The file at a path is replaced when all is
    written, so that it may be the one that the records come from, and is gzip if the name ends in
    ``.gz``, the same bytes for the same records. Whatever is raised, what was there before is still
    there.

    Raises ``ValidationError`` for what no JSON text can hold, and for a ``RecordError`` among the
    records, so that nothing is lost in silence; ``TypeError`` for what is no object or no target,
    ``ValueError`` for a case that there is not, ``OSError`` for what cannot be written.
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
        raise TypeError(f"expected a path or an open file, not {found_type(target)}")
    return _dump(records, target, case)


def _dump(records: Iterable[Any], file: Any, case: Case) -> int:
    write = _writer(file)
    count = 0
    for record in records:
        if isinstance(record, RecordError):
            raise record
        try:
            line = dumps(record, case=case)
        except ValidationError as error:
            raise RecordError(error.subject, error.problems, count) from None
        write(line + "\n")
        count += 1
    return count


def _writer(file: Any) -> Callable[[str], object]:
    if is_text_file(file):
        return cast(Callable[[str], object], file.write)
    if not isinstance(file, io.RawIOBase):
        return lambda line: file.write(line.encode())

    def write_all(line: str) -> None:
        data = line.encode()
        while data:
            data = data[file.write(data) :]

    return write_all
