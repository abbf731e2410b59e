"""The example for Dask, run as a user would run it: compares its numbers with the written records,
and tests the values that are sent to other processes and back."""

from __future__ import annotations

import errno
import gzip
import importlib
import json
import os
import subprocess
import sys
import zlib
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import under_test

import jobmodels as jm
from jobmodels.records.editions import EDITIONS, RECORDS, edition_of

bag = pytest.importorskip("dask.bag", reason="the example needs dask")
config = pytest.importorskip("dask.config", reason="the example needs dask")
pytestmark = [
    pytest.mark.environment,
    pytest.mark.skipif(
        under_test.BARE or under_test.NAME != "jobmodels",
        reason=under_test.BARE_REASON if under_test.BARE else under_test.COPY_REASON,
    ),
]

EXAMPLE = Path(__file__).parent.parent / "examples" / "archive_dask.py"
CORPUS = Path(__file__).with_name("data") / "valid" / "archive"
NAMES = {edition.date: edition.names for edition in EDITIONS}


class Row(NamedTuple):
    """A line of an archive, and the values to count in it; none in an empty line."""

    line: bytes
    cls: Any = None
    status: str | None = None
    problems: tuple[str, ...] = ()


def corpus_row(path: Path) -> Row:
    payload = json.loads(path.read_bytes())
    cls = NAMES[path.parent.name][path.name.partition("-")[0]]
    status = str(payload.get("status", jm.UNSET)) if RECORDS[cls].endswith("job") else None
    return Row(json.dumps(payload).encode(), cls, status)


def job(**keys: object) -> bytes:
    known = {"id": "\x1b[2J", "status": "FAILED", "model": "ministral-\xe9", "job_type": "FT"}
    return json.dumps({**known, **keys}).encode()


GOOD = [corpus_row(path) for path in sorted(CORPUS.glob("*/*.json"))]
FAILED = Row(job(training_files=None), jm.JobOut, "FAILED")
NO_STATUS = (
    b'{"id": "b7c1", "created_at": 1, "modified_at": 2, "training_files": [], "object": "job"}'
)
POINT = {"metrics": {}, "step_number": 1, "created_at": 1}
POINTS = [POINT, {**POINT, "step_number": "12"}, {**POINT, "metrics": 5}]
NO_JSON = "$: not JSON: Expecting property name enclosed in double quotes (column *)"
NO_POINTS = (
    "$.checkpoints[*].step_number: expected an integer, found '*'",
    "$.checkpoints[*].metrics: expected an object, found a number",
)
BAD = [
    Row(b"{no", problems=(NO_JSON,)),
    Row(b"   {no", problems=(NO_JSON,)),
    Row(b"[]", problems=("$: expected an object, found an array",)),
    Row(job(created_at="17"), problems=("$.created_at: expected an integer, found '*'",)),
    Row(job(events=[], checkpoints=POINTS), problems=NO_POINTS),
    Row(job(events=[], checkpoints=POINTS[1:]), problems=NO_POINTS),
]
MIXED = [*GOOD, *BAD[:3], Row(b""), FAILED, *GOOD, *BAD[2:], *[FAILED] * 9, Row(b" "), *BAD]
MIXED.append(Row(NO_STATUS, jm.JobOut, "no status"))


@pytest.fixture(autouse=True)
def hash_seed(monkeypatch):
    # Dask would set one for its processes, and all later processes of this run would inherit it.
    monkeypatch.setenv("PYTHONHASHSEED", "1")


@pytest.fixture
def example(monkeypatch):
    monkeypatch.syspath_prepend(EXAMPLE.parent)  # inherited by other processes
    return importlib.import_module(EXAMPLE.stem)


def write(folder: Path, rows: list[Row]) -> dict[str, list[Row]]:
    """Writes archives below ``folder``; returns the rows of each, in the order of their paths."""
    names = ("B.JSONL.GZ", "a.jsonl", "one/two/c.jsonl.gz", "one/two/d.jsonl")
    archives = {}
    for number, name in enumerate(names):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        archives[str(path)] = rows[number :: len(names)]
        data = b"".join(row.line + b"\n" for row in archives[str(path)])
        path.write_bytes(gzip.compress(data) if path.suffix.lower() == ".gz" else data)
    for path in (folder / "notes.json", folder / "one" / "jsonl"):
        path.write_bytes(b"{no")
    return archives


