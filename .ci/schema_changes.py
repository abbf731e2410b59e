"""The page with the changes from each edition to the next, field by field. Depends on
``schema_words``, and is used by ``write_schema_page.py``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise

from schema_words import WRITTEN, Words, home_of, unlinked

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

This page lists the changes to the published schemas, field by field, [in the form of the pages of
the editions](../schemas.md#how-to-read-the-fields). [Editions](../editions.md) has a summary. A
class that is in both editions and is not listed has the same fields in both.

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

    entries = {name: [*changed(said(was, old), said(name, new))] for name, was in came_from.items()}
    lines = {
        "Unchanged": [new.link(name) for name in now.names if home_of(name, now) is not now],
        "Renamed": [
            title(name) for name, was in came_from.items() if name != was and not entries[name]
        ],
        "New": [new.link(name) for name in now.names if name not in came_from],
        "Removed": [old.link(name) for name in before.names if name in gone],
    }
    listed = "\n".join(f"- {word}: {', '.join(links)}" for word, links in lines.items() if links)
    sections = []
    for name, was in came_from.items():
        if entries[name]:
            before_this = [] if name == was else [f"Before: {old.link(was)}."]
            sections += [f"### {new.link(name)}", *before_this, "\n".join(entries[name])]
    return "\n\n".join([f"## From {before.date} to {now.date}", listed, *sections])


def changed(was: dict[str, str], has: dict[str, str]) -> Iterator[str]:
    """Yields an entry for each key whose text changed; new keys come last."""
    for key, before in was.items():
        if key not in has:
            yield f"- {key}, removed{before}"
        elif unlinked(before) != unlinked(has[key]):
            yield f"- {key}\n  - before{before}\n  - now{has[key]}"
    yield from (f"- {key}, new{now}" for key, now in has.items() if key not in was)


def said(name: str, words: Words) -> dict[str, str]:
    """Returns the texts to compare, by key: the rules of each field of a class, the values of an
    enum, or the members of a union."""
    spec = type_spec(words.edition.names[name])
    if isinstance(spec, EnumSpec):
        return {f"`{json.dumps(member.value)}`": "" for member in spec.cls}
    if isinstance(spec, ObjectSpec):
        return {field.keys: f": {field.rules}" for field in words.fields(spec.cls)}
    assert isinstance(spec, UnionSpec)
    return {"Members": ": " + ", ".join(words.link(member.__name__) for member in spec.members)}
