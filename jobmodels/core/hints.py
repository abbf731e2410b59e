"""A suggestion where one is near: the enum value, key or name that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

__all__ = ["did_you_mean", "or_is_it"]

_LONGEST = 64
_MOST = 50


def did_you_mean(given: object, candidates: Iterable[str]) -> str:
    """``", did you mean 'x'?"`` for the candidate nearest to ``given``, or an empty string."""
    near = _nearest(given, candidates)
    return f", did you mean {near!r}?" if near else ""


def or_is_it(wanted: str, given: Iterable[str]) -> str:
    """``", or is it 'x'?"`` for the key among ``given`` that ``wanted`` was probably meant by."""
    near = _nearest(wanted, given)
    return f", or is it {near!r}?" if near else ""


def _nearest(word: object, candidates: Iterable[str]) -> str | None:
    # Comparing is quadratic in length, and no key or value of the schema is long.
    if not isinstance(word, str) or len(word) > _LONGEST:
        return None
    by_fold = {
        candidate.casefold(): str(candidate)
        for candidate in islice(candidates, _MOST)
        if len(candidate) <= _LONGEST
    }
    if not by_fold:
        return None
    from difflib import get_close_matches  # needed for problems alone, and slow to import

    near = get_close_matches(word.casefold(), by_fold, n=1, cutoff=0.8)
    return by_fold[near[0]] if near else None
