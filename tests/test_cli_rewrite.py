"""``convert`` and ``redact``: rewrite records without loss, to a pipe or in place."""

from __future__ import annotations

import errno
import gzip
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from samples import API_KEY, CASES, JOB, TOKEN, case_id

import jobmodels as jm
from jobmodels.cli import main
from jobmodels.records.editions import EDITIONS

ROOT = Path(jm.__file__).parents[len(jm.__name__.split("."))]
DATA = Path(__file__).with_name("data")
VALID = sorted((DATA / "valid").rglob("*.json"))
JOB_A, JOB_B = {**JOB.snake, "id": "a"}, {**JOB.camel, "id": "b"}
REQUEST = {
    "model": "open-mistral-7b",
    "hyperparameters": {"training_steps": 1, "hub-token": TOKEN},
    "integrations": [{"project": "p", "api_key": API_KEY}],
    "training_files": ["f"],
    "note": {"secret": [TOKEN], "api_key_name": "main"},
}
BAD = {**REQUEST, "hyperparameters": {"training_steps": "1"}}
BAD_STEPS = "hyperparameters.training_steps: expected an integer, found '1'"
NO_RECORD = "$: not a record of a job: no key is evidence of one"


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Runs the command in a separate folder; returns the status and both outputs."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments, stdin=None):
        if stdin is not None:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        status = main(list(arguments))
        return status, *capsys.readouterr()

    return run


@pytest.mark.parametrize("option", ["-u", "-I"])
@pytest.mark.skipif(os.name == "nt", reason="needs POSIX pipes")
@pytest.mark.environment
def test_a_pipe_that_is_full_is_an_error(option, tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text((json.dumps(JOB_A) + "\n") * 1000)
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    start = f"import sys; sys.path.insert(0, {str(ROOT)!r})"
    code = f"{start}; from {jm.__name__}.cli import main; sys.exit(main(sys.argv[1:]))"
    process = [sys.executable, option, "-c", code, "redact", path]
    with open(reading, "rb"), open(writing, "wb") as out:
        done = subprocess.run(process, stdout=out, stderr=subprocess.PIPE, timeout=60)
    assert (done.returncode, done.stderr[:16]) == (2, b"could not write:")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
@pytest.mark.environment
def test_errors_that_cannot_be_written_do_not_lose_the_output(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in (JOB_A, BAD, JOB_A)))
    reading, writing = os.pipe()
    os.close(reading)
    for full, expected in (("/dev/full", 2), (writing, 128 + 13)):
        process = [sys.executable, "-m", jm.__name__, "redact", path]
        options = {"cwd": tmp_path, "env": {**os.environ, "PYTHONPATH": str(ROOT)}, "timeout": 60}
        with open(full, "w") as errors:
            done = subprocess.run(process, stdout=subprocess.PIPE, stderr=errors, **options)
        assert (done.returncode, done.stdout.decode()) == (expected, as_lines(JOB_A))


def test_a_file_that_is_also_the_output_is_not_read(tmp_path, monkeypatch, capsys):
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(JOB_A) + "\n")
    before = path.read_text()
    for command in (["check"], ["redact"], ["show"]):
        with open(path, "a") as out, monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", out)
            assert main([*command, str(path)]) == 2
        assert "could not read: the file is also the output" in capsys.readouterr().err
    assert path.read_text() == before
    with open(path, "a") as errors, monkeypatch.context() as patch:
        patch.setattr(sys, "stderr", errors)
        assert main(["redact", str(path)]) == 2
    assert path.read_text() == f"{before}{path}: could not read: the file is also the output\n"
    assert capsys.readouterr().out == ""


def write(name, *records, form="one"):
    text = {
        "one": lambda: json.dumps(*records, indent=1),
        "array": lambda: json.dumps(records, indent=1),
        "one in one line": lambda: json.dumps(*records),
        "array in one line": lambda: json.dumps(records),
        "lines": lambda: "".join(json.dumps(record) + "\n\n" for record in records),
    }[form]()
    data = text.encode()
    Path(name).write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return name


