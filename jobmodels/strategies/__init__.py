"""Hypothesis strategies of the model classes, for property tests: ``from_model``, and ``register``
for ``hypothesis.strategies.from_type``.

Hypothesis calls ``register`` while it is being imported itself, wherever this package is installed.
So this module imports neither Hypothesis nor the classes before it is asked for one of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, overload

from ..core.record import WATCHERS, Record

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
    """A strategy of objects: of a model class, of a union of model classes, or of ``Model``, which
    stands for any record of any edition.

    It gives what reading gives, so ``from_model(cls).map(unstructure)`` gives payloads that read.
    By default that is strict reading: the whole range of what the schema allows, but that an ID
    which should be a UUID is one, and that no integer is a float like 1.0. ``strict=False`` is for
    lenient reading: any value of the right JSON type, any field absent or null, any JSON where the
    schema has a free-form object, and a read-only mapping for an unknown variant of a union.

    The other options apply to either. ``absent``: fields may be absent where that is possible;
    False means that all are there. ``null``: fields may be null where that is possible; False means
    that none is. ``unknown_keys``: objects may have keys that the schema does not name.
    ``open_enums``: fields may hold a value that their enum does not name, which only lenient
    reading takes; None means that they may unless ``strict``.

    Secrets begin with ``fake-``, as far as their length allows. Raises ``TypeError`` if ``cls`` is
    no model class, ``ImportError`` where Hypothesis is not installed.
    """
    from ..core.model import Model
    from ..core.spec import model_spec
    from . import objects

    if cls is not Model:
        model_spec(cls)
    return objects.from_model(
        cls,
        strict=strict,
        absent=absent,
        null=null,
        unknown_keys=unknown_keys,
        open_enums=open_enums,
    )


def register() -> None:
    """Lets ``hypothesis.strategies.from_type`` give objects of every model class, as ``from_model``
    does: of those that there are, and of those that you make with ``frozen`` later.

    Hypothesis calls this by itself where the package is installed. A vendored copy has to be
    registered by its host, in a ``conftest.py``, say. Calling it again does nothing, and so does it
    for a Hypothesis before 6.100. What you register for a class afterwards wins, and types that are
    none of the classes resolve as before. Raises ``ImportError`` where Hypothesis is not installed.
    """
    import hypothesis

    # Of older ones, some take it for a mistake that a strategy is for nothing but its own class.
    if hypothesis.__version_info__ >= (6, 100) and _register_class not in WATCHERS:
        WATCHERS.append(_register_class)
        _register_subclasses(Record)


def _register_subclasses(cls: type[Record]) -> None:
    for sub in cls.__subclasses__():
        # What has none is no work of ``frozen``, or its raw material, which is there for a while.
        if "__slots__" in vars(sub):
            _register_class(sub)
        _register_subclasses(sub)


def _register_class(cls: type) -> None:
    from hypothesis.strategies import register_type_strategy

    def strategy_of(asked: type) -> SearchStrategy[Any]:
        # Who wants any object at all, or any that can be hashed, would be given ours as well.
        return from_model(cls) if asked is cls else NotImplemented

    register_type_strategy(cls, strategy_of)
