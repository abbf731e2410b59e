"""The suite's own rules: what a bare run leaves out, and that nothing else is left out in CI."""

from __future__ import annotations

import pytest
from under_test import BARE, BARE_REASON, MAY_SKIP

pytest_plugins = ["pytester"]


def pytest_configure(config):
    config.addinivalue_line("markers", "needs(name): imports a third-party package in our code")


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
        reporter.write_line(f"\n{len(unexpected)} tests were skipped, and none should be")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
