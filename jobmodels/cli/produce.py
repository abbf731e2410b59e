"""Prints JSON: the commands ``example`` and ``schema``, and the JSON text of all records."""

from __future__ import annotations

import json
from argparse import Namespace
from typing import Any, TextIO

from ..core.conversion import unstructure
from ..core.errors import ValidationError
from ..fixtures.example import example_with
from ..json_schemas import json_schema
from ..pages.document import printable
from ..records.recase import with_digits
from . import OK, PROBLEMS


def json_text(payload: Any, out: TextIO | None, *, in_one_line: bool = False) -> str:
    """Returns the payload as JSON, indented as in a fixture file, or in one line. Escapes non-ASCII
    characters if the output has an encoding other than a UTF. None stands for UTF-8."""
    is_utf = (getattr(out, "encoding", None) or "utf-8").lower().startswith("utf")
    indent = None if in_one_line else 2
    return with_digits(json.dumps(payload, indent=indent, ensure_ascii=not is_utf)) + "\n"


def run(options: Namespace, out: TextIO, errors: TextIO) -> int:
    if options.command == "schema":
        payload = json_schema(options.model, case=options.case)
    else:
        try:
            obj = example_with(options.model, options.seed, options.set)
        except ValidationError as error:
            errors.write("".join(f"{printable(line)}\n" for line in str(error).splitlines()))
            return PROBLEMS
        payload = unstructure(obj, case=options.case)
    out.write(json_text(payload, out))
    return OK