def as_page(payload):
    return json.dumps(payload, indent=2, ensure_ascii=False) + "\n"


def as_lines(*payloads):
    return "".join(json.dumps(payload, ensure_ascii=False) + "\n" for payload in payloads)


def model_of(path):
    """Returns the name of the class that a file of the corpus is for."""
    edition = next((one for one in EDITIONS if one.date == path.parent.name), EDITIONS[1])
    return edition.prefix + path.stem.split("-")[0]


# Without loss.


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.relative_to(DATA).as_posix())
def test_there_and_back_again_it_is_the_same_to_the_byte(path, run):
    original = json.loads(path.read_text(encoding="utf-8-sig"))
    arguments = ["--model", model_of(path)]
    text, spelled = path.read_bytes(), {}
    for case in ("camel", "snake", "camel", "snake"):
        status, text, errors = run("convert", "--case", case, *arguments, "-", stdin=text)
        assert (status, errors) == (0, "")
        assert spelled.setdefault(case, text) == text
        text = text.encode()
    if not path.stem.endswith("-mixed"):
        own = "camel" if path.stem.endswith("-camel") else "snake"
        is_in_one_line = b"\n" not in path.read_bytes().strip()
        assert spelled[own] == (as_lines if is_in_one_line else as_page)(original)


@pytest.mark.parametrize("case", CASES, ids=case_id)
def test_it_spells_every_field(case, run):
    name = write("record.json", case.snake)
    model = ["--model", type(case.obj).__name__]
    assert run("convert", "--case", "camel", *model, name) == (0, as_page(case.camel), "")
    assert run("convert", "--case", "snake", *model, name) == (0, as_page(case.snake), "")


def test_nothing_is_touched_but_the_keys_of_the_schema(run):
    record = {
        "createdAt": 1,
        "data": {"created_at": [{"job_type": 1.0}]},
        "job_type": "not of an event",
        "name": "n",
    }
    name = write("event.json", record)
    wanted = {"created_at": 1, **{key: record[key] for key in ("data", "job_type", "name")}}
    assert run("convert", "--case", "snake", "--model", "EventOut", name) == (
        0,
        as_page(wanted),
        "",
    )


def test_bare_file_ids_stay_bare(run):
    name = write("request.json", REQUEST)
    status, out, errors = run("convert", "--case", "camel", name)
    assert (status, errors) == (0, "")
    assert json.loads(out)["trainingFiles"] == ["f"]


def test_mixed_spellings_become_one(run):
    record = {**JOB_A}
    record["createdAt"] = record.pop("created_at")
    status, out, _ = run("convert", "--case", "snake", write("job.json", record))
    assert status == 0
    assert json.loads(out) == JOB_A


# Secrets.


def test_redact_masks_every_secret_and_nothing_else(run):
    name = write("request.json", REQUEST)
    status, out, errors = run("redact", name)
    assert (status, errors) == (0, "")
    assert API_KEY not in out
    assert TOKEN not in out
    masked = json.loads(out)
    assert list(masked) == list(REQUEST)
    assert masked.pop("hyperparameters") == {"training_steps": 1, "hub-token": "*" * 10}
    assert masked.pop("integrations") == [{"project": "p", "api_key": "*" * 40}]
    assert masked.pop("note") == {"secret": "*" * 10, "api_key_name": "main"}
    assert masked == {key: REQUEST[key] for key in ("model", "training_files")}


def test_redact_keeps_the_spelling(run):
    for record in (JOB_A, JOB_B):
        assert run("redact", write("job.json", record)) == (0, as_page(record), "")


# Forms.


