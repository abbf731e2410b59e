"""The page with the changes from each edition to the next, field by field. Depends on
``schema_words``, and is used by ``write_schema_page.py``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise

from schema_words import WRITTEN, Words, home_of, table, unlinked

from jobmodels.core.spec import EnumSpec, ObjectSpec, UnionSpec, type_spec
from jobmodels.records.editions import EDITIONS, Edition

__all__ = ["changes_text"]

CAME_FROM = {
    "2024-11-07": {
        "LegacyJobMetadataOut": "JobMetadata",
        "TrainingParametersIn": "TrainingParameters",
    },
    "2026-03-17": {
        "ClassifierDetailedJobOut": "DetailedJobOut",
        "ClassifierJobOut": "JobOut",
        "ClassifierTrainingParameters": "TrainingParameters",
        "ClassifierTrainingParametersIn": "TrainingParametersIn",
        "CompletionDetailedJobOut": "DetailedJobOut",
        "CompletionJobOut": "JobOut",
        "CompletionTrainingParameters": "TrainingParameters",
        "CompletionTrainingParametersIn": "TrainingParametersIn",
    },
}
"""The classes that each edition renamed: the new names, with those in the previous edition."""

CHANGES = """\
{written}

# What changed

This page lists the changes to the published schemas, field by field. [Editions](../editions.md) has
a summary. An empty cell means that the edition does not have the field or value. A class that
is in both editions and is not listed has the same fields in both.

{steps}
"""


def changes_text() -> str:
    """Returns the text of the page."""
    steps = [step_text(before, now) for before, now in pairwise(EDITIONS)]
    return CHANGES.format(written=WRITTEN, steps="\n\n".join(steps))


def step_text(before: Edition, now: Edition) -> str:
    """Returns the section with the changes from one edition to the next."""
    old, new = Words(before, "changes"), Words(now, "changes")
    came_from = {name: name for name in now.names if name in before.names}
    came_from.update(CAME_FROM.get(now.date, {}))
    gone = before.names.keys() - came_from.values()

    def title(name: str) -> str:
        was = came_from[name]
        return new.link(name) if name == was else f"{new.link(name)} (before: {old.link(was)})"

    rows = {
        name: [*changed_rows(said(was, old), said(name, new))] for name, was in came_from.items()
    }
    lines = {
        "Unchanged": [new.link(name) for name in now.names if home_of(name, now) is not now],
        "Renamed": [
            title(name) for name, was in came_from.items() if name != was and not rows[name]
        ],
        "New": [new.link(name) for name in now.names if name not in came_from],
        "Removed": [old.link(name) for name in before.names if name in gone],
    }
    listed = "\n".join(f"- {word}: {', '.join(links)}" for word, links in lines.items() if links)
    columns = ["", before.date, now.date]
    changed = []
    for name, was in came_from.items():
        if rows[name]:
            before_this = [] if name == was else [f"Before: {old.link(was)}."]
            changed += [f"### {new.link(name)}", *before_this, table(columns, rows[name])]
    return "\n\n".join([f"## From {before.date} to {now.date}", listed, *changed])


def changed_rows(was: dict[str, str], has: dict[str, str]) -> Iterator[list[str]]:
    """Yields a row for each key whose text changed; new keys come last."""
    for key in dict.fromkeys([*was, *has]):
        before, now = was.get(key, ""), has.get(key, "")
        if unlinked(before) != unlinked(now):
            yield [key, before, now]


def said(name: str, words: Words) -> dict[str, str]:
    """Returns the texts to compare, by key: the rules of each field of a class, the values of an
    enum, or the members of a union."""
    spec = type_spec(words.edition.names[name])
    if isinstance(spec, EnumSpec):
        return {f"`{json.dumps(member.value)}`": "yes" for member in spec.cls}
    if isinstance(spec, ObjectSpec):
        return {row.field: row.summary() for row in words.rows(spec.cls)}
    assert isinstance(spec, UnionSpec)
    return {"members": ", ".join(words.link(member.__name__) for member in spec.members)}
