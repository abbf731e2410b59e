"""Suggests a similar enum value, key or name for a probable misspelling."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import islice

_MAX_WORD = 64
_MAX_COUNT = 50
_NEAR = 0.8


def did_you_mean(given: object, candidates: Iterable[str]) -> str:
    """Returns ``", did you mean 'x'?"`` for the candidate most similar to ``given``, or ``""``."""
    near = _nearest(given, _known_folds(tuple(candidates)))
    return f", did you mean {near!r}?" if near else ""


def or_is_it(wanted: str, given: Iterable[str]) -> str:
    """Returns ``"; found the similar key 'x'"`` for the given key most similar to ``wanted``.

    Returns ``""`` if no given key is a probable misspelling.
    """
    near = _nearest(wanted, _folds(islice(given, _MAX_COUNT)))
    return f"; found the similar key {near!r}" if near else ""


def _folds(words: Iterable[str]) -> dict[str, str]:
    """Returns the words by their casefolded form. Omits words of more than 64 characters."""
    return {word.casefold(): str(word) for word in words if len(word) <= _MAX_WORD}


_known_folds = lru_cache(maxsize=128)(_folds)
"""``_folds``, cached for words that recur: those of the schema, names of models and files."""


def _nearest(word: object, by_fold: dict[str, str]) -> str | None:
    # The comparison is quadratic in length, and no key or value of the schema is long.
    if not isinstance(word, str) or len(word) > _MAX_WORD:
        return None
    folded = word.casefold()
    letters = {*folded}
    alike = [fold for fold in by_fold if _may_be_near(fold, len(folded), letters)]
    if not alike:
        return None
    from difflib import get_close_matches  # only needed for problems, and slow to import

    near = get_close_matches(folded, alike, n=1, cutoff=_NEAR)
    return by_fold[near[0]] if near else None


def _may_be_near(fold: str, length: int, letters: set[str]) -> bool:
    """Returns whether a word of this length and these letters can be similar enough.

    Most wrong words are similar to no candidate, and this check is faster than difflib. The ratio
    of difflib is 2 M / T, where two words share M letters and have T letters together.
    """
    both = len(fold) + length or 1
    if 2 * (length if length < len(fold) else len(fold)) / both < _NEAR:
        return False
    return 2 * sum(map(letters.__contains__, fold)) / both >= _NEAR
