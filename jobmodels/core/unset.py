"""``UNSET``, the value of a field that is absent from the payload.

JSON distinguishes an absent key from a null one, so Python objects need two values. Null is
``None``; absent is ``UNSET``. Does not depend on schemas.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import TYPE_CHECKING, Final, Literal, TypeVar, Union

if TYPE_CHECKING:
    from typing_extensions import Never

T = TypeVar("T")


class UnsetType(Enum):
    """The type of ``UNSET``, its only member.

    It is an enum because type checkers narrow enum members (``if x is not UNSET``), and because a
    member remains the same object through pickle, copy and deepcopy. It is falsy, has length 0 and
    iterates as empty, so ``for event in job.events`` works whether or not the record has events.
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
