"""Implements ``from_model``: strategies for payloads in snake_case, made from specs and then read.

A payload is always valid for its spec. The spec of lenient reading is a relaxed one. Values at a
bound are frequent, because bugs are most likely there.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from itertools import cycle, islice
from math import ceil, floor
from typing import Any, NamedTuple
from uuid import UUID

from hypothesis import strategies as st

from ..core.constraints import Constraint, Ge, Gt, Le, Length, lengths_of
from ..core.conversion import reader_for
from ..core.model import Model
from ..core.openenum import known_members
from ..core.record import Record, cached
from ..core.roots import model_spec
from ..core.spec import (
    ArraySpec,
    ConstSpec,
    EnumSpec,
    FieldSpec,
    MapSpec,
    ObjectSpec,
    ScalarSpec,
    TypeSpec,
    UnionSpec,
    constant_of,
    model_of,
    relaxed,
    spec_of,
    unknown_kind,
)
from ..core.unions import candidates, resolve_sibling
from ..core.unset import UNSET
from ..records.editions import RECORDS

Payload = dict[str, Any]

_ROOM = 3
"""The maximum number of optional objects in an array, except in the rare long one. It is one less
at each level of nesting, so that lists of jobs stay small and recursive classes terminate."""


# Hypothesis shows the arguments of a composite strategy that differ from the defaults.
@st.composite
def from_model(
    draw: st.DrawFn,
    cls: Any,
    *,
    strict: bool = True,
    absent: bool = True,
    null: bool = True,
    unknown_keys: bool = False,
    open_enums: bool | None = None,
) -> Any:
    """Draws an object of ``cls``."""
    if cls is Model:
        cls = draw(st.sampled_from([*RECORDS]))
    if open_enums is None:
        open_enums = not strict
    # A payload of one union member may be read as another member, to which some keys are unknown.
    reader = reader_for(cls, open_enums or not strict, "keep" if unknown_keys else "drop")
    options = Payloads(absent, null, unknown_keys, open_enums)
    return reader.read(draw(payloads(cls, not strict, options)))


@cached
def payloads(cls: Any, lenient: bool, options: Payloads) -> st.SearchStrategy[Any]:
    """Returns a strategy for the payloads of a model class or of a union of model classes. Raises
    ``TypeError`` for any other ``cls``."""
    spec = model_spec(cls)
    return options.of(relaxed(spec) if lenient else spec)


class Payloads(NamedTuple):
    """Creates strategies. The fields are the options of ``from_model`` that apply to any spec."""

    absent: bool
    null: bool
    unknown_keys: bool
    open_enums: bool

    def of(self, spec: TypeSpec, room: int = _ROOM, secret: bool = False) -> st.SearchStrategy[Any]:
        """Returns a strategy for the values of a spec."""
        if isinstance(spec, ScalarSpec):
            return scalars(spec, secret)
        if isinstance(spec, EnumSpec):
            known = st.sampled_from([*known_members(spec.cls)])
            return known | st.text() if self.open_enums else known
        if isinstance(spec, ConstSpec):
            return st.just(spec.value)
        if isinstance(spec, ArraySpec):
            if isinstance(spec.items, (ObjectSpec, UnionSpec)):
                items = self.of(spec.items, max(room - 1, 0))
                return arrays(items, spec.constraints, room)
            return arrays(self.of(spec.items, room, secret), spec.constraints)
        if isinstance(spec, ObjectSpec):
            return self._member(spec.cls, spec, room)
        if isinstance(spec, UnionSpec):
            members = spec.members
            if not self.absent:
                # Omit the members whose payloads would be read as another member, and those that
                # the sibling does not select.
                members = tuple(
                    cls
                    for cls in members
                    if candidates(spec, _outline(cls))[0] is cls and spec.expected in (None, cls)
                )
            return st.one_of([self._member(cls, spec, room) for cls in members])
        if isinstance(spec, MapSpec):
            if spec.values is None:
                if spec.any_json:
                    return json_but_null
                return st.text() | json_objects if spec.or_string else json_objects
            keys, values = scalars(spec.keys, secret=False), scalars(spec.values, secret=False)
            return st.dictionaries(keys, values, max_size=3)
        raise unknown_kind(spec)

    def _of_relaxed(self, spec: TypeSpec, room: int, secret: bool) -> st.SearchStrategy[Any]:
        """Returns a strategy for the values of the relaxed ``spec``, which are often valid too."""
        if isinstance(spec, ArraySpec) and not isinstance(spec.items, (ObjectSpec, UnionSpec)):
            return arrays(self._of_relaxed(spec.items, room, secret), ())
        wide = relaxed(spec)
        if isinstance(wide, ScalarSpec):
            values = self.of(spec, room, secret) | scalars(wide._replace(format=None), secret)
            return values | integral_floats if wide.kind == "integer" else values
        return self.of(wide, room)

    def _member(
        self, cls: type[Record], owner: ObjectSpec | UnionSpec, room: int
    ) -> st.SearchStrategy[Payload]:
        """Returns a strategy for the payloads of a class that ``owner`` accepts."""
        made: dict[tuple[str, object], st.SearchStrategy[Any]] = {}

        # Not called before the first draw, because a class may contain itself.
        def values(field: FieldSpec) -> st.SearchStrategy[Any]:
            key = field.name, getattr(field.type, "expected", None)
            if key not in made:
                made[key] = self._field(cls, field, owner, room)
            return made[key]

        # A field whose union member depends on a sibling comes after the sibling.
        fields = sorted(spec_of(cls).fields, key=lambda it: bool(getattr(it.type, "sibling", None)))
        members = owner.members if isinstance(owner, UnionSpec) else (cls,)
        known = {key for member in members for key in spec_of(member).by_key}
        return _objects(fields, values, extras(known) if self.unknown_keys else st.just({}))

    def _field(
        self, cls: type[Record], field: FieldSpec, owner: ObjectSpec | UnionSpec, room: int
    ) -> st.SearchStrategy[Any]:
        """Returns a strategy for a field's values, including ``UNSET`` if it may be absent."""
        accepted = model_of(cls, owner.relaxed).by_key[field.name]
        # The constants of a tag that distinguishes the members of a union; else empty.
        tags = owner.constants.get(field.name, ()) if isinstance(owner, UnionSpec) else ()
        values: st.SearchStrategy[Any]
        if tags:
            values = st.just(str(constant_of(field.type)))
            if owner.relaxed:  # any other string is the tag of an unknown variant
                values |= st.text().filter(lambda text: text not in tags)
        else:
            make = self._of_relaxed if owner.relaxed else self.of
            values = make(field.type, room, field.secret)
        # Without its tag, an object may be read as another member, which lacks some of its fields.
        if self.null and accepted.nullable and (self.absent or not tags):
            values = st.none() | values
        if self.absent and not accepted.required:
            values = st.just(UNSET) | values
        return values


