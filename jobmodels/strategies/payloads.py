"""Implements ``from_model``: strategies for payloads in snake_case, made from specs and then read.

A payload is always valid for its spec or, for lenient reading, for the relaxed one. Values at a
bound are frequent, because bugs are most likely there.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from itertools import cycle, islice
from math import ceil, floor
from typing import Any, NamedTuple
from uuid import UUID

from hypothesis import strategies as st

from ..core import spec as specs
from ..core.constraints import Constraint, Ge, Gt, Le, Length, lengths_of
from ..core.conversion import reader_for
from ..core.model import Model
from ..core.openenum import known_members
from ..core.record import Record, cached
from ..core.roots import model_spec
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
    if cls is Model:
        cls = draw(st.sampled_from([*RECORDS]))
    if open_enums is None:
        open_enums = not strict
    # A payload of one union member may be read as another member, to which some keys are unknown.
    reader = reader_for(cls, open_enums or not strict, "keep" if unknown_keys else "drop")
    options = Payloads(strict, absent, null, unknown_keys, open_enums)
    return reader.read(draw(payloads(cls, options)))


@cached
def payloads(cls: Any, options: Payloads) -> st.SearchStrategy[Any]:
    """Returns a strategy for the payloads of a model class or of a union of model classes."""
    return options.of(model_spec(cls))


class Payloads(NamedTuple):
    """Creates strategies. The fields are the options of ``from_model``."""

    strict: bool
    absent: bool
    null: bool
    unknown_keys: bool
    open_enums: bool

    def of(
        self, spec: specs.TypeSpec, room: int = _ROOM, secret: bool = False
    ) -> st.SearchStrategy[Any]:
        """Returns a strategy for the values of a spec. For lenient reading, these are values of the
        relaxed spec, which are often valid for the given one too."""
        if isinstance(spec, specs.ScalarSpec):
            values = scalars(spec, secret)
            if not self.strict:
                values |= scalars(specs.ScalarSpec(spec.kind), secret)
                if spec.kind == "integer":  # for JSON Schema, 1.0 is an integer
                    values |= _finite.map(round).map(float)
            return values
        if isinstance(spec, specs.EnumSpec):
            known = st.sampled_from([*known_members(spec.cls)])
            return known | st.text() if self.open_enums else known
        if isinstance(spec, specs.ConstSpec):
            return st.just(spec.value) if self.strict else st.just(spec.value) | st.text()
        if isinstance(spec, specs.ArraySpec):
            rules = spec.constraints if self.strict else ()
            if isinstance(spec.items, (specs.ObjectSpec, specs.UnionSpec)):
                return arrays(self.of(spec.items, max(room - 1, 0)), rules, room)
            return arrays(self.of(spec.items, room, secret), rules)
        if isinstance(spec, specs.ObjectSpec):
            spec = specs.UnionSpec((spec.cls,))
        if isinstance(spec, specs.UnionSpec):
            members: list[st.SearchStrategy[Payload]] = []
            for cls in spec.members:
                # With every field, a payload is read as the member of its constants, and a sibling
                # selects a member.
                outline = {
                    field.name: specs.constant_of(field.type) for field in specs.spec_of(cls).fields
                }
                is_read = candidates(spec, outline)[0] is cls and spec.expected in (None, cls)
                if self.absent or is_read:
                    members.append(self._member(cls, spec, room))
            return st.one_of(members)
        if isinstance(spec, specs.MapSpec):
            if not self.strict:
                return json_objects | json_values.filter(lambda value: value is not None)
            if spec.values is None:
                return st.text() | json_objects if spec.or_string else json_objects
            keys, values = scalars(spec.keys, secret=False), scalars(spec.values, secret=False)
            return st.dictionaries(keys, values, max_size=3)
        raise specs.unknown_kind(spec)

    def _member(
        self, cls: type[Record], union: specs.UnionSpec, room: int
    ) -> st.SearchStrategy[Payload]:
        # A field whose union member depends on a sibling comes after the sibling.
        fields = sorted(
            specs.spec_of(cls).fields, key=lambda it: bool(getattr(it.type, "sibling", None))
        )
        known = {key for member in union.members for key in specs.spec_of(member).by_key}
        unknown = extras(known) if self.unknown_keys else st.just({})
        made: dict[tuple[str, object], st.SearchStrategy[Any]] = {}

        # Not ``fixed_dictionaries``: it also draws the order of keys, which reading ignores, and
        # when a test fails, Hypothesis spends much time on explanations for each key, and then
        # shows none.
        @st.composite
        def payloads(draw: st.DrawFn) -> Payload:
            payload: Payload = {}
            for field in (resolve_sibling(field, payload) for field in fields):
                key = field.name, getattr(field.type, "expected", None)
                if key not in made:  # not made before the first draw: a class may contain itself
                    made[key] = self._field(field, union.constants.get(field.name, ()), room)
                value = draw(made[key])
                if value is not UNSET:
                    payload[field.name] = value
            return {**payload, **draw(unknown)}

        return payloads()

    def _field(
        self, field: specs.FieldSpec, tags: tuple[str, ...], room: int
    ) -> st.SearchStrategy[Any]:
        """Returns a strategy for a field's values, including ``UNSET`` if it may be absent. For the
        tag of a union, ``tags`` are the constants of the tag."""
        values = self.of(field.type, room, field.secret)
        if tags:
            values = st.just(str(specs.constant_of(field.type)))
            if not self.strict:  # any other string is the tag of an unknown variant
                values |= st.text().filter(lambda text: text not in tags)
        # Without its tag, an object may be read as another member, which lacks some of its fields.
        if self.null and (field.nullable or not self.strict) and (self.absent or not tags):
            values = st.none() | values
        if self.absent and not (field.required and self.strict):
            values = st.just(UNSET) | values
        return values


Rules = Iterable[Constraint]

_LONG = 30
"""An array of objects without a maximum length exceeds its minimum by at most this."""

_finite = st.floats(allow_nan=False, allow_infinity=False)

json_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | _finite | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
"""Any JSON, a few levels deep."""

json_objects = st.dictionaries(st.text(), json_values, max_size=3)

# From integers: Hypothesis's ``uuids`` never repeats a value, and does not shrink to a simple one.
_uuids = st.integers(0, 2**128 - 1).map(lambda number: str(UUID(int=number)))


def scalars(spec: specs.ScalarSpec, secret: bool) -> st.SearchStrategy[Any]:
    """Returns a strategy for the values that the spec allows, except that a string of format UUID
    is a UUID, and that no integer is a float."""
    rules = spec.constraints
    values: st.SearchStrategy[Any]
    if spec.kind == "boolean":
        values = st.booleans()
    elif spec.format == "uuid":
        values = _uuids
    elif spec.kind == "string":
        shortest, longest = lengths_of(rules)
        values = st.text(min_size=shortest, max_size=longest)
        if longest is not None:
            values |= st.text(min_size=longest, max_size=longest)
        if secret:
            values = values.map(lambda text: f"fake-{text}"[: len(text)])
    else:
        values = _numbers(spec.kind, rules)
    return _obeying(rules, values)


def arrays(
    items: st.SearchStrategy[Any], rules: Rules, few: int | None = None
) -> st.SearchStrategy[list[Any]]:
    """Returns a strategy for arrays under the rules; of objects, with at most ``few`` optional
    items, because objects take time to generate. Long arrays of objects are rare, and repeat their
    items: only their length matters."""
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
