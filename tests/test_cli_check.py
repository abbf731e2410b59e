"""``check``: its reports about each file, for people and for machines, and its exit status."""

from __future__ import annotations

import io
import json
import lzma
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from samples import API_KEY, CASES, JOB, case_id

import jobmodels as jm
from jobmodels.cli import main
from jobmodels.cli.check import print_problems
from jobmodels.cli.sources import Entry
from jobmodels.cli.view import View
from jobmodels.records.editions import RECORDS

ROOT = Path(jm.__file__).parents[len(jm.__name__.split("."))]
REQUEST = {"model": "open-mistral-7b", "hyperparameters": {"training_steps": 10}}
BAD = {**REQUEST, "hyperparameters": {"training_steps": 0}}
BAD_STEPS = "hyperparameters.training_steps: expected an integer at least 1, found 0"
UNKNOWN = {"name": "not of a job"}


@pytest.fixture
def file(tmp_path, monkeypatch):
    """Writes a file, and returns the name to pass to the command."""
    monkeypatch.chdir(tmp_path)

    def write(content, name="record.json"):
        if not isinstance(content, (str, bytes)):
            content = json.dumps(content)
        data = content.encode() if isinstance(content, str) else content
        Path(name).write_bytes(data)
        return name

    return write


@pytest.fixture
def check(capsys):
    """Runs ``check``; returns the status and the lines of its output up to the summary of many
    records, which has separate tests. Fails if anything is written to stderr."""

    def run(*arguments):
        status = main(["check", *arguments])
        out, err = capsys.readouterr()
        assert err == ""
        return status, out.partition("\n\n")[0].splitlines()

    return run


def lines(*records):
    return "".join((r if isinstance(r, str) else json.dumps(r)) + "\n" for r in records)


def command(*arguments, **options):
    """Runs the command as a process."""
    process = [sys.executable, "-m", jm.__name__, *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **options.pop("env", {})}
    return subprocess.run(process, env=environment, capture_output=True, timeout=60, **options)


@pytest.mark.parametrize("case", [c for c in CASES if type(c.obj) in RECORDS], ids=case_id)
def test_every_kind_of_record_is_named_and_good(case, file, check):
    kind = RECORDS[type(case.obj)]
    shows_case = case.snake != case.camel
    snake, camel = (", snake_case", ", camelCase") if shows_case else ("", "")
    edition = "edition 2024-11-07"
    assert check(file(case.snake)) == (0, [f"record.json: {kind}{snake}, {edition}, ok"])
    assert check(file(case.camel)) == (0, [f"record.json: {kind}{camel}, {edition}, ok"])


def test_every_problem_is_a_line_with_its_path(file, check):
    status, out = check(file({**BAD, "trainingFiles": [{"fileId": "a", "weight": -1}]}))
    assert status == 1
    assert out == [
        "record.json: job request, mixed case, edition 2024-11-07, 2 problems (ok with --lenient)",
        f"record.json: $.{BAD_STEPS}",
        "record.json: $.trainingFiles[0].weight: expected a number greater than 0, found -1",
    ]


FIRST_JOB = {
    "id": "b7c1",
    "hyperparameters": {"training_steps": 10},
    "model": "open-mistral-7b",
    "status": "SUCCESS",
    "job_type": "FT",
    "created_at": 1717600000,
    "modified_at": 1717601800,
    "training_files": [],
}


@pytest.mark.parametrize(
    ("changes", "edition", "problems"),
    [
        ({}, "2024-06-05", []),
        ({"suffix": "a key of a later edition", "trained_tokens": None}, "2024-06-05", []),
        ({"repositories": None, "auto_start": None}, "2024-06-05", []),
        ({"auto_start": False}, "2024-11-07", []),
        # Judged against the edition with the fewest problems.
        ({"created_at": "x"}, "2024-06-05", ["created_at: expected an integer, found a string"]),
        # The first edition does not define these keys, and does not make a wrong value right.
        ({"auto_start": "yes"}, "2024-11-07", ["auto_start: expected a boolean, found a string"]),
        (
            {"hyperparameters": {"training_steps": 10, "seq_len": "x"}, "auto_start": True},
            "2024-11-07",
            ["hyperparameters.seq_len: expected an integer at least 100, found a string"],
        ),
    ],
)
def test_a_record_of_any_edition_is_ok(changes, edition, problems, file, check):
    status, (head, *found) = check(file({**FIRST_JOB, **changes}))
    assert head.startswith(f"record.json: job, snake_case, edition {edition}, ")
    assert (status, found) == (bool(problems), [f"record.json: $.{each}" for each in problems])
    assert head.endswith(", ok") is (not problems)