@pytest.mark.parametrize(
    ("form", "wanted"),
    [
        ("one", as_page(JOB.snake)),
        ("array", as_page([JOB.snake])),
        ("one in one line", as_lines(JOB.snake)),
        ("array in one line", as_lines([JOB.snake])),
        ("lines", as_lines(JOB.snake)),
    ],
)
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
@pytest.mark.parametrize("in_place", [False, True], ids=["piped", "in place"])
def test_what_comes_in_one_form_goes_out_in_it(form, wanted, packed, in_place, run):
    name = "job.jsonl" if form == "lines" else "job.json"
    name = write(name + ".gz" * packed, JOB.camel, form=form)
    if not in_place:
        assert run("convert", "--case", "snake", name) == (0, wanted, "")
        return
    assert run("convert", "--case", "snake", "-i", name) == (0, "", "")
    data = Path(name).read_bytes()
    assert data.startswith(b"\x1f\x8b") is packed
    assert (gzip.decompress(data) if packed else data).decode() == wanted
    assert os.listdir() == [name]


def test_an_empty_array_stays_one(run):
    Path("none.json").write_text(" [\n]")
    assert run("convert", "--case", "camel", "none.json") == (0, "[]\n", "")
    assert run("redact", "-i", "none.json") == (0, "", "")
    assert Path("none.json").read_text() == "[]\n"


def test_one_line_out_of_a_pipe_is_a_line_still(run):
    lines = as_lines(JOB_A).encode()
    assert run("convert", "--case", "snake", "-", stdin=lines) == (0, as_lines(JOB_A), "")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="rewrites a named pipe")
def test_what_cannot_be_replaced_is_not_read(run):
    os.mkfifo("pipe")
    status, out, errors = run("redact", "-i", "pipe")
    assert (status, out) == (2, "")
    assert errors == "pipe: could not read: not a regular file, so it cannot be replaced\n"


def test_several_files_in_place(run):
    names = [write("a.json", JOB_A), write("b.jsonl", JOB_A, JOB_B, form="lines")]
    assert run("convert", "--case", "camel", "--in-place", *names) == (0, "", "")
    assert Path("a.json").read_text() == as_page({**JOB.camel, "id": "a"})
    assert Path("b.jsonl").read_text() == as_lines({**JOB.camel, "id": "a"}, JOB_B)


def test_a_link_stays_a_link_and_a_file_keeps_its_permissions(run):
    os.symlink(write("real.json", JOB_A), "link.json")
    os.chmod("real.json", 0o640)
    assert run("convert", "--case", "camel", "-i", "link.json")[0] == 0
    assert os.path.islink("link.json")
    assert os.stat("real.json").st_mode & 0o777 == 0o640
    assert json.loads(Path("real.json").read_text())["jobType"] == JOB.snake["job_type"]


# Bad input.


@pytest.mark.parametrize("command", [["convert", "--case", "camel"], ["redact"]])
def test_every_problem_is_named_with_its_file(command, run):
    write("bad.jsonl", REQUEST, BAD, {"a": 1}, BAD, form="lines")
    status, out, errors = run(*command, "bad.jsonl")
    assert status == 1
    assert errors.splitlines() == [
        f"bad.jsonl:3: $.{BAD_STEPS}",
        f"bad.jsonl:5: {NO_RECORD}",
        f"bad.jsonl:7: $.{BAD_STEPS}",
    ]
    assert len(out.splitlines()) == 1, "what is good comes out"
    write("bad.json", REQUEST, BAD, form="array")
    status, out, errors = run(*command, "bad.json")
    assert (status, errors) == (1, f"bad.json: $[1].{BAD_STEPS}\n")
    assert len(json.loads(out)) == 1
    for name in (write("bad.json", BAD), write("bad.jsonl", BAD, form="lines")):
        status, out, errors = run(*command, name)
        assert (status, out) == (1, "")
        assert BAD_STEPS in errors


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (as_lines(REQUEST, BAD).encode(), [f"x.json:2: $.{BAD_STEPS}", "x.json: left unchanged"]),
        (json.dumps([BAD]).encode(), [f"x.json: $[0].{BAD_STEPS}", "x.json: left unchanged"]),
        (b"{", ["x.json: $: not JSON: ", "x.json: left unchanged"]),
        (b"", ["x.json: $: expected a record", "x.json: left unchanged"]),
        (gzip.compress(as_lines(*[REQUEST] * 99).encode())[:-9], ["x.json: could not read: "]),
    ],
    ids=["lines", "array", "no JSON", "empty", "damaged gzip"],
)
def test_a_file_with_a_problem_is_left_as_it_is(data, words, run):
    Path("x.json").write_bytes(data)
    status, out, errors = run("redact", "-i", "x.json")
    assert status == (2 if "could not" in words[0] else 1)
    assert out == ""
    lines = errors.splitlines()
    assert [line[: len(start)] for line, start in zip(lines, words, strict=True)] == words
    assert Path("x.json").read_bytes() == data
    assert os.listdir() == ["x.json"]


