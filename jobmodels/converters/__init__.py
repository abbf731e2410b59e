"""cattrs support: hooks for a host's converter, and a ready-made JSON converter.

The hooks match this package's classes and enums by identity, and never the host's. The core reads
and writes their objects; cattrs handles dispatch, containers and the host's classes. cattrs is
imported on first use, so the rest of the package works without it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from types import UnionType
from typing import TYPE_CHECKING, Any, NoReturn, Union, get_args, get_origin

from ..core.conversion import reader_for, unstructure, writer_for
from ..core.frozendict import FrozenDict
from ..core.model import Model
from ..core.options import Case, UnknownKeys, check_case, check_flags, check_unknown_keys
from ..core.reader import Reader
from ..core.spec import EnumSpec
from ..core.unset import UnsetType
from ..records.detection import detect
from ..records.editions import ENUMS, MODELS, UNIONS

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
    """Returns a cattrs JSON converter with hooks for the models, and with ``dumps`` and ``loads``.

    ``case``, ``lenient`` and ``unknown_keys`` are those of ``register_hooks``, ``options`` those
    of ``cattrs.preconf.json.make_converter``. For every type, the converter's ``loads`` rejects a
    text that ``jobmodels.loads`` rejects (with a duplicate key, NaN, an infinity or a lone
    surrogate, say), and its ``dumps`` rejects a value that JSON cannot represent. Their options for
    ``json`` do not change this. Raises ``ImportError`` if cattrs is not installed, and
    ``TypeError`` and ``ValueError`` as ``register_hooks`` does.
    """
    from cattrs.preconf import json

    from .json_converter import StrictJsonConverter

    converter = json.make_converter(**options)
    converter.__class__ = StrictJsonConverter  # replaces two methods
    register_hooks(converter, case=case, lenient=lenient, unknown_keys=unknown_keys)
    return converter


def register_hooks(
    converter: BaseConverter,
    *,
    case: Case = "snake",
    lenient: bool = False,
    unknown_keys: UnknownKeys = "keep",
) -> None:
    """Registers hooks for the models, enums and unions, and changes nothing else of the converter.

    Reading accepts both cases; ``case`` is the case to write. ``lenient`` and ``unknown_keys``
    are those of ``structure``. A host's field of type ``Model`` is read as the class that
    ``detect`` returns. A host's field of type ``Omittable[...]`` should have the default ``UNSET``
    and an override with ``omit_if_default``: an absent value cannot be written.

    A hook that the host registers afterwards for a class or an enum takes precedence for values of
    this type: alone, in the host's classes and containers, and in ``Optional`` and ``Omittable``.
    It does not apply inside the objects of this package's classes (to the jobs of a ``JobsOut``,
    say) or to a member of a union of them.

    An invalid payload raises ``ValidationError``, inside a cattrs exception group if the converter
    has detailed validation; ``problems_of`` accepts both. Raises ``TypeError`` if ``lenient`` is
    not a bool, ``ValueError`` for an unknown option value.
    """
    check_flags(lenient=lenient)
    check_case(case)
    check_unknown_keys(unknown_keys)

    def structure_hook(cls: Any) -> Callable[[object, Any], Any]:
        read = reader_for(cls, lenient, unknown_keys).read
        return lambda payload, _: read(payload)

    def optional_hook(union: Any) -> Callable[[object, Any], Any]:
        read = reader_for(_without(type(None), union), lenient, unknown_keys).read
        return lambda payload, _: None if payload is None else read(payload)

    def record_hook(payload: object, _: Any) -> Any:
        return reader_for(detect(payload), lenient, unknown_keys).read(payload)

    def omittable_hook(union: Any, owner: BaseConverter) -> Callable[[object, Any], Any]:
        rest = _without(UnsetType, union)
        return lambda payload, _: owner.structure(payload, rest)

    def enum_hook(payload: object, cls: Any) -> Any:
        return Reader().read(EnumSpec(cls, open=lenient), payload, cls.__name__)

    def unstructure_hook(cls: Any) -> Callable[[Any], Any]:
        write = writer_for(cls, case)
        # The value of a host's field need not be of its annotated type.
        return lambda obj: write(obj) if type(obj) is cls else unstructure(obj, case=case)

    def unstructure_any_hook(obj: Any) -> Any:
        return unstructure(obj, case=case)

    # Predicates: a hook registered for a class would also apply to the host's subclasses of it,
    # and would take precedence over a predicate that the host registers later.
    # From 24.1 on, cattrs passes a copied converter to the hook factory.
    is_passed = hasattr(converter, "get_structure_hook")
    converter.register_structure_hook_factory(
        _is_omittable, omittable_hook if is_passed else partial(omittable_hook, owner=converter)
    )
    converter.register_structure_hook_factory(_is_union_of_ours, optional_hook)
    converter.register_structure_hook_factory(_is_ours, structure_hook)
    converter.register_structure_hook_func(lambda cls: cls is Model, record_hook)
    converter.register_unstructure_hook_func(_is_one_of_ours, unstructure_any_hook)
    converter.register_unstructure_hook_factory(lambda cls: cls in MODELS, unstructure_hook)
    converter.register_unstructure_hook(UnsetType, _refuse_unset)
    for enum in ENUMS:
        # By class: cattrs has a hook for ``str``, the base of our enums, and checks classes first.
        converter.register_structure_hook(enum, enum_hook)
        converter.register_unstructure_hook(enum, lambda member: member.value)


def _is_ours(cls: Any) -> bool:
    return cls in (MODELS if isinstance(cls, type) else UNIONS)


def _is_one_of_ours(cls: Any) -> bool:
    """Whether a value of this type can be of several classes."""
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
    raise TypeError("UNSET cannot be written: override its field with omit_if_default=True")
