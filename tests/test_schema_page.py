"""The pages of the schemas agree with the published facts, and are the output of the script.

``test_wire_facts`` compares the classes with the same facts. These tests compare the facts with the
text of the pages, parsed from the Markdown, without the code that wrote it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any

import pytest

import jobmodels as jm
from jobmodels.core.constraints import Ge, Le, Length
from jobmodels.core.define import frozen
from jobmodels.records.editions import EDITIONS

HERE = Path(__file__).parent
DOCS = HERE.parent / "docs"
SCRIPT = HERE.parent / ".ci" / "write_schema_page.py"
FACTS = {
    path.stem: json.loads(path.read_text())
    for path in sorted((HERE / "conformance" / "wire").glob("*.json"))
}
each_model = pytest.mark.parametrize(
    ("date", "model"), [(date, model) for date in FACTS for model in FACTS[date]["models"]]
)
each_edition = pytest.mark.parametrize("date", FACTS)
each_step = pytest.mark.parametrize(("before", "now"), [*pairwise(FACTS)])

LINK = re.compile(r"\[`?([^]`]+)`?\]\(([^)]*)\)")
STATUS_OF_AN_EVENT = {"EventOut.data": "Status"}
"""An enum of the facts that the package replaces by another enum with the same values."""


# The pages, parsed.


def sections(path):
    """Returns the text under each heading of a page, by the heading's anchor; on the page of
    changes, the text of each step, including the headings of classes."""
    heading = r"^##? (.+)\n" if path.name == "changes.md" else r"^#+ (.+)\n"
    _, *parts = re.split(heading, path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    anchors = [re.sub(r"[^\w-]", "", title.lower().replace(" ", "-")) for title in parts[::2]]
    assert len({*anchors}) == len(anchors)
    return dict(zip(anchors, parts[1::2], strict=True))


def tables(text):
    """Returns the tables in a text, each a list of rows by column."""
    for lines in re.findall(r"(?:^\|.*\n?)+", text, re.MULTILINE):
        head, _, *rows = [
            [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
            for line in lines.splitlines()
        ]
        yield [dict(zip(head, row, strict=True)) for row in rows]


ENTRY = re.compile(
    r'^- <a id="(?P<anchor>.+)"></a>(?P<keys>\*\*`.*`\*\*): (?P<rules>.+)\n\n  (?P<meaning>.+)\n',
    re.MULTILINE,
)
"""The entry of a field."""
VALUE = re.compile(r'^- `(".*")` \(`(\w+)`\)', re.MULTILINE)
"""The beginning of the entry of a value of an enum."""

PAGES = {path: sections(path) for path in [DOCS / "schemas.md", *DOCS.glob("schemas/*.md")]}
NAMES = re.findall(r"^- (\w+): (.+)$", PAGES[DOCS / "schemas.md"]["all-names"], re.MULTILINE)
PLACES = {name: {link[1]: link[0] for link in LINK.finditer(links)} for name, links in NAMES}
"""The links in the index for each name, by edition."""


def followed(link, page):
    """Returns the text that a link leads to, and its page."""
    (_, address) = LINK.fullmatch(link).groups()
    file, _, anchor = address.partition("#")
    target = (page.parent / file).resolve() if file else page
    return PAGES[target][anchor], target


def address_of(date, name):
    """Returns the link in the index for a name of an edition; empty if it has none."""
    return PLACES[name].get(date, "")


def place(date, name):
    """Returns the text about a name of an edition, and its page."""
    return followed(address_of(date, name), DOCS / "schemas.md")


def entries_of(date, model):
    text, page = place(date, model)
    entries = [match.groupdict() for match in ENTRY.finditer(text)]
    assert len(entries) == text.count("\n- ")
    return entries, page


def unquoted(text):
    """Returns the JSON value that a page shows as code."""
    return json.loads(text.removeprefix("`").removesuffix("`"))


def fact_of_type(text, page):
    """Converts a page's text for a type to the form of the facts."""
    if text.startswith("array of "):
        return {"type": "list", "items": fact_of_type(text.removeprefix("array of "), page)}
    if text.startswith("`"):
        return {"const": unquoted(text)}
    if text == "string (UUID)":
        return {"type": "string", "format": "uuid"}
    if text == "free-form object":
        return {"type": "object"}
    if not text.startswith("["):
        return {"type": text}
    name = LINK.fullmatch(text)[1]
    target, _ = followed(text, page)
    members = re.findall(r"^- \[(\w+)\]\([^)]*\)(?:: `(\w+)` is )?", target, re.MULTILINE)
    if name.startswith('"'):  # an enum of one value
        assert [value for value, _ in VALUE.findall(target)] == [name]
        return {"const": json.loads(name)}
    if not members:
        return {"type": name}
    arms = [{"type": member} for member, _ in members]
    (tag,) = {tag for _, tag in members}
    return {
        **(arms[0] if len(arms) == 1 else {"one_of": arms}),
        **({"discriminator": tag} if tag else {}),
    }


