"""``structure`` and ``unstructure``: payload to object and back, compiled where possible."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any, TypeVar, overload

from .describe import key_problem, not_ours
from .engine import engine
from .errors import Path, path_text
from .frozendict import FrozenDict, thaw
from .openenum import OpenStrEnum
from .options import Case, UnknownKeys, check_case, check_flags, check_unknown_keys
from .reader import Reader
from .record import Record, cached
from .roots import ContainerSpec, root_spec, subject_of
from .spec import ObjectSpec, UnionSpec
from .writer import write_object

T = TypeVar("T")


@overload
def structure(
    payload: object, cls: type[T], *, lenient: bool = ..., unknown_keys: UnknownKeys = ...
) -> T: ...


@overload
def structure(
    payload: object, cls: object, *, lenient: bool = ..., unknown_keys: UnknownKeys = ...
) -> Any: ...


def structure(
    payload: object, cls: Any, *, lenient: bool = False, unknown_keys: UnknownKeys = "keep"
) -> Any:
    """Returns the frozen object for a payload.

    ``payload`` is decoded JSON (dicts with string keys, lists, strings, numbers, booleans, None),
    with keys in snake_case or camelCase, or a ``FrozenDict`` of it, which lenient reading returns
    for an unknown variant. The payload is not changed, and shares nothing with the object. ``cls``
    is a model class, a union of model classes, an enum of this package, or one of these as ``T`` in
    ``T | None``, ``list[T]``, ``tuple[T, ...]`` and ``dict[str, T]``, also nested. ``Sequence`` and
    ``Mapping`` give a list and a dict. A ``type`` alias or ``NewType`` of these is accepted too.

    Strict reading accepts a payload if and only if the published schema does. ``lenient=True``
    accepts the records of every revision of the API: also unknown enum values, constants and union
    variants, missing and null fields, values out of range. ``unknown_keys`` sets the treatment of
    keys that the schema does not define: ``"keep"`` stores them in ``additional_properties``,
    ``"drop"`` discards them, and ``"forbid"`` reports each as a problem.

    The annotations of the attributes describe the result of strict reading. After lenient reading,
    any field may be ``UNSET`` or None, a constant any string, a free-form object or map any JSON
    value, and a member of a union a read-only mapping (``FrozenDict``).

    Raises ``ValidationError`` with every problem of the payload, ``TypeError`` if ``cls`` is
    anything else or ``lenient`` is not a bool, ``ValueError`` for an unknown option value.
    """
    return reader_for(cls, lenient, unknown_keys).read(payload)


def unstructure(obj: Record | FrozenDict, *, case: Case = "snake") -> dict[str, Any]:
    """Returns the payload of an object: plain dicts and lists that share nothing with it.

    ``case`` sets the case of the keys: ``"snake"`` (the wire) or ``"camel"``. Fields are in the
    order of the schema; absent fields are omitted; unknown keys follow in their original order and
    case. Also accepts the ``FrozenDict`` of an unknown union variant that was read leniently.

    Raises ``TypeError`` for any other object, ``ValueError`` for an unknown case.
    """
    return writer_for(type(obj), case)(obj)


@cached
def writer_for(cls: type[Any], case: Case) -> Callable[[Any], dict[str, Any]]:
    """Returns ``unstructure`` for objects of one class, in one case."""
    camel = check_case(case)
    if issubclass(cls, Record):
        return engine.compiled_writer(cls, camel) if engine else partial(write_object, camel=camel)
    if cls is FrozenDict:
        return thaw
    of_objects = "; unstructure each object in it, or write it with dumps"
    raise not_ours(cls, of_objects if issubclass(cls, (list, tuple, dict)) else "")


def unstructure_root(value: Any, case: Case, path: Path = ()) -> Any:
    """``unstructure`` for all that ``structure`` returns: objects, enums, containers and None."""
    if isinstance(value, (Record, FrozenDict)):
        return unstructure(value, case=case)
    if value is None or isinstance(value, OpenStrEnum):
        return value
    if isinstance(value, Mapping):
        for key in value:
            if not isinstance(key, str):
                raise TypeError(f"{path_text(path)}: {key_problem(key)}")
        return {key: unstructure_root(item, case, (path, key)) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, (str, bytes, bytearray)):
        return [unstructure_root(item, case, (path, index)) for index, item in enumerate(value)]
    error = not_ours(type(value))
    cure = "; write other values with json.dumps(..., default=unstructure)"
    raise TypeError(f"{path_text(path)}: {error}{cure}") if path else error


class ClassReader:
    """``structure`` for one ``cls`` and one set of options.

    Tries the compiled function for snake_case, then the one for camelCase, and then the reader.
    """

    def __init__(self, cls: Any, lenient: bool, unknown_keys: UnknownKeys) -> None:
        check_flags(lenient=lenient)
        check_unknown_keys(unknown_keys)
        self.spec = root_spec(cls, lenient)
        self.subject = subject_of(self.spec)
        self.unknown_keys = unknown_keys
        spec = self.spec
        while isinstance(spec, ContainerSpec) and spec.kind is None:
            spec = spec.items
        self._compile: Any = None
        if engine and isinstance(spec, (ObjectSpec, UnionSpec)):
            self._compile = partial(engine.compiled_reader, spec, unknown_keys)
        self._in_snake = self._compile and self._compile(camel=False)
        self._in_camel: Any = None  # compiled on first use

    def read(self, payload: object) -> Any:
        obj = self.read_plain(payload)
        if obj is not None:
            return obj
        return Reader(self.unknown_keys, engine).read(self.spec, payload, self.subject)

    def read_plain(self, payload: object) -> Any:
        """Returns the object for a payload that a compiled function reads; otherwise None."""
        obj = self._in_snake and self._in_snake(payload)
        if obj is None and self._compile:
            self._in_camel = self._in_camel or self._compile(camel=True)
            return self._in_camel(payload)
        return obj


_reader_for = lru_cache(maxsize=None, typed=True)(ClassReader)  # typed, because 1 equals True


def reader_for(cls: Any, lenient: bool, unknown_keys: UnknownKeys) -> ClassReader:
    """Returns the only ``ClassReader`` for these arguments."""
    try:
        return _reader_for(cls, lenient, unknown_keys)
    except TypeError:
        pass  # ``cls`` cannot be hashed, or the next line raises the error again
    return ClassReader(cls, lenient, unknown_keys)
