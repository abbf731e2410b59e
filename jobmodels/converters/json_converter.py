"""The cattrs JSON converter with strict JSON text. Imports cattrs."""

from __future__ import annotations

import json
from functools import partial
from typing import Any, TypeVar

from cattrs.preconf.json import JsonConverter

from ..core.errors import ValidationError, merged
from ..core.jsontext import Text, decode, parse, parse_finite, write_text
from ..problems import problems_of

T = TypeVar("T")
_OPTIONS_OF_VALUES = ("parse_float", "parse_int", "strict")
"""The options of ``json.loads`` that make a number or a string of the text valid."""


class StrictJsonConverter(JsonConverter):
    """cattrs' JSON converter, but its text is always JSON, in reading and in writing."""

    def dumps(self, obj: Any, unstructure_as: Any = None, **options: Any) -> str:
        """Returns the JSON text of an object; passes ``options`` to ``json.dumps``, as cattrs does.
        Raises ``ValidationError`` for a value that JSON text cannot represent."""
        payload = self.unstructure(obj, unstructure_as=unstructure_as)
        options["allow_nan"] = False
        try:
            text = write_text(payload, type(obj).__name__, partial(json.dumps, **options))
        except ValidationError:
            raise
        except ValueError:  # a value that the option ``default`` made
            text = json.dumps(payload, **{**options, "allow_nan": True})
        if options.keys() & {"cls", "default"}:  # which may write what is not JSON
            _, problems = parse(text, parse_finite)
            if problems:
                raise ValidationError(type(obj).__name__, problems)
        return text

    def loads(self, data: Text, cl: type[T], **options: Any) -> T:
        """Reads an object from JSON text; passes ``options`` to ``json.loads``, as cattrs does.
        Raises ``ValidationError`` for the problems of the text, whatever the options."""
        of_values = {name: options[name] for name in _OPTIONS_OF_VALUES if name in options}
        payload, problems = parse(data, parse_finite, **of_values)
        if options and not problems:
            payload = json.loads(decode(data), **options)
        try:
            obj = self.structure(payload, cl)
        except Exception as error:
            if not problems:
                raise
            # As ``jobmodels.loads``: what our reader says of an infinity comes first.
            _, of_text = parse(data, **of_values)
            problems = merged(merged(of_text, problems_of(error)), problems)
        if problems:
            raise ValidationError(getattr(cl, "__name__", "JSON"), problems)
        return obj
