"""Starts child processes in Python and reads their results.

Measurements that need a fresh process (imports, first reads, memory peaks) run in them. Standard
library only.
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
"""The checkout. A child that starts here imports its modules."""


def environment() -> dict[str, str]:
    """Returns the variables for a child, without the Python settings of the parent."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def module(name: str) -> str:
    """Returns the full name of a module of this package."""
    return f"{__package__}.{name}"


def ask(*arguments: str, python: str = sys.executable) -> Any:
    """Runs Python with these arguments in a child, and returns the JSON value that it prints."""
    done = subprocess.run(
        [python, *arguments],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=environment(),
        check=True,
    )
    return json.loads(done.stdout)
