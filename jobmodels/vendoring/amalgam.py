"""Writes the package as one module, from the package's own sources.

The module contains the core, module by module in import order, and the definitions that one edition
needs from the modules of the schemas. Relative imports are removed, and a ``try`` around an
optional import is replaced by its ``except`` branch. A test checks that no two modules define or
import different things by one name.
"""

from __future__ import annotations

import ast
import re
import symtable
import textwrap
from collections.abc import Iterator, Mapping
from functools import cache, partial
from typing import NamedTuple

from .. import _HOME, __version__
from ..records.editions import EDITIONS, TOP_LEVEL
from . import RefusedError
from .parts import own_files

_CORE = "core/"
"""The folder of the modules that are written as a whole."""
_ENGINE = b'"""No compiled functions."""\n\nfrom typing import Any\n\nengine: Any = None\n'

_TEXT = '''\
"""Typed models of Mistral jobs, edition {edition}, in one module.

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

from __future__ import annotations

{imports}

__version__ = "{version}"

__all__ = [
{names}
]
{sections}'''


def module_text(edition: str = TOP_LEVEL.date) -> str:
    """Returns the source of one module with the classes of an edition and their functions. Raises
    ``RefusedError`` for an unknown edition, and ``NoOriginalError`` as ``own_files`` does."""
    editions = {edition.date: edition for edition in EDITIONS}
    if edition not in editions:
        raise RefusedError(f"unknown edition {edition!r} (editions: {', '.join(editions)})")
    files = {**own_files(), "core/engine.py": _ENGINE}
    sources = _Sources(files)
    modules = ("core.", "models.job", "operations")
    shared = {name: module for name, module in _HOME.items() if module.startswith(modules)}
    homes = {**editions[edition].homes, **shared}
    for name, module in homes.items():
        sources.add(_path_of(module, files), name)
    return _TEXT.format(
        edition=edition,
        version=__version__,
        imports="\n".join(_import_lines(sources.imports)),
        names="\n".join(f'    "{name}",' for name in sorted(["__version__", *homes], key=_rank)),
        sections="".join(sources.sections()),
    )


class _Block(NamedTuple):
    """A top-level statement."""

    text: str
    """Its lines, with the comments above and the docstring below."""
    names: list[str]
    """The names that it defines."""
    used: list[str]
    """The names that it may use. Includes strings, because an annotation may be one."""


def _path_of(module: str, files: Mapping[str, bytes]) -> str:
    path = module.replace(".", "/")
    return f"{path}.py" if f"{path}.py" in files else f"{path}/__init__.py"


class _Module:
    """The source of one module without its relative and optional imports."""

    def __init__(self, files: Mapping[str, bytes], path: str) -> None:
        self._files = files
        self._path = path
        source = files[path].decode().replace("\r\n", "\n")
        tree = ast.parse(source)
        self.summary = re.split(r"(?<=\.)\s", ast.get_docstring(tree) or "")[0]
        self.first: list[str] = []
        """The paths of the modules that are imported before the definitions of this one."""
        self.origins: dict[str, str] = {}
        """The origin of each imported name: the path of a module of the package, the name of a
        module of the standard library, or ``""`` if the name is itself a module."""
        self.blocks: list[_Block] = []
        text = self._without_imports(tree, source.split("\n"))
        lines = text.split("\n")
        start = 0
        for statement in ast.parse(text).body:
            self._add(statement, "\n".join(lines[start : statement.end_lineno]).strip("\n"))
            start = statement.end_lineno or 0

    def _without_imports(self, tree: ast.Module, lines: list[str]) -> str:
        for node in ast.walk(tree):
            kept = range(0)
            match node:
                case ast.ImportFrom(module=module, level=level) if level:
                    folders = self._path.split("/")[:-level]
                    origin = _path_of(".".join([*folders, module or ""]), self._files)
                    self.origins.update((alias.name, origin) for alias in node.names)
                    if node in tree.body:
                        self.first.append(origin)
                case ast.Try(handlers=[ast.ExceptHandler(type=ast.Name("ImportError")) as branch]):
                    kept = range(branch.lineno, branch.end_lineno or 0)
                case _:
                    continue
            for at in range(node.lineno - 1, node.end_lineno or 0):
                if at in kept:
                    lines[at] = lines[at].removeprefix("    ")
                elif lines[at]:
                    lines[at] = _CUT
        return _CUT_LINES.sub("", "\n".join(lines))

    def _add(self, statement: ast.stmt, text: str) -> None:
        if isinstance(statement, (ast.Import, ast.ImportFrom)):
            origin = getattr(statement, "module", "")
            self.origins.update((alias.name, origin) for alias in statement.names)
            return
        if isinstance(statement, ast.Expr):
            if self.blocks:  # the docstring of the statement above
                self.blocks[-1] = self.blocks[-1]._replace(text=f"{self.blocks[-1].text}\n{text}")
            return
        symbols = symtable.symtable(text, self._path, "exec").get_symbols()
        names = [it.get_name() for it in symbols if it.is_assigned() or it.is_imported()]
        nodes = ast.walk(statement)
        values = (getattr(node, "id", getattr(node, "value", None)) for node in nodes)
        used = dict.fromkeys(value for value in values if isinstance(value, str))
        if names != ["__all__"]:
            self.blocks.append(_Block(text, names, [*used]))


