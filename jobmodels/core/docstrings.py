"""The docstrings of a class: its own, and those under its fields.

Python drops a string that stands under a field. So these are read from the source of the module
that the class is from; where there is no source, there are none, and nobody is told. This module
knows nothing of schemas.
"""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections.abc import Iterator, Mapping
from itertools import pairwise
from types import MappingProxyType

from .cache import cached

__all__ = ["doc_of", "documented", "field_docs", "to_markdown"]

_Docs = Mapping[str, str]


@cached
def field_docs(cls: type) -> _Docs:
    """The docstrings under the fields of a class, or under the members of an enum, by name.

    Inherited ones are among them; a class that states a field anew has the last word.
    """
    docs: dict[str, str] = {}
    for base in reversed(cls.__mro__):
        # The module may have left sys.modules: a None has no source either.
        in_module = _docs_in(sys.modules.get(base.__module__))
        docs.update(in_module.get(base.__qualname__, {}))
    return MappingProxyType(docs)


def doc_of(cls: type) -> str | None:
    """The docstring of a class; None if it has none of its own."""
    doc = cls.__doc__
    if not isinstance(doc, str) or _is_synthetic(cls, doc):
        return None
    return inspect.cleandoc(doc)


def _is_synthetic(cls: type, doc: str) -> bool:
    """Whether it is what dataclasses, or Python 3.10 for an enum, writes where there is none."""
    if hasattr(cls, "__dataclass_fields__"):
        return doc.startswith(f"{cls.__name__}(") and doc.endswith(")")
    return doc == "An enumeration."


def to_markdown(doc: str) -> str:
    """A docstring as CommonMark, a paragraph a line."""
    # Not where the next line is indented or an item of a list: those are lines on purpose.
    unwrapped = re.sub(r"(?<!\n)\n(?!\s|[-*] )", " ", doc)
    return re.sub(r"``([^`]+)``", r"`\1`", unwrapped)


@cached
def _docs_in(module: object) -> Mapping[str, _Docs]:
    """The docstrings under the fields of every class in the source of a module."""
    try:
        tree = ast.parse(inspect.getsource(module))  # type: ignore[arg-type]
    except (OSError, TypeError, SyntaxError, ValueError):
        # There is no source, or no module, or what is there now is not what was imported.
        return {}
    return {name: dict(documented(node.body)) for name, node in _classes(tree)}


def _classes(tree: ast.Module) -> Iterator[tuple[str, ast.ClassDef]]:
    """Every class, wherever it is, by its qualified name."""
    nodes: list[tuple[str, ast.AST]] = [("", tree)]
    for prefix, parent in nodes:  # which grows: a chain of elifs may be too deep to recurse into
        for node in ast.iter_child_nodes(parent):
            inner = prefix
            if isinstance(node, ast.ClassDef):
                yield prefix + node.name, node
                inner += f"{node.name}."
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                inner += f"{node.name}.<locals>."
            if not isinstance(node, ast.expr):
                nodes.append((inner, node))


def documented(body: list[ast.stmt]) -> Iterator[tuple[str, str]]:
    """The names that are stated with a string right under them, and the string."""
    for statement, following in pairwise(body):
        match statement, following:
            case (
                ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]),
                ast.Expr(value=ast.Constant(value=str(doc))),
            ):
                yield name, inspect.cleandoc(doc)
