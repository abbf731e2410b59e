"""Random changes to JSON text that keep it similar to a job record, unlike those of a fuzzer.

All randomness comes from the ``random.Random`` argument, so a seed reproduces every change. Uses
the names and values of fields, but not their meaning.
"""

from __future__ import annotations

import copy
import json
import math
from collections.abc import Callable
from random import Random
from typing import Any

from canaries import CANARIES, SECRET_KEYS
from seeds import NAMES, SEEDS, VALUES

from jobmodels.core.spec import to_camel

__all__ = ["mutated"]

ODD_KEYS = ("", "additional_properties", "__class__", "a.b", '"', "\n", "\x1b[31m", "\u202e", "é")
ODD_VALUES: list[Any] = [
    *(None, True, False, 0, 1, -1, 0.0, -0.0, 1.0, 0.5, 1e-8, 5e-324, 1e300, -1e300, math.nan),
    *(math.inf, -math.inf, 2**31, 2**63, -(2**63) - 1, 2**1100, 10**640, 1e11, 1e12, 253402300800),
    *("", "1", "1e5", "true", "null", "nan", "\ud800", "\x1b[31m", "\n", "a\u2028b", "\U0001d11e"),
    *("x" * 18, "x" * 19, "x" * 40, "x" * 400, [], [None], {}, {"": {}}, [[]], [{}], "PAUSED"),
]
TOKENS = (
    *(b"NaN", b"-Infinity", b"1e999", b"-0", b"0.1e-999", b"7" * 641, b"7" * 4301, b"-1E+2"),
    *(b'"\\ud800"', b'"\\uDfFf\\ud83d"', b"\xef\xbb\xbf", b"\x00", b"\xff", b"\xed\xa0\x80", b","),
    *(b'"\\x"', b"[" * 101, b'{"data":' * 60, b"}]", b"[{},{}]", b"\n", b"\n{}\n", b"01", b"'a'"),
)


def mutated(text: bytes, rng: Random) -> bytes:
    """Returns ``text`` with some changes to its payload, and sometimes to the text itself."""
    try:
        payload = json.loads(text.decode())
    except (ValueError, RecursionError):
        if rng.random() < 0.7:
            return _damaged(text, rng)
        payload = _piece(rng)
    for _ in range(rng.choice((1, 1, 1, 2, 2, 3, 6))):
        payload = _changed(payload, rng)
    try:
        new = json.dumps(payload, ensure_ascii=rng.random() < 0.7)
    except (ValueError, RecursionError):  # too many digits, or too deep
        return _damaged(text, rng)
    written = new.encode("utf-8", "surrogatepass")
    return _damaged(written, rng) if rng.random() < 0.2 else written


def _piece(rng: Random) -> Any:
    """Returns a valid payload of some class."""
    return copy.deepcopy(rng.choice(SEEDS)[1])


def _piece_of_text(rng: Random) -> bytes:
    return json.dumps(_piece(rng)).encode()


def _key(rng: Random) -> str:
    return rng.choice(rng.choice((NAMES, NAMES, ODD_KEYS, SECRET_KEYS)))


def _value(rng: Random) -> Any:
    kind = rng.randrange(8)
    if kind < 4:
        return copy.copy(rng.choice(ODD_VALUES))
    if kind == 4:
        return rng.choice(VALUES)
    piece = _piece(rng)
    return rng.choice(list(piece.values())) if piece and kind < 7 else piece


def _changed(payload: Any, rng: Random) -> Any:
    """Returns ``payload`` with one change at a random place."""
    container: Any = [payload]
    root, key = container, 0
    while container[key] and rng.random() < 0.75:
        value = container[key]
        if isinstance(value, dict):
            container, key = value, rng.choice(list(value))
        elif isinstance(value, list):
            container, key = value, rng.randrange(len(value))
        else:
            break
    rng.choice(_CHANGES)(container, key, rng)
    return root[0]


def _replace(container: Any, key: Any, rng: Random) -> None:
    container[key] = _value(rng)


def _remove(container: Any, key: Any, rng: Random) -> None:
    if isinstance(container, dict):
        del container[key]
    else:
        container[key] = None


def _insert(container: Any, key: Any, rng: Random) -> None:
    value = container[key]
    if isinstance(value, dict):
        value[_key(rng)] = _value(rng)
    elif isinstance(value, list):
        value.insert(rng.randrange(len(value) + 1), _value(rng))
    elif isinstance(container, dict):
        container[_key(rng)] = _value(rng)


def _rename(container: Any, key: Any, rng: Random) -> None:
    if isinstance(container, dict):
        value = container.pop(key)
        other = "".join(f"_{char.lower()}" if char.isupper() else char for char in key)
        new = rng.choice((to_camel(key), other, _key(rng), key[:-1], key.upper()))
        container[new] = value


def _plant(container: Any, key: Any, rng: Random) -> None:
    secret = {rng.choice(SECRET_KEYS): copy.deepcopy(rng.choice(CANARIES))}
    if isinstance(container[key], dict):
        container[key].update(secret)
    elif rng.random() < 0.5:
        container[key] = secret
    elif isinstance(container, dict):
        container.update(secret)


def _deepen(container: Any, key: Any, rng: Random) -> None:
    for _ in range(rng.choice((1, 1, 2, 98, 99, 100, 101, 210))):
        container[key] = [container[key]] if rng.random() < 0.5 else {_key(rng): container[key]}


def _repeat(container: Any, key: Any, rng: Random) -> None:
    value = container[key]
    if isinstance(value, list) and len(value) < 200:
        value *= rng.choice((2, 3, 21))
    elif isinstance(value, dict):
        container[key] = [value, copy.copy(value), _value(rng)]


_CHANGES: list[Callable[[Any, Any, Random], None]] = [
    *(_replace, _replace, _replace, _remove, _insert, _insert, _rename, _plant, _plant),
    *(_deepen, _repeat),
]


def _damaged(text: bytes, rng: Random) -> bytes:
    """Returns ``text`` with a change that no change to its payload can produce."""
    kind = rng.randrange(9)
    if kind == 0:
        return text[: rng.randrange(len(text) + 1)]
    if kind == 1:
        return rng.choice((b"\xef\xbb\xbf" + text, text.decode("latin-1").encode("utf-16")))
    if kind == 2:
        return b"\n".join([text, _piece_of_text(rng), text])
    if kind == 3:
        return b"[" + b",".join([text, _piece_of_text(rng), text]) + b"]"
    if kind == 4:
        place = rng.randrange(len(text) + 1)
        return text[:place] + rng.choice(TOKENS) + text[place + rng.randrange(4) :]
    # One more key in some object, often a duplicate.
    mark = rng.choice((b"{", b", ", b": "))
    parts = text.split(mark)
    place = rng.randrange(len(parts))
    pair = json.dumps(_key(rng)).encode() + b": " + rng.choice((b"1", b"null", rng.choice(TOKENS)))
    middle = pair + b", " if mark != b": " else rng.choice(TOKENS) + b", "
    return mark.join([*parts[:place], middle + parts[place], *parts[place + 1 :]])
