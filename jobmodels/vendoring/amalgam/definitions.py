"""Reads the source of one module: its imports, and its definitions with their text.

Works on any plain module. Raises ``RuntimeError`` for syntax that is not supported.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable
from typing import NamedTuple

from .statements import bound, is_docstring, members, runs, text_of

__all__ = ["Definition", "Import", "Source", "read_source"]


class Import(NamedTuple):
    """The origin of an imported name."""

    module: str
    """Relative to the package for its own modules (``"core.spec"``), else the full name."""
    name: str
    """The name in that module; empty for the module itself."""
    is_ours: bool


class Definition:
    """One or more names that a module defines together, with the text of the definition."""

    def __init__(self, source: Source, names: Iterable[str], gap: int, text: str) -> None:
        self.source = source
        self.names = frozenset(names)
        self.gap = gap
        """The number of empty lines above the definition."""
        self.text = text
        """From the comments above to the docstring below, without relative imports."""
        try:
            self.body = ast.parse(text).body
        except SyntaxError as error:
            raise RuntimeError(f"{error}, in the remaining text\n{text}") from None

    @property
    def used(self) -> set[str]:
        """Every name that occurs in the definition."""
        nodes = (node for statement in self.body for node in ast.walk(statement))
        return {node.id for node in nodes if isinstance(node, ast.Name)}

    @property
    def is_block(self) -> bool:
        """Whether the definition is surrounded by two empty lines."""
        return not isinstance(self.body[0], (ast.Assign, ast.AnnAssign))


class Source:
    """A module: its summary, its definitions and its imports."""

    def __init__(self, path: str, module: str, summary: str) -> None:
        self.path = path
        self.module = module
        """The name of the module, or of the module that it replaces in part."""
        self.summary = summary
        """The first sentence of its docstring."""
        self.public: list[str] = []
        """The names in ``__all__``."""
        self.definitions: list[Definition] = []
        """The other definitions, in order."""
        self.imports: dict[str, Import] = {}
        """The imports, by name. Imports inside functions are included if they are relative, because
        these are removed from the texts."""
        self.awaited: set[str] = set()
        """The names that are imported when the module is imported: not only for type checkers, and
        not only inside functions."""


def read_source(path: str, module: str, text: str, left_out: Collection[str] = ()) -> Source:
    """Reads the source ``text`` of the file at ``path``, as that of ``module``.

    ``left_out`` are the members of its classes that are removed from the texts.
    """
    tree = ast.parse(text)
    lines = text.split("\n")
    source = Source(path, module, _first_sentence(ast.get_docstring(tree) or ""))
    try:
        if not {*left_out} <= members(tree.body):
            raise RuntimeError(f"some of these class members do not exist: {', '.join(left_out)}")
        start = 0
        for run in runs(tree.body):
            end = start
            while not lines[start].strip():
                start += 1
            _read(source, run, start - end, text_of(lines, start, run, left_out))
            start = run[-1].end_lineno or 0
    except RuntimeError as error:
        raise RuntimeError(f"{path}: {error}") from None
    return source


def _first_sentence(docstring: str) -> str:
    paragraph = " ".join(docstring.partition("\n\n")[0].split())
    return re.split(r"(?<=\.)\s", paragraph)[0]


def _read(source: Source, run: list[ast.stmt], gap: int, text: str) -> None:
    for statement in run:
        _read_imports(source, statement)
    if is_docstring(run[0]) or _is_import(run[0]) or _imports_types(run[0]):
        return
    names = [*bound(run)]
    if names == ["__all__"]:
        source.public += ast.literal_eval(text.partition(" = ")[2])
    else:
        source.definitions.append(Definition(source, names, gap, text))


def _imports_types(statement: ast.stmt) -> bool:
    """Returns whether a statement only imports names for type checkers."""
    match statement:
        case ast.If(test=ast.Name(id="TYPE_CHECKING"), body=body, orelse=[]):
            return all(map(_is_import, body))
    return False


def _is_import(statement: ast.stmt) -> bool:
    return isinstance(statement, (ast.Import, ast.ImportFrom))


def _read_imports(source: Source, statement: ast.stmt) -> None:
    is_import = _is_import(statement)
    for node in ast.walk(statement):
        if not isinstance(node, (ast.Import, ast.ImportFrom)):
            continue
        for alias in node.names:
            origin = _origin(source.path, node, alias)
            if origin.is_ours or is_import or _imports_types(statement):
                if source.imports.setdefault(alias.name, origin) != origin:
                    raise RuntimeError(f"line {node.lineno}: {alias.name} has two meanings")
                if is_import:
                    source.awaited.add(alias.name)


def _origin(path: str, node: ast.Import | ast.ImportFrom, alias: ast.alias) -> Import:
    if alias.asname or alias.name == "*" or (isinstance(node, ast.Import) and "." in alias.name):
        raise RuntimeError(f"line {node.lineno}: unsupported import")
    if isinstance(node, ast.Import):
        return Import(alias.name, "", False)
    base = path.split("/")[: -node.level] if node.level else []
    return Import(".".join([*base, *filter(None, [node.module])]), alias.name, bool(node.level))
