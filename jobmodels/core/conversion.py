"""``structure`` and ``unstructure``: payload to object and back, compiled where possible.

Reading tries the compiled function first. If that returns None, the reader reads the payload and
reports its problems.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, overload

from .cache import cached
from .frozendict import FrozenDict, thaw
from .options import Case, UnknownKeys, check_case, check_unknown_keys
from .record import Record

__all__ = ["plain_reading", "reading", "structure", "unstructure", "writing"]

R = TypeVar("R", bound=Record)


@overload
def structure(
    payload: object,
    cls: type[R],
    *,
    lenient: bool = ...,
    unknown_keys: UnknownKeys = ...,
) -> R: ...


@overload
def structure(
    payload: object,
    cls: object,
    *,
    lenient: bool = ...,
    unknown_keys: UnknownKeys = ...,
) -> Any: ...


def structure(
    payload: object,
    cls: Any,
    *,
    lenient: bool = False,
    unknown_keys: UnknownKeys = "keep",
) -> Any:
    """Returns the frozen object for a payload.

    ``payload`` is decoded JSON (dicts with string keys, lists, strings, numbers, booleans, None),
    with keys in snake_case or camelCase. The payload is not changed, and shares nothing with the
    object. ``cls`` is a model class or a union of model classes.

    Strict reading accepts a payload if and only if the published schema does. ``lenient=True``
    accepts the records of every revision of the API: also unknown enum values, constants and union
    variants, missing and null fields, values out of range. ``unknown_keys`` sets the treatment of
    keys that the schema does not define: ``"keep"`` stores them in ``additional_properties``,
    ``"drop"`` discards them, and ``"forbid"`` reports each as a problem.

    The annotations of the attributes describe the result of strict reading. After lenient reading,
    any field may be ``UNSET`` or None, a constant any string, a free-form object any JSON value,
    and a member of a union a read-only mapping (``FrozenDict``).

    Raises ``ValidationError`` with every problem of the payload, ``TypeError`` if ``cls`` is not a
    model class or a union of them, ``ValueError`` for an unknown option value.
    """
    return reading(cls, lenient, unknown_keys)(payload)


def unstructure(obj: Record | FrozenDict, *, case: Case = "snake") -> dict[str, Any]:
    """Returns the payload of an object: plain dicts and lists that share nothing with it.

    ``case`` sets the case of the keys: ``"snake"`` (the wire) or ``"camel"``. Fields are in the
    order of the schema; absent fields are omitted; unknown keys follow in their original order and
    case. Also accepts the ``FrozenDict`` of an unknown union variant that was read leniently.

    Raises ``TypeError`` for any other object, ``ValueError`` for an unknown case.
    """
    return writing(type(obj), case)(obj)


@cached
def writing(cls: type[Any], case: Case) -> Callable[[Any], dict[str, Any]]:
    """Returns ``unstructure`` for objects of one class, in one case."""
    camel = check_case(case)
    if issubclass(cls, Record):
        return _record_writing(cls, camel)
    if cls is FrozenDict:
        return thaw
    name = f"{cls.__module__}.{cls.__qualname__}"
    raise TypeError(f"expected an object of this package's classes, not {name}")


def _record_writing(cls: type[Record], camel: bool) -> Callable[[Any], dict[str, Any]]:
    from .compiler import compiled_writer

    return compiled_writer(cls, camel)


@cached
def reading(cls: Any, lenient: bool, unknown_keys: UnknownKeys) -> Callable[[object], Any]:
    """Returns ``structure`` for one class and one set of options."""
    # Imported here, because code that only uses the classes does not need these.
    from .quick_reader import QuickReader
    from .spec import model_spec, relaxed, subject_of

    plain = plain_reading(cls, lenient, unknown_keys)
    spec = relaxed(model_spec(cls)) if lenient else model_spec(cls)
    subject = subject_of(spec)

    def read(payload: object) -> Any:
        obj = plain(payload)
        if obj is None:
            reader = QuickReader(unknown_keys)
            obj = reader.read(spec, payload, subject)
        return obj

    return read


@cached
def plain_reading(cls: Any, lenient: bool, unknown_keys: UnknownKeys) -> Callable[[object], Any]:
    """Returns the function that reads plain payloads, and returns None for any other payload."""
    from .compiler import compiled_reader
    from .spec import model_spec, relaxed

    check_unknown_keys(unknown_keys)
    spec = relaxed(model_spec(cls)) if lenient else model_spec(cls)
    in_snake = compiled_reader(spec, unknown_keys, camel=False)
    in_camel: Callable[[object], Any] | None = None

    def read(payload: object) -> Any:
        obj = in_snake(payload)
        if obj is not None:
            return obj
        nonlocal in_camel
        if in_camel is None:  # compiled on first use
            in_camel = compiled_reader(spec, unknown_keys, camel=True)
        return in_camel(payload)

    return read