def test_the_statuses_of_batch_jobs_are_counted(file, check, capsys):
    job = {"id": "x", "object": "batch", "total_requests": 1, "input_files": []}
    records = [{**job, "status": status} for status in ("TIMEOUT_EXCEEDED", "PAUSED")]
    page = {"object": "list", "data": [{**job, "status": "RUNNING"}], "total": 1}
    main(["check", "--lenient", file([*records, page])])
    out = capsys.readouterr().out
    assert "3 records (2 batch jobs, 1 batch list), snake_case, edition 2024-11-07, ok" in out
    assert [line.split() for line in out.splitlines()[-3:]] == [
        ["1", "TIMEOUT_EXCEEDED"],
        ["1", "'PAUSED'", "(unknown)"],
        ["1", "RUNNING"],
    ]


def test_no_case_is_claimed_where_no_key_shows_one(file, check):
    record = {"model": "open-mistral-7b", "hyperparameters": {}}
    assert check(file(record)) == (0, ["record.json: job request, edition 2024-11-07, ok"])


def test_a_record_that_is_none_of_ours(file, check):
    assert check(file(UNKNOWN)) == (
        1,
        [
            "record.json: unrecognised, 1 problem",
            "record.json: $: not a record of a job: no key is evidence of one",
        ],
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "expected a record, found an empty file"),
        (" \n\n", "expected a record, found an empty file"),
        ("{", "not JSON: Expecting property name enclosed in double quotes (line 1, column 2)"),
        (b'{"model": "\xff"}', "not UTF-8: byte 11 cannot be decoded"),
        ('"a string"', "expected an object, found a string"),
    ],
)
def test_text_without_a_record_is_a_problem_not_a_failure(text, message, file, check):
    status, out = check(file(text))
    assert status == 1
    assert out == ["record.json: unrecognised, 1 problem", f"record.json: $: {message}"]


def test_what_only_the_text_shows(file, check):
    text = json.dumps(REQUEST)[:-1] + ', "model": "open-mistral-7b"}'
    assert check(file(text))[1][1:] == ["record.json: $.model: duplicate key"]
    # In an array, at the right item; and each path is reported once.
    bad = '{"model": 1, "model": 2, "hyperparameters": {"training_steps": 1}}'
    text = f"[{json.dumps(REQUEST)}, {text}, {bad}]"
    assert check(file(text))[1][1:] == [
        "record.json: $[1].model: duplicate key",
        "record.json: $[2].model: duplicate key",
    ]


def test_an_array_of_records(file, check):
    assert check(file([REQUEST, JOB.snake, REQUEST])) == (
        0,
        ["record.json: 3 records (2 job requests, 1 job), snake_case, edition 2024-11-07, ok"],
    )
    assert check(file([REQUEST, BAD, UNKNOWN, JOB.camel])) == (
        1,
        [
            "record.json: 4 records (2 job requests, 1 unrecognised, 1 job), mixed case, "
            "edition 2024-11-07, 2 problems in 2 records (1 of them ok with --lenient)",
            f"record.json: $[1].{BAD_STEPS}",
            "record.json: $[2]: not a record of a job: no key is evidence of one",
        ],
    )
    assert check(file([])) == (0, ["record.json: no records, ok"])


@pytest.mark.parametrize("name", ["records.jsonl", "records.NDJSON", "records.txt"])
def test_json_lines_have_their_true_line_numbers(name, file, check):
    text = lines(REQUEST, "", BAD, "{no", "\ufeff" + json.dumps(REQUEST), "  ", "[]")
    assert check(file(text, name)) == (
        1,
        [
            f"{name}: 5 records (3 job requests, 2 unrecognised), snake_case, "
            "edition 2024-11-07, 3 problems in 3 records (1 of them ok with --lenient)",
            f"{name}:3: $.{BAD_STEPS}",
            f"{name}:4: $: not JSON: Expecting property name enclosed in double quotes (column 2)",
            f"{name}:7: $: expected an object, found an array",
        ],
    )


