"""``UNSET``, the value of a field that is absent from the payload; a null one is ``None``."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, EnumMeta
from typing import Final, Literal, NoReturn, TypeVar, Union

T = TypeVar("T")


class _UnsetMeta(EnumMeta):
    """Not ``EnumMeta`` itself, because orjson writes the members of such an enum."""


class UnsetType(Enum, metaclass=_UnsetMeta):
    """The type of ``UNSET``, its only member.

    It is an enum because type checkers narrow enum members (``if x is not UNSET``). It is falsy,
    has length 0, iterates as empty and is an empty text, so ``for event in job.events`` works
    whether or not the record has events. It remains the same object through pickle, copy and
    deepcopy. It has no value: a serializer that does not know it raises an error.
    """

    UNSET = "UNSET"

    @property
    def value(self) -> NoReturn:
        """Raises ``AttributeError``, because serializers write enums by their value."""
        raise AttributeError("UNSET is an absent value, which cannot be written")

    def __bool__(self) -> Literal[False]:
        return False

    def __len__(self) -> Literal[0]:
        return 0

    def __iter__(self) -> Iterator[NoReturn]:
        return iter(())

    def __repr__(self) -> str:
        return "UNSET"

    def __str__(self) -> str:
        return ""  # in a CSV file, the text of an absent value

    def __reduce_ex__(self, protocol: object) -> tuple[type, tuple[str]]:
        return UnsetType, ("UNSET",)


UNSET: Final = UnsetType.UNSET
"""Absent: the payload does not have the key."""
del UNSET._value_  # which msgspec writes; not needed to find the member by its value

Omittable = Union[T, UnsetType]
"""``Omittable[T]``: a field that the schema does not require."""
