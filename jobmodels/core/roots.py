"""The annotations that ``structure`` accepts, as specs: classes, enums and containers of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from types import UnionType
from typing import Annotated, Any, NamedTuple, Union, cast, get_args, get_origin

from .constraints import Constraint, Discriminator
from .describe import describe_type, type_name
from .spec import EnumSpec, ObjectSpec, UnionSpec, UnsupportedTypeError, relaxed, type_spec


class ContainerSpec(NamedTuple):
    """A list, tuple or dict of any length, or one value or None."""

    kind: Any
    """``list``, ``tuple``, ``dict`` or None."""
    name: str
    """The name for an error, with ``{}`` for the name of the items."""
    items: RootSpec


RootSpec = Union[EnumSpec, ObjectSpec, UnionSpec, ContainerSpec]


def root_spec(annotation: Any, lenient: bool = False, rules: tuple[Any, ...] = ()) -> RootSpec:
    """Returns the spec of an annotation. Raises ``TypeError`` if ``structure`` cannot read it."""
    annotation = _unaliased(annotation)
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return root_spec(arguments[0], lenient, arguments[1:])
    if origin in (Union, UnionType):
        members = tuple(map(_unaliased, arguments))
        rest = tuple(member for member in members if member is not type(None))
        if rest != arguments:
            spec = root_spec(Union[rest], lenient, rules)
            return spec if rest == members else ContainerSpec(None, "{} | None", spec)
    if not any(isinstance(rule, (Constraint, Discriminator)) for rule in rules):
        if origin in (list, Sequence) and arguments:
            return ContainerSpec(list, "list[{}]", root_spec(arguments[0], lenient))
        if origin is tuple and arguments[1:] == (...,):
            return ContainerSpec(tuple, "tuple[{}, ...]", root_spec(arguments[0], lenient))
        if origin in (dict, Mapping) and arguments[:1] == (str,):
            return ContainerSpec(dict, "dict[str, {}]", root_spec(arguments[1], lenient))
    if type(annotation).__hash__ is not None:
        with suppress(UnsupportedTypeError):
            found = type_spec(annotation, rules)
            if isinstance(found, (EnumSpec, ObjectSpec, UnionSpec)):
                return cast(RootSpec, relaxed(found)) if lenient else found
    raise TypeError(
        "expected a model class, union or enum of this package, or one of them as T in "
        f"T | None, list[T], tuple[T, ...] or dict[str, T], not {_shown(annotation)}"
    )


def _unaliased(annotation: Any) -> Any:
    """Returns the annotation that a ``type`` alias or a ``NewType`` stands for."""
    alias = getattr(annotation, "__value__", None) or getattr(annotation, "__supertype__", None)
    if alias is None:
        return annotation
    arguments = get_args(annotation)
    return _unaliased(alias[arguments] if arguments else alias)


def _shown(annotation: Any) -> str:
    if get_origin(annotation) or type(annotation).__module__ in ("typing", "typing_extensions"):
        return repr(annotation)
    if isinstance(annotation, type):
        return type_name(annotation)
    # Its value is not shown: it may be a payload.
    return f"{describe_type(annotation)}; pass the payload, then the class itself"


def model_spec(cls: Any) -> ObjectSpec | UnionSpec:
    """Returns the spec of a model class or a union of them. Raises ``TypeError`` otherwise."""
    spec = root_spec(cls)
    if isinstance(spec, (ObjectSpec, UnionSpec)):
        return spec
    raise TypeError(f"expected a model class or a union of model classes, not {subject_of(spec)}")


def subject_of(spec: RootSpec) -> str:
    """Returns the name of a spec for an error, such as ``list[JobOut]``."""
    if isinstance(spec, ContainerSpec):
        return spec.name.format(subject_of(spec.items))
    members = spec.members if isinstance(spec, UnionSpec) else (spec.cls,)
    return " | ".join(cls.__name__ for cls in members)
