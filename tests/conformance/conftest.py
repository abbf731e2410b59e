"""The Hypothesis profile of this folder, and the counts of payloads at the end of a run.

If ``CI`` is set, the examples are the same in every run.
"""

from __future__ import annotations

import os

import pytest
from effort import EXAMPLES, judged

try:
    from hypothesis import HealthCheck, settings
except ImportError:  # tests that need Hypothesis are skipped
    pass
else:
    # Do not load the profile here: it would apply to all folders of the run.
    # ``wire_payloads.generated`` applies it to each test.
    settings.register_profile(
        "conformance",
        max_examples=EXAMPLES,
        deadline=None,
        derandomize="CI" in os.environ,
        # A full job is large, so slow generation and large payloads are expected here.
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


def pytest_sessionfinish(session):
    """Sends the counts of a pytest-xdist worker to the main process, which prints them."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["judged"] = dict(judged)


@pytest.hookimpl(optionalhook=True)  # exists only with pytest-xdist
def pytest_testnodedown(node):
    judged.update(getattr(node, "workeroutput", {}).get("judged", {}))


def pytest_terminal_summary(terminalreporter):
    """Prints the number of payloads that each kind of comparison has checked."""
    for judge, count in sorted(judged.items()):
        terminalreporter.write_line(f"{judge}: {count:,} payloads")
