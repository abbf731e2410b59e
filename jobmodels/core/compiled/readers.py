"""Compiles reading functions: straight-line code, one per class, case and options, on first use.

A function returns None if the payload is not plain: it has a problem, a key in the other case, or a
value that only the reader accepts (of a subclass of a JSON type, or 1.0 for an integer, say). The
caller then uses the reader, which defines the behaviour; the compiled functions must match it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import inf
from typing import Any

from .. import spec as specs
from ..constraints import Ge, Gt, Le
from ..frozendict import EMPTY, MAX_DEPTH, NotJsonError, freeze
from ..openenum import known_members
from ..options import UnknownKeys
from ..record import EXTRAS, cached
from ..unions import candidates, unknown_tag
from ..unset import UNSET
from .drafts import draft_of
from .source import Lines, Source, indent


def compiled_reader(
    spec: specs.ObjectSpec | specs.UnionSpec, unknown_keys: UnknownKeys, camel: bool
) -> Callable[..., Any]:
    """Returns a function that reads a plain payload in one case, and returns None for any other.
    For a union with a sibling, it accepts the sibling's value as a second argument."""
    if isinstance(spec, specs.ObjectSpec):
        return class_reader(specs.model_of(spec.cls, spec.relaxed), unknown_keys, camel)
    readers = {
        cls: class_reader(specs.model_of(cls, spec.relaxed), unknown_keys, camel)
        for cls in spec.members
    }
    if len(readers) == 1 and not spec.relaxed:  # the class checks its own tag
        return readers[spec.members[0]]
    key = specs.to_camel(spec.tag) if spec.tag and camel else spec.tag

    def read_member(payload: object, told: object = None) -> Any:
        if type(payload) is not dict:
            return None
        if key is not None:
            told = payload.get(key)
        member = spec.tags.get(told) if type(told) is str else None
        if member is None:
            if unknown_tag(spec, payload) is not None:
                return None
            member = candidates(spec, payload)[0]
        elif key is None and not payload.keys() <= specs.spec_of(member).by_key.keys():
            member = candidates(spec._replace(expected=member), payload)[0]
        return readers[member](payload)

    return read_member


@cached
def class_reader(
    spec: specs.ModelSpec, unknown_keys: UnknownKeys, camel: bool
) -> Callable[[object], Any]:
    return ReaderSource(spec, unknown_keys, camel).function()


