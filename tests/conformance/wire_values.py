"""Values for one fact of a table: plain values, values at the limits, and values just beyond them.

These are lists, so that a test can use every value. ``wire_payloads`` combines them with generated
values.
"""

from __future__ import annotations

import math
from typing import Any

from fact_table import Fact, FactTable

ASTRAL = "\U0001d11e"
"""One code point, two UTF-16 units, four bytes of UTF-8. JSON Schema counts code points."""

NUMBERS = (0, 1, -1, 0.0, -0.0, 1.0, 0.5, 5e-324, 1e300, -1e300, 2**63, -(2**63) - 1, 2**1100)
"""Numbers that readers may treat differently: signed zeros, integers that a float cannot represent
exactly, integers that are infinite as a float."""

MAP_KEYS = ("team", "token")
"""Ordinary keys of a map, each the same in both cases. The second is named like a secret."""

_SAMPLES = (None, True, False, *NUMBERS, "", "1", "true", "null", ASTRAL, [], [None], {}, {"a": 1})


def is_of_type(table: FactTable, fact: Fact, value: Any) -> bool:
    """Returns whether the value is of the JSON type of the fact. Ignores all other rules."""
    if value is None:
        return bool(fact.get("nullable"))
    if "one_of" in fact:
        return any(is_of_type(table, arm, value) for arm in fact["one_of"])
    if "const" in fact or fact["type"] == "string" or fact["type"] in table.enums:
        return isinstance(value, str)
    if fact["type"] in ("object", "map", *table.models):
        return isinstance(value, dict)
    if fact["type"] == "list":
        return isinstance(value, list)
    if isinstance(value, bool) or fact["type"] == "boolean":
        return isinstance(value, bool) and fact["type"] == "boolean"
    if isinstance(value, float) and fact["type"] == "integer":
        return value.is_integer()
    return isinstance(value, (int, float))


def is_in_range(fact: Fact, number: float) -> bool:
    """Returns whether the number is within the bounds of the fact."""
    return (
        number >= fact.get("minimum", number)
        and number <= fact.get("maximum", number)
        and ("exclusive_minimum" not in fact or number > fact["exclusive_minimum"])
    )


def edge_numbers(table: FactTable, fact: Fact, *, within: bool) -> list[Any]:
    """Returns numbers of the fact's type at its bounds and far from them: those within the bounds,
    or those beyond."""
    numbers = list(NUMBERS)
    for key in ("minimum", "exclusive_minimum", "maximum"):
        if key in fact:
            bound = fact[key]
            numbers += [bound, float(bound), bound - 1, bound + 1]
            numbers += [math.nextafter(bound, -math.inf), math.nextafter(bound, math.inf)]
    return [
        number
        for number in numbers
        if is_of_type(table, fact, number) and is_in_range(fact, number) is within
    ]


def plain_value(table: FactTable, fact: Fact) -> Any:
    """Returns an ordinary valid value, never null, and the same for every call."""
    if "const" in fact:
        return fact["const"]
    if "one_of" in fact:
        return plain_value(table, fact["one_of"][0])
    kind = fact["type"]
    if kind in table.enums:
        return table.enums[kind][0]
    if kind in table.models:
        return plain_payload(table, kind)
    if kind == "list":
        return _plain_items(table, fact, max(1, fact.get("min_items", 0)))
    if kind == "string":
        return "s" * max(1, fact.get("min_length", 0))
    if kind == "object":
        return {"status": "QUEUED", "nested": [{"created_at": 1}]}
    if kind == "map":
        return {MAP_KEYS[0]: plain_value(table, fact["values"])}
    if kind == "boolean":
        return True
    lowest = max(fact.get("minimum", 0), fact.get("exclusive_minimum", 0))
    return fact.get("maximum", lowest + 1)


def _plain_items(table: FactTable, fact: Fact, size: int) -> list[Any]:
    """Returns a list of ordinary items. They are separate objects: a test may change one."""
    return [plain_value(table, fact["items"]) for _ in range(size)]


def plain_payload(table: FactTable, model: str, *, optional: bool = True) -> dict[str, Any]:
    """Returns an ordinary valid payload, with every field or only the required ones."""
    return {
        key: plain_value(table, fact)
        for key, fact in table.fields(model).items()
        if optional or fact.get("required")
    }


