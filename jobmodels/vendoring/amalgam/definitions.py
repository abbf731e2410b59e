"""What the source of one module defines and imports, each definition as the text that states it.

This module does not know what the sources are about. It raises ``RuntimeError`` for what it does
not understand of them.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable
from typing import NamedTuple

from .statements import bound, is_docstring, members, runs, text_of

__all__ = ["Definition", "Import", "Source", "read_source"]


class Import(NamedTuple):
    """Where a name comes from."""

    module: str
    """Inside the package for one of its own (``"core.spec"``), else the whole name."""
    name: str
    """The name there; empty for the module itself."""
    is_ours: bool


class Definition:
    """A name that a module defines, or several at once, and the text that does so."""

    def __init__(self, source: Source, names: Iterable[str], gap: int, text: str) -> None:
        self.source = source
        self.names = frozenset(names)
        self.gap = gap
        """How many empty lines there are above it."""
        self.text = text
        """From the comments above it to the docstring below it, without imports of ours."""
        try:
            self.body = ast.parse(text).body
        except SyntaxError as error:
            raise RuntimeError(f"{error}, in what is left of\n{text}") from None

    @property
    def used(self) -> set[str]:
        """Every name that occurs in it."""
        nodes = (node for statement in self.body for node in ast.walk(statement))
        return {node.id for node in nodes if isinstance(node, ast.Name)}

    @property
    def is_block(self) -> bool:
        """Whether it is written with two empty lines around it."""
        return not isinstance(self.body[0], (ast.Assign, ast.AnnAssign))


class Source:
    """A module: what it says of itself, what it defines, and what it imports."""

    def __init__(self, path: str, module: str, summary: str) -> None:
        self.path = path
        self.module = module
        """The module that it is, or that it stands in for."""
        self.summary = summary
        """The first sentence of its docstring."""
        self.public: list[str] = []
        """What it has in ``__all__``."""
        self.definitions: list[Definition] = []
        """What else it defines, in order."""
        self.imports: dict[str, Import] = {}
        """By the names it has for them. Those inside functions are here if they are ours: the
        texts do not have them."""
        self.awaited: set[str] = set()
        """Which of these names there are as soon as the module is imported: not for type checkers
        alone, and not only inside functions."""


def read_source(path: str, module: str, text: str, left_out: Collection[str] = ()) -> Source:
    """The source of the module at ``path`` in the package, which stands for ``module``.

    ``left_out`` are members of its classes that the texts do without.
    """
    tree = ast.parse(text)
    lines = text.split("\n")
    source = Source(path, module, _first_sentence(ast.get_docstring(tree) or ""))
    try:
        if not {*left_out} <= members(tree.body):
            raise RuntimeError(f"its classes do not have all of these: {', '.join(left_out)}")
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
    """Whether it does nothing but import what type checkers want."""
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
                    raise RuntimeError(f"line {node.lineno}: {alias.name} is two things")
                if is_import:
                    source.awaited.add(alias.name)


def _origin(path: str, node: ast.Import | ast.ImportFrom, alias: ast.alias) -> Import:
    if alias.asname or alias.name == "*" or (isinstance(node, ast.Import) and "." in alias.name):
        raise RuntimeError(f"line {node.lineno}: an import that is not foreseen")
    if isinstance(node, ast.Import):
        return Import(alias.name, "", False)
    base = path.split("/")[: -node.level] if node.level else []
    return Import(".".join([*base, *filter(None, [node.module])]), alias.name, bool(node.level))
