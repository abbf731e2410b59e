"""``structure`` and ``unstructure``: payload to object and back, compiled where possible.

Reading tries the compiled functions first: the one for snake_case, then the one for camelCase. If
both return None, the reader reads the payload and reports its problems.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any, TypeVar, overload

from .describe import not_ours
from .frozendict import FrozenDict, thaw
from .options import Case, UnknownKeys, check_case, check_flags, check_unknown_keys
from .record import Record, cached

R = TypeVar("R", bound=Record)


@overload
def structure(
    payload: object, cls: type[R], *, lenient: bool = ..., unknown_keys: UnknownKeys = ...
) -> R: ...


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
    is a model class or a union of model classes.

    Strict reading accepts a payload if and only if the published schema does. ``lenient=True``
    accepts the records of every revision of the API: also unknown enum values, constants and union
    variants, missing and null fields, values out of range. ``unknown_keys`` sets the treatment of
    keys that the schema does not define: ``"keep"`` stores them in ``additional_properties``,
    ``"drop"`` discards them, and ``"forbid"`` reports each as a problem.

    The annotations of the attributes describe the result of strict reading. After lenient reading,
    any field may be ``UNSET`` or None, a constant any string, a free-form object or map any JSON
    value, and a member of a union a read-only mapping (``FrozenDict``).

    Raises ``ValidationError`` with every problem of the payload, ``TypeError`` if ``cls`` is not a
    model class or a union of them or ``lenient`` is not a bool, ``ValueError`` for an unknown
    option value.
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
    from .engine import engine
    from .writer import write_object

    camel = check_case(case)
    if issubclass(cls, Record):
        return engine.compiled_writer(cls, camel) if engine else partial(write_object, camel=camel)
    if cls is FrozenDict:
        return thaw
    raise not_ours(cls)


class ClassReader:
    """``structure`` for one class, or union of classes, and one set of options."""

    def __init__(self, cls: Any, lenient: bool, unknown_keys: UnknownKeys) -> None:
        # Imported here, because code that only uses the classes does not need these.
        from .engine import engine
        from .reader import Reader
        from .spec import model_spec, relaxed, subject_of

        check_flags(lenient=lenient)
        check_unknown_keys(unknown_keys)
        spec = model_spec(cls)
        self.spec = relaxed(spec) if lenient else spec
        self.subject = subject_of(spec)
        self.unknown_keys = unknown_keys
        self._engine = engine
        self._new_reader = engine.QuickReader if engine else Reader
        self._in_snake = engine and engine.compiled_reader(self.spec, unknown_keys, camel=False)
        self._in_camel: Any = None  # compiled on first use

    def read(self, payload: object) -> Any:
        """Returns the object for ``payload``. Raises ``ValidationError``."""
        obj = self.read_plain(payload)
        if obj is not None:
            return obj
        if type(payload) is FrozenDict:
            return self.read(thaw(payload))
        return self._new_reader(self.unknown_keys).read(self.spec, payload, self.subject)

    def read_plain(self, payload: object) -> Any:
        """Returns the object for a plain payload, and None for any other payload.

        Without the compiled functions, no payload is plain.
        """
        obj = self._in_snake and self._in_snake(payload)
        if obj is not None or self._engine is None:
            return obj
        if self._in_camel is None:
            self._in_camel = self._engine.compiled_reader(self.spec, self.unknown_keys, camel=True)
        return self._in_camel(payload)


reader_for: Callable[[Any, bool, UnknownKeys], ClassReader]
reader_for = lru_cache(maxsize=None, typed=True)(ClassReader)  # typed, because 1 equals True
"""Returns the only ``ClassReader`` for these arguments."""
