"""Runs another project's suite, in ``tests/host``, which keeps jobs in files without helpers of the
project: fixture files, examples, the plugin and the strategies together.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import jobmodels as jm
from jobmodels import fixtures

HOST = Path(__file__).with_name("host")
pytestmark = [
    pytest.mark.environment,
    pytest.mark.needs("hypothesis: the other project uses it"),
]


@pytest.fixture
def run(pytester, users_pytest):
    """Runs the other project's tests with the package under test."""
    pytest.importorskip("hypothesis", reason="the other project uses Hypothesis")
    shutil.copytree(HOST, pytester.path, dirs_exist_ok=True)
    return users_pytest


def test_it_passes(run):
    run("-W", "error").assert_outcomes(passed=6)


def test_it_fails_where_a_file_says_otherwise_until_it_is_updated(run, pytester):
    path = pytester.path / "tests" / "fixtures" / "failed.json"
    before = path.read_bytes()
    fixtures.dump(jm.evolve(fixtures.load(path, jm.JobOut), suffix="before"), path)
    result = run()
    result.assert_outcomes(passed=5, failed=1)
    result.stdout.fnmatch_lines(["E*$.suffix: 'before' != 'ticket-triage'"])
    result = run("--update-job-fixtures")
    result.assert_outcomes(passed=6)
    result.stdout.fnmatch_lines(["job fixture written: tests/fixtures/failed.json"])
    assert path.read_bytes() == before
    run().assert_outcomes(passed=6)
