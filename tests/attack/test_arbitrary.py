"""Arbitrary input, unrelated to job records: bytes, text and JSON."""

from __future__ import annotations

import json
import os

import pytest

pytest.importorskip("hypothesis", reason="the inputs are made by Hypothesis")

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from seeds import WORDS
from targets import MODES, SHAPES, TARGETS

words = st.sampled_from(WORDS) | st.text(max_size=5)
scalars = st.none() | st.booleans() | st.integers() | st.floats() | words
payloads = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=6),
    max_leaves=25,
)
# Pieces of JSON in any order get further into a parser than bytes do.
pieces = st.lists(
    st.sampled_from([*'{}[],:"\\', "null", "-", "1e5", "NaN", '"model"', "\\ud800", "\ufeff"])
    | st.text(max_size=3),
    max_size=12,
).map("".join)
texts = (
    st.binary()
    | pieces.map(lambda text: text.encode("utf-8", "surrogatepass"))
    | payloads.map(lambda payload: json.dumps(payload).encode())
)
tried = settings(
    max_examples=10 * int(os.environ.get("JOBMODELS_EXAMPLES", "5")),
    deadline=None,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
@tried
@given(data=texts, shape=st.sampled_from(SHAPES), mode=st.sampled_from(MODES))
def test_anything(target, data, shape, mode):
    target.check(data, shape, mode)
