"""The two spellings of a field name: the wire's snake_case and the TypeScript SDK's camelCase.

Names are derived here, per field, in both directions from one source. Nothing ever renames keys
by walking data: a user's own keys, inside free-form objects or unknown ones, are never touched.
"""

from __future__ import annotations

from typing import Literal

from .cache import cached

__all__ = ["Case", "check_case", "to_camel"]

Case = Literal["snake", "camel"]
"""How keys are spelled: ``"snake"`` (the wire) or ``"camel"`` (the TypeScript SDK)."""


@cached
def to_camel(name: str) -> str:
    """The camelCase spelling of a snake_case name: ``auto_start`` -> ``autoStart``."""
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def check_case(case: str) -> bool:
    """Whether ``case`` is camel; ``ValueError`` when it is neither of the two."""
    if case not in ("snake", "camel"):
        raise ValueError(f"case must be 'snake' or 'camel', not {case!r}")
    return case == "camel"
