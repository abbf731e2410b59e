"""Reads and writes JSON text without the pitfalls of the standard library.

Duplicate keys, NaN and lone surrogates, which ``json`` accepts, are problems here, as are invalid
UTF-8 and deep nesting. ``json`` is imported on first use, because many hosts never pass text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from math import inf, isfinite
from typing import Any, TypeVar, Union, overload

from .conversion import reader_for, unstructure_root
from .describe import render, type_name
from .errors import Path, Problem, ValidationError, at_most, merged, path_text
from .frozendict import MAX_DEPTH, FrozenDict
from .openenum import OpenStrEnum
from .options import Case, UnknownKeys, check_case
from .record import Record, cached

T = TypeVar("T")
Text = str | bytes | bytearray

# Not recursive, because type checkers would accept a str: it is a sequence of str.
_Object = Union[Record, FrozenDict, OpenStrEnum, None]
_Objects = Union[_Object, Sequence[_Object], Mapping[str, _Object]]
Structured = Union[_Objects, Sequence[_Objects], Mapping[str, _Objects]]
"""What ``dumps`` writes, to two levels of containers."""


class _RepeatedKeys(dict[str, Any]):
    """An object whose text contains a key more than once."""

    repeated: tuple[str, ...] = ()


@overload
def loads(
    text: Text, cls: type[T], *, lenient: bool = ..., unknown_keys: UnknownKeys = ...
) -> T: ...


@overload
def loads(
    text: Text, cls: object, *, lenient: bool = ..., unknown_keys: UnknownKeys = ...
) -> Any: ...


def loads(
    text: Text, cls: Any, *, lenient: bool = False, unknown_keys: UnknownKeys = "keep"
) -> Any:
    """Returns the frozen object for a JSON text; see ``structure`` for the options.

    Bytes are UTF-8, with or without a byte order mark. A number with a fraction or an exponent
    becomes the nearest float.

    Raises ``ValidationError`` if ``structure`` rejects the payload, and if the text is not JSON,
    nests too deeply, or contains a duplicate key, NaN, an infinity or a number above the range of a
    float, a lone surrogate, or an integer with more digits than Python converts. Raises
    ``TypeError`` if ``text`` is not a str, bytes or bytearray, or ``lenient`` is not a bool.
    """
    reader = reader_for(cls, lenient, unknown_keys)
    return read_parsed(parse(text), reader.read, reader.subject)


def dumps(
    obj: Structured,
    *,
    case: Case = "snake",
    indent: int | str | None = None,
    ensure_ascii: bool = False,
) -> str:
    """Returns the JSON text of an object, with keys in the given case.

    Also accepts everything else that ``structure`` returns: None, members of enums, and lists,
    tuples and dicts of objects, to any depth. ``indent`` and ``ensure_ascii`` are those of
    ``json.dumps``. Raises ``ValidationError`` for a value that JSON text cannot represent (a lone
    surrogate, an integer with more digits than Python converts), ``TypeError`` for anything else,
    ``ValueError`` for an unknown case.
    """
    check_case(case)
    payload = unstructure_root(obj, case)
    return write_text(payload, type(obj).__name__, _encoder(indent, ensure_ascii).encode)


def write_text(payload: Any, subject: str, encode: Callable[[Any], str]) -> str:
    """Returns the JSON text that ``encode`` makes of a payload. Raises ``ValidationError``, with
    ``subject`` as the payload's name, for a value that JSON text cannot represent."""
    try:
        text = encode(payload)
        text.encode()
    except ValueError:
        problems = text_problems(payload)
        if not problems:
            raise
    else:
        problems = parse(text, parse_finite)[1] if _may_hold_surrogates(text) else ()
    if problems:
        raise ValidationError(subject, problems)
    return text


ParseFloat = Callable[[str], float]
"""A conversion of numbers with a fraction or an exponent."""


def parse_finite(text: str) -> float:
    """Returns a float. Raises ``ValueError`` for NaN and a number above the range of a float."""
    value = float(text)
    if -inf < value < inf:  # quicker than ``isfinite``
        return value
    raise ValueError(text)


def parse(
    text: Text, parse_float: ParseFloat = float, /, **options: Any
) -> tuple[Any, tuple[Problem, ...]]:
    """Returns the payload in a JSON text, and problems of the text, such as duplicate keys.

    A number too large for a float is an infinity, which the reader rejects; with ``parse_finite``,
    it is a problem of the text. ``options`` are those of ``json.loads`` for numbers and strings.
    Raises ``ValidationError`` if the text cannot be parsed.
    """
    decoded = decode(text)
    try:
        if not options and not _may_hold_surrogates(decoded):
            return _plain_decoder(parse_float).decode(decoded), ()
    except (ValueError, RecursionError):
        pass  # parsed again below, to find the problem
    if parse_float is not parse_finite:
        options = {"parse_float": parse_float, **options}
    import json

    parse_int = partial(_parse_int, options.get("parse_int") or int)
    hooks = {**options, "object_pairs_hook": _marked_object, "parse_int": parse_int}
    try:
        payload = json.loads(decoded, **hooks)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise _unreadable(f"not JSON: {error.msg} ({where})") from None
    except RecursionError:
        raise _unreadable("nests too deeply") from None
    return payload, text_problems(payload)


