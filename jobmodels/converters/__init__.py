"""cattrs support: hooks for a host's converter, and a ready-made JSON converter.

The core reads and writes the objects; cattrs handles dispatch, containers and the host's classes.
cattrs is imported on first use, so the rest of the package works without it.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar, Union, get_args, get_origin

from ..core.conversion import reader_for, unstructure
from ..core.frozendict import FrozenDict
from ..core.model import Model
from ..core.options import Case, UnknownKeys, check_case, check_flags, check_unknown_keys
from ..core.record import Record
from ..core.spec import spec_of
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

    A hook that the host registers afterwards for a class, an enum or a union takes precedence for
    values of this type: alone, in the host's classes and containers, and in ``Optional`` and
    ``Omittable``. It does not apply inside the objects of this package's classes (to the jobs of a
    ``JobsOut``, say), and a hook for a class does not apply to a member of a union of them. A hook
    for a host's subclass takes precedence whenever the host registers it. Call ``register_hooks``
    before ``configure_tagged_union``, which otherwise raises ``TypeError``.

    An invalid payload raises ``ValidationError``, inside a cattrs exception group if the converter
    has detailed validation; ``problems_of`` accepts both. Raises ``TypeError`` if ``lenient`` is
    not a bool, ``ValueError`` for an unknown option value.
    """
    check_flags(lenient=lenient)
    check_case(case)
    check_unknown_keys(unknown_keys)

    def structure_hook(cls: Any) -> Callable[[object, Any], Any]:
        read = reader_for(cls, lenient, unknown_keys).read
        return lambda payload, _: read(_untagged(payload, cls))

    def union_hook(union: Any, owner: BaseConverter) -> Callable[[object, Any], Any]:
        # cattrs looks the host's hooks for unions up by an old predicate, and so ours comes first.
        hook: Any = owner._union_struct_registry.get(union)
        if hook is not None:
            if getattr(hook, "__name__", "") != "structure_tagged_union":
                return hook  # type: ignore[no-any-return]
            return lambda payload, _: hook(
                _Tagged(payload) if isinstance(payload, dict) else payload, union
            )
        if UnsetType in get_args(union):
            rest = _without(UnsetType, union)
            return lambda payload, _: owner.structure(payload, rest)
        if NoneType in get_args(union):
            rest = _without(NoneType, union)
            return lambda payload, _: None if payload is None else owner.structure(payload, rest)
        if all(map(_is_ours, get_args(union))):
            return structure_hook(union)
        # cattrs distinguishes the classes by the names of their attributes.
        choose: Any = owner._get_dis_func(union)
        ours = filter(_is_ours, get_args(union))
        names = {key: field.name for cls in ours for key, field in spec_of(cls).by_key.items()}
        return lambda payload, _: owner.structure(payload, choose(_renamed(payload, names)))

    def record_hook(payload: object, _: Any) -> Any:
        return reader_for(detect(payload), lenient, unknown_keys).read(payload)

    def unstructure_unresolved_hook(_: Any, owner: BaseConverter) -> Callable[[Any], Any]:
        return lambda obj: owner.unstructure(obj) if isinstance(obj, Record) else obj

    def unstructure_optional_hook(union: Any, owner: BaseConverter) -> Callable[[Any], Any]:
        rest = _without(NoneType, _without(UnsetType, union))
        return lambda obj: owner.unstructure(obj, None if obj is None else rest)

    # From 24.1 on, cattrs passes a copied converter to the hook factory.
    is_passed = hasattr(converter, "get_structure_hook")

    def with_owner(factory: Callable[..., Any]) -> Callable[..., Any]:
        return factory if is_passed else partial(factory, owner=converter)

    is_read, answering = _predicates(converter._structure_func)
    is_written, answering_to_write = _predicates(converter._unstructure_func)

    def is_read_union(cls: Any) -> bool:
        if UnsetType in get_args(cls):
            return bool(_members(cls))
        return _is_union_with_ours(cls) and (
            all(map(is_read, _members(cls)))
            or cls in converter._union_struct_registry
            or answering(cls) in ("is_supported_union", "is_attrs_union_or_none")
        )

    # Predicates: a hook registered for a class would also apply to the host's subclasses of it,
    # and would take precedence over a predicate that the host registers later.
    converter.register_structure_hook_factory(
        lambda cls: is_read(cls) or cls in UNIONS, structure_hook
    )
    converter.register_structure_hook_factory(is_read_union, with_owner(union_hook))
    converter.register_structure_hook_func(lambda cls: cls is Model, record_hook)
    converter.register_unstructure_hook_func(
        lambda cls: is_written(cls) or cls in UNIONS or cls in (Model, FrozenDict),
        partial(unstructure, case=case),
    )
    converter.register_unstructure_hook_factory(
        lambda cls: (
            _is_union_with_ours(cls)
            and len(get_args(cls)) > len(_members(cls))
            and answering_to_write(cls) == "is_union_type"
        ),
        with_owner(unstructure_optional_hook),
    )
    # cattrs' msgspec converter passes an object on to msgspec if no field has another hook than the
    # fallback. It looks up the hooks of type variables, and of annotations that are strings.
    converter.register_unstructure_hook_factory(
        lambda cls: isinstance(cls, (TypeVar, str)) and answering_to_write(cls) is None,
        with_owner(unstructure_unresolved_hook),
    )
    converter.register_unstructure_hook(UnsetType, _refuse_unset)
    for enum in ENUMS:
        # By class: cattrs has a hook for ``str``, the base of our enums, and checks classes first.
        converter.register_structure_hook(enum, structure_hook(enum))
        converter.register_unstructure_hook(enum, lambda member: member.value)


