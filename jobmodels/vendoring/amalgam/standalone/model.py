"""``Model``: the base of all schema classes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ....core.record import Record

if TYPE_CHECKING:
    from ....core.spec import ModelSpec

__all__: list[str] = []


def _spec(obj: Record) -> ModelSpec:
    from ....core.spec import spec_of

    return spec_of(type(obj))


def _restore() -> Callable[..., Any]:
    from ....core.pickling import restore

    return restore
