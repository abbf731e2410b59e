"""The names of classes and unions on the command line."""

from __future__ import annotations

import argparse
from typing import Any

from ..core.describe import quote
from ..core.hints import did_you_mean
from ..editions import EDITIONS

__all__ = ["MODELS", "NAMES", "model"]

MODELS: dict[str, Any] = {
    f"{edition.prefix}{name}": value
    for edition in EDITIONS
    for name, value in edition.names.items()
    if value not in edition.enums
}
"""The classes and unions of every edition, by name."""

NAMES = (
    f"{', '.join(name for name in MODELS if '.' not in name)}; "
    f"or {', '.join(f'{edition.prefix}NAME' for edition in EDITIONS if edition.prefix)} "
    "for a class of another edition"
)
"""The names, as a text for ``--help``."""


def model(name: str) -> Any:
    """Returns the class or union of that name.

    Raises argparse's error, with the most similar name, if the name is unknown.
    """
    if name not in MODELS:
        hint = did_you_mean(name, MODELS)
        raise argparse.ArgumentTypeError(f"unknown class {quote(name)}{hint}")
    return MODELS[name]
