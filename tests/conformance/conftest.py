"""The profile of this folder's properties, and the counts at the end.

Where ``CI`` is set, the examples are the same in every run.
"""

from __future__ import annotations

import os

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


def pytest_terminal_summary(terminalreporter):
    """The counts that the README's table of guarantees speaks of."""
    for judge, count in judged.items():
        terminalreporter.write_line(f"{judge}: {count:,} payloads")
