"""The page on the official SDK's classes: it lists every class, and every new name on it exists.
``test_docs`` runs its code.
"""

from __future__ import annotations

import importlib.metadata
import re
from operator import attrgetter
from pathlib import Path

import pytest

import jobmodels as jm
from jobmodels.records.editions import EDITIONS

PAGE = (Path(__file__).parent.parent / "docs" / "migration.md").read_text(encoding="utf-8")


def tables():
    """Returns the tables of the page: the cells of each row, without the headings."""
    for lines in re.findall(r"(?:^\|.*\n)+", PAGE, re.MULTILINE):
        head, _, *rows = [
            [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
            for line in lines.splitlines()
        ]
        assert all(len(row) == len(head) for row in rows)
        yield rows


CALLS, FIRST, SAME, LATER = tables()


def names(cell):
    return re.findall(r"`([\w.]+)`", cell)


def test_a_table_of_names_says_each_once():
    for table in (FIRST, SAME, LATER):
        theirs = [name for row in table for name in names(row[0])]
        assert len({*theirs}) == len(theirs)
        assert all(names(row[0]) or "strings" in row[0] for row in table)


@pytest.mark.parametrize("row", [*FIRST, *SAME[1:], *LATER], ids=lambda row: row[0])
def test_what_a_name_became_is_there(row):
    ours = [name for cell in row[1 if row in (*FIRST, *SAME) else 2 :] for name in names(cell)]
    assert ours or row[0] == "`JobQueryFilter`"
    for name in ours:
        value = attrgetter(name)(jm)
        assert any(value is known for edition in EDITIONS for known in edition.names.values())


def test_the_same_names_are_the_same_names():
    (same, answer) = SAME[0]
    assert answer == "the same names"
    assert {*names(same)} <= {cls.__name__ for cls in EDITIONS[1].models}


OF_THE_GUIDE = {"v2026.BatchResponse", "v2026.BatchResult"}
"""The classes that the SDKs do not have, because the published schema does not."""


@pytest.mark.parametrize(
    ("prefix", "cells"),
    [
        ("v2024_06.", [row[1] for row in FIRST]),
        ("", [SAME[0][0], *(row[1] for row in SAME)]),
        ("v2026.", [row[2] for row in LATER]),
    ],
    ids=["2024-06-05", "2024-11-07", "2026-03-17"],
)
def test_every_name_of_an_edition_of_the_sdks_is_on_the_page(prefix, cells):
    (edition,) = (edition for edition in EDITIONS if edition.prefix == prefix)
    found = {name for cell in cells for name in names(cell)}
    assert found == {prefix + name for name in edition.names} - OF_THE_GUIDE


def test_what_to_write_instead_is_there():
    for _, ours in CALLS:
        call = re.match(r"`([\w.]+)", ours)[1]
        assert attrgetter(call)(jm) is not None


def test_the_sdk_s_names_are_the_sdk_s():
    """CI runs this test with both versions."""
    reason = "needs the official Python SDK: mistralai 1.2.6 or 3.7.0"
    pytest.importorskip("mistralai", reason=reason)
    if importlib.metadata.version("mistralai") == "1.2.6":
        models = importlib.import_module("mistralai.models")
        theirs = {name for row in SAME for name in names(row[0])}
        assert {name for name in theirs if not hasattr(models, name)} == {
            "FineTuneableModel",  # until 1.2.3, as the page says
            "ObjectT",  # in TypeScript
        }
    else:
        models = importlib.import_module("mistralai.client.models")
        theirs = {name: row[2] for row in LATER for name in names(row[1])}
        batch = {name for name, ours in theirs.items() if "Batch" in ours or "Endpoint" in ours}
        assert {name for name in theirs if hasattr(models, name)} == batch | {
            "ClassifierTargetResult",  # in the SDK's fine-tuned models
            "FTClassifierLossFunction",
        }
