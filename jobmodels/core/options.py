"""What reading and writing can be told. This module knows neither readers nor writers."""

from __future__ import annotations

from typing import Literal, get_args

__all__ = ["Case", "UnknownKeys", "check_case", "check_unknown_keys"]

Case = Literal["snake", "camel"]
"""How keys are spelled: ``"snake"`` (the wire) or ``"camel"`` (the TypeScript SDK)."""

UnknownKeys = Literal["keep", "drop", "forbid"]
"""What reading does with a key that the schema does not name."""


def check_unknown_keys(unknown_keys: str) -> None:
    """``ValueError`` when ``unknown_keys`` is none of the three."""
    if unknown_keys not in get_args(UnknownKeys):
        raise ValueError(f"unknown_keys must be 'keep', 'drop' or 'forbid', not {unknown_keys!r}")


def check_case(case: str) -> bool:
    """Whether ``case`` is camel; ``ValueError`` when it is neither of the two."""
    if case not in ("snake", "camel"):
        raise ValueError(f"case must be 'snake' or 'camel', not {case!r}")
    return case == "camel"
