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
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from .. import __version__
from ..records.editions import EDITIONS, TOP_LEVEL
from .own import own_files

if TYPE_CHECKING:
    from typing import TypeGuard

_EDITIONS = {edition.date: edition for edition in EDITIONS}
_CORE = "core/"
"""The folder of the modules that are written as a whole."""

_PUBLIC: Mapping[str, tuple[str, ...]] = {
    "core/conversion.py": ("structure", "unstructure"),
    "core/errors.py": ("Problem", "ValidationError"),
    "core/frozendict.py": ("FrozenDict",),
    "core/jsontext.py": ("dumps", "loads"),
    "core/model.py": ("Model",),
    "core/operations.py": ("evolve", "fill_defaults", "redact"),
    "core/options.py": ("Case", "UnknownKeys"),
    "core/unset.py": ("UNSET", "Omittable", "UnsetType"),
}
"""The public names of the single file besides the classes."""

_TEXT = '''\
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
    if edition not in _EDITIONS:
        raise ValueError(f"edition must be one of {', '.join(_EDITIONS)}, not {edition!r}")
    sources = _Sources(own_files())
    homes = [sources.path_of(module) for module in _EDITIONS[edition].modules]
    for name in _EDITIONS[edition].names:
        sources.add(next(home for home in homes if name in sources.module(home).names), name)
    for path, names in _PUBLIC.items():
        for name in names:
            sources.add(path, name)
    public = ["__version__", *_EDITIONS[edition].names, *chain(*_PUBLIC.values())]
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
    gap: int
    """The number of empty lines above it."""
    names: list[str]
    """The names that it defines."""
    used: list[str]
    """The names that it may use. Includes strings, because an annotation may be one."""


class _Module(ast.NodeTransformer):
    """The source of one module without its relative and optional imports."""

    def __init__(self, path: str, text: str, sources: _Sources) -> None:
        self._path = path
        self._sources = sources
        self.origins: dict[str, str] = {}
        """The origin of each imported name: the path of a module of the package, the name of a
        module of the standard library, or ``""`` if the name is itself a module."""
        tree = ast.parse(text)
        docstring = " ".join((ast.get_docstring(tree) or "").partition("\n\n")[0].split())
        self.summary = re.split(r"(?<=\.)\s", docstring)[0]
        self.first = [self._origin(node) for node in tree.body if _is_relative(node)]
        """The paths of the modules that are imported before the definitions of this one."""
        self.visit(tree)
        text = _OPTIONAL.sub(lambda match: re.sub("(?m)^    ", "", match[2]), text)
        text = _EMPTY.sub("", _RELATIVE.sub("", text))
        try:
            cut = ast.parse(text)
        except SyntaxError:
            cut = ast.Module([], [])
        if ast.dump(cut) != ast.dump(tree):
            raise RuntimeError(f"{path}: unsupported relative or optional import")
        self.blocks = self._blocks(cut.body, text.split("\n"))
        self.names = {*self.origins}.union(*(block.names for block in self.blocks))

    def _refuse(self, node: ast.AST, why: str) -> NoReturn:
        raise RuntimeError(f"{self._path}: {why}: {ast.unparse(node)}")

    def _origin(self, node: ast.ImportFrom) -> str:
        return self._sources.path_of(*self._path.split("/")[: -node.level], node.module or "")

    def _add_import(self, node: ast.Import | ast.ImportFrom, origin: str) -> None:
        for alias in node.names:
            if alias.asname or not alias.name.isidentifier():
                self._refuse(node, "expected 'import module' or 'from module import name'")
            if self.origins.setdefault(alias.name, origin) != origin:
                self._refuse(node, f"the name is also imported from {self.origins[alias.name]}")

    # These remove imports from the syntax tree, as ``_OPTIONAL`` and the others do from the text.

    def visit_Import(self, node: ast.Import | ast.ImportFrom) -> ast.stmt:
        is_for_types = getattr(node, "module", "") == "typing_extensions" and node.col_offset > 0
        if not _is_standard(node) and not is_for_types:
            self._refuse(node, "neither optional nor from the standard library")
        return node

    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.stmt | None:
        if not node.level:
            return self.visit_Import(node)
        self._add_import(node, self._origin(node))
        return None

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        if any(map(_is_relative, node.body)):
            self._refuse(node, "a relative import in the body of a class")
        return self.generic_visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> ast.AST:
        nodes = [*ast.walk(node)]
        imported = {alias.name for inner in nodes if _is_relative(inner) for alias in inner.names}
        local = {inner.arg for inner in nodes if isinstance(inner, ast.arg)}
        local |= {inner.id for inner in nodes if _is_set(inner)}
        if imported & local:
            self._refuse(node, "a variable has the name of a relative import")
        return self.generic_visit(node)

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_If(self, node: ast.If) -> ast.stmt | None:
        self.generic_visit(node)
        return node if node.body or node.orelse else None

    def visit_Try(self, node: ast.Try) -> ast.stmt | list[ast.stmt]:
        match node:
            case ast.Try(
                body=[ast.Import() | ast.ImportFrom() as optional],
                handlers=[ast.ExceptHandler(type=ast.Name(id="ImportError"), name=None) as instead],
            ) if not _is_standard(optional):
                self.generic_visit(instead)
                return instead.body
        self.generic_visit(node)
        return node

    def _blocks(self, body: list[ast.stmt], lines: list[str]) -> list[_Block]:
        blocks: list[_Block] = []
        gap = end = 0
        for statement in body:
            start = above = end
            end = statement.end_lineno or 0
            while not lines[start].strip():
                start += 1
            gap = max(gap, min(start - above, 2))  # more remain where an import is removed
            text = "\n".join(lines[start:end])
            symbols = symtable.symtable(text, self._path, "exec").get_symbols()
            names = [it.get_name() for it in symbols if it.is_assigned() or it.is_imported()]
            if isinstance(statement, (ast.Import, ast.ImportFrom)):
                self._add_import(statement, getattr(statement, "module", ""))
            elif isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                if blocks:  # the docstring of the statement above
                    blocks[-1] = blocks[-1]._replace(text=f"{blocks[-1].text}\n{text}")
            elif not names and not self._path.startswith(_CORE):
                self._refuse(statement, "expected a definition")
            elif names != ["__all__"]:
                nodes = ast.walk(statement)
                values = (getattr(node, "id", getattr(node, "value", None)) for node in nodes)
                used = dict.fromkeys(value for value in values if isinstance(value, str))
                blocks.append(_Block(text, gap, sorted(names), [*used]))
                gap = 0
        return blocks


_OPTIONAL = re.compile(
    r"^( *)try:\n\1    (?:from|import) .*\n\1except ImportError:.*\n"
    r"((?:\1    .*\n|\n)+)(?:\1else:\n(?:\1    .*\n|\n)+)?",
    re.MULTILINE,
)
"""An optional import; the second group is the alternative to it."""
_RELATIVE = re.compile(
    r"(?:^ *#.*\n)*^( *)from \.[\w.]* import (?:\([^)]*\))?.*\n(?:\n+(?=\1\S))?", re.MULTILINE
)
"""A relative import, with the comments directly above and the empty lines below in its block."""
_EMPTY = re.compile(r"^if TYPE_CHECKING:\n+(?! )", re.MULTILINE)


def _is_relative(node: ast.AST) -> TypeGuard[ast.ImportFrom]:
    return isinstance(node, ast.ImportFrom) and node.level > 0


def _is_set(node: ast.AST) -> TypeGuard[ast.Name]:
    return isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)


def _is_standard(node: ast.Import | ast.ImportFrom) -> bool:
    names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module]
    roots = {(name or "").partition(".")[0] for name in names}
    return roots <= sys.stdlib_module_names and not _is_relative(node)


class _Sources:
    """The modules of the package, and the definitions that are needed from each."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.imports: dict[str, str] = {}
        """The needed names from the standard library, and their origins."""
        self._files = files
        self._homes = dict.fromkeys(dir(builtins), "builtins")
        self._modules: dict[str, _Module] = {}
        self._needed: dict[str, dict[str, _Block]] = {}

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
            module, needed = self.module(path), self._needed.setdefault(path, {})
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
                    needed[block.text] = block
                    waiting += [(path, used) for used in block.used]

    def _claim(self, name: str, home: str, path: str) -> None:
        """Records where a name is from. Raises ``RuntimeError`` if it is also from elsewhere."""
        if self._homes.setdefault(name, home) != home:
            raise RuntimeError(f"{path}: {name} is also defined in {self._homes[name]}")

    def sections(self) -> Iterator[str]:
        """Yields the needed definitions of each module, below a comment with its summary."""
        texts: dict[str, str] = {}
        order: list[str] = []
        for path in sorted(self._needed, key=lambda path: path.startswith(_CORE)):
            self._put(path, order, ())
        for path in order:
            heading = textwrap.fill(f"# {self.module(path).summary}", 100, subsequent_indent="# ")
            before, gap = f"\n\n{heading}\n\n\n", 0
            for block in self.module(path).blocks:
                gap = max(gap, block.gap)
                # Two modules may define the same type variable.
                if block.text in self._needed[path] and texts.setdefault(block.text, path) == path:
                    for name in block.names:
                        self._claim(name, path, path)
                    yield before or "\n" * gap
                    yield f"{block.text}\n"
                    before, gap = "", 0

    def _put(self, path: str, order: list[str], above: tuple[str, ...]) -> None:
        """Puts a module into the order, after those that it imports first."""
        if path in above:
            raise RuntimeError(f"circular import: {', '.join(above)}")
        for other in self.module(path).first:
            if other in self._needed and other not in order:
                self._put(other, order, (*above, path))
        if path not in order:
            order.append(path)


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
