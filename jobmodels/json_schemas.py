"""Generates JSON Schema from the field specs and the docstrings. Does not import the models."""

from __future__ import annotations

import re
from itertools import chain, count
from typing import Any

from .core import spec as specs
from .core.constraints import Ge, Gt, Le, lengths_of
from .core.openenum import OpenStrEnum
from .core.options import Case, check_case
from .core.record import Record
from .core.roots import ContainerSpec, RootSpec, root_spec
from .core.unset import UNSET
from .core.writer import write_value
from .docstrings import doc_of, field_docs, to_markdown

_Schema = dict[str, Any]

_BOUNDS = {Ge: ("minimum", max), Gt: ("exclusiveMinimum", max), Le: ("maximum", min)}


def json_schema(cls: object, case: Case = "snake") -> dict[str, Any]:
    """Returns the JSON Schema (draft 2020-12) of a model class, or of a union of model classes.

    Accepts every other ``cls`` that ``structure`` accepts, such as ``list[JobOut]``.

    Apart from the rules below, a payload with keys in ``case`` satisfies the schema if and only if
    strict reading accepts it. Models and enums are in ``$defs``, each once, with their docstrings
    as descriptions; without the package's source code, the fields have no descriptions. The result
    is plain JSON data, and a new object on each call.

    The schema omits some rules of strict reading. A field in both cases is rejected; in the schema,
    a key in the other case is an unknown key, which may have any value. Free-form data and unknown
    keys nest at most 100 levels deep. NaN and the infinities, which some validators accept, are
    rejected. A constraint that a host defines has no keyword.

    Raises ``TypeError`` for any other ``cls``, ``ValueError`` for an unknown case.
    """
    definitions = Definitions(check_case(case))
    root = definitions.schema_of(root_spec(cls))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **root,
        "$defs": definitions.schemas,
    }


class Definitions:
    """The ``$defs`` of one schema, in the order of their first use."""

    def __init__(self, camel: bool) -> None:
        self.camel = camel
        self.schemas: dict[str, _Schema] = {}
        self._names: dict[type, str] = {}

    def schema_of(self, spec: RootSpec | specs.TypeSpec) -> _Schema:
        """Returns the schema of one type, and defines everything that it refers to."""
        if isinstance(spec, ContainerSpec):
            items = self.schema_of(spec.items)
            if spec.kind is None:
                return {"anyOf": [items, {"type": "null"}]}
            if spec.kind is dict:
                return {"type": "object", "additionalProperties": items}
            return {"type": "array", "items": items}
        if isinstance(spec, specs.ScalarSpec):
            named = {"format": spec.format} if spec.format else {}
            return {"type": spec.kind, **named, **_keywords(spec.constraints, "Length")}
        if isinstance(spec, (specs.EnumSpec, specs.ObjectSpec)):
            return self.reference(spec.cls)
        if isinstance(spec, specs.ConstSpec):
            return {"type": "string", "const": spec.value}
        if isinstance(spec, specs.ArraySpec):
            items = self.schema_of(spec.items)
            return {"type": "array", "items": items, **_keywords(spec.constraints, "Items")}
        if isinstance(spec, specs.UnionSpec):
            return self._union(spec)
        if isinstance(spec, specs.MapSpec):
            if spec.values is None:
                types = [{"type": "string"}, {"type": "object"}]
                return {"anyOf": types} if spec.or_string else {"type": "object"}
            keys = _keywords(spec.keys.constraints, "Length")
            names = {"propertyNames": keys} if keys else {}
            return {"type": "object", **names, "additionalProperties": self.schema_of(spec.values)}
        raise specs.unknown_kind(spec)

    def _union(self, spec: specs.UnionSpec) -> _Schema:
        # Not oneOf: an object without its tag may satisfy two members.
        schema: _Schema = {"anyOf": [self.reference(member) for member in spec.members]}
        if spec.tag is not None:
            schema["discriminator"] = {
                "propertyName": specs.spec_of(spec.members[0]).by_key[spec.tag].key(self.camel),
                "mapping": {
                    str.__str__(tag): self.reference(member)["$ref"]
                    for tag, member in spec.tags.items()
                },
            }
        return schema

    def reference(self, cls: type[Record] | type[OpenStrEnum]) -> _Schema:
        """Returns the reference to the schema of a class, and defines it on first use."""
        if cls not in self._names:
            name = self._names[cls] = self._free_name(cls)
            schema = self.schemas[name] = {}  # first empty, because a class may refer to itself
            schema.update(self.schema_of_class(cls))
        return {"$ref": f"#/$defs/{self._names[cls]}"}

    def schema_of_class(self, cls: type[Record] | type[OpenStrEnum]) -> _Schema:
        named = {"title": cls.__name__, **_description(doc_of(cls))}
        if not issubclass(cls, Record):
            return {**named, "type": "string", "enum": [member.value for member in cls]}
        fields = specs.spec_of(cls).fields
        docs = field_docs(cls)
        return {
            **named,
            "type": "object",
            "properties": {
                field.key(self.camel): self._property(field, docs.get(field.name))
                for field in fields
            },
            "required": [field.key(self.camel) for field in fields if field.required],
        }

    def _free_name(self, cls: type) -> str:
        """Returns the class's name, with ``_`` for characters that OpenAPI or URLs do not accept,
        and with a number appended if the name is in use."""
        plain = re.sub("[^A-Za-z0-9._-]", "_", cls.__name__)
        names = chain([plain], (f"{plain}_{number}" for number in count(2)))
        return next(name for name in names if name not in self.schemas)

    def _property(self, field: specs.FieldSpec, doc: str | None) -> _Schema:
        schema = self.schema_of(field.type)
        if field.nullable:
            schema = {"anyOf": [schema, {"type": "null"}]}
        if field.secret:
            schema["writeOnly"] = True
        if field.default is not UNSET:
            schema["default"] = write_value(field.default, self.camel)
        return {**schema, **_description(doc)}


def _description(doc: str | None) -> _Schema:
    return {"description": to_markdown(doc)} if doc else {}


def _keywords(constraints: tuple[Any, ...], counted: str) -> _Schema:
    """Returns the keywords for the constraints that JSON Schema supports; ``counted`` is the suffix
    of the length keywords: ``Items`` or ``Length``."""
    least, most = lengths_of(constraints)
    keywords: _Schema = {f"min{counted}": least} if least else {}
    if most is not None:
        keywords[f"max{counted}"] = most
    for kind, (keyword, tightest) in _BOUNDS.items():
        bounds = [rule.bound for rule in constraints if type(rule) is kind]
        if bounds:
            keywords[keyword] = tightest(bounds)
    return keywords
