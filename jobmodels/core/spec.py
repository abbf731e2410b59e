"""The model classes as data. This is the only module that reads the annotations of fields.

``spec_of(cls)`` reads the annotations of a class once and returns its field specs. The reader, the
writer, the compiler and all other code that is derived from the schemas use these specs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType, MemberDescriptorType, UnionType
from typing import (
    Annotated,
    Any,
    ClassVar,
    Literal,
    NamedTuple,
    NoReturn,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from .constraints import (
    SECRET,
    Constraint,
    Default,
    Discriminator,
    Format,
    Length,
    Shorthand,
    SiblingDiscriminator,
)
from .frozendict import EMPTY, FrozenDict
from .openenum import OpenStrEnum
from .record import EXTRAS, Record, cached
from .unset import UNSET, UnsetType

Kind = Literal["string", "integer", "number", "boolean"]
_SCALARS: dict[Any, Kind] = {str: "string", int: "integer", float: "number", bool: "boolean"}


class ScalarSpec(NamedTuple):
    """A string, integer, number or boolean, and the rules on it."""

    kind: Kind
    constraints: tuple[Constraint, ...] = ()
    format: str | None = None
    """The format of a string, if the schema states one: an annotation that is not checked."""


class EnumSpec(NamedTuple):
    """A string enum."""

    cls: type[OpenStrEnum]
    open: bool = False
    """Whether any other string is accepted, as an open member."""


class ConstSpec(NamedTuple):
    """A constant string."""

    value: str


class ArraySpec(NamedTuple):
    """An array whose items all have one type."""

    items: TypeSpec
    constraints: tuple[Constraint, ...] = ()


class ObjectSpec(NamedTuple):
    """An object of a model class."""

    cls: type[Record]
    shorthand: str | None = None
    """The field that a bare string sets if the spec is relaxed."""
    relaxed: bool = False
    """Whether the object is read by the relaxed spec of its class."""


class UnionSpec(NamedTuple):
    """An object of one of several model classes."""

    members: tuple[type[Record], ...]
    tag: str | None = None
    """The field whose constant identifies the member, if any."""
    tags: Mapping[str, type[Record]] = MappingProxyType({})
    """The member for each constant of ``tag``, or for each value of ``sibling``."""
    sibling: str | None = None
    """The field next to the union whose value selects the member to try first, if any."""
    expected: type[Record] | None = None
    """The member to try first, if known."""
    constants: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    """The constants of each field that is always one, if they differ between members."""
    relaxed: bool = False
    """Whether members are read by their relaxed specs, and an unknown variant is accepted."""


class MapSpec(NamedTuple):
    """An object with any keys."""

    keys: ScalarSpec = ScalarSpec("string")
    values: ScalarSpec | None = None
    """The type of all values; None if the object is free-form."""
    any_json: bool = False
    """Whether any other JSON value is accepted."""
    or_string: bool = False
    """Whether a string is accepted in place of the object."""


TypeSpec = Union[ScalarSpec, EnumSpec, ConstSpec, ArraySpec, ObjectSpec, UnionSpec, MapSpec]


class FieldSpec(NamedTuple):
    """One field of a model."""

    name: str
    """The attribute, and the key in snake_case."""
    camel: str
    """The key in camelCase."""
    type: TypeSpec
    required: bool
    nullable: bool
    secret: bool
    default: object
    """The value that the API assumes when the field is absent; ``UNSET`` if not documented."""
    absent: object
    """The value of an absent field: the default of a host's class, otherwise ``UNSET``."""
    metadata: tuple[object, ...]
    """The arguments of ``Annotated``, such as the way in which the field is shown."""
    exact_type: object
    """The Python type of which every value is valid; None if values need a further check."""

    def key(self, camel: bool) -> str:
        """Returns the key in the given case."""
        return self.camel if camel else self.name


