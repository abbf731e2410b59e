"""Makes, checks and updates a copy of either form: a folder, or a single file.

A copy is compared file by file, by digests, with the files that were copied and with the files that
would be copied now. A folder states its digests in a manifest, a single file in its first lines.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from .. import __version__
from ..files.atomic import replacing
from ..records.editions import TOP_LEVEL
from . import NoOriginalError, RefusedError, parts
from .amalgam import module_text


class State(NamedTuple):
    """The state of a copy."""

    version: str
    untouched: int
    """The number of files that have not changed since they were copied, here or in the original."""
    changes: Mapping[str, str]
    """The changes to the other files, in words, by path."""
    is_compared: bool = True
    """Whether the copy was compared with an original, and not only with its own digests."""

    @property
    def edits(self) -> dict[str, str]:
        """The local changes, which an update would discard."""
        local = ("edited", "missing", "added")
        return {path: change for path, change in self.changes.items() if change in local}


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
    """Returns the copy at a path. Raises ``RefusedError`` if it is not a copy, or ``OSError``."""
    write: Callable[[Path, Mapping[str, bytes]], None]
    """Writes these files to a path, in place of a copy there. Raises ``OSError`` if this fails."""


def create(form: Form, target: Path, option: Any) -> None:
    """Writes a new copy. An ``option`` of None stands for the default. Raises ``RefusedError`` if
    ``target`` exists. On POSIX it may be an empty folder."""
    if target.is_file() or (target.is_dir() and any(target.iterdir())):
        raise RefusedError("it already exists: use --check or --update if it is a copy")
    form.write(target, form.made(option))


def check(form: Form, target: Path) -> State:
    copy = form.found(target)
    try:
        made = parts.digests_of(form.made(copy.option))
    except NoOriginalError:
        return _compared(copy, copy.stated, copy.stated)._replace(is_compared=False)
    return _compared(copy, made, made)


def update(form: Form, target: Path, option: Any, *, force: bool) -> State:
    """Updates the copy at ``target`` to this version, and returns its state before. An ``option``
    of None keeps that of the copy. Leaves an edited copy unchanged unless ``force`` is true."""
    copy = form.found(target)
    made = form.made(copy.option)
    wanted = made if option is None else form.made(option)
    state = _compared(copy, parts.digests_of(made), parts.digests_of(wanted))
    if state.changes and (force or not state.edits):
        form.write(target, wanted)
    return state


def _compared(copy: Copy, made: Mapping[str, str], wanted: Mapping[str, str]) -> State:
    """Compares a copy with two that this version makes: with its own and with the wanted option."""
    # What the copy states may be edited too.
    stated = made if copy.version == __version__ else copy.stated
    there = copy.digests
    changes = {}
    for path in sorted({*stated, *there, *wanted}):
        if change := _change(stated.get(path), there.get(path), wanted.get(path)):
            changes[path] = change
    return State(copy.version, len(there.keys() - changes.keys()), changes)


def _change(stated: str | None, there: str | None, wanted: str | None) -> str:
    """Returns the change to a file, from its digests; None stands for a file that is missing."""
    if stated is None:
        return "out of date: new in this version" if there is None else "added"
    if there is None:
        return "missing"
    if there != stated:
        return "edited"
    if wanted is None:
        return "out of date: removed in this version"
    return "" if wanted == there else "out of date"


def _folder_made(left_out: Collection[str] | None) -> dict[str, bytes]:
    names = parts.check_parts(left_out or ())
    files = parts.without(parts.own_files(), names)
    return {**files, parts.MANIFEST: parts.manifest_text(files, names)}


def _folder_found(target: Path) -> Copy:
    path = target / parts.MANIFEST
    if not path.is_file():
        raise RefusedError(f"no copy found: {parts.MANIFEST} is missing")
    manifest = parts.read_manifest(path.read_bytes())
    digests = dict(_digests_in(target))
    stated = {**manifest.files, parts.MANIFEST: digests[parts.MANIFEST]}
    return Copy(manifest.version, manifest.without, stated, digests)


def write_folder(target: Path, files: Mapping[str, bytes]) -> None:
    """Writes these files to the folder ``target``, in place of a copy there, or raises ``OSError``.

    The files are written to a new folder beside ``target``, which is then renamed. If this fails,
    nothing is changed. An interrupted write leaves the old folder or the new one. A process that is
    killed between the two renames may leave both, each complete, under temporary names.
    """
    is_update = (target / parts.MANIFEST).exists()
    mark = os.urandom(8).hex()
    # Python cannot import a name with a leading dot, so a leftover folder does no harm.
    new = target.with_name(f".{target.name}.{mark}.new")
    old = target.with_name(f".{target.name}.{mark}.old")
    try:
        _write_files(new, files)
        if is_update:
            shutil.copymode(target, new)
            target.rename(old)
        new.rename(target)
    finally:  # also after an interrupt
        if old.exists() and not target.exists():
            old.rename(target)
        _remove(new)
        _remove(old)


def _write_files(target: Path, files: Mapping[str, bytes]) -> None:
    for path, data in files.items():
        file_path = target / path
        file_path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(str(file_path)) as file:
            file.write(data)


def _remove(folder: Path) -> None:
    for path, _, _ in os.walk(folder):
        with suppress(OSError):
            os.chmod(path, 0o700)  # a read-only folder could not be removed
    shutil.rmtree(folder, ignore_errors=True)


def _digests_in(folder: Path) -> Iterator[tuple[str, str]]:
    """Yields the path and the digest of every file in ``folder``, except in ``__pycache__``. The
    digest is empty for a link, which is not followed, and for a pipe, which is not opened."""
    for path in folder.rglob("*"):
        inner, is_link = path.relative_to(folder), path.is_symlink()
        if (is_link or not path.is_dir()) and "__pycache__" not in inner.parts:
            is_plain = path.is_file() and not is_link
            yield inner.as_posix(), parts.digest(path.read_bytes()) if is_plain else ""


FOLDER = Form(_folder_made, _folder_found, write_folder)

_HEADER = """\
# jobmodels {version} in one file, edition {edition}: `jobmodels vendor --single-file`.
# SPDX-License-Identifier: Apache-2.0 (http://www.apache.org/licenses/LICENSE-2.0)
# SHA-256 of all below: {digest}

"""
_PATTERN = re.compile(
    rb"# jobmodels (\S+) in one file, edition (\S+): .*\n.*\n# SHA-256 of all below: (\S+)\n\n"
)


def _file_made(edition: str | None) -> dict[str, bytes]:
    edition = edition or TOP_LEVEL.date
    body = module_text(edition).encode()
    header = _HEADER.format(version=__version__, edition=edition, digest=parts.digest(body))
    return {"": header.encode() + body}


def _file_found(target: Path) -> Copy:
    if not target.is_file():
        raise RefusedError("no copy found: no such file")
    text = target.read_bytes().replace(b"\r\n", b"\n")
    header = _PATTERN.match(text)
    if header is None:
        raise RefusedError("not a copy: its first lines are not the header of a copy")
    version, edition, stated = (group.decode("utf-8", "replace") for group in header.groups())
    is_intact = parts.digest(text[header.end() :]) == stated
    digest = parts.digest(text)
    return Copy(version, edition, {"": digest if is_intact else ""}, {"": digest})


FILE = Form(_file_made, _file_found, _write_files)
