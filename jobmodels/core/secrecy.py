"""Which values are secrets, and what stands in their place.

A secret is what a field marked ``SECRET`` holds, and whatever else, unknown keys and free-form
data included, stands under a key that is named like one.
"""

from __future__ import annotations

__all__ = ["MASK", "is_secret_name", "masked"]

MASK = "**********"
"""What a repr shows in place of a secret."""

_ENDINGS = (
    "accesskey",
    "apikey",
    "authorization",
    "credentials",
    "passwd",
    "password",
    "privatekey",
    "secret",
    "secretkey",
    "token",
)


def is_secret_name(name: str) -> bool:
    """Whether a key is named like a secret: ``api_key``, ``wandbApiKey``, ``github-token``, ...

    It is, if it ends in one of the words above, however it is spelled.
    """
    return "".join(filter(str.isalnum, name)).lower().endswith(_ENDINGS)


def masked(minimum: int = 0) -> str:
    """A stand-in of at least ``minimum`` characters, so that it still satisfies the schema."""
    return MASK.ljust(minimum, "*")
