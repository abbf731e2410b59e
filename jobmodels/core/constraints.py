"""Metadata for ``typing.Annotated``: the rules of a field beyond its Python type.

``Ge``, ``Gt`` and ``Le`` have the names of the ``annotated-types`` package.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Sized
from typing import Annotated, Any, ClassVar

from .describe import plural


class Metadata:
    """Metadata that compares by type and content: ``typing`` caches types by their arguments, and
    would replace ``Ge(1)`` by ``Gt(1)`` if they were equal."""

    def _key(self) -> object:
        # The repr tells 1 from True and from 1.0, inside a tuple too.
        return type(self), tuple(vars(self).values()), repr(self)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Metadata) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(map(repr, vars(self).values()))})"


class Constraint(Metadata):
    """A rule on a value that already has the right type."""

    def holds(self, value: Any) -> bool:
        raise NotImplementedError

    def expression(self, name: str) -> str:
        """Returns the rule as a Python expression on the variable ``name``, for the compiler."""
        raise NotImplementedError

    def phrase(self, unit: str) -> str:
        """Returns the rule in words, for problems. ``unit`` is that of a length (``"item"``)."""
        raise NotImplementedError


class Bound(Constraint):
    """A rule that compares a number with ``bound``."""

    symbol: ClassVar[str]
    words: ClassVar[str]
    compare: ClassVar[Callable[[float, float], bool]]

    def __init__(self, bound: float) -> None:
        self.bound = bound

    def holds(self, value: float) -> bool:
        return type(self).compare(value, self.bound)

    def expression(self, name: str) -> str:
        return f"{name} {self.symbol} {self.bound!r}"

    def phrase(self, unit: str) -> str:
        return f"{self.words} {self.bound!r}"


class Ge(Bound):
    """At least ``bound`` (JSON Schema ``minimum``)."""

    symbol = ">="
    words = "at least"
    compare = operator.ge


class Gt(Bound):
    """Greater than ``bound`` (JSON Schema ``exclusiveMinimum``)."""

    symbol = ">"
    words = "greater than"
    compare = operator.gt


class Le(Bound):
    """At most ``bound`` (JSON Schema ``maximum``)."""

    symbol = "<="
    words = "at most"
    compare = operator.le


class Length(Constraint):
    """Between ``minimum`` and ``maximum`` items of an array or characters of a string, which are
    Unicode code points, as in JSON Schema. A ``maximum`` of None is unlimited."""

    def __init__(self, minimum: int = 0, maximum: int | None = None) -> None:
        self.minimum = minimum
        self.maximum = maximum

    def holds(self, value: Sized) -> bool:
        size = len(value)
        return size >= self.minimum and (self.maximum is None or size <= self.maximum)

    def expression(self, name: str) -> str:
        at_most = "" if self.maximum is None else f" <= {self.maximum}"
        return f"{self.minimum} <= len({name}){at_most}"

    def phrase(self, unit: str) -> str:
        if self.minimum == self.maximum:
            return f"of exactly {self.minimum} {plural(self.minimum, unit)}"
        if self.maximum is None:
            return f"of at least {self.minimum} {plural(self.minimum, unit)}"
        least = f"{self.minimum} to" if self.minimum else "at most"
        return f"of {least} {self.maximum} {plural(self.maximum, unit)}"


def lengths_of(rules: Iterable[Constraint]) -> tuple[int, int | None]:
    """Returns the minimum and maximum length under all rules; a maximum of None is unlimited."""
    lengths = [rule for rule in rules if isinstance(rule, Length)]
    maxima = [rule.maximum for rule in lengths if rule.maximum is not None]
    return max((rule.minimum for rule in lengths), default=0), min(maxima, default=None)


class Default(Metadata):
    """The value that the API assumes when the field is absent. Reading does not fill it in."""

    def __init__(self, value: object) -> None:
        self.value = value


class Format(Metadata):
    """The format of a string (JSON Schema ``format``): an annotation that is not checked."""

    def __init__(self, name: str) -> None:
        self.name = name


Uuid = Annotated[str, Format("uuid")]
"""The ID of a job or a file. The schema declares a UUID; reading accepts any string."""


class Discriminator(Metadata):
    """The field whose constant identifies the member of a union (OpenAPI ``discriminator``)."""

    def __init__(self, field: str) -> None:
        self.field = field


class SiblingDiscriminator(Metadata):
    """The field next to a union whose value selects the member to try first, by ``members``.

    Reading tries the other members too: the schema allows any member next to any value.
    """

    def __init__(self, field: str, **members: type) -> None:
        self.field = field
        self.members = tuple(members.items())


class Shorthand(Metadata):
    """Lenient reading accepts a bare string and reads it as an object with only this field."""

    def __init__(self, field: str) -> None:
        self.field = field


class Secret(Metadata):
    """The type of ``SECRET``."""


SECRET = Secret()
"""Marks a field whose value must never appear in a repr or in the text of an error."""
