"""What the scripts here that write files have in common: ``--check``, and the writing itself.

It knows nothing of what is in the files.
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
    """Writes each text to the file of that name in the folder. With ``--check``, shows what that
    would change instead; the exit status is 1 then, if there is anything."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--check", action="store_true", help="only show what would change")
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
    """What writing to the folder would change, as the lines of a diff."""
    for name, text in texts.items():
        path = folder / name
        found = path.read_text(encoding="utf-8") if path.exists() else ""
        lines = found.splitlines(keepends=True), text.splitlines(keepends=True)
        yield from unified_diff(*lines, str(path), f"{path} as written")
