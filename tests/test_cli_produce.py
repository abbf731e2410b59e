"""``example`` and ``schema``, and the shell completion and ``--help`` of all commands."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import jobmodels as jm
from jobmodels import fixtures, v2026
from jobmodels.cli import main
from jobmodels.cli.arguments import CLASSES

ROOT = Path(jm.__file__).parents[len(jm.__name__.split("."))]
COMMANDS = "check list show convert redact table report example schema vendor".split()


@pytest.fixture
def run(capsys):
    def run(*arguments):
        status = main(list(arguments))
        return status, *capsys.readouterr()

    return run


def as_page(payload):
    return json.dumps(payload, indent=2, ensure_ascii=False) + "\n"


# Examples.


@pytest.mark.parametrize("name", CLASSES)
def test_an_example_of_every_class_is_what_the_function_gives(name, run, tmp_path):
    obj = fixtures.example(CLASSES[name])
    assert run("example", name) == (0, as_page(jm.unstructure(obj)), "")
    fixtures.dump(obj, tmp_path / "same.json")
    assert run("example", name)[1] == (tmp_path / "same.json").read_text()


def test_options_of_an_example(run):
    status, out, _ = run(
        *("example", "v2026.CompletionJobOut", "--seed", "3", "--case", "camel"),
        *("--set", "suffix=null", "--set", "model=a=b", "--set", "hyperparameters.epochs=1.5"),
        *("--set", "trainingFiles=[]", "--set", 'fine_tuned_model="12"'),
    )
    assert status == 1, "one key in both spellings"
    status, out, _ = run(
        *("example", "v2026.CompletionJobOut", "--seed", "3", "--case", "camel"),
        *("--set", "suffix=null", "--set", "model=a=b", "--set", "hyperparameters.epochs=1.5"),
        *("--set", "training_files=[]", "--set", 'fine_tuned_model="12"'),
    )
    assert status == 0
    wanted = fixtures.example(
        v2026.CompletionJobOut,
        seed=3,
        suffix=None,
        model="a=b",
        training_files=[],
        fine_tuned_model="12",
        **{"hyperparameters.epochs": 1.5},
    )
    assert json.loads(out) == jm.unstructure(wanted, case="camel")


@pytest.mark.parametrize("path", ["metadata", "$.metadata"])
def test_a_later_setting_of_the_same_path_wins(path, run):
    settings = ("metadata={}", "metadata.cost=1", f'{path}={{"cost": 2}}')
    arguments = [part for setting in settings for part in ("--set", setting)]
    assert json.loads(run("example", "JobOut", *arguments)[1])["metadata"]["cost"] == 2
    _, _, errors = run("example", "JobOut", "--set", "statu=1", "--set", "$.statu=2")
    assert errors.startswith("JobOut: 1 problem\n"), "it is named once"


def test_what_cannot_be_set(run):
    arguments = ["--set", "hyperparameters.training_step=1", "--set", "status=DONE"]
    status, out, errors = run("example", "JobOut", *arguments)
    assert (status, out) == (1, "")
    assert errors.splitlines() == [
        "JobOut: 2 problems",
        "  $.hyperparameters.training_step: unknown key, did you mean 'training_steps'?",
        "  $.status: expected one of 'QUEUED', 'STARTED', 'VALIDATING', 'VALIDATED', 'RUNNING', "
        "'FAILED_VALIDATION', 'FAILED', 'SUCCESS', 'CANCELLED', 'CANCELLATION_REQUESTED', found "
        "'DONE'",
    ]


@pytest.mark.parametrize("name", ["seed", "cls", "overrides", "model"])
def test_a_field_may_be_called_anything(name, run):
    status, _, errors = run("example", "MetricOut", "--set", f"{name}=1")
    assert (status, errors) == (1, f"MetricOut: 1 problem\n  $.{name}: unknown key\n")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ('{"a": 1, "a": 2}', "'suffix': $.a: duplicate key"),
        ("\udcff", "'suffix': $: expected JSON or printable text"),
        ('"\\ud800"', "'suffix': $: a string with a lone surrogate"),
        ("NaN", "'suffix': $: nan, which is not JSON"),
        ("\x1b[2J", "'suffix': $: expected JSON or printable text"),
    ],
)
def test_what_is_no_value(value, words, run):
    status, out, errors = run("example", "JobOut", "--set", f"suffix={value}")
    assert (status, out) == (2, "")
    assert words in errors


def test_what_is_printed_is_printable(run):
    status, out, errors = run("example", "JobOut", "--set", "a\x1b[2J=1")
    assert (status, out) == (1, "")
    assert "\x1b" not in errors
    assert run("example", "JobOut", "--set", "suffix=" + "[" * 10**5)[0] == 0, "a string then"


# Schemas.


@pytest.mark.parametrize("case", ["snake", "camel"])
@pytest.mark.parametrize("name", CLASSES)
def test_a_schema_of_every_class_is_what_the_function_gives(name, case, run):
    schema = jm.json_schema(CLASSES[name], case)
    assert run("schema", name, "--case", case) == (0, as_page(schema), "")
    if case == "snake":
        assert run("schema", name)[1] == as_page(schema)


# Usage.


@pytest.mark.parametrize("command", ["example", "schema"])
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["JobO"], "unknown class 'JobO', did you mean 'JobOut'?"),
        (["v2026.JobI"], "unknown class 'v2026.JobI', did you mean 'v2026.JobIn'?"),
        (["xyz"], "unknown class 'xyz'\n"),
        ([], "required: NAME"),
        (["JobOut", "--case", "kebab"], "invalid choice: 'kebab'"),
    ],
)
def test_usage(command, arguments, words, run):
    status, out, errors = run(command, *arguments)
    assert (status, out) == (2, "")
    assert words in errors


@pytest.mark.parametrize("wrong", [["--seed", "x"], ["--set", "status"]])
def test_usage_of_example(wrong, run):
    status, out, errors = run("example", "JobOut", *wrong)
    assert (status, out) == (2, "")
    assert repr(wrong[1]) in errors


@pytest.mark.parametrize("command", [[], *([command] for command in COMMANDS)], ids=" ".join)
def test_help_teaches_by_example(command, run):
    status, out, errors = run(*command, "--help")
    assert (status, errors) == (0, "")
    texts, examples = out.split("examples:\n")
    assert max(map(len, texts.splitlines())) <= 100
    assert len(examples.splitlines()) >= 2
    if not command:
        assert [name for name in COMMANDS if f" {name} " not in examples] == []


@pytest.mark.environment
def test_the_examples_of_the_help_are_commands(run, tmp_path, monkeypatch):
    """Runs each example unchanged, in a shell, in a folder with the files that it names."""
    monkeypatch.chdir(tmp_path)
    make_files()
    program = shlex.join([sys.executable, "-m", jm.__name__])
    examples = [
        line.strip()
        for command in ([], *([command] for command in COMMANDS))
        for line in run(*command, "--help")[1].split("examples:\n")[1].splitlines()
    ]
    script = "set -eu\n"
    for example in dict.fromkeys(examples):
        command = re.search(rf"\b({'|'.join(COMMANDS)}) .*", example)
        script += f"echo {shlex.quote(example)} >&2\n{program} {command.group()}\n"
    done = subprocess.run(
        ["bash", "-c", script],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    lines = [line for line in done.stderr.splitlines() if not line.endswith((" left out", ": 0"))]
    assert len(lines) == len(set(examples)), done.stderr


def make_files():
    job, request = (fixtures.example(cls) for cls in (jm.DetailedJobOut, v2026.JobIn))
    for folder in ("archive", "fixtures"):
        Path(folder).mkdir()
        fixtures.dump(job, Path(folder) / "a.json")
    fixtures.dump(job, "job.json")
    fixtures.dump(request, "request.json")
    jobs = [fixtures.example(jm.JobOut, seed=seed) for seed in range(11)]
    jobs.append(jm.evolve(jobs[0], id="4ef3d0c2-1b5a-4d0e-9f61-7c2a8b3e5d10"))
    jm.dump_jsonl(jobs, "jobs.jsonl.gz")
    # One record has a problem: grep exits with a failure if it finds nothing.
    odd = jm.structure({"id": "a", "status": "PAUSED", "job_type": "FT"}, jm.JobOut, lenient=True)
    jm.dump_jsonl([*jobs, odd], "jobs.jsonl")


# Completion.


@pytest.mark.environment
@pytest.mark.needs("argcomplete")
@pytest.mark.parametrize(
    ("line", "some"),
    [
        ("jobmodels ", set(COMMANDS)),
        ("jobmodels sch", {"schema"}),
        ("jobmodels schema JobO", {"JobOut"}),
        ("jobmodels example v2026.Cla", {"v2026.ClassifierJobOut", "v2026.ClassifierTargetIn"}),
        ("jobmodels convert --case ", {"snake", "camel"}),
        ("jobmodels check --model JobI", {"JobIn", "JobInIntegrations"}),
    ],
)
def test_a_shell_can_complete(line, some, tmp_path):
    pytest.importorskip("argcomplete", reason="argcomplete is not installed (the extra 'cli')")
    answer = tmp_path / "answer"
    subprocess.run(
        [sys.executable, "-m", jm.__name__],
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "_ARGCOMPLETE": "1",
            "_ARGCOMPLETE_STDOUT_FILENAME": str(answer),
            "COMP_LINE": line,
            "COMP_POINT": str(len(line)),
        },
        check=True,
    )
    completions = {word.strip() for word in answer.read_text().split("\v")}
    assert some <= completions
    assert all(word.startswith(line.split(" ")[-1]) for word in completions)


def test_without_argcomplete_nothing_is_completed_and_nothing_breaks(monkeypatch, run):
    monkeypatch.setenv("_ARGCOMPLETE", "1")
    monkeypatch.setitem(sys.modules, "argcomplete", None)
    assert run("example", "MetricOut")[0] == 0
