"""Describes values, and suggests similar words, for problems and reprs.

No function here fails, whatever the value. Only ``render``, for reprs, can return a long text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from math import isfinite
from typing import Any

from .record import Record

_PACKAGE = __name__.removesuffix("core.describe").rstrip(".") + "."
_MAX_LENGTH = 32
_MAX_WORD = 64
_NEAR = 0.8
_COERCIBLE = {"true", "false", "null", "none", "nan", "inf", "-inf", "infinity", "-infinity"}


def quote(text: str) -> str:
    """Returns ``text`` truncated to 32 characters, escaped and in quotes."""
    return repr(text if len(text) <= _MAX_LENGTH else text[: _MAX_LENGTH - 3] + "...")


def plural(count: int, noun: str) -> str:
    return noun if count == 1 else f"{noun}s"


def safe_int(value: int) -> str:
    """Returns the digits of ``value``, or its size in bits if Python may refuse to print it."""
    bits = value.bit_length()
    return str(int(value)) if bits <= 512 else f"an integer of {bits} bits"


def describe_value(value: object, *, show_text: bool = False) -> str:
    """Returns a description of ``value`` for the end of a message.

    A short string is shown if ``show_text`` is set (for an enum or a constant) or if it looks like
    another scalar, such as ``'12'``. Other strings are not shown: they may be secrets.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        # API keys and tokens are longer than any value that the schema defines.
        short = len(value) <= _MAX_LENGTH
        return quote(value) if short and (show_text or _looks_coercible(value)) else "a string"
    if isinstance(value, int):
        return safe_int(value)
    if isinstance(value, float):
        return repr(float(value)) if isfinite(value) else f"{value!r}, which is not JSON"
    return describe_type(value) + cure_of(value)


def describe_type(value: object) -> str:
    """Returns the JSON type of ``value``, without its content."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "a boolean"
    if isinstance(value, str):
        return "a string"
    if isinstance(value, (int, float)):
        return "a number"
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "an array"
    return f"a Python {type_name(type(value))}"


def key_problem(key: object) -> str:
    """Returns the message for a key that is not a string."""
    shown = safe_int(key) if isinstance(key, int) else describe_type(key)
    return f"expected keys that are strings, found {shown}"


def type_name(kind: type) -> str:
    """Returns the full name of a type, without the module of a builtin or of this package."""
    module, name = kind.__module__, kind.__qualname__
    return name if module == "builtins" or f"{module}.".startswith(_PACKAGE) else f"{module}.{name}"


def _looks_coercible(text: str) -> bool:
    if text[:1].isalpha():  # float() accepts only words that are in _COERCIBLE
        return text.rstrip().lower() in _COERCIBLE
    try:
        float(text)
    except ValueError:
        return text.strip().lower() in _COERCIBLE
    return True


def cure_of(value: Any) -> str:
    """Returns how to convert a Python value to JSON, for the end of a message."""
    if isinstance(value, Record) or type_name(type(value)) == "FrozenDict":
        return "; pass unstructure(...) of it"
    if isinstance(value, Mapping) and not isinstance(value, dict):
        return "; pass dict(...) of it"
    if isinstance(value, tuple):
        return "; pass list(...) of it"
    if type(value).__module__ == "numpy" and not isinstance(value, float):
        return f"; pass .{'tolist' if hasattr(value, '__setitem__') else 'item'}() of it"
    if type_name(type(value)) == "decimal.Decimal" and value.is_finite():
        return "; pass int(...) or float(...) of it"
    return ""


def not_ours(kind: type, cure: str = "") -> TypeError:
    """Returns the error for an argument that is not an object of this package's classes."""
    name = "a class" if issubclass(kind, type) else type_name(kind)
    return TypeError(f"expected an object of this package's classes, not {name}{cure}")


def did_you_mean(
    word: object, candidates: Iterable[str], hint: str = ", did you mean {!r}?"
) -> str:
    """Returns ``hint`` with the candidate most similar to ``word``, or ``""`` if none is similar.
    Words of more than 64 characters are not compared: the time is quadratic in their length."""
    if not isinstance(word, str) or not 0 < len(word) <= _MAX_WORD:
        return ""
    folded = word.casefold()
    letters, length = {*folded}, len(folded)
    alike = {}
    for candidate in candidates:
        fold = candidate[: _MAX_WORD + 1].casefold()
        # Most candidates are not similar, and this check is faster than difflib, whose ratio is
        # 2 M / T: two words share M letters and have T letters together.
        least = _NEAR / 2 * (len(fold) + length)
        is_possible = length >= least <= len(fold) <= _MAX_WORD
        if is_possible and sum(map(letters.__contains__, fold)) >= least:
            alike[fold] = str(candidate)
    if not alike:
        return ""
    from difflib import get_close_matches  # only needed for problems, and slow to import

    near = get_close_matches(folded, alike, n=1, cutoff=_NEAR)
    return hint.format(alike[near[0]]) if near else ""


def render(value: object) -> str:
    """Returns ``repr(value)``, but does not fail for an integer with too many digits."""
    if isinstance(value, int) and not isinstance(value, bool) and value.bit_length() > 512:
        return f"<{safe_int(value)}>"
    if value is ...:
        return "..."
    if type(value) is dict:
        return f"{{{', '.join(f'{key!r}: {render(item)}' for key, item in value.items())}}}"
    if type(value) is tuple:
        inner = ", ".join(map(render, value))
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    return repr(value)


def html_of(value: Any) -> str | None:
    """Returns the page of a record or an error for a notebook; None in a copy without pages, and
    for a host's class whose fields have other meanings than those of its base."""
    try:
        from ..pages.markup import notebook  # type: ignore[import, unused-ignore]
    except ImportError:
        return None
    else:
        with suppress(AttributeError, TypeError):
            return str(notebook(value))
    return None
