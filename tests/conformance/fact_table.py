"""Fact tables: the published schemas as facts, and the JSON Schemas that they state.

This is the oracle's own reading of the facts. It imports nothing of the package, so that what
both say is not one mistake made once.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

Spelling = Literal["snake", "camel"]
Fact = dict[str, Any]
"""What a table says of one field, or of the items of a list."""

JSON_TYPES = ("string", "integer", "number", "boolean", "object")
KEYWORDS = {
    "format": "format",
    "minimum": "minimum",
    "exclusive_minimum": "exclusiveMinimum",
    "maximum": "maximum",
    "min_length": "minLength",
    "max_length": "maxLength",
    "min_items": "minItems",
    "max_items": "maxItems",
    "default": "default",
}
"""Facts that JSON Schema states in one keyword. ``format`` and ``default`` only annotate."""
STRUCTURE = {"type", "const", "one_of", "items", "nullable", "required", "discriminator"}


@dataclass(frozen=True, eq=False, repr=False)
class FactTable:
    """One edition of the schemas."""

    revision: str
    enums: dict[str, list[str]]
    models: dict[str, dict[str, Fact]]

    @classmethod
    def load(cls, edition: str) -> FactTable:
        """The table in the file of that name."""
        path = Path(__file__).parent / "wire" / f"{edition}.json"
        return cls(**json.loads(path.read_text(encoding="utf-8")))

    def fields(self, model: str) -> dict[str, Fact]:
        """The facts of a model, by field name."""
        return self.models[model]

    def spellings(self, model: str) -> set[str]:
        """Every key that means a field of the model."""
        names = self.models[model]
        return {*names, *map(camel, names)}

    def members(self, fact: Fact) -> tuple[str, ...]:
        """The models that a fact names: none, one, or those of a union."""
        arms = fact.get("one_of", [fact])
        return tuple(arm["type"] for arm in arms if arm.get("type") in self.models)

    def member_for(self, fact: Fact, value: Any, beside: Any) -> str:
        """Which of the models that a fact names the object ``value`` is; ``beside`` is what it
        stands in.

        The one whose constant it has; else, of those whose schema it satisfies, or of all if
        there is none, the one that a field beside it tells, or the one with most of its fields.
        """
        models = self.members(fact)
        if len(models) == 1:
            return models[0]
        tag = value.get(fact.get("discriminator"))
        tagged = [model for model in models if self._constant(model, fact) == tag]
        if isinstance(tag, str) and tagged:
            return tagged[0]
        valid = [model for model in models if is_valid(self, model, value)]
        told = _told_beside(fact, beside)
        return max(
            valid or models,
            key=lambda model: (model == told, len(self.fields(model).keys() & value.keys())),
        )

    def _constant(self, model: str, fact: Fact) -> str | None:
        return self.fields(model).get(fact.get("discriminator", ""), {}).get("const")


_HYPERPARAMETERS = {
    "completion": "CompletionTrainingParametersIn",
    "classifier": "ClassifierTrainingParametersIn",
}
"""What a request's ``job_type`` says of its hyperparameters: a rule that no schema states."""


def _told_beside(fact: Fact, beside: Any) -> str | None:
    """The member of an untagged union that the ``job_type`` beside it tells."""
    kind = beside.get("job_type") if isinstance(beside, dict) else None
    told = _HYPERPARAMETERS.get(kind) if isinstance(kind, str) else None
    return None if "discriminator" in fact else told


def camel(name: str) -> str:
    """The camelCase spelling of a snake_case name; what is camelCase already stays."""
    return re.sub("_(.)", lambda match: match[1].upper(), name)


def spelled(name: str, spelling: Spelling) -> str:
    """The name in the given spelling."""
    return camel(name) if spelling == "camel" else name


def json_schema(table: FactTable, model: str, spelling: Spelling = "snake") -> dict[str, Any]:
    """The model as JSON Schema, draft 2020-12."""
    definitions: dict[str, Any] = {
        name: {"type": "string", "enum": values} for name, values in table.enums.items()
    }
    for name, fields in table.models.items():
        definitions[name] = {
            "type": "object",
            "properties": {
                spelled(key, spelling): _schema(fact, spelling) for key, fact in fields.items()
            },
            "required": [
                spelled(key, spelling) for key, fact in fields.items() if fact.get("required")
            ],
        }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$ref": f"#/$defs/{model}",
        "$defs": definitions,
    }


@cache
def validator(table: FactTable, model: str, spelling: Spelling = "snake") -> Any:
    """The judge of one model."""
    from jsonschema import Draft202012Validator

    check_definitions(table, spelling)
    return Draft202012Validator(json_schema(table, model, spelling))


@cache
def check_definitions(table: FactTable, spelling: Spelling) -> None:
    """That the facts make a schema: of all models at once, as each schema holds them all."""
    from jsonschema import Draft202012Validator

    Draft202012Validator.check_schema(json_schema(table, next(iter(table.models)), spelling))


def is_valid(table: FactTable, model: str, payload: Any) -> bool:
    """Whether the model's schema accepts the payload, spelled in snake_case."""
    return bool(validator(table, model).is_valid(payload))


def _schema(fact: Fact, spelling: Spelling) -> dict[str, Any]:
    unread = fact.keys() - KEYWORDS.keys() - STRUCTURE
    if unread:
        raise ValueError(f"facts that the oracle does not read: {sorted(unread)}")
    schema: dict[str, Any]
    if "const" in fact:
        schema = {"const": fact["const"]}
    elif "one_of" in fact:
        # Not oneOf: untagged members overlap, and {} would be refused for being two of them.
        schema = {"anyOf": [_schema(member, spelling) for member in fact["one_of"]]}
    elif fact["type"] == "list":
        schema = {"type": "array", "items": _schema(fact["items"], spelling)}
    elif fact["type"] in JSON_TYPES:
        schema = {"type": fact["type"]}
    else:
        schema = {"$ref": f"#/$defs/{fact['type']}"}
    schema.update({KEYWORDS[key]: value for key, value in fact.items() if key in KEYWORDS})
    if "discriminator" in fact:
        schema["discriminator"] = {"propertyName": spelled(fact["discriminator"], spelling)}
    # The alternative comes second: what a value that is not null violates is in the first.
    return {"anyOf": [schema, {"type": "null"}]} if fact.get("nullable") else schema
