#!/usr/bin/env python3
"""Writes ``docs/schemas.md`` and ``docs/schemas/``: every schema of every edition, and the changes
from one edition to the next. Writes ``docs/reference-schemas.md`` too, for Sphinx.

``.ci/write_schema_page.py`` writes the pages. With ``--check``, it only shows the changes that it
would make. The facts about the schemas come from the classes. Depends on the
package and on other scripts in this folder.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

if __name__ == "__main__":
    # Import this checkout, not an installed package.
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from schema_changes import changes_text
from schema_words import WRITTEN, Words, doc_text, flat, home_of
from written import run

from jobmodels.core.openenum import OpenStrEnum
from jobmodels.core.record import Record
from jobmodels.core.spec import (
    ArraySpec,
    EnumSpec,
    ObjectSpec,
    UnionSpec,
    spec_of,
    type_spec,
)
from jobmodels.docstrings import field_docs
from jobmodels.records.editions import EDITIONS, Edition

FOLDER = Path(__file__).resolve().parent.parent / "docs"

INDEX = """\
{written}

# The schemas

These pages list every class of every [edition](editions.md), as the published schema defines it.
The description of a class says if only the API's guide documents it. Each edition has a page, and
[another page](schemas/changes.md) lists the changes from each edition to the next.

{editions}

<a id="how-to-read-the-tables"></a>

## How to read the fields

Each field of a class has an entry with its keys, its rules and its meaning:

- The **key** in the payload, in snake_case and camelCase. Reading accepts both, and writing uses
  the case that you choose. The attribute has the name in snake_case.
- The **type**: the JSON type, or the class, union or enum of the value. In Python an array is a
  tuple, and a free-form object or an object of string values is a read-only mapping. UUID is an
  annotation and is not checked. A **secret** is never shown in a repr or in an error, and `redact`
  masks it.
- **Required** or **optional**: strict reading rejects a payload without a required field. An
  optional field is `UNSET` if it is absent.
- **Nullable**: strict reading accepts null for the field, which is `None` in Python.
- The **bounds**, such as "at least 1": strict reading rejects a value outside the bounds.
- The **default**: the value that the API assumes if the field is absent. Reading does not fill it
  in; `fill_defaults` does. Constructing an object directly fills in only the tags: the fields whose
  type is one string, such as `"job"`.

An enum has an entry for each value, with the name of its member.

Lenient reading accepts a payload with missing required fields, with null for any field, with
unknown enum values, or with values outside the bounds.

## All names

Editions share the classes that did not change between them. These classes are on the page of the
first edition that has them.

{names}

```{{toctree}}
:hidden:

{pages}
```
"""
PAGE = """\
{written}

# Edition {date}

