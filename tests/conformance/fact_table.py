"""Fact tables: the published schemas as facts, and JSON Schemas made from them.

Does not import the package, so that a mistake in the package cannot be repeated here.
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
"""The facts about one field, or about the items of a list."""

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
"""Facts for which JSON Schema has a keyword. ``format`` and ``default`` are only annotations."""
STRUCTURE = {"type", "const", "one_of", "items", "nullable", "required", "discriminator"}
STRUCTURE |= {"keys", "values"}


@dataclass(frozen=True, eq=False, repr=False)
class FactTable:
    """One edition of the schemas."""

    revision: str
    enums: dict[str, list[str]]
    models: dict[str, dict[str, Fact]]
    """The models of the published schemas, and those that only the API's guide documents."""

    @classmethod
    def load(cls, edition: str) -> FactTable:
        """Reads the table of an edition from its file."""
        path = Path(__file__).parent / "wire" / f"{edition}.json"
        facts = json.loads(path.read_text(encoding="utf-8"))
        facts["models"].update(facts.pop("models_of_the_guide", {}))
        return cls(**facts)

    def fields(self, model: str) -> dict[str, Fact]:
        """Returns the facts of a model, by field name."""
        return self.models[model]

    def spellings(self, model: str) -> set[str]:
        """Returns the keys of all fields of the model, in both cases."""
        names = self.models[model]
        return {*names, *map(camel, names)}

    def members(self, fact: Fact) -> tuple[str, ...]:
        """Returns the models that a fact names: none, one, or the members of a union."""
        arms = fact.get("one_of", [fact])
        return tuple(arm["type"] for arm in arms if arm.get("type") in self.models)

    def member_for(self, fact: Fact, value: Any, beside: Any) -> str:
        """Returns the model of the object ``value``, among the models that a fact names. ``beside``
        is the object or list that contains ``value``.

        This is the model whose constant ``value`` has. Without one, the candidates are the models
        whose schema accepts ``value``, or all models if none does. Among the candidates, this is
        the one that defines most keys of ``value``; of several, the model that ``job_type`` in
        ``beside`` selects.
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
            key=lambda model: (len(self.fields(model).keys() & value.keys()), model == told),
        )

    def _constant(self, model: str, fact: Fact) -> str | None:
        return self.fields(model).get(fact.get("discriminator", ""), {}).get("const")


_HYPERPARAMETERS = {
    "completion": "CompletionTrainingParametersIn",
    "classifier": "ClassifierTrainingParametersIn",
}
"""The model of a request's hyperparameters by its ``job_type``. No schema states this rule."""


def _told_beside(fact: Fact, beside: Any) -> str | None:
    """Returns the member of an untagged union that the ``job_type`` beside it selects, or None."""
    kind = beside.get("job_type") if isinstance(beside, dict) else None
    told = _HYPERPARAMETERS.get(kind) if isinstance(kind, str) else None
    return None if "discriminator" in fact else told


def camel(name: str) -> str:
    """Converts a name from snake_case to camelCase. A camelCase name does not change."""
    return re.sub("_(.)", lambda match: match[1].upper(), name)


def spelled(name: str, spelling: Spelling) -> str:
    """Converts a snake_case name to the given case."""
    return camel(name) if spelling == "camel" else name


def json_schema(table: FactTable, model: str, spelling: Spelling = "snake") -> dict[str, Any]:
    """Returns the JSON Schema of the model, draft 2020-12."""
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
    """Returns the validator of one model, by ``jsonschema``."""
    from jsonschema import Draft202012Validator

    check_definitions(table, spelling)
    return Draft202012Validator(json_schema(table, model, spelling))


@cache
def check_definitions(table: FactTable, spelling: Spelling) -> None:
    """Checks that the facts make a valid schema. One schema contains the definitions of all
    models."""
    from jsonschema import Draft202012Validator

    Draft202012Validator.check_schema(json_schema(table, next(iter(table.models)), spelling))


def is_valid(table: FactTable, model: str, payload: Any) -> bool:
    """Returns whether the model's schema accepts the payload in snake_case."""
    return bool(validator(table, model).is_valid(payload))


def _schema(fact: Fact, spelling: Spelling) -> dict[str, Any]:
    unread = fact.keys() - KEYWORDS.keys() - STRUCTURE
    if unread:
        raise ValueError(f"unknown facts: {sorted(unread)}")
    schema: dict[str, Any]
    if "const" in fact:
        schema = {"const": fact["const"]}
    elif "one_of" in fact:
        # Not oneOf: members without a tag overlap, and oneOf would refuse a value that is valid for
        # two.
        schema = {"anyOf": [_schema(member, spelling) for member in fact["one_of"]]}
    elif fact["type"] == "list":
        schema = {"type": "array", "items": _schema(fact["items"], spelling)}
    elif fact["type"] == "map":
        schema = {"type": "object", "additionalProperties": _schema(fact["values"], spelling)}
        if "keys" in fact:
            schema["propertyNames"] = {KEYWORDS[key]: fact["keys"][key] for key in fact["keys"]}
    elif fact["type"] in JSON_TYPES:
        schema = {"type": fact["type"]}
    else:
        schema = {"$ref": f"#/$defs/{fact['type']}"}
    schema.update({KEYWORDS[key]: value for key, value in fact.items() if key in KEYWORDS})
    if "discriminator" in fact:
        schema["discriminator"] = {"propertyName": spelled(fact["discriminator"], spelling)}
    # Null is the second alternative, so the errors of a value that is not null are in the first.
    return {"anyOf": [schema, {"type": "null"}]} if fact.get("nullable") else schema
