"""Reading as straight-line functions, one per class and set of options, compiled on first use.

For each class this writes the source that a careful person would write by hand for that one
schema. The function returns ``None`` the moment anything is not plain (a problem, a mixed
spelling, a subclass of dict): the caller then turns to the reader, which is the meaning.
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from typing import Any

from .cache import cached
from .compiled_union import union_reader
from .constraints import Ge, Gt, Le
from .frozendict import EMPTY, FrozenDict, NotJsonError, freeze
from .reader import UnknownKeys
from .source import Lines, Source, indent
from .spec import (
    EXTRAS,
    ArraySpec,
    ConstSpec,
    EnumSpec,
    FieldSpec,
    ObjectSpec,
    Record,
    ScalarSpec,
    TypeSpec,
    UnionSpec,
)
from .unset import UNSET

__all__ = ["ReaderSource", "compiled_reader"]

# Not UNSET: a payload may hold that by mistake, and it is no JSON.
ABSENT = object()


def compiled_reader(
    spec: ObjectSpec | UnionSpec, lenient: bool, unknown_keys: UnknownKeys
) -> Callable[[object], Any]:
    """The function from a plain payload to an object, and from any other to None."""
    if isinstance(spec, ObjectSpec):
        return _class_reader(spec.cls, lenient, unknown_keys)
    readers = {cls: _class_reader(cls, lenient, unknown_keys) for cls in spec.members}
    return union_reader(spec, readers)


@cached
def _class_reader(
    cls: type[Record], lenient: bool, unknown_keys: UnknownKeys
) -> Callable[[object], Any]:
    return ReaderSource(cls, lenient, unknown_keys).function()


class ReaderSource(Source):
    def __init__(self, cls: type[Record], lenient: bool, unknown_keys: UnknownKeys) -> None:
        self.lenient = lenient
        self.unknown_keys = unknown_keys
        super().__init__(cls)
        self.globals.update(
            ABSENT=ABSENT, UNSET=UNSET, EMPTY=EMPTY, INFINITY=inf, new=object.__new__, freeze=freeze
        )
        self.globals.update(FrozenDict=FrozenDict, NotJsonError=NotJsonError)

    def write(self) -> tuple[str, Lines]:
        name = f"read_{self.cls.__name__}"
        snake = {field.name for field in self.spec.fields}
        camel = {field.camel for field in self.spec.fields}
        self.globals.update(SNAKE=frozenset(snake), CAMEL=frozenset(camel))
        self.globals.update(
            SNAKE_ONLY=frozenset(snake - camel), CAMEL_ONLY=frozenset(camel - snake)
        )
        return name, self._module(name)

    def _module(self, name: str) -> Lines:
        yield f"def {name}(payload):"
        yield "    if type(payload) is not dict:"
        yield "        return None"
        yield "    if SNAKE.issuperset(payload):"
        yield f"        return {name}_snake(payload, EMPTY)"
        yield "    if CAMEL.issuperset(payload):"
        yield f"        return {name}_camel(payload, EMPTY)"
        if self.unknown_keys == "forbid":
            yield "    return None"
        else:
            yield "    camel = not CAMEL_ONLY.isdisjoint(payload)"
            yield "    if camel and not SNAKE_ONLY.isdisjoint(payload):"
            yield "        return None"
            yield from indent(self._extras())
            yield f"    return ({name}_camel if camel else {name}_snake)(payload, extras)"
        for camel in (False, True):
            yield ""
            yield ""
            yield f"def {name}_{'camel' if camel else 'snake'}(payload, extras):"
            yield "    get = payload.get"
            yield f"    obj = new({self.bind(self.cls.__name__, self.cls)})"
            for field in self.spec.fields:
                yield from indent(self._field(field, camel))
            yield f"    {self.bind(f'set_{EXTRAS}', self.spec.setters[EXTRAS])}(obj, extras)"
            yield "    return obj"

    def _extras(self) -> Lines:
        yield "known = CAMEL if camel else SNAKE"
        yield "try:"
        yield "    extras = FrozenDict({k: v for k, v in payload.items() if k not in known})"
        yield "except NotJsonError:"
        yield "    return None"
        if self.unknown_keys == "drop":
            yield "extras = EMPTY"

    def _field(self, field: FieldSpec, camel: bool) -> Lines:
        key = field.key(camel)
        setter = self.bind(f"set_{field.name}", self.spec.setters[field.name])
        checks = self._checks(field.type, "value")
        nullable = field.nullable or self.lenient
        sibling = _sibling(field.type)
        if sibling:
            yield f"sibling = get({self.spec.by_key[sibling].key(camel)!r})"
        if field.required and not nullable:
            # None, which stands for an absent key here, fails every check.
            yield f"value = get({key!r})"
            yield from checks
        else:
            yield f"value = get({key!r}, ABSENT)"
            yield "if value is ABSENT:"
            yield "    return None" if field.required and not self.lenient else "    value = UNSET"
            yield "elif value is not None:" if nullable else "else:"
            yield from indent(checks)
        yield f"{setter}(obj, value)"

    def _checks(self, spec: TypeSpec, name: str) -> Lines:
        """Lines that return ``None`` or leave in the variable ``name`` what was read."""
        if isinstance(spec, ScalarSpec):
            yield from unless(self._scalar(spec, name))
        elif isinstance(spec, EnumSpec):
            cls = spec.cls
            members = self.bind(f"{cls.__name__}_members", dict(cls._value2member_map_))
            yield from unless(f"type({name}) is str")
            if self.lenient:
                opened = f"{self.bind(cls.__name__, cls)}.open({name})"
                yield f"{name} = {members}.get({name}) or {opened}"
            else:
                yield f"{name} = {members}.get({name})"
                yield from unless(f"{name} is not None")
        elif isinstance(spec, ConstSpec):
            equal = "" if self.lenient else f" and {name} == {spec.value!r}"
            yield from unless(f"type({name}) is str{equal}")
        elif isinstance(spec, ArraySpec):
            yield from self._array(spec, name)
        elif isinstance(spec, (ObjectSpec, UnionSpec)):
            yield from self._object(spec, name)
        else:
            if not self.lenient:
                yield from unless(f"type({name}) is dict")
            yield "try:"
            yield f"    {name} = freeze({name})"
            yield "except NotJsonError:"
            yield "    return None"

    def _scalar(self, spec: ScalarSpec, name: str) -> str:
        rules = () if self.lenient else spec.constraints
        clauses = [rule.expression(name) for rule in rules]
        if spec.kind == "number":
            bounded = any(isinstance(rule, (Ge, Gt)) for rule in rules)
            bounded = bounded and any(isinstance(rule, Le) for rule in rules)
            if not bounded:
                clauses.append(f"-INFINITY < {name} < INFINITY")
            clauses.insert(0, f"(type({name}) is float or type({name}) is int)")
        else:
            kind = {"string": "str", "boolean": "bool", "integer": "int"}[spec.kind]
            clauses.insert(0, f"type({name}) is {kind}")
        return " and ".join(clauses)

    def _array(self, spec: ArraySpec, name: str) -> Lines:
        rules = () if self.lenient else spec.constraints
        yield from unless(
            " and ".join([f"type({name}) is list", *(rule.expression(name) for rule in rules)])
        )
        item = f"{name}_item"
        if isinstance(spec.items, ScalarSpec):
            yield f"for {item} in {name}:"
            yield from indent(self._checks(spec.items, item))
            yield f"{name} = tuple({name})"
        else:
            yield f"{name}_items = []"
            yield f"for {item} in {name}:"
            yield from indent(self._checks(spec.items, item))
            yield f"    {name}_items.append({item})"
            yield f"{name} = tuple({name}_items)"

    def _object(self, spec: ObjectSpec | UnionSpec, name: str) -> Lines:
        classes = (spec.cls,) if isinstance(spec, ObjectSpec) else spec.members
        read = compiled_reader(spec, self.lenient, self.unknown_keys)
        bound = self.bind("read_" + "_or_".join(cls.__name__ for cls in classes), read)
        told = ", sibling" if _sibling(spec) else ""
        yield f"{name} = {bound}({name}{told})"
        yield from unless(f"{name} is not None")


def _sibling(spec: TypeSpec) -> str | None:
    return spec.sibling if isinstance(spec, UnionSpec) else None


def unless(condition: str) -> Lines:
    yield f"if not ({condition}):"
    yield "    return None"
