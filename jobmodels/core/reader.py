"""Reads a payload into an object or a list of problems, and so defines the behaviour of reading.

The reader continues after a problem. It does not import any model, and does not read JSON text.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from math import isfinite
from typing import Any, NoReturn, cast

from .describe import cure_of, describe_type, describe_value, did_you_mean, key_problem
from .errors import MAX_PROBLEMS, Path, Problem, ValidationError, at_most, path_text
from .frozendict import EMPTY, MAX_DEPTH, FrozenDict, NotJsonError, freeze, json_problems, thaw
from .openenum import known_members
from .options import UnknownKeys
from .redaction import is_secret_name
from .roots import ContainerSpec, RootSpec
from .spec import (
    ArraySpec,
    ConstSpec,
    EnumSpec,
    MapSpec,
    ModelSpec,
    ObjectSpec,
    ScalarSpec,
    TypeSpec,
    UnionSpec,
    exact_type_of,
    model_of,
    unknown_kind,
)
from .unions import candidates, is_camel, resolve_sibling, unknown_tag
from .unset import UNSET, UnsetType


class TooManyProblemsError(Exception):
    """Raised after more than ``MAX_PROBLEMS`` problems, to stop the reading."""


class Reader:
    """One reading: its options, and the problems found so far."""

    arrays: tuple[type[Any], ...] = (list,)
    """The types that count as an array."""

    def __init__(self, unknown_keys: UnknownKeys = "keep", engine: Any = None) -> None:
        self.unknown_keys = unknown_keys
        self.engine = engine
        """The compiled functions, which read nested objects without problems; None if unused."""
        self.problems: list[Problem] = []
        # The search for a similar word is slow, so only the first 50 problems get a suggestion.
        self.suggestions_left = 50

    def read(self, spec: RootSpec, payload: object, subject: str) -> Any:
        return self.checked(subject, lambda: self._root(spec, payload, ()))

    def checked(self, subject: str, read: Callable[[], Any]) -> Any:
        """Returns the result of ``read``. Raises ``ValidationError`` if it found any problem."""
        try:
            value = read()
        except TooManyProblemsError:
            value = None
        if self.problems:
            raise ValidationError(subject, at_most(self.problems))
        return value

    def _problem(self, path: Path, message: str) -> UnsetType:
        """Reports a problem, and returns the result of reading a value that has one."""
        self.problems.append(Problem(path_text(path), message))
        if len(self.problems) > MAX_PROBLEMS:
            raise TooManyProblemsError
        return UNSET

    def _add(self, problems: Iterable[Problem]) -> UnsetType:
        self.problems += at_most(problems)
        if len(self.problems) > MAX_PROBLEMS:
            raise TooManyProblemsError
        return UNSET

    def _suggestion(self, word: object, others: Collection[str], *hint: str) -> str:
        if not others or self.suggestions_left == 0:
            return ""
        self.suggestions_left -= 1
        return did_you_mean(word, others, *hint)

    # The methods below return the value read, or UNSET after a problem.

    def _root(self, spec: RootSpec, value: Any, path: Path, secret: bool = False) -> Any:
        """Reads the payload, or an item of its containers."""
        if type(value) is FrozenDict:
            value = thaw(value)
        if not isinstance(spec, ContainerSpec):
            return self._value(spec, value, path, False, secret)
        if spec.kind is None:
            return None if value is None else self._root(spec.items, value, path, secret)
        if spec.kind is not dict:
            if not isinstance(value, list):
                return self._unlike("an array", value, path)
            items = enumerate(value)
            return spec.kind([self._root(spec.items, it, (path, at), secret) for at, it in items])
        if not isinstance(value, dict):
            return self._unlike("an object", value, path)
        result = {}
        for key, item in value.items():
            if isinstance(key, str):
                hides = secret or is_secret_name(key)
                result[str.__str__(key)] = self._root(spec.items, item, (path, key), hides)
            else:
                self._problem(path, key_problem(key))
        return result

    def _value(self, spec: TypeSpec, value: object, path: Path, camel: bool, secret: bool) -> Any:
        if type(spec) is ScalarSpec:
            return self._scalar(spec, value, path, secret)
        if type(spec) is EnumSpec:
            return self._enum(spec, value, path, secret)
        if type(spec) is ConstSpec:
            return self._const(spec, value, path)
        if type(spec) is ArraySpec:
            return self._array(spec, value, path, camel, secret)
        if type(spec) is ObjectSpec:
            return self._object(spec, value, path, camel)
        if type(spec) is UnionSpec:
            return self._union(spec, value, path, camel)
        if type(spec) is MapSpec:
            return self._map(spec, value, path)
        raise unknown_kind(cast("NoReturn", spec))

    def _scalar(self, spec: ScalarSpec, value: Any, path: Path, secret: bool) -> Any:
        if is_json_type(spec.kind, value):
            value = freeze(value)
            if all(rule.holds(value) for rule in spec.constraints):
                return value
            shown = f"{len(value)} characters" if spec.kind == "string" else describe_value(value)
        else:
            shown = describe_type(value) if secret else describe_value(value)
        return self._problem(path, f"expected {describe_spec(spec)}, found {shown}")

    def _enum(self, spec: EnumSpec, value: object, path: Path, secret: bool) -> Any:
        if isinstance(value, str):
            member = known_members(spec.cls).get(str.__str__(value))
            if member is not None:
                return member
            if spec.open:
                return spec.cls.open(value)
        return self._not_one_of(() if spec.open else known_members(spec.cls), value, path, secret)

    def _not_one_of(
        self, values: Collection[str], value: object, path: Path, secret: bool = False
    ) -> UnsetType:
        """Reports a value that is not one of the strings; without ``values``, not any string."""
        quoted = [repr(str(name)) for name in values] or ["a string"]
        choice = quoted[0] if len(quoted) == 1 else f"one of {', '.join(quoted)}"
        hint = "" if secret else self._suggestion(value, values)
        shown = describe_type(value) if secret else describe_value(value, show_text=True)
        return self._problem(path, f"expected {choice}, found {shown}{hint}")

    def _const(self, spec: ConstSpec, value: object, path: Path) -> Any:
        if isinstance(value, str) and value == spec.value:
            return str.__str__(value)
        shown = describe_value(value, show_text=True)
        return self._problem(path, f"expected {spec.value!r}, found {shown}")

    def _array(self, spec: ArraySpec, value: Any, path: Path, camel: bool, secret: bool) -> Any:
        if not isinstance(value, self.arrays):
            return self._unlike(describe_spec(spec), value, path)
        if spec.constraints and not all(rule.holds(value) for rule in spec.constraints):
            self._problem(path, f"expected {describe_spec(spec)}, found {len(value)} items")
        kind = spec.items
        if type(kind) is ScalarSpec and {*map(type, value)} == {exact_type_of(kind)}:
            return tuple(value)
        items = enumerate(value)
        return tuple([self._value(kind, it, (path, at), camel, secret) for at, it in items])

    def _map(self, spec: MapSpec, value: Any, path: Path) -> Any:
        if not (spec.any_json or isinstance(value, (dict, str) if spec.or_string else dict)):
            wanted = "a string or an object" if spec.or_string else "an object"
            return self._unlike(wanted, value, path)
        if spec.values is None:
            return self._json(value, path)
        for key, item in value.items():
            if not isinstance(key, str):
                self._problem(path, key_problem(key))
                continue
            if not all(rule.holds(key) for rule in spec.keys.constraints):
                wanted = describe_spec(spec.keys).replace("string", "key")
                self._problem((path, key), f"expected {wanted}, found {len(key)} characters")
            self._scalar(spec.values, item, (path, key), is_secret_name(key))
        return UNSET if self.problems else freeze(value)

    def _unlike(self, wanted: str, value: object, path: Path) -> UnsetType:
        is_json = isinstance(value, str) and value.lstrip()[:1] in ("{", "[")
        cure = cure_of(value)
        if not path and (is_json or isinstance(value, (bytes, bytearray))):
            cure = "; pass JSON text to loads"
        return self._problem(path, f"expected {wanted}, found {describe_type(value)}{cure}")

    def _json(self, value: object, path: Path, room: int = MAX_DEPTH) -> Any:
        try:
            return freeze(value, room)
        except NotJsonError:
            return self._add(json_problems(value, path, room))

    def _object(self, spec: ObjectSpec, value: object, path: Path, camel: bool) -> Any:
        model = model_of(spec.cls, spec.relaxed)
        if spec.relaxed and spec.shorthand is not None and isinstance(value, str):
            return model.build({spec.shorthand: str.__str__(value)})
        return self._model(model, value, path, camel)

    def _union(self, spec: UnionSpec, value: object, path: Path, camel: bool) -> Any:
        if not isinstance(value, dict):
            return self._unlike("an object", value, path)
        unknown = unknown_tag(spec, value)
        if unknown is not None:
            key, known = unknown
            if spec.relaxed and isinstance(value[key], str):
                return self._json(value, path)
            if len(spec.members) > 1 and not (spec.relaxed and value[key] is None):
                values = () if spec.relaxed else known
                return self._not_one_of(values, value[key], (path, key))
        return self._first_that_reads(spec, value, path, camel)

    def _first_that_reads(self, spec: UnionSpec, value: Any, path: Path, camel: bool) -> Any:
        """Returns the first object without a problem, or reports those of the likeliest class."""
        before = self.problems
        reported: list[Problem] = []
        classes = candidates(spec, value)
        for cls in classes:
            self.problems = []
            try:
                obj = self._model(model_of(cls, spec.relaxed), value, path, camel)
            except TooManyProblemsError:
                obj = UNSET
            of_this, self.problems = self.problems, before
            if not of_this:
                return obj
            if cls is (spec.expected or classes[0]):
                reported = of_this
        return self._add(reported)

    def _model(self, spec: ModelSpec, value: object, path: Path, camel: bool) -> Any:
        if not isinstance(value, dict):
            return self._unlike("an object", value, path)
        camel = is_camel(spec, value, camel)
        if path and self.engine:  # the whole payload has already been rejected
            obj = self.engine.class_reader(spec, self.unknown_keys, camel)(value)
            if obj is not None:
                return obj
        values: dict[str, Any] = {}
        extras: dict[str, Any] = {}
        field_of = spec.by_key.get
        for key, item in value.items():
            field = field_of(key)
            if field is None:
                if isinstance(key, str):
                    extras[str.__str__(key)] = item
                else:
                    self._problem(path, key_problem(key))
                continue
            name = field.name
            if name in values:
                if not (spec.null_twins and None in (item, values[name])):
                    other = name if key == field.camel else field.camel
                    message = f"duplicate of {other!r}: both keys are the same field"
                    self._problem((path, key), message)
                    continue
                if item is None:
                    continue
            if type(item) is field.exact_type or (item is None and field.nullable):
                values[name] = item
            else:
                if type(field.type) is UnionSpec:
                    field = resolve_sibling(field, value)
                values[name] = self._value(field.type, item, (path, key), camel, field.secret)
        for field in spec.required:
            if field.name not in values:
                key = field.key(camel)
                hint = self._suggestion(key, [*extras][:50], "; found the similar key {!r}")
                self._problem((path, key), "required, but missing" + hint)
        kept = EMPTY
        if extras and self.unknown_keys == "forbid":
            absent = [field.key(camel) for field in spec.fields if field.name not in values]
            for key in extras:
                hint = self._suggestion(key, absent)
                self._problem((path, key), "unknown key" + hint)
        elif extras:
            kept = self._json(extras, path, MAX_DEPTH + 1)  # each value may nest MAX_DEPTH levels
        if self.problems:
            return UNSET
        return spec.build(values, EMPTY if self.unknown_keys == "drop" else kept)


def is_json_type(kind: str, value: object) -> bool:
    """Returns whether ``value`` has the JSON type ``kind``: 1.0 is an integer, True is not."""
    if kind == "string":
        return isinstance(value, str)
    if kind == "boolean" or isinstance(value, bool):
        return kind == "boolean" and isinstance(value, bool)
    if isinstance(value, float):
        return isfinite(value) and (kind == "number" or float(value).is_integer())
    return isinstance(value, int)


def describe_spec(spec: ScalarSpec | ArraySpec) -> str:
    """Describes the expected value, such as ``an integer at least 1``."""
    kind, unit = ("array", "item") if isinstance(spec, ArraySpec) else (spec.kind, "character")
    noun = f"an {kind}" if kind in ("array", "integer") else f"a {kind}"
    rules = " and ".join([rule.phrase(unit) for rule in spec.constraints])
    return f"{noun} {rules}" if rules else noun
