"""The pytest plugin: jobs from files in tests, and why two of them are not equal.

pytest imports this module wherever the package is installed, whatever it is going to test. So
nothing of the package is imported before a fixture is asked for, or two of its objects are found
unequal; nothing is said, and nothing changed, in a run that does not use it.

An installed package brings it along. For a vendored copy, name it in the ``conftest.py`` at the
root of the tests: ``pytest_plugins = ["acme._vendor.jobmodels.pytest_plugin"]``.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import pytest

if TYPE_CHECKING:
    from .fixtures.in_tests import JobFixture, Written

__all__ = ["job_fixture"]

_OPTION = "--update-job-fixtures"
_WRITTEN = f"{__name__}: written"
"""What a report calls a file that was written; a copy of this package says it of its own."""
_written: WeakKeyDictionary[pytest.Config, Written] = WeakKeyDictionary()
"""What each run has written. No stash: of pytest, this module uses what old versions have too."""


def pytest_addoption(parser: pytest.Parser) -> None:
    with suppress(ValueError):  # an installed package and a vendored copy share the option
        parser.getgroup("jobmodels").addoption(
            _OPTION,
            action="store_true",
            help="let job_fixture.check(job, name) write the files that it would compare with",
        )


@pytest.fixture
def job_fixture(request: pytest.FixtureRequest) -> JobFixture:
    """Loads ``NAME.json`` from the ``fixtures`` folder of the tests: ``job_fixture("running")``.

    ``job_fixture.check(job, "running")`` holds a job against such a file, and writes the file
    where pytest runs with ``--update-job-fixtures``.
    """
    from .fixtures.in_tests import JobFixture

    return JobFixture(
        request.path.parent,
        request.config.rootpath,
        update=request.config.getoption(_OPTION, default=False),
        written=_written.setdefault(request.config, {}),
        # Properties come back from the workers of pytest-xdist, too.
        report=lambda path: request.node.user_properties.append((_WRITTEN, path)),
    )


def pytest_assertrepr_compare(op: str, left: object, right: object) -> list[str] | None:
    # Whoever has an object of ours has imported this.
    record = sys.modules.get(f"{__package__}.core.record")
    if op != "==" or record is None:
        return None
    if not (isinstance(left, record.Record) and isinstance(right, record.Record)):
        return None
    from .fixtures.difference import diff

    head = f"{type(left).__name__} == {type(right).__name__}"
    return [head, *map(str, diff(left, right))]


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if not terminalreporter.config.getoption(_OPTION, default=False):
        return
    reports = [report for reports in terminalreporter.stats.values() for report in reports]
    properties = [pair for report in reports for pair in getattr(report, "user_properties", ())]
    for path in dict.fromkeys(pair[1] for pair in properties if pair[0] == _WRITTEN):
        terminalreporter.write_line(f"job fixture written: {path}")