def _predicates(dispatch: Any) -> tuple[Callable[[Any], bool], Callable[[Any], str | None]]:
    """Returns the predicate for our classes and subclasses without a hook of the host.

    Also returns a function for the name of the earlier predicate that answers for a type: cattrs
    asks the latest one first. If another one answers for a subclass than for our class, then the
    host has registered it for the subclass.
    """
    predicates = [predicate for predicate, *_ in dispatch._function_dispatch._handler_pairs]

    def answering(cls: Any) -> Any:
        for predicate in predicates:
            with suppress(Exception):  # as cattrs does
                if predicate(cls):
                    return predicate
        return None

    def is_ours(cls: Any) -> bool:
        if not _is_ours(cls) or cls in MODELS:
            return _is_ours(cls)
        bases = (get_origin(cls) or cls).__mro__
        base = next(base for base in bases if base in MODELS or base is Model)
        return answering(bases[0]) is answering(base)

    return is_ours, lambda cls: getattr(answering(cls), "__name__", None)


def _is_ours(cls: Any) -> bool:
    cls = get_origin(cls) or cls
    return isinstance(cls, type) and issubclass(cls, Record)


def _members(cls: Any) -> list[Any]:
    """Returns the members of a union, without those for null and for absent values."""
    args = get_args(cls) if get_origin(cls) in (Union, UnionType) else ()
    return [arg for arg in args if arg not in (NoneType, UnsetType)]


def _is_union_with_ours(cls: Any) -> bool:
    members = _members(cls)
    return len(members) > 1 and any(map(_is_ours, members))


class _Tagged(dict[Any, Any]):
    """The payload of a tagged union of cattrs, which reads the tag and leaves it in."""

    tag: object = None

    def __getitem__(self, key: Any) -> Any:
        self.tag = key
        return super().__getitem__(key)


def _untagged(payload: Any, cls: Any) -> Any:
    if type(payload) is not _Tagged or payload.tag in spec_of(cls).by_key:
        return payload
    return {key: value for key, value in payload.items() if key != payload.tag}


def _renamed(payload: Any, names: dict[str, str]) -> Any:
    if not isinstance(payload, dict):
        return payload
    return {names.get(key, key): value for key, value in payload.items()}


def _without(left_out: type, union: Any) -> Any:
    return Union[tuple(member for member in get_args(union) if member is not left_out)]


def _refuse_unset(unset: UnsetType) -> NoReturn:
    raise TypeError("UNSET cannot be written: override its field with omit_if_default=True")
