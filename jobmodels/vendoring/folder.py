"""Replaces a folder as a whole, and reads its files. Does not depend on their content."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

MAX_SIZE = 1 << 24
"""The largest file that is read, in bytes. All files of this package are far smaller."""


def write_folder(target: Path, files: Mapping[str, bytes], *, replace: bool) -> None:
    """Writes these files to the folder ``target``; with ``replace``, they replace the old folder.

    The files are written to a new folder beside ``target``, which is then renamed. If this fails,
    nothing is changed. An interrupted write leaves the old folder or the new one. A process that is
    killed between the two renames may leave both, each complete, under temporary names.
    Without ``replace``, ``target`` must be new; on POSIX it may also be an empty folder. Raises
    ``OSError`` if it is neither, or if the files cannot be written.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    mark = os.urandom(8).hex()
    # Python cannot import a name with a leading dot, so a leftover folder does no harm.
    new = target.with_name(f".{target.name}.{mark}.new")
    old = target.with_name(f".{target.name}.{mark}.old")
    try:
        for path, data in files.items():
            _write(new / path, data)
        if replace:
            shutil.copymode(target, new)
            target.rename(old)
        new.rename(target)
    finally:  # also after an interrupt
        if old.exists() and not target.exists():
            old.rename(target)
        _remove(new)
        _remove(old)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())  # a power failure could otherwise keep the name and lose the data


def _remove(folder: Path) -> None:
    for path, _, _ in os.walk(folder):
        with suppress(OSError):
            os.chmod(path, 0o700)  # a read-only folder could not be removed
    shutil.rmtree(folder, ignore_errors=True)


def files_in(folder: Path) -> Iterator[tuple[str, bytes | None]]:
    """Yields the path and the content of every file in ``folder``, except in ``__pycache__``.

    The content is None for a file that is larger than ``MAX_SIZE`` or not a regular file. Links are
    not followed, and pipes are not opened.
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
            elif stat.S_ISREG(found.st_mode) and found.st_size <= MAX_SIZE:
                yield path, Path(entry.path).read_bytes()
            else:
                yield path, None
