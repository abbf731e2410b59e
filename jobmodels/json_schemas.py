"""The schemas as JSON Schema, for whatever does not read Python: validators, code generators,
documentation.

Made from the field specs and the docstrings. This module knows no model and no payload.
"""

from __future__ import annotations

import re
from typing import Any

from .core.constraints import Constraint, Ge, Gt, Le, lengths_of
from .core.docstrings import doc_of, field_docs, to_markdown
from .core.openenum import OpenStrEnum
from .core.options import Case, check_case
from .core.record import Record
from .core.spec import (
    ArraySpec,
    ConstSpec,
    EnumSpec,
    FieldSpec,
    ObjectSpec,
    ScalarSpec,
    TypeSpec,
    UnionSpec,
    model_spec,
    spec_of,
)
from .core.unset import UNSET
from .core.writer import write_value

__all__ = ["json_schema"]

_Schema = dict[str, Any]

_BOUNDS: tuple[tuple[Any, str, Any], ...] = (
    (Ge, "minimum", max),
    (Gt, "exclusiveMinimum", max),
    (Le, "maximum", min),
)


def json_schema(cls: object, case: Case = "snake") -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a model class, or of a union of them.

    A payload that is spelled as ``case`` says satisfies it if and only if strict reading takes
    the payload. Models and enums are in ``$defs``, each once, with what their docstrings say;
    where the package is without its source, the fields have no descriptions. The result is plain
    JSON data, made anew on each call.

    Some things it does not say. Strict reading takes either spelling, and no field in both; to
    the schema, a key in the other spelling is an unknown key, which may hold anything. Free-form
    data and unknown keys nest at most 100 levels deep. NaN and the infinities, which some
    validators take for numbers, are none. And it has no word for a rule of a host's own.

    Raises ``TypeError`` if ``cls`` is no model class, ``ValueError`` for a case that there is not.
    """
    definitions = _Definitions(check_case(case))
    root = definitions.schema_of(model_spec(cls))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **root,
        "$defs": definitions.schemas,
    }


class _Definitions:
    """The ``$defs`` of one schema, as they come up."""

    def __init__(self, camel: bool) -> None:
        self.camel = camel
        self.schemas: dict[str, _Schema] = {}
        self._names: dict[type, str] = {}

    def schema_of(self, spec: TypeSpec) -> _Schema:
        """The schema of one type; what it refers to is defined by then."""
        if isinstance(spec, ScalarSpec):
            named = {"format": spec.format} if spec.format else {}
            return {"type": spec.kind, **named, **_keywords(spec.constraints, "Length")}
        if isinstance(spec, EnumSpec):
            return self._reference(spec.cls)
        if isinstance(spec, ConstSpec):
            return {"type": "string", "const": spec.value}
        if isinstance(spec, ArraySpec):
            items = self.schema_of(spec.items)
            return {"type": "array", "items": items, **_keywords(spec.constraints, "Items")}
        if isinstance(spec, ObjectSpec):
            return self._reference(spec.cls)
        if isinstance(spec, UnionSpec):
            return self._union(spec)
        return {"type": "object"}

    def _union(self, spec: UnionSpec) -> _Schema:
        # Not oneOf: a tag may be left out, and then an object may be of two members at once.
        schema: _Schema = {"anyOf": [self._reference(member) for member in spec.members]}
        if spec.tag is not None:
            schema["discriminator"] = {
                "propertyName": spec_of(spec.members[0]).by_key[spec.tag].key(self.camel),
                "mapping": {
                    str.__str__(tag): self._reference(member)["$ref"]
                    for tag, member in spec.tags.items()
                },
            }
        return schema

    def _reference(self, cls: type[Record] | type[OpenStrEnum]) -> _Schema:
        if cls not in self._names:
            name = self._names[cls] = self._free_name(cls)
            self.schemas[name] = {}  # keeps its place, and a class may lead to itself
            made = self._model(cls) if issubclass(cls, Record) else _enum(cls)
            self.schemas[name].update(made)
        return {"$ref": f"#/$defs/{self._names[cls]}"}

    def _free_name(self, cls: type) -> str:
        """The class's own name, spelled as OpenAPI and URLs take it, or one like it if taken."""
        plain = name = re.sub("[^A-Za-z0-9._-]", "_", cls.__name__)
        number = 1
        while name in self.schemas:
            number += 1
            name = f"{plain}_{number}"
        return name

    def _model(self, cls: type[Record]) -> _Schema:
        fields = spec_of(cls).fields
        docs = field_docs(cls)
        return {
            **_title(cls),
            "type": "object",
            "properties": {
                field.key(self.camel): self._property(field, docs.get(field.name))
                for field in fields
            },
            "required": [field.key(self.camel) for field in fields if field.required],
        }

    def _property(self, field: FieldSpec, doc: str | None) -> _Schema:
        schema = self.schema_of(field.type)
        if field.nullable:
            schema = {"anyOf": [schema, {"type": "null"}]}
        if field.secret:
            schema["writeOnly"] = True
        if field.default is not UNSET:
            schema["default"] = write_value(field.default, self.camel)
        return {**schema, **_description(doc)}


def _enum(cls: type[OpenStrEnum]) -> _Schema:
    return {**_title(cls), "type": "string", "enum": [member.value for member in cls]}


def _title(cls: type) -> _Schema:
    return {"title": cls.__name__, **_description(doc_of(cls))}


def _description(doc: str | None) -> _Schema:
    return {"description": to_markdown(doc)} if doc else {}


def _keywords(constraints: tuple[Constraint, ...], counted: str) -> _Schema:
    """The rules that JSON Schema has a word for; ``counted`` is what a length is one of."""
    least, most = lengths_of(constraints)
    keywords: _Schema = {f"min{counted}": least} if least else {}
    if most is not None:
        keywords[f"max{counted}"] = most
    for kind, keyword, tightest in _BOUNDS:
        bounds = [rule.bound for rule in constraints if isinstance(rule, kind)]
        if bounds:
            keywords[keyword] = tightest(bounds)
    return keywords