def test_one_bad_file_stops_no_other(run):
    names = [write("a.json", BAD), "none.json", write("c.json", JOB_B)]
    status, _, errors = run("convert", "--case", "snake", "-i", *names)
    assert status == 2
    assert re.sub("No such.*", "...", errors).splitlines() == [
        f"a.json: $.{BAD_STEPS}",
        "a.json: left unchanged",
        "none.json: could not read: ...",
    ]
    assert json.loads(Path("c.json").read_text())["job_type"] == JOB.snake["job_type"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["convert", "a.json"], "required: --case"),
        (["convert", "--case", "kebab", "a.json"], "invalid choice: 'kebab'"),
        (["convert", "--case", "snake"], "required: FILE"),
        (["redact", "a.json", "b.json"], "several files can only be rewritten in place"),
        (["redact", "-i", "-"], "standard input cannot be rewritten in place"),
        (["redact", "--model", "JobO", "a.json"], "unknown class 'JobO', did you mean 'JobOut'?"),
    ],
)
def test_usage(arguments, words, run):
    status, out, errors = run(*arguments)
    assert (status, out) == (2, "")
    assert words in errors


def test_a_file_that_cannot_be_written(run, monkeypatch):
    before = Path(write("a.json", JOB_A)).read_bytes()

    def no_space(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "replace", no_space)
    status, out, errors = run("redact", "-i", "a.json")
    assert (status, out) == (2, "")
    assert errors == f"a.json: could not write: {os.strerror(errno.ENOSPC)}\n"
    assert Path("a.json").read_bytes() == before
    assert os.listdir() == ["a.json"]


# Pipes.


def command(*arguments, **options):
    return subprocess.run(
        [sys.executable, "-m", jm.__name__, *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT), **options.pop("env", {})},
        capture_output=True,
        check=False,
        **options,
    )


def test_an_output_that_cannot_hold_a_character_gets_json_all_the_same(tmp_path):
    record = {**REQUEST, "suffix": "\u00fc\u4f8b"}
    done = command(
        "redact", "-", input=json.dumps(record).encode(), env={"PYTHONIOENCODING": "ascii"}
    )
    assert done.returncode == 0
    assert json.loads(done.stdout.decode("ascii"))["suffix"] == "\u00fc\u4f8b"


def test_lines_go_out_as_they_come_in():
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", jm.__name__, "convert", "--case", "camel", "-"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    count = 5000
    line = json.dumps(JOB.snake).encode() + b"\n"
    out, _ = process.communicate(line * count)
    assert process.returncode == 0
    assert out == as_lines(JOB.camel).encode() * count


def test_whoever_reads_may_leave(tmp_path):
    (tmp_path / "a.jsonl").write_text(as_lines(*[JOB.snake] * 2000))
    process = subprocess.Popen(
        [sys.executable, "-m", jm.__name__, "redact", "a.jsonl"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 141
