"""The manifest of a copy: what it was copied from, and the digest of every file then.

This module knows the form of the manifest, and reads and writes no file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any, Literal

from .. import __version__
from ..core.define import frozen
from ..core.errors import ValidationError
from ..core.jsontext import dumps, loads
from ..core.model import Model
from .refused import RefusedError

__all__ = [
    "DIGEST",
    "LICENSE",
    "MANIFEST",
    "VERSION",
    "Manifest",
    "digest",
    "manifest_of",
    "manifest_text",
    "read_manifest",
]

MANIFEST = "VENDORED.json"
"""The file of a copy that holds its manifest."""

LICENSE = "Apache-2.0"
"""The licence of the package, as SPDX names it."""

VERSION = r"[A-Za-z0-9_.+-]{1,64}"
"""What a version looks like: it is printed, wherever it comes from."""

DIGEST = "[0-9a-f]{64}"
"""What a digest looks like."""


@frozen
class Manifest(Model):
    """What a copy says of itself, in ``VENDORED.json``."""

    name: Literal["jobmodels"]
    """Of what it is a copy."""
    version: str
    """Of which version."""
    license: str
    """The SPDX name of the licence whose text is in the copy."""
    without: tuple[str, ...]
    """The parts that were left out."""
    files: Mapping[str, Any]
    """The digest of each file, by its path in the copy."""


def manifest_of(files: Mapping[str, bytes], parts: tuple[str, ...]) -> Manifest:
    """The manifest of a copy of this version that holds these files."""
    return Manifest(
        name="jobmodels",
        version=__version__,
        license=LICENSE,
        without=parts,
        files={path: digest(data) for path, data in files.items()},
    )


def manifest_text(manifest: Manifest) -> bytes:
    """The content of its file."""
    return f"{dumps(manifest, indent=2)}\n".encode()


def read_manifest(text: bytes) -> Manifest:
    """The manifest in the content of its file; ``RefusedError`` where that is none."""
    try:
        manifest = loads(text, Manifest)
    except ValidationError as error:
        raise RefusedError(f"{MANIFEST} cannot be read: {error}") from None
    if not re.fullmatch(VERSION, manifest.version):
        raise RefusedError(f"{MANIFEST} has no version")
    for path, value in manifest.files.items():
        if not _is_inside(path):
            raise RefusedError(f"{MANIFEST} names a file outside the copy: {path!r}")
        if not (isinstance(value, str) and re.fullmatch(DIGEST, value)):
            raise RefusedError(f"{MANIFEST} has no digest of {path!r}")
    return manifest


def _is_inside(path: str) -> bool:
    pure = PurePosixPath(path)
    is_plain = str(pure) == path and "\\" not in path and "\0" not in path and ":" not in path
    return is_plain and not pure.is_absolute() and ".." not in pure.parts and path != "."


def digest(data: bytes) -> str:
    """The SHA-256 of a file's content, with the line endings that it was written with: git may give
    a checkout others."""
    return sha256(data.replace(b"\r\n", b"\n")).hexdigest()
