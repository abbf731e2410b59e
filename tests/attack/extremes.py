"""Extreme inputs: deep nesting, many items, long or large values, odd characters.

Each is created on request. Many are about a hundred kilobytes long, and some a megabyte.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from samples import JOB

__all__ = ["EXTREMES", "deep", "job_text"]

MANY = 500
"""The number of items, which are read one by one in about twenty ways. Nesting is cheap, so
``DEEP`` is larger."""
DEEP = 100_000

HOSTILE = "\x1b[31m\u202e\x07\n\r\u2028\x00"


def job_text(**fields: str) -> bytes:
    """Returns the text of a job, with the given text as the values of some fields."""
    rest = {key: value for key, value in JOB.snake.items() if key not in fields}
    given = "".join(f"{json.dumps(key)}: {value}, " for key, value in fields.items())
    return f"{{{given}{json.dumps(rest)[1:]}".encode()


def deep(levels: int, kind: str) -> Any:
    """Returns a Python value of nested lists, objects, or both in turn, with ``levels`` levels."""
    value: Any = 1
    for level in range(levels):
        as_list = kind == "lists" or (kind == "both" and level % 2)
        value = [value] if as_list else {"data": value}
    return value


def _chain(levels: int, item: str) -> str:
    return f'{{"{"k" * 76}": ' * levels + item + "}" * levels


def _hostile(value: Any) -> Any:
    """Returns a copy in which each string contains control characters for a terminal."""
    if isinstance(value, dict):
        return {key: _hostile(item) for key, item in value.items()}
    if isinstance(value, list):
        return list(map(_hostile, value))
    return HOSTILE + value if isinstance(value, str) and value != "job" else value


EXTREMES: dict[str, Callable[[], bytes]] = {
    "deep lists": lambda: b"[" * DEEP + b"]" * DEEP,
    "deep lists without end": lambda: b"[" * DEEP,
    "deep objects": lambda: b'{"data": ' * DEEP + b"1" + b"}" * DEEP,
    "deep objects without end": lambda: b'{"data": ' * DEEP,
    "deep in an unknown key": lambda: job_text(x="[" * DEEP + "]" * DEEP),
    "deep in a field": lambda: job_text(status="[" * 500 + "]" * 500),
    "deep enough to parse": lambda: job_text(events="[" * 300 + "NaN" + "]" * 300),
    "many unknown keys": lambda: job_text(**{f"k{number}": "0" for number in range(MANY)}),
    "many keys within a secret": lambda: job_text(
        token="{" + ", ".join(f'"k{number}": NaN' for number in range(MANY)) + "}"
    ),
    "many duplicates": lambda: job_text(x='{"a": 1' + ', "a": 1' * MANY + "}"),
    "many duplicates of many": lambda: job_text(
        x="{" + ", ".join(f'"k{number % 5000}": 0' for number in range(MANY)) + "}"
    ),
    "many nulls": lambda: job_text(training_files="[" + "null, " * MANY + "null]"),
    "many nulls of an unknown key": lambda: job_text(x="[" + "null, " * MANY + "null]"),
    "many empty jobs": lambda: (
        b'{"object": "list", "data": [' + b"{}, " * 300 + b'{}], "total": 1}'
    ),
    "many items that are no objects": lambda: job_text(events="[" + "1, " * MANY + "1]"),
    "many events with keys of their own": lambda: job_text(
        events="[" + ", ".join(f'{{"name": "n", "k{n}": 1}}' for n in range(1000)) + "]"
    ),
    "many integrations with nothing in them": lambda: job_text(
        integrations="[" + "{}, " * 300 + "{}]"
    ),
    "many problems, deep under long keys": lambda: job_text(
        x=_chain(90, "[" + "NaN, " * 4 * MANY + "1]")
    ),
    "one problem, deep under long keys": lambda: job_text(
        x=_chain(90, "[" + "1, " * MANY + "NaN]")
    ),
    "a string of a megabyte": lambda: job_text(suffix=f'"{"x" * 2**20}"'),
    "a status of a megabyte": lambda: job_text(status=f'"{"RUNNING" * 2**17}"'),
    "a string of a megabyte of escapes": lambda: job_text(suffix='"' + "\\u001b" * 2**18 + '"'),
    "a key of a megabyte": lambda: job_text(**{"x" * 2**20: "1"}),
    "a key of a megabyte of escapes": lambda: job_text(**{"\x1b" * 2**18: "NaN"}),
    "ten thousand digits": lambda: job_text(created_at="7" * 10_000),
    "ten thousand digits of an unknown key": lambda: job_text(x="-" + "7" * 10_000),
    "ten thousand digits behind a point": lambda: job_text(
        metadata=f'{{"cost": 0.{"7" * 10_000}}}'
    ),
    "many integers of many digits": lambda: job_text(x="[" + f"{'7' * 4000}, " * 250 + "1]"),
    "a huge exponent": lambda: job_text(created_at="1e999999999"),
    "a huge negative exponent": lambda: job_text(created_at="1e-999999999"),
    "many huge exponents": lambda: job_text(x="[" + "1e999, " * MANY + "1]"),
    "moments out of any calendar": lambda: job_text(
        created_at="9" * 40, modified_at="-1e300", events='[{"created_at": 1e20}]'
    ),
    "lone surrogates": lambda: job_text(suffix='"\\ud800"', x='{"\\udfff": "\\ud83d"}'),
    "many lone surrogates": lambda: job_text(x="[" + '"\\ud800", ' * MANY + "1]"),
    "a raw surrogate": lambda: job_text(suffix='"').replace(b'""', b'"\xed\xa0\x80"'),
    "byte order mark": lambda: b"\xef\xbb\xbf" + job_text(),
    "two byte order marks": lambda: b"\xef\xbb\xbf" * 2 + job_text(),
    "UTF-16": lambda: job_text().decode().encode("utf-16"),
    "UTF-16 without a mark": lambda: job_text().decode().encode("utf-16-le"),
    "UTF-32": lambda: job_text().decode().encode("utf-32"),
    "truncated": lambda: job_text()[:-7],
    "truncated in a character": lambda: job_text(suffix='"\U0001d11e')[:16],
    "a megabyte of NUL": lambda: b"\0" * 2**20,
    "NUL in a string": lambda: job_text(suffix='"\0"'),
    "a megabyte of spaces": lambda: b" " * 2**20,
    "a megabyte of line ends": lambda: b"\n" * 2**20,
    "many lines that are no JSON": lambda: b"{\n" * 1000,
    "many empty objects as lines": lambda: b"{}\n" * 1000,
    "nothing": lambda: b"",
    "control characters": lambda: json.dumps({**_hostile(JOB.snake), HOSTILE: 1}).encode(),
    "control characters in JSON Lines": lambda: b"\n".join(
        json.dumps(_hostile(payload)).encode() for payload in (JOB.snake, {"object": "", "x": 1})
    ),
    "a megabyte of quotes": lambda: b'"' * 2**20,
    "a megabyte of backslashes": lambda: b'"' + b"\\" * 2**20,
}
