"""Strategies for payloads in snake_case, made from field specs.

The payloads are always valid: for strict reading, or for lenient reading if the options allow it.
Depends on specs. Does not import the models or read the payloads.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from typing import Any, NamedTuple

from hypothesis import strategies as st

from ..core.cache import cached
from ..core.choice import choose_member
from ..core.openenum import known_members
from ..core.record import Record
from ..core.spec import (
    ArraySpec,
    ConstSpec,
    EnumSpec,
    FieldSpec,
    JsonObjectSpec,
    ObjectSpec,
    ScalarSpec,
    TypeSpec,
    UnionSpec,
    constant_of,
    model_spec,
    spec_of,
    unknown_kind,
)
from ..core.unset import UNSET
from .values import arrays, arrays_of_objects, json_but_null, json_objects, scalars, unknown_keys

Payload = dict[str, Any]
Choice = Callable[[Payload], st.SearchStrategy[Any]]

_ROOM = 3
"""The maximum number of optional objects in an array, except in the rare long one. It is one less
at each level of nesting, so that lists of jobs stay small and recursive classes terminate."""


class Options(NamedTuple):
    """The options of ``from_model``, with defaults resolved."""

    strict: bool
    absent: bool
    null: bool
    unknown_keys: bool
    open_enums: bool


@cached
def payloads(cls: Any, options: Options) -> st.SearchStrategy[Any]:
    """Returns a strategy for the payloads of a model class or of a union of model classes. Raises
    ``TypeError`` for any other ``cls``."""
    return _Payloads(options).of(model_spec(cls))


class _Payloads:
    """Creates the strategies for one set of options."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._made: dict[tuple[type[Record], int], st.SearchStrategy[Payload]] = {}

    def of(self, spec: TypeSpec, room: int = _ROOM, secret: bool = False) -> st.SearchStrategy[Any]:
        """Returns a strategy for the values of a spec."""
        strict = self._options.strict
        if isinstance(spec, ScalarSpec):
            return scalars(spec, strict, secret)
        if isinstance(spec, EnumSpec):
            known = st.sampled_from([*known_members(spec.cls)])
            return known | st.text() if self._options.open_enums else known
        if isinstance(spec, ConstSpec):
            return st.just(spec.value) if strict else st.just(spec.value) | st.text()
        if isinstance(spec, ArraySpec):
            rules = spec.constraints if strict else ()
            if isinstance(spec.items, (ObjectSpec, UnionSpec)):
                return arrays_of_objects(self.of(spec.items, max(room - 1, 0)), rules, room)
            return arrays(self.of(spec.items, room, secret), rules)
        if isinstance(spec, ObjectSpec):
            return self._class(spec.cls, room)
        if isinstance(spec, UnionSpec):
            return self._union(spec, room)
        if isinstance(spec, JsonObjectSpec):
            return json_objects if strict else json_but_null
        raise unknown_kind(spec)

    def _class(self, cls: type[Record], room: int) -> st.SearchStrategy[Payload]:
        # Deferred, because a class may contain itself.
        if (cls, room) not in self._made:
            self._made[cls, room] = st.deferred(lambda: self._member(cls, room, None))
        return self._made[cls, room]

    def _union(self, spec: UnionSpec, room: int) -> st.SearchStrategy[Payload]:
        members = spec.members
        if not self._options.absent:
            # Omit the members whose payloads would be read as another member.
            members = tuple(cls for cls in members if choose_member(spec, _outline(cls)) is cls)
        return st.one_of([self._member(cls, room, spec) for cls in members])

    def _member(
        self, cls: type[Record], room: int, union: UnionSpec | None
    ) -> st.SearchStrategy[Payload]:
        """Returns a strategy for the payloads of a class, alone or as a member of a union."""
        tags: Mapping[str, Container[str]] = union.constants if union else {}
        choices = {
            field.name: self._choice(field, room, tags.get(field.name, ()))
            # A field whose union member depends on a sibling comes after the sibling.
            for field in sorted(spec_of(cls).fields, key=_is_told)
        }
        if not self._options.unknown_keys:
            return _objects(choices, st.just({}))
        members = union.members if union else (cls,)
        known = {key for member in members for key in spec_of(member).by_key}
        return _objects(choices, unknown_keys(known))

    def _choice(self, field: FieldSpec, room: int, tags: Container[str]) -> Choice:
        """Returns a function from the payload so far to a strategy for the field's values."""
        spec = field.type
        if not isinstance(spec, UnionSpec) or spec.sibling is None:
            values = self._field(field, room, tags)
            return lambda payload: values
        told, sibling = spec.tags, spec.sibling
        by_member = {
            cls: self._field(field._replace(type=spec._replace(expected=cls)), room, tags)
            for cls in (*spec.members, None)
        }
        return lambda payload: by_member[told.get(payload.get(sibling, ""))]

    def _field(self, field: FieldSpec, room: int, tags: Container[str]) -> st.SearchStrategy[Any]:
        """Returns a strategy for a field's values, including ``UNSET`` if it may be absent.

        ``tags`` are the constants of a tag that distinguishes the members of a union; else empty.
        """
        strict, absent, null, *_ = self._options
        values: st.SearchStrategy[Any]
        if not tags:
            values = self.of(field.type, room, field.secret)
        else:
            values = st.just(str(constant_of(field.type)))
            if not strict:  # any other string is the tag of an unknown variant
                values |= st.text().filter(lambda text: text not in tags)
        # Without its tag, an object may be read as another member, which lacks some of its fields.
        if null and (field.nullable or not strict) and (absent or not tags):
            values = st.none() | values
        if absent and not (strict and field.required):
            values = st.just(UNSET) | values
        return values


# Not ``fixed_dictionaries``: it also draws the order of keys, which reading ignores, and when a
# test fails, Hypothesis spends much time on explanations for each key, and then shows none.
@st.composite
def _objects(
    draw: st.DrawFn, choices: Mapping[str, Choice], unknown: st.SearchStrategy[Payload]
) -> Payload:
    payload: Payload = {}
    for name, choice in choices.items():
        value = draw(choice(payload))
        if value is not UNSET:
            payload[name] = value
    return {**payload, **draw(unknown)}


def _is_told(field: FieldSpec) -> bool:
    return isinstance(field.type, UnionSpec) and field.type.sibling is not None


def _outline(cls: type[Record]) -> Payload:
    """Returns the names of all fields with their constants: the data by which reading chooses the
    class of a payload that has every field."""
    return {field.name: constant_of(field.type) for field in spec_of(cls).fields}