def test_a_bad_line_does_not_hide_that_a_file_is_json_lines(file, check):
    status, out = check(file(lines("oops", REQUEST, REQUEST)))
    assert (status, out[1]) == (1, "record.json:1: $: not JSON: Expecting value (column 1)")
    status, out = check(file(lines("oops", REQUEST)))  # half of the lines are not most of them
    assert out[1].startswith("record.json: $: not JSON")
    status, out = check(file(lines(REQUEST).encode() + b'{"\xff": 1}\n'))
    assert (status, out[1]) == (1, "record.json:2: $: not UTF-8: byte 2 cannot be decoded")


def test_broken_indented_json_is_one_broken_record(file, check):
    status, out = check(file(json.dumps([REQUEST, REQUEST], indent=1)[:-1]))
    assert status == 1
    assert len(out) == 2
    assert "record.json: $[2]: not JSON: " in out[1]
    status, out = check(file(json.dumps({"data": [REQUEST, REQUEST]}, indent=1)[:-1]))
    assert (status, len(out)) == (1, 2)
    assert "record.json: $: not JSON: " in out[1]


def test_objects_over_several_lines_are_records(file, check):
    whole = [json.dumps(record, indent=2) for record in (REQUEST, BAD, REQUEST)]
    for name in ("record.json", "record.jsonl"):
        status, out = check(file("\n".join(whole), name))
        assert (status, len(out)) == (1, 2)
        assert out[0].startswith(f"{name}: 3 records (3 job requests), ")
        assert out[1] == f"{name}:7: $.{BAD_STEPS}"
        broken = "\n".join([whole[0], whole[0][:-6], whole[2]])
        status, out = check(file(broken, name))
        assert (status, len(out)) == (1, 2)
        assert out[1] == f"{name}:7: $: not JSON: Expecting ',' delimiter (line 10, column 25)"
    first = file("\n".join(whole))
    assert main(["show", first, "--record", "3"]) == 0


def test_the_end_of_an_array_is_the_end_of_the_file(file, check):
    for name in ("record.json", "record.jsonl"):
        status, out = check(file(json.dumps([REQUEST]) + "\n" + lines(REQUEST), name))
        assert (status, len(out)) == (1, 2)
        extra = "Extra data (line 2, column 1)"
        assert out[1] == f"{name}: $[1]: not JSON: {extra}; the rest is not read"


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (json.dumps(REQUEST, indent=1).encode("utf-16"), "UTF-16 or UTF-32 text: convert it"),
        (lzma.compress(b"{}"), "xz data: decompress it, or open it with lzma.open"),
        (b"PAR1\x15\x04\n", "a Parquet file: export its records as JSON Lines"),
        (b"id,status\na,SUCCESS\n", "CSV: export its records as JSON Lines"),
    ],
)
def test_another_format_is_named(data, found, file, check, capsys):
    for name in ("record.json", "record.jsonl"):
        Path(name).write_bytes(data)
        status, out = check(name)
        assert (status, len(out)) == (1, 2)
        assert f"$: expected JSON in UTF-8, found {found}" in out[1]
        for command in (["show"], ["convert", "--case", "camel", "-i"], ["redact", "-i"]):
            assert main([*command, name]) == 1
            assert found in "".join(capsys.readouterr())
        assert Path(name).read_bytes() == data


def test_a_single_json_line_is_counted_as_one(file, check):
    for name in ("one.jsonl", "one.NDJSON"):
        assert check(file(lines(REQUEST), name)) == (
            0,
            [f"{name}: 1 record (1 job request), snake_case, edition 2024-11-07, ok"],
        )


def test_lenient_reading_and_unknown_keys(file, check):
    name = file({**JOB.snake, "status": "PAUSED", "color": "red", "id": None})
    assert check(name)[0] == 1
    assert check(name, "--lenient") == (0, [f"{name}: job, snake_case, edition 2024-11-07, ok"])
    status, out = check("--lenient", "--forbid-unknown-keys", name)
    assert (status, out) == (
        1,
        [
            f"{name}: job, snake_case, edition 2024-11-07, 1 problem",
            f"{name}: $.color: unknown key",
        ],
    )


