"""The common part of the scripts in this folder that generate files: the option ``--check``, and
writing.

Does not depend on the content of the files.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from difflib import unified_diff
from pathlib import Path

__all__ = ["run"]


def run(
    description: str, folder: Path, texts: Mapping[str, str], argv: Sequence[str] | None
) -> int:
    """Writes each text to the file of that name in the folder, and returns the exit status.

    With ``--check``, prints the changes as a diff instead of writing. The exit status is 1 if there
    are any, else 0.
    """
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--check", action="store_true", help="show the changes, do not write")
    if not parser.parse_args(argv).check:
        for name, text in texts.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        return 0
    lines = [*_differences(folder, texts)]
    sys.stdout.writelines(lines)
    return 1 if lines else 0


def _differences(folder: Path, texts: Mapping[str, str]) -> Iterator[str]:
    """Yields the changes that writing to the folder would make, as the lines of a diff."""
    for name, text in texts.items():
        path = folder / name
        found = path.read_text(encoding="utf-8") if path.exists() else ""
        lines = found.splitlines(keepends=True), text.splitlines(keepends=True)
        yield from unified_diff(*lines, str(path), f"{path} as written")
