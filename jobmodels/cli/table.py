"""``table``: writes the jobs of archives as a table in CSV, JSON Lines or Parquet.

A table is written in pieces, so that memory does not grow with an archive.
"""

from __future__ import annotations

import csv
import io
import json
import os
from argparse import Namespace
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from datetime import datetime
from importlib import import_module
from itertools import chain, islice
from typing import Any, BinaryIO, NamedTuple, TextIO

from .. import tables
from ..core.describe import plural
from ..core.errors import ValidationError
from ..core.model import Model
from ..files.atomic import replacing
from ..records.archive import open_pages, read_each, read_record
from ..records.editions import kind_of
from . import ERROR, OK, PROBLEMS
from .check import print_problems
from .document import printable
from .progress import Progress
from .sources import Entry, UnreadableError, records_in
from .view import View

_PIECE = 5000
"""The number of records of a file that make a piece; in Parquet, a row group."""


class Piece(NamedTuple):
    """A part of a table, from a part of a file. It can be pickled."""

    data: Any
    """The rows: text, or a table of pyarrow."""
    counts: tuple[int, int, int]
    """The numbers of rows, of records with problems, and of records of other kinds."""
    problems: str


def run(options: Namespace, out: TextIO, errors: TextIO) -> int:
    """Runs ``table`` and returns the exit status, 2 if the table is incomplete."""
    target, names, of = options.output, options.files, options.of.replace("-", "_")
    label = printable(target or "standard output")
    suffix = os.path.splitext(target or "jobs.csv")[1].lower()
    with suppress(OSError):  # a file that does not exist
        if target and any(os.path.samefile(target, name) for name in names if name != "-"):
            errors.write(f"{label}: is also an input\n")
            return ERROR
    totals, name = [0, 0, 0], names[0]
    try:
        with (
            replacing(target) if target else nullcontext() as file,
            _writer(file, out, of, suffix) as write,
        ):
            for name in names:
                screen = errors if target or not out.isatty() else None
                with Progress(printable(name), screen) as progress:
                    entries = records_in(name, progress)
                    for first in entries:
                        part = chain([first], islice(entries, _PIECE - 1))
                        piece = piece_of(part, printable(name), of, suffix)
                        write(piece.data)
                        errors.write(piece.problems)
                        progress.count(piece.counts[1], sum(piece.counts))
                        totals = [*map(sum, zip(totals, piece.counts, strict=True))]
    except ImportError:
        errors.write(f"{label}: Parquet requires pyarrow; without it, write .csv or .jsonl\n")
        return ERROR
    except UnreadableError as error:
        cut = "not written, because the table would be" if target else "the table is"
        errors.write(f"{printable(name)}: could not read: {error}\n{label}: {cut} incomplete\n")
        return ERROR
    except OSError as error:
        if not target:
            raise
        errors.write(f"{label}: could not write: {error.strerror or error}\n")
        return ERROR
    rows, faulty, others = totals
    errors.write(
        f"{label}: {rows} {plural(rows, 'row')}; {faulty} {plural(faulty, 'record')} with problems "
        f"and {others} {plural(others, 'record')} of other kinds left out\n"
    )
    return PROBLEMS if faulty else OK


def piece_of(entries: Iterable[Entry], label: str, of: str, suffix: str) -> Piece:
    """Returns the piece of a table for a part of a file. Each job of a list page is a record."""
    lines = io.StringIO()
    view = View(lines)
    kind = "batch job" if of == "batch_jobs" else "job"
    entry: Entry
    rows = faulty = others = 0

    def parsed() -> Iterator[Any]:
        nonlocal entry
        for entry in entries:
            found = entry.payload, entry.problems
            yield 0, found if entry.is_json else ValidationError("JSON", entry.problems)

    def records() -> Iterator[Any]:
        nonlocal others
        for record in open_pages(read_each(parsed(), read_record)):
            others += isinstance(record, Model) and kind_of(type(record)) != kind
            yield record

    def report(error: ValidationError) -> None:
        nonlocal faulty
        faulty += 1
        print_problems(label, entry, error.problems, view)

    def counted() -> Iterator[tables.Row]:
        nonlocal rows
        for row in getattr(tables, of)(records(), on_error=report):
            rows += 1
            yield row

    data = _encoded(counted(), of, suffix)
    return Piece(data, (rows, faulty, others), lines.getvalue())


def _encoded(rows: Iterator[tables.Row], of: str, suffix: str) -> Any:
    if suffix == ".parquet":
        pyarrow, schema = _arrow(of)
        return pyarrow.Table.from_pylist([*rows], schema)
    if suffix == ".csv":
        return _csv_text(row.values() for row in rows)
    encode = json.JSONEncoder(ensure_ascii=False, default=datetime.isoformat).encode
    return "".join([encode(row) + "\n" for row in rows])


def _csv_text(rows: Iterable[Iterable[Any]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(
        [value.isoformat() if type(value) is datetime else value for value in row] for row in rows
    )
    return text.getvalue()


@contextmanager
def _writer(file: BinaryIO | None, out: TextIO, of: str, suffix: str) -> Iterator[Any]:
    """Yields a function that writes the data of a piece. A table without rows has columns too."""
    if suffix == ".parquet":
        pyarrow, schema = _arrow(of)
        with pyarrow.parquet.ParquetWriter(file, schema) as parquet:
            yield parquet.write_table
        return
    write = (lambda text: file.write(text.encode())) if file else out.write
    if suffix == ".csv":
        write(_csv_text([tables.columns(of)]))
    yield write


def _arrow(of: str) -> tuple[Any, Any]:
    """Returns the module ``pyarrow`` and the schema of a table."""
    import_module("pyarrow.parquet")
    pyarrow = import_module("pyarrow")
    types = {
        str: pyarrow.string(),
        int: pyarrow.int64(),
        float: pyarrow.float64(),
        bool: pyarrow.bool_(),
        datetime: pyarrow.timestamp("us", "UTC"),
    }
    fields = [(name, types[kind]) for name, kind in tables.columns(of).items()]
    return pyarrow, pyarrow.schema(fields)
