"""The cattrs JSON converter with the traps of JSON text closed. The one import of cattrs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Set
from typing import Any, TypeVar

from cattrs.preconf.json import JsonConverter, configure_converter

from .core.errors import ValidationError, merged
from .core.jsontext import Text, parse
from .problems import problems_of

__all__ = ["StrictJsonConverter"]

T = TypeVar("T")


class StrictJsonConverter(JsonConverter):
    """cattrs' own JSON converter, but for what it takes as JSON text."""

    @classmethod
    def configured(cls, **options: Any) -> StrictJsonConverter:
        """What ``cattrs.preconf.json.make_converter`` makes, of this class."""
        overrides = {Set: list, Counter: dict, **options.pop("unstruct_collection_overrides", {})}
        converter = cls(unstruct_collection_overrides=overrides, **options)
        configure_converter(converter)
        return converter

    def loads(self, data: Text, cl: type[T], **options: Any) -> T:
        """The object that a JSON text is; ``options`` go to ``json.loads``, as in cattrs."""
        payload, problems = parse(data, **options)
        try:
            obj = self.structure(payload, cl)
        except Exception as error:
            if not problems:
                raise
            problems = merged(problems, problems_of(error))
        if problems:
            raise ValidationError(getattr(cl, "__name__", "JSON"), problems)
        return obj
