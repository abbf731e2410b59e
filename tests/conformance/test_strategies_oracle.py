"""The strategies generate objects whose payloads the published schema or lenient reading accepts.

``jsonschema`` validates with the published schema. ``test_strategies`` tests that the strategies
cover everything.
"""

from __future__ import annotations

import pytest

pytest.importorskip("hypothesis", reason="the strategies are Hypothesis's")
pytest.importorskip("jsonschema", reason="the oracle is the jsonschema package")

from edition_classes import each_class
from effort import judged
from fact_table import validator
from hypothesis import strategies as st
from json_equality import json_equal
from wire_payloads import generated

from jobmodels import Model, structure, unstructure
from jobmodels.records.editions import UNIONS
from jobmodels.strategies import from_model

pytestmark = pytest.mark.needs("hypothesis: the strategies import it")

options = st.fixed_dictionaries(
    {name: st.booleans() for name in ("absent", "null", "unknown_keys")},
)
open_or_not = st.sampled_from([None, True, False])
each_union = pytest.mark.parametrize("union", [*UNIONS, Model], ids=range(len(UNIONS) + 1))


def check_that_it_comes_back(obj, cls, **reading):
    """Checks that the payloads in both cases are read as the same object and written unchanged."""
    for case in ("snake", "camel"):
        payload = unstructure(obj, case=case)
        again = structure(payload, cls, **reading)
        assert again == obj
        assert type(again) is type(obj)
        assert json_equal(unstructure(again, case=case), payload)


@each_class
@generated
def test_the_published_schema_takes_what_is_strict(subject, data):
    obj = data.draw(from_model(subject.cls, **data.draw(options)))
    for case in ("snake", "camel"):
        payload = unstructure(obj, case=case)
        errors = validator(subject.table, subject.model, case).iter_errors(payload)
        assert [error.message for error in errors] == []
    judged["published schema, accepted of a strategy"] += 1
    check_that_it_comes_back(obj, subject.cls)


@each_class
@generated
def test_lenient_reading_gives_what_is_not_strict(subject, data):
    chosen = {**data.draw(options), "open_enums": data.draw(open_or_not)}
    obj = data.draw(from_model(subject.cls, strict=False, **chosen))
    check_that_it_comes_back(obj, subject.cls, lenient=True)


@each_union
@generated
def test_reading_gives_what_is_made_for_a_union(union, data):
    strict = data.draw(st.booleans())
    chosen = {**data.draw(options), "open_enums": data.draw(open_or_not)}
    obj = data.draw(from_model(union, strict=strict, **chosen))
    lenient = bool(chosen["open_enums"]) or not strict
    check_that_it_comes_back(obj, type(obj) if union is Model else union, lenient=lenient)
