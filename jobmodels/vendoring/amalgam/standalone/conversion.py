"""``structure`` and ``unstructure``: payload to object and back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from ....core.cache import cached
from ....core.options import UnknownKeys, check_unknown_keys
from ....core.reader import Reader
from ....core.record import Record
from ....core.spec import model_spec, relaxed, subject_of
from ....core.writer import write_object

__all__ = ["reading"]


def _record_writing(cls: type[Record], camel: bool) -> Callable[[Any], dict[str, Any]]:
    return partial(write_object, camel=camel)


@cached
def reading(cls: Any, lenient: bool, unknown_keys: UnknownKeys) -> Callable[[object], Any]:
    """Returns ``structure`` for one class and one set of options."""
    check_unknown_keys(unknown_keys)
    spec = relaxed(model_spec(cls)) if lenient else model_spec(cls)
    subject = subject_of(spec)

    def read(payload: object) -> Any:
        return Reader(unknown_keys).read(spec, payload, subject)

    return read
