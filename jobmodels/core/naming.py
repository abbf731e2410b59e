"""The two cases of a field name: snake_case on the wire and camelCase in the TypeScript SDK.

Only the names of fields are converted: a user's own keys, in free-form data, never change.
"""

from __future__ import annotations

from .cache import cached


@cached
def to_camel(name: str) -> str:
    """Returns the camelCase form of a snake_case name: ``auto_start`` -> ``autoStart``."""
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)
