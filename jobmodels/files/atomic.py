"""Replaces files atomically: an interrupted write leaves the old file or the new one."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import BinaryIO


@contextmanager
def replacing(path: str) -> Iterator[BinaryIO]:
    """Yields a file that replaces the file at ``path`` when the ``with`` block ends. After an
    exception, the old file is unchanged. If ``path`` is a symbolic link, its target is replaced.
    Permissions stay the same. A device or a pipe is written to directly. Raises ``OSError`` if the
    file is read-only or cannot be written."""
    path = os.path.realpath(path)
    mode = None
    with suppress(FileNotFoundError):
        mode = os.stat(path).st_mode
    if mode is not None and not stat.S_ISREG(mode):
        with open(path, "wb") as file:
            yield file
        return
    if mode is not None:
        with open(path, "r+b"):
            pass  # fails if it may not be written
    # A file of ``tempfile`` could be read only by its owner; a new file gets default permissions.
    temporary = os.path.join(os.path.dirname(path), f".{os.urandom(8).hex()}.tmp")
    permissions = 0o666 if mode is None else stat.S_IMODE(mode)  # at most the old file's
    try:
        file = open(temporary, "xb", opener=partial(os.open, mode=permissions))  # noqa: SIM115
    except OSError as error:
        raise OSError(error.errno, error.strerror, path) from None
    try:
        with file:
            if mode is not None:
                os.chmod(temporary, stat.S_IMODE(mode))
            yield file
            file.flush()
            os.fsync(file.fileno())  # before the rename: a power failure must not lose the content
        os.replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
