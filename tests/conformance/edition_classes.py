"""The fact table of each edition, the class for each of its models, and parametrizations of
tests."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

import pytest
from fact_table import FactTable

from jobmodels.records.editions import EDITIONS


class Subject(NamedTuple):
    """A model of a fact table, and the class for it."""

    table: FactTable
    model: str
    cls: Any

    @property
    def facts(self):
        """The facts of each field of the model."""
        return self.table.fields(self.model)

    def __str__(self):
        return f"{self.table.revision}-{self.model}"


TABLES = {edition.date: FactTable.load(edition.date) for edition in EDITIONS}
SUBJECTS = [
    Subject(TABLES[edition.date], model, edition.names[model])
    for edition in EDITIONS
    for model in TABLES[edition.date].models
]


def kind_of_field(subject: Subject, key: str) -> str:
    """Returns a text that is equal for two fields if reading treats them in the same way.

    It does not include the default, which reading ignores. It includes the values of an enum, which
    differ between editions.
    """
    fact = {name: value for name, value in subject.facts[key].items() if name != "default"}
    values = subject.table.enums.get(fact.get("type"))
    return json.dumps([fact, values, key in SECRETS], sort_keys=True)


def one_field_of_each_kind() -> list[tuple[Subject, str]]:
    """Returns one field of each kind, from the smallest model that has one."""
    fields: dict[str, tuple[Subject, str]] = {}
    for subject in sorted(SUBJECTS, key=lambda subject: len(subject.facts)):
        for key in subject.facts:
            fields.setdefault(kind_of_field(subject, key), (subject, key))
    return list(fields.values())


SECRETS = {"api_key", "token"}
ONE_PER_CLASS = list({subject.cls: subject for subject in reversed(SUBJECTS)}.values())[::-1]
"""One subject for each class: a class that several editions share is listed for the first one."""

each_edition = pytest.mark.parametrize("edition", list(TABLES))
each_model = pytest.mark.parametrize("subject", SUBJECTS, ids=str)
each_class = pytest.mark.parametrize("subject", ONE_PER_CLASS, ids=str)
each_kind_of_field = pytest.mark.parametrize(
    ("subject", "key"),
    [pytest.param(*field, id="{}.{}".format(*field)) for field in one_field_of_each_kind()],
)
"""Runs a test of values on one field of each kind. This is sufficient, because ``test_wire_facts``
compares every field with its facts."""
