#!/usr/bin/env python3
"""Writes ``jobmodels/types``, the wire form of the classes as ``TypedDict``s, from their specs, and
``jobmodels/__init__.pyi``, the public names for type checkers.

``.ci/write_types.py`` writes the files. With ``--check``, it only shows the changes that it would
make, and exits with status 1 if there are any. The files are formatted as by ``ruff format``.
Depends on the package and on ``written``.
"""

from __future__ import annotations

import inspect
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from pathlib import Path
from textwrap import indent

if __name__ == "__main__":
    # Import this checkout, not an installed package.
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from schema_words import home_of
from written import run

import jobmodels
from jobmodels.core.conversion import unstructure
from jobmodels.core.model import Model
from jobmodels.core.spec import (
    ArraySpec,
    ConstSpec,
    EnumSpec,
    FieldSpec,
    MapSpec,
    ModelSpec,
    ObjectSpec,
    ScalarSpec,
    TypeSpec,
    UnionSpec,
    spec_of,
    type_spec,
    unknown_kind,
)
from jobmodels.records import editions
from jobmodels.records.editions import EDITIONS, MODELS, Edition, edition_of

FOLDER = Path(editions.__file__).parents[1]
TOP = next(edition for edition in EDITIONS if not edition.prefix)
OTHERS = [edition.prefix.removesuffix(".") for edition in EDITIONS if edition.prefix]
WIDTH = 100
SCALARS = {"string": "str", "integer": "int", "number": "float", "boolean": "bool"}

WRITTEN = "Generated from the classes by ``.ci/write_types.py``. Do not edit."
TYPES = '''\
"""The wire form of edition {date} as ``TypedDict``s, for hosts that use dicts.

``JobInDict`` is the payload in snake_case that strict reading accepts for a ``JobIn``, and that
``unstructure`` returns for one that was read strictly. ``StatusValue`` is the type of the ``value``
of a ``Status``. The types do not contain keys that the schema does not define, although reading
keeps them. Does not import any model class.

{written}
"""

from __future__ import annotations

{imports}

{all}


{body}
'''
TOP_IMPORTS = """\
from importlib import import_module
{imports}

if TYPE_CHECKING:
    from . import {others}"""
TOP_ENDING = """\
if not TYPE_CHECKING:  # the other editions are imported on first use

    def __getattr__(name: str) -> Any:
        if name in {others}:
            return import_module(f".{{name}}", __name__)
        raise AttributeError(f"module {{__name__!r}} has no attribute {{name!r}}")"""
UNSTRUCTURE = '''\
"""``unstructure`` for type checkers: the ``TypedDict`` for each class.

Only type checkers import this module. At run time ``unstructure`` is that of the core, which must
not import the classes. The first matching signature applies: a subclass comes before its base.

{written}
"""

from __future__ import annotations

from typing import Any, Literal, overload

from .. import types, {others}
from ..core import conversion
from ..core.frozendict import FrozenDict
from ..core.options import Case
from ..core.record import Record
from ..models import batch, request, response
{imports}

__all__ = ["unstructure"]


{overloads}


@overload
def unstructure(obj: Record | FrozenDict, *, case: Literal["camel"]) -> dict[str, Any]: ...


@overload
def unstructure(obj: FrozenDict, *, case: Case = ...) -> dict[str, Any]: ...


# A ``Model`` may be a ``JobOut``, and a ``JobOutDict`` is not a ``dict[str, Any]``: with ``| Any``,
# this signature is compatible with all signatures above.
@overload
def unstructure(obj: Record | FrozenDict, *, case: Case = ...) -> dict[str, Any] | Any: ...


def unstructure(obj: Record | FrozenDict, *, case: Case = "snake") -> Any:
    """{doc}
    """
    return conversion.unstructure(obj, case=case)
'''


def texts() -> dict[str, str]:
    """Returns the text of each file, by its name."""
    types = {
        f"types/{edition.prefix or '__init__.'}py": types_text(edition) for edition in EDITIONS
    }
    return {**types, "types/_unstructure.py": unstructure_text(), "__init__.pyi": names_text()}


def names_text() -> str:
    """Returns the stub of the package, whose names are imported on first use."""
    homes = {**jobmodels._HOME, "unstructure": "types._unstructure"}
    homes |= dict.fromkeys(jobmodels._MODULES, "")

    def rank(name: str) -> tuple[str, bool, bool, str]:  # the order of isort
        return homes[name], not name.isupper(), not name[0].isupper(), name.lower()

    lines = [f"from .{homes[name]} import {name} as {name}" for name in sorted(homes, key=rank)]
    body = ["", "__version__: str", "_HOME: dict[str, str]", "_MODULES: tuple[str, ...]"]
    return "\n".join([f"# {WRITTEN}", "", *lines, *body, ""])