class ModelSpec:
    """A model class as data."""

    def __init__(
        self, cls: type[Record], fields: tuple[FieldSpec, ...], null_twins: bool = False
    ) -> None:
        self.cls = cls
        self.fields = fields
        self.null_twins = null_twins
        """Whether a null under a key is ignored if the other key of the field has a value."""
        self.by_key: dict[str, FieldSpec] = {}
        """The fields by key, in both cases."""
        for field in fields:
            for key in (field.name, field.camel):
                if self.by_key.setdefault(key, field) is not field:
                    raise TypeError(f"{cls.__name__}: two fields have the key {key!r}: rename one")
        self.in_camel = {field.name: False for field in fields if field.name != field.camel}
        self.in_camel |= {field.camel: True for field in fields if field.name != field.camel}
        """Whether a key is in camelCase, for each key that differs between the cases."""
        self.required = tuple(field for field in fields if field.required)
        """The fields that strict reading requires."""
        self.free_form = tuple(
            field.name for field in fields if isinstance(innermost(field.type), MapSpec)
        )
        """The names of the fields with free-form values, or with arrays of them."""
        self.attributes = (*(field.name for field in fields), EXTRAS)
        """The name of every attribute: the fields, and the one for unknown keys."""

    def build(self, values: Mapping[str, Any], extras: FrozenDict = EMPTY) -> Any:
        """Returns an object with these values, unchecked; other fields are absent."""
        return maker_of(self.cls, self.attributes)(
            [*(values.get(field.name, field.absent) for field in self.fields), extras]
        )

    def values_of(self, obj: Record) -> dict[str, Any]:
        """Returns the values of the fields that are present in ``obj``, by name."""
        values = ((field.name, getattr(obj, field.name)) for field in self.fields)
        return {name: value for name, value in values if value is not UNSET}


@cached
def maker_of(cls: type[Any], names: tuple[str, ...]) -> Callable[[Iterable[Any]], Any]:
    """Returns a function that makes an object from the values of the attributes ``names``."""

    def make(values: Iterable[Any]) -> Any:
        obj = object.__new__(cls)
        for name, value in zip(names, values, strict=True):
            object.__setattr__(obj, name, value)  # the class rejects assignments
        return obj

    from .engine import engine

    return (engine and engine.draft_maker(cls, names)) or make


@cached
def spec_of(cls: type[Record]) -> ModelSpec:
    """Returns the spec of a model class. Raises ``TypeError`` for any other object."""
    if not (isinstance(cls, type) and issubclass(cls, Record)):
        raise UnsupportedTypeError(f"expected one of this package's model classes, not {cls!r}")
    for base in {*cls.__mro__} - {Record}:
        # The methods that attrs or dataclasses generate would show secrets.
        if vars(base).keys() & {"__attrs_attrs__", "__dataclass_fields__"}:
            raise TypeError(f"decorate {cls.__name__} with jobmodels.core.define.frozen alone")
    hooks = {"__attrs_post_init__", "__post_init__"}
    if sum(not hooks.isdisjoint(vars(base)) for base in cls.__mro__) > 1:  # ``Model`` has them
        raise TypeError(f"{cls.__name__}: reading calls no __post_init__; remove it")
    hints = _hints_of(cls).items()
    return ModelSpec(cls, tuple(_field_spec(cls, name, hint) for name, hint in hints))


@cached
def _hints_of(cls: type[Record]) -> Mapping[str, Any]:
    try:
        hints = get_type_hints(cls, include_extras=True)
    except NameError as error:
        cure = f"{error}: define or import it at the top level of the module"
        raise TypeError(f"{cls.__name__}: cannot evaluate an annotation: {cure}") from None
    # Absent from ``Record``, which defines no schema.
    if hints.pop(EXTRAS, Mapping[str, Any]) != Mapping[str, Any]:
        raise TypeError(f"{cls.__name__}.{EXTRAS}: rename this field; unknown keys use the name")
    return {name: hint for name, hint in hints.items() if ClassVar not in (hint, get_origin(hint))}


def relaxed(spec: TypeSpec) -> TypeSpec:
    """Returns the spec of lenient reading, which accepts what any revision of the API has sent.

    Enums and unions are open, constants are any text, maps and free-form objects are any JSON
    value, and constraints do not apply. In the classes, no field is required, and every field is
    nullable. A null is ignored if the same field has a value under its key in the other case.
    """
    if isinstance(spec, ScalarSpec):
        return spec._replace(constraints=())
    if isinstance(spec, EnumSpec):
        return spec._replace(open=True)
    if isinstance(spec, ConstSpec):
        return ScalarSpec("string")
    if isinstance(spec, ArraySpec):
        return ArraySpec(relaxed(spec.items))
    if isinstance(spec, (ObjectSpec, UnionSpec)):
        return spec._replace(relaxed=True)
    if isinstance(spec, MapSpec):
        return MapSpec(any_json=True)
    raise unknown_kind(spec)


@cached
def model_of(cls: type[Record], relaxed: bool) -> ModelSpec:
    """Returns the spec of a model class, or the relaxed one."""
    spec = spec_of(cls)
    return ModelSpec(cls, tuple(map(_relaxed_field, spec.fields)), True) if relaxed else spec


def _relaxed_field(field: FieldSpec) -> FieldSpec:
    spec = relaxed(field.type)
    return field._replace(type=spec, required=False, nullable=True, exact_type=exact_type_of(spec))


EXACT_TYPES = {"string": str, "integer": int, "boolean": bool}  # not float, which may be infinite