@pytest.mark.parametrize(
    ("content", "options", "verdict"),
    [
        (BAD, [], "1 problem (ok with --lenient)"),
        ({**BAD, "model": 5}, [], "2 problems"),
        ({**BAD, "color": "red"}, ["--forbid-unknown-keys"], "2 problems"),
        (json.dumps(BAD)[:-1] + ', "color": 1, "color": 1}', [], "2 problems"),
        (UNKNOWN, [], "1 problem"),
        ("{", [], "1 problem"),
        ([BAD, REQUEST], [], "1 problem in 1 record (ok with --lenient)"),
        ([BAD, BAD], [], "2 problems in 2 records (all ok with --lenient)"),
        ([BAD, UNKNOWN], [], "2 problems in 2 records (1 of them ok with --lenient)"),
        ([BAD, 5, BAD], [], "3 problems in 3 records (2 of them ok with --lenient)"),
        ([UNKNOWN, 5], [], "2 problems in 2 records"),
        ([BAD, 5, BAD], ["--lenient"], "1 problem in 1 record"),
    ],
)
def test_that_lenient_reading_would_help_is_said_once(content, options, verdict, file, check):
    out = check(file(content), *options)[1]
    assert out[0].endswith(f", {verdict}")
    assert "--lenient" not in "".join(out[1:])


def test_a_model_of_ones_own_choice(file, check, capsys):
    name = file({"file_id": "a", "weight": 0})
    status, out = check("--model", "TrainingFile", name)
    assert (status, out) == (
        1,
        [
            f"{name}: TrainingFile, snake_case, edition 2024-11-07, 1 problem (ok with --lenient)",
            f"{name}: $.weight: expected a number greater than 0, found 0",
        ],
    )
    metadata = {"object": "job.metadata", "details": "None."}
    assert check("--model", "CreateJobResponse", file(metadata))[1] == [
        "record.json: dry-run metadata, edition 2024-11-07, ok"
    ]
    assert check("--model", "CreateJobResponse", file("3"))[0] == 1
    assert main(["check", "--model", "JobOutt", name]) == 2
    assert "unknown class 'JobOutt', did you mean 'JobOut'?" in capsys.readouterr().err


def test_what_cannot_be_read_is_said_and_the_next_file_taken(file, tmp_path, capsys):
    good, bad = file(REQUEST, "good.json"), file(BAD, "bad.json")
    assert main(["check", "missing.json", str(tmp_path), good, "nul\0.json", bad]) == 2
    out, err = capsys.readouterr()
    assert err.splitlines() == [
        "missing.json: could not read: No such file or directory",
        f"{tmp_path}: could not read: Is a directory",
        "nul\\x00.json: could not read: embedded null byte",
    ]
    assert [line.split(":")[0] for line in out.splitlines()] == [
        "good.json",
        "bad.json",
        "bad.json",
    ]
    assert main(["check", good]) == 0
    assert main(["check", good, bad, good]) == 1


def test_json_for_machines(file, capsys):
    names = [
        file(JOB.camel),
        "missing.json",
        file([UNKNOWN, BAD], "array.json"),
        file(lines("", {**REQUEST, "trainingFiles": []}, "{"), "l.jsonl"),
    ]
    assert main(["check", "--json", *names]) == 2
    out, err = capsys.readouterr()
    assert err == ""
    steps = {"path": f"$.{BAD_STEPS.partition(':')[0]}", "message": BAD_STEPS.partition(": ")[2]}
    unrecognised = {"model": None, "kind": None, "edition": None, "case": None, "ok": False}
    edition = {"edition": "2024-11-07"}
    request = {"model": "JobIn", "kind": "job request", **edition}
    good = {"ok": True, "problems": []}
    *first, last = map(json.loads, out.splitlines())
    assert first == [
        {"file": "record.json", "model": "JobOut", "kind": "job", "case": "camel"}
        | {**edition, **good},
        {"file": "missing.json", "ok": False, "problems": []}
        | {"error": "No such file or directory"},
        {
            "file": "array.json",
            "index": 0,
            **unrecognised,
            "problems": [
                {"path": "$", "message": "not a record of a job: no key is evidence of one"}
            ],
        },
        {"file": "array.json", "index": 1, **request, "case": "snake", "ok": False}
        | {"problems": [steps]},
        {"file": "l.jsonl", "line": 2, **request, "case": "mixed", **good},
    ]
    assert {**last, "problems": len(last["problems"])} == {
        "file": "l.jsonl",
        "line": 3,
        **unrecognised,
        "problems": 1,
    }