_CUT = "\0"
"""Replaces a line that is removed."""
_CUT_LINES = re.compile(f"(?:^ *#.*\n)*^{_CUT}\n\n*", re.MULTILINE)
"""A removed line, with the comments directly above and the empty lines below."""


class _Sources:
    """The modules of the package, and the definitions that are needed from each."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.imports: set[tuple[str, str]] = set()
        """The origins of the needed names from the standard library, and the names."""
        self._module = cache(partial(_Module, files))
        self._needed: dict[str, set[str]] = {}

    def add(self, path: str, name: str) -> None:
        """Adds the definition of a name of a module, and all that it uses."""
        waiting = [(path, name)]
        while waiting:
            path, name = waiting.pop()
            module, needed = self._module(path), self._needed.setdefault(path, set())
            origin = module.origins.get(name)
            if origin and origin.endswith(".py"):
                waiting.append((origin, name))
            elif origin is not None:
                self.imports.add((origin, name))
            for block in module.blocks:
                is_wanted = path.startswith(_CORE) or name in block.names
                if is_wanted and block.text not in needed:
                    needed.add(block.text)
                    waiting += [(path, used) for used in block.used]

    def sections(self) -> Iterator[str]:
        """Yields the needed definitions of each module, below a comment with its summary."""
        written: set[str] = set()
        order: dict[str, None] = {}
        for path in sorted(self._needed, key=lambda path: path.startswith(_CORE)):
            self._put(path, order)
        for path in order:
            heading = textwrap.fill(f"# {self._module(path).summary}", 100, subsequent_indent="# ")
            above = f"\n\n{heading}\n"
            yield above
            for block in self._module(path).blocks:
                # Two modules may define the same type variable.
                if block.text in self._needed[path] - written:
                    written.add(block.text)
                    gap = "\n\n" if "\n" in above + block.text else ""
                    yield f"{gap}{block.text}\n"
                    above = block.text

    def _put(self, path: str, order: dict[str, None]) -> None:
        """Puts a module into the order, after those that it imports first."""
        for other in self._module(path).first:
            if other in self._needed and other not in order:
                self._put(other, order)
        order[path] = None


def _import_lines(imports: set[tuple[str, str]]) -> Iterator[str]:
    """Yields the import statements in the format of isort."""
    yield from sorted(f"import {name}" for module, name in imports if not module)
    for module in sorted({module for module, _ in imports} - {""}):
        names = sorted((name for origin, name in imports if origin == module), key=_rank)
        line = f"from {module} import {', '.join(names)}"
        if len(line) > 100:
            line = "\n".join([f"from {module} import (", *(f"    {name}," for name in names), ")"])
        yield line


def _rank(name: str) -> tuple[bool, bool, str]:
    """Returns a sort key for a name: constants first, then classes, then functions."""
    return not name.isupper() or len(name) == 1, not name[0].isupper(), name
