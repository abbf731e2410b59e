"""String enums that can represent unknown values.

Lenient reading represents an unknown value as an *open member*: an instance of the enum that equals
the raw string, and that iteration over the enum does not yield. Strict reading reports a problem.
"""

from __future__ import annotations

from enum import Enum
from typing import TypeVar

from .record import cached

E = TypeVar("E", bound="OpenStrEnum")


class OpenStrEnum(str, Enum):
    """A string enum whose members behave as their values.

    ``str()``, ``format()``, ``==`` and ``hash()`` of a member are those of its value.
    """

    @classmethod
    def open(cls: type[E], value: str) -> E:
        """Returns the member for ``value``: a known member, or a new open member.

        Calling the enum itself (``Status("...")``) stays strict: it raises ``ValueError`` for a
        value that the schema does not define.
        """
        known = cls._value2member_map_.get(value)
        if known is not None:
            return known  # type: ignore[return-value]
        member = str.__new__(cls, value)
        member._name_ = member._value_ = str.__str__(value)
        return member

    @property
    def is_known(self) -> bool:
        """Whether the schema defines this value."""
        return type(self)._value2member_map_.get(self) is self

    def __reduce_ex__(self, protocol: object) -> tuple[object, tuple[type, str]]:
        return _open, (type(self), self._value_)

    def __deepcopy__(self: E, memo: object = None) -> E:
        return self

    __copy__ = __deepcopy__

    # Without these lines, the metaclass gives every subclass the methods of Enum.
    __str__ = str.__str__
    __hash__ = str.__hash__

    def __format__(self, format_spec: str) -> str:
        return str.__format__(self, format_spec)

    def __repr__(self) -> str:
        name = type(self).__name__
        return f"{name}.{self._name_}" if self.is_known else f"{name}.open({self._value_!r})"


@cached
def known_members(cls: type[E]) -> dict[str, E]:
    """Returns the members that the schema defines, by value, in the order of the schema."""
    return {str.__str__(member): member for member in cls}


def _open(cls: type[OpenStrEnum], value: str) -> OpenStrEnum:
    return cls.open(value)
