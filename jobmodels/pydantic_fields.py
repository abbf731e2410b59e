"""The model classes as types of fields in pydantic 2.9 or later, and so in FastAPI.

A field reads as ``structure`` does and writes as ``unstructure`` does. This module imports
pydantic_core, and is imported when pydantic asks for a schema.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pydantic_core import InitErrorDetails, PydanticCustomError, core_schema
from pydantic_core import ValidationError as HostError

from .core.conversion import reader_for, unstructure
from .core.errors import ValidationError
from .core.model import Model
from .core.openenum import OpenStrEnum
from .core.record import Record
from .core.spec import spec_of
from .json_schemas import Definitions
from .records.detection import detect

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler

_STEP = re.compile(r'\.(\w+)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]')
"""One step in the text of a path: a plain key, an index, or a key as JSON text."""


def core_schema_of(cls: type[Record]) -> core_schema.CoreSchema:
    """Returns pydantic's schema of a model class, or of ``Model``, which means any record."""

    def read(value: Any, count: Callable[[Any], object]) -> Any:
        if isinstance(value, cls):
            return value
        try:
            obj = reader_for(detect(value) if cls is Model else cls, False, "keep").read(value)
        except ValidationError as error:
            raise _host_error(error) from None
        # Of several members of a union that read the payload, pydantic selects the one that counts
        # the most keys. Before 2.12, it only prefers an exact float to an integer.
        count(dict.fromkeys(value, 1 if obj.additional_properties else 1.0))
        return obj

    read.__name__ = read.__qualname__ = cls.__name__  # shown in errors of a union
    key = core_schema.typed_dict_field(core_schema.float_schema(), required=False)
    keys = dict.fromkeys(spec_of(cls).by_key, key)
    return core_schema.no_info_wrap_validator_function(
        read,
        core_schema.typed_dict_schema(keys),
        serialization=core_schema.wrap_serializer_function_ser_schema(
            _write, info_arg=True, schema=_CASE
        ),
        **_definition(cls),
    )


def _host_error(error: ValidationError) -> HostError:
    """Returns pydantic's error with the same problems. It contains no values of the payload."""
    details = [
        InitErrorDetails(
            type=PydanticCustomError("jobmodels", problem.message),  # type: ignore[arg-type, unused-ignore]
            loc=_steps(problem.path),
            input=None,
        )
        for problem in error.problems
    ]
    return HostError.from_exception_data(error.subject, details)


def _steps(path: str) -> tuple[str | int, ...]:
    """Returns the keys and indices in the text of a path."""
    return tuple(
        key or (int(index) if index else json.loads(text))
        for key, index, text in _STEP.findall(path)
    )


_CASE = core_schema.typed_dict_schema(
    {"snake": core_schema.typed_dict_field(core_schema.bool_schema(), serialization_alias="camel")}
)
"""The type of an object whose only key is the case that the host asks for."""


def _write(
    obj: Any,
    serialize: core_schema.SerializerFunctionWrapHandler,
    info: core_schema.SerializationInfo,
) -> dict[str, Any]:
    if info.include or info.exclude:
        raise TypeError(f"include and exclude do not apply inside a {type(obj).__name__}")
    (case,) = serialize({"snake": True})
    return unstructure(obj, case=case)


def _definition(cls: type, outer: tuple[type, ...] = ()) -> dict[str, Any]:
    """Returns the part of a core schema that defines the JSON Schema of a class. ``outer`` is the
    classes that are being defined and refer to this one."""

    def json_schema(_: object, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return _HostDefinitions(handler, (*outer, cls)).schema_of_class(cls)

    # pydantic's own reference to a class, from which it derives the name in ``$defs``.
    ref = f"{cls.__module__}.{cls.__qualname__}:{id(cls)}"
    return {"ref": ref, "metadata": {"pydantic_js_functions": [json_schema]}}


class _HostDefinitions(Definitions):
    """The ``$defs`` of a host's schema, which pydantic collects and names."""

    def __init__(self, handler: GetJsonSchemaHandler, outer: tuple[type, ...]) -> None:
        super().__init__(camel="camel" in handler(_CASE)["properties"])
        self._handler = handler
        self._outer = outer

    def reference(self, cls: type[Record] | type[OpenStrEnum]) -> dict[str, Any]:
        definition = _definition(cls, self._outer)
        if cls in self._outer:
            return self._handler(core_schema.definition_reference_schema(definition["ref"]))
        schema = core_schema.any_schema(**definition)
        return self._handler(core_schema.definitions_schema(schema, []))
