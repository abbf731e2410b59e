"""Generates the Python source of a function: the base of the compiled readers and writers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ..spec import ModelSpec

Lines = Iterator[str]


class Source:
    """Python source, and the values of its global names."""

    def __init__(self, verb: str, spec: ModelSpec, camel: bool, **names: Any) -> None:
        self.spec = spec
        self.cls = spec.cls
        self.title = name if (name := spec.cls.__name__).isidentifier() else "Model"
        self.camel = camel
        self.name = f"{verb}_{self.title}_{'camel' if camel else 'snake'}"
        self.globals = {**names, self.name: None}  # reserved for this function
        self.text = "\n".join(self.lines()) + "\n"

    def lines(self) -> Lines:
        raise NotImplementedError

    def bind(self, name: str, value: object) -> str:
        """Returns a global name for ``value``: ``name``, with ``_`` appended while it is in use. It
        has a prefix or suffix, because a host's class may have the name of a variable."""
        while self.globals.setdefault(name, value) is not value:
            name += "_"
        return name

    def function(self) -> Callable[..., Any]:
        exec(compile(self.text, f"<{self.name}>", "exec"), self.globals)
        function: Callable[..., Any] = self.globals[self.name]
        return function


def indent(lines: Lines) -> Lines:
    return (f"    {line}" for line in lines)
