"""The cattrs JSON converter with strict parsing of JSON text. Only this module imports cattrs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Set
from typing import Any, TypeVar

from cattrs.preconf.json import JsonConverter, configure_converter

from ..core.errors import ValidationError, merged
from ..core.jsontext import Text, parse
from ..problems import problems_of

T = TypeVar("T")


class StrictJsonConverter(JsonConverter):
    """cattrs' JSON converter, but with strict parsing of JSON text."""

    @classmethod
    def configured(cls, **options: Any) -> StrictJsonConverter:
        """Returns a converter as ``cattrs.preconf.json.make_converter`` does, but of this class."""
        overrides = {Set: list, Counter: dict, **options.pop("unstruct_collection_overrides", {})}
        converter = cls(unstruct_collection_overrides=overrides, **options)
        configure_converter(converter)
        return converter

    def loads(self, data: Text, cl: type[T], **options: Any) -> T:
        """Reads an object from JSON text; passes ``options`` to ``json.loads``, as cattrs does."""
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