class ReaderSource(Source):
    def __init__(self, spec: specs.ModelSpec, unknown_keys: UnknownKeys, camel: bool) -> None:
        self.unknown_keys = unknown_keys
        names = {"EMPTY": EMPTY, "INFINITY": inf, "NotJsonError": NotJsonError, "UNSET": UNSET}
        super().__init__("read", spec, camel, freeze=freeze, **names)

    def lines(self) -> Lines:
        yield f"def {self.name}(payload):"
        draft = draft_of(self.cls)
        if draft is None:  # only the reader creates objects of this host's class
            yield "    return None"
            return
        yield from indent(give_up_if("type(payload) is not dict"))
        yield "    get = payload.get"
        yield "    # The number of fields present; other keys are unknown or in the other case."
        yield f"    present = {len(self.spec.fields)}"
        yield f"    obj = {self.bind(f'{self.title}Draft', draft)}()"
        for field in self.spec.fields:
            yield from indent(self._field(field))
        yield "    if len(payload) == present:"
        yield f"        obj.{EXTRAS} = EMPTY"
        yield "    else:"
        yield from indent(indent(self._extras()))
        yield f"    obj.__class__ = {self.bind(f'class_{self.title}', self.cls)}"
        yield "    return obj"

    def _extras(self) -> Lines:
        if self.unknown_keys == "forbid":
            yield "return None"
            return
        keys = self.bind("KEYS", self.spec.by_key)
        yield f"extras = {{key: item for key, item in payload.items() if key not in {keys}}}"
        yield from give_up_if("len(payload) != present + len(extras)")  # a key in the other case
        yield from _frozen("extras", MAX_DEPTH + 1)  # each value may nest MAX_DEPTH levels
        yield f"obj.{EXTRAS} = {'EMPTY' if self.unknown_keys == 'drop' else 'extras'}"

    def _field(self, field: specs.FieldSpec) -> Lines:
        key = field.key(self.camel)
        required, nullable = field.required, field.nullable
        if isinstance(field.type, specs.UnionSpec) and field.type.sibling:
            yield f"sibling = get({self.spec.by_key[field.type.sibling].key(self.camel)!r})"
        if required and not nullable:
            # An absent key reads as None, which fails every check.
            yield f"value = get({key!r})"
            yield from self._steps(field.type, "value")
        else:
            yield f"value = get({key!r}, UNSET)"
            absent = ["return None"] if required else ["present -= 1"]
            if field.absent is not UNSET:
                absent.append(f"value = {self.bind('DEFAULT', field.absent)}")
            if isinstance(field.type, (specs.ScalarSpec, specs.ConstSpec)):
                # Test for a valid value first: this is the most common case.
                test = self._unlike(field.type, "value")
                yield f"if {test} and value is not None:" if nullable else f"if {test}:"
                yield "    if value is not UNSET:"
                yield "        return None"
                yield from indent(iter(absent))
            else:
                yield "if value is UNSET:"
                yield from indent(iter(absent))
                yield "elif value is not None:" if nullable else "else:"
                yield from indent(self._steps(field.type, "value"))
        yield f"obj.{field.name} = value"

    def _steps(self, spec: specs.TypeSpec, name: str) -> Lines:
        """Yields lines that set the variable ``name`` to the value read, or return ``None``."""
        if isinstance(spec, (specs.ScalarSpec, specs.ConstSpec)):
            yield from give_up_if(self._unlike(spec, name))
        elif isinstance(spec, specs.EnumSpec):
            yield from self._enum(spec, name)
        elif isinstance(spec, specs.ArraySpec):
            yield from self._array(spec, name)
        elif isinstance(spec, specs.MapSpec):
            if not spec.any_json:
                is_no_string = f" and type({name}) is not str" if spec.or_string else ""
                yield from give_up_if(f"type({name}) is not dict{is_no_string}")
            if spec.values is not None:
                yield f"for {name}_key, {name}_value in {name}.items():"
                yield from indent(self._steps(spec.keys, f"{name}_key"))
                yield from indent(self._steps(spec.values, f"{name}_value"))
            yield from _frozen(name)
        elif isinstance(spec, (specs.ObjectSpec, specs.UnionSpec)):
            if isinstance(spec, specs.UnionSpec) and spec.relaxed and len(spec.members) == 1:
                yield from give_up_if(self._unknown_variant(spec, name))
                spec = specs.ObjectSpec(spec.members[0], relaxed=True)
            read = compiled_reader(spec, self.unknown_keys, self.camel)
            told = ", sibling" if isinstance(spec, specs.UnionSpec) and spec.sibling else ""
            yield f"{name} = {self.bind(read.__name__, read)}({name}{told})"
            yield from give_up_if(f"{name} is None")
        else:
            raise specs.unknown_kind(spec)

    def _unknown_variant(self, spec: specs.UnionSpec, name: str) -> str:
        """Returns an expression that is false only for an object whose tag is known or absent."""
        key = specs.to_camel(spec.tag or "") if self.camel else spec.tag
        (constant,) = map(str, spec.tags)
        return f"type({name}) is not dict or {name}.get({key!r}, {constant!r}) != {constant!r}"

    def _enum(self, spec: specs.EnumSpec, name: str) -> Lines:
        cls = spec.cls
        member = self.bind(f"{cls.__name__}_member", known_members(cls).get)
        yield from give_up_if(f"type({name}) is not str")
        if spec.open:
            opened = self.bind(f"{cls.__name__}_open", cls.open)
            yield f"{name} = {member}({name}) or {opened}({name})"
        else:
            yield f"{name} = {member}({name})"
            yield from give_up_if(f"{name} is None")

    def _array(self, spec: specs.ArraySpec, name: str) -> Lines:
        yield from give_up_if(self._unlike(spec, name))
        changed = not isinstance(spec.items, specs.ScalarSpec)
        if changed:
            yield f"{name}_items = []"
        yield f"for {name}_item in {name}:"
        yield from indent(self._steps(spec.items, f"{name}_item"))
        if changed:
            yield f"    {name}_items.append({name}_item)"
        yield f"{name} = tuple({f'{name}_items' if changed else name})"

    def _unlike(self, spec: specs.ScalarSpec | specs.ConstSpec | specs.ArraySpec, name: str) -> str:
        """Returns an expression that is true for an invalid value, not counting items of arrays."""
        if isinstance(spec, specs.ConstSpec):
            rules = [f"type({name}) is str", f"{name} == {spec.value!r}"]
        elif isinstance(spec, specs.ScalarSpec) and spec.kind == "number":
            is_number = f"(type({name}) is float or type({name}) is int)"
            rules = [is_number, *_in_range(spec.constraints, name)]
        else:
            kind = specs.EXACT_TYPES[spec.kind] if isinstance(spec, specs.ScalarSpec) else list
            rules = [f"type({name}) is {kind.__name__}"]
            rules += [rule.expression(name) for rule in spec.constraints]
        return f"not ({' and '.join(rules)})"


def _in_range(rules: Iterable[Any], name: str) -> Lines:
    """Yields expressions that are true for a finite number that satisfies the rules."""
    kinds = {*map(type, rules)}
    if kinds.isdisjoint((Ge, Gt)):
        yield f"-INFINITY < {name}"
    if Le not in kinds:
        yield f"{name} < INFINITY"
    for rule in rules:
        # Comparing a float with an integer is slow. A host's subclass may compare in another way.
        if type(rule) in (Ge, Gt, Le) and float(rule.bound) == rule.bound:
            rule = type(rule)(float(rule.bound))
        yield rule.expression(name)


def give_up_if(condition: str) -> Lines:
    yield f"if {condition}:"
    yield "    return None"


def _frozen(name: str, room: int = MAX_DEPTH) -> Lines:
    yield "try:"
    yield f"    {name} = freeze({name}, {room})"
    yield "except NotJsonError:"
    yield "    return None"
