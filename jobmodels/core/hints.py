"""A suggestion where one is near: the enum value, key or name that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["did_you_mean"]

_LONGEST = 64


def did_you_mean(given: object, candidates: Iterable[str]) -> str:
    """``", did you mean 'x'?"`` for the candidate nearest to ``given``, or an empty string."""
    # Comparing is quadratic in length, and no candidate is long.
    if not isinstance(given, str) or len(given) > _LONGEST:
        return ""
    from difflib import get_close_matches  # needed for problems alone, and slow to import

    by_fold = {candidate.casefold(): str(candidate) for candidate in candidates}
    near = get_close_matches(given.casefold(), by_fold, n=1, cutoff=0.8)
    return f", did you mean {by_fold[near[0]]!r}?" if near else ""
