"""The value of a field that the payload does not have.

JSON tells an absent key from a null one; Python objects need two values for that. Null is
``None``; absent is ``UNSET``. This module knows nothing of schemas.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import TYPE_CHECKING, Final, Literal, TypeVar, Union

if TYPE_CHECKING:
    from typing_extensions import Never

__all__ = ["UNSET", "Omittable", "UnsetType"]

T = TypeVar("T")


class UnsetType(Enum):
    """The type of ``UNSET``, its only member.

    It is an enum because that is what type checkers narrow by (``if x is not UNSET``), and
    because a member stays one and the same object through pickle, copy and deepcopy. It is
    falsy, has length 0 and iterates as empty, so ``for event in job.events`` works whether the
    record has events or not.
    """

    UNSET = "UNSET"

    def __bool__(self) -> Literal[False]:
        return False

    def __len__(self) -> Literal[0]:
        return 0

    def __iter__(self) -> Iterator[Never]:
        return iter(())

    def __repr__(self) -> str:
        return "UNSET"

    __str__ = __repr__


UNSET: Final = UnsetType.UNSET
"""Absent: the payload does not have the key."""

Omittable = Union[T, UnsetType]
"""``Omittable[T]``: a field that the schema does not require."""