# Not ``fixed_dictionaries``: it also draws the order of keys, which reading ignores, and when a
# test fails, Hypothesis spends much time on explanations for each key, and then shows none.
@st.composite
def _objects(
    draw: st.DrawFn,
    fields: Sequence[FieldSpec],
    values: Callable[[FieldSpec], st.SearchStrategy[Any]],
    unknown: st.SearchStrategy[Payload],
) -> Payload:
    payload: Payload = {}
    for field in fields:
        value = draw(values(resolve_sibling(field, payload)))
        if value is not UNSET:
            payload[field.name] = value
    return {**payload, **draw(unknown)}


def _outline(cls: type[Record]) -> Payload:
    """Returns the names of all fields with their constants: the data by which reading chooses the
    class of a payload that has every field."""
    return {field.name: constant_of(field.type) for field in spec_of(cls).fields}


# Values without fields: scalars and arrays under constraints, free-form JSON.

Rules = Iterable[Constraint]

_LONG = 30
"""An array of objects or a secret without a maximum length exceeds its minimum by at most this."""

_finite = st.floats(allow_nan=False, allow_infinity=False)

_plain = st.booleans() | st.integers() | _finite | st.text()

json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | _plain,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
"""Any JSON, a few levels deep."""

json_objects = st.dictionaries(st.text(), json_values, max_size=3)
"""Any JSON object."""

json_but_null: st.SearchStrategy[Any] = json_objects | st.lists(json_values, max_size=3) | _plain
"""Any JSON except null."""

integral_floats = _finite.map(round).map(float)
"""Floats such as 1.0, which are integers to JSON Schema."""

