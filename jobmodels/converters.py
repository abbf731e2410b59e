"""The classes in cattrs: hooks for any host's converter, and a ready JSON converter.

The hooks serve our own classes and enums, by identity, and nothing of the host's. The core does
the reading and writing; cattrs does dispatch, containers and the host's own classes. cattrs is
imported when a function here needs it, so everything else works without it.
"""

from __future__ import annotations

from collections.abc import Callable
from types import UnionType
from typing import TYPE_CHECKING, Any, NoReturn, Union, get_args, get_origin

from .core.conversion import reading, unstructure, writing
from .core.frozendict import FrozenDict
from .core.model import Model
from .core.options import Case, UnknownKeys, check_case, check_unknown_keys
from .core.reader import Reader
from .core.spec import EnumSpec
from .core.unset import UnsetType
from .detection import detect
from .editions import ENUMS, MODELS, UNIONS

if TYPE_CHECKING:
    from cattrs import BaseConverter
    from cattrs.preconf.json import JsonConverter

__all__ = ["make_converter", "register_hooks"]


def make_converter(
    *,
    case: Case = "snake",
    lenient: bool = False,
    unknown_keys: UnknownKeys = "keep",
    **options: Any,
) -> JsonConverter:
    """A cattrs JSON converter that knows the classes, with ``dumps`` and ``loads``.

    ``case``, ``lenient`` and ``unknown_keys`` are those of ``register_hooks``, ``options`` those
    of ``cattrs.preconf.json.make_converter``. Its ``loads`` refuses what the module's own does:
    repeated keys, NaN, lone surrogates. Raises ``ImportError`` where cattrs is not installed.
    """
    from .jsonconverter import StrictJsonConverter

    converter = StrictJsonConverter.configured(**options)
    register_hooks(converter, case=case, lenient=lenient, unknown_keys=unknown_keys)
    return converter


def register_hooks(
    converter: BaseConverter,
    *,
    case: Case = "snake",
    lenient: bool = False,
    unknown_keys: UnknownKeys = "keep",
) -> None:
    """Teaches a host's converter our classes, enums and unions, and changes nothing else of it.

    Reading takes both spellings; ``case`` is the one to write. ``lenient`` and ``unknown_keys``
    mean what they mean to ``structure``. A hook that the host registers afterwards wins. A field
    of the host's that is a ``Model`` reads as the record that ``detect`` finds. One that is
    ``Omittable[...]`` should have ``UNSET`` for its default and ``omit_if_default`` for its
    override: a value that is absent cannot be written.

    A bad payload raises ``ValidationError``, inside cattrs' own groups where the converter has
    detailed validation; ``problems_of`` flattens either. Raises ``ValueError`` for an option that
    there is not.
    """
    check_case(case)
    check_unknown_keys(unknown_keys)

    def structure_hook(cls: Any) -> Callable[[object, Any], Any]:
        read = reading(cls, lenient, unknown_keys)
        return lambda payload, _: read(payload)

    def optional_hook(union: Any) -> Callable[[object, Any], Any]:
        read = reading(_without(type(None), union), lenient, unknown_keys)
        return lambda payload, _: None if payload is None else read(payload)

    def record_hook(payload: object, _: Any) -> Any:
        return reading(detect(payload), lenient, unknown_keys)(payload)

    def omittable_hook(union: Any) -> Callable[[object, Any], Any]:
        rest = _without(UnsetType, union)
        return lambda payload, _: converter.structure(payload, rest)

    def enum_hook(payload: object, cls: Any) -> Any:
        return Reader(lenient=lenient).read(EnumSpec(cls), payload, cls.__name__)

    def unstructure_hook(cls: Any) -> Callable[[Any], Any]:
        write = writing(cls, case)
        # What a host's field holds need not be what it is said to hold.
        return lambda obj: write(obj) if type(obj) is cls else unstructure(obj, case=case)

    def unstructure_any_hook(obj: Any) -> Any:
        return unstructure(obj, case=case)

    # Predicates, because a class registered as such would serve the host's subclasses of it too,
    # and would win over a predicate that the host registers later.
    converter.register_structure_hook_factory(_is_omittable, omittable_hook)
    converter.register_structure_hook_factory(_is_union_of_ours, optional_hook)
    converter.register_structure_hook_factory(_is_ours, structure_hook)
    converter.register_structure_hook_func(lambda cls: cls is Model, record_hook)
    converter.register_unstructure_hook_func(_is_one_of_ours, unstructure_any_hook)
    converter.register_unstructure_hook_factory(lambda cls: cls in MODELS, unstructure_hook)
    converter.register_unstructure_hook(UnsetType, _refuse_unset)
    for enum in ENUMS:
        # By class all the same: cattrs has one for ``str``, which our enums inherit from, and
        # looks at classes first.
        converter.register_structure_hook(enum, enum_hook)
        converter.register_unstructure_hook(enum, lambda member: member.value)


def _is_ours(cls: Any) -> bool:
    return cls in (MODELS if isinstance(cls, type) else UNIONS)


def _is_one_of_ours(cls: Any) -> bool:
    """Whether what it holds can be of several classes."""
    return cls in UNIONS or cls in (Model, FrozenDict)


def _is_union_of_ours(cls: Any) -> bool:
    if get_origin(cls) not in (Union, UnionType):
        return False
    members = [member for member in get_args(cls) if member is not type(None)]
    return len(members) > 1 and all(member in MODELS for member in members)


def _is_omittable(cls: Any) -> bool:
    return get_origin(cls) in (Union, UnionType) and UnsetType in get_args(cls)


def _without(left_out: type, union: Any) -> Any:
    return Union[tuple(member for member in get_args(union) if member is not left_out)]


def _refuse_unset(unset: UnsetType) -> NoReturn:
    raise TypeError("UNSET cannot be written: give the field that holds it omit_if_default=True")
