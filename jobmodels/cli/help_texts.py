"""What ``--help`` says around the options, in one form for all commands."""

from __future__ import annotations

import argparse
from textwrap import fill
from typing import Any

__all__ = ["texts"]


def texts(description: str, *examples: str) -> dict[str, Any]:
    """What --help says before and after the options."""
    lines = "\n".join(f"  %(prog)s {example}" for example in examples)
    return {
        "description": fill(description, 80),
        "epilog": f"examples:\n{lines}",
        "formatter_class": argparse.RawDescriptionHelpFormatter,
    }
