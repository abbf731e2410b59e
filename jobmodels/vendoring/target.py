"""Checks the target of a copy before anything is read or written there.

Depends on paths only, not on the files that are copied.
"""

from __future__ import annotations

import keyword
from pathlib import Path
from unicodedata import normalize

from . import RefusedError

_OWN = Path(__file__).resolve().parent.parent


def checked_target(text: str, *, single_file: bool, to_read: bool) -> Path:
    """Returns the resolved path of the target ``text``.

    A relative path must be below the current folder and must not contain a symbolic link. The
    target itself must not be a link. A target for writing must not be, contain or be inside this
    package. The last part of the path must be a name that Python can import. Raises
    ``RefusedError`` with the reason otherwise.
    """
    path = Path(text)
    name = path.name
    if single_file:
        if path.suffix != ".py":
            raise RefusedError("a single file must be named NAME.py")
        name = path.stem
    # Python normalizes identifiers, so it would look for another file.
    is_name = name.isidentifier() and name == normalize("NFKC", name)
    if not is_name or keyword.iskeyword(name):
        raise RefusedError(f"Python cannot import a package named {name!r}")
    if ".." in path.parts:
        raise RefusedError("the target must not contain '..'")
    try:
        if path.is_symlink():
            raise RefusedError("the target is a symbolic link: use the path that it points to")
        resolved = path.resolve()
        here = Path.cwd().resolve()
    except (OSError, ValueError, RuntimeError) as error:  # a NUL character, a loop of links
        raise RefusedError(str(error)) from None
    if not path.is_absolute() and resolved != here / path:
        raise RefusedError("the path contains a symbolic link: use the path without it")
    is_own = resolved == _OWN or _OWN in resolved.parents or resolved in _OWN.parents
    if is_own and not to_read:
        raise RefusedError("the target is, contains or is inside this package")
    if not single_file and resolved.exists() and not resolved.is_dir():
        raise RefusedError("the target is not a folder")
    if single_file and resolved.is_dir():
        raise RefusedError("the target is a folder")
    return resolved
