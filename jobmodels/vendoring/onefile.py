"""Writes, checks and updates the package as a single file in another project.

``amalgam`` makes the content of the file. This module makes its header: the version, the edition,
the licence, and the digest of the content.
"""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

from .. import __version__
from ..files.atomic import replacing
from ..records.editions import EDITIONS
from . import RefusedError
from .amalgam import module_text
from .folder import MAX_SIZE
from .manifest import DIGEST, LICENSE, VERSION, digest
from .state import State, compared

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
_MAX_HEADER = 400


def copy_file(target: Path, edition: str) -> None:
    """Writes the single file of an edition to a new file.

    Raises ``RefusedError`` if the file exists, ``OSError`` if it cannot be written.
    """
    text = _text(edition)
    if target.exists():
        raise RefusedError("the file already exists: use --check or --update if it is a copy")
    _write(target, text)


def check_file(target: Path) -> State:
    """Returns the state of the single file at ``target``.

    Raises ``RefusedError`` if the file does not exist or is not a copy, ``OSError`` if it cannot be
    read.
    """
    return _state(*_copy_at(target), None)


def update_file(target: Path, edition: str | None, *, force: bool) -> State:
    """Updates the single file at ``target`` to this version. Returns its state before the update.

    ``edition`` is the new edition; None keeps the edition of the file. An edited file is left
    unchanged unless ``force`` is true. Raises ``RefusedError`` if the file does not exist or is not
    a copy, ``OSError`` if it cannot be read or written.
    """
    header, text = _copy_at(target)
    state = _state(header, text, edition)
    if state.changes and (force or not state.edits):
        _write(target, _text(edition or header["edition"]))
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


def _copy_at(target: Path) -> tuple[re.Match[str], bytes]:
    """Returns the header of an existing single file, and its whole content."""
    if not target.exists():
        raise RefusedError("no copy found: the file does not exist")
    if not target.is_file() or target.stat().st_size > MAX_SIZE:
        raise RefusedError("not a copy: not a regular file, or too large")
    text = target.read_bytes().replace(b"\r\n", b"\n")
    found = _PATTERN.match(text[:_MAX_HEADER].decode("utf-8", "replace"))
    if found is None:
        raise RefusedError("not a copy: its first lines are not the header of a copy")
    if found["edition"] not in {known.date for known in EDITIONS}:
        raise RefusedError(f"the copy has the unknown edition {found['edition']}")
    return found, text


def _state(header: re.Match[str], text: bytes, wanted: str | None) -> State:
    """Compares the file with that of this version. ``wanted`` is the edition; None keeps it."""
    there = digest(text)
    then = there if digest(text[header.end() :]) == header["digest"] else ""
    now = None
    with suppress(RefusedError):  # this package is an edited or incomplete copy
        same = {"": digest(_text(header["edition"]))}
        now = same, same if wanted in (None, header["edition"]) else {"": digest(_text(wanted))}
    return compared(header["version"], {"": then}, {"": there}, now)