def edge_values(table: FactTable, fact: Fact) -> list[Any]:
    """Returns valid values, including those at the limits of the fact."""
    values = [plain_value(table, fact)]
    if fact.get("nullable"):
        values.append(None)
    if "one_of" in fact:
        return [*values, *(plain_value(table, arm) for arm in fact["one_of"])]
    if "const" in fact:
        return values
    kind = fact["type"]
    if kind in table.enums:
        return [*values, *table.enums[kind]]
    if kind in ("integer", "number"):
        return [*values, *edge_numbers(table, fact, within=True)]
    if kind == "boolean":
        return [*values, False]
    if kind == "string":
        lengths = {fact.get("min_length", 0), fact.get("max_length", 64)}
        return [*values, *(char * size for char in ("a", ASTRAL) for size in lengths)]
    if kind == "list":
        lengths = {fact.get("min_items", 0), fact.get("max_items", 2)}
        return [*values, *(_plain_items(table, fact, size) for size in lengths)]
    if kind == "object":
        return [*values, {}]
    if kind == "map":
        keys = edge_values(table, {"type": "string", **fact.get("keys", {})})
        items = edge_values(table, fact["values"])
        entries = [*((key, items[0]) for key in keys), *((keys[0], item) for item in items)]
        both_cases = dict.fromkeys(("run_key", "runKey"), items[0])  # two different keys
        return [*values, {}, both_cases, dict(entries), *({key: item} for key, item in entries)]
    return values


def wrong_values(table: FactTable, fact: Fact) -> list[Any]:
    """Returns invalid values: of another type, just beyond a limit, or similar to a valid
    string."""
    values = [value for value in _SAMPLES if not is_of_type(table, fact, value)]
    if "const" in fact:
        known = {fact["const"], *fact.get("other_tags", ())}
        return [*values, *_misspelt(fact["const"]), *_other_strings(table, known)]
    if "one_of" in fact:
        return values
    kind = fact["type"]
    if kind in table.enums:
        known = set(table.enums[kind])
        misspelt = [text for value in known for text in _misspelt(value) if text not in known]
        return [*values, *sorted(misspelt), *_other_strings(table, known)]
    if kind in ("integer", "number"):
        return [*values, *edge_numbers(table, fact, within=False)]
    if kind == "string":
        lengths = [fact[key] + step for key, step in _OUTSIDE_LENGTH if key in fact]
        return [*values, *(char * size for char in ("a", ASTRAL) for size in lengths if size >= 0)]
    if kind == "list":
        sizes = [fact[key] + step for key, step in _OUTSIDE_ITEMS if key in fact]
        good = plain_value(table, fact["items"])
        wrong = wrong_values(table, fact["items"])
        return [
            *values,
            *([good, item] for item in wrong),
            # The number of items is wrong; in half of these lists, so is the first item.
            *(
                [item, *_plain_items(table, fact, size)][:size]
                for item in (good, wrong[0])
                for size in sizes
            ),
        ]
    if kind == "map":
        keys = wrong_values(table, {"type": "string", **fact.get("keys", {})})
        good = plain_value(table, fact["values"])
        return [
            *values,
            *({MAP_KEYS[0]: good, key: good} for key in keys if isinstance(key, str)),
            *(
                dict(zip(MAP_KEYS, (good, item), strict=True))
                for item in wrong_values(table, fact["values"])
            ),
        ]
    return values


_OUTSIDE_LENGTH = (("min_length", -1), ("max_length", 1))
_OUTSIDE_ITEMS = (("min_items", -1), ("max_items", 1))


def _misspelt(text: str) -> list[str]:
    return [text.swapcase(), f"{text} ", f" {text}", text[:-1], f"{text}\n"]


def _other_strings(table: FactTable, known: set[str]) -> list[str]:
    """Returns the other constants and enum values of the table, and strings that it does not
    have."""
    others = {value for values in table.enums.values() for value in values}
    for fields in table.models.values():
        others.update(fact["const"] for fact in fields.values() if "const" in fact)
    return sorted((others | {"", "PAUSED"}) - known)
