"""How much the tests of this folder try, and how much they have tried.

``JOBMODELS_EXAMPLES`` is the number of examples of each property. From the default on, each field
is tried with every special value as well; below, with a few of them: enough to see that another
Python, or another attrs, does the same.
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
"""How many times each payload is spoiled: judging one takes less time than making it up."""
FEW = 6

judged: Counter[str] = Counter()
"""How many payloads each judge has seen in this run; the summary says it."""


def values_to_try(values: Sequence[Any]) -> Sequence[Any]:
    """All of them, or a few that are the same in every run."""
    return values if EXAMPLES >= DEFAULT else Random(0).sample(values, min(FEW, len(values)))
