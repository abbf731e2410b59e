"""Makes, checks and updates a copy of either form: a folder, or a single file.

A copy is compared file by file, by digests, with the files that were copied and with the files that
would be copied now. A folder states its digests in a manifest, a single file in its first lines.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from enum import Enum
from pathlib import Path
from typing import Any, NamedTuple

from .. import __version__
from ..files.atomic import replacing
from ..records.editions import EDITIONS, TOP_LEVEL
from . import NoOriginalError, RefusedError
from .amalgam import module_text
from .manifest import DIGEST, MANIFEST, VERSION, digest, digests_of, manifest_text, read_manifest
from .parts import check_parts, own_files, without

_MAX_SIZE = 1 << 24
"""The largest file that is read, in bytes. All files of this package are far smaller."""


class Change(Enum):
    """The change to one file."""

    EDITED = "edited"
    MISSING = "missing"
    ADDED = "added"
    OUTDATED = "out of date"
    NEW = "out of date: new in this version"
    GONE = "out of date: removed in this version"


_LOCAL = (Change.EDITED, Change.MISSING, Change.ADDED)


class State(NamedTuple):
    """The state of a copy."""

    version: str
    """The version of the copy."""
    untouched: int
    """The number of files that have not changed since they were copied, here or in the original."""
    changes: Mapping[str, Change]
    """The changes to the other files, by path."""
    is_compared: bool
    """Whether the copy was compared with an original, and not only with its own digests."""

    @property
    def edits(self) -> dict[str, Change]:
        """The local changes, which an update would discard."""
        return {path: change for path, change in self.changes.items() if change in _LOCAL}


class Copy(NamedTuple):
    """A copy in another project."""

    version: str
    """The version that it states."""
    option: Any
    """The option that it states: the parts that are left out, or the edition."""
    stated: Mapping[str, str]
    """The digests that it states, by path. The path of a single file is empty."""
    digests: Mapping[str, str]
    """The digests of its files, by path."""


class Form(NamedTuple):
    """The functions that differ between a folder and a single file."""

    made: Callable[[Any], Mapping[str, bytes]]
    """Returns the files of a copy of this version, by path, for an option or None. Raises
    ``NoOriginalError``, or ``RefusedError`` for an invalid option."""
    found: Callable[[Path], Copy]
    """Returns the copy at a path. Raises ``RefusedError`` if it is not a copy, ``OSError`` if it
    cannot be read."""
    write: Callable[[Path, Mapping[str, bytes], bool], None]
    """Writes these files to a path, with True instead of the copy there. Raises ``RefusedError`` if
    the path is in use, ``OSError`` if the files cannot be written."""


def create(form: Form, target: Path, option: Any) -> None:
    """Writes a new copy. An ``option`` of None stands for the default."""
    form.write(target, form.made(option), False)


def check(form: Form, target: Path) -> State:
    """Returns the state of the copy at ``target``."""
    copy = form.found(target)
    try:
        made = form.made(copy.option)
    except NoOriginalError:
        made = None
    return _compared(copy, made, made)


def update(form: Form, target: Path, option: Any, *, force: bool) -> State:
    """Updates the copy at ``target`` to this version. Returns its state before the update.

    An ``option`` of None keeps the option of the copy. An edited copy is left unchanged unless
    ``force`` is true; the state has the edits.
    """
    copy = form.found(target)
    made = form.made(copy.option)
    wanted = made if option in (None, copy.option) else form.made(option)
    state = _compared(copy, made, wanted)
    if state.changes and (force or not state.edits):
        form.write(target, wanted, True)
    return state


def _compared(
    copy: Copy, made: Mapping[str, bytes] | None, wanted: Mapping[str, bytes] | None
) -> State:
    """Compares a copy with two copies that this version makes: with the copy's option, and with the
    wanted one. Both are None if no original is available."""
    stated, there, now = copy.stated, copy.digests, digests_of(wanted or {})
    if made and copy.version == __version__:
        stated = digests_of(made)  # what the copy states may be edited too
    changes = {}
    for path in sorted({*stated, *there, *now}):
        change = _change(stated.get(path), there.get(path), now.get(path))
        if change in _LOCAL or (change and wanted):
            changes[path] = change
    return State(copy.version, len(there.keys() - changes.keys()), changes, wanted is not None)


def _change(stated: str | None, there: str | None, now: str | None) -> Change | None:
    """Returns the change to a file, from its digests; None stands for a file that is missing."""
    if stated is None:
        return Change.NEW if there is None else Change.ADDED
    if there is None:
        return Change.MISSING
    if there != stated:
        return Change.EDITED
    if now is None:
        return Change.GONE
    return None if now == there else Change.OUTDATED


def _folder_made(left_out: Collection[str] | None) -> dict[str, bytes]:
    original = own_files()
    parts = check_parts(left_out or ())
    files = without(original, parts)
    return {**files, MANIFEST: manifest_text(files, parts)}


def _folder_found(target: Path) -> Copy:
    path = target / MANIFEST
    if not target.exists():
        raise RefusedError("no copy found: the folder does not exist")
    if path.is_symlink() or not path.is_file() or path.stat().st_size > _MAX_SIZE:
        raise RefusedError(f"not a copy: it has no {MANIFEST}")
    manifest = read_manifest(path.read_bytes())
    digests = {path: "" if data is None else digest(data) for path, data in _files_in(target)}
    stated = {**manifest.files, MANIFEST: digests[MANIFEST]}
    return Copy(manifest.version, manifest.without, stated, digests)


def write_folder(target: Path, files: Mapping[str, bytes], replace: bool) -> None:
    """Writes these files to the folder ``target``; with ``replace``, they replace the old folder.

    The files are written to a new folder beside ``target``, which is then renamed. If this fails,
    nothing is changed. An interrupted write leaves the old folder or the new one. A process that is
    killed between the two renames may leave both, each complete, under temporary names.
    Without ``replace``, ``target`` must be new; on POSIX it may also be an empty folder. Raises
    ``RefusedError`` if it is neither, ``OSError`` if the files cannot be written.
    """
    if not replace and (target / MANIFEST).exists():
        raise RefusedError("a copy already exists: use --check or --update")
    if not replace and target.exists() and any(target.iterdir()):
        raise RefusedError("the folder is not empty and not a copy")
    target.parent.mkdir(parents=True, exist_ok=True)
    mark = os.urandom(8).hex()
    # Python cannot import a name with a leading dot, so a leftover folder does no harm.
    new = target.with_name(f".{target.name}.{mark}.new")
    old = target.with_name(f".{target.name}.{mark}.old")
    try:
        for path, data in files.items():
            _write_file(new / path, data)
        if replace:
            shutil.copymode(target, new)
            target.rename(old)
        new.rename(target)
    finally:  # also after an interrupt
        if old.exists() and not target.exists():
            old.rename(target)
        _remove(new)
        _remove(old)


def _write_file(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())  # a power failure could otherwise keep the name and lose the data


def _remove(folder: Path) -> None:
    for path, _, _ in os.walk(folder):
        with suppress(OSError):
            os.chmod(path, 0o700)  # a read-only folder could not be removed
    shutil.rmtree(folder, ignore_errors=True)


def _files_in(folder: Path) -> Iterator[tuple[str, bytes | None]]:
    """Yields the path and the content of every file in ``folder``, except in ``__pycache__``.

    The content is None for a file that is too large or not a regular file. Links are not followed,
    and pipes are not opened.
    """
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        for entry in os.scandir(folder / prefix):
            path = f"{prefix}{entry.name}"
            found = entry.stat(follow_symlinks=False)
            if stat.S_ISDIR(found.st_mode):
                if entry.name != "__pycache__":
                    waiting.append(f"{path}/")
            elif stat.S_ISREG(found.st_mode) and found.st_size <= _MAX_SIZE:
                yield path, Path(entry.path).read_bytes()
            else:
                yield path, None


FOLDER = Form(_folder_made, _folder_found, write_folder)
"""A folder in another package. Its option is the parts to leave out."""


_HEADER = """\
# jobmodels {version} in one file, edition {edition}: `jobmodels vendor --single-file`.
# SPDX-License-Identifier: Apache-2.0 (http://www.apache.org/licenses/LICENSE-2.0)
# SHA-256 of all below: {digest}

