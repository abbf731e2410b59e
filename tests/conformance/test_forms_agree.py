"""The package, a copy with another name, and the single file behave alike.

For every payload, all three return the same object or the same problems, and every operation on the
object has the same result.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import product
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import pytest

pytest.importorskip("hypothesis", reason="the payloads are made by Hypothesis")

from edition_classes import each_class
from effort import judged
from forms import load_copy, load_single_file
from wire_payloads import (
    any_payloads,
    generated,
    respelled,
    spelling_choices,
    spoiled_payloads,
    valid_payloads,
)

import jobmodels
from jobmodels.core.spec import type_spec
from jobmodels.records.editions import EDITIONS

pytestmark = pytest.mark.environment
DATA = Path(__file__).parents[1] / "data"
CORPUS = sorted(DATA.rglob("*.json"))
BY_DATE = {edition.date: edition for edition in EDITIONS}
TOP_LEVEL = next(edition for edition in EDITIONS if not edition.prefix)
OPTIONS = [
    {"lenient": lenient, "unknown_keys": unknown_keys}
    for lenient, unknown_keys in product((False, True), ("keep", "drop", "forbid"))
]


class Form(NamedTuple):
    """One edition in one form."""

    jm: ModuleType
    """The module with the functions."""
    names: Mapping[str, Any]
    """The classes and unions of the edition."""

    def __repr__(self) -> str:  # for failing tests
        return f"<{self.jm.__name__}>"


def of_package(package: ModuleType, date: str) -> Form:
    prefix = BY_DATE[date].prefix
    home = getattr(package, prefix.removesuffix(".")) if prefix else package
    return Form(package, {name: getattr(home, name) for name in BY_DATE[date].names})


@pytest.fixture(scope="module")
def forms(tmp_path_factory) -> dict[str, list[Form]]:
    """The three forms of every edition, the one under test first."""
    folder = tmp_path_factory.mktemp("forms")
    copy = load_copy(folder)
    loaded = {}
    for date in BY_DATE:
        single = load_single_file(date, folder)
        names = {name: getattr(single, name) for name in BY_DATE[date].names}
        loaded[date] = [of_package(jobmodels, date), of_package(copy, date), Form(single, names)]
    return loaded


def told(form: Form, function: Any, *arguments: Any, **options: Any) -> Any:
    """Calls a function and returns its value, or else the content of its error."""
    try:
        return function(*arguments, **options)
    except form.jm.ValidationError as error:
        return error.subject, [tuple(problem) for problem in error.problems], str(error)


def outcome(form: Form, function: str, payload: object, name: str, options: Any) -> Any:
    """Reads a payload. Returns the object and the results of operations on it, or else the content
    of the error, with values that do not depend on the form."""
    obj = told(form, getattr(form.jm, function), payload, form.names[name], **options)
    if isinstance(obj, tuple):
        return obj
    jm = form.jm
    uses = {
        "class": type(obj).__name__,
        "snake": jm.unstructure(obj),
        "camel": jm.unstructure(obj, case="camel"),
        "text": told(form, jm.dumps, obj, case="camel", indent=2),
        "ascii": told(form, jm.dumps, obj, ensure_ascii=True),
        "filled": jm.fill_defaults(obj),
        "redacted": told(form, jm.dumps, jm.redact(obj)),
    }
    if isinstance(obj, jm.Model):
        _, (cls, attributes, values) = obj.__reduce__()
        given = dict(zip(attributes, values, strict=True))
        uses["built by hand"] = told(form, cls, **given)
        uses["changed"] = told(form, jm.evolve, obj, **given)
    return obj, uses


def check(forms: list[Form], function: str, payload: object, name: str) -> None:
    """Checks that all forms have the same outcome, for all options."""
    judged["package, copy and single file"] += 1
    for options in OPTIONS:
        # The repr distinguishes 1, 1.0 and True, and shows the order.
        first, *others = [repr(outcome(form, function, payload, name, options)) for form in forms]
        for other in others:
            assert other == first, (name, options, payload)


def models_of(path: Path) -> list[tuple[str, str]]:
    """Returns the classes and unions to read a file of the corpus as: editions and names."""
    edition = BY_DATE.get(path.parent.name, TOP_LEVEL)
    name = path.stem.partition("-")[0]
    if name in edition.names:
        return [(edition.date, name)]
    return [
        (edition.date, cls.__name__)  # every record, if the file does not name a class
        for edition in EDITIONS
        for cls in edition.records.values()
    ]


def test_the_corpus_is_there():
    folders = {path.relative_to(DATA).parts[:2] for path in CORPUS if path.parent != DATA}
    assert {("valid", "archive"), ("invalid", "text")} <= folders
    assert {path.parts[-2] for path in CORPUS} >= {*BY_DATE, "attack"}
    assert len(CORPUS) > 380


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: str(path.relative_to(DATA)))
def test_the_corpus(forms, path):
    for date, name in models_of(path):
        check(forms[date], "loads", path.read_bytes(), name)
        try:
            payload = json.loads(path.read_text(encoding="utf-8-sig"))
        except ValueError:
            continue
        check(forms[date], "structure", payload, name)


def names_for(subject) -> list[str]:
    """Returns the names of the class and of every union that contains it."""
    names = BY_DATE[subject.table.revision].names
    unions = [
        name
        for name, value in names.items()
        if not isinstance(value, type) and subject.cls in type_spec(value).members
    ]
    return [subject.model, *unions]


def check_generated(forms, subject, payload) -> None:
    for name in names_for(subject):
        check(forms[subject.table.revision], "structure", payload, name)


@each_class
@generated
def test_valid_payloads(forms, subject, data):
    payload = data.draw(valid_payloads(*subject[:2]))
    spelled = respelled(*subject[:2], payload, data.draw(spelling_choices))
    check_generated(forms, subject, spelled)


@each_class
@generated
def test_spoiled_payloads(forms, subject, data):
    payload = data.draw(spoiled_payloads(*subject[:2]))
    spelled = respelled(*subject[:2], payload, data.draw(spelling_choices))
    check_generated(forms, subject, spelled)


@each_class
@generated
def test_any_json(forms, subject, data):
    check_generated(forms, subject, data.draw(any_payloads(*subject[:2])))
