"""``check`` and ``show`` on archives: gzip, many records, the summary, and the progress bar."""

from __future__ import annotations

import gc
import gzip
import io
import json
import os
import re
import select
import signal
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path

import pytest
from samples import API_KEY, JOB

import jobmodels as jm
from jobmodels.cli import check, main, progress, sources
from jobmodels.cli.arguments import make_parser
from jobmodels.files import lines as lines_module

ROOT = Path(jm.__file__).parents[len(jm.__name__.split("."))]
POSIX = pytest.mark.skipif(os.name == "nt", reason="needs POSIX terminals and signals")
WITH_RICH = pytest.mark.needs("rich")
NEEDS_RICH = "rich is not installed (the extra 'cli')"

REQUEST = {"model": "open-mistral-7b", "hyperparameters": {"training_steps": 10}}
BAD = {**REQUEST, "hyperparameters": {"training_steps": 0}}
JOB_SNAKE = JOB.snake


def lines(*records):
    return "".join((r if isinstance(r, str) else json.dumps(r)) + "\n" for r in records).encode()


def packed(data):
    return gzip.compress(data, mtime=0)


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Runs the command on 80 columns with the given files; returns the status and both outputs."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")

    def run(*arguments, **files):
        for name, data in files.items():
            Path(name.replace("_", ".")).write_bytes(data)
        status = main(list(arguments))
        return status, *capsys.readouterr()

    return run


# Gzip, in every command that reads a file.

CONTENTS = {
    "one record": json.dumps(JOB_SNAKE).encode(),
    "one bad record": json.dumps(BAD, indent=1).encode(),
    "an array": json.dumps([JOB_SNAKE, BAD]).encode(),
    "lines": lines(JOB_SNAKE, "", BAD, "{no"),
    "nothing": b"",
    "no record": b"hello\n",
}


@pytest.mark.parametrize("content", CONTENTS)
@pytest.mark.parametrize("arguments", [["check"], ["check", "--json"], ["show"]])
def test_gzip_is_known_by_its_content(content, arguments, run, monkeypatch):
    data = CONTENTS[content]
    plain = run(*arguments, "a.json", a_json=data)
    assert plain[2] == ""
    assert run(*arguments, "a.json", a_json=packed(data)) == plain
    assert run(*arguments, "a.json", a_json=packed(data[:9]) + packed(data[9:])) == plain
    stdin = io.TextIOWrapper(io.BytesIO(packed(data)))
    monkeypatch.setattr(sys, "stdin", stdin)
    status, out, err = run(*arguments, "-")
    assert (status, out.replace("-:", "a.json:").replace('"-"', '"a.json"'), err) == plain


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.NDJSON.GZ", "a.jsonl"])
@pytest.mark.parametrize("pack", [packed, bytes], ids=["gzip", "plain"])
def test_a_name_says_that_it_is_lines_also_with_the_ending_of_gzip(name, pack, run):
    Path(name).write_bytes(pack(lines(REQUEST)))
    said = f"{name}: 1 record (1 job request), snake_case, edition 2024-11-07, ok\n"
    assert run("check", name) == (0, said, "")


def test_lines_without_a_record_are_empty(run):
    for data in (b"", b"\n \r\n", packed(b"\n")):
        said = (
            "a.jsonl: unrecognised, 1 problem\na.jsonl: $: expected a record, found an empty file\n"
        )
        assert run("check", "a.jsonl", a_jsonl=data) == (1, said, "")


def test_lines_may_begin_with_a_byte_order_mark(run):
    status, out, _ = run("check", "a.txt", a_txt=b"\xef\xbb\xbf" + lines(REQUEST, REQUEST))
    assert (status, out.split(" (")[0]) == (0, "a.txt: 2 records")


