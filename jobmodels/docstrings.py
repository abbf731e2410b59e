"""Finds the docstrings of a class and those under its fields.

Python discards the latter, so they are read from the module's source; without it, there are none.
"""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections.abc import Iterator, Mapping
from itertools import pairwise
from types import MappingProxyType

from .core.record import cached

_Docs = Mapping[str, str]


@cached
def field_docs(cls: type) -> _Docs:
    """Returns the docstrings under the fields of a class or the members of an enum, by name.
    Includes inherited ones; the docstring in a subclass overrides that of its base."""
    docs: dict[str, str] = {}
    for base in reversed(cls.__mro__):
        # The module may have been removed from sys.modules; None has no source either.
        in_module = _docs_in(sys.modules.get(base.__module__))
        docs.update(in_module.get(base.__qualname__, {}))
    return MappingProxyType(docs)


def doc_of(cls: type) -> str | None:
    """Returns the docstring of a class; None if the class does not define one."""
    doc = cls.__doc__
    if not isinstance(doc, str):
        return None
    # Python 3.10 generates the one for enums, and dataclasses the other.
    is_generated = doc == "An enumeration." or doc.startswith(f"{cls.__name__}(")
    return None if is_generated else inspect.cleandoc(doc)


def to_markdown(doc: str) -> str:
    """Returns a docstring as CommonMark, with each paragraph on one line."""
    # Keep the line break before an indented line or a list item.
    unwrapped = re.sub(r"(?<!\n)\n(?!\s|[-*] )", " ", doc)
    return re.sub(r"``([^`]+)``", r"`\1`", unwrapped)


@cached
def _docs_in(module: object) -> Mapping[str, _Docs]:
    """Returns the ``field_docs`` in the source of a module, by the qualified name of each class."""
    try:
        tree = ast.parse(inspect.getsource(module))  # type: ignore[arg-type]
    except (OSError, TypeError, SyntaxError, ValueError):
        # No module, no source, or a file that changed after the import.
        return {}
    docs: dict[str, _Docs] = {}
    nodes: list[tuple[str, ast.AST]] = [("", tree)]
    for prefix, parent in nodes:  # grows: a chain of elifs may be too deep for recursion
        for node in ast.iter_child_nodes(parent):
            inner = prefix
            if isinstance(node, ast.ClassDef):
                docs[prefix + node.name] = dict(documented(node.body))
                inner += f"{node.name}."
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                inner += f"{node.name}.<locals>."
            if not isinstance(node, ast.expr):
                nodes.append((inner, node))
    return docs


def documented(body: list[ast.stmt]) -> Iterator[tuple[str, str]]:
    """Yields each name whose definition is followed by a string, and the string."""
    for statement, following in pairwise(body):
        match statement, following:
            case (
                ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]),
                ast.Expr(value=ast.Constant(value=str(doc))),
            ):
                yield name, inspect.cleandoc(doc)
