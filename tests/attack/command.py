"""Runs the command in this process on a file with the given bytes."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

from jobmodels.cli import main

__all__ = ["Ran", "run_command"]


class Ran(NamedTuple):
    """The result of one run."""

    status: int
    said: str
    complained: str


class _Screen(io.TextIOWrapper):
    def __init__(self, terminal: bool) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", newline="")
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal

    def text(self) -> str:
        self.flush()
        return self.buffer.getvalue().decode()


def run_command(
    data: bytes, arguments: Sequence[str], *, suffix: str = ".json", terminal: bool = False
) -> Ran:
    """Runs the command on a file with ``data``, with output to a pipe or a terminal."""
    out, errors = _Screen(terminal), _Screen(terminal)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, f"record{suffix}")
        file.write_bytes(data)
        with redirect_stdout(out), redirect_stderr(errors):
            status = main([*arguments, str(file)])
    return Ran(status, out.text(), errors.text())
