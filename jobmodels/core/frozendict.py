"""Free-form JSON, frozen: objects as read-only mappings, arrays as tuples.

Reading copies every value that the schema leaves open (unknown keys, an event's ``data``) into
these types, and writing copies it out again, so nothing is shared with the payload.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import isfinite
from typing import Any, NoReturn, final

from .describe import describe_value, key_problem, render
from .errors import Path, Problem, path_text
from .redaction import MASK, is_secret_name

MAX_DEPTH = 100
"""The maximum nesting depth of free-form data: far above any observed record, and low enough for
Python's recursion limit when a value is hashed, compared, printed, pickled or written."""


class NotJsonError(ValueError):
    """Raised by ``freeze`` for a value that is not JSON; ``json_problems`` reports the details."""


@final
class FrozenDict(Mapping[str, Any]):
    """A read-only, hashable mapping of strings to frozen JSON values.

    It equals any mapping with the same JSON content: a list in the other mapping equals a tuple
    here, 1 equals 1.0, and true does not equal 1. Its repr masks every value under a key that is
    named like a secret.
    """

    __slots__ = ("_data",)
    _data: dict[str, Any]

    # Not __init__, which could be called a second time.
    def __new__(cls, data: Mapping[str, Any]) -> FrozenDict:
        """Copies ``data``. Raises ``NotJsonError`` if anything in it is not JSON."""
        frozen: FrozenDict = freeze({**data}, MAX_DEPTH + 1)
        return frozen

    def __getitem__(self, key: str) -> Any:
        return self._data[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._data)

    def __len__(self) -> int:
        return len(self._data)

    def __eq__(self, other: object) -> bool:
        return same_json(self, other) if isinstance(other, Mapping) else NotImplemented

    def __hash__(self) -> int:
        return hash(frozenset(self._data.items()))

    def __repr__(self) -> str:
        items = (
            f"{key!r}: {repr(MASK) if is_secret_name(key) and has_text(value) else render(value)}"
            for key, value in self._data.items()
        )
        return f"FrozenDict({{{', '.join(items)}}})"

    def __reduce__(self) -> str | tuple[type[FrozenDict], tuple[dict[str, Any]]]:
        if self is EMPTY:
            return "EMPTY"  # pickled by name, so that it remains one object
        return FrozenDict, (thaw(self),)

    def __copy__(self, *memo: object) -> FrozenDict:
        return self

    __deepcopy__ = __copy__

    def __setattr__(self, *change: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is read-only")

    __delattr__ = __setattr__


def has_text(value: Any) -> bool:
    """Returns whether a frozen value is or contains a string other than a key."""
    if type(value) is FrozenDict:
        value = tuple(value.values())
    return any(map(has_text, value)) if type(value) is tuple else isinstance(value, str)


def same_json(one: Any, other: Any) -> bool:
    """Returns whether ``other`` is the same JSON as a frozen value. In Python, True equals 1."""
    if one is other:
        return True
    if type(one) is FrozenDict:
        others = other._data if type(other) is FrozenDict else other
        if not isinstance(others, Mapping) or len(one._data) != len(others):
            return False
        for key, item in one._data.items():
            if key not in others or not same_json(item, others[key]):
                return False
        return True
    if type(one) is tuple:
        is_array = isinstance(other, (list, tuple)) and len(one) == len(other)
        return is_array and all(map(same_json, one, other))
    if isinstance(one, bool) or isinstance(other, bool):
        return False
    return isinstance(other, (type(one), str, int, float)) and bool(one == other)


_set_data = FrozenDict._data.__set__  # type: ignore[attr-defined]


def freeze(value: Any, room: int = MAX_DEPTH) -> Any:
    """Returns a frozen copy of the JSON ``value``. Raises ``NotJsonError`` if it is not JSON (NaN
    and the infinities are not) or nests deeper than ``room`` levels."""
    kind = type(value)
    if kind is str or kind is int or kind is bool or value is None:
        return value
    if kind is float and isfinite(value):
        return value
    if kind is not list and isinstance(value, (dict, FrozenDict)) and room:
        items = {}
        room -= 1
        for key, item in value.items():
            if type(key) is not str:
                if not isinstance(key, str):
                    raise NotJsonError
                key = str.__str__(key)
            items[key] = item if type(item) is str else freeze(item, room)
        frozen = object.__new__(FrozenDict)
        _set_data(frozen, items)
        return frozen
    if isinstance(value, (list, tuple)) and room:
        return tuple([freeze(item, room - 1) for item in value])
    # An instance of a subclass, such as an enum member or numpy's float64, becomes plain.
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, int):
        return int.__int__(value)
    if isinstance(value, float) and isfinite(value):
        return float.__float__(value)
    raise NotJsonError


def thaw(value: Any) -> Any:
    """Returns a frozen value as plain dicts and lists that share nothing with it."""
    kind = type(value)  # not isinstance, which is slow for an abstract base class
    if kind is FrozenDict:
        return {key: item if type(item) is str else thaw(item) for key, item in value._data.items()}
    if kind is tuple:
        return [thaw(item) for item in value]
    return value


def json_problems(
    value: Any, path: Path, room: int = MAX_DEPTH, seen: dict[int, int] | None = None
) -> Iterator[Problem]:
    """Yields every reason why ``freeze(value)`` fails; nothing if it succeeds.

    ``seen`` maps the id of each container to the least ``room`` it was checked with. It is checked
    again only at a greater depth, which limits the problems of a container that contains itself.
    """
    seen = {} if seen is None else seen
    if not isinstance(value, (dict, FrozenDict, list, tuple)):
        try:
            freeze(value)
        except NotJsonError:
            yield Problem(path_text(path), f"expected JSON, found {describe_value(value)}")
        return
    if seen.get(id(value), room + 1) <= room:
        return
    seen[id(value)] = room
    if room == 0:
        yield Problem(path_text(path), f"nests deeper than {MAX_DEPTH} levels")
        return
    items: Any = enumerate(value) if isinstance(value, (list, tuple)) else value.items()
    for step, item in items:
        if isinstance(step, str) or isinstance(value, (list, tuple)):
            yield from json_problems(item, (path, step), room - 1, seen)
        else:
            yield Problem(path_text(path), key_problem(step))


EMPTY = FrozenDict({})
"""The empty mapping that all objects without unknown keys share."""
