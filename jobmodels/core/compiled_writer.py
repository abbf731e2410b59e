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
        if isinstance(spec, (ObjectSpec, UnionSpec)):
            return f"{self._writer(spec)}(value)"
        items = spec.items
        if isinstance(items, ScalarSpec):
            return "value if value is None else list(value)"
        if isinstance(items, (ObjectSpec, UnionSpec)):
            return f"value if value is None else [{self._writer(items)}(item) for item in value]"
        return f"write_value(value, {self.camel})"

    def _writer(self, spec: ObjectSpec | UnionSpec) -> str:
        """The name of the function that writes objects of the class, or of any of the union's."""
        classes = (spec.cls,) if isinstance(spec, ObjectSpec) else spec.members
        writers = {cls: compiled_writer(cls, self.camel) for cls in classes}
        first = writers[classes[0]]
        if len(classes) == 1:
            return self.bind(first.__name__, first)

        def write_member(obj: Any) -> Any:
            # Each of them takes what is none of its own.
            return writers.get(type(obj), first)(obj)

        names = "_or_".join(cls.__name__ for cls in classes)
        return self.bind(f"write_{names}", write_member)
