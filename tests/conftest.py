"""The configuration of the suite. Skips tests that need a hidden package, and fails a run in CI
that skips any other test."""

from __future__ import annotations

import importlib.metadata
import os

import pytest
from under_test import BARE, BARE_REASON, MAY_SKIP, NAME, PATH

pytest_plugins = ["pytester"]
collect_ignore = ["host"]  # another project; ``test_host`` runs its tests


def pytest_configure(config):
    config.addinivalue_line("markers", "needs(name): imports a third-party package in our code")
    config.addinivalue_line(
        "markers",
        "environment: tests that depend on the environment (other processes and projects, memory, "
        "terminals, type checkers); slow, and deselected by the README's command",
    )


def pytest_collection_modifyitems(items):
    for item in items:
        if BARE and item.get_closest_marker("needs"):
            item.add_marker(pytest.mark.skip(reason=BARE_REASON))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session, exitstatus):
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    unexpected = [
        report
        for report in skipped
        if not any(reason in str(report.longrepr) for reason in MAY_SKIP)
    ]
    if unexpected and exitstatus == 0:
        reporter.write_line(f"\n{len(unexpected)} tests were skipped unexpectedly")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


PATIENT = """
from hypothesis import HealthCheck, settings

settings.register_profile(
    "patient", deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("patient")  # on a busy machine, times are meaningless
"""


@pytest.fixture
def users_pytest(pytester, monkeypatch):
    """Returns a function that runs pytest in ``pytester.path`` as a user of the package would."""
    plugin = f"{NAME}.pytest_plugin"
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(PATH), "."]))

    def run(*arguments):
        for path in pytester.path.rglob("*.py"):
            text = path.read_text()
            text = text.replace("import jobmodels as jm", f"import {NAME} as jm")
            path.write_text(text.replace("from jobmodels", f"from {NAME}"))
        conftest = PATIENT
        installed = importlib.metadata.entry_points(group="pytest11", name="jobmodels")
        if plugin not in [entry.value for entry in installed]:
            # A copy and a checkout have no entry points, so their users write this conftest.
            conftest += (
                f"from {NAME} import strategies\n"
                f"pytest_plugins = [{plugin!r}]\n"
                "strategies.register()\n"
            )
        pytester.makeconftest(conftest)
        return pytester.runpytest_subprocess("-p", "no:cacheprovider", *arguments)

    return run
