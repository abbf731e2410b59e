"""``structure`` and ``unstructure``: payload to object and back, compiled where possible.

Reading tries the compiled function first. If that returns None, the reader reads the payload and
reports its problems.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar, overload

from .cache import cached
from .frozendict import FrozenDict, thaw
from .options import Case, UnknownKeys, check_case, check_unknown_keys
from .record import Record

if TYPE_CHECKING:
    from .spec import ObjectSpec, UnionSpec

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
    from .engine import engine
    from .writer import write_object

    camel = check_case(case)
    if issubclass(cls, Record):
        return engine.compiled_writer(cls, camel) if engine else partial(write_object, camel=camel)
    if cls is FrozenDict:
        return thaw
    name = f"{cls.__module__}.{cls.__qualname__}"
    raise TypeError(f"expected an object of this package's classes, not {name}")


@cached
def reading(cls: Any, lenient: bool, unknown_keys: UnknownKeys) -> Callable[[object], Any]:
    """Returns ``structure`` for one class and one set of options."""
    # Imported here, because code that only uses the classes does not need these.
    from .engine import engine
    from .reader import Reader
    from .spec import subject_of

    plain = plain_reading(cls, lenient, unknown_keys)
    make_reader = engine.QuickReader if engine else Reader
    spec = _spec_to_read(cls, lenient)
    subject = subject_of(spec)

    def read(payload: object) -> Any:
        obj = plain(payload)
        return make_reader(unknown_keys).read(spec, payload, subject) if obj is None else obj

    return read


@cached
def plain_reading(cls: Any, lenient: bool, unknown_keys: UnknownKeys) -> Callable[[object], Any]:
    """Returns the function that reads plain payloads, and returns None for any other payload.

    Without the compiled functions, no payload is plain.
    """
    from .engine import engine

    check_unknown_keys(unknown_keys)
    spec = _spec_to_read(cls, lenient)
    if engine is None:
        return lambda payload: None
    in_snake = engine.compiled_reader(spec, unknown_keys, camel=False)
    in_camel: Callable[[object], Any] | None = None

    def read(payload: object) -> Any:
        obj = in_snake(payload)
        if obj is not None:
            return obj
        nonlocal in_camel
        if in_camel is None:  # compiled on first use
            in_camel = engine.compiled_reader(spec, unknown_keys, camel=True)
        return in_camel(payload)

    return read


def _spec_to_read(cls: Any, lenient: bool) -> ObjectSpec | UnionSpec:
    from .spec import model_spec, relaxed

    return relaxed(model_spec(cls)) if lenient else model_spec(cls)
