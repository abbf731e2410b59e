"""The disagreements of the official SDKs with the published schema, and a model of an SDK by them.

A disagreement applies to one field (``"TrainingFile.weight"``), or wherever the schema uses a word
(``"integer"``, ``"maximum"``). ``Sdk`` predicts how an SDK reads a payload, from its disagreements
and the fact table alone. In everything else, an SDK must read as the schema defines.
"""

from __future__ import annotations

import copy
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

import pytest
from fact_table import Fact, FactTable
from json_equality import json_equal
from wire_values import (
    NUMBERS,
    edge_values,
    is_in_range,
    is_of_type,
    plain_payload,
    wrong_values,
)

Payload = dict[str, Any]
Path = tuple[Any, ...]
Reading = tuple[Payload, set[Path]]
"""The payload as an SDK reads it, and the paths of the errors that it reports."""


def each_model(table: FactTable) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("model", list(table.models))


def each_field(table: FactTable) -> pytest.MarkDecorator:
    fields = [(model, key) for model in table.models for key in table.fields(model)]
    return pytest.mark.parametrize(("model", "key"), fields)


class Effect(Enum):
    """The kind of a disagreement. ``Disagreement.of`` is its value or function."""

    FILLS = "returns this value for an absent field"
    READS = "converts a value with this function"
    REFUSES = "refuses values for which this is true, although the schema accepts them"
    TAKES = "accepts values for which this is true, although the schema refuses them"
    LOSES = "reads an invalid object as absent"
    DROPS = "drops unknown keys"


@dataclass(frozen=True)
class Disagreement:
    """A disagreement: a field or a word of the schema, and the behaviour of the schema and the
    SDK."""

    where: str
    schema: str
    sdk: str
    effect: Effect
    of: Any = None

    def __str__(self) -> str:
        return f"{self.where}: {self.schema}; {self.effect.name.lower()}: {self.sdk}"


def filled(where: str, value: Any) -> Disagreement:
    """Returns the disagreement of a default: the schema only states it, the SDKs fill it in."""
    return Disagreement(where, "absent stays absent", f"{value!r}", Effect.FILLS, value)


def always(value: Any) -> bool:
    """Returns true for all values."""
    return True


def beyond_doubles(value: Any) -> bool:
    """Returns whether a value is an integer that is too large for a 64-bit float."""
    return isinstance(value, int) and abs(value) > sys.float_info.max


BOUNDS = {
    "minimum": "minimum",
    "exclusive_minimum": "exclusive_minimum",
    "maximum": "maximum",
    "min_length": "minimum",
    "max_length": "maximum",
    "max_items": "maximum",
}
"""The bounds, each with the corresponding bound for a number: the value itself, or its length."""

OF_ALL = (
    Disagreement("model", "unknown keys are allowed", "without them", Effect.DROPS),
    *(
        Disagreement(bound, "holds", "never checked", Effect.TAKES, always)
        for bound in ("min_length", "max_length", "max_items")
    ),
    filled("BatchJobIn.timeout_hours", 24),
    filled("BatchJobOut.object", "batch"),
    filled("BatchJobsOut.object", "list"),
    filled("BatchError.count", 1),
)
"""The disagreements of all SDKs."""

OF_BOTH = (
    *OF_ALL,
    *(
        Disagreement(bound, "holds", "never checked", Effect.TAKES, always)
        for bound in ("minimum", "exclusive_minimum", "maximum")
    ),
    filled("JobOut.object", "job"),
    filled("DetailedJobOut.object", "job"),
    filled("JobsOut.object", "list"),
    filled("LegacyJobMetadataOut.object", "job.metadata"),
    filled("LegacyJobMetadataOut.deprecated", True),
    filled("TrainingFile.weight", 1),
    filled("TrainingParametersIn.learning_rate", 0.0001),
    filled("TrainingParameters.learning_rate", 0.0001),
    filled("WandbIntegration.type", "wandb"),
    filled("WandbIntegrationOut.type", "wandb"),
    filled("GithubRepositoryIn.type", "github"),
    filled("GithubRepositoryIn.weight", 1),
    filled("GithubRepositoryOut.type", "github"),
    filled("GithubRepositoryOut.weight", 1),
)
"""The disagreements of the Python and the TypeScript SDK of edition 2024-11-07."""

INVENTED = filled("BatchJobOut.output_file", "SDK")
"""No SDK does this. A test checks that ``shows`` notices it."""


