"""Determines which values are secrets, and provides the mask that replaces them.

A secret is the value of a field marked ``SECRET``, or, among unknown keys and in free-form data,
the value of a key that is named like a secret.
"""

from __future__ import annotations

MASK = "**********"
"""The text that a repr shows in place of a secret."""

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
    """Returns whether a key is named like a secret: ``api_key``, ``wandbApiKey``, ``github-token``.

    A name matches if it ends in one of the words above, in any case and with any separators.
    """
    return "".join(filter(str.isalnum, name)).lower().endswith(_ENDINGS)


def masked(minimum: int = 0) -> str:
    """Returns a mask of at least ``minimum`` characters, so that it satisfies the schema."""
    return MASK.ljust(minimum, "*")
