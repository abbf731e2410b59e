"""From a payload to an object, or to every problem: the meaning of reading.

The reader walks a payload along the field specs and never stops at the first problem. It is the
definition that the compiled functions unroll: they hand over to it whatever is not plain. The
same rules, on Python values instead of JSON, check what is constructed by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import isfinite
from typing import Any, Literal, cast

from .describe import found, found_type, quote
from .errors import Problem, ValidationError, join_index, join_key
from .frozendict import (
    EMPTY,
    FrozenDict,
    NotJsonError,
    freeze,
    json_problems,
    key_problem,
    plain_scalar,
)
from .hints import did_you_mean
from .spec import (
    EXTRAS,
    ArraySpec,
    ConstSpec,
    EnumSpec,
    FieldSpec,
    ModelSpec,
    ObjectSpec,
    Record,
    ScalarSpec,
    TypeSpec,
    UnionSpec,
    spec_of,
)
from .unset import UNSET

__all__ = ["Reader", "UnknownKeys", "check_changes", "check_construction"]

UnknownKeys = Literal["keep", "drop", "forbid"]
"""What reading does with a key that the schema does not name."""

_NOUNS = {
    "string": "a string",
    "integer": "an integer",
    "number": "a number",
    "boolean": "a boolean",
}


class Reader:
    """One reading: its options, and the problems it has met so far."""

    __slots__ = ("construction", "lenient", "problems", "unknown_keys")

    def __init__(
        self,
        *,
        lenient: bool = False,
        unknown_keys: UnknownKeys = "keep",
        construction: bool = False,
    ) -> None:
        self.lenient = lenient
        self.unknown_keys = unknown_keys
        self.construction = construction
        self.problems: list[Problem] = []

    def read(self, spec: TypeSpec, payload: object, subject: str) -> Any:
        """The object that ``payload`` is; ``ValidationError`` if there is any problem."""
        value = self._value(spec, payload, "$", camel=False, secret=False)
        self.raise_problems(subject)
        return value

    def raise_problems(self, subject: str) -> None:
        if self.problems:
            raise ValidationError(subject, self.problems)

    def _problem(self, path: str, message: str) -> None:
        self.problems.append(Problem(path, message))

    # The methods below return the value read, or UNSET where there was a problem.

    def field(self, field: FieldSpec, value: object, path: str, camel: bool) -> Any:
        """The value of one field that is there."""
        if value is None and (field.nullable or self.lenient):
            return None
        return self._value(field.type, value, path, camel, field.secret)

    def _value(self, spec: TypeSpec, value: object, path: str, camel: bool, secret: bool) -> Any:
        if isinstance(spec, ScalarSpec):
            return self._scalar(spec, value, path, secret)
        if isinstance(spec, EnumSpec):
            return self._enum(spec, value, path)
        if isinstance(spec, ConstSpec):
            return self._const(spec, value, path)
        if isinstance(spec, ArraySpec):
            return self._array(spec, value, path, camel, secret)
        if isinstance(spec, ObjectSpec):
            return self._object(spec, value, path, camel)
        if isinstance(spec, UnionSpec):
            return self._union(spec, value, path, camel)
        return self._json_object(value, path)

    def _scalar(self, spec: ScalarSpec, value: Any, path: str, secret: bool) -> Any:
        if not _is_kind(spec.kind, value):
            shown = found_type(value) if secret else found(value)
            self._problem(path, f"expected {_wanted(spec)}, found {shown}")
            return UNSET
        if type(value) not in (str, int, float, bool):
            value = plain_scalar(value)
        if not self.lenient and not all(rule.holds(value) for rule in spec.constraints):
            shown = f"{len(value)} characters" if spec.kind == "string" else found(value)
            self._problem(path, f"expected {_wanted(spec)}, found {shown}")
            return UNSET
        return value

    def _enum(self, spec: EnumSpec, value: object, path: str) -> Any:
        if isinstance(value, str):
            member = spec.cls.open(str.__str__(value))
            if member.is_known or self.lenient:
                return member
        values = [member.value for member in spec.cls]
        self._problem(
            path,
            f"expected {_one_of(values)}, found {found(value, show_text=True)}"
            + did_you_mean(value, values),
        )
        return UNSET

    def _const(self, spec: ConstSpec, value: object, path: str) -> Any:
        if isinstance(value, str) and (value == spec.value or self.lenient):
            return str.__str__(value)
        self._problem(path, f"expected {spec.value!r}, found {found(value, show_text=True)}")
        return UNSET

    def _array(self, spec: ArraySpec, value: object, path: str, camel: bool, secret: bool) -> Any:
        kinds = (list, tuple) if self.construction else list
        if not isinstance(value, kinds):
            self._problem(path, f"expected {_wanted(spec)}, found {found_type(value)}")
            return UNSET
        items = cast("list[object] | tuple[object, ...]", value)
        if not self.lenient and not all(rule.holds(items) for rule in spec.constraints):
            self._problem(path, f"expected {_wanted(spec)}, found {len(items)} items")
        return tuple(
            [
                self._value(spec.items, item, join_index(path, index), camel, secret)
                for index, item in enumerate(items)
            ]
        )

    def _json_object(self, value: object, path: str) -> Any:
        is_object = isinstance(value, (dict, Mapping) if self.construction else (dict, FrozenDict))
        if not is_object and not self.lenient:
            self._problem(path, f"expected an object, found {found_type(value)}")
            return UNSET
        return self._json(value, path)

    def _json(self, value: object, path: str) -> Any:
        if self.construction and isinstance(value, Mapping):
            value = dict(value)
        try:
            return freeze(value)
        except NotJsonError:
            self.problems.extend(json_problems(value, path))
            return UNSET

    def _object(self, spec: ObjectSpec, value: object, path: str, camel: bool) -> Any:
        if self.lenient and spec.shorthand is not None and isinstance(value, str):
            return spec_of(spec.cls).build({spec.shorthand: str.__str__(value)})
        return self._model(spec.cls, value, path, camel)

    def _union(self, spec: UnionSpec, value: object, path: str, camel: bool) -> Any:
        if self.construction:
            return self._instance(spec.members, value, path)
        if not isinstance(value, dict):
            self._problem(path, f"expected an object, found {found_type(value)}")
            return UNSET
        tag = _tag(spec, value)
        if isinstance(tag, str) and tag not in spec.tags:
            if self.lenient:
                return self._json(value, path)
            if len(spec.members) > 1:
                self._problem(
                    join_key(path, cast(str, spec.tag)),
                    f"expected {_one_of(spec.tags)}, found {quote(tag)}"
                    + did_you_mean(tag, spec.tags),
                )
                return UNSET
        return self._model(choose_member(spec, value), value, path, camel)

    def _model(self, cls: type[Record], value: object, path: str, camel: bool) -> Any:
        if self.construction:
            return self._instance((cls,), value, path)
        if not isinstance(value, dict):
            self._problem(path, f"expected an object, found {found_type(value)}")
            return UNSET
        spec = spec_of(cls)
        camel = _spelling(spec, value, camel)
        values: dict[str, Any] = {}
        extras: dict[str, object] = {}
        for key, item in value.items():
            field = spec.by_key.get(key)
            if field is None:
                if isinstance(key, str):
                    extras[str.__str__(key)] = item
                else:
                    self._problem(path, key_problem(key))
            elif field.name in values:
                other = field.name if key == field.camel else field.camel
                self._problem(join_key(path, key), f"also there as {other!r}: one field, two keys")
            else:
                values[field.name] = self.field(field, item, join_key(path, key), camel)
        if not self.lenient:
            for field in spec.fields:
                if field.required and field.name not in values:
                    self._problem(join_key(path, field.key(camel)), "required, but missing")
        return spec.build(values, self._extras(spec, extras, path, camel))

    def _extras(
        self, spec: ModelSpec, extras: dict[str, object], path: str, camel: bool
    ) -> FrozenDict:
        if not extras or self.unknown_keys == "drop":
            return EMPTY
        if self.unknown_keys == "forbid":
            names = [field.key(camel) for field in spec.fields]
            for key in extras:
                self._problem(join_key(path, key), "unknown key" + did_you_mean(key, names))
            return EMPTY
        try:
            return FrozenDict(extras)
        except NotJsonError:
            for key, item in extras.items():
                self.problems.extend(json_problems(item, join_key(path, key)))
            return EMPTY

    # Construction: objects of our classes instead of JSON objects.

    def _instance(self, classes: tuple[type[Record], ...], value: object, path: str) -> Any:
        if not isinstance(value, classes):
            names = " or ".join(cls.__name__ for cls in classes)
            self._problem(path, f"expected {names}, found {_found_in_python(value)}")
            return UNSET
        # It was checked when it was made, unless it was read leniently.
        self.attributes(value, path)
        return value

    def attributes(self, obj: Record, path: str) -> dict[str, Any]:
        """The checked and normalised values of all fields of ``obj``."""
        spec = spec_of(type(obj))
        current = {field.name: getattr(obj, field.name) for field in spec.fields}
        return self.values(spec, {**current, EXTRAS: getattr(obj, EXTRAS)}, path)

    def values(self, spec: ModelSpec, given: Mapping[str, Any], path: str) -> dict[str, Any]:
        """The checked and normalised values among ``given``, which are fields of ``spec``."""
        checked: dict[str, Any] = {}
        for name, value in given.items():
            here = join_key(path, name)
            if name == EXTRAS:
                checked[name] = self._given_extras(spec, value, here)
            elif value is not UNSET:
                checked[name] = self.field(spec.by_key[name], value, here, camel=False)
            elif spec.by_key[name].required:
                self._problem(here, "required, but missing")
            else:
                checked[name] = UNSET
        return checked

    def _given_extras(self, spec: ModelSpec, value: object, path: str) -> FrozenDict:
        if not isinstance(value, Mapping):
            self._problem(path, f"expected a mapping, found {_found_in_python(value)}")
            return EMPTY
        for key in value:
            if key in spec.by_key:
                self._problem(join_key(path, key), "a field of its own, not an unknown key")
        try:
            return FrozenDict(value) if value else EMPTY
        except NotJsonError:
            self.problems.extend(json_problems(dict(value), path))
            return EMPTY


def choose_member(spec: UnionSpec, payload: Mapping[Any, Any]) -> type[Record]:
    """The member that ``payload`` is: by its tag, else by which fields are there."""
    tag = _tag(spec, payload)
    if isinstance(tag, str) and tag in spec.tags:
        return spec.tags[tag]
    return best_match(spec.members, payload)


def best_match(classes: Iterable[type[Record]], payload: Mapping[Any, Any]) -> type[Record]:
    """The class whose required fields are all there, else the one with most fields there."""

    def fitness(cls: type[Record]) -> tuple[bool, int]:
        spec = spec_of(cls)
        there = {spec.by_key[key].name for key in payload if key in spec.by_key}
        complete = all(field.name in there for field in spec.fields if field.required)
        return complete, len(there)

    return max(classes, key=fitness)


def _tag(spec: UnionSpec, payload: Mapping[Any, Any]) -> object:
    if spec.tag is None:
        return UNSET
    field = spec_of(spec.members[0]).by_key[spec.tag]
    return payload.get(field.name, payload.get(field.camel, UNSET))


def _spelling(spec: ModelSpec, payload: Mapping[Any, Any], otherwise: bool) -> bool:
    """Whether the object shows camelCase: by its first key that has two spellings."""
    for key in payload:
        field = spec.by_key.get(key)
        if field is not None and field.name != field.camel:
            return bool(key == field.camel)
    return otherwise


def _is_kind(kind: str, value: object) -> bool:
    if kind == "string":
        return isinstance(value, str)
    if kind == "boolean":
        return isinstance(value, bool)
    if isinstance(value, bool):
        return False
    if isinstance(value, int):
        return True
    if not isinstance(value, float) or not isfinite(value):
        return False
    return kind == "number" or float(value).is_integer()


def _wanted(spec: ScalarSpec | ArraySpec) -> str:
    is_array = isinstance(spec, ArraySpec)
    unit = "items" if is_array else "characters"
    noun = "an array" if isinstance(spec, ArraySpec) else _NOUNS[spec.kind]
    rules = " and ".join(rule.phrase(unit) for rule in spec.constraints)
    return f"{noun} {rules}" if rules else noun


def _one_of(values: Iterable[str]) -> str:
    return " or ".join(repr(str(value)) for value in values)


def _found_in_python(value: object) -> str:
    return "None" if value is None else f"a Python {type(value).__name__}"


def check_construction(obj: Record) -> None:
    """Checks a new object as strict reading does, and writes the normalised values into it."""
    reader = Reader(construction=True)
    checked = reader.attributes(obj, "$")
    reader.raise_problems(type(obj).__name__)
    setters = spec_of(type(obj)).setters
    for name, value in checked.items():
        setters[name](obj, value)


def check_changes(obj: Record, changes: Mapping[str, object]) -> dict[str, Any]:
    """The checked and normalised values of the fields that ``changes`` names."""
    reader = Reader(construction=True)
    checked = reader.values(spec_of(type(obj)), changes, "$")
    reader.raise_problems(type(obj).__name__)
    return checked
