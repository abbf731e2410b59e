"""Secrets that can be recognised anywhere, and the keys under which they must stay hidden.

The keys are listed here, literally, and not asked from the package: what it takes for the name of
a secret is one of the things under attack.
"""

from __future__ import annotations

import json
from typing import Any

__all__ = ["CANARIES", "SECRET_KEYS", "all_hidden", "is_marked", "payload_in", "payloads_in"]

MARKS = ("CaNaRy7x", "7316529408")
"""Every canary has one of these in it, also where it was cut to fit in a line."""

CANARIES: tuple[Any, ...] = (
    *(MARKS[0] * 5, MARKS[0], MARKS[0] * 11, MARKS[1], f"-{MARKS[1]}.5", int(MARKS[1])),
    *([MARKS[0]], [[MARKS[0] * 5, int(MARKS[1])]], {"status": MARKS[0]}, {MARKS[0] * 5: None}),
)
"""As long as the schema wants a key to be, so short that a message would show it, so like a
number that a message would show it, and inside of something else."""

SECRET_KEYS = (
    *("api_key", "apiKey", "token", "wandbApiKey", "GITHUB-TOKEN", "x-access-key", "credentials"),
    *("clientSecret", "db_password", "ssh private key", "Authorization", "passwd", "$secret_key"),
)


def is_marked(text: str) -> bool:
    """Whether there is a canary in ``text``, or a piece of one."""
    return any(mark in text for mark in MARKS)


def payload_in(data: bytes) -> list[Any]:
    """The JSON that the text is: a list of one, or of none if it is not JSON."""
    try:
        return [json.loads(data.decode("utf-8-sig"), parse_int=_int)]
    except (ValueError, RecursionError):
        return []


def payloads_in(data: bytes) -> list[Any]:
    """The JSON that the text is, or else the JSON in each of its lines."""
    return payload_in(data) or [
        payload for line in data.split(b"\n") for payload in payload_in(line)
    ]


def _int(digits: str) -> int:
    return int(digits[:600])


def all_hidden(*payloads: Any) -> bool:
    """Whether each canary in the payloads is a secret: nothing may then show a piece of one."""
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
            todo += [item for key, item in value.items() if key not in SECRET_KEYS]
        elif type(value) in (int, float) and abs(value) < 10**600 and is_marked(repr(value)):
            return False
    return True
