#!/usr/bin/env python3
"""Writes the first corpus files of an edition, from its classes: ``.ci/write_corpus.py DATE``.

Writes valid payloads with the values of ``example``, and one invalid payload with its errors, for
each class and union that no earlier edition has, as ``tests/test_corpus.py`` requires. Existing
files stay.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

# Import this checkout, not an installed package.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from schema_words import home_of

from jobmodels import ValidationError, evolve, structure, unstructure
from jobmodels.core.roots import model_spec
from jobmodels.core.spec import (
    ArraySpec,
    EnumSpec,
    ModelSpec,
    ObjectSpec,
    UnionSpec,
    spec_of,
)
from jobmodels.fixtures import example
from jobmodels.records.editions import EDITIONS, Edition

DATA = Path(__file__).resolve().parent.parent / "tests" / "data"


def valid_payloads(spec: ModelSpec, edition: Edition) -> Iterator[tuple[str, Any]]:
    """Yields the payloads of a class, each with the end of its name."""
    obj = example(spec.cls)
    null = [field for field in spec.fields if getattr(obj, field.name) is None]
    items = {field.name: field.type.items for field in null if isinstance(field.type, ArraySpec)}
    given = {name: (example(of.cls),) for name, of in items.items() if isinstance(of, ObjectSpec)}
    obj = evolve(obj, **given)
    full, camel = unstructure(obj), unstructure(obj, case="camel")
    minimal = {field.name: full[field.name] for field in spec.required}
    nulls = {field.name: None for field in spec.fields if field.nullable}
    yield "full", full
    yield "minimal", minimal
    if camel != full:
        yield "full-camel", camel
    if nulls:
        yield "nulls", minimal | nulls
    for field in spec.fields:
        enum = field.type.cls if isinstance(field.type, EnumSpec) else None
        if enum and home_of(enum.__name__, edition) is edition:
            for member in enum:
                what = re.sub("[^A-Za-z0-9.]+", "-", f"{field.name}-{member.value}")
                yield what, full | {field.name: member.value}


def errors_of(payload: Any, cls: Any) -> Iterator[tuple[str, str]]:
    """Yields the text of the error of strict and of lenient reading, each with its suffix."""
    for suffix, lenient in ((".txt", False), (".lenient.txt", True)):
        try:
            structure(payload, cls, lenient=lenient)
        except ValidationError as error:
            yield suffix, f"{error}\n"


def texts(date: str) -> Iterator[tuple[str, str]]:
    """Yields the path and the text of each file."""
    (edition,) = (edition for edition in EDITIONS if edition.date == date)
    for name, cls in edition.names.items():
        if home_of(name, edition) is not edition or cls in edition.enums:
            continue
        spec = model_spec(cls)
        if isinstance(spec, UnionSpec):
            members = [(f"is-{one.__name__}", unstructure(example(one))) for one in spec.members]
        else:
            members = [*valid_payloads(spec_of(cls), edition)]
        for what, payload in members:
            yield f"valid/{date}/{name}-{what}.json", json.dumps(payload, indent=2) + "\n"
        # No field is an array of arrays.
        wrong: dict[str, Any] = {key: [[]] for key in members[0][1]}
        yield f"invalid/{date}/{name}-wrong.json", json.dumps(wrong, indent=2) + "\n"
        for suffix, text in errors_of(wrong, cls):
            yield f"invalid/{date}/{name}-wrong{suffix}", text


if __name__ == "__main__":
    for path, text in texts(sys.argv[1]):
        (DATA / path).parent.mkdir(parents=True, exist_ok=True)
        if not (DATA / path).exists():
            (DATA / path).write_text(text, encoding="utf-8", newline="\n")