The classes of `{module}`. See also [how to read the fields](../schemas.md#how-to-read-the-fields),
[the other editions](../schemas.md), and [what changed](changes.md).

{contents}

{sections}
"""
REFERENCE = """\
{written}

# The classes

On the built site, Sphinx fills this page from the docstrings. [The schemas](schemas.md) lists the
same fields with their keys and bounds. A field that the schema does not require is `Omittable`; its
value is `UNSET` if it is absent. Each class accepts its fields as keyword arguments, and also has
`additional_properties`. A class that several editions share is listed once, for the first of them.

{sections}
"""
SHARED = "These names are unchanged from an earlier edition, and are the same Python objects:"


def texts() -> dict[str, str]:
    """Returns the text of each file, by its path."""
    pages = {f"schemas/{edition.date}.md": edition_text(edition) for edition in EDITIONS}
    return {
        "schemas.md": index_text(),
        **pages,
        "schemas/changes.md": changes_text(),
        "reference-schemas.md": reference_text(),
    }


def index_text() -> str:
    """Returns the index page."""
    names = sorted({name for edition in EDITIONS for name in edition.names}, key=str.lower)
    editions = [f"- [{e.date}](schemas/{e.date}.md): `{module_name(e)}`" for e in EDITIONS]
    pages = [f"schemas/{edition.date}" for edition in EDITIONS] + ["schemas/changes"]
    return INDEX.format(
        written=WRITTEN,
        editions="\n".join(editions),
        names="\n".join(f"- {name}: {places(name)}" for name in names),
        pages="\n".join(pages),
    )


def places(name: str) -> str:
    """Returns a link to the type of that name in each edition that has one."""
    return ", ".join(
        f"[{edition.date}](schemas/{home_of(name, edition).date}.md#{name.lower()})"
        for edition in EDITIONS
        if name in edition.names
    )


def module_name(edition: Edition) -> str:
    """Returns the module from which the classes of an edition are imported."""
    return f"jobmodels.{edition.prefix}".rstrip(".")


def edition_text(edition: Edition) -> str:
    """Returns the page of an edition."""
    words = Words(edition, edition.date)
    contents, sections, shared = [], [], []
    for title, names in groups(edition):
        own = [name for name in names if home_of(name, edition) is edition]
        shared += [words.link(name) for name in names if name not in own]
        if own:
            contents.append(f"- {title}: {', '.join(map(words.link, own))}")
            sections += [f"## {title}", *(section(name, words) for name in own)]
    if shared:
        contents.append("- [Unchanged](#unchanged)")
        sections.append(f"## Unchanged\n\n{SHARED}\n\n{', '.join(shared)}")
    return PAGE.format(
        written=WRITTEN,
        date=edition.date,
        module=module_name(edition),
        contents="\n".join(contents),
        sections="\n\n".join(sections),
    )


def reference_text() -> str:
    """Returns the page that Sphinx fills."""
    sections = []
    for edition in sorted(EDITIONS, key=lambda edition: bool(edition.prefix)):
        sections.append(f"## Edition {edition.date}\n\nThe classes of `{module_name(edition)}`.")
        for title, names in groups(edition):
            own = [name for name in names if home_of(name, edition) is edition]
            if own:
                lines = "\n".join(directive(name, edition) for name in own)
                sections.append(f"### {title}\n\n```{{eval-rst}}\n{lines}\n```")
    return REFERENCE.format(written=WRITTEN, sections="\n\n".join(sections))


def directive(name: str, edition: Edition) -> str:
    """Returns the directive for one name."""
    value = edition.names[name]
    path = f"{module_name(edition)}.{name}"
    if not isinstance(value, type):
        return f".. autodata:: {path}\n   :no-value:"
    members = "\n   :members:\n   :undoc-members:" if value in edition.enums else ""
    return f".. autoclass:: {path}{members}"


def groups(edition: Edition) -> Iterator[tuple[str, list[str]]]:
    """Yields the names of an edition in groups, each with a title."""
    records = {cls.__name__: kind for kind, cls in edition.records.items()}
    held = [name for record in edition.records.values() for name in held_by(record)]
    models = [*held, *(cls.__name__ for cls in edition.models)]
    yield "Requests", [name for name, kind in records.items() if kind.endswith("request")]
    yield "Responses", [name for name, kind in records.items() if not kind.endswith("request")]
    yield "Nested classes", [name for name in dict.fromkeys(models) if name not in records]
    yield "Unions", [name for name, value in edition.names.items() if not isinstance(value, type)]
    yield "Enums", [enum.__name__ for enum in edition.enums]


def held_by(cls: type[Record]) -> Iterator[str]:
    """Yields the names of the model classes among the types of the fields of a class."""
    for field in spec_of(cls).fields:
        spec = field.type.items if isinstance(field.type, ArraySpec) else field.type
        if isinstance(spec, (ObjectSpec, UnionSpec)):
            for member in spec.members if isinstance(spec, UnionSpec) else (spec.cls,):
                yield member.__name__


def section(name: str, words: Words) -> str:
    """Returns the section for one name."""
    value = words.edition.names[name]
    spec = type_spec(value)
    if isinstance(spec, ObjectSpec):
        body = fields_text(spec.cls, words)
    elif isinstance(spec, EnumSpec):
        body = enum_text(spec.cls)
    else:
        assert isinstance(spec, UnionSpec)
        body = "\n".join(union_lines(spec, words))
    return f"### {name}\n\n{doc_text(name, value)}\n\n{body}"


def fields_text(cls: type[Record], words: Words) -> str:
    """Returns an entry for each field of a class, with an anchor."""
    return "\n\n".join(
        f'- <a id="{cls.__name__.lower()}-{name}"></a>{keys}: {rules}\n\n  {meaning}'
        for name, keys, rules, meaning in words.fields(cls)
    )


def enum_text(enum: type[OpenStrEnum]) -> str:
    """Returns an entry for each value of an enum."""
    docs = field_docs(enum)
    lines = []
    for member in enum:
        meaning = f": {flat(docs[member.name])}" if member.name in docs else ""
        lines.append(f"- `{json.dumps(member.value)}` (`{member.name}`){meaning}")
    return "\n".join(lines)


def union_lines(spec: UnionSpec, words: Words) -> Iterator[str]:
    """Yields the members of a union, each with the value that identifies it."""
    tag = spec.tag or spec.sibling
    beside = " beside it" if spec.sibling else ""
    values = {member: value for value, member in spec.tags.items()}
    for member in spec.members:
        told = f": `{tag}`{beside} is `{json.dumps(values[member])}`" if tag else ""
        yield f"- {words.link(member.__name__)}{told}"


def main(argv: Sequence[str] | None = None) -> int:
    return run("Write the schema pages in docs.", FOLDER, texts(), argv)


if __name__ == "__main__":
    sys.exit(main())
