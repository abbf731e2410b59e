"""The package as one module: the text of it, put together from the package's own sources.

There is no second implementation, so there is no second meaning: every definition that the public
names of one edition lead to is taken as it stands, but for those in ``standalone``. What this does
not understand of the sources is a ``RuntimeError``, and so is a name that would mean two things.
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
"""What goes with the classes."""

_DOCSTRING = '''\
"""The typed form of a Mistral fine-tuning job, edition {edition}, in one module.

Frozen classes for what a client sends and what the server answers, and their conversion to JSON and
back, losing nothing. It needs Python 3.10 or later and nothing else, and is imported like any other
module of the package that it is in:

    from .jobs import JobsOut, ValidationError, structure, unstructure

    page = structure(payload, JobsOut)  # from snake_case or camelCase, or every problem at once
    for job in page.data:  # empty where absent
        print(job.id, job.status, job.additional_properties)
    payload = unstructure(page, case="camel")

Beside these there are ``loads`` and ``dumps`` for JSON text, ``evolve`` for a changed copy,
``fill_defaults`` for one with what the API assumes, ``redact`` for one without secrets. Reading is
as strict as the published schema; ``lenient=True`` is for archives.

This file is made from the sources of jobmodels {version}. Do not edit it: make it anew.
"""
'''


def module_text(edition: str = TOP_LEVEL.date) -> str:
    """The source of a module of its own: the classes of an edition, and what goes with them.

    ``ValueError`` for an edition that there is not; ``RefusedError`` where this package is a copy.
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
    """The definitions, with a comment above those of each module that says what it is about."""
    texts: set[str] = set()
    for source, definitions in reached.by_module():
        # Modules may state the same type variable.
        new = [other for other in definitions if other.text not in texts]
        texts.update(other.text for other in new)
        if new:
            yield "\n\n"
            yield textwrap.fill(source.summary, 100, initial_indent="# ", subsequent_indent="# ")
            yield "\n\n\n"
            yield from _spaced(new, source.definitions)


def _spaced(definitions: list[Definition], all_there: list[Definition]) -> Iterator[str]:
    """Definitions of one module, as far from each other as they were."""
    above = None
    for definition in definitions:
        if above is not None:
            is_next = all_there.index(above) + 1 == all_there.index(definition)
            is_far = above.is_block or definition.is_block
            yield "\n" * (2 if is_far else definition.gap if is_next else 1)
        yield f"{definition.text}\n"
        above = definition


def _check_names(reached: Reached) -> None:
    """``RuntimeError`` if a name would mean two things in one module."""
    if reached.imports.keys() & {*dir(builtins)}:
        raise RuntimeError("something is imported that is named like a builtin")
    texts = dict.fromkeys([*dir(builtins), *reached.imports], "")
    for definition in reached.definitions:
        for name in definition.names:
            if texts.setdefault(name, definition.text) != definition.text:
                raise RuntimeError(f"{name} of {definition.source.path} is something else as well")
