"""Writes the package as one module, from the package's own sources.

The module contains the core, module by module in import order, and the definitions that one edition
needs from the modules of the schemas. Relative imports are removed, and a ``try`` around an
optional import is replaced by its ``except`` branch. Raises ``RuntimeError`` for source code that
this would break.
"""

from __future__ import annotations

import ast
import builtins
import re
import symtable
import sys
import textwrap
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from .. import _NAMES, __version__
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

    Raises ``ValueError`` for an unknown edition, and ``RefusedError`` as ``own_files`` does.
    """
    editions = {edition.date: edition for edition in EDITIONS}
    if edition not in editions:
        raise ValueError(f"edition must be one of {', '.join(editions)}, not {edition!r}")
    sources = _Sources({**own_files(), "core/engine.py": _ENGINE})
    public = ["__version__", *editions[edition].names]
    for name, module in editions[edition].homes.items():
        sources.add(sources.path_of(module), name)
    for module, names in _NAMES.items():
        if module.startswith("core."):
            public += names
            for name in names:
                sources.add(sources.path_of(module), name)
    return _TEXT.format(
        edition=edition,
        version=__version__,
        imports="\n".join(_import_lines(sources.imports)),
        names="\n".join(f'    "{name}",' for name in sorted(public, key=_rank)),
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


class _Module(ast.NodeTransformer):
    """The source of one module without its relative and optional imports.

    Visiting a statement removes these from its syntax tree and from the lines of the source.
    """

    def __init__(self, path: str, text: str, sources: _Sources) -> None:
        self._path = path
        self._sources = sources
        self._lines = text.split("\n")
        tree = ast.parse(text)
        docstring = " ".join((ast.get_docstring(tree) or "").partition("\n\n")[0].split())
        self.summary = re.split(r"(?<=\.)\s", docstring)[0]
        self.first = [self._origin(node) for node in tree.body if _is_relative(node)]
        """The paths of the modules that are imported before the definitions of this one."""
        self.origins: dict[str, str] = {}
        """The origin of each imported name: the path of a module of the package, the name of a
        module of the standard library, or ``""`` if the name is itself a module."""
        self.blocks: list[_Block] = []
        self._check_scopes([*ast.walk(tree)])
        start = 0
        for statement in tree.body:
            self._add(statement, start)
            start = statement.end_lineno or 0
        self.names = {*self.origins}.union(*(block.names for block in self.blocks))

    def _refuse(self, node: ast.AST, why: str) -> NoReturn:
        raise RuntimeError(f"{self._path}: {why}: {ast.unparse(node)}")

    def _origin(self, node: ast.ImportFrom) -> str:
        return self._sources.path_of(*self._path.split("/")[: -node.level], node.module or "")

    def _check_scopes(self, nodes: list[ast.AST]) -> None:
        """Refuses a relative import whose name is needed as a local name or as an attribute."""
        bound = {node.arg for node in nodes if isinstance(node, ast.arg)}
        names = [node for node in nodes if isinstance(node, ast.Name)]
        bound |= {name.id for name in names if not isinstance(name.ctx, ast.Load)}
        for node in nodes:
            if isinstance(node, ast.ClassDef) and any(map(_is_relative, node.body)):
                self._refuse(node, "a relative import in the body of a class")
            if _is_relative(node) and node.col_offset and bound & {it.name for it in node.names}:
                self._refuse(node, "a variable has the name of a relative import")

    def _add(self, statement: ast.stmt, start: int) -> None:
        """Adds a statement whose lines begin at ``start``."""
        cut = self.visit(statement)
        if cut is None:
            return
        if isinstance(cut, (ast.Import, ast.ImportFrom)):
            self._add_import(cut, getattr(cut, "module", ""))
            return
        text = "\n".join([*self._lines[start : statement.end_lineno], ""])
        text = _CUT_LINES.sub("", text).strip("\n")
        tree = ast.Module(cut if isinstance(cut, list) else [cut], [])
        if _dump(text) != ast.dump(tree):
            raise RuntimeError(f"{self._path}: unsupported relative or optional import")
        if isinstance(cut, ast.Expr) and isinstance(cut.value, ast.Constant):
            if self.blocks:  # the docstring of the statement above
                self.blocks[-1] = self.blocks[-1]._replace(text=f"{self.blocks[-1].text}\n{text}")
            return
        symbols = symtable.symtable(text, self._path, "exec").get_symbols()
        names = [it.get_name() for it in symbols if it.is_assigned() or it.is_imported()]
        if names == ["__all__"]:
            return
        if not names and not self._path.startswith(_CORE):
            self._refuse(statement, "expected a definition")
        values = (getattr(node, "id", getattr(node, "value", None)) for node in ast.walk(tree))
        used = dict.fromkeys(value for value in values if isinstance(value, str))
        self.blocks.append(_Block(text, sorted(names), [*used]))

    def _add_import(self, node: ast.Import | ast.ImportFrom, origin: str) -> None:
        for alias in node.names:
            if alias.asname or not alias.name.isidentifier():
                self._refuse(node, "expected 'import module' or 'from module import name'")
            if self.origins.setdefault(alias.name, origin) != origin:
                self._refuse(node, f"the name is also imported from {self.origins[alias.name]}")

    def _cut(self, node: ast.stmt) -> None:
        for index in range(node.lineno - 1, node.end_lineno or 0):
            self._lines[index] = self._lines[index] and _CUT

    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.stmt | None:
        if not _is_relative(node):
            return node
        self._add_import(node, self._origin(node))
        self._cut(node)
        return None

    def visit_If(self, node: ast.If) -> ast.stmt | None:
        self.generic_visit(node)
        if node.body or node.orelse or ast.unparse(node.test) != "TYPE_CHECKING":
            return node
        self._cut(node)
        return None

    def visit_Try(self, node: ast.Try) -> ast.stmt | list[ast.stmt]:
        match node:
            case ast.Try(
                body=[ast.Import() | ast.ImportFrom() as optional],
                handlers=[ast.ExceptHandler(type=ast.Name(id="ImportError"), name=None) as instead],
                finalbody=[],
            ) if ast.unparse(optional).split()[1].split(".")[0] not in sys.stdlib_module_names:
                self.generic_visit(instead)
                inside = slice(instead.lineno, instead.end_lineno)
                lines = [line.removeprefix("    ") for line in self._lines[inside]]
                self._cut(node)
                self._lines[inside] = lines
                return instead.body
        self.generic_visit(node)
        return node


_CUT = "\0"
"""Replaces a line that is removed."""
_CUT_LINES = re.compile(f"(?:^ *#.*\n)*^{_CUT}\n\n*", re.MULTILINE)
"""A removed line, with the comments directly above and the empty lines below."""


def _dump(text: str) -> str:
    try:
        return ast.dump(ast.parse(text))
    except SyntaxError:
        return ""


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
                if name not in self.module(origin).names:
                    raise RuntimeError(f"{path}: {origin} does not define {name}")
                waiting.append((origin, name))
            elif origin is not None:
                self._claim(name, origin, path)
                self.imports[name] = origin
            for block in module.blocks:
                is_wanted = path.startswith(_CORE) or name in block.names
                if name in module.names and is_wanted and block.text not in needed:
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
