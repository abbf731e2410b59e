"""The options of reading and writing. Does not import the readers or writers."""

from __future__ import annotations

from typing import Literal, get_args

Case = Literal["snake", "camel"]
"""The case of keys: ``"snake"`` (the wire) or ``"camel"`` (the TypeScript SDK)."""

UnknownKeys = Literal["keep", "drop", "forbid"]
"""The treatment of keys that the schema does not define, in reading: see ``structure``."""


def check_unknown_keys(unknown_keys: str) -> None:
    """Raises ``ValueError`` if ``unknown_keys`` is not one of the three values."""
    if unknown_keys not in get_args(UnknownKeys):
        raise ValueError(f"unknown_keys must be 'keep', 'drop' or 'forbid', not {unknown_keys!r}")


def check_flags(**flags: object) -> None:
    """Raises ``TypeError`` if a value is not a bool: a text such as "false" would count as true."""
    for name, value in flags.items():
        if not isinstance(value, bool):
            raise TypeError(f"{name} must be True or False, not {value!r}")


def check_case(case: str) -> bool:
    """Returns whether ``case`` is ``"camel"``. Raises ``ValueError`` if it is not a ``Case``."""
    if case not in ("snake", "camel"):
        raise ValueError(f"case must be 'snake' or 'camel', not {case!r}")
    return case == "camel"
