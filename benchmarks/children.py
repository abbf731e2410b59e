"""Python processes of our own: how one is started, and how it answers.

Standard library only. What must start from nothing (an import, a first read, a peak of memory) is
measured in one of these.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

__all__ = ["ROOT", "ask", "environment", "module"]

ROOT = Path(__file__).resolve().parent.parent
"""The checkout; a child that starts here imports what stands here."""


def environment() -> dict[str, str]:
    """The variables for a child: no setting that the parent's Python was given."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def module(name: str) -> str:
    """The full name of a module of this package."""
    return f"{__package__}.{name}"


def ask(*arguments: str, python: str = sys.executable) -> Any:
    """The JSON value that a child prints, started with these arguments of Python."""
    done = subprocess.run(
        [python, *arguments],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=environment(),
        check=True,
    )
    return json.loads(done.stdout)
