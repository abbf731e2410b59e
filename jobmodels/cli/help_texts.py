"""The description and the examples in ``--help``, in one format for all commands."""

from __future__ import annotations

import argparse
from textwrap import fill
from typing import Any

__all__ = ["texts"]


def texts(description: str, *examples: str) -> dict[str, Any]:
    """Returns the arguments of a parser for the texts before and after the options."""
    lines = "\n".join(f"  %(prog)s {example}" for example in examples)
    return {
        "description": fill(description, 80),
        "epilog": f"examples:\n{lines}",
        "formatter_class": argparse.RawDescriptionHelpFormatter,
    }
