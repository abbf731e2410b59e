"""Files that are there as a whole or not at all. This module does not know what is in them."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import BinaryIO

__all__ = ["replacing"]


@contextmanager
def replacing(path: str) -> Iterator[BinaryIO]:
    """A file to write, which takes the place of the one at ``path`` if all goes well.

    If not, nothing has changed there. A link stays a link, a file keeps its permissions, and one
    that may not be written is not replaced. A device or a pipe is written to as it is.
    """
    path = os.path.realpath(path)
    mode = _mode(path)
    if mode is not None and not stat.S_ISREG(mode):
        with open(path, "wb") as file:
            yield file
        return
    # Not tempfile's: it is for its owner alone, and this is for whoever reads new files here.
    temporary = os.path.join(os.path.dirname(path), f".{os.urandom(8).hex()}.tmp")
    permissions = 0o666 if mode is None else stat.S_IMODE(mode)  # never more than the old file's
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
            os.fsync(file.fileno())  # or the name might outlive a power cut, and the content not
        os.replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise


def _mode(path: str) -> int | None:
    """What kind of file there is, and its permissions; None if there is none yet."""
    try:
        mode = os.stat(path).st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISREG(mode):
        with open(path, "r+b"):
            pass  # it may be written, or this would have failed
    return mode
