"""Reads the package's own files, from a folder or a zip file. Does not depend on the target."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .manifest import MANIFEST, digest, read_manifest
from .refused import RefusedError


def own_files() -> dict[str, bytes]:
    """Returns the content of every file of this package, by its path in the package, sorted.

    Raises ``RefusedError`` if the sources are missing, or if this package is itself a copy that is
    edited or incomplete.
    """
    from importlib.resources import files  # also reads zip files; slow to import

    root = files(__package__.rpartition(".")[0])
    found = {path: file.read_bytes() for path, file in _walk(root, "")}
    if "__init__.py" not in found:
        raise RefusedError("the sources of this package are missing")
    own_manifest = root.joinpath(MANIFEST)
    if own_manifest.is_file():
        manifest = read_manifest(own_manifest.read_bytes())
        if manifest.without or manifest.files != {k: digest(data) for k, data in found.items()}:
            raise RefusedError("this package is itself a copy, and it is edited or incomplete")
    return dict(sorted(found.items()))


def _walk(folder: Any, prefix: str) -> Iterator[tuple[str, Any]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _walk(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(".py") or f"{prefix}{entry.name}" in ("LICENSE", "py.typed"):
            yield f"{prefix}{entry.name}", entry