def fact_of(text, bounds, page):
    """Converts a page's texts for a type and its bounds to the form of the facts."""
    values = re.fullmatch(r"object of (\w+) values", text)
    if values is None:
        return {**fact_of_type(text, page), **facts_of_bounds(bounds)}
    rules = dict(re.findall(r"(keys|values) of (.*?)(?= and values of |$)", bounds))
    keys = facts_of_bounds(rules.get("keys", ""))
    return {
        "type": "map",
        "values": {"type": values[1], **facts_of_bounds(rules.get("values", ""))},
        **({"keys": keys} if keys else {}),
    }


def facts_of_bounds(text):
    """Converts a page's text for bounds to the form of the facts."""
    facts = {}
    text = re.sub(r"(\d+) to (\d+) (\w+)", r"at least \1 \3 and at most \2 \3", text)
    for rule in filter(None, text.split(" and ")):
        match = re.fullmatch(r"(at least|at most|greater than|exactly) (\S+)(?: (\w+?)s?)?", rule)
        words, bound, unit = match.groups()
        suffix = {"item": "_items", "character": "_length", None: "imum"}[unit]
        for keyword in {
            "at least": ["min"],
            "at most": ["max"],
            "greater than": ["exclusive_min"],
            "exactly": ["min", "max"],
        }[words]:
            facts[keyword + suffix] = json.loads(bound)
    return facts


def facts_of_rules(text, page):
    """Converts a page's rules for a field to the form of the facts."""
    words = r"(.+?)(?:, \*\*secret\*\*)?, (required|optional)(, nullable)?(?:, (?!default)(.+?))?"
    match = re.fullmatch(rf"{words}(?:, default (`.+`))?", text)
    type_, required, nullable, bounds, default = match.groups()
    return {
        **fact_of(type_, bounds or "", page),
        **({"default": unquoted(default)} if default else {}),
        **({"required": True} if required == "required" else {}),
        **({"nullable": True} if nullable else {}),
    }


def in_our_names(fact):
    text = json.dumps(fact)
    for theirs, ours in STATUS_OF_AN_EVENT.items():
        text = text.replace(json.dumps(theirs), json.dumps(ours))
    return json.loads(text)


def as_text(facts):
    """Returns facts as text, in which 1, 1.0 and true differ."""
    return json.dumps(facts, sort_keys=True)


# The pages of the editions.


@each_edition
def test_the_pages_have_the_names_of_an_edition_and_no_others(date):
    (edition,) = (edition for edition in EDITIONS if edition.date == date)
    there = {name for name in PLACES if address_of(date, name)}
    assert there == {*edition.names} >= {*FACTS[date]["models"]}


@each_edition
def test_a_page_begins_with_its_contents_in_the_order_of_its_sections(date):
    here = DOCS / "schemas" / f"{date}.md"
    page = PAGES[here]
    (intro, *rest) = page
    listed = [address for _, address in LINK.findall(page[intro]) if address.startswith("#")]
    elsewhere = {name for name, at in PLACES.items() if date in at and f"{date}.md" not in at[date]}
    shared = LINK.findall(page.get("unchanged", ""))
    assert {name for name, _ in shared} == elsewhere
    assert all(followed(f"[{name}]({address})", here) for name, address in shared)
    groups = ["requests", "responses", "nested-classes", "unions", "enums"]
    assert listed == [f"#{anchor}" for anchor in rest if anchor not in groups]
    assert [anchor for anchor in rest if anchor in groups] == [g for g in groups if g in rest]


@each_model
def test_a_class_has_the_fields_of_the_schema_in_its_order(date, model):
    entries, _ = entries_of(date, model)
    anchors = [f"{model.lower()}-{key}" for key in FACTS[date]["models"][model]]
    assert [entry["anchor"] for entry in entries] == anchors
    assert all(entry["meaning"].endswith((".", ":", ")")) for entry in entries)


@each_model
def test_an_entry_says_what_the_facts_say(date, model):
    entries, page = entries_of(date, model)
    for entry, (key, fact) in zip(entries, FACTS[date]["models"][model].items(), strict=True):
        said = facts_of_rules(entry["rules"], page)
        assert as_text(said) == as_text(in_our_names(fact)), key


