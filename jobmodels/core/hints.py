"""Suggests a similar enum value, key or name for a probable misspelling."""

from __future__ import annotations

from collections.abc import Iterable

_MAX_WORD = 64
_NEAR = 0.8


def did_you_mean(
    word: object, candidates: Iterable[str], hint: str = ", did you mean {!r}?"
) -> str:
    """Returns ``hint`` with the candidate most similar to ``word``, or ``""`` if none is similar.

    Words of more than 64 characters are not compared: the time is quadratic in their length.
    """
    if not isinstance(word, str) or not 0 < len(word) <= _MAX_WORD:
        return ""
    folded = word.casefold()
    letters, length = {*folded}, len(folded)
    alike = {}
    for candidate in candidates:
        fold = candidate[: _MAX_WORD + 1].casefold()
        # Most candidates are not similar, and this check is faster than difflib, whose ratio is
        # 2 M / T: two words share M letters and have T letters together.
        least = _NEAR / 2 * (len(fold) + length)
        is_possible = length >= least <= len(fold) <= _MAX_WORD
        if is_possible and sum(map(letters.__contains__, fold)) >= least:
            alike[fold] = str(candidate)
    if not alike:
        return ""
    from difflib import get_close_matches  # only needed for problems, and slow to import

    near = get_close_matches(folded, alike, n=1, cutoff=_NEAR)
    return hint.format(alike[near[0]]) if near else ""
