"""Determines which values are secrets. They are those of fields marked ``SECRET`` and, among
unknown keys and in free-form data, the texts under keys that are named like a secret."""

from __future__ import annotations

import re
from functools import lru_cache

MASK = "**********"
"""The text that a repr shows in place of a secret."""

_NAMES = (
    *("authorization", "bearer", "cookie", "credential", "key", "passcode", "passphrase"),
    *("passwd", "password", "pwd", "secret", "token"),
)
_PARTS_OF_A_VALUE = "hash(?:es)?|headers?|strings?|texts?|values?"
_OTHER_KEYS = (
    *("cachekey", "foreignkey", "groupkey", "idempotencykey", "objectkey", "partitionkey"),
    *("primarykey", "publickey", "sortkey"),
    *("donkey", "hockey", "hotkey", "jockey", "monkey", "turkey", "whiskey"),
)


@lru_cache(maxsize=1024)
def is_secret_name(name: str) -> bool:
    """Returns whether a key is named like a secret: ``api_key``, ``wandbApiKeys``, ``token-2``.

    The name ends in one of the words above, in any case, in the singular or plural, with any
    separators and digits, and perhaps with words such as ``value`` after it. ``key`` alone, a
    ``public_key`` and similar keys are not secrets.
    """
    letters = "".join(filter(str.isalpha, name)).lower()
    letters = re.sub(f"(?:{_PARTS_OF_A_VALUE})+$", "", letters).removesuffix("s")
    return letters.endswith(_NAMES) and letters != "key" and not letters.endswith(_OTHER_KEYS)
