"""Writing as straight-line functions, one per class and spelling, compiled on first use.

The function takes whatever lenient reading may have left in an object: what the schema does not
expect is passed to the writer, which is the meaning.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .cache import cached
from .frozendict import EMPTY, thaw
from .source import Lines, Source
from .spec import (
    EXTRAS,
    ArraySpec,
    ConstSpec,
    EnumSpec,
    JsonObjectSpec,
    ObjectSpec,
    Record,
    ScalarSpec,
    TypeSpec,
    UnionSpec,
)
from .unset import UNSET
from .writer import write_value

__all__ = ["WriterSource", "compiled_writer"]


@cached
def compiled_writer(cls: type[Record], camel: bool) -> Callable[[Any], dict[str, Any]]:
    """The function from an object of ``cls`` to its payload."""
    return WriterSource(cls, camel).function()


class WriterSource(Source):
    def __init__(self, cls: type[Record], camel: bool) -> None:
        self.camel = camel
        super().__init__(cls)
        self.globals.update(UNSET=UNSET, EMPTY=EMPTY, thaw=thaw, write_value=write_value)

    def write(self) -> tuple[str, Lines]:
        name = f"write_{self.cls.__name__}_{'camel' if self.camel else 'snake'}"
        return name, self._module(name)

    def _module(self, name: str) -> Lines:
        yield f"def {name}(obj):"
        # None, a host's subclass, an unknown variant: anything that lenient reading may leave.
        yield f"    if type(obj) is not {self.bind(self.cls.__name__, self.cls)}:"
        yield f"        return write_value(obj, {self.camel})"
        yield "    payload = {}"
        for field in self.spec.fields:
            yield f"    value = obj.{field.name}"
            yield "    if value is not UNSET:"
            yield f"        payload[{field.key(self.camel)!r}] = {self._expression(field.type)}"
        yield f"    extras = obj.{EXTRAS}"
        yield "    if extras is not EMPTY:"
        yield "        payload.update(thaw(extras))"
        yield "    return payload"

    def _expression(self, spec: TypeSpec) -> str:
        """What is written of ``value``, whatever lenient reading has put there."""
        if isinstance(spec, (ScalarSpec, ConstSpec)):
            return "value"
        if isinstance(spec, EnumSpec):
            return "value if value is None else value._value_"
        if isinstance(spec, JsonObjectSpec):
            return "thaw(value)"
        if isinstance(spec, ObjectSpec):
            return f"{self._writer(spec.cls)}(value)"
        if isinstance(spec, ArraySpec):
            if isinstance(spec.items, ScalarSpec):
                return "value if value is None else list(value)"
            cls = _only_class(spec.items)
            if cls is not None:
                write = self._writer(cls)
                return f"value if value is None else [{write}(item) for item in value]"
        return f"write_value(value, {self.camel})"

    def _writer(self, cls: type[Record]) -> str:
        write = compiled_writer(cls, self.camel)
        return self.bind(write.__name__, write)


def _only_class(spec: TypeSpec) -> type[Record] | None:
    if isinstance(spec, ObjectSpec):
        return spec.cls
    if isinstance(spec, UnionSpec) and len(spec.members) == 1:
        return spec.members[0]
    return None