def exact_type_of(spec: TypeSpec) -> type | None:
    """Returns the Python type of which every value is valid; None if values need a check."""
    if isinstance(spec, ScalarSpec) and not spec.constraints:
        return EXACT_TYPES.get(spec.kind)
    return None


def unknown_kind(spec: NoReturn) -> TypeError:
    """Returns the error for the last branch of code that handles every kind of spec.

    The type of the argument makes type checkers report a kind that the code does not handle.
    """
    return TypeError(f"unsupported kind of spec: {spec!r}")


def type_spec(annotation: Any, rules: Sequence[Any] = ()) -> TypeSpec:
    """Returns the spec of an annotation of one type, without ``None`` or ``UnsetType``.

    ``rules`` are the arguments of ``Annotated``, if it has been removed.
    """
    if get_origin(annotation) is Annotated:
        annotation, *rules = get_args(annotation)
    constraints = tuple(rule for rule in rules if isinstance(rule, Constraint))
    origin = get_origin(annotation)
    if constraints and not (annotation in _SCALARS or origin is tuple):
        raise TypeError(f"{constraints[0]!r} does not apply to {annotation!r}: remove it")
    if annotation in _SCALARS:
        named = _first(rules, Format)
        return ScalarSpec(_SCALARS[annotation], constraints, named and named.name)
    if origin is Literal:
        value, *others = get_args(annotation)
        if others or not isinstance(value, str):
            raise UnsupportedTypeError(
                f"a Literal has one string, not {annotation!r}; "
                "several values are a string enum, a subclass of OpenStrEnum"
            )
        return ConstSpec(value)
    if origin is tuple:
        if get_args(annotation)[1:] != (...,):
            raise UnsupportedTypeError(f"an array is annotated tuple[T, ...], not {annotation!r}")
        return ArraySpec(type_spec(get_args(annotation)[0]), constraints)
    if origin is Mapping and get_args(annotation):
        key, value = get_args(annotation)
        if (key, value) == (str, Any):
            return MapSpec()
        keys, values = type_spec(key), type_spec(value)
        if isinstance(keys, ScalarSpec) and keys.kind == "string" and type(values) is ScalarSpec:
            return MapSpec(keys, values)
    if origin in (Union, UnionType):
        arms = get_args(annotation)
        others = [arm for arm in arms if arm is not str]
        if len(others) == 1 and type_spec(others[0]) == MapSpec():
            return MapSpec(or_string=True)
        if all(isinstance(arm, type) and issubclass(arm, Record) for arm in arms):
            return _union_spec(arms, rules)
    if isinstance(annotation, type) and issubclass(annotation, OpenStrEnum):
        return EnumSpec(annotation)
    if isinstance(annotation, type) and issubclass(annotation, Record):
        if _first(rules, Discriminator) is not None:
            return _union_spec((annotation,), rules)
        hints = _hints_of(annotation)
        if not hints:
            raise TypeError(f"expected a model class with fields, not {annotation!r}")
        shorthand = _first(rules, Shorthand)
        name = shorthand and shorthand.field
        named = name in hints and _field_spec(annotation, name, hints[name]).type
        if shorthand and not (isinstance(named, ScalarSpec) and named.kind == "string"):
            raise TypeError(f"{shorthand!r} must name a string field of {annotation!r}")
        return ObjectSpec(annotation, name)
    raise UnsupportedTypeError(
        "expected str, int, float, bool, Mapping[str, T] with one of these types as T, "
        "Mapping[str, Any], str | Mapping[str, Any], Literal, tuple[T, ...], a string enum, "
        f"a model class of this package, or a union of model classes, not {annotation!r}"
    )


class UnsupportedTypeError(TypeError):
    """The annotation is not one that a field may have."""


@cached
def to_camel(name: str) -> str:
    """Returns the camelCase form of a name: ``auto_start`` -> ``autoStart``, ``_id`` -> ``_id``."""
    inner = name.strip("_")
    first, *rest = inner.split("_")
    return name.replace(inner, first + "".join(word.capitalize() for word in rest))


