"""The seeds: valid payloads of every class, and the words in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from canaries import SECRET_KEYS
from samples import CASES

from jobmodels.core.constraints import Length
from jobmodels.core.spec import (
    ArraySpec,
    ConstSpec,
    EnumSpec,
    FieldSpec,
    MapSpec,
    ObjectSpec,
    ScalarSpec,
    TypeSpec,
    UnionSpec,
    spec_of,
)
from jobmodels.records.editions import ENUMS, MODELS

__all__ = ["NAMES", "SEEDS", "VALUES", "WORDS"]

_SCALARS = {"string": "text", "integer": 100, "number": 0.5, "boolean": True}


def _plain(spec: TypeSpec, key_of: Callable[[FieldSpec], str]) -> Any:
    """Returns an ordinary payload with every field."""
    if isinstance(spec, ScalarSpec):
        lengths = [rule.minimum for rule in spec.constraints if isinstance(rule, Length)]
        return "s" * lengths[0] if any(lengths) else _SCALARS[spec.kind]
    if isinstance(spec, EnumSpec):
        return next(iter(spec.cls)).value
    if isinstance(spec, ConstSpec):
        return spec.value
    if isinstance(spec, ArraySpec):
        return [_plain(spec.items, key_of)]
    if isinstance(spec, (ObjectSpec, UnionSpec)):
        cls = spec.cls if isinstance(spec, ObjectSpec) else spec.members[-1]
        return {key_of(field): _plain(field.type, key_of) for field in spec_of(cls).fields}
    if isinstance(spec, MapSpec) and spec.values is not None:
        return {"team": _plain(spec.values, key_of)}
    return {"status": "QUEUED", "nested": [{"created_at": 1}]}


SEEDS: list[tuple[type, Any]] = [
    *((type(case.obj), payload) for case in CASES for payload in (case.snake, case.camel)),
    *((cls, _plain(ObjectSpec(cls), lambda field: field.name)) for cls in MODELS),
    *((cls, _plain(ObjectSpec(cls), lambda field: field.camel)) for cls in MODELS),
]
"""Valid payloads, each with its class."""

NAMES = sorted(set().union(*(spec_of(cls).by_key for cls in MODELS)))
VALUES = sorted({member.value for enum in ENUMS for member in enum})
WORDS = [
    *(*NAMES, *VALUES, *SECRET_KEYS, "job", "job.metadata", "list", "wandb", "github"),
    *("completion", "classifier", "error", "type", "FT"),
]
"""The words for a fuzzer's dictionary."""
