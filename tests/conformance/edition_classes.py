"""The fact table of each edition, the class that states each model, and what tests run on."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

import pytest
from fact_table import FactTable

import jobmodels


class Subject(NamedTuple):
    """A model of a table, and the class that states it."""

    table: FactTable
    model: str
    cls: Any

    @property
    def facts(self):
        """What the table says of the model, field by field."""
        return self.table.fields(self.model)

    def __str__(self):
        return f"{self.table.revision}-{self.model}"


MODULES = {
    "2024-06-05": jobmodels.v2024_06,
    "2024-11-07": jobmodels,
    "2026-03-17": jobmodels.v2026,
}
TABLES = {edition: FactTable.load(edition) for edition in MODULES}
SUBJECTS = [
    Subject(table, model, getattr(MODULES[edition], model))
    for edition, table in TABLES.items()
    for model in table.models
]


def kind_of_field(subject: Subject, key: str) -> str:
    """A text that is equal for two fields that every reader treats alike.

    The default is not part of it, since reading ignores it. An enum counts with its values, which
    differ between editions.
    """
    fact = {name: value for name, value in subject.facts[key].items() if name != "default"}
    values = subject.table.enums.get(fact.get("type"))
    return json.dumps([fact, values, key in SECRETS], sort_keys=True)


def one_field_of_each_kind() -> list[tuple[Subject, str]]:
    """For each kind of field, the one in the smallest model."""
    fields: dict[str, tuple[Subject, str]] = {}
    for subject in sorted(SUBJECTS, key=lambda subject: len(subject.facts)):
        for key in subject.facts:
            fields.setdefault(kind_of_field(subject, key), (subject, key))
    return list(fields.values())


SECRETS = {"api_key", "token"}
ONE_PER_CLASS = list({subject.cls: subject for subject in reversed(SUBJECTS)}.values())[::-1]
"""Without the models that a later edition shares with an earlier one."""

each_edition = pytest.mark.parametrize("edition", list(MODULES))
each_model = pytest.mark.parametrize("subject", SUBJECTS, ids=str)
each_class = pytest.mark.parametrize("subject", ONE_PER_CLASS, ids=str)
each_kind_of_field = pytest.mark.parametrize(
    ("subject", "key"),
    [pytest.param(*field, id="{}.{}".format(*field)) for field in one_field_of_each_kind()],
)
"""Tests of values run on one field of each kind. ``test_wire_facts`` compares every single field
with its facts, so no field can be of another kind than the table says."""
