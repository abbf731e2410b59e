"""Strategies for values without fields: scalars and arrays under constraints, free-form JSON.

Values at a bound are frequent, because bugs are most likely there.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from itertools import cycle, islice
from math import ceil, floor
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from ..core.constraints import Constraint, Ge, Gt, Le, Length, lengths_of
from ..core.spec import ScalarSpec
from ..core.unset import UNSET

Rules = Iterable[Constraint]

_LONG = 30
"""An array of objects or a secret without a maximum length exceeds its minimum by at most this."""

_finite = st.floats(allow_nan=False, allow_infinity=False)

_plain = st.booleans() | st.integers() | _finite | st.text()

json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | _plain,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
"""Any JSON, a few levels deep."""

json_objects = st.dictionaries(st.text(), json_values, max_size=3)
"""Any JSON object."""

json_but_null: st.SearchStrategy[Any] = json_objects | st.lists(json_values, max_size=3) | _plain
"""Any JSON except null."""

integral_floats = _finite.map(round).map(float)
"""Floats such as 1.0, which are integers to JSON Schema."""

# From integers: Hypothesis's ``uuids`` never repeats a value, and does not shrink to a simple one.
_uuids = st.integers(0, 2**128 - 1).map(lambda number: str(UUID(int=number)))


def scalars(spec: ScalarSpec, secret: bool) -> st.SearchStrategy[Any]:
    """Returns a strategy for the values that the spec allows, except that a string of format UUID
    is a UUID, and that no integer is a float.

    A secret begins with ``fake-``, as far as its length allows.
    """
    rules = spec.constraints
    if spec.kind == "boolean":
        return _obeying(rules, st.booleans())
    if spec.kind == "string":
        texts = _uuids if spec.format == "uuid" else _fakes(rules) if secret else _texts(rules)
        return _obeying(rules, texts)
    return _obeying(rules, _numbers(spec.kind, rules))


def arrays(
    items: st.SearchStrategy[Any], rules: Rules, few: int | None = None
) -> st.SearchStrategy[list[Any]]:
    """Returns a strategy for arrays under the rules; of objects, with at most ``few`` optional
    items, because objects take time to generate.

    Long arrays of objects are rare, and repeat their items: only their length matters.
    """
    shortest, longest = lengths_of(rules)
    if few is None:
        return _obeying(rules, st.lists(items, min_size=shortest, max_size=longest))
    most = few if longest is None else min(few, longest - shortest)
    # Not ``lists``: of several large items, shrinking could remove only the last one.
    slots = [items] * shortest + [st.just(UNSET) | items] * most
    return _obeying(rules, _filled(slots, shortest + _LONG if longest is None else longest))


@st.composite
def _filled(draw: st.DrawFn, slots: Sequence[st.SearchStrategy[Any]], longest: int) -> list[Any]:
    drawn = [item for item in map(draw, slots) if item is not UNSET]
    # One array in sixteen has a random length, and another one has the greatest. This is a single
    # draw, because shrinking prefers fewer draws, whatever their values.
    size = min(draw(st.integers(0, 16 * longest)) - 14 * longest, longest)
    return [*islice(cycle(drawn), max(size, len(drawn)))]


def unknown_keys(known: Container[str]) -> st.SearchStrategy[dict[str, Any]]:
    """Returns a strategy for objects with unknown keys and any JSON values."""
    keys = st.text().filter(lambda key: key not in known)
    return st.dictionaries(keys, json_values, max_size=2)


def _obeying(rules: Rules, values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Returns the values filtered by the host's own rules. They already obey the other rules."""
    for rule in rules:
        if type(rule) not in (Ge, Gt, Le, Length):
            values = values.filter(rule.holds)
    return values


def _texts(rules: Rules) -> st.SearchStrategy[str]:
    shortest, longest = lengths_of(rules)
    texts = st.text(min_size=shortest, max_size=longest)
    if longest is None or longest == shortest:
        return texts
    return texts | st.text(min_size=longest, max_size=longest)


@st.composite
def _fakes(draw: st.DrawFn, rules: Rules) -> str:
    shortest, longest = lengths_of(rules)
    fake = f"fake-{draw(st.text(max_size=5))}"
    size = draw(st.integers(shortest, shortest + _LONG if longest is None else longest))
    return fake[:size].ljust(size, "0")


def _numbers(kind: str, rules: Rules) -> st.SearchStrategy[float]:
    """Returns a strategy for the integers, and the floats of kind ``number``, within the bounds."""
    lower = [(rule.bound, isinstance(rule, Gt)) for rule in rules if isinstance(rule, (Ge, Gt))]
    lowest, above = max(lower, default=(None, False))
    highest = min((rule.bound for rule in rules if isinstance(rule, Le)), default=None)
    least = None if lowest is None else floor(lowest) + 1 if above else ceil(lowest)
    most = None if highest is None else floor(highest)
    is_empty = least is not None and most is not None and least > most
    integers = st.nothing() if is_empty else st.integers(least, most)
    if kind == "integer":
        return integers
    ends = [bound for bound in (None if above else lowest, highest) if bound is not None]
    if lowest == 0 and not above:
        lowest = -0.0  # Hypothesis treats -0.0 as less than 0; the rule does not
    floats = st.floats(lowest, highest, exclude_min=above, allow_nan=False, allow_infinity=False)
    return integers | floats | st.one_of([st.just(float(end)) for end in ends])