FORMS = {
    "one line": json.dumps(JOB_SNAKE).encode() + b"\n \n",
    "indented": json.dumps(JOB_SNAKE, indent=1).encode(),
    "an array in a line": json.dumps([REQUEST, BAD]).encode(),
    "an indented array": json.dumps([REQUEST, BAD], indent=1).encode(),
    "an array of lines": b"[\n%s\n,\n%s\n]" % (lines(REQUEST), lines(BAD)),
    "objects that are cut in the middle": json.dumps([REQUEST, BAD], indent=1).encode()[:-1],
    "lines": lines(REQUEST, BAD),
    "lines with a mark": b"\xef\xbb\xbf" + lines(REQUEST, BAD),
    "lines after empty ones": b"\n \r\n" + lines(REQUEST, BAD),
    "lines after a bad one": lines("oops", REQUEST, BAD),
    "more bad lines than good ones": lines("oops", "no", "{", REQUEST),
    "text": b"hello\n" * 100,
    "white space": b" \n" * 100,
}


@pytest.mark.parametrize("form", FORMS)
def test_what_a_file_holds_does_not_depend_on_how_much_is_looked_at(form, run, monkeypatch):
    whole = run("check", "a.txt", a_txt=FORMS[form])
    for chunk, beginning in ((16, 16), (16, 200), (100, 1)):
        monkeypatch.setattr(lines_module, "_CHUNK", chunk)
        monkeypatch.setattr(sources, "_BEGINNING", beginning)
        assert run("check", "a.txt") == whole
        assert run("check", "a.txt", a_txt=packed(FORMS[form])) == whole


@pytest.mark.environment
@pytest.mark.parametrize(
    ("name", "options"),
    [("a.jsonl", []), ("a.jsonl", ["--json"]), ("a.jsonl.gz", []), ("a.txt", ["--lenient"])],
)
def test_memory_does_not_grow_with_the_archive(name, options, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sources, "_BEGINNING", 1 << 16)
    monkeypatch.setattr(check, "_MAX_KEYS", 100)
    peaks = []
    # The first run does all one-time work. 2000 records fill Python's free lists of tuples.
    for count in (10, 2000, 4000):
        data = lines(*({**BAD, "suffix": "x" * 2000, f"key-{n}": 1} for n in range(count)))
        Path(name).write_bytes(packed(data) if name.endswith(".gz") else data)
        with open(os.devnull, "w") as nowhere, monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", nowhere)
            gc.collect()
            tracemalloc.start()
            try:
                assert main(["check", name, "--forbid-unknown-keys", *options]) == 1
                peaks.append(tracemalloc.get_traced_memory()[1])
            finally:
                tracemalloc.stop()
    assert peaks[2] < peaks[1] + len(data) / 10


def test_a_line_that_is_too_long_is_a_problem_of_its_own(run, monkeypatch):
    monkeypatch.setattr(lines_module, "MAX_LENGTH", 1000)
    data = lines(REQUEST, {**REQUEST, "suffix": "x" * 1000}, REQUEST)
    status, out, _ = run("check", "a.jsonl", a_jsonl=data)
    assert status == 1
    assert out.splitlines()[1] == (
        "a.jsonl:2: $: expected a record of at most 67,108,864 bytes, found a longer one"
    )


# A stream that is damaged.

REQUESTS = lines(*({**REQUEST, "suffix": f"{n * n}"} for n in range(1000)))


