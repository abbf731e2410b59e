"""The one-file form of the package inside another: to write it there, to check it, to update it.

What the file says is ``amalgam``'s business. Its first lines are this module's: they say of which
version and edition it is, under which licence, and the digest of all that follows.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from .. import __version__
from ..editions import EDITIONS
from ..replacing import replacing
from .amalgam import module_text
from .folder import LARGEST
from .manifest import DIGEST, LICENSE, VERSION, digest
from .refused import RefusedError
from .state import State, compared

__all__ = ["check_file", "copy_file", "update_file"]

_HEADER = """\
# jobmodels {version} in one file, edition {edition}: `jobmodels vendor --single-file`.
# SPDX-License-Identifier: {license} (http://www.apache.org/licenses/LICENSE-2.0)
# SHA-256 of all below: {digest}

"""
_PATTERN = re.compile(
    re.escape(_HEADER)
    .replace(re.escape("{version}"), f"(?P<version>{VERSION})")
    .replace(re.escape("{edition}"), r"(?P<edition>[\d-]{10})")
    .replace(re.escape("{license}"), r"[\w.-]+")
    .replace(re.escape("{digest}"), f"(?P<digest>{DIGEST})")
)
_LONGEST_HEADER = 400


class _Copy(NamedTuple):
    """A single file as it is there, with what its first lines say."""

    version: str
    edition: str
    digest: str
    body: bytes
    """What the digest is of."""
    text: bytes
    """All of it."""


def copy_file(target: Path, edition: str) -> None:
    """Writes the single file of an edition to where nothing is yet.

    Raises ``RefusedError`` where something is, ``OSError`` where it cannot be written.
    """
    text = _text(edition)
    if target.exists():
        raise RefusedError("there is a file already: if it is a copy, check it, or update it")
    _write(target, text)


def check_file(target: Path) -> State:
    """What has become of the single file at ``target``.

    Raises ``RefusedError`` where there is none, ``OSError`` where it cannot be read.
    """
    return _state(_copy_at(target), None)


def update_file(target: Path, edition: str | None, *, force: bool) -> State:
    """Makes the single file at ``target`` one of this version, of the edition that it has or of
    another one. The result is what it was before.

    Nothing is done where somebody has changed the file, unless ``force`` says so. Raises
    ``RefusedError`` where there is no such file, ``OSError`` where it cannot be read or written.
    """
    copy = _copy_at(target)
    state = _state(copy, edition)
    if state.changes and (force or not state.edits):
        _write(target, _text(edition or copy.edition))
    return state


def _text(edition: str) -> bytes:
    body = module_text(edition).encode()
    header = _HEADER.format(
        version=__version__, edition=edition, license=LICENSE, digest=digest(body)
    )
    return header.encode() + body


def _write(target: Path, text: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with replacing(str(target)) as file:
        file.write(text)


def _copy_at(target: Path) -> _Copy:
    if not target.exists():
        raise RefusedError("there is no copy there")
    if not target.is_file() or target.stat().st_size > LARGEST:
        raise RefusedError("that is no copy, nor any module")
    text = target.read_bytes().replace(b"\r\n", b"\n")
    found = _PATTERN.match(text[:_LONGEST_HEADER].decode("utf-8", "replace"))
    if found is None:
        raise RefusedError("that is no copy: its first lines would say so")
    if found["edition"] not in {known.date for known in EDITIONS}:
        raise RefusedError(f"this version does not have its edition, {found['edition']}")
    return _Copy(found["version"], found["edition"], found["digest"], text[found.end() :], text)


def _state(copy: _Copy, wanted: str | None) -> State:
    """The file against one of this version, of the edition that it has or of the wanted one."""
    then, there = copy.digest, digest(copy.body)
    try:
        original = digest(_text(copy.edition))
        now = original if wanted in (None, copy.edition) else digest(_text(wanted))
    except RefusedError:  # this is a copy itself, and may be edited
        return compared(copy.version, {"": then}, {"": there}, None)
    if copy.version == __version__:
        # The original says it better than first lines that may be edited as well.
        then, there = original, digest(copy.text)
    return compared(copy.version, {"": then}, {"": there}, {"": now})