def _field_spec(cls: type[Record], name: str, hint: Any) -> FieldSpec:
    """Returns the spec of a field annotated ``Annotated[T, rules] | None | UnsetType``."""
    if not isinstance(getattr(cls, name, None), MemberDescriptorType):
        cure = f"decorate {cls.__name__} with jobmodels.core.define.frozen"
        raise TypeError(f"{cls.__name__}.{name} is not a slot: {cure}")
    arms = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    annotation: Any = Union[tuple(arm for arm in arms if arm not in (UnsetType, type(None)))]
    metadata = get_args(annotation)[1:] if get_origin(annotation) is Annotated else ()
    default = _first(metadata, Default)
    try:
        spec = type_spec(annotation)
    except TypeError as error:
        raise TypeError(f"{cls.__name__}.{name}: {error}") from None
    secret = SECRET in _metadata_in(annotation)
    inner = innermost(spec)
    sibling = inner.sibling if isinstance(inner, UnionSpec) else None
    if sibling and (inner is not spec or sibling not in _hints_of(cls)):
        reason = "put SiblingDiscriminator directly on a field, and name a field of the same class"
        raise TypeError(f"{cls.__name__}.{name}: {reason}, not {sibling!r}")
    rules = {*map(type, getattr(inner, "constraints", ()))}
    # A mask may not satisfy other rules than those of length.
    if secret and not (getattr(inner, "kind", "") == "string" and rules <= {Length}):
        raise TypeError(f"{cls.__name__}.{name}: SECRET is for strings whose only rule is Length")
    absent = UNSET
    if UnsetType not in arms:  # reading never sets an ``Omittable`` field
        defaults = getattr(cls.__dict__.get("__init__", cls.__init__), "__kwdefaults__", None) or {}
        absent = defaults.get(name, defaults.get(name.lstrip("_"), UNSET))  # attrs strips these
    field = FieldSpec(
        name=name,
        camel=to_camel(name),
        type=spec,
        required=UnsetType not in arms and absent is UNSET,
        nullable=type(None) in arms,
        secret=secret,
        default=default.value if default else constant_of(spec, UNSET),
        absent=absent,
        metadata=metadata,
        exact_type=exact_type_of(spec),
    )
    if absent is UNSET:
        return field
    from .construction import checked_default  # only a host's class has defaults

    value = checked_default(cls, field)
    return field._replace(absent=value, default=UNSET if secret else value)


def innermost(spec: TypeSpec) -> TypeSpec:
    """Returns the type of the items of an array, at any depth; any other type as given."""
    return innermost(spec.items) if isinstance(spec, ArraySpec) else spec


def _metadata_in(annotation: Any) -> Iterator[Any]:
    """Yields the arguments of an annotation and of the annotations in it."""
    for argument in get_args(annotation):
        yield argument
        yield from _metadata_in(argument)


def constant_of(spec: TypeSpec, otherwise: Any = None) -> Any:
    """Returns the only valid value of a type; ``otherwise`` if several values are valid."""
    if isinstance(spec, ConstSpec):
        return spec.value
    if isinstance(spec, EnumSpec) and len(spec.cls) == 1:
        return next(iter(spec.cls))
    return otherwise


def _first(metadata: Any, kind: type) -> Any:
    return next((item for item in metadata if isinstance(item, kind)), None)


def _union_spec(members: tuple[Any, ...], rules: Sequence[Any]) -> UnionSpec:
    """Returns the spec of a union. The default tag is the first field whose constants differ.

    The members are ranked, because the order in which an annotation names them has no meaning:
    ``A | B`` equals ``B | A``, and ``typing`` may replace one by the other.
    """
    specs = sorted(map(spec_of, members), key=_rank_in_union)
    members = tuple(spec.cls for spec in specs)
    if len({(cls.__module__, cls.__qualname__) for cls in members}) < len(members):
        raise TypeError(f"give the classes of a union different names, not {members!r}")
    sibling = _first(rules, SiblingDiscriminator)
    if sibling is not None:
        if not {cls for _, cls in sibling.members} <= {*members}:
            raise TypeError(f"{sibling!r} must name classes of the union {members!r}")
        return UnionSpec(members, tags=dict(sibling.members), sibling=sibling.field)
    constants: dict[str, dict[Any, type[Record]]] = {}
    for spec in specs:
        for field in spec.fields:
            constants.setdefault(field.name, {})[constant_of(field.type)] = spec.cls
    discriminator = _first(rules, Discriminator)
    if discriminator and discriminator.field not in constants:
        raise TypeError(f"{discriminator!r} must name a field of {members!r} in snake_case")
    # None stands for a field with several valid values: any value may be one of them.
    tags = {name: values for name, values in constants.items() if None not in values}
    for name in [discriminator.field] if discriminator else tags:
        if len(tags.get(name, ())) == len(members):
            return UnionSpec(members, name, tags[name], constants={name: tuple(tags[name])})
    differing = {name: tuple(values) for name, values in tags.items() if len(values) > 1}
    return UnionSpec(members, constants=differing)


def _rank_in_union(spec: ModelSpec) -> tuple[int, int, int, str, str]:
    name = spec.cls.__qualname__, spec.cls.__module__
    constants = sum(constant_of(field.type) is not None for field in spec.fields)
    return -constants, -len(spec.fields), len(spec.required), *name