def test_what_comes_before_the_damage_is_reported(run):
    data = packed(REQUESTS[:-1] + b"," + REQUESTS[-1:])[:-4]
    status, out, err = run("check", "a.jsonl.gz", a_jsonl_gz=data)
    assert (status, err) == (
        2,
        "a.jsonl.gz: could not read: the gzip data is truncated, after line 1000\n",
    )
    assert out.splitlines()[0] == (
        "a.jsonl.gz: 1000 records (999 job requests, 1 unrecognised), snake_case, "
        "edition 2024-11-07, 1 problem in 1 record as far as it could be read"
    )
    data = packed(REQUESTS)
    status, out, err = run("check", "a.txt", a_txt=data[: len(data) // 2])
    (count,) = re.findall("after line ([0-9]+)\n$", err)
    assert (status, 0 < int(count) < 1000) == (2, True)
    assert out.startswith(f"a.txt: {count} records (")
    assert "as far as it could be read" in out.splitlines()[0]
    status, rows, err = run("check", "--json", "a.txt")
    *rows, last = map(json.loads, rows.splitlines())
    assert (status, err, len(rows)) == (2, "", int(count))
    assert (last["file"], last["ok"], last["problems"]) == ("a.txt", False, [])
    assert last["error"].endswith(f"after line {count}")


def test_good_records_before_the_damage_are_no_good_file(run):
    data = packed(lines(REQUEST, REQUEST))[:-1]
    for name in ("a.jsonl", "a.json"):
        Path(name).write_bytes(data)
        status, out, err = run("check", name)
        assert status == 2
        assert out == (
            f"{name}: 2 records (2 job requests), snake_case, edition 2024-11-07, "
            "ok as far as it could be read\n"
        )
        assert err == (f"{name}: could not read: the gzip data is truncated, after line 2\n")


@pytest.mark.parametrize(
    "data", [packed(json.dumps(REQUEST).encode())[:-1], b"\x1f\x8b", b"\x1f\x8bno"]
)
def test_a_damaged_file_without_a_record_is_not_reported(data, run):
    for name in ("a.json", "a.jsonl"):
        Path(name).write_bytes(data)
        for command in ("check", "show"):
            status, out, err = run(command, name)
            assert (status, out) == (2, "")
            assert err.startswith(f"{name}: could not read: the gzip data ")
            assert err.count("\n") == 1


# The problems of many records.


def test_of_many_problems_the_first_are_listed(run, monkeypatch):
    records = [{**BAD, "trainingFiles": [{"fileId": "a", "weight": -1}]}] * 60
    status, out, _ = run("check", "a.jsonl", a_jsonl=lines(*records))
    listed = out.partition("\n\n")[0].splitlines()
    assert status == 1
    assert len(listed) == 102
    assert listed[0].endswith("120 problems in 60 records (all ok with --lenient)")
    assert listed[1].startswith("a.jsonl:1: $.hyperparameters.training_steps: ")
    assert listed[100].startswith("a.jsonl:50: $.trainingFiles[0].weight: ")
    assert listed[101] == "a.jsonl: 20 more problems; --json lists all of them"
    _, out, _ = run("check", "a.json", a_json=json.dumps(records[:51]).encode())
    assert "\na.json: 2 more problems; --json lists all of them\n\n" in out
    _, out, _ = run("check", "a.json", a_json=json.dumps(records[:50]).encode())
    assert "more problem" not in out
    monkeypatch.setattr(check, "_MAX_LISTED", 99)
    _, out, _ = run("check", "a.json")
    assert "\na.json: 1 more problem; --json lists all of them\n\n" in out
    status, out, _ = run("check", "--json", "a.jsonl")
    assert sum(len(json.loads(row)["problems"]) for row in out.splitlines()) == 120


def test_of_one_record_every_problem_is_listed(run):
    files = [{"file_id": "a", "weight": -n} for n in range(150)]
    data = json.dumps({**REQUEST, "training_files": files}).encode()
    status, out, _ = run("check", "a.json", a_json=data)
    assert (status, len(out.splitlines())) == (1, 151)


# The summary.


def summary(out):
    """Returns the lines of the summary of a single file."""
    title, *sections = out.split("\n\n")[1:]
    assert title == "a.jsonl: summary"
    return {lines[0]: lines[1:] for lines in (section.splitlines() for section in sections)}


def checkpoint(loss):
    return {"metrics": {"train_loss": loss}, "step_number": 1, "created_at": 1}


def test_a_summary_of_many_records(run):
    records = [
        {**JOB_SNAKE, "checkpoints": [checkpoint(1), checkpoint("1"), checkpoint(True)]},
        {**JOB_SNAKE, "checkpoints": [checkpoint({})], "status": "SUCCESS"},
        {**JOB_SNAKE, "status": "PAUSED"},
        {**JOB.camel, "status": "PAUSE", "createdAt": "now"},
        {**JOB_SNAKE, "created_at": "x" * 50},
        "{no",
        '{"no": ',
        REQUEST,
    ]
    status, out, _ = run("check", "a.jsonl", a_jsonl=lines(*records))
    assert status == 1
    known = ", ".join(repr(str(member)) for member in jm.Status)
    problems = summary(out)["By problem"]
    assert " ".join(" ".join(problems).split()) == (
        "times records path problem "
        "3 2 $.checkpoints[*].metrics.train_loss expected a number "
        f"2 2 $.status expected one of {known} "
        "1 1 $.createdAt expected an integer "
        "1 1 $.created_at expected an integer "
        "1 1 $ not JSON: Expecting property name enclosed in double quotes "
        "1 1 $ not JSON: Expecting value"
    )
    assert problems[:2] == [
        "  times  records  path                                 problem",
        "  3      2        $.checkpoints[*].metrics.train_loss  expected a number",
    ]
    assert summary(out)["By status"] == [
        "  jobs  status",
        "  2     RUNNING",
        "  1     SUCCESS",
        "  1     'PAUSED' (unknown)",
        "  1     'PAUSE' (unknown)",
    ]


def test_the_statuses_of_all_jobs_are_counted(run):
    page = {"data": [JOB_SNAKE, {**JOB_SNAKE, "status": "FAILED"}, JOB.camel, 5], "total": 3}
    records = [
        page,
        JOB_SNAKE,
        {key: value for key, value in JOB_SNAKE.items() if key != "status"},
        {**JOB_SNAKE, "status": None},
        {**JOB_SNAKE, "status": 5},
        {**JOB_SNAKE, "status": "s" * 33},
        {**JOB_SNAKE, "status": "\x1b[2J"},
        {"data": 5, "total": 3},
        REQUEST,
        {"object": "job.metadata", "details": "d", "status": "SUCCESS"},
        {"status": "SUCCESS"},
        5,
    ]
    _, out, _ = run("check", "a.jsonl", a_jsonl=lines(*records))
    assert summary(out)["By status"] == [
        "  jobs  status",
        "  3     RUNNING",
        "  1     FAILED",
        "  1     absent",
        "  1     null (unknown)",
        "  1     a number (unknown)",
        "  1     a string (unknown)",
        "  1     '\\x1b[2J' (unknown)",
    ]


def test_the_data_of_an_event_are_not_jobs(run):
    event = {"name": "n", "created_at": 1, "data": [{"status": "SUCCESS"}]}
    _, out, _ = run("check", "--model", "EventOut", "a.jsonl", a_jsonl=lines(event, event))
    assert list(summary(out)) == ["By problem"]


def test_records_are_counted_by_kind_edition_and_model(run):
    first = {"id": "a", "hyperparameters": {"training_steps": 10}, "model": "open-mistral-7b"}
    first |= {"status": "QUEUED", "job_type": "FT", "created_at": 1, "modified_at": 2}
    first |= {"training_files": []}
    page = {"data": [{**JOB_SNAKE, "model": "m" * 150}, {**JOB_SNAKE, "model": 5}], "total": 2}
    records = [REQUEST, REQUEST, first, JOB_SNAKE, page, {"model": None, **JOB_SNAKE}, 5]
    records.append({key: value for key, value in JOB_SNAKE.items() if key != "model"})
    _, out, _ = run("check", "a.jsonl", a_jsonl=lines(*records))
    assert summary(out)["By kind and edition"] == [
        "  records  kind          edition",
        "  3        job           2024-11-07",
        "  2        job request   2024-11-07",
        "  1        job           2024-06-05",
        "  1        list          2024-11-07",
        "  1        unrecognised",
    ]
    assert [row.split(maxsplit=1) for row in summary(out)["By model"]] == [
        ["jobs", "model"],
        ["2", JOB_SNAKE["model"]],
        ["1", "open-mistral-7b"],
        ["1", "m" * 57 + "..."],
        ["1", "a number"],
        ["1", "absent"],
    ]


def test_a_summary_has_only_what_there_is_to_say(run):
    assert list(summary(run("check", "a.jsonl", a_jsonl=lines(REQUEST, BAD))[1])) == ["By problem"]
    jobs = lines(JOB_SNAKE, JOB.camel)
    found = list(summary(run("check", "a.jsonl", a_jsonl=jobs)[1]))
    assert found == ["By model", "By status"]
    mixed = list(summary(run("check", "a.jsonl", a_jsonl=lines(REQUEST, "5"))[1]))
    assert mixed == ["By problem", "By kind and edition"]
    for records in ([REQUEST, REQUEST], [JOB_SNAKE], [BAD], []):
        assert "summary" not in run("check", "a.jsonl", a_jsonl=lines(*records))[1]
    assert "summary" not in run("check", "--json", "a.jsonl", a_jsonl=jobs)[1]
    array = json.dumps([JOB_SNAKE, JOB_SNAKE]).encode()
    assert "a.json: summary\n\nBy model\n" in run("check", "a.json", a_json=array)[1]
    assert "summary" not in run("check", "a.json", a_json=json.dumps(BAD).encode())[1]


def test_the_summary_of_a_large_archive_is_as_short_as_any(run, monkeypatch):
    bad = [{**REQUEST, f"key{n // 2:03}": n} for n in range(100)]
    odd = [{**JOB_SNAKE, "status": f"S{n:03}"} for n in range(50)]
    data = lines(*bad, *odd, JOB_SNAKE)
    _, out, _ = run("check", "--forbid-unknown-keys", "a.jsonl", a_jsonl=data)
    problems, kinds, models, statuses = summary(out).values()
    assert len(kinds) == 3
    assert len(models) == 2
    assert len(problems) < 50
    assert problems[-1].split() == ["62", "others"]
    assert re.fullmatch(r"  2 +2 +\$\.key000 +unknown key", problems[-20])
    assert len(statuses) == 22
    assert statuses[-1].split() == ["31", "others"]
    # To limit memory, only about a thousand different values are counted separately.
    monkeypatch.setattr(check, "_MAX_KEYS", 5)
    monkeypatch.setattr(check, "_MAX_ROWS", 3)
    _, out, _ = run("check", "--forbid-unknown-keys", "a.jsonl")
    problems, _, _, statuses = summary(out).values()
    assert [row.split()[0] for row in problems[1:]] == ["2", "2", "2", "144"]
    assert [row.split()[0] for row in statuses[1:]] == ["1", "1", "1", "48"]


def test_what_is_not_counted_separately_is_counted_each_time(monkeypatch):
    monkeypatch.setattr(check, "_MAX_KEYS", 1)
    counts = check.Counts()
    for key in "abab":
        counts.add(key, 1)
    assert counts == {"a": 2, check._OTHERS: 2}


def test_the_path_of_a_problem_is_cut_where_it_floods_the_summary(run):
    inner = '"y": 1, "y": 2'
    for key in "dcba":
        inner = f'"{key * 70}": {{{inner}}}'
    twice = f'{{"details": "d", "x": {{{inner}}}}}'
    _, out, _ = run("check", "a.jsonl", a_jsonl=lines(twice, twice))
    (path,) = re.findall(r"\$\S+", out.partition("By problem")[2])
    assert len(path) == 200
    assert path.startswith(f"$.x.{'a' * 70}.{'b' * 70}.")
    assert path.endswith("c...")


def test_of_the_records_with_problems_none_is_kept():
    problem = jm.Problem("$", "said by the text")
    entries = [sources.Entry(BAD, (problem,), line=line) for line in range(1, 4)]
    outcomes = check._outcomes(make_parser().parse_args(["check", "a"]), "a", entries)
    assert [outcome.place for outcome, _ in outcomes] == [
        sources.Entry(None, line=1),
        sources.Entry(None, line=2),
        sources.Entry(None, line=3),
    ]


def test_large_numbers_can_be_read(run):
    _, out, _ = run("check", "a.jsonl", a_jsonl=lines(JOB_SNAKE) * 1234)
    assert summary(out)["By status"] == ["  jobs   status", "  1,234  RUNNING"]


def test_a_summary_shows_no_secret_and_no_control_character(run):
    integration = {"type": "wandb", "project": "p", "api_key": API_KEY + "x", "key\x1b[2J": 1}
    record = {**REQUEST, "model": "m\x1b", "integrations": [integration], "k" * 10**5: 1}
    status, out, _ = run(
        "check", "--forbid-unknown-keys", "a.jsonl", a_jsonl=lines(record, record, JOB_SNAKE)
    )
    assert status == 1
    assert API_KEY not in out
    assert all(line.isprintable() for line in out.splitlines())
    assert len(out) < 5000


def test_the_summaries_of_several_files_stand_apart(run):
    jobs = lines(JOB_SNAKE, JOB_SNAKE)
    _, out, _ = run("check", "a.jsonl", "b.jsonl", a_jsonl=jobs, b_jsonl=jobs)
    model = f"By model\n  jobs  model\n  2     {JOB_SNAKE['model']}"
    page = f"summary\n\n{model}\n\nBy status\n  jobs  status\n  2     RUNNING\n\n"
    heads = [f"{name}: 2 records (2 jobs), snake_case, edition 2024-11-07, ok" for name in "ab"]
    assert out == "".join(
        f"{head}\n\n{head[0]}.jsonl: {page}".replace(f"{head[0]}:", f"{head[0]}.jsonl:")
        for head in heads
    )


# One record of many.


def test_one_record_of_an_archive_is_shown(run):
    data = packed(lines(REQUEST, "", {**JOB_SNAKE, "id": "the-second"}, "{no", REQUEST))
    for name in ("a.jsonl.gz", "a.json"):
        Path(name).write_bytes(data)
        status, out, err = run("show", name, "--record", "2")
        assert (status, err) == (0, "")
        assert out.startswith(f"{name}: record 2 on line 3\n\nJob\n  ID ")
        assert "the-second" in out
        assert run("show", name)[1].startswith(f"{name}: record 1 on line 1\n\nJob request\n")
        assert run("show", name, "--record", "4")[1].startswith(f"{name}: record 4 on line 5\n\n")
        status, out, err = run("show", name, "--record", "5")
        assert (status, out, err) == (
            2,
            "",
            f"{name}: record 5 not found: the file has 4 records\n",
        )
        status, out, _ = run("show", name, "--record", "3")
        assert (status, out.splitlines()[0]) == (1, f"{name}: record 3 on line 4")
        assert out.splitlines()[2].startswith(f"{name}:4: $: not JSON: ")


def test_an_archive_is_read_no_further_than_the_record(run):
    data = packed(REQUESTS)[:-1] + b"\xff"
    assert run("show", "a.jsonl", "--record", "3", a_jsonl=data)[::2] == (0, "")
    assert run("show", "a.jsonl", "--record", "999")[::2] == (0, "")
    status, out, err = run("show", "a.jsonl", "--record", "1001")
    assert (status, out) == (2, "")
    assert err == "a.jsonl: could not read: the gzip data is damaged, after line 1000\n"


# The bar.


class Terminal(io.TextIOWrapper):
    """A terminal that records what is written to it."""

    def __init__(self):
        super().__init__(io.BytesIO(), encoding="utf-8", newline="")

    def isatty(self):
        return True

    def said(self):
        self.flush()
        return self.buffer.getvalue().decode()


HIDE, SHOW, ERASE = "\x1b[?25l", "\x1b[?25h", "\x1b[2K"
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


@pytest.fixture
def on_terminal(run, monkeypatch):
    """Runs the command with stderr on a terminal; returns the text written there."""
    pytest.importorskip("rich", reason=NEEDS_RICH)
    for name in ("NO_COLOR", "FORCE_COLOR", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(progress, "_DELAY", 0)
    monkeypatch.setattr(progress, "_PAUSE", 0)

    def on_terminal(*arguments, out=None, status=1, **files):
        terminal = Terminal()
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stderr", terminal)
            if out is not None:
                patch.setattr(sys, "stdout", out)
            assert run(*arguments, **files)[0] == status
        return terminal.said()

    return on_terminal


@WITH_RICH
def test_a_bar_shows_how_far_it_is_and_leaves_nothing(on_terminal):
    for data in (lines(REQUEST, BAD), packed(lines(REQUEST, BAD)), json.dumps([REQUEST, BAD])):
        data = data if isinstance(data, bytes) else data.encode()
        said = on_terminal("check", "a.json", a_json=data)
        words = ESCAPES.sub("", said)
        assert re.search("a.json .*100% 2 records, 1 problem ", words)
        assert said.startswith(HIDE)
        assert said.count(HIDE) == said.count(SHOW) == 1
        assert said.rindex(ERASE) > said.rindex("records")
        assert said.rstrip("\r").endswith(ERASE)
        assert max(map(len, re.split("[\r\n]", words))) <= 80


@WITH_RICH
def test_an_array_is_counted_by_its_items(on_terminal):
    words = ESCAPES.sub("", on_terminal("check", "a.json", a_json=json.dumps([BAD] * 4).encode()))
    for done in range(1, 5):
        assert f"{25 * done}% {done} record" in words


@WITH_RICH
def test_what_has_no_size_has_a_bar_without_an_end(on_terminal, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines(REQUEST, BAD))))
    words = ESCAPES.sub("", on_terminal("check", "-"))
    assert "2 records, 1 problem" in words
    assert "%" not in words


@WITH_RICH
def test_a_name_is_not_read_as_markup_and_does_no_harm(on_terminal):
    name = "[bold]{x}\x1b[2J" + "n" * 100
    Path(name).write_bytes(lines(REQUEST, BAD))
    said = on_terminal("check", name)
    assert "[bold]{x}\\x1b[2J" in ESCAPES.sub("", said)
    assert "\x1b[2J" not in said


@WITH_RICH
def test_the_bar_is_hidden_where_it_would_be_in_the_way(on_terminal, run, monkeypatch):
    data = lines(REQUEST, BAD)
    assert on_terminal("check", "a.jsonl", "--json", a_jsonl=data)
    assert on_terminal("check", "a.jsonl", "--json", out=Terminal()) == ""
    assert on_terminal("check", "a.jsonl", out=Terminal())
    assert on_terminal("check", "a.jsonl", "--plain") == ""
    assert run("check", "a.jsonl")[2] == ""  # no terminal
    with monkeypatch.context() as patch:
        patch.setattr(progress, "_DELAY", 3600)  # the run is shorter
        assert on_terminal("check", "a.jsonl") == ""
    with monkeypatch.context() as patch:
        patch.setenv("TERM", "dumb")
        assert on_terminal("check", "a.jsonl") == ""
    for name in [name for name in sys.modules if name.partition(".")[0] == "rich"]:
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.setitem(sys.modules, "rich", None)
    assert on_terminal("check", "a.jsonl") == ""


@WITH_RICH
def test_the_bar_ends_also_where_the_file_is_damaged(on_terminal):
    said = on_terminal("check", "a.jsonl", a_jsonl=packed(lines(REQUEST, BAD))[:-1], status=2)
    bar, _, rest = said.rpartition(SHOW)
    assert "2 records, 1 problem" in ESCAPES.sub("", bar)
    assert rest.endswith(
        f"{ERASE}a.jsonl: could not read: the gzip data is truncated, after line 2\n"
    )


@pytest.mark.environment
@WITH_RICH
@POSIX
@pytest.mark.parametrize("end", ["the end of the input", "Ctrl-C"])
def test_a_real_terminal_is_left_as_it_was(end, tmp_path):
    pytest.importorskip("rich", reason=NEEDS_RICH)
    screen, terminal = os.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "80"}
    with subprocess.Popen(
        [sys.executable, "-m", jm.__name__, "check", "-"],
        cwd=tmp_path,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=terminal,
        stderr=terminal,
        # A suite that runs in the background ignores the signal, and its processes inherit this.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        os.close(terminal)
        said = b""
        give_up = time.monotonic() + 60
        while b"records" not in said and time.monotonic() < give_up:
            process.stdin.write(lines(REQUEST))
            process.stdin.flush()
            if select.select([screen], [], [], 0.05)[0]:
                said += os.read(screen, 1 << 16)
        if end == "Ctrl-C":
            process.send_signal(signal.SIGINT)
            process.wait(60)
        process.stdin.close()
        with open(screen, "rb", buffering=0) as rest:
            try:
                while more := rest.read(1 << 16):
                    said += more
            except OSError:  # on Linux: the other end is closed
                pass
    said = said.decode()
    assert process.returncode == (130 if end == "Ctrl-C" else 0)
    bar, _, rest = said.rpartition(SHOW)
    assert "records, 0 problems" in ESCAPES.sub("", bar)
    assert "%" not in bar  # the total is unknown
    words = ESCAPES.sub("", rest).strip()
    if end == "Ctrl-C":
        assert words == ""
    else:
        assert re.fullmatch(r"-: \d+ records \(\d+ job requests\), .*, ok", words)