def run(*arguments: object, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", str(EXAMPLE), *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(under_test.PATH), **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def sections(done: subprocess.CompletedProcess[str]) -> dict[str, list[str]]:
    """Returns the lists in a report by their headings; the first line has no list."""
    assert done.stderr == ""
    found: dict[str, list[str]] = {}
    for line in done.stdout.splitlines():
        if line.startswith("  "):
            found[list(found)[-1]].append(line.strip())
        else:
            found[line.removesuffix(":")] = []
    return found


def counted(lines: list[str]) -> Counter[str]:
    pairs = [line.split("  ", 1) for line in lines]
    counts = Counter({what: int(count.replace(",", "")) for count, what in pairs})
    assert [what for _, what in pairs] == [what for what, _ in counts.most_common()]
    return counts


def test_the_report_counts_what_is_in_the_folder(tmp_path):
    archives = write(tmp_path, MIXED)
    done = run(tmp_path, PYTHONIOENCODING="ascii")
    report = sections(done)
    good = [row for row in MIXED if row.cls]
    bad = [row for row in MIXED if row.problems]
    assert list(report) == [
        f"{len(good) + len(bad)} records, {len(bad)} of them bad",
        "by class",
        "jobs by status",
        "problems",
        "the first bad records",
        "the first failed jobs",
    ]
    assert {edition_of(row.cls).date for row in good} == set(NAMES)
    classes = Counter(f"{row.cls.__module__}.{row.cls.__name__}" for row in good)
    assert counted(report["by class"]) == classes
    statuses = Counter(row.status for row in good if row.status)
    assert counted(report["jobs by status"]) == statuses
    assert counted(report["problems"]) == Counter(each for row in bad for each in row.problems)

    numbered = [(path, *item) for path, rows in archives.items() for item in enumerate(rows, 1)]
    places = [f"{path}:{number}: " for path, number, row in numbered if row.problems]
    shown = report["the first bad records"]
    assert len(shown) == 5
    assert all(line.startswith(place) for line, place in zip(shown, places, strict=False))
    failed = [path for path, _, row in numbered if row.status == "FAILED"]
    assert [line.split(": ")[0] for line in report["the first failed jobs"]] == failed[:5]
    assert r": \x1b[2J, model ministral-\xe9, created ?" in done.stdout
    assert "UNSET" not in done.stdout
    assert done.returncode == 1


def test_what_is_all_good_is_said_to_be(tmp_path):
    write(tmp_path, GOOD)
    done = run(tmp_path)
    assert next(iter(sections(done))) == f"{len(GOOD)} records, 0 of them bad"
    assert "problems" not in done.stdout
    assert done.returncode == 0


def test_what_comes_before_the_damage_counts(tmp_path):
    archives = write(tmp_path, GOOD)
    cut = tmp_path / "one" / "two" / "c.jsonl.gz"
    cut.write_bytes(cut.read_bytes()[:-300])
    whole = zlib.decompressobj(wbits=31).decompress(cut.read_bytes()).count(b"\n")
    lost = len(archives[str(cut)]) - whole
    assert whole > 0 < lost
    done = run(tmp_path)
    report = sections(done)
    assert next(iter(report)) == f"{len(GOOD) - lost} records, 0 of them bad"
    assert report["could not be read"] == [f"{cut}: the gzip data is truncated, after line {whole}"]
    assert done.returncode == 2


def test_a_file_that_cannot_be_opened_is_reported(tmp_path, example):
    missing = str(tmp_path / "gone.jsonl")
    with config.set(scheduler="synchronous"):
        summary = example.summarise([missing, *write(tmp_path, GOOD)])
    assert f"  {missing}: {os.strerror(errno.ENOENT)}" in list(example.report(summary))
    assert summary.classes.total() == len(GOOD)


@pytest.mark.parametrize(("folder", "reason"), [("empty", "no *.jsonl"), ("gone", "gone: ")])
def test_a_folder_without_archives_is_an_error(tmp_path, folder, reason):
    (tmp_path / "empty" / "jsonl").mkdir(parents=True)
    (tmp_path / "empty" / "notes.json").write_bytes(b"{}")
    done = run(tmp_path / folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert reason in done.stderr


def test_a_summary_is_the_same_from_other_processes(tmp_path, example):
    archives = write(tmp_path, MIXED)
    with config.set(scheduler="synchronous"):
        here = example.summarise(list(archives))
    there = example.summarise(list(archives))
    assert type(there) is example.Summary
    assert len(there.errors) == len(there.failed) == example.KEPT
    assert vars(there) == {**vars(here), "errors": there.errors}
    for (path, error), (other_path, other) in zip(here.errors, there.errors, strict=True):
        assert path == other_path
        assert_same(other, error)


def test_records_and_errors_are_the_same_from_other_processes(tmp_path):
    archives = write(tmp_path, MIXED)
    read = bag.from_sequence(archives, partition_size=1).map(jm.iter_jsonl).map(list)
    here, there = read.compute(scheduler="synchronous"), read.compute(scheduler="processes")
    assert sum(map(len, here)) == len([row for row in MIXED if row.line.strip()])
    for ours, theirs in zip(here, there, strict=True):
        for record, other in zip(ours, theirs, strict=True):
            assert_same(other, record)


def assert_same(there: object, here: object) -> None:
    assert type(there) is type(here)
    if isinstance(here, jm.RecordError):
        assert vars(there) == vars(here)
        assert str(there) == str(here)
    else:
        assert there == here
        assert repr(there) == repr(here)
        assert jm.dumps(there) == jm.dumps(here)
