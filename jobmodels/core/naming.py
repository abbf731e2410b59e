"""The two spellings of a field name: the wire's snake_case and the TypeScript SDK's camelCase.

Names are derived here, per field, in both directions from one source. Nothing ever renames keys
by walking data: a user's own keys, inside free-form objects or unknown ones, are never touched.
"""

from __future__ import annotations

from .cache import cached

__all__ = ["to_camel"]


@cached
def to_camel(name: str) -> str:
    """The camelCase spelling of a snake_case name: ``auto_start`` -> ``autoStart``."""
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)
