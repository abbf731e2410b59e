"""The number of examples and values that the tests of this folder use, and the counts of payloads.

``JOBMODELS_EXAMPLES`` is the number of examples of each property. If it is at least the default,
each field is also tested with every special value; otherwise with a few of them, which is enough to
check another version of Python or attrs.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from random import Random
from typing import Any

DEFAULT = 5
EXAMPLES = int(os.environ.get("JOBMODELS_EXAMPLES", DEFAULT))
VARIANTS = 15 if EXAMPLES >= DEFAULT else 5
"""The number of invalid copies made of each valid payload. Checking a copy takes less time than
generating a payload."""
FEW = 6

judged: Counter[str] = Counter()
"""The number of payloads in this run for each kind of comparison, printed at the end."""


def values_to_try(values: Sequence[Any]) -> Sequence[Any]:
    """Returns all values, or a few that are the same in every run."""
    return values if EXAMPLES >= DEFAULT else Random(0).sample(values, min(FEW, len(values)))
