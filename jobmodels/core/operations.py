"""Operations on objects of any model: change fields, fill in defaults, mask secrets.

Each returns a new object and accepts every object that strict or lenient reading can produce.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from .constraints import lengths_of
from .construction import check_changes
from .frozendict import FrozenDict
from .hints import did_you_mean
from .record import EXTRAS, Record
from .redaction import is_secret_name, masked
from .spec import FieldSpec, ScalarSpec, spec_of
from .unset import UNSET

R = TypeVar("R", bound=Record)
J = TypeVar("J", bound=Record | FrozenDict)


def evolve(obj: R, /, **changes: Any) -> R:
    """Returns a copy of ``obj`` with some fields changed; ``UNSET`` removes an optional field.

    Changed values are checked as on construction, except values that reading produced: an object,
    an open member of an enum, an unknown variant of a union. Other fields are not checked, so
    objects that were read leniently can be changed and nested. Raises ``ValidationError`` for an
    invalid value or the removal of a required field, ``TypeError`` for an unknown field.
    """
    spec = spec_of(type(obj))
    names = {field.name for field in spec.fields} | {EXTRAS}
    for name in changes:
        if name not in names:
            hint = did_you_mean(name, names)
            raise TypeError(f"{type(obj).__name__} has no field {name!r}{hint}")
    checked = check_changes(obj, changes)
    extras = checked.pop(EXTRAS, getattr(obj, EXTRAS))
    copy: R = spec.build({**spec.values_of(obj), **checked}, extras)
    return copy


def fill_defaults(obj: J) -> J:
    """Returns a copy of ``obj`` in which absent fields have the documented default of the API.

    Nested objects are filled as well. Fields without a documented default stay absent, and null
    stays null.
    """

    def fill(field: FieldSpec, value: Any) -> Any:
        return field.default if value is UNSET else value

    return cast(J, _mapped(obj, fill, lambda mapping: mapping))


def redact(obj: J) -> J:
    """Returns a copy of ``obj`` with a mask in place of every secret.

    Secrets are the values of fields marked as secret in the schema and, among unknown keys and in
    free-form data, of every key that is named like a secret: one that ends in ``api_key``,
    ``token``, ``secret``, ``password`` or a similar word, in any case and with any separators. The
    mask satisfies the schema, so a valid object stays valid.
    """
    return cast(J, _mapped(obj, _mask_field, _mask_mapping))


def _mapped(
    value: Any,
    on_field: Callable[[FieldSpec, Any], Any],
    on_mapping: Callable[[FrozenDict], FrozenDict],
) -> Any:
    """Returns a copy of ``value`` with fields and free-form mappings replaced, at any depth."""
    if isinstance(value, tuple):
        return tuple([_mapped(item, on_field, on_mapping) for item in value])
    if isinstance(value, FrozenDict):
        return on_mapping(value)
    if not isinstance(value, Record):
        return value
    spec = spec_of(type(value))
    values = {
        field.name: _mapped(on_field(field, getattr(value, field.name)), on_field, on_mapping)
        for field in spec.fields
    }
    return spec.build(values, on_mapping(getattr(value, EXTRAS)))


def _mask_field(field: FieldSpec, value: Any) -> Any:
    return mask_of(field) if field.secret and value is not UNSET and value is not None else value


def mask_of(field: FieldSpec) -> str:
    """Returns the mask for a secret field, long enough to satisfy its schema."""
    rules = field.type.constraints if isinstance(field.type, ScalarSpec) else ()
    return masked(lengths_of(rules)[0])


def _mask_mapping(mapping: FrozenDict) -> FrozenDict:
    def mask(value: Any) -> Any:
        if isinstance(value, FrozenDict):
            return _mask_mapping(value)
        if isinstance(value, tuple):
            return [mask(item) for item in value]
        return value

    return FrozenDict(
        {
            key: masked() if is_secret_name(key) and value is not None else mask(value)
            for key, value in mapping.items()
        }
    )
