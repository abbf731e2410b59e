"""Secrets that can be recognised anywhere, and the keys under which they must stay hidden.

The keys are listed here, and not imported from the package: its detection of secret names is under
attack too.
"""

from __future__ import annotations

import json
from typing import Any

__all__ = ["CANARIES", "SECRET_KEYS", "all_hidden", "is_marked", "payload_in", "payloads_in"]

MARKS = ("CaNaRy7x", "7316529408")
"""Every canary contains one of these, even when it is cut to fit in a line. Canaries are texts,
because numbers and keys are not secrets."""

CANARIES: tuple[Any, ...] = (
    *(MARKS[0] * 5, MARKS[0], MARKS[0] * 11, MARKS[1], f"-{MARKS[1]}.5"),
    *([MARKS[0]], [[MARKS[0] * 5, 1]], {"status": MARKS[0]}),
)
"""Canaries of the length that the schema requires, canaries that messages could show because they
are short or similar to a number, and canaries inside other values."""

SECRET_KEYS = (
    *("api_key", "apiKey", "token", "wandbApiKey", "GITHUB-TOKEN", "x-access-key", "credentials"),
    *("clientSecret", "db_password", "ssh private key", "Authorization", "passwd", "$secret_key"),
)


def is_marked(text: str) -> bool:
    """Whether ``text`` contains a canary or a piece of one."""
    return any(mark in text for mark in MARKS)


def payload_in(data: bytes) -> list[Any]:
    """Returns a list of the JSON value of the text; an empty list if the text is not JSON."""
    try:
        return [json.loads(data.decode("utf-8-sig"), parse_int=_int)]
    except (ValueError, RecursionError):
        return []


def payloads_in(data: bytes) -> list[Any]:
    """Returns the JSON value of the text, or else the JSON values of its lines."""
    return payload_in(data) or [
        payload for line in data.split(b"\n") for payload in payload_in(line)
    ]


def _int(digits: str) -> int:
    return int(digits[:600])


def is_secret(key: str, value: Any) -> bool:
    """Whether the value of a key is a secret: a text, or an array or object that contains one."""
    todo = [value] if key in SECRET_KEYS else []
    while todo:  # values may nest deeper than Python can recurse
        value = todo.pop()
        if isinstance(value, str):
            return True
        todo += (
            value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        )
    return False


def all_hidden(*payloads: Any) -> bool:
    """Whether each canary in the payloads is a secret: no output may then show a piece of one."""
    todo = list(payloads)
    while todo:
        value = todo.pop()
        if isinstance(value, str):
            if is_marked(value):
                return False
        elif isinstance(value, list):
            todo += value
        elif isinstance(value, dict):
            if any(map(is_marked, value)):
                return False
            todo += [item for key, item in value.items() if not is_secret(key, item)]
        elif type(value) in (int, float) and abs(value) < 10**600 and is_marked(repr(value)):
            return False
    return True
