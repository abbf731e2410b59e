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
    is any record of any edition.

    All of them are such as reading gives, so ``from_model(cls).map(unstructure)`` gives payloads
    that read. ``strict`` ones obey the schema: types, ranges, lengths, constants. Beyond it, an ID
    that is to be a UUID is one, and no integer is a 1.0. Others have what lenient reading takes as
    well: any value of the right type, any field absent or null, any JSON where the schema has a
    free-form object, and a read-only mapping for an unknown variant of a union.

    The other options hold for either. ``absent``: a field may be absent where it can be; False
    means that every field is there. ``null``: it may be null where it can be; False means that none
    is. ``unknown_keys``: objects may have keys that the schema does not name. ``open_enums``: an
    enum's field may hold a value that the schema does not name; None means that it may, unless
    ``strict``.

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
    registered by its host, in a ``conftest.py``, say. Calling it again does nothing. What you
    register for a class afterwards wins, and types that are none of the classes resolve as before.
    Raises ``ImportError`` where Hypothesis is not installed.
    """
    import hypothesis.strategies  # noqa: F401 - or what a watcher needs is missed much later

    if _register_class not in WATCHERS:
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