class Sdk:
    """A model of an SDK: the schema, with the disagreements."""

    def __init__(self, table: FactTable, disagreements: tuple[Disagreement, ...]) -> None:
        self._table = table
        self._disagreements = disagreements
        self._problems: set[Path] = set()

    def reads(self, model: str, payload: Payload) -> Reading:
        """Returns the payload as the SDK reads it, and the paths of the errors that it reports."""
        self._problems = set()
        return self._object(model, payload, ()), self._problems

    def _of(self, effect: Effect, *words: str | None) -> list[Any]:
        found = self._disagreements
        return [entry.of for entry in found if entry.effect is effect and entry.where in words]

    def _object(self, model: str, payload: Payload, path: Path) -> Payload:
        fields = self._table.fields(model)
        result = {} if self._of(Effect.DROPS, "model") else dict(payload)
        for key, fact in fields.items():
            if key in payload:
                before = set(self._problems)
                result[key] = self._value(fact, payload[key], (*path, key), key)
                loses = fact.get("nullable") and self._of(Effect.LOSES, "nullable")
                if self._problems != before and isinstance(payload[key], dict) and loses:
                    self._problems = before
                    del result[key]
            elif fact.get("required"):
                self._problems.add((*path, key))
            else:
                for default in self._of(Effect.FILLS, f"{model}.{key}"):
                    result[key] = self._value(fact, default, (*path, key), key)
        return result

    def _value(self, fact: Fact, value: Any, path: Path, key: str | None = None) -> Any:
        kind = fact.get("type")
        refused = any(refuses(value) for refuses in self._of(Effect.REFUSES, kind))
        for word in violations(self._table, fact, value, key):
            refused |= not any(takes(value) for takes in self._of(Effect.TAKES, word, kind))
        if refused:
            self._problems.add(path)
        elif isinstance(value, list):
            items = enumerate(value)
            return [self._value(fact["items"], item, (*path, index)) for index, item in items]
        elif isinstance(value, dict) and kind == "map":
            keys = {"type": "string", **fact.get("keys", {})}
            return {
                self._value(keys, key, (*path, key)): self._value(
                    fact["values"], item, (*path, key)
                )
                for key, item in value.items()
            }
        elif isinstance(value, dict) and self._table.members(fact):
            return self._object(self._table.members(fact)[0], value, path)
        elif value is not None:
            for convert in self._of(Effect.READS, kind):
                value = convert(value)
        return value


def violations(table: FactTable, fact: Fact, value: Any, key: str | None) -> Iterator[str]:
    """Yields the words of the fact that a value violates."""
    if value is None:
        if not fact.get("nullable"):
            yield "required" if key is None or fact.get("required") else "optional"
    elif not is_of_type(table, fact, value):
        yield fact.get("type", "const")
    elif "const" in fact:
        if value != fact["const"]:
            yield "const"
    elif fact["type"] in table.enums:
        if value not in table.enums[fact["type"]]:
            yield fact["type"]
    else:
        number = len(value) if isinstance(value, (str, list)) else value
        for bound, keyword in BOUNDS.items():
            if bound in fact and not is_in_range({keyword: fact[bound]}, number):
                yield bound


# Payloads that test each field.


def edge_payloads(table: FactTable, model: str, key: str) -> Iterator[Payload]:
    """Yields valid payloads with each edge value of the field, among the required fields and among
    all fields."""
    few, all_others = (plain_payload(table, model, optional=which) for which in (False, True))
    fact = table.fields(model)[key]
    free = [{"numbers": list(NUMBERS)}] if fact.get("type") == "object" else []
    for value in (*edge_values(table, fact), *free):
        yield {**few, key: value}
        yield {**all_others, key: value, "no_such_key": 1}


def doubtful_payloads(table: FactTable, model: str, key: str) -> Iterator[Payload]:
    """Yields payloads without the field, with each wrong value of the field, and with edge values,
    wrong values and missing fields inside its objects."""
    payload = plain_payload(table, model, optional=False)
    fact = table.fields(model)[key]
    yield {other: value for other, value in payload.items() if other != key}
    for value in wrong_values(table, fact):
        yield {**payload, key: value}
    for member in table.members(fact):
        for inner in table.fields(member):
            for payloads in (edge_payloads, doubtful_payloads):
                for value in payloads(table, member, inner):
                    yield {**payload, key: value}


def outcome(payload: Payload, reading: Reading) -> tuple[set[Path], set[str]]:
    """Returns the paths of the errors in a payload; without errors, also the keys of the objects
    that are read as absent. ``Sdk`` does not predict other values of an invalid payload: an SDK may
    cast them."""
    result, problems = reading
    objects = {key for key, value in payload.items() if isinstance(value, dict)}
    return problems, set() if problems else objects - result.keys()


def shows(
    table: FactTable,
    entry: Disagreement,
    entries: tuple[Disagreement, ...],
    ask: Callable[[str, Payload], Reading],
) -> bool:
    """Returns whether the SDK differs from its model without ``entry`` for some payload. ``ask``
    runs the SDK."""
    without = Sdk(table, tuple(other for other in entries if other is not entry))
    place = entry.where.partition(".")
    models = [place[0]] if place[1] else list(table.models)
    for model, key in [(name, key) for name in models for key in table.fields(name)]:
        for payloads, valid in ((edge_payloads, True), (doubtful_payloads, False)):
            for payload in payloads(table, model, key):
                seen, expected = ask(model, payload), without.reads(model, payload)
                if outcome(payload, seen) != outcome(payload, expected):
                    return True
                if valid and not seen[1] and not json_equal(seen[0], expected[0]):
                    return True
    return False


def adapted(payload: Payload, problems: set[Path]) -> Payload:
    """Returns a copy with 1000, which both sides accept, at each path where the SDK reports an
    error."""
    result = copy.deepcopy(payload)
    for *parents, last in problems:
        container: Any = result
        for part in parents:
            container = container[part]
        container[last] = 1000
    return result


FIRST_EDITION: Payload = {
    "id": "0b6f7c1e-2a55-4d0c-9d67-5a9b1f3c8e24",
    "hyperparameters": {"training_steps": 10, "learning_rate": 0.0001},
    "model": "open-mistral-7b",
    "status": "FAILED",
    "job_type": "FT",
    "created_at": 1717000000,
    "modified_at": 1717000060,
    "training_files": ["f2d1a3b4-7c86-4e19-8b5d-6e0f9a2c4d71"],
    "object": "job",
}
"""A job from before ``auto_start`` existed, like the vendor's own samples."""
