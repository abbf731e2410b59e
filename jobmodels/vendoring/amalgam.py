"""Writes the package as one module, from the package's own sources.

The module contains the core, module by module in import order, and the definitions that one edition
needs from the modules of the schemas. Relative imports are removed, and a ``try`` around an
optional import is replaced by its ``except`` branch. Raises ``RuntimeError`` if two modules define
or import different things by one name.
"""

from __future__ import annotations

import ast
import builtins
import re
import symtable
import textwrap
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from .. import _HOME, __version__
from ..records.editions import EDITIONS, TOP_LEVEL
from .parts import own_files

if TYPE_CHECKING:
    from typing import TypeGuard

_CORE = "core/"
"""The folder of the modules that are written as a whole."""
_ENGINE = b'"""No compiled functions."""\n\nfrom typing import Any\n\nengine: Any = None\n'
"""The source that replaces ``core/engine.py``."""

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
    """Returns the source of a single module with the classes of an edition and their functions.

    Raises ``ValueError`` for an unknown edition, and ``NoOriginalError`` as ``own_files`` does.
    """
    editions = {edition.date: edition for edition in EDITIONS}
    if edition not in editions:
        raise ValueError(f"edition must be one of {', '.join(editions)}, not {edition!r}")
    sources = _Sources({**own_files(), "core/engine.py": _ENGINE})
    functions = ("core.", "operations")
    shared = {name: module for name, module in _HOME.items() if module.startswith(functions)}
    homes = {**editions[edition].homes, **shared}
    for name, module in homes.items():
        sources.add(sources.path_of(module), name)
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


class _Module:
    """The source of one module without its relative and optional imports."""

    def __init__(self, path: str, text: str, sources: _Sources) -> None:
        self._path = path
        self._sources = sources
        tree = ast.parse(text)
        docstring = " ".join((ast.get_docstring(tree) or "").partition("\n\n")[0].split())
        self.summary = re.split(r"(?<=\.)\s", docstring)[0]
        self.first = [self._origin(node) for node in tree.body if _is_relative(node)]
        """The paths of the modules that are imported before the definitions of this one."""
        self.origins: dict[str, str] = {}
        """The origin of each imported name: the path of a module of the package, the name of a
        module of the standard library, or ``""`` if the name is itself a module."""
        self.blocks: list[_Block] = []
        lines = self._lines_without_imports(tree, text.split("\n"))
        start = 0
        for statement in tree.body:
            text = "\n".join([*lines[start : statement.end_lineno], ""])
            self._add(statement, _CUT_LINES.sub("", text).strip("\n"))
            start = statement.end_lineno or 0

    def _origin(self, node: ast.ImportFrom) -> str:
        return self._sources.path_of(*self._path.split("/")[: -node.level], node.module or "")

    def _lines_without_imports(self, tree: ast.Module, lines: list[str]) -> list[str]:
        for node in ast.walk(tree):
            kept = range(0)
            match node:
                case ast.ImportFrom() if _is_relative(node):
                    self._add_import(node, self._origin(node))
                case ast.If(test=ast.Name("TYPE_CHECKING"), body=body, orelse=[]):
                    if not all(map(_is_relative, body)):
                        continue
                case ast.Try(handlers=[ast.ExceptHandler(type=ast.Name("ImportError")) as branch]):
                    kept = range(branch.lineno, branch.end_lineno or 0)
                case _:
                    continue
            for at in range(node.lineno - 1, node.end_lineno or 0):
                if at in kept:
                    lines[at] = lines[at].removeprefix("    ")
                elif lines[at]:
                    lines[at] = _CUT
        return lines

    def _add(self, statement: ast.stmt, text: str) -> None:
        """Adds a statement with this text, which is empty if it has been removed."""
        if not text:
            return
        if isinstance(statement, (ast.Import, ast.ImportFrom)):
            self._add_import(statement, getattr(statement, "module", ""))
            return
        if isinstance(statement, ast.Expr):
            if self.blocks:  # the docstring of the statement above
                self.blocks[-1] = self.blocks[-1]._replace(text=f"{self.blocks[-1].text}\n{text}")
            return
        symbols = symtable.symtable(text, self._path, "exec").get_symbols()
        names = [it.get_name() for it in symbols if it.is_assigned() or it.is_imported()]
        nodes = ast.walk(ast.parse(text))
        values = (getattr(node, "id", getattr(node, "value", None)) for node in nodes)
        used = dict.fromkeys(value for value in values if isinstance(value, str))
        if names != ["__all__"]:
            self.blocks.append(_Block(text, sorted(names), [*used]))

    def _add_import(self, node: ast.Import | ast.ImportFrom, origin: str) -> None:
        for alias in node.names:
            if alias.asname not in (None, alias.name) or not alias.name.isidentifier():
                why = "expected 'import module' or 'from module import name'"
                raise RuntimeError(f"{self._path}: {why}: {ast.unparse(node)}")
            if self.origins.setdefault(alias.name, origin) != origin:
                why = f"{alias.name} is also imported from {self.origins[alias.name]}"
                raise RuntimeError(f"{self._path}: {why}")


