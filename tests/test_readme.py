"""The README: every block of it runs, in order, as a reader would try it."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest

import jobmodels as jm
from jobmodels.cli import main
from jobmodels.editions import EDITIONS
from jobmodels.fixtures import dump, example

PROJECT = Path(__file__).parent.parent
README = PROJECT / "README.md"
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", README.read_text(), re.MULTILINE | re.DOTALL)


def blocks(language):
    return [text for kind, text in BLOCKS if kind == language]


TESTS = [text for text in blocks("python") if "def test_" in text]
CODE = [text for text in blocks("python") if text not in TESTS]


def test_every_block_is_of_a_kind_that_is_run():
    assert {kind for kind, _ in BLOCKS} == {"sh", "python", "text", "console"}


@pytest.mark.needs("attrs, cattrs: the README uses them")
def test_the_python_runs(tmp_path, monkeypatch):
    pytest.importorskip("cattrs", reason="the README's cattrs block needs cattrs")
    shutil.copytree(PROJECT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    for name in ("acme", "acme._vendor"):  # where this run tests a vendored copy
        monkeypatch.delitem(sys.modules, name, raising=False)
    # One module from top to bottom, known to Python, as attrs resolves annotations by it.
    module = ModuleType("readme")
    monkeypatch.setitem(sys.modules, "readme", module)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        for text in CODE:
            exec(compile(text, "README.md", "exec"), vars(module))
    assert printed.getvalue() == "".join(blocks("text"))


@pytest.mark.needs("hypothesis: the README's tests use it")
def test_the_tests_pass(pytester, users_pytest):
    pytest.importorskip("hypothesis", reason="the README's tests use Hypothesis")
    dump(example(jm.JobOut, status="RUNNING"), pytester.path / "tests/fixtures/running.json")
    path = pytester.path / "tests" / "test_readme.py"
    path.write_text("".join(TESTS))
    passed = "".join(TESTS).count("def test_")
    assert passed == 2
    users_pytest().assert_outcomes(passed=passed - 1, failed=1)  # there is no done.json yet
    users_pytest("--update-job-fixtures").assert_outcomes(passed=passed)
    users_pytest("-W", "error").assert_outcomes(passed=passed)


@pytest.mark.parametrize("text", blocks("console"))
def test_the_commands_print_what_it_says(text, monkeypatch, capsys):
    monkeypatch.chdir(PROJECT)
    command, expected = text.split("\n", 1)
    program, *arguments = shlex.split(command.removeprefix("$ "))
    assert program == "jobmodels"
    assert main(arguments) == 0
    assert capsys.readouterr().out == expected


def test_the_set_up_commands_are_those_that_ci_runs():
    *commands, long_run = "".join(blocks("sh")).splitlines()
    assert len(commands) == 2
    assert long_run.endswith("pytest tests/conformance")
    assert (PROJECT / "tests" / "conformance").is_dir()
    assert all(command.startswith("python3 -m venv .venv && ") for command in commands)
    first_screen = README.read_text().splitlines()[:30]
    assert all(command in first_screen for command in commands)


def test_the_tables_name_every_schema():
    text = README.read_text()
    tables = text[text.index("## The schemas") : text.index("## Why it is built")]
    top, later = tables.split("`jobmodels.v2026` states")
    for edition, table in zip(EDITIONS[1:], (top, later), strict=True):
        named = set(re.findall(r"`(\w+)`", table))
        own = {
            name
            for name, value in edition.names.items()
            if edition.date == "2024-11-07" or value is not EDITIONS[1].names.get(name)
        }
        assert named & edition.names.keys() - {"Status"} == own - {"Status"}
