"""The parts of the schema pages in Markdown: links to named types, and the lines for fields.

Generated from the field specs and the docstrings.
"""

from __future__ import annotations

import ast
import inspect
import json
import re
import sys
from typing import Any, NamedTuple

from jobmodels.core.record import Record
from jobmodels.core.spec import (
    ArraySpec,
    ConstSpec,
    EnumSpec,
    FieldSpec,
    MapSpec,
    ObjectSpec,
    ScalarSpec,
    TypeSpec,
    UnionSpec,
    spec_of,
    type_spec,
    unknown_kind,
)
from jobmodels.core.unset import UNSET
from jobmodels.core.writer import write_value
from jobmodels.docstrings import doc_of, documented, field_docs, to_markdown
from jobmodels.records import editions
from jobmodels.records.editions import EDITIONS, Edition

__all__ = ["WRITTEN", "Field", "Words", "doc_text", "flat", "home_of", "unlinked"]

WRITTEN = "<!-- Generated from the classes by .ci/write_schema_page.py. Do not edit. -->"


class Field(NamedTuple):
    """The texts about a field."""

    name: str
    keys: str
    rules: str
    meaning: str


def home_of(name: str, edition: Edition) -> Edition:
    """Returns the first edition that has the type named ``name``; its page documents the type."""
    return next(e for e in EDITIONS if e.names.get(name) is edition.names[name])


class Words:
    """Texts about the types of one edition, for one page of the folder."""

    def __init__(self, edition: Edition, page: str) -> None:
        self.edition = edition
        self.page = page
        self._unions = {
            name: type_spec(value)
            for name, value in edition.names.items()
            if not isinstance(value, type)
        }

    def link(self, name: str, text: str | None = None) -> str:
        """Returns a link to the section of the type with that name."""
        home = home_of(name, self.edition).date
        file = "" if home == self.page else f"{home}.md"
        return f"[{text or name}]({file}#{name.lower()})"

    def fields(self, cls: type[Record]) -> list[Field]:
        """Returns the texts about the fields of a model class."""
        docs = field_docs(cls)
        return [
            Field(field.name, keys_text(field), self.rules_text(field), flat(docs[field.name]))
            for field in spec_of(cls).fields
        ]

    def rules_text(self, field: FieldSpec) -> str:
        """Returns the rules for the values of a field, on one line."""
        rules = [
            self.type_text(field.type),
            "**secret**" if field.secret else "",
            "required" if field.required else "optional",
            "nullable" if field.nullable else "",
            bounds_text(field.type),
            default_text(field),
        ]
        return ", ".join(filter(None, rules))

    def type_text(self, spec: TypeSpec) -> str:
        """Returns the text for a type, with a link if it has a name."""
        if isinstance(spec, ScalarSpec):
            return f"{spec.kind} ({spec.format.upper()})" if spec.format else spec.kind
        if isinstance(spec, ConstSpec):
            return f"`{json.dumps(spec.value)}`"
        if isinstance(spec, ArraySpec):
            return f"array of {self.type_text(spec.items)}"
        if isinstance(spec, EnumSpec) and len(spec.cls) == 1:
            (member,) = spec.cls
            return self.link(spec.cls.__name__, f"`{json.dumps(member.value)}`")
        if isinstance(spec, (EnumSpec, ObjectSpec)):
            return self.link(spec.cls.__name__)
        if isinstance(spec, UnionSpec):
            return self.link(next(name for name, union in self._unions.items() if union == spec))
        if isinstance(spec, MapSpec):
            if spec.values is None:
                return "string or free-form object" if spec.or_string else "free-form object"
            return f"object of {self.type_text(spec.values)} values"
        raise unknown_kind(spec)


def bounds_text(spec: TypeSpec) -> str:
    """Returns the bounds of a value, in the same words as the problems."""
    if isinstance(spec, MapSpec) and spec.values is not None:
        parts = {"keys": bounds_text(spec.keys), "values": bounds_text(spec.values)}
        return " and ".join(f"{name} of {text}" for name, text in parts.items() if text)
    if not isinstance(spec, (ScalarSpec, ArraySpec)):
        return ""
    unit = "item" if isinstance(spec, ArraySpec) else "character"
    rules = [rule.phrase(unit).removeprefix("of ") for rule in spec.constraints]
    if isinstance(spec, ArraySpec) and bounds_text(spec.items):
        rules.append(f"each {bounds_text(spec.items)}")
    return " and ".join(rules)


def default_text(field: FieldSpec) -> str:
    """Returns the default that the API assumes if the field is absent."""
    if field.default is UNSET:
        return ""
    return f"default `{json.dumps(write_value(field.default, camel=False))}`"


def keys_text(field: FieldSpec) -> str:
    """Returns the key of a field, in both cases if they differ."""
    return " or ".join(f"**`{key}`**" for key in dict.fromkeys((field.name, field.camel)))


def doc_text(name: str, value: Any) -> str:
    """Returns the docstring of a class, an enum or a union, as Markdown."""
    if isinstance(value, type):
        return to_markdown(doc_of(value) or "")
    package = editions.__name__.removesuffix(".records.editions")
    modules = [m for n, m in sys.modules.items() if n.startswith(f"{package}.") and m is not None]
    for module in modules:
        if vars(module).get(name) is value:
            # The docstring is below the assignment, in only one of these modules.
            docs = dict(documented(ast.parse(inspect.getsource(module)).body))
            if name in docs:
                return to_markdown(docs[name])
    raise LookupError(f"no docstring for {name}")


def flat(doc: str) -> str:
    """Returns a docstring as Markdown on one line."""
    return " ".join(to_markdown(doc).split())


def unlinked(text: str) -> str:
    """Returns the text without the targets of its links."""
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
