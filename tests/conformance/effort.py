"""How many payloads each judge of this folder has seen in this run; the summary says it."""

from __future__ import annotations

from collections import Counter

judged: Counter[str] = Counter()
