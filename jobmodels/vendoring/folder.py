"""Folders that are there as a whole or not at all. This module does not know what is in them."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

__all__ = ["files_in", "write_folder"]


def write_folder(target: Path, files: Mapping[str, bytes]) -> None:
    """Makes ``target`` a folder of these files, in place of the one that may be there.

    The files are written beside it and moved there together. Where that raises an error, nothing
    has changed; who is killed in between may leave both folders beside ``target``, each whole.
    Raises ``OSError``.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    mark = os.urandom(8).hex()
    # Python cannot import what begins with a dot, should one of them ever be left behind.
    new = target.with_name(f".{target.name}.{mark}.new")
    old = target.with_name(f".{target.name}.{mark}.old")
    try:
        for path, data in files.items():
            _write(new / path, data)
        is_there = target.exists()
        if is_there:
            target.rename(old)
        try:
            new.rename(target)
        except BaseException:
            if is_there:
                old.rename(target)
            raise
    finally:
        shutil.rmtree(new, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())  # or the name might outlive a power cut, and the content not


def files_in(folder: Path) -> Iterator[tuple[str, bytes | None]]:
    """The path and the content of every file in ``folder`` that Python has not put there itself.

    The content is None of what is no file: a link is not followed, nor a pipe opened.
    """
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.is_dir(follow_symlinks=False):
            if entry.name != "__pycache__":
                inside = files_in(folder / entry.name)
                yield from ((f"{entry.name}/{path}", data) for path, data in inside)
        elif stat.S_ISREG(entry.stat(follow_symlinks=False).st_mode):
            yield entry.name, Path(entry.path).read_bytes()
        else:
            yield entry.name, None
