"""The manifest of a copy: its version, its parts, and the digest of every file.

Converts the manifest from and to bytes. Reads and writes no file.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Literal

from .. import __version__
from ..core.define import frozen
from ..core.errors import ValidationError
from ..core.jsontext import dumps, loads
from ..core.model import Model
from . import RefusedError

MANIFEST = "VENDORED.json"


@frozen
class Manifest(Model):
    """The content of ``VENDORED.json``."""

    name: Literal["jobmodels"]
    version: str
    license: str
    without: tuple[str, ...]
    """The parts that were left out."""
    files: Mapping[str, str]
    """The digest of each file, by its path in the copy."""


def manifest_text(files: Mapping[str, bytes], parts: tuple[str, ...]) -> bytes:
    """Returns the content of the manifest of a copy of this version with these files."""
    manifest = Manifest(
        name="jobmodels",
        version=__version__,
        license="Apache-2.0",
        without=parts,
        files=digests_of(files),
    )
    return f"{dumps(manifest, indent=2)}\n".encode()


def read_manifest(text: bytes) -> Manifest:
    """Reads the content of a manifest file. Raises ``RefusedError`` if it is not valid."""
    try:
        return loads(text, Manifest)
    except ValidationError as error:
        raise RefusedError(f"{MANIFEST} cannot be read: {error}") from None


def digests_of(files: Mapping[str, bytes]) -> dict[str, str]:
    """Returns the digests of files by path."""
    return {path: digest(data) for path, data in files.items()}


def digest(data: bytes) -> str:
    """Returns the SHA-256 of a file's content with LF line endings: git may convert them."""
    return sha256(data.replace(b"\r\n", b"\n")).hexdigest()