def text_problems(payload: Any) -> tuple[Problem, ...]:
    """Returns the problems of the text of a payload of ``parse``, or of a part of the payload."""
    return at_most(_text_problems(payload, ()))


def read_parsed(
    parsed: tuple[Any, tuple[Problem, ...]], read: Callable[[Any], T], subject: str | None = None
) -> T:
    """Returns the result of ``read``. Raises ``ValidationError`` with the problems of the text and
    payload. ``subject`` names the payload in errors of the text; by default the result's class."""
    payload, problems = parsed
    try:
        record = read(payload)
    except ValidationError as error:
        raise ValidationError(error.subject, merged(problems, error.problems)) from None
    if problems:
        raise ValidationError(subject or type(record).__name__, problems)
    return record


@cached
def _plain_decoder(parse_float: ParseFloat) -> Any:
    """Returns a decoder that raises ``ValueError``, without details, if text is not plain JSON."""
    from json import JSONDecoder

    return JSONDecoder(
        object_pairs_hook=_plain_object, parse_constant=parse_finite, parse_float=parse_float
    )


@cached
def _encoder(indent: int | str | None, ensure_ascii: bool) -> Any:
    """Returns an encoder that raises ``ValueError`` for NaN and the infinities."""
    from json import JSONEncoder

    return JSONEncoder(indent=indent, ensure_ascii=ensure_ascii, allow_nan=False)


def _plain_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    payload = dict(pairs)
    if len(payload) != len(pairs):
        raise ValueError("duplicate key")
    return payload


def _marked_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    payload = dict(pairs)
    if len(payload) == len(pairs):
        return payload
    marked = _RepeatedKeys(payload)
    counts = Counter(key for key, _ in pairs)
    marked.repeated = tuple(key for key, count in counts.items() if count > 1)
    return marked


def _parse_int(convert: Callable[[str], Any], digits: str) -> Any:
    try:
        return convert(digits)
    except ValueError:
        return 1 << 4 * len(digits)  # has even more digits, and so is reported


def _may_hold_surrogates(text: str) -> bool:
    return "\\" in text and ("\\ud" in text or "\\uD" in text)


def _text_problems(payload: Any, path: Path, room: int = 2 * MAX_DEPTH) -> Iterator[Problem]:
    """Yields the problems of ``room`` levels; the reader rejects deeper nesting."""
    if isinstance(payload, str) and _is_refused_by(str.encode, payload):
        yield Problem(path_text(path), "a string with a lone surrogate, which is not text")
    elif isinstance(payload, int) and _is_refused_by(str, payload):
        yield Problem(path_text(path), "an integer with more digits than Python converts")
    elif isinstance(payload, float) and not isfinite(payload):
        yield Problem(path_text(path), f"{payload!r}, which is not JSON")
    elif isinstance(payload, (list, tuple)) and room:
        for index, item in enumerate(payload):
            yield from _text_problems(item, (path, index), room - 1)
    elif isinstance(payload, dict) and room:
        for key in getattr(payload, "repeated", ()):
            yield Problem(path_text((path, key)), "duplicate key")
        for key, item in payload.items():
            if not isinstance(key, str):  # of a host's mapping, which is to be written
                yield from _text_problems(key, path, 0)
                key = render(key)
            here = (path, key)
            if _is_refused_by(str.encode, key):
                yield Problem(path_text(here), "a key with a lone surrogate, which is not text")
            yield from _text_problems(item, here, room - 1)


def _is_refused_by(function: Callable[[Any], object], value: object) -> bool:
    """Returns whether ``function`` raises ``ValueError`` for ``value``."""
    try:
        function(value)
    except ValueError:
        return True
    return False


def decode(text: Text) -> str:
    """Returns a text without its byte order mark. Raises ``ValidationError`` if it is not text."""
    if isinstance(text, str):
        if _is_refused_by(str.encode, text):
            raise _unreadable("not text: it contains a lone surrogate")
        return text.removeprefix("\ufeff")
    if not isinstance(text, (bytes, bytearray)):
        is_file = hasattr(text, "read") or hasattr(text, "__fspath__")
        cure = "; pass its content: read() or read_bytes()" if is_file else ""
        if isinstance(text, (dict, list)):
            cure = "; pass a payload to structure"
        raise TypeError(f"expected text as str or bytes, not {type_name(type(text))}{cure}")
    try:
        return text.removeprefix(b"\xef\xbb\xbf").decode()  # without a byte order mark
    except UnicodeDecodeError as error:
        raise _unreadable(f"not UTF-8: byte {error.start} cannot be decoded") from None


def _unreadable(message: str) -> ValidationError:
    return ValidationError("JSON", [Problem("$", message)])
