"""Compiles writing functions: straight-line code, one per class and case, on first use.

The functions accept every value that lenient reading can leave in an object. The writer defines the
behaviour; the compiled functions must match it, and pass values of unexpected types to it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .. import spec as specs
from ..frozendict import EMPTY, thaw
from ..record import EXTRAS, Record, cached
from ..unset import UNSET
from ..writer import write_value
from .source import Lines, Source


@cached
def compiled_writer(cls: type[Record], camel: bool) -> Callable[[Any], dict[str, Any]]:
    return WriterSource(specs.spec_of(cls), camel).function()


class WriterSource(Source):
    def __init__(self, spec: specs.ModelSpec, camel: bool) -> None:
        names = {"UNSET": UNSET, "EMPTY": EMPTY, "thaw": thaw, "write_value": write_value}
        super().__init__("write", spec, camel, write_other=_write_other, **names)

    def lines(self) -> Lines:
        yield f"def {self.name}(obj):"
        # None, a host's subclass, or an unknown variant that was read leniently.
        yield f"    if type(obj) is not {self.bind(f'class_{self.title}', self.cls)}:"
        yield f"        return write_other(obj, {self.camel})"
        yield "    payload = {}"
        for field in self.spec.fields:
            yield f"    value = obj.{field.name}"
            yield "    if value is not UNSET:"
            spec, written = field.type, f"payload[{field.key(self.camel)!r}]"
            if isinstance(spec, specs.ArraySpec) and isinstance(
                spec.items, (specs.ObjectSpec, specs.UnionSpec)
            ):
                yield "        if value is not None:"
                yield "            items = []"
                yield "            for item in value:"
                yield f"                items.append({self._writer(spec.items)}(item))"
                yield "            value = items"
                yield f"        {written} = value"
            else:
                yield f"        {written} = {self._written(spec)}"
        yield f"    extras = obj.{EXTRAS}"
        yield "    if extras is not EMPTY:"
        yield "        payload.update(thaw(extras))"
        yield "    return payload"

    def _written(self, spec: specs.TypeSpec) -> str:
        """Returns the expression for the payload of ``value``, in every form that can be read."""
        if isinstance(spec, (specs.ScalarSpec, specs.ConstSpec)):
            return "value"
        if isinstance(spec, specs.EnumSpec):
            return "value if value is None else value._value_"
        if isinstance(spec, specs.MapSpec):
            return "thaw(value)"
        if isinstance(spec, (specs.ObjectSpec, specs.UnionSpec)):
            return f"{self._writer(spec)}(value)"
        if not isinstance(spec, specs.ArraySpec):
            raise specs.unknown_kind(spec)
        if isinstance(spec.items, specs.ScalarSpec):
            return "value if value is None else [*value]"
        return f"write_value(value, {self.camel})"

    def _writer(self, spec: specs.ObjectSpec | specs.UnionSpec) -> str:
        """Returns the name of a function that writes objects of the class or of any member."""
        # The first member's function: each passes objects of other classes to their own.
        cls = spec.cls if isinstance(spec, specs.ObjectSpec) else spec.members[0]
        write = compiled_writer(cls, self.camel)
        return self.bind(write.__name__, write)


def _write_other(value: Any, camel: bool) -> Any:
    if isinstance(value, Record):
        return compiled_writer(type(value), camel)(value)
    return write_value(value, camel)
