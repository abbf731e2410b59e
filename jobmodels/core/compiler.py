"""Reading and writing as straight-line functions, one per class, compiled on first use.

For each class and set of options this writes the Python source that a careful person would
write by hand for that one schema, and compiles it once. A compiled reader returns ``None`` the
moment anything is not plain (a problem, a mixed spelling, a subclass of dict): the caller then
turns to the reader, which is the meaning. ``source(cls)`` shows what was written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import inf
from typing import Any

from .cache import cached
from .constraints import Ge, Gt, Le
from .frozendict import EMPTY, FrozenDict, NotJsonError, freeze, thaw
from .reader import UnknownKeys
from .spec import (
    EXTRAS,
    ArraySpec,
    ConstSpec,
    EnumSpec,
    FieldSpec,
    JsonObjectSpec,
    ObjectSpec,
    Record,
    ScalarSpec,
    TypeSpec,
    UnionSpec,
    spec_of,
)
from .unset import UNSET
from .writer import write_value

__all__ = ["compiled_reader", "compiled_writer", "source"]

Lines = Iterator[str]


def source(cls: type[Record], *, lenient: bool = False, unknown_keys: UnknownKeys = "keep") -> str:
    """The source of the functions that read and write ``cls``, for people to look at."""
    writers = (_WriterSource(cls, camel) for camel in (False, True))
    return "\n\n".join(part.text for part in (_ReaderSource(cls, lenient, unknown_keys), *writers))


def compiled_reader(
    spec: ObjectSpec | UnionSpec, lenient: bool, unknown_keys: UnknownKeys
) -> Callable[[object], Any]:
    """The function from a plain payload to an object, and from any other to None."""
    if isinstance(spec, ObjectSpec):
        return _class_reader(spec.cls, lenient, unknown_keys)
    readers = {tag: _class_reader(cls, lenient, unknown_keys) for tag, cls in spec.tags.items()}

    def read_union(payload: object) -> Any:
        tag = payload.get(spec.tag) if type(payload) is dict else None
        return readers[tag](payload) if type(tag) is str and tag in readers else None

    return read_union


@cached
def _class_reader(
    cls: type[Record], lenient: bool, unknown_keys: UnknownKeys
) -> Callable[[object], Any]:
    return _ReaderSource(cls, lenient, unknown_keys).function()


@cached
def compiled_writer(cls: type[Record], camel: bool) -> Callable[[Any], dict[str, Any]]:
    """The function from an object of ``cls`` to its payload."""
    return _WriterSource(cls, camel).function()


class _Source:
    """Python source, and the values that its global names stand for."""

    def __init__(self, cls: type[Record]) -> None:
        self.cls = cls
        self.spec = spec_of(cls)
        self.globals: dict[str, Any] = {}
        self.name, lines = self.write()
        self.text = "\n".join(lines) + "\n"

    def write(self) -> tuple[str, Lines]:
        """The name of the function, and the lines of it and its helpers."""
        raise NotImplementedError

    def bind(self, name: str, value: object) -> str:
        """A global name for ``value``: the given one, or one like it if that is taken."""
        while self.globals.setdefault(name, value) is not value:
            name += "_"
        return name

    def function(self) -> Callable[..., Any]:
        exec(compile(self.text, f"<{self.name}>", "exec"), self.globals)
        function: Callable[..., Any] = self.globals[self.name]
        return function


def _indent(lines: Lines) -> Lines:
    return (f"    {line}" for line in lines)


class _ReaderSource(_Source):
    def __init__(self, cls: type[Record], lenient: bool, unknown_keys: UnknownKeys) -> None:
        self.lenient = lenient
        self.unknown_keys = unknown_keys
        super().__init__(cls)
        self.globals.update(
            UNSET=UNSET, EMPTY=EMPTY, INFINITY=inf, new=object.__new__, freeze=freeze
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
            yield from _indent(self._extras())
            yield f"    return ({name}_camel if camel else {name}_snake)(payload, extras)"
        for camel in (False, True):
            yield ""
            yield ""
            yield f"def {name}_{'camel' if camel else 'snake'}(payload, extras):"
            yield "    get = payload.get"
            yield f"    obj = new({self.bind(self.cls.__name__, self.cls)})"
            for field in self.spec.fields:
                yield from _indent(self._field(field, camel))
            yield f"    {self.bind(f'set_{EXTRAS}', self.spec.setters[EXTRAS])}(obj, extras)"
            yield "    return obj"

    def _extras(self) -> Lines:
        if self.unknown_keys == "drop":
            yield "for key in payload:"
            yield "    if type(key) is not str:"
            yield "        return None"
            yield "extras = EMPTY"
        else:
            yield "known = CAMEL if camel else SNAKE"
            yield "try:"
            yield "    extras = FrozenDict({k: v for k, v in payload.items() if k not in known})"
            yield "except NotJsonError:"
            yield "    return None"

    def _field(self, field: FieldSpec, camel: bool) -> Lines:
        key = field.key(camel)
        setter = self.bind(f"set_{field.name}", self.spec.setters[field.name])
        checks = self._checks(field.type, "value")
        nullable = field.nullable or self.lenient
        if field.required and not self.lenient:
            yield f"value = get({key!r}, UNSET)" if nullable else f"value = get({key!r})"
            if nullable:
                yield "if value is UNSET:"
                yield "    return None"
                yield "if value is not None:"
                checks = _indent(checks)
        else:
            yield f"value = get({key!r}, UNSET)"
            yield f"if value is not UNSET{' and value is not None' if nullable else ''}:"
            checks = _indent(checks)
        yield from checks
        yield f"{setter}(obj, value)"

    def _checks(self, spec: TypeSpec, name: str) -> Lines:
        """Lines that return ``None`` or leave in the variable ``name`` what was read."""
        if isinstance(spec, ScalarSpec):
            yield from _unless(self._scalar(spec, name))
        elif isinstance(spec, EnumSpec):
            cls = spec.cls
            members = self.bind(f"{cls.__name__}_members", dict(cls._value2member_map_))
            yield from _unless(f"type({name}) is str")
            if self.lenient:
                opened = f"{self.bind(cls.__name__, cls)}.open({name})"
                yield f"{name} = {members}.get({name}) or {opened}"
            else:
                yield f"{name} = {members}.get({name})"
                yield from _unless(f"{name} is not None")
        elif isinstance(spec, ConstSpec):
            equal = "" if self.lenient else f" and {name} == {spec.value!r}"
            yield from _unless(f"type({name}) is str{equal}")
        elif isinstance(spec, ArraySpec):
            yield from self._array(spec, name)
        elif isinstance(spec, (ObjectSpec, UnionSpec)):
            yield from self._object(spec, name)
        else:
            if not self.lenient:
                yield from _unless(f"type({name}) is dict")
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
        yield from _unless(
            " and ".join([f"type({name}) is list", *(rule.expression(name) for rule in rules)])
        )
        item = f"{name}_item"
        if isinstance(spec.items, ScalarSpec):
            yield f"for {item} in {name}:"
            yield from _indent(self._checks(spec.items, item))
            yield f"{name} = tuple({name})"
        else:
            yield f"{name}_items = []"
            yield f"for {item} in {name}:"
            yield from _indent(self._checks(spec.items, item))
            yield f"    {name}_items.append({item})"
            yield f"{name} = tuple({name}_items)"

    def _object(self, spec: ObjectSpec | UnionSpec, name: str) -> Lines:
        classes = (spec.cls,) if isinstance(spec, ObjectSpec) else spec.members
        read = compiled_reader(spec, self.lenient, self.unknown_keys)
        bound = self.bind("read_" + "_or_".join(cls.__name__ for cls in classes), read)
        yield f"{name} = {bound}({name})"
        yield from _unless(f"{name} is not None")


def _unless(condition: str) -> Lines:
    yield f"if not ({condition}):"
    yield "    return None"


class _WriterSource(_Source):
    def __init__(self, cls: type[Record], camel: bool) -> None:
        self.camel = camel
        super().__init__(cls)
        self.globals.update(UNSET=UNSET, EMPTY=EMPTY, thaw=thaw, write_value=write_value)

    def write(self) -> tuple[str, Lines]:
        name = f"write_{self.cls.__name__}_{'camel' if self.camel else 'snake'}"
        return name, self._module(name)

    def _module(self, name: str) -> Lines:
        yield f"def {name}(obj):"
        # None, a host's subclass, an unknown variant: anything that lenient reading may leave.
        yield f"    if type(obj) is not {self.bind(self.cls.__name__, self.cls)}:"
        yield f"        return write_value(obj, {self.camel})"
        yield "    payload = {}"
        for field in self.spec.fields:
            yield f"    value = obj.{field.name}"
            yield "    if value is not UNSET:"
            yield f"        payload[{field.key(self.camel)!r}] = {self._expression(field.type)}"
        yield f"    extras = obj.{EXTRAS}"
        yield "    if extras is not EMPTY:"
        yield "        payload.update(thaw(extras))"
        yield "    return payload"

    def _expression(self, spec: TypeSpec) -> str:
        """What is written of ``value``, whatever lenient reading has put there."""
        if isinstance(spec, (ScalarSpec, ConstSpec)):
            return "value"
        if isinstance(spec, EnumSpec):
            return "value if value is None else value._value_"
        if isinstance(spec, JsonObjectSpec):
            return "thaw(value)"
        if isinstance(spec, ObjectSpec):
            return f"{self._writer(spec.cls)}(value)"
        if isinstance(spec, ArraySpec):
            if isinstance(spec.items, ScalarSpec):
                return "value if value is None else list(value)"
            cls = _only_class(spec.items)
            if cls is not None:
                write = self._writer(cls)
                return f"value if value is None else [{write}(item) for item in value]"
        return f"write_value(value, {self.camel})"

    def _writer(self, cls: type[Record]) -> str:
        write = compiled_writer(cls, self.camel)
        return self.bind(write.__name__, write)


def _only_class(spec: TypeSpec) -> type[Record] | None:
    if isinstance(spec, ObjectSpec):
        return spec.cls
    if isinstance(spec, UnionSpec) and len(spec.members) == 1:
        return spec.members[0]
    return None
