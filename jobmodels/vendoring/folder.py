"""Folders that are there as a whole or not at all. This module does not know what is in them."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

__all__ = ["LARGEST", "files_in", "write_folder"]

LARGEST = 1 << 24
"""The most bytes that a file may have to be looked at: far more than any of this package has."""


def write_folder(target: Path, files: Mapping[str, bytes], *, replace: bool) -> None:
    """Makes ``target`` a folder of these files, in place of the one that is there if ``replace``.

    The files are written beside it and moved there together. Where that fails, nothing has changed;
    interrupted, it is done or it is not. Who is killed in between may leave both folders beside
    ``target``, each whole.
    Raises ``OSError``, also where something has come to be there that is not to be replaced.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    mark = os.urandom(8).hex()
    # Python cannot import what begins with a dot, should one of them ever be left behind.
    new = target.with_name(f".{target.name}.{mark}.new")
    old = target.with_name(f".{target.name}.{mark}.old")
    try:
        for path, data in files.items():
            _write(new / path, data)
        if replace:
            shutil.copymode(target, new)
            target.rename(old)
        new.rename(target)
    finally:  # wherever it was interrupted
        if old.exists() and not target.exists():
            old.rename(target)
        _remove(new)
        _remove(old)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())  # or the name might outlive a power cut, and the content not


def _remove(folder: Path) -> None:
    for path, _, _ in os.walk(folder):
        with suppress(OSError):
            os.chmod(path, 0o700)  # a folder that may not be written to would stay
    shutil.rmtree(folder, ignore_errors=True)


def files_in(folder: Path) -> Iterator[tuple[str, bytes | None]]:
    """The path and the content of every file in ``folder`` that Python has not put there itself.

    The content is None of what is no file, or too large for one of ours: a link is not followed,
    nor a pipe opened.
    """
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        for entry in os.scandir(folder / prefix):
            path = f"{prefix}{entry.name}"
            found = entry.stat(follow_symlinks=False)
            if stat.S_ISDIR(found.st_mode):
                if entry.name != "__pycache__":
                    waiting.append(f"{path}/")
            elif stat.S_ISREG(found.st_mode) and found.st_size <= LARGEST:
                yield path, Path(entry.path).read_bytes()
            else:
                yield path, None
