"""Hypothesis strategies for payloads. Depends on fact tables, not on the package.

Everything is generated in snake_case. ``respelled`` then converts some or all keys of fields to
camelCase.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from functools import cache
from itertools import cycle, islice
from random import Random
from typing import Any, NamedTuple

from fact_table import Fact, FactTable, camel
from hypothesis import given, settings
from hypothesis import strategies as st
from wire_values import ASTRAL, NUMBERS, edge_numbers, edge_values, wrong_values

ODD_KEYS = ("", "additional_properties", "additionalProperties", "__class__", "a.b", "$ref", ASTRAL)

Payload = dict[str, Any]
_LONG = 100
"""A list with more items is slow to check, and is not part of a generated payload."""
MISSING = object()
"""A marker for an absent key."""


def generated(test: Callable[..., None]) -> Callable[..., None]:
    """Decorates a test with the argument ``data``: it runs on the examples of this folder's
    profile."""
    return settings.get_profile("conformance")(given(data=st.data())(test))


# Free-form JSON.


@cache
def json_values(table: FactTable) -> st.SearchStrategy[Any]:
    """Returns a strategy for any JSON, in which keys of objects may be names of fields."""
    leaves = (
        st.none()
        | st.booleans()
        | st.integers()
        | st.sampled_from(NUMBERS)
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.text(max_size=5)
    )
    keys = _keys(table)
    nested = st.recursive(
        leaves,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
        max_leaves=6,
    )
    return nested | st.builds(_deep, leaves, st.integers(5, 15))


def _deep(leaf: Any, depth: int) -> Any:
    for level in range(depth):
        leaf = [leaf] if level % 2 else {"data": leaf}
    return leaf


@cache
def _keys(table: FactTable) -> st.SearchStrategy[str]:
    names = sorted(set().union(*map(table.spellings, table.models)))
    return st.sampled_from(names) | st.sampled_from(ODD_KEYS) | st.text(max_size=5)


def json_objects(table: FactTable) -> st.SearchStrategy[Payload]:
    """Returns a strategy for free-form objects."""
    return st.dictionaries(_keys(table), json_values(table), max_size=3)


# Valid payloads.


@cache
def valid_payloads(table: FactTable, model: str) -> st.SearchStrategy[Payload]:
    """Returns a strategy for valid payloads of the model, some of them with unknown keys."""
    return _objects(table, model, frozenset(table.spellings(model)))


@cache
def _objects(
    table: FactTable,
    model: str,
    known_keys: frozenset[str],
    inner_keys: frozenset[str] = frozenset(),
) -> st.SearchStrategy[Payload]:
    """Returns a strategy for objects of the model, with unknown keys that are not in
    ``known_keys``."""
    fields = table.fields(model)
    values = {key: _values(table, fact, inner_keys) for key, fact in fields.items()}
    known = st.fixed_dictionaries(
        {key: value for key, value in values.items() if fields[key].get("required")},
        optional={key: value for key, value in values.items() if not fields[key].get("required")},
    )
    unknown = st.dictionaries(
        _keys(table).filter(lambda key: key not in known_keys),
        json_values(table),
        min_size=1,
        max_size=2,
    )
    return st.builds(_arranged, known, st.just({}) | unknown, st.booleans())


def _arranged(known: Payload, unknown: Payload, reverse: bool) -> Payload:
    items = [*known.items(), *unknown.items()]
    return dict(reversed(items) if reverse else items)


def _values(
    table: FactTable, fact: Fact, known_keys: frozenset[str] = frozenset()
) -> st.SearchStrategy[Any]:
    strategy = _stated_values(table, fact, known_keys)
    return strategy | st.none() if fact.get("nullable") else strategy


def _stated_values(
    table: FactTable, fact: Fact, known_keys: frozenset[str]
) -> st.SearchStrategy[Any]:
    models = table.members(fact)
    if models:
        inner_keys = known_keys
        if len(models) > 1:
            # An object may be read as another member, in which a nested object has other fields.
            inner_keys |= frozenset().union(*map(table.spellings, _nested(table, *models)))
        known_keys |= frozenset().union(*map(table.spellings, models))
        return st.one_of([_objects(table, model, known_keys, inner_keys) for model in models])
    if "one_of" in fact:
        return st.one_of([_values(table, arm) for arm in fact["one_of"]])
    if "const" in fact:
        return st.just(fact["const"])
    kind = fact["type"]
    if kind == "list":
        return _lists(fact, _values(table, fact["items"], known_keys))
    if kind == "object":
        return json_objects(table)
    if kind == "map":
        keys = {"type": "string", **fact.get("keys", {})}
        entries = (_values(table, keys), _values(table, fact["values"]))
        return st.dictionaries(*entries, max_size=3)
    if kind == "string":
        return _texts(fact.get("min_length", 0), fact.get("max_length"))
    if kind in ("integer", "number"):
        return st.sampled_from(edge_numbers(table, fact, within=True)) | _numbers(fact)
    return st.sampled_from(edge_values(table, {**fact, "nullable": False}))


def _nested(table: FactTable, *models: str) -> Iterator[str]:
    """Yields the models of the objects in an object of one of the models."""
    for model in models:
        for fact in table.fields(model).values():
            inner = table.members(fact.get("items", fact))
            yield from inner
            yield from _nested(table, *inner)


def _numbers(fact: Fact) -> st.SearchStrategy[Any]:
    lowest = fact.get("minimum", fact.get("exclusive_minimum"))
    highest = fact.get("maximum")
    if fact["type"] == "integer":
        return st.integers(lowest, highest)
    return st.floats(
        lowest,
        highest,
        exclude_min="exclusive_minimum" in fact,
        allow_nan=False,
        allow_infinity=False,
    )


def _texts(shortest: int, longest: int | None) -> st.SearchStrategy[str]:
    if longest is None:
        return st.text(min_size=shortest, max_size=shortest + 8)

    def fill(text: str, char: str, size: int) -> str:
        # Drawing every character would be slower, and only their number matters.
        return text[:size] + char * (size - len(text))

    sizes = st.sampled_from([shortest, longest]) | st.integers(shortest, longest)
    return st.builds(fill, st.text(max_size=5), st.sampled_from(["a", ASTRAL]), sizes)


def _lists(fact: Fact, items: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    shortest, longest = fact.get("min_items", 0), fact.get("max_items")
    most = shortest + 3 if longest is None else min(shortest + 3, longest)
    lists = st.lists(items, min_size=shortest, max_size=most)
    if longest is None or longest > _LONG:
        return lists

    def fill(items: list[Any], filled: bool) -> list[Any]:
        copies = (copy.deepcopy(item) for item in cycle(items))
        return list(islice(copies, longest)) if filled and items else items

    # Full lists are rare: they are slow to check, and test little more than one item does. Those
    # of thousands of items are only among the edge values and the wrong values.
    return st.builds(fill, lists, st.integers(0, 7).map(lambda number: number == 7))


# Places in a payload, and replacements for the values there.


class Place(NamedTuple):
    """The place of a known field, an item or a value of a map in a payload, present or absent."""

    container: Any
    key: Any
    fact: Fact


def places(table: FactTable, model: str, payload: Any) -> Iterator[Place]:
    """Yields every place for a known field, an item or a value of a map, whether or not it is
    present."""
    yield from _places_of(table, table.fields(model), payload)


def _places_of(table: FactTable, fields: dict[str, Fact], payload: Any) -> Iterator[Place]:
    for key, fact in fields.items():
        yield Place(payload, key, fact)
        if key in payload:
            yield from _places_in(table, fact, payload[key])


def _places_in(table: FactTable, fact: Fact, value: Any) -> Iterator[Place]:
    models = table.members(fact)
    if models and isinstance(value, dict):
        yield from _places_of(table, _shared_fields(table, models), value)
    elif fact.get("type") == "list" and isinstance(value, list):
        for index, item in enumerate(value):
            yield Place(value, index, fact["items"])
            yield from _places_in(table, fact["items"], item)
    elif fact.get("type") == "map" and isinstance(value, dict):
        for key in value:
            yield Place(value, key, fact["values"])


def _shared_fields(table: FactTable, models: tuple[str, ...]) -> dict[str, Fact]:
    """Returns the fields that all members of a union share. A value that is wrong for such a field
    is wrong for every member."""
    first, *others = map(table.fields, models)
    shared = {}
    for key, fact in first.items():
        if all(fields.get(key) == fact for fields in others):
            shared[key] = fact
        elif "const" in fact:
            tags = [fields[key]["const"] for fields in others if "const" in fields.get(key, {})]
            shared[key] = {**fact, "other_tags": tags}
    return shared


@st.composite
def disturbed_payloads(
    draw: st.DrawFn,
    table: FactTable,
    model: str,
    replacements: Callable[[Place], st.SearchStrategy[Any]],
    most: int = 1,
) -> Payload:
    """Draws a valid payload, and replaces the values in one to ``most`` places."""
    payload = draw(valid_payloads(table, model))
    for _ in range(draw(st.integers(1, most))):
        choices = list(places(table, model, payload))
        place = choices[draw(st.integers(0, len(choices) - 1))]
        put(place, draw(replacements(place)))
    return payload


def put(place: Place, value: Any) -> None:
    """Sets the value at a place, or removes it if ``value`` is ``MISSING``."""
    if value is MISSING:
        place.container.pop(place.key, None)
    else:
        place.container[place.key] = copy.deepcopy(value)


def _short_wrong_values(table: FactTable, fact: Fact) -> list[Any]:
    values = wrong_values(table, fact)
    return [value for value in values if not isinstance(value, list) or len(value) <= _LONG]


def spoiled_payloads(table: FactTable, model: str) -> st.SearchStrategy[Payload]:
    """Returns a strategy for invalid payloads, with a wrong value in one to three places."""

    def wrong(place: Place) -> st.SearchStrategy[Any]:
        values = st.sampled_from(_short_wrong_values(table, place.fact))
        return values | st.just(MISSING) if place.fact.get("required") else values

    return disturbed_payloads(table, model, wrong, most=3)


def spoil(table: FactTable, model: str, payload: Payload, random: Random) -> Payload:
    """Returns a copy of a valid payload with a wrong value in one to three places.

    This is many times faster than ``spoiled_payloads``.
    """
    spoilt = copy.deepcopy(payload)
    for _ in range(random.randint(1, 3)):
        place = random.choice(list(places(table, model, spoilt)))
        values = _short_wrong_values(table, place.fact)
        put(place, random.choice([*values, MISSING] if place.fact.get("required") else values))
    return spoilt


def any_payloads(table: FactTable, model: str) -> st.SearchStrategy[Any]:
    """Returns a strategy for any JSON: a free-form value, a valid payload of some model, or a
    payload of this model with a free-form value in one place."""
    others = st.sampled_from(list(table.models))
    return (
        disturbed_payloads(table, model, lambda place: json_values(table))
        | others.flatmap(lambda other: valid_payloads(table, other))
        | json_values(table)
    )


# Cases.

Rekey = Callable[[dict[str, Fact], str], "str | None"]
"""From the fields of a model and a key of a payload to the new key, or None to remove the key."""

spelling_choices = st.lists(st.booleans(), min_size=1, max_size=12)
"""A strategy for ``choices`` in ``respelled``."""


def respelled(table: FactTable, model: str, payload: Any, choices: list[bool]) -> Any:
    """Returns a copy with some keys of fields in camelCase: those for which the next choice is
    true. The choices repeat."""
    endless = cycle(choices)

    def rekey(fields: dict[str, Fact], key: str) -> str:
        return camel(key) if key in fields and next(endless) else key

    return _rekeyed_object(table, model, payload, rekey)


def in_snake_case(table: FactTable, model: str, payload: Any) -> Any:
    """Returns a copy without the keys that are fields in camelCase.

    The schema of one case treats fields in the other case as unknown keys; reading does not.
    """

    def rekey(fields: dict[str, Fact], key: str) -> str | None:
        return key if key in fields or key not in map(camel, fields) else None

    return _rekeyed_object(table, model, payload, rekey)


def _rekeyed_object(table: FactTable, model: str, payload: Any, rekey: Rekey) -> Any:
    if not isinstance(payload, dict):
        return copy.deepcopy(payload)
    fields = table.fields(model)
    result = {}
    for key, value in payload.items():
        new = rekey(fields, key)
        if new is not None:
            result[new] = _rekeyed_value(table, fields.get(key, {}), value, payload, rekey)
    return result


def _rekeyed_value(table: FactTable, fact: Fact, value: Any, beside: Any, rekey: Rekey) -> Any:
    if table.members(fact) and isinstance(value, dict):
        return _rekeyed_object(table, table.member_for(fact, value, beside), value, rekey)
    if fact.get("type") == "list" and isinstance(value, list):
        return [_rekeyed_value(table, fact["items"], item, value, rekey) for item in value]
    return copy.deepcopy(value)
