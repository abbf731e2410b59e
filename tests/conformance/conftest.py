"""The profile of this folder's properties, and the counts at the end.

Where ``CI`` is set, the examples are the same in every run.
"""

from __future__ import annotations

import os

import pytest
from effort import EXAMPLES, judged

try:
    from hypothesis import HealthCheck, settings
except ImportError:  # the tests that need it say so, and skip
    pass
else:
    # Registered, not loaded: what is loaded holds for every other folder of the run as well.
    # ``wire_payloads.generated`` applies it.
    settings.register_profile(
        "conformance",
        max_examples=EXAMPLES,
        deadline=None,
        derandomize="CI" in os.environ,
        # A full job is big: what these checks call slow or large is what is wanted here.
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


def pytest_sessionfinish(session):
    """Hands the counts of a pytest-xdist worker to the process that prints them."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["judged"] = dict(judged)


@pytest.hookimpl(optionalhook=True)  # exists with pytest-xdist alone
def pytest_testnodedown(node):
    judged.update(getattr(node, "workeroutput", {}).get("judged", {}))


def pytest_terminal_summary(terminalreporter):
    """Prints how many payloads each oracle has compared."""
    for judge, count in sorted(judged.items()):
        terminalreporter.write_line(f"{judge}: {count:,} payloads")
