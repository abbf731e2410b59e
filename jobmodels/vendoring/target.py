"""Where a copy may go: what is refused before anything is read or written there.

This module looks at paths, and knows nothing of what is copied.
"""

from __future__ import annotations

import keyword
from pathlib import Path
from unicodedata import normalize

from .refused import RefusedError

__all__ = ["checked_target"]

_OWN = Path(__file__).resolve().parent.parent


def checked_target(text: str, *, single_file: bool, to_read: bool) -> Path:
    """The path that ``text`` names, if a copy may be there.

    A relative path has to lead somewhere below the current folder, and through no link. No target
    is a link itself, and none that is to be written to is this package, holds it or is inside of
    it. Its last part has to be a name that Python can import. Raises ``RefusedError`` with the
    reason otherwise.
    """
    path = Path(text)
    name = path.name
    if single_file:
        if path.suffix != ".py":
            raise RefusedError("a single file has to be named NAME.py")
        name = path.stem
    is_name = name.isidentifier() and name == normalize("NFKC", name)  # as Python spells it
    if not is_name or keyword.iskeyword(name):
        raise RefusedError(f"Python cannot import a package of the name {name!r}")
    if ".." in path.parts:
        raise RefusedError("a target may not go up by '..': say where it is")
    try:
        if path.is_symlink():
            raise RefusedError("a link is not written through: name the place itself")
        resolved = path.resolve()
        here = Path.cwd().resolve()
    except (OSError, ValueError, RuntimeError) as error:  # a NUL, a loop of links
        raise RefusedError(str(error)) from None
    if not path.is_absolute() and resolved != here / path:
        raise RefusedError("a link on the way leads elsewhere: name the place itself")
    is_own = resolved == _OWN or _OWN in resolved.parents or resolved in _OWN.parents
    if is_own and not to_read:
        raise RefusedError("that is where this package is itself")
    if not single_file and resolved.exists() and not resolved.is_dir():
        raise RefusedError("there is a file of that name")
    if single_file and resolved.is_dir():
        raise RefusedError("there is a folder of that name")
    return resolved