"""
_PATTERN = re.compile(
    re.escape(_HEADER)
    .replace(re.escape("{version}"), f"(?P<version>{VERSION})")
    .replace(re.escape("{edition}"), r"(?P<edition>[\d-]{10})")
    .replace(re.escape("Apache-2.0"), r"[\w.-]+")
    .replace(re.escape("{digest}"), f"(?P<digest>{DIGEST})")
)
_MAX_HEADER = 400


def _file_made(edition: str | None) -> dict[str, bytes]:
    edition = edition or TOP_LEVEL.date
    body = module_text(edition).encode()
    header = _HEADER.format(version=__version__, edition=edition, digest=digest(body))
    return {"": header.encode() + body}


def _file_found(target: Path) -> Copy:
    if not target.exists():
        raise RefusedError("no copy found: the file does not exist")
    if not target.is_file() or target.stat().st_size > _MAX_SIZE:
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


def _write_single(target: Path, files: Mapping[str, bytes], replace: bool) -> None:
    if target.exists() and not replace:
        raise RefusedError("the file already exists: use --check or --update if it is a copy")
    target.parent.mkdir(parents=True, exist_ok=True)
    with replacing(str(target)) as file:
        file.write(files[""])


FILE = Form(_file_made, _file_found, _write_single)
"""A single file in another package. Its option is the edition."""
