"""The command ``table``: its formats, what it leaves out, and when it writes nothing."""

from __future__ import annotations

import csv
import gzip
import importlib
import io
import itertools
import json
import os
import sys
import tracemalloc

import pytest
from under_test import HOST_REASON

import jobmodels as jm
from jobmodels import fixtures, tables
from jobmodels.cli import main, parallel, sources, table
from jobmodels.records.editions import RECORDS

PAYLOADS = [jm.unstructure(fixtures.example(cls)) for cls in RECORDS]
JOB = {"id": "b7c1", "status": "SUCCESS", "model": "open-mistral-7b", "job_type": "FT"}
BROKEN = {**JOB, "status": 5}


@pytest.fixture(autouse=True)
def archive(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write("jobs.jsonl", *PAYLOADS)


def write(name, *payloads):
    with open(name, "w", encoding="utf-8") as file:
        file.writelines(json.dumps(payload) + "\n" for payload in payloads)


def read(name):
    with open(name, encoding="utf-8", newline="") as file:
        return file.read()


def expected(of, to_text=False):
    rows = getattr(tables, of)(jm.read_records(PAYLOADS))
    return [
        {name: None if value is None else as_json(value, to_text) for name, value in row.items()}
        for row in rows
    ]


def as_json(value, to_text):
    value = value.isoformat() if hasattr(value, "isoformat") else value
    return str(value) if to_text else value


@pytest.mark.parametrize("of", ["jobs", "checkpoints", "events", "batch-jobs"])
def test_each_format(of, capsys):
    name = of.replace("-", "_")
    assert main(["table", "jobs.jsonl", "--of", of]) == 0
    out, errors = capsys.readouterr()
    rows = expected(name, to_text=True)
    assert [{k: v or None for k, v in row.items()} for row in csv.DictReader(io.StringIO(out))] == [
        {k: v or None for k, v in row.items()} for row in rows
    ]
    assert errors.startswith(f"standard output: {len(rows)} rows; 0 records with problems and ")
    for suffix in ("csv", "jsonl"):
        assert main(["table", "jobs.jsonl", "--of", of, "-o", f"t.{suffix}"]) == 0
    assert read("t.csv") == out
    assert [json.loads(line) for line in read("t.jsonl").splitlines()] == expected(name)


def module(name):
    try:
        return importlib.import_module(name)
    except ImportError:
        pytest.skip(f"{HOST_REASON} {name}")


def test_parquet(monkeypatch):
    parquet = module("pyarrow.parquet")
    monkeypatch.setattr(table, "_PIECE", 3)
    assert main(["table", "jobs.jsonl", "-o", "jobs.parquet"]) == 0
    found = parquet.read_table("jobs.parquet")
    assert found.to_pylist() == [*tables.jobs(jm.read_records(PAYLOADS))]
    assert parquet.read_metadata("jobs.parquet").num_row_groups > 1
    monkeypatch.setattr(parallel, "PART", 9000)
    assert main(["table", "jobs.jsonl", "-o", "parts.parquet", "--jobs=2"]) == 0
    assert parquet.read_table("parts.parquet") == found
    write("empty.json", [])
    assert main(["table", "empty.json", "-o", "empty.parquet"]) == 0
    assert parquet.read_table("empty.parquet").schema == found.schema


def test_parquet_requires_pyarrow(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert main(["table", "jobs.jsonl", "-o", "jobs.parquet"]) == 2
    assert "jobs.parquet: Parquet requires pyarrow" in capsys.readouterr().err
    assert os.listdir() == ["jobs.jsonl"]


def test_several_files_are_one_table_and_problems_are_located(capsys):
    page = {"object": "list", "total": 2, "data": [BROKEN, {**JOB, "id": "of the page"}]}
    write("more.jsonl", JOB, BROKEN, page, PAYLOADS[0])
    with open("more.jsonl", "a") as file:
        file.write("{]\n")
    assert main(["table", "more.jsonl", "jobs.jsonl", "-o", "all.jsonl"]) == 1
    ids = [json.loads(line)["id"] for line in read("all.jsonl").splitlines()]
    assert ids[:2] == [JOB["id"], "of the page"]
    assert ids[-1] == expected("jobs")[-1]["id"]
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "more.jsonl:2: $.status: expected a string, found 5"
    assert lines[1] == "more.jsonl:3: $.data[0].status: expected a string, found 5"
    assert lines[2].startswith("more.jsonl:5: $: not JSON")
    assert f"all.jsonl: {len(ids)} rows; 3 records with problems and " in lines[3]
    assert len(lines) == 4
    write("page.jsonl", {"object": "list", "total": 1, "data": [JOB, JOB]})
    assert main(["table", "page.jsonl", "--of", "batch-jobs"]) == 0
    assert "0 rows; 0 records with problems and 2 records" in capsys.readouterr().err


def test_an_incomplete_table_replaces_nothing(capsys):
    with open("cut.jsonl.gz", "wb") as file:
        file.write(gzip.compress(b"".join(read("jobs.jsonl").encode() for _ in range(9)))[:-99])
    write("t.csv", "old")
    for name in ("cut.jsonl.gz", "missing.jsonl"):
        assert main(["table", "jobs.jsonl", name, "-o", "t.csv"]) == 2
        errors = capsys.readouterr().err
        assert f"{name}: could not read: " in errors
        assert errors.endswith("t.csv: not written, because the table would be incomplete\n")
        assert read("t.csv") == '"old"\n'
        assert main(["table", name]) == 2
        assert capsys.readouterr().err.endswith("standard output: the table is incomplete\n")
    assert sorted(os.listdir()) == ["cut.jsonl.gz", "jobs.jsonl", "t.csv"]


def test_csv_quotes_every_end_of_a_line(capsys):
    write("odd.jsonl", {**JOB, "suffix": 'a\rb\n"c"\r\n,'})
    assert main(["table", "odd.jsonl"]) == 0
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out, newline=""))
    assert row["suffix"] == 'a\rb\n"c"\r\n,'