@each_model
def test_an_entry_names_both_spellings_and_marks_the_secrets(date, model):
    entries, _ = entries_of(date, model)
    for entry, key in zip(entries, FACTS[date]["models"][model], strict=True):
        camel = re.sub("_(.)", lambda match: match[1].upper(), key)
        keys = [key] if camel == key else [key, camel]
        assert entry["keys"] == " or ".join(f"**`{name}`**" for name in keys)
        assert ("**secret**" in entry["rules"]) is (key in {"api_key", "token"})


@each_edition
def test_the_entries_of_enums_have_the_values_of_the_schema(date):
    for name, values in FACTS[date]["enums"].items():
        text, _ = place(date, STATUS_OF_AN_EVENT.get(name, name))
        members = [re.sub(r"\W", "_", value.removeprefix("/v1/")).upper() for value in values]
        found = [(json.loads(value), member) for value, member in VALUE.findall(text)]
        assert found == [*zip(values, members, strict=True)]


def test_what_a_sibling_tells_is_said():
    text, _ = place("2026-03-17", "Hyperparameters")
    assert text.count(': `job_type` beside it is `"classifier"`') == 1
    assert "ClassifierTrainingParametersIn" in text.splitlines()[-2]


# The changes.


def changes(before, now):
    """Returns the page's content for a step: the lists of names, and for each class, with its
    former name, the texts about each key before and now."""
    text = PAGES[DOCS / "schemas" / "changes.md"][f"from-{before}-to-{now}"]
    lists = {
        title: [name for name, _ in LINK.findall(links)]
        for title, links in re.findall(r"^- (\w+): (.*)$", text, re.MULTILINE)
    }
    found = {}
    for section in text.split("\n### ")[1:]:
        head, entries = section.split("\n\n- ")
        found[tuple(name for name, _ in LINK.findall(head))] = dict(
            map(changed, entries.split("\n- "))
        )
    return lists, found


def changed(entry):
    """Returns the key of an entry about a change, and its texts before and now."""
    both = re.fullmatch(r"(.+)\n  - before: (.+)\n  - now: (.+)\n*", entry)
    if both:
        key, *texts = both.groups()
    else:
        key, word, text = re.fullmatch(r"(.+?), (new|removed)(?:: (.+))?\n*", entry).groups()
        texts = [None, text or "yes"] if word == "new" else [text or "yes", None]
    return key.split("`")[1] if "`" in key else key, texts


@each_step
def test_the_changes_of_the_models_are_those_of_the_facts(before, now):
    was, has = FACTS[before]["models"], FACTS[now]["models"]
    lists, found = changes(before, now)
    page = DOCS / "schemas" / "changes.md"
    models = {names: entries for names, entries in found.items() if names[0] in has}
    for (name, *earlier), entries in models.items():
        fields, earlier_fields = has[name], was[earlier[0] if earlier else name]
        changed = {
            key: [in_our_names(earlier_fields.get(key)), in_our_names(fields.get(key))]
            for key in earlier_fields | fields
        }
        said = {
            key: [text and facts_of_rules(text, page) for text in texts]
            for key, texts in entries.items()
        }
        assert as_text(said) == as_text(
            {key: (was, has) for key, (was, has) in changed.items() if was != has}
        )
    renamed = lists.get("Renamed", [])
    for name, earlier in zip(renamed[::2], renamed[1::2], strict=True):
        assert has[name] == was[earlier]
    listed = {name for name, *_ in models} | {*renamed[::2]}
    assert {*lists.get("New", ())} & {*has} == {*has} - {*was} - listed
    assert all(has[name] == was[name] for name in lists.get("Unchanged", ()) if name in has)
    assert all(
        in_our_names(has[name]) == in_our_names(was[name])
        for name in has
        if name in was and name not in listed
    )


@each_step
def test_what_is_new_has_no_name_of_before_and_what_is_gone_none_of_now(before, now):
    was, has = ({*FACTS[date]["models"], *FACTS[date]["enums"]} for date in (before, now))
    lists, found = changes(before, now)
    came_from = {names[0]: names[-1] for names in found} | {
        name: name for name in was & has if (name,) not in found
    }
    came_from |= dict(zip(*[iter(lists.get("Renamed", []))] * 2, strict=True))
    assert {*lists.get("New", ())} & has == has - came_from.keys()
    assert {*lists.get("Removed", ())} & was == was - {*came_from.values()} - {*STATUS_OF_AN_EVENT}
    for name in FACTS[now]["models"]:
        # A class whose name contains that of an earlier class is assumed to come from it.
        of_a_batch = name.startswith("Batch")  # its names contain those of fine-tuning jobs
        earlier = (old for old in FACTS[before]["models"] if old.startswith("Batch") is of_a_batch)
        carried = max((old for old in earlier if old in name), default="", key=len)
        if name != "JobMetadataOut":  # a part of a job, not the response to a dry run
            assert came_from.get(name, "") == carried


