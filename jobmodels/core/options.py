"""What reading can be told of unknown keys. This module knows neither keys nor readers."""

from __future__ import annotations

from typing import Literal, get_args

__all__ = ["UnknownKeys", "check_unknown_keys"]

UnknownKeys = Literal["keep", "drop", "forbid"]
"""What reading does with a key that the schema does not name."""


def check_unknown_keys(unknown_keys: str) -> None:
    """``ValueError`` when ``unknown_keys`` is none of the three."""
    if unknown_keys not in get_args(UnknownKeys):
        raise ValueError(f"unknown_keys must be 'keep', 'drop' or 'forbid', not {unknown_keys!r}")
