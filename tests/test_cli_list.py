"""``list``: its lines, its filters and its exit status."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
from samples import JOB

import jobmodels as jm
from jobmodels.cli import main
from jobmodels.cli.arguments import make_parser
from jobmodels.cli.list import _row
from jobmodels.fixtures import example
from jobmodels.records.editions import RECORDS

ENDED = {
    **JOB.snake,
    "id": "aa-1",
    "status": "SUCCESS",
    "created_at": 1_750_000_000,
    "modified_at": 1_750_000_915,
    "fine_tuned_model": "ft:one",
}
RUNNING = {**ENDED, "id": "ab-2", "status": "RUNNING", "fine_tuned_model": None, "model": "\tm"}
BATCH = {
    **jm.unstructure(example(jm.BatchJobOut)),
    "id": "b",
    "model": "m",
    "created_at": 0,
    "started_at": 60,
    "completed_at": 120,
}
PAUSED = {**ENDED, "id": "c", "status": "PAUSED", "created_at": 10**40}
REQUEST = {"model": "open-mistral-7b", "hyperparameters": {"training_steps": 10}}
PAGE = {"object": "list", "data": [{**ENDED, "id": "p-0"}, {**RUNNING, "id": "p-1"}], "total": 9}
DETAILED = {**jm.unstructure(example(jm.DetailedJobOut)), "id": "d", "created_at": 9}
BAD = {**ENDED, "id": "aa-bad", "created_at": "yesterday"}


def lines(*records):
    return "".join(json.dumps(record) + "\n" for record in records)


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Runs ``list`` on files; returns the status, the rows and the standard error."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments, **files):
        for name, text in files.items():
            Path(name.replace("_", ".")).write_bytes(text.encode())
        status = main(["list", *arguments])
        out, err = capsys.readouterr()
        return status, [line.split("\t") for line in out.splitlines()], err

    return run


def test_a_line_for_each_record_and_for_each_job_of_a_page(run):
    text = lines(ENDED, RUNNING) + "\n" + lines(BATCH, PAUSED, REQUEST, PAGE)
    status, rows, err = run("a.jsonl", a_jsonl=text)
    assert (status, err) == (0, "")
    model, when = JOB.snake["model"], "2025-06-15 15:06:40"
    assert rows[:5] == [
        ["aa-1", "job", "SUCCESS", model, when, "15 min 15 s", "ft:one", "a.jsonl:1"],
        ["ab-2", "job", "RUNNING", r"\tm", when, "-", "-", "a.jsonl:2"],
        ["b", "batch job", "SUCCESS", "m", "1970-01-01 00:00:00", "1 min", "-", "a.jsonl:4"],
        ["c", "job", "PAUSED", model, "a very large number", "-", "ft:one", "a.jsonl:5"],
        ["-", "job request", "-", "open-mistral-7b", "-", "-", "-", "a.jsonl:6"],
    ]
    assert [[row[0], row[1], row[-1]] for row in rows[5:]] == [
        ["p-0", "job", "a.jsonl:7:$.data[0]"],
        ["p-1", "job", "a.jsonl:7:$.data[1]"],
    ]
    status, rows, _ = run("b.json", "c.json", b_json=json.dumps([ENDED, PAGE]), c_json=lines(ENDED))
    places = ["b.json:$[0]", "b.json:$[1].data[0]", "b.json:$[1].data[1]", "c.json"]
    assert (status, [row[-1] for row in rows]) == (0, places)


@pytest.mark.parametrize("cls", RECORDS, ids=lambda cls: f"{cls.__module__}.{cls.__name__}")
def test_every_kind_of_record_is_listed(cls, run):
    payload = jm.unstructure(example(cls), case="camel")
    status, rows, err = run("a.json", a_json=json.dumps(payload))
    jobs = payload["data"] if RECORDS[cls].endswith("list") else [payload]
    assert (status, err, len(rows)) == (0, "", len(jobs))
    assert [row[0] for row in rows] == [job.get("id", "-") for job in jobs]
    assert {len(row) for row in rows} == {8}


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        (["--status", "PAUSED"], ["c"]),
        (["--status=PAUSED", "--status=RUNNING"], ["ab-2", "c", "p-1"]),
        (["--status=running"], []),
        (["--model", "ft:one", "--status", "PAUSED"], ["c"]),
        (["--model", "open-mistral-7b", "--kind", "job request"], ["-"]),
        (["--kind", "batch job", "--kind", "job request"], ["b", "-"]),
        (["--kind", "job", "--id", "d"], ["d"]),
        (["--kind", "detailed job"], ["d"]),
        (["--id", "a"], ["aa-1", "ab-2"]),
        (["--id", "p-1"], ["p-1"]),
        (["--until", "1970-01-01"], []),
        (["--until", "1970-01-01T00:00:09"], ["b"]),
        (["--since", "2025-06-15T17:06:40+02:00", "--id=a"], ["aa-1", "ab-2"]),
        (["--since", "2025-06-15 15:06:41Z"], ["c"]),
        (["--since", "1970-01-01T00:00:01", "--until", "2025-06-15"], ["d"]),
    ],
)
def test_filters(arguments, ids, run):
    text = lines(ENDED, RUNNING, BATCH, PAUSED, REQUEST, PAGE, DETAILED)
    status, rows, err = run("a.jsonl", *arguments, a_jsonl=text)
    assert [row[0] for row in rows] == ids
    assert (status, err) == ((0, "") if ids else (3, "no record matches\n"))


def test_filters_that_are_refused(run):
    status, _, err = run("a", "--kind", "list")
    assert (status, "invalid choice: 'list' (choose from " in err) == (2, True)
    assert "expected a date, or a date and time" in run("a", "--since", "yesterday")[2]


def test_records_with_problems_are_located_and_counted(run):
    problem = "$.created_at: expected an integer, found a string\n"
    text = lines(BAD, ENDED, {**PAGE, "data": [ENDED, BAD, RUNNING]}) + "{no\n"
    status, rows, err = run("a.jsonl", "--id", "a", a_jsonl=text)
    assert (status, [row[-1] for row in rows]) == (
        1,
        ["a.jsonl:2", "a.jsonl:3:$.data[0]", "a.jsonl:3:$.data[2]"],
    )
    head, inside, not_json, count = err.splitlines(keepends=True)
    assert (head, inside) == (
        f"a.jsonl:1: {problem}",
        f"a.jsonl:3: {problem.replace('$', '$.data[1]')}",
    )
    assert not_json.startswith("a.jsonl:4: $: not JSON")
    assert count == "records with problems, not listed: 3\n"
    assert run("a.jsonl", "--id", "z")[0] == 3
    assert run("a.jsonl", "no.json", "--id", "z")[0] == 2
    assert run("b.json", b_json=lines(BAD))[0] == 1
    assert run("c.json", c_json="[]")[:2] == (0, [])
    status, rows, err = run("no.json", "b.json", "c.json", c_json=lines(ENDED))
    assert (status, len(rows)) == (2, 1)
    assert err.startswith("no.json: could not read: No such file or directory\n")


def test_a_job_of_an_unknown_kind():
    page = {**PAGE, "data": [{**ENDED, "job_type": "reranker", "created_at": "soon"}]}
    (job,) = jm.structure(page, jm.v2026.JobsOut, lenient=True).data
    options = make_parser().parse_args(["list", "a.jsonl"])
    model = JOB.snake["model"]
    assert _row(job, options) == ("aa-1", "-", "SUCCESS", model, "-", "-", "ft:one")
    assert _row(job, make_parser().parse_args(["list", "a", "--until=3000-01-01"])) is None


def test_columns_are_aligned_on_a_terminal(run, monkeypatch):
    terminal = io.StringIO()
    terminal.isatty = lambda: True
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", terminal)
        assert run("a.jsonl", "--plain", a_jsonl=lines(ENDED, RUNNING))[0] == 0
    head, *rows = terminal.getvalue().splitlines()
    assert head.split("  ")[0] == "ID"
    for column in ("kind", "status", "created (UTC)", "duration"):
        assert {row[head.index(column) - 1] for row in rows} == {" "}
        assert " " not in {row[head.index(column)] for row in rows}
