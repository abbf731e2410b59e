"""The copy as a single file in another package. Its option is the edition.

``amalgam`` makes the content of the file. This module makes its header: the version, the edition,
the licence, and the digest of the content.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from .. import __version__
from ..files.atomic import replacing
from ..records.editions import EDITIONS, TOP_LEVEL
from . import RefusedError
from .amalgam import module_text
from .copies import MAX_SIZE, Copy, Form
from .manifest import DIGEST, LICENSE, VERSION, digest

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


def _made(edition: str) -> dict[str, bytes]:
    body = module_text(edition).encode()
    header = _HEADER.format(
        version=__version__, edition=edition, license=LICENSE, digest=digest(body)
    )
    return {"": header.encode() + body}


def _found(target: Path) -> Copy:
    if not target.exists():
        raise RefusedError("no copy found: the file does not exist")
    if not target.is_file() or target.stat().st_size > MAX_SIZE:
        raise RefusedError("not a copy: not a regular file, or too large")
    text = target.read_bytes().replace(b"\r\n", b"\n")
    header = _PATTERN.match(text[:_MAX_HEADER].decode("utf-8", "replace"))
    if header is None:
        raise RefusedError("not a copy: its first lines are not the header of a copy")
    if header["edition"] not in {known.date for known in EDITIONS}:
        raise RefusedError(f"the copy has the unknown edition {header['edition']}")
    is_intact = digest(text[header.end() :]) == header["digest"]
    stated = {"": digest(text) if is_intact else ""}
    return Copy(header["version"], header["edition"], stated, {"": digest(text)})


def _write(target: Path, files: Mapping[str, bytes], replace: bool) -> None:
    if target.exists() and not replace:
        raise RefusedError("the file already exists: use --check or --update if it is a copy")
    target.parent.mkdir(parents=True, exist_ok=True)
    with replacing(str(target)) as file:
        file.write(files[""])


FILE = Form(TOP_LEVEL.date, _made, _found, _write)