# From integers: Hypothesis's ``uuids`` never repeats a value, and does not shrink to a simple one.
_uuids = st.integers(0, 2**128 - 1).map(lambda number: str(UUID(int=number)))


def scalars(spec: ScalarSpec, secret: bool) -> st.SearchStrategy[Any]:
    """Returns a strategy for the values that the spec allows, except that a string of format UUID
    is a UUID, and that no integer is a float.

    A secret begins with ``fake-``, as far as its length allows.
    """
    rules = spec.constraints
    if spec.kind == "boolean":
        return _obeying(rules, st.booleans())
    if spec.kind == "string":
        texts = _uuids if spec.format == "uuid" else _fakes(rules) if secret else _texts(rules)
        return _obeying(rules, texts)
    return _obeying(rules, _numbers(spec.kind, rules))


def arrays(
    items: st.SearchStrategy[Any], rules: Rules, few: int | None = None
) -> st.SearchStrategy[list[Any]]:
    """Returns a strategy for arrays under the rules; of objects, with at most ``few`` optional
    items, because objects take time to generate.

    Long arrays of objects are rare, and repeat their items: only their length matters.
    """
    shortest, longest = lengths_of(rules)
    if few is None:
        return _obeying(rules, st.lists(items, min_size=shortest, max_size=longest))
    most = few if longest is None else min(few, longest - shortest)
    # Not ``lists``: of several large items, shrinking could remove only the last one.
    slots = [items] * shortest + [st.just(UNSET) | items] * most
    return _obeying(rules, _filled(slots, shortest + _LONG if longest is None else longest))


@st.composite
def _filled(draw: st.DrawFn, slots: Sequence[st.SearchStrategy[Any]], longest: int) -> list[Any]:
    drawn = [item for item in map(draw, slots) if item is not UNSET]
    # One array in sixteen has a random length, and another one has the greatest. This is a single
    # draw, because shrinking prefers fewer draws, whatever their values.
    size = min(draw(st.integers(0, 16 * longest)) - 14 * longest, longest)
    return [*islice(cycle(drawn), max(size, len(drawn)))]


def extras(known: Container[str]) -> st.SearchStrategy[dict[str, Any]]:
    """Returns a strategy for objects with unknown keys and any JSON values."""
    keys = st.text().filter(lambda key: key not in known)
    return st.dictionaries(keys, json_values, max_size=2)


def _obeying(rules: Rules, values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Returns the values filtered by the host's own rules. They already obey the other rules."""
    for rule in rules:
        if type(rule) not in (Ge, Gt, Le, Length):
            values = values.filter(rule.holds)
    return values


def _texts(rules: Rules) -> st.SearchStrategy[str]:
    shortest, longest = lengths_of(rules)
    texts = st.text(min_size=shortest, max_size=longest)
    if longest is None or longest == shortest:
        return texts
    return texts | st.text(min_size=longest, max_size=longest)


@st.composite
def _fakes(draw: st.DrawFn, rules: Rules) -> str:
    shortest, longest = lengths_of(rules)
    fake = f"fake-{draw(st.text(max_size=5))}"
    size = draw(st.integers(shortest, shortest + _LONG if longest is None else longest))
    return fake[:size].ljust(size, "0")


def _numbers(kind: str, rules: Rules) -> st.SearchStrategy[float]:
    """Returns a strategy for the integers, and the floats of kind ``number``, within the bounds."""
    lower = [(rule.bound, isinstance(rule, Gt)) for rule in rules if isinstance(rule, (Ge, Gt))]
    lowest, above = max(lower, default=(None, False))
    highest = min((rule.bound for rule in rules if isinstance(rule, Le)), default=None)
    least = None if lowest is None else floor(lowest) + 1 if above else ceil(lowest)
    most = None if highest is None else floor(highest)
    is_empty = least is not None and most is not None and least > most
    integers = st.nothing() if is_empty else st.integers(least, most)
    if kind == "integer":
        return integers
    ends = [bound for bound in (None if above else lowest, highest) if bound is not None]
    if lowest == 0 and not above:
        lowest = -0.0  # Hypothesis treats -0.0 as less than 0; the rule does not
    floats = st.floats(lowest, highest, exclude_min=above, allow_nan=False, allow_infinity=False)
    return integers | floats | st.one_of([st.just(float(end)) for end in ends])