@each_step
def test_the_changes_of_the_enums_are_those_of_the_facts(before, now):
    was, has = FACTS[before]["enums"], FACTS[now]["enums"]
    _, found = changes(before, now)
    for name in was.keys() & has.keys():
        entries = found.get((name,), {})
        assert {json.loads(value): texts for value, texts in entries.items()} == {
            **{value: ["yes", None] for value in was[name] if value not in has[name]},
            **{value: [None, "yes"] for value in has[name] if value not in was[name]},
        }


# The summary page.

EDITIONS_PAGE = (DOCS / "editions.md").read_text(encoding="utf-8")


def test_the_table_of_editions_has_each_with_its_module():
    rows = next(tables(EDITIONS_PAGE))
    assert [(row["edition"], row["module"]) for row in rows] == [
        (f"[{edition.date}](schemas/{edition.date}.md)", f"`{module(edition)}`")
        for edition in EDITIONS
    ]


def module(edition):
    return f"jobmodels.{edition.prefix}".rstrip(".")


@each_step
def test_what_is_said_to_have_changed_has_changed(before, now):
    _, found = changes(before, now)
    text = EDITIONS_PAGE.partition(f"From {before} to {now}:")[2]
    text = re.split(r"^(?:From|#)", text, maxsplit=1, flags=re.MULTILINE)[0]
    fields = {(names[0], key) for names, entries in found.items() for key in entries}
    named = re.findall(r"`(\w+)\.(\w+)`", text)
    assert set() < {*named} <= fields
    classes = {*re.findall(r"`([A-Z]\w+)`", text)}
    assert classes <= FACTS[before]["models"].keys() | FACTS[now]["models"].keys() | {
        *FACTS[before]["enums"],
        *FACTS[now]["enums"],
    }


# The script.


@pytest.fixture(scope="module")
def script():
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(SCRIPT.parent)
        return import_module(SCRIPT.stem)


def test_the_pages_are_what_the_script_writes(script):
    pages = [*PAGES, DOCS / "reference-schemas.md"]
    found = {str(path.relative_to(DOCS).as_posix()): path.read_text("utf-8") for path in pages}
    assert found == script.texts()


def test_the_script_shows_what_it_would_change(script, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(script, "FOLDER", tmp_path)
    assert script.main(["--check"]) == 1
    assert not [*tmp_path.iterdir()]
    assert script.main([]) == 0
    capsys.readouterr()
    assert script.main(["--check"]) == 0
    assert capsys.readouterr().out == ""
    path = tmp_path / "schemas" / "2024-11-07.md"
    edited = path.read_text("utf-8").replace("exactly 40 characters", "any length", 1)
    path.write_text(edited, "utf-8")
    assert script.main(["--check"]) == 1
    shown = capsys.readouterr().out
    assert shown.count("\n--") == shown.count("\n+-") == 1
    assert re.search(r"^-.*any length", shown, re.MULTILINE)
    assert path.read_text("utf-8") == edited


@frozen
class Odd(jm.Model):
    """Fields unlike those of any schema."""

    shares: Annotated[tuple[Annotated[float, Ge(0), Le(1)], ...], Length(2, 3)]
    """One | other,

    and more."""
    about: jm.Omittable[Mapping[str, Any]] = jm.UNSET
    """Free."""
    names: jm.Omittable[
        Mapping[Annotated[str, Length(1, 32)], Annotated[str, Length(0, 9)]] | None
    ] = jm.UNSET
    """Named."""
    counts: jm.Omittable[Mapping[str, int]] = jm.UNSET
    """Counted."""
    error: jm.Omittable[str | Mapping[str, Any] | None] = jm.UNSET
    """Text or free."""


def test_what_no_schema_has_so_far(script):
    fields = script.Words(EDITIONS[1], "changes").fields(Odd)
    assert fields[0].meaning == "One | other, and more."
    assert [field.rules for field in fields] == [
        "array of number, required, 2 to 3 items and each at least 0 and at most 1",
        "free-form object, optional",
        "object of string values, optional, nullable, "
        "keys of 1 to 32 characters and values of at most 9 characters",
        "object of integer values, optional",
        "string or free-form object, optional, nullable",
    ]
