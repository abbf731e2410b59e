"""``--jobs``: the same output from several processes."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from samples import JOB
from test_cli_check import BAD, REQUEST, UNKNOWN, lines

import jobmodels as jm
from jobmodels.cli import check, main, parallel

ROOT = Path(jm.__file__).parents[len(jm.__name__.split("."))]
pytestmark = pytest.mark.skipif(sys.platform == "emscripten", reason="needs processes")

# Records of different classes and lengths, the problems of which are different too.
MANY = lines(
    *[REQUEST, BAD, "", JOB.snake, {**JOB.snake, "status": "PAUSED", "model": "m"}, "5", "{no"],
    *[JOB.camel, '{"a": 1, "a": 2}', "[", "[{}]", {**BAD, "model": "é" * 20}, UNKNOWN, " \t "],
    *[{**JOB.snake, "status": f"S{n}"} for n in range(8)],
    *[{**REQUEST, "suffix": 1}, REQUEST],
)
OVER_LINES = "\n".join(json.dumps(record, indent=1) for record in [REQUEST, BAD, JOB.snake])
FORMS = {
    "lines": MANY,
    "no newline at the end": MANY + json.dumps(BAD),
    "CRLF": MANY.replace("\n", "\r\n"),
    "a byte order mark": "\ufeff" + MANY + "\ufeff" + MANY,
    "objects over several lines": OVER_LINES,
    "objects over several lines after others": MANY + OVER_LINES + MANY,
    "a line larger than a part": MANY + json.dumps({**BAD, "k": "x" * 2000}) + "\n" + MANY,
    "a line that is cut off": MANY + '{"id": "a", \n' + MANY + '{"id": ',
    "blank lines": "\n" * 20 + MANY + "\n \n" * 500,
    "only blank lines": "\n" * 500,
    "not UTF-8": MANY.encode() + b'{"id": "\xff"}\n' + MANY.encode(),
    "an array": json.dumps([REQUEST, BAD] * 5),
    "an array over several lines": json.dumps([REQUEST, BAD] * 5, indent=0),
    "an invalid first line": "5\n" + MANY,
    "gzip": gzip.compress(MANY.encode() * 9),
    "damaged gzip": gzip.compress(os.urandom(5000) + MANY.encode())[:-20],
    "UTF-16": MANY.encode("utf-16-le"),
    "one record": json.dumps(BAD),
    "nothing": "",
}


@pytest.fixture
def taken(monkeypatch):
    """The results of other processes."""
    monkeypatch.setattr(check, "_MAX_KEYS", 6)
    monkeypatch.setattr(check, "_MAX_LISTED", 4)
    results, found = [], parallel._results
    monkeypatch.setattr(
        parallel,
        "_results",
        lambda *args: (results.append(result) or result for result in found(*args)),
    )
    return results


@pytest.mark.parametrize("form", FORMS)
def test_the_output_does_not_depend_on_the_number_of_processes(
    form, taken, tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    content = FORMS[form]
    Path("a.jsonl").write_bytes(content if isinstance(content, bytes) else content.encode())
    for command, *options in (["check"], ["check", "--json", "--lenient"], ["list"], ["table"]):
        wanted = main([command, "a.jsonl", *options]), *capsys.readouterr()
        for size in (300, 1300, 4000):
            monkeypatch.setattr(parallel, "PART", size)
            found = main([command, "a.jsonl", "--jobs", "2", *options]), *capsys.readouterr()
            assert found == wanted
    in_processes = form not in (
        *["objects over several lines", "only blank lines", "an invalid first line", "gzip"],
        *["damaged gzip", "an array", "an array over several lines", "UTF-16", "one record"],
        "nothing",
    )
    assert bool(taken) is in_processes


def test_a_file_without_the_name_of_json_lines_and_several_files(
    taken, tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(parallel, "PART", 400)
    Path("a.txt").write_text(MANY)
    Path("b.json").write_text(lines(REQUEST, BAD) * 9)
    arguments = ["check", "a.txt", "missing", "b.json", "--model", "CreateJobResponse"]
    wanted = main(arguments), *capsys.readouterr()
    assert (main([*arguments, "--jobs", "3"]), *capsys.readouterr()) == wanted
    assert len(taken) > 4


@pytest.mark.parametrize("error", [ImportError, OSError, NotImplementedError])
def test_without_processes_the_file_is_read_in_this_one(error, tmp_path, monkeypatch, capsys):
    from concurrent import futures

    def refused(*_, **__):
        raise error("no processes")

    path = tmp_path / "a.jsonl"
    path.write_text(MANY)
    wanted = main(["check", str(path)]), *capsys.readouterr()
    monkeypatch.setattr(parallel, "PART", 300)
    monkeypatch.setattr(futures, "ProcessPoolExecutor", refused)
    assert (main(["check", str(path), "--jobs", "2"]), *capsys.readouterr()) == wanted


@pytest.mark.parametrize("number", ["0", "-1", "x"])
def test_a_number_of_processes_is_positive(number, capsys):
    assert main(["check", "a.jsonl", f"--jobs={number}"]) == 2
    assert f"expected a positive integer, found '{number}'" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX pipes and signals")
@pytest.mark.parametrize("end", ["a closed pipe", "Ctrl-C", "SIGTERM"])
def test_an_interrupted_run_leaves_no_stack_trace_and_no_process(end, tmp_path):
    (tmp_path / "a.jsonl").write_text(lines({**BAD, "k": "x" * 10_000}) * 4000)
    with subprocess.Popen(
        [sys.executable, "-m", jm.__name__, "check", "--json", "a.jsonl", "--jobs", "2"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as stopped:
        stopped.stdout.readline()
        if end == "Ctrl-C":  # goes to all processes of the terminal
            os.killpg(stopped.pid, signal.SIGINT)
        elif end == "SIGTERM":
            stopped.terminate()
        else:
            stopped.stdout.close()
            stopped.stdout = None
        _, errors = stopped.communicate(timeout=60)  # until no process has the pipes
    status = {"Ctrl-C": 128 + signal.SIGINT, "SIGTERM": -signal.SIGTERM}
    assert (stopped.returncode, errors) == (status.get(end, 128 + signal.SIGPIPE), b"")


def test_processes_are_imported_only_if_asked_for(tmp_path):
    (tmp_path / "a.jsonl").write_text(MANY)
    code = "import sys; from jobmodels.cli import main; main(['check', 'a.jsonl']); "
    code += "assert not {'multiprocessing', 'concurrent.futures'} & {*sys.modules}"
    code = code.replace("jobmodels", jm.__name__)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, check=True)