def types_text(edition: Edition) -> str:
    """Returns the module of an edition. Imports the types that it shares with an earlier one."""
    specs = {name: type_spec(value) for name, value in edition.names.items()}
    # A union is an expression, so its members must be defined before it.
    names = sorted(specs, key=lambda name: isinstance(specs[name], UnionSpec))
    definitions = [definition(n, specs) for n in names if home_of(n, edition) is edition]
    public = [wire_name(name, specs[name]) for name in names]
    if edition is TOP:
        public += OTHERS
        definitions.append(TOP_ENDING.format(others=json.dumps(OTHERS)))
    body = "\n\n\n".join(definitions)
    typing = ", ".join(name for name in ("TYPE_CHECKING", "Any", "Literal") if name in body)
    sources = ["from ._typed_dict import TypedDict"]
    for home in sorted(EDITIONS, key=attrgetter("prefix")):
        shared = [wire_name(n, specs[n]) for n in names if home_of(n, edition) is home]
        if shared and home is not edition:
            opening = f"from .{home.prefix.removesuffix('.')} import "
            sources.append(listed(f"{opening}(", sorted(shared), ")"))
    imports = "\n".join([f"from typing import {typing}", "", *sorted(sources)])
    if edition is TOP:
        imports = TOP_IMPORTS.format(imports=imports, others=", ".join(OTHERS))
    return TYPES.format(
        date=edition.date,
        written=WRITTEN,
        imports=imports,
        all=listed("__all__ = [", map(json.dumps, sorted(public)), "]"),
        body=body,
    )


def wire_name(name: str, spec: TypeSpec) -> str:
    """Returns the name of the wire form: of a dict, or of the values of an enum."""
    return f"{name}Value" if isinstance(spec, EnumSpec) else f"{name}Dict"


def definition(name: str, specs: dict[str, TypeSpec]) -> str:
    """Returns the definition of the wire form of ``name``; ``specs`` has those of the edition."""
    spec = specs[name]
    if isinstance(spec, ObjectSpec):
        return "\n".join(class_lines(spec.cls.__name__, spec_of(spec.cls), specs))
    if isinstance(spec, EnumSpec):
        values = [json.dumps(member.value) for member in spec.cls]
        return f'{listed(f"{name}Value = Literal[", values, "]")}\n"""The values of ``{name}``."""'
    assert isinstance(spec, UnionSpec)
    members = " | ".join(f"{cls.__name__}Dict" for cls in spec.members)
    return f'{name}Dict = {members}\n"""The wire form of ``{name}``."""'


def class_lines(name: str, spec: ModelSpec, specs: dict[str, TypeSpec]) -> Iterator[str]:
    """Yields the lines for a model class.

    A class with required and optional fields needs two: Python 3.10 does not have NotRequired.
    """
    optional = [field for field in spec.fields if not field.required]
    base, fields = "TypedDict", spec.required
    if spec.required and optional:
        yield f"class _{name}Required(TypedDict):"
        yield f'    """The required keys of ``{name}``."""\n'
        yield from field_lines(spec.required, specs)
        yield "\n"
        base, fields = f"_{name}Required", ()
    total = ", total=False" if optional else ""
    yield f"class {name}Dict({base}{total}):"
    yield f'    """The wire form of ``{name}``."""\n'
    yield from field_lines([*fields, *optional], specs)


def field_lines(fields: Iterable[FieldSpec], specs: dict[str, TypeSpec]) -> Iterator[str]:
    for field in fields:
        null = " | None" if field.nullable else ""
        yield f"    {field.name}: {type_text(field.type, specs)}{null}"


def type_text(spec: TypeSpec, specs: dict[str, TypeSpec]) -> str:
    """Returns the type of a value that strict reading accepts."""
    if isinstance(spec, ScalarSpec):
        return SCALARS[spec.kind]
    if isinstance(spec, ConstSpec):
        return f"Literal[{json.dumps(spec.value)}]"
    if isinstance(spec, ArraySpec):
        return f"list[{type_text(spec.items, specs)}]"
    if isinstance(spec, (EnumSpec, ObjectSpec)):
        return wire_name(spec.cls.__name__, spec)
    if isinstance(spec, UnionSpec):
        return next(f"{name}Dict" for name, named in specs.items() if named == spec)
    if isinstance(spec, MapSpec):
        mapping = f"dict[str, {SCALARS[spec.values.kind] if spec.values else 'Any'}]"
        return f"str | {mapping}" if spec.or_string else mapping
    raise unknown_kind(spec)


def unstructure_text() -> str:
    """Returns the module with a signature for each class of each edition."""
    classes = sorted(MODELS, key=lambda cls: -len(cls.__mro__))  # subclasses first
    return UNSTRUCTURE.format(
        written=WRITTEN,
        others=", ".join(OTHERS),
        imports="\n".join(f"from . import {other} as types_{other}" for other in OTHERS),
        overloads="\n\n\n".join(map(overload_text, classes)),
        doc=indent(inspect.getdoc(unstructure) or "", "    ").lstrip(),
    )


def overload_text(cls: type[Model]) -> str:
    """Returns the signature for one class, qualified by the module of the class."""
    edition = edition_of(cls).prefix
    home = edition or cls.__module__.rpartition(".")[2] + "."
    types = f"types_{edition}" if edition else "types."
    arguments = f'obj: {home}{cls.__name__}, *, case: Literal["snake"] = ...'
    answer = f"{types}{cls.__name__}Dict: ..."
    line = f"def unstructure({arguments}) -> {answer}"
    if len(line) > WIDTH:
        line = f"def unstructure(\n    {arguments}\n) -> {answer}"
    return f"@overload\n{line}"


def listed(opening: str, items: Iterable[str], closing: str) -> str:
    """Returns the items in one line, or one per line if that is too long."""
    items = list(items)
    line = f"{opening}{', '.join(items)}{closing}"
    if len(line) <= WIDTH:
        return line
    return "\n".join([opening, *(f"    {item}," for item in items), closing])


def main(argv: Sequence[str] | None = None) -> int:
    return run("Write the TypedDicts in jobmodels/types.", FOLDER, texts(), argv)


if __name__ == "__main__":
    sys.exit(main())
