"""``structure`` and ``unstructure``: payload to object and back, fast where it can be.

This is where the compiled functions and the reader meet: the first try is the compiled one, and
whatever it does not take the reader explains.
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
    """The frozen object that a payload is.

    ``payload`` is JSON as Python has it (dicts with string keys, lists, strings, numbers,
    booleans, None), spelled in snake_case or camelCase. It is never changed, and the object
    shares nothing with it. ``cls`` is a model class or a union of model classes.

    Strict reading accepts exactly what the published schema does. ``lenient=True`` reads what
    any revision of the API has ever sent: unknown enum values, missing and null fields, values
    out of range. ``unknown_keys`` says what becomes of keys that the schema does not name:
    ``"keep"`` them in ``additional_properties``, ``"drop"`` them, or ``"forbid"`` them.

    The types of the attributes are those that strict reading gives. After lenient reading any
    field may be ``UNSET`` or None, and a member of a union a read-only mapping (``FrozenDict``).

    Raises ``ValidationError`` with every problem of the payload, ``TypeError`` if ``cls`` is no
    model class, ``ValueError`` for an option that there is not.
    """
    return reading(cls, lenient, unknown_keys)(payload)


def unstructure(obj: Record | FrozenDict, *, case: Case = "snake") -> dict[str, Any]:
    """The payload of an object: plain dicts and lists, that share nothing with it.

    Keys are spelled as ``case`` says: ``"snake"`` (the wire) or ``"camel"``. Fields come in the
    order of the schema, absent ones not at all, then unknown keys, as they came. The read-only
    mapping that lenient reading makes of an unknown union variant is taken as well. Raises
    ``TypeError`` for anything else.
    """
    return writing(type(obj), case)(obj)


@cached
def writing(cls: type[Any], case: Case) -> Callable[[Any], dict[str, Any]]:
    """``unstructure`` for objects of one class, in one spelling."""
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
    """``structure`` for one class and one set of options."""
    # Here, because who only imports the classes needs none of it.
    from .quick_reader import QuickReader
    from .spec import model_spec, subject_of

    plain = plain_reading(cls, lenient, unknown_keys)
    spec = model_spec(cls)
    subject = subject_of(spec)

    def read(payload: object) -> Any:
        obj = plain(payload)
        if obj is None:
            reader = QuickReader(lenient=lenient, unknown_keys=unknown_keys)
            obj = reader.read(spec, payload, subject)
        return obj

    return read


@cached
def plain_reading(cls: Any, lenient: bool, unknown_keys: UnknownKeys) -> Callable[[object], Any]:
    """``reading`` of what is plain: spelled in one case, and without a problem. Else it is None."""
    from .compiler import compiled_reader
    from .spec import model_spec

    check_unknown_keys(unknown_keys)
    spec = model_spec(cls)
    in_snake = compiled_reader(spec, lenient, unknown_keys, camel=False)
    in_camel: Callable[[object], Any] | None = None

    def read(payload: object) -> Any:
        obj = in_snake(payload)
        if obj is not None:
            return obj
        nonlocal in_camel
        if in_camel is None:  # compiled where there is need of it
            in_camel = compiled_reader(spec, lenient, unknown_keys, camel=True)
        return in_camel(payload)

    return read
