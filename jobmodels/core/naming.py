"""The two cases of a field name: snake_case on the wire and camelCase in the TypeScript SDK.

The camelCase name of each field is derived here, from its snake_case name. No code renames keys by
walking data: a user's own keys, in free-form objects or among unknown keys, are never changed.
"""

from __future__ import annotations

from .cache import cached


@cached
def to_camel(name: str) -> str:
    """Returns the camelCase form of a snake_case name: ``auto_start`` -> ``autoStart``."""
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)
