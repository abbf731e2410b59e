"""Operations on objects of any model: fill in defaults, mask secrets.

Each returns a new object and accepts every object that strict or lenient reading can produce.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar, cast

from .core.constraints import Constraint, lengths_of
from .core.describe import not_ours
from .core.frozendict import FrozenDict, has_text
from .core.record import EXTRAS, Record
from .core.redaction import MASK, is_secret_name
from .core.spec import ArraySpec, FieldSpec, MapSpec, ScalarSpec, TypeSpec, spec_of
from .core.unset import UNSET

J = TypeVar("J", bound=Record | FrozenDict)


def fill_defaults(obj: J) -> J:
    """Returns a copy of ``obj`` in which absent fields have the documented default of the API.

    Nested objects are filled as well. Fields without a documented default stay absent, and null
    stays null. Raises ``TypeError`` for anything but an object of this package's classes.
    """
    return _mapped(obj, _fill_field, lambda mapping, _: mapping)


def _fill_field(field: FieldSpec, value: Any) -> Any:
    return field.default if value is UNSET else value


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
    return _mask_text(value, field.type) if field.secret else value


def _mask_text(value: Any, spec: TypeSpec) -> Any:
    """Returns the mask for a secret of the schema: a string, or an array of strings."""
    if isinstance(spec, ArraySpec) and isinstance(value, tuple):
        return tuple([_mask_text(item, spec.items) for item in value])
    if isinstance(spec, ScalarSpec) and isinstance(value, str):
        return mask_of(spec.constraints)
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