def test_json_after_a_problem_is_not_made_good_by_the_next_record(file, capsys):
    assert main(["check", "--json", file([BAD, REQUEST])]) == 1
    assert [json.loads(row)["ok"] for row in capsys.readouterr().out.splitlines()] == [False, True]


def test_json_names_the_file_as_it_is(file, capsys):
    name = file(JOB.camel, "x" * 200 + "\x1b\\.json")
    assert main(["check", "--json", f"./{'./' * 100}{name}"]) == 0
    (row,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert row["file"] == f"./{'./' * 100}{name}"


def test_arguments_are_not_printed_raw(capsys):
    assert main(["check", "a.json", "--z\x1b]0;title\x07"]) == 2
    assert "\x1b" not in capsys.readouterr().err


def test_a_closed_standard_input(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", None)
    for command in ("check", "show"):
        assert main([command, "-"]) == 2
        assert capsys.readouterr().err == "-: could not read: standard input is closed\n"


def test_a_large_text_that_is_no_json_is_not_read_line_by_line(file, check, monkeypatch):
    from jobmodels.cli import sources

    tried = []
    monkeypatch.setattr(sources.texts, "parse_line", lambda line, *_: (tried.append(line), ()))
    status, _ = check(file("hello\n" * 50_000 + "{\n" * 50_000))
    assert status == 1
    assert len(tried) < 1000


def test_a_problem_of_the_text_hides_those_it_causes(file, check):
    message = "an integer with more digits than Python converts"
    assert check(file("9" * 5000))[1][1:] == [f"record.json: $: {message}"]


def test_no_secret_and_no_control_character_is_printed(file, check):
    integration = {"type": "wandb", "project": "p", "api_key": API_KEY + "x", "key\x1b[2J": 1}
    record = {**REQUEST, "model": "open-mistral-7b\x1b", "integrations": [integration]}
    status, out = check("--forbid-unknown-keys", file(record, "re\x1bcord.json"))
    assert status == 1
    assert len(out) == 4
    assert all(line.isprintable() for line in out)
    assert API_KEY not in "".join(out)
    assert out[0].startswith("re\\x1bcord.json: job request")


def test_long_keys_and_long_names_do_not_flood(file, check):
    out = check("--forbid-unknown-keys", file({**REQUEST, "k" * 10**6: 1}))[1]
    assert len(out) == 2
    assert len(out[1]) < 1000


def test_a_message_is_as_harmless_as_the_rest(capsys):
    problem = jm.Problem("$", "\x1b[2J" + "m" * 10**6)
    print_problems("a.json", Entry(None), [problem], View(sys.stdout))
    out = capsys.readouterr().out
    assert out.startswith("a.json: $: \\x1b[2Jmmm")
    assert len(out) < 1000


def test_standard_input(monkeypatch, check):
    stdin = io.TextIOWrapper(io.BytesIO(json.dumps(REQUEST).encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    assert check("-") == (0, ["-: job request, snake_case, edition 2024-11-07, ok"])


@pytest.mark.parametrize(
    ("arguments", "status"),
    [(["--help"], 0), (["--version"], 0), ([], 2), (["check"], 2), (["show", "a", "b"], 2)],
)
def test_usage(arguments, status, capsys):
    assert main(arguments) == status
    out, err = capsys.readouterr()
    assert bool(out) == (status == 0)
    assert bool(err) == (status == 2)
    if arguments == ["--version"]:
        assert out.split()[-1] == jm.__version__


def test_as_a_module_of_its_own_name(tmp_path):
    (tmp_path / "a.json").write_text(json.dumps(REQUEST))
    done = command("check", "a.json", "-", cwd=tmp_path, input=json.dumps(BAD).encode())
    assert done.returncode == 1
    assert done.stderr == b""
    assert done.stdout.decode().splitlines() == [
        "a.json: job request, snake_case, edition 2024-11-07, ok",
        "-: job request, snake_case, edition 2024-11-07, 1 problem (ok with --lenient)",
        f"-: $.{BAD_STEPS}",
    ]
    assert f"usage: python -m {jm.__name__} " in command("--help").stdout.decode()


def test_an_output_that_cannot_hold_a_character(tmp_path):
    name = "\u00fc\u4f8b.json"
    (tmp_path / name).write_text(json.dumps(REQUEST))
    done = command("check", name, "\u00e9", cwd=tmp_path, env={"PYTHONIOENCODING": "ascii"})
    assert done.returncode == 2
    said = rb"\xfc\u4f8b.json: job request, snake_case, edition 2024-11-07, ok"
    assert done.stdout == said + os.linesep.encode()
    assert done.stderr.startswith(b"\\xe9: could not read: ")


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX pipes and signals")
def test_a_reader_that_leaves(tmp_path):
    (tmp_path / "a.jsonl").write_text(lines(*[BAD] * 20_000))
    arguments = [sys.executable, "-m", jm.__name__, "check", "--json"]
    options = {"cwd": tmp_path, "env": {**os.environ, "PYTHONPATH": str(ROOT)}}
    pipe = subprocess.PIPE
    with subprocess.Popen([*arguments, "a.jsonl"], stdout=pipe, stderr=pipe, **options) as left:
        left.stdout.readline()
        left.stdout.close()
        assert left.stderr.read() == b""
    assert left.returncode == 128 + signal.SIGPIPE


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX pipes and signals")
def test_a_person_who_stops_it(tmp_path):
    # The second file is a pipe without a writer: the run waits for it when it is interrupted.
    os.mkfifo(tmp_path / "fifo")
    with subprocess.Popen(
        [sys.executable, "-m", jm.__name__, "check", "missing", "fifo"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        # A suite that runs in the background ignores the signal, and its processes inherit this.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as stopped:
        assert stopped.stderr.readline().startswith(b"missing: could not read")
        stopped.send_signal(signal.SIGINT)
        try:
            _, errors = stopped.communicate(timeout=60)
        finally:
            stopped.kill()
    assert (stopped.returncode, errors) == (128 + signal.SIGINT, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
def test_a_full_disk_is_said(tmp_path):
    (tmp_path / "a.json").write_text(json.dumps(REQUEST))
    with open("/dev/full", "w") as full:
        process = [sys.executable, "-m", jm.__name__, "check", "a.json"]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            process, env=environment, cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, timeout=60
        )
    assert done.returncode == 2
    assert done.stderr.decode() == "could not write: No space left on device\n"


def test_a_process_without_output(file, monkeypatch, capsys):
    good, bad = file(REQUEST), file(UNKNOWN, "bad.json")
    monkeypatch.setattr(sys, "stdout", None)
    for arguments in (["check", good], ["show", good], ["redact", good], ["schema", "JobIn"]):
        assert main(arguments) == 2
        assert capsys.readouterr().err == "could not write: standard output is closed\n"
    assert main(["redact", "-i", good]) == 0, "it has no output"
    monkeypatch.setattr(sys, "stderr", None)
    assert main(["redact", "-i", bad]) == 1
    assert main(["check", "missing.json"]) == 2


LATER = {
    "id": "x",
    "auto_start": True,
    "model": "m",
    "status": "SUCCESS",
    "created_at": 1,
    "modified_at": 2,
    "training_files": [],
    "hyperparameters": {},
    "job_type": "classifier",
}


def test_each_record_is_of_an_edition(file, check):
    assert check(file(LATER)) == (
        0,
        ["record.json: classifier job, snake_case, edition 2026-03-17, ok"],
    )
    assert check(file([LATER, JOB.snake, {**LATER, "job_type": "completion"}])) == (
        0,
        [
            "record.json: 3 records (1 classifier job, 1 job, 1 completion job), snake_case, "
            "editions 2024-11-07 and 2026-03-17, ok"
        ],
    )
    status, out = check(file({**LATER, "events": []}))
    assert (status, out[1]) == (1, "record.json: $.classifier_targets: required, but missing")
    assert check("--model", "v2026.CreateJobResponse", file(LATER))[0] == 0
    first = {**LATER, "model": "open-mistral-7b", "hyperparameters": {"training_steps": 1}}
    assert check("--model", "v2024_06.JobOut", file(first))[1] == [
        "record.json: job, snake_case, edition 2024-06-05, ok"
    ]


def test_a_model_of_another_edition_that_there_is_not(file, capsys):
    assert main(["check", "--model", "v2026.ClasifierJobOut", file(LATER)]) == 2
    assert "did you mean 'v2026.ClassifierJobOut'?" in capsys.readouterr().err
