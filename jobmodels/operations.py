"""Operations on objects of any model, read strictly or leniently. Each returns a new object."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar, cast

from .core.constraints import Constraint, lengths_of
from .core.construction import Checker, replaced
from .core.describe import describe_type, did_you_mean, not_ours, quote
from .core.errors import Path
from .core.frozendict import MAX_DEPTH, FrozenDict, has_text
from .core.record import EXTRAS, Record
from .core.redaction import MASK, is_secret_name
from .core.spec import FieldSpec, MapSpec, ScalarSpec, TypeSpec, innermost, spec_of
from .core.unset import UNSET

R = TypeVar("R", bound=Record)
J = TypeVar("J", bound=Record | FrozenDict)
Changes = Sequence[tuple[list[str], Any]]


def evolve(obj: R, /, **changes: Any) -> R:
    """Returns a copy of ``obj`` with some fields changed; ``UNSET`` removes an optional field.

    ``changes`` are values of fields by name, or by dotted path for fields of inner objects and
    items of arrays, as in ``fixtures.example``:
    ``evolve(job, **{"hyperparameters.training_steps": 10, "training_files.0": "..."})``. An inner
    object has to be present. Of several values at one path, the last one applies.

    Changed values are checked as on construction, except values that reading produced: an object,
    an open member of an enum, an unknown variant of a union. Other fields are not checked, so
    objects that were read leniently can be changed and nested. Raises ``ValidationError`` for an
    invalid value, an invalid path or the removal of a required field, ``TypeError`` for an unknown
    field.
    """
    spec_of(type(obj))  # raises TypeError for any other object
    if all(map(str.isidentifier, changes)):
        return cast(R, replaced(obj, changes))
    changer = Changer()
    steps = [(steps_of(path), value) for path, value in changes.items()]
    return cast(R, changer.checked(type(obj).__name__, lambda: changer.put(obj, steps)))


def steps_of(path: str) -> list[str]:
    """Returns the keys and indices of a path, dotted or in the form of a problem's path."""
    return re.sub(r"\[(\d+)\]", r".\1", path.removeprefix("$.")).split(".")


class Changer(Checker):
    """Puts values at paths, and collects the problems."""

    recheck = False

    def put(self, value: Any, changes: Changes, path: Path = ()) -> Any:
        """Returns a copy of an object, a mapping or an array with a value at each path's steps."""
        inner: dict[str, Any] = {}
        for steps, new in changes:
            if steps:
                inner.setdefault(steps[0], []).append((steps[1:], new))
            else:
                value, inner = new, {}
        if not inner:
            return value
        if value is UNSET and any(not steps for steps, _ in changes):
            value = {}  # removed, and then begun again

        def below(key: Any, item: Any, step: str) -> Any:
            return self.put(item, inner[step], (path, key))

        if isinstance(value, Record):
            given = {name: below(name, getattr(value, name, UNSET), name) for name in inner}
            return self.replaced(value, given, path)
        if isinstance(value, Mapping):
            is_free = isinstance(value, FrozenDict)
            changed = dict(value)
            for step in inner:
                # Almost every field is present, so a key similar to a present one is a misspelling.
                hint = "" if is_free or step in value else did_you_mean(step, value)
                if hint:
                    self._problem((path, step), f"unknown key{hint}")
                else:
                    is_object = any(steps for steps, _ in inner[step])
                    changed[step] = below(step, value.get(step, {} if is_object else UNSET), step)
            changed = {key: item for key, item in changed.items() if item is not UNSET}
            return self._json(changed, path, MAX_DEPTH + 1) if is_free else changed
        if not isinstance(value, (list, tuple)):
            found = "an absent value" if value is UNSET else describe_type(value)
            self._problem(path, f"expected an object or an array, found {found}")
            return value
        items = [*value]
        for step in inner:
            if step.isascii() and step.isdigit() and len(step) < 10 and int(step) < len(items):
                items[int(step)] = below(int(step), items[int(step)], step)
            else:
                message = f"expected an index below {len(items)}, found {quote(step)}"
                self._problem(path, message)
        return [item for item in items if item is not UNSET]


def fill_defaults(obj: J) -> J:
    """Returns a copy of ``obj`` in which absent fields have the documented default of the API.

    Nested objects are filled as well. Fields without a documented default stay absent, and null
    stays null. Raises ``TypeError`` for anything but an object of this package's classes.
    """

    def filled(field: FieldSpec, value: Any) -> Any:
        return field.default if value is UNSET else value

    return _mapped(obj, filled, lambda mapping, _: mapping)


def redact(obj: J) -> J:
    """Returns a copy of ``obj`` with a mask in place of every secret.

    Secrets are the values of fields marked as secret in the schema and, among unknown keys and in
    free-form data, of every key that is named like a secret, if they are or contain a text. Such a
    name ends in ``key``, ``token``, ``secret``, ``password`` or a similar word, in the singular or
    plural, in any case, with any separators and digits. The mask satisfies the schema, so a valid
    object stays valid. Raises ``TypeError`` for anything but an object of this package's classes.
    """
    return _mapped(obj, _mask_field, lambda *mapping: FrozenDict(_mask_named(*mapping)))


def _mapped(
    obj: J,
    on_field: Callable[[FieldSpec, Any], Any],
    on_mapping: Callable[[FrozenDict, TypeSpec | None], FrozenDict],
) -> J:
    """Returns a copy of ``obj`` with fields and mappings replaced, at any depth."""

    def mapped(value: Any, spec: TypeSpec | None = None) -> Any:
        if isinstance(value, tuple):
            return tuple([mapped(item) for item in value])
        if isinstance(value, FrozenDict):
            return on_mapping(value, spec)
        if not isinstance(value, Record):
            return value
        model = spec_of(type(value))
        values = {
            field.name: mapped(on_field(field, getattr(value, field.name)), field.type)
            for field in model.fields
        }
        return model.build(values, on_mapping(getattr(value, EXTRAS), None))

    if not isinstance(obj, (Record, FrozenDict)):
        raise not_ours(type(obj))
    return cast(J, mapped(obj))


def _mask_field(field: FieldSpec, value: Any) -> Any:
    """Returns the mask for a secret of the schema: a string, or an array of strings."""
    if field.secret and isinstance(value, tuple):
        return tuple([_mask_field(field, item) for item in value])
    if field.secret and isinstance(value, str):
        return mask_of(cast(ScalarSpec, innermost(field.type)).constraints)
    return value  # absent or null


def mask_of(rules: Iterable[Constraint]) -> str:
    """Returns a mask of a length within the rules, so that it satisfies the schema."""
    least, most = lengths_of(rules)
    return MASK.ljust(least, "*")[:most]


def _mask_named(value: Any, spec: TypeSpec | None = None) -> Any:
    """Returns a copy of free-form data, or of a map, with a mask in place of each secret."""
    if isinstance(value, FrozenDict):
        values = spec.values if isinstance(spec, MapSpec) else None
        mask = mask_of(values.constraints if values else ())
        return {
            key: mask if is_secret_name(key) and has_text(item) else _mask_named(item)
            for key, item in value.items()
        }
    return tuple([_mask_named(item) for item in value]) if isinstance(value, tuple) else value
