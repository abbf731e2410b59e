"""The statements of a module or a class: groups them, lists the names that they bind, and extracts
their text.

Supports the Python syntax that plain modules use, and raises ``RuntimeError`` for any other.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator, Sequence

__all__ = ["bound", "is_docstring", "members", "runs", "text_of"]


def runs(body: Iterable[ast.stmt]) -> Iterator[list[ast.stmt]]:
    """Yields the statements of a body in groups: a function with its overloads, an assignment with
    the docstring below it, or a single statement."""
    run: list[ast.stmt] = []
    for statement in body:
        if run and not _goes_on(run[-1], statement):
            yield run
            run = []
        run.append(statement)
    if run:
        yield run


def _goes_on(statement: ast.stmt, following: ast.stmt) -> bool:
    if isinstance(statement, (ast.Assign, ast.AnnAssign)):
        return is_docstring(following)
    if isinstance(statement, ast.FunctionDef) and isinstance(following, ast.FunctionDef):
        return statement.name == following.name
    return False


def is_docstring(statement: ast.stmt) -> bool:
    """Returns whether a statement is a bare constant."""
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def bound(body: Iterable[ast.stmt]) -> Iterator[str]:
    """Yields the names that statements bind, imports included."""
    for statement in body:
        match statement:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                yield name
            case ast.Import(names=names) | ast.ImportFrom(names=names):
                yield from (alias.name for alias in names)
            case ast.If(test=ast.Name(id="TYPE_CHECKING"), body=inner, orelse=others):
                yield from bound([*inner, *others])
            case ast.Try(body=inner, handlers=handlers, orelse=others, finalbody=final):
                handled = [other for handler in handlers for other in handler.body]
                yield from bound([*inner, *handled, *others, *final])
            case _ if not is_docstring(statement):
                raise RuntimeError(f"line {statement.lineno}: unsupported statement")


def members(body: Iterable[ast.stmt]) -> set[str]:
    """Returns the names of all members of the classes among the statements."""
    classes = (statement for statement in body if isinstance(statement, ast.ClassDef))
    return {name for cls in classes for name in bound(cls.body)}


def text_of(
    lines: Sequence[str], start: int, run: list[ast.stmt], left_out: Collection[str]
) -> str:
    """Returns the lines of a module from ``start`` to the end of a run, without relative imports
    and without the class members in ``left_out``."""
    dropped = {number for statement in run for number in _own_imports(lines, statement)}
    if isinstance(run[0], ast.ClassDef) and left_out:
        dropped.update(_lines_of_members(run[0], left_out))
    end = run[-1].end_lineno or 0
    return "\n".join(lines[number] for number in range(start, end) if number not in dropped)


def _own_imports(lines: Sequence[str], statement: ast.stmt) -> Iterator[int]:
    """Yields the lines of relative imports, of the comments above and the empty lines below."""
    for node in ast.walk(statement):
        if isinstance(node, ast.ImportFrom) and node.level:
            start, end = node.lineno - 1, node.end_lineno or 0
            while lines[start - 1].lstrip().startswith("#"):
                start -= 1
            while end < len(lines) and not lines[end].strip():
                end += 1
            yield from range(start, end)


def _lines_of_members(cls: ast.ClassDef, names: Collection[str]) -> Iterator[int]:
    """Yields the lines of members, and the lines between them and the members above."""
    end = cls.body[0].lineno - 1
    for run in runs(cls.body):
        above, end = end, run[-1].end_lineno or 0
        own = {*bound(run)}
        if own and own <= {*names}:
            yield from range(above, end)
