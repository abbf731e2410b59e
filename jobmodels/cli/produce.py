"""``example`` and ``schema``: print an example or the JSON Schema of a class."""

from __future__ import annotations

from argparse import Namespace
from typing import TextIO

from ..core.conversion import unstructure
from ..core.errors import ValidationError
from ..fixtures.example import example_with
from ..json_schemas import json_schema
from .jsonout import writer_to
from .status import GOOD, PROBLEMS
from .values import printable

__all__ = ["print_example", "print_schema"]


def print_example(options: Namespace, out: TextIO, errors: TextIO) -> int:
    """Runs ``example`` and returns the exit status: 0, or 1 if a value of ``--set`` is invalid."""
    try:
        obj = example_with(options.model, options.seed, dict(options.set))
    except ValidationError as error:
        errors.write("".join(f"{printable(line)}\n" for line in str(error).splitlines()))
        return PROBLEMS
    writer_to(out).page(unstructure(obj, case=options.case))
    return GOOD


def print_schema(options: Namespace, out: TextIO, errors: TextIO) -> int:
    """Runs ``schema`` and returns the exit status 0."""
    writer_to(out).page(json_schema(options.model, case=options.case))
    return GOOD
