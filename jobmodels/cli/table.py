"""``table``: writes jobs as CSV, JSON Lines or Parquet, in pieces, so that memory does not grow."""

from __future__ import annotations

import csv
import io
import json
import os
from argparse import Namespace
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime
from functools import partial
from importlib import import_module
from itertools import chain, islice
from typing import Any, TextIO

from .. import tables
from ..core.describe import plural
from ..core.errors import ValidationError
from ..core.model import Model
from ..files.atomic import replacing
from ..pages.document import printable
from ..records.editions import kind_of
from . import ERROR, OK, PROBLEMS
from .check import print_problems
from .parallel import read_in_parts
from .progress import Progress
from .sources import Entry, UnreadableError, is_input, objects_in
from .view import View

_PIECE = 5000
"""The number of records of a file that make a piece; in Parquet, a row group."""


Piece = tuple[Any, Counter[str], str]
"""The rows of a part of a file, as text or a table of pyarrow; the numbers of rows, of records with
problems and of other records; the problems."""


def run(options: Namespace, out: TextIO, errors: TextIO) -> int:
    target, names, of = options.output, options.files, options.of.replace("-", "_")
    label = printable(target or "standard output")
    suffix = os.path.splitext(target or "jobs.csv")[1].lower()
    if target and is_input(target, names):
        errors.write(f"{label}: is also an input\n")
        return ERROR
    totals: Counter[str] = Counter()
    name = names[0]
    try:
        with _writer(target, out, of, suffix) as write:
            for name in names:
                read = partial(_pieces, printable(name), of, suffix)
                screen = errors if target or not out.isatty() else None
                with Progress(printable(name), screen) as progress:
                    pieces = read_in_parts(name, progress, options.jobs, read)
                    for data, counts, problems in pieces:
                        write(data)
                        errors.write(problems)
                        progress.count(counts["faulty"], sum(counts.values()))
                        totals.update(counts)
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
    rows, faulty, others = totals["rows"], totals["faulty"], totals["others"]
    errors.write(
        f"{label}: {rows} {plural(rows, 'row')}; {faulty} {plural(faulty, 'record')} with problems "
        f"and {others} {plural(others, 'record')} of other kinds left out\n"
    )
    return PROBLEMS if faulty else OK


@contextmanager
def _writer(
    target: str | None, out: TextIO, of: str, suffix: str
) -> Iterator[Callable[[Any], Any]]:
    """Yields a function that writes the data of a piece. A table without rows has columns too."""
    with replacing(target) if target else nullcontext() as file:
        if suffix == ".parquet":
            schema = _arrow_table([], of).schema
            with import_module("pyarrow.parquet").ParquetWriter(file, schema) as parquet:
                yield parquet.write_table
            return
        write = (lambda text: file.write(text.encode())) if file else out.write
        if suffix == ".csv":
            write(",".join(tables.columns(of)) + "\r\n")
        yield write


def _pieces(label: str, of: str, suffix: str, entries: Iterator[Entry]) -> Iterator[Piece]:
    for first in entries:
        yield _piece(label, of, suffix, chain([first], islice(entries, _PIECE - 1)))


def _piece(label: str, of: str, suffix: str, entries: Iterable[Entry]) -> Piece:
    """Returns a piece of a table. Each job of a list page is a record."""
    kind = "batch job" if of == "batch_jobs" else "job"
    rows: list[tables.Row] = []
    lines = io.StringIO()
    faulty = others = 0
    for entry, _, job in objects_in(entries):
        problems: list[ValidationError] = []
        rows += getattr(tables, of)([job], on_error=problems.append)
        for error in problems:
            print_problems(label, entry, error.problems, View(lines))
        faulty += len(problems)
        others += isinstance(job, Model) and kind_of(type(job)) != kind
    data = _arrow_table(rows, of) if suffix == ".parquet" else _text(rows, suffix)
    return data, Counter(rows=len(rows), faulty=faulty, others=others), lines.getvalue()


def _text(rows: list[tables.Row], suffix: str) -> str:
    if suffix == ".jsonl":
        encode = json.JSONEncoder(ensure_ascii=False, default=datetime.isoformat).encode
        return "".join([encode(row) + "\n" for row in rows])
    text = io.StringIO()
    csv.writer(text).writerows(
        [value.isoformat() if type(value) is datetime else value for value in row.values()]
        for row in rows
    )
    return text.getvalue()


def _arrow_table(rows: list[tables.Row], of: str) -> Any:
    pyarrow = import_module("pyarrow")
    types = {
        str: pyarrow.string(),
        int: pyarrow.int64(),
        float: pyarrow.float64(),
        bool: pyarrow.bool_(),
        datetime: pyarrow.timestamp("us", "UTC"),
    }
    schema = pyarrow.schema([(name, types[kind]) for name, kind in tables.columns(of).items()])
    return pyarrow.Table.from_pylist(rows, schema)
