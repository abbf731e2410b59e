"""Checks constructed and changed objects by the rules of the strict reader, on Python values.

Nested objects are instances of the model classes, arrays may be lists or tuples, and keys are
attribute names.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .describe import did_you_mean, type_name
from .errors import Path, path_text
from .frozendict import EMPTY, MAX_DEPTH, FrozenDict
from .reader import Reader
from .record import EXTRAS, Record
from .spec import EnumSpec, FieldSpec, MapSpec, ModelSpec, UnionSpec, spec_of
from .unions import tag_of
from .unset import UNSET


def check_construction(obj: Record) -> None:
    """Normalises the fields of a new object; raises ``ValidationError`` as strict reading does."""
    reader = Checker()
    checked = reader.checked(type(obj).__name__, lambda: reader.attributes(obj, ()))
    for name, value in checked.items():
        object.__setattr__(obj, name, value)


def replaced(obj: Record, changes: Mapping[str, Any]) -> Any:
    """Returns a copy of ``obj`` with these fields changed. Raises as ``evolve`` does."""
    reader = Checker()
    reader.recheck = False
    return reader.checked(type(obj).__name__, lambda: reader.replaced(obj, changes))


def checked_default(cls: type[Record], field: FieldSpec) -> Any:
    """Returns the normalised default of a host's field; raises ``TypeError`` if it is invalid."""
    reader = Checker()
    values = reader.values(ModelSpec(cls, (field,)), {field.name: field.absent}, ())
    for problem in reader.problems:
        wrong = "invalid default (a factory is not supported)"
        raise TypeError(f"{cls.__name__}{problem.path[1:]}: {wrong}: {problem.message}")
    return values[field.name]


class Checker(Reader):
    """Reads Python values."""

    arrays = (list, tuple)
    recheck = True
    """Whether to check values that reading produced: they may have been read leniently."""

    def _enum(self, spec: EnumSpec, value: object, path: Path, secret: bool) -> Any:
        if not self.recheck and isinstance(value, spec.cls):
            return value
        return super()._enum(spec, value, path, secret)

    def _map(self, spec: MapSpec, value: object, path: Path) -> Any:
        return super()._map(spec, dict(value) if isinstance(value, Mapping) else value, path)

    def _union(self, spec: UnionSpec, value: object, path: Path, camel: bool) -> Any:
        tag = tag_of(spec, value) if isinstance(value, FrozenDict) else None
        if not self.recheck and isinstance(tag, str) and tag not in spec.tags:
            return value
        return self._instance(spec.members, value, path)

    def _model(self, spec: ModelSpec, value: object, path: Path, camel: bool) -> Any:
        return self._instance((spec.cls,), value, path)

    def _instance(self, classes: tuple[type[Record], ...], value: object, path: Path) -> Any:
        if not isinstance(value, classes):
            names = " or ".join(cls.__name__ for cls in classes)
            cure = "; read a payload with structure" if isinstance(value, dict) else ""
            return self._problem(path, f"expected {names}, found {_found_in_python(value)}{cure}")
        if self.recheck:
            self.attributes(value, path)
        return value

    def attributes(self, obj: Record, path: Path) -> dict[str, Any]:
        spec = spec_of(type(obj))
        return self.values(spec, {name: getattr(obj, name) for name in spec.attributes}, path)

    def replaced(self, obj: Record, changes: Mapping[str, Any], path: Path = ()) -> Any:
        spec = spec_of(type(obj))
        for name in changes:
            if name not in spec.attributes:
                where = f"{path_text((path, name))}: " if path else ""
                hint = did_you_mean(name, spec.attributes)
                raise TypeError(f"{where}{type(obj).__name__} has no field {name!r}{hint}")
        checked = self.values(spec, changes, path)
        extras = checked.pop(EXTRAS, getattr(obj, EXTRAS))
        return spec.build({**spec.values_of(obj), **checked}, extras)

    def values(self, spec: ModelSpec, given: Mapping[str, Any], path: Path) -> dict[str, Any]:
        """Returns the checked and normalised values of ``given``, by name of the field."""
        checked: dict[str, Any] = {}
        for name, value in given.items():
            here, field = (path, name), spec.by_key.get(name)
            if field is None:
                checked[name] = self._given_extras(spec, value, here)
            elif value is UNSET and (field.required or field.absent is not UNSET):
                self._problem(here, "required, but missing")
            elif value is UNSET or (value is None and field.nullable):
                checked[name] = value
            else:
                checked[name] = self._value(field.type, value, here, False, field.secret)
        return checked

    def _given_extras(self, spec: ModelSpec, value: object, path: Path) -> Any:
        if not isinstance(value, Mapping):
            return self._problem(path, f"expected a mapping, found {_found_in_python(value)}")
        for key in value:
            if key in spec.by_key:
                self._problem((path, key), "a field of the class, not an unknown key")
        return self._json(dict(value), path, MAX_DEPTH + 1) if value else EMPTY


def _found_in_python(value: object) -> str:
    return "None" if value is None else f"a Python {type_name(type(value))}"