def test_an_output_that_cannot_be_written(capsys):
    before = read("jobs.jsonl")
    assert main(["table", "missing", "-o", "t.xlsx"]) == 2
    assert "expected a name with .csv, .jsonl, .parquet, found 't.xlsx'" in capsys.readouterr().err
    assert main(["table", "jobs.jsonl", "-o", "./jobs.jsonl"]) == 2
    assert capsys.readouterr().err == "./jobs.jsonl: is also an input\n"
    standard_input = os.dup(0)
    with open("jobs.jsonl", "rb") as file:
        os.dup2(file.fileno(), 0)
    try:
        assert main(["table", "-", "-o", "jobs.jsonl"]) == 2
    finally:
        os.dup2(standard_input, 0)
        os.close(standard_input)
    assert capsys.readouterr().err == "jobs.jsonl: is also an input\n"
    assert main(["table", "jobs.jsonl", "-o", "no/folder.csv"]) == 2
    assert "folder.csv: could not write: " in capsys.readouterr().err
    assert read("jobs.jsonl") == before


def test_memory_does_not_grow_with_the_archive(monkeypatch):
    monkeypatch.setattr(table, "_PIECE", 50)
    monkeypatch.setattr(sources, "_BEGINNING", 1 << 16)
    peaks = []
    for count in (300, 1000, 2000):  # the first run does all one-time work
        write("many.jsonl", *itertools.islice(itertools.cycle(PAYLOADS), count))
        tracemalloc.start()
        try:
            main(["table", "many.jsonl", "-o", "many.csv"])
            peaks.append(tracemalloc.get_traced_memory()[1])
        finally:
            tracemalloc.stop()
    assert peaks[2] < 1.2 * peaks[1]
