"""Which table the package's classes are held against, and which class states which model."""

from __future__ import annotations

import pytest
from fact_table import FactTable

import jobmodels

TABLE = FactTable.load("2024-11-07")
CLASSES = {name: getattr(jobmodels, name) for name in TABLE.models}

each_model = pytest.mark.parametrize("model", list(TABLE.models))
each_field = pytest.mark.parametrize(
    ("model", "key"),
    [
        pytest.param(model, key, id=f"{model}.{key}")
        for model, fields in TABLE.models.items()
        for key in fields
    ],
)
