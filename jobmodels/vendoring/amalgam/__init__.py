"""Builds the source of the package as one module, from the package's own sources.

Copies every definition that the public names of one edition depend on, unchanged except for those
that ``standalone`` replaces. Raises ``RuntimeError`` for syntax
that is not supported and for a name with two meanings.
"""

from __future__ import annotations

import builtins
import textwrap
from collections.abc import Iterator, Mapping

from ... import __version__
from ...editions import EDITIONS, TOP_LEVEL
from ..own import own_files
from .definitions import Definition
from .imports import import_lines, rank
from .reached import Package, Reached

__all__ = ["module_text"]

_EDITIONS = {edition.date: edition for edition in EDITIONS}

_PUBLIC: Mapping[str, tuple[str, ...]] = {
    "core.conversion": ("structure", "unstructure"),
    "core.jsontext": ("dumps", "loads"),
    "core.operations": ("evolve", "fill_defaults", "redact"),
    "core.errors": ("Problem", "ValidationError"),
    "core.frozendict": ("FrozenDict",),
    "core.model": ("Model",),
    "core.options": ("Case", "UnknownKeys"),
    "core.unset": ("UNSET", "Omittable", "UnsetType"),
}
"""The public names of the single file besides the classes."""

_DOCSTRING = '''\
"""The typed form of a Mistral fine-tuning job, edition {edition}, in one module.

Frozen classes for the requests and responses of the API, and their lossless conversion to and from
JSON. Requires Python 3.10 or later and no other package. Import it like any other module of your
package:

    from .jobs import JobsOut, ValidationError, structure, unstructure

    page = structure(payload, JobsOut)  # reads snake_case and camelCase; reports every problem
    for job in page.data:  # empty if absent
        print(job.id, job.status, job.additional_properties)
    payload = unstructure(page, case="camel")

``loads`` and ``dumps`` convert JSON text. ``evolve`` returns a changed copy, ``fill_defaults`` a
copy with the defaults of the API, and ``redact`` a copy with secrets masked. Reading is as strict
as the published schema; use ``lenient=True`` for archives.

This file is generated from the sources of jobmodels {version}. Do not edit it; generate it again.
"""
'''


def module_text(edition: str = TOP_LEVEL.date) -> str:
    """Returns the source of a single module with the classes of an edition and their functions.

    Raises ``ValueError`` for an unknown edition, and ``RefusedError`` as ``own_files`` does.
    """
    if edition not in _EDITIONS:
        raise ValueError(f"edition must be one of {', '.join(_EDITIONS)}, not {edition!r}")
    package = Package(own_files())
    homes = {home: package.module(home).public for home in _EDITIONS[edition].modules}
    names = [(home, name) for home, others in {**homes, **_PUBLIC}.items() for name in others]
    reached = Reached(package, names)
    _check_names(reached)
    public = sorted(["__version__", *(name for _, name in names)], key=rank)
    return "".join(
        [
            _DOCSTRING.format(edition=edition, version=__version__),
            "\nfrom __future__ import annotations\n\n",
            *(f"{line}\n" for line in import_lines(reached.imports, reached.awaited)),
            f'\n__version__ = "{__version__}"\n',
            "\n__all__ = [\n",
            *(f'    "{name}",\n' for name in public),
            "]\n",
            *_sections(reached),
        ]
    )


def _sections(reached: Reached) -> Iterator[str]:
    """Yields the definitions of each module, below a comment with the summary of the module."""
    texts: set[str] = set()
    for source, definitions in reached.by_module():
        # Two modules may define the same type variable.
        new = [other for other in definitions if other.text not in texts]
        texts.update(other.text for other in new)
        if new:
            yield "\n\n"
            yield textwrap.fill(source.summary, 100, initial_indent="# ", subsequent_indent="# ")
            yield "\n\n\n"
            yield from _spaced(new, source.definitions)


def _spaced(definitions: list[Definition], all_there: list[Definition]) -> Iterator[str]:
    """Yields definitions of one module, separated by as many empty lines as in that module."""
    above = None
    for definition in definitions:
        if above is not None:
            is_next = all_there.index(above) + 1 == all_there.index(definition)
            is_far = above.is_block or definition.is_block
            yield "\n" * (2 if is_far else definition.gap if is_next else 1)
        yield f"{definition.text}\n"
        above = definition


def _check_names(reached: Reached) -> None:
    """Raises ``RuntimeError`` if a name would have two meanings in the single module."""
    if reached.imports.keys() & {*dir(builtins)}:
        raise RuntimeError("an imported name shadows a builtin")
    texts = dict.fromkeys([*dir(builtins), *reached.imports], "")
    for definition in reached.definitions:
        for name in definition.names:
            if texts.setdefault(name, definition.text) != definition.text:
                raise RuntimeError(f"{definition.source.path}: {name} has two meanings")
