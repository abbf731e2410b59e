"""Hypothesis strategies for the model classes: ``from_model``, and ``register`` for ``from_type``.

Hypothesis calls ``register`` during its own import, wherever this package is installed. So this
module imports Hypothesis and the classes only when they are needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, overload

from ..core.record import ON_CLASS_CREATED, Record

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

__all__ = ["from_model", "register"]

T = TypeVar("T", bound=Record)


@overload
def from_model(
    cls: type[T],
    *,
    strict: bool = ...,
    absent: bool = ...,
    null: bool = ...,
    unknown_keys: bool = ...,
    open_enums: bool | None = ...,
) -> SearchStrategy[T]: ...


@overload
def from_model(
    cls: object,
    *,
    strict: bool = ...,
    absent: bool = ...,
    null: bool = ...,
    unknown_keys: bool = ...,
    open_enums: bool | None = ...,
) -> SearchStrategy[Any]: ...


def from_model(
    cls: Any,
    *,
    strict: bool = True,
    absent: bool = True,
    null: bool = True,
    unknown_keys: bool = False,
    open_enums: bool | None = None,
) -> SearchStrategy[Any]:
    """Returns a strategy for objects of a model class, of a union of model classes, or of
    ``Model``, which means any record of any edition.

    The objects are results of reading, so ``from_model(cls).map(unstructure)`` generates valid
    payloads. By default the reading is strict: the objects cover everything that the schema allows,
    except that fields of format UUID are UUIDs, and that no integer is a float like 1.0.
    ``strict=False`` is for lenient reading: any value of the right JSON type, any field absent or
    null, any JSON where the schema has a free-form object, and a read-only mapping for an unknown
    variant of a union.

    The other options apply to both. ``absent``: fields may be absent where the reading allows it;
    if False, all fields are present. ``null``: fields may be null where the reading allows it; if
    False, no field is null. ``unknown_keys``: objects may have unknown keys. ``open_enums``: fields
    may have values that their enum does not define, which only lenient reading accepts; None means
    ``not strict``.

    Secrets begin with ``fake-``, as far as their length allows. Raises ``TypeError`` if ``cls`` is
    not a model class or an option is not a bool, ``ImportError`` if Hypothesis is not installed.
    """
    from ..core.model import Model
    from ..core.options import check_flags
    from ..core.roots import model_spec
    from . import payloads

    flags = {"strict": strict, "absent": absent, "null": null, "unknown_keys": unknown_keys}
    check_flags(**flags, open_enums=open_enums is None or open_enums)
    if cls is not Model:
        model_spec(cls)
    return payloads.from_model(cls, **flags, open_enums=open_enums)


def register() -> None:
    """Registers ``from_model`` with ``hypothesis.strategies.from_type`` for every model class.
    Classes that you create with ``frozen`` later are registered too.

    Hypothesis calls this function itself if the package is installed. A vendored copy is registered
    by its host, for example in ``conftest.py``. Further calls do nothing. With
    Hypothesis before 6.100, every call does nothing. A strategy that you register for a class
    afterwards takes precedence. Other types resolve as before. Raises ``ImportError`` if Hypothesis
    is not installed.
    """
    import hypothesis

    # Some older versions report an error for a strategy that resolves only its own class.
    if hypothesis.__version_info__ >= (6, 100) and _register_class not in ON_CLASS_CREATED:
        ON_CLASS_CREATED.append(_register_class)
        _register_subclasses(Record)


def _register_subclasses(cls: type[Record]) -> None:
    for sub in cls.__subclasses__():
        # A class without slots was not created by ``frozen``, or is its temporary input.
        if "__slots__" in vars(sub):
            _register_class(sub)
        _register_subclasses(sub)


def _register_class(cls: type) -> None:
    from hypothesis.strategies import register_type_strategy

    def strategy_of(asked: type) -> SearchStrategy[Any]:
        # Otherwise ``from_type(object)`` or ``from_type(Hashable)`` would generate our objects too.
        return from_model(cls) if asked is cls else NotImplemented

    register_type_strategy(cls, strategy_of)
