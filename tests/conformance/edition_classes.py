"""Which table each edition's classes are held against, and which class states which model."""

from __future__ import annotations

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

each_edition = pytest.mark.parametrize("edition", list(MODULES))
each_model = pytest.mark.parametrize("subject", SUBJECTS, ids=str)
each_field = pytest.mark.parametrize(
    ("subject", "key"),
    [
        pytest.param(subject, key, id=f"{subject}.{key}")
        for subject in SUBJECTS
        for key in subject.facts
    ],
)