_CUT = "\0"
"""Replaces a line that is removed."""
_CUT_LINES = re.compile(f"(?:^ *#.*\n)*^{_CUT}\n\n*", re.MULTILINE)
"""A removed line, with the comments directly above and the empty lines below."""


def _is_relative(node: ast.AST) -> TypeGuard[ast.ImportFrom]:
    return isinstance(node, ast.ImportFrom) and node.level > 0


class _Sources:
    """The modules of the package, and the definitions that are needed from each."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.imports: dict[str, str] = {}
        """The needed names from the standard library, and their origins."""
        self._files = files
        self._homes = dict.fromkeys(dir(builtins), "builtins")
        self._modules: dict[str, _Module] = {}
        self._needed: dict[str, set[str]] = {}

    def path_of(self, *parts: str) -> str:
        """Returns the path of a module, given the folders and the dotted name in them."""
        path = "/".join(filter(None, parts)).replace(".", "/")
        for found in (f"{path}.py", f"{path}/__init__.py"):
            if found in self._files:
                return found
        raise RuntimeError(f"no source found for {path}")

    def module(self, path: str) -> _Module:
        """Returns a module. Reads it on first use."""
        if path not in self._modules:
            text = self._files[path].decode().replace("\r\n", "\n")
            self._modules[path] = _Module(path, text, self)
        return self._modules[path]

    def add(self, path: str, name: str) -> None:
        """Adds the definition of a name of a module, and all that it uses."""
        waiting = [(path, name)]
        while waiting:
            path, name = waiting.pop()
            module, needed = self.module(path), self._needed.setdefault(path, set())
            origin = module.origins.get(name)
            if origin and origin in self._files:
                waiting.append((origin, name))
            elif origin is not None:
                self._claim(name, origin, path)
                self.imports[name] = origin
            for block in module.blocks:
                is_wanted = path.startswith(_CORE) or name in block.names
                if is_wanted and block.text not in needed:
                    needed.add(block.text)
                    waiting += [(path, used) for used in block.used]

    def _claim(self, name: str, home: str, path: str) -> None:
        """Records where a name is from. Raises ``RuntimeError`` if it is also from elsewhere."""
        if self._homes.setdefault(name, home) != home:
            raise RuntimeError(f"{path}: {name} is also defined in {self._homes[name]}")

    def sections(self) -> Iterator[str]:
        """Yields the needed definitions of each module, below a comment with its summary."""
        homes: dict[str, str] = {}
        order: dict[str, None] = {}
        for path in sorted(self._needed, key=lambda path: path.startswith(_CORE)):
            self._put(path, order)
        for path in order:
            heading = textwrap.fill(f"# {self.module(path).summary}", 100, subsequent_indent="# ")
            above = f"\n\n{heading}\n"
            yield above
            for block in self.module(path).blocks:
                # Two modules may define the same type variable.
                if block.text in self._needed[path] and homes.setdefault(block.text, path) == path:
                    for name in block.names:
                        self._claim(name, path, path)
                    gap = "\n\n" if "\n" in above + block.text else ""
                    yield f"{gap}{block.text}\n"
                    above = block.text

    def _put(self, path: str, order: dict[str, None]) -> None:
        """Puts a module into the order, after those that it imports first."""
        for other in self.module(path).first:
            if other in self._needed and other not in order:
                self._put(other, order)
        order[path] = None


def _import_lines(imports: Mapping[str, str]) -> Iterator[str]:
    """Yields the import statements in the format of isort."""
    yield from sorted(f"import {name}" for name, module in imports.items() if not module)
    for module in sorted({*imports.values()} - {""}):
        names = sorted((name for name in imports if imports[name] == module), key=_rank)
        line = f"from {module} import {', '.join(names)}"
        if len(line) > 100:
            line = "\n".join([f"from {module} import (", *(f"    {name}," for name in names), ")"])
        yield line


def _rank(name: str) -> tuple[bool, bool, str]:
    """Returns a sort key for a name: constants first, then classes, then functions."""
    return not name.isupper() or len(name) == 1, not name[0].isupper(), name
