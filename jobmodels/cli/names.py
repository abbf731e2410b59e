"""The names that a command line can say, and what they stand for."""

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
    "for one of another edition"
)
"""Those names, for a person."""


def model(name: str) -> Any:
    """The class or union of that name; argparse's error, with the nearest one, if there is none."""
    if name not in MODELS:
        hint = did_you_mean(name, MODELS)
        raise argparse.ArgumentTypeError(f"there is no model {quote(name)}{hint}")
    return MODELS[name]
