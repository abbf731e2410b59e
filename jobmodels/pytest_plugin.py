"""The pytest plugin: loads jobs from files in tests, and lists the differences of unequal jobs.

pytest imports this module in every run, wherever the package is installed. A run that does not use
the plugin behaves as without it, and does not import the rest of the package.

An installed package registers the plugin. For a vendored copy, name it in the ``conftest.py`` at
the root of the tests: ``pytest_plugins = ["acme._vendor.jobmodels.pytest_plugin"]``.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from .fixtures.in_tests import JobFixture

_OPTION = "--update-job-fixtures"
_WRITTEN = f"{__name__}: written"
"""The property of a test report that names a written file, separate for each vendored copy."""


def pytest_addoption(parser: pytest.Parser) -> None:
    with suppress(ValueError):  # an installed package and a vendored copy share the option
        parser.getgroup("jobmodels").addoption(
            _OPTION,
            action="store_true",
            help="make job_fixture.check(job, name) write the files instead of comparing with them",
        )


@pytest.fixture
def job_fixture(request: pytest.FixtureRequest) -> JobFixture:
    """Loads ``NAME.json`` from the ``fixtures`` folder of the tests: ``job_fixture("running")``.

    ``job_fixture.check(job, "running")`` compares a job with that file. With
    ``--update-job-fixtures``, it writes the file instead.
    """
    from .fixtures.in_tests import JobFixture

    return JobFixture(
        request.path.parent,
        request.config.rootpath,
        update=request.config.getoption(_OPTION, default=False),
        # pytest-xdist passes properties on from its workers.
        report=lambda path: request.node.user_properties.append((_WRITTEN, path)),
    )


def pytest_assertrepr_compare(op: str, left: object, right: object) -> list[str] | None:
    # If an object of ours exists, ``core.record`` has been imported.
    record = sys.modules.get(f"{__package__}.core.record")
    if op != "==" or record is None:
        return None
    one, other = (tuple(side) if isinstance(side, list) else side for side in (left, right))
    items = [it for side in (one, other) for it in (side if isinstance(side, tuple) else [side])]
    if not items or not all(isinstance(item, record.Record) for item in items):
        return None
    from .fixtures.difference import differences

    head = f"{type(left).__name__} == {type(right).__name__}"
    return [head, *map(str, differences((), one, other))]


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if not terminalreporter.config.getoption(_OPTION, default=False):
        return
    reports = [report for reports in terminalreporter.stats.values() for report in reports]
    properties = [item for report in reports for item in getattr(report, "user_properties", ())]
    # Other plugins may record properties of any form; those that workers pass on are lists.
    pairs = [item for item in properties if isinstance(item, (tuple, list)) and len(item) == 2]
    for path in dict.fromkeys(path for name, path in pairs if name == _WRITTEN):
        terminalreporter.write_line(f"job fixture written: {path}")
