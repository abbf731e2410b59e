"""The README: short, and every block of it runs, in order, as a reader would try it."""

from __future__ import annotations

import pytest
from documents import PROJECT, Page

README = Page(PROJECT / "README.md")


def test_it_runs(tmp_path, monkeypatch):
    README.run(tmp_path, monkeypatch)


def test_it_is_short():
    assert README.text.count("\n") < 130
    assert not README.tests


def test_the_set_up_commands_are_those_that_ci_runs():
    commands = "".join(README.of("sh")).splitlines()
    assert len(commands) == 2
    assert all(command.startswith("python3 -m venv .venv && ") for command in commands)
    first_screen = README.text.splitlines()[:30]
    assert all(command in first_screen for command in commands)


@pytest.mark.parametrize("job", ["archive", "batch-jobs", "fixtures", "embed", "vendor"])
def test_it_leads_to_what_a_newcomer_comes_for(job):
    assert f"](docs/guide/{job}.md)" in README.text
