"""The copy as a folder in another package. Its option is the parts to leave out."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from . import RefusedError
from .copies import MAX_SIZE, Copy, Form
from .manifest import MANIFEST, digest, manifest_text, read_manifest
from .parts import check_parts, own_files, without


def _made(left_out: Collection[str]) -> dict[str, bytes]:
    original = own_files()
    parts = check_parts(left_out)
    files = without(original, parts)
    return {**files, MANIFEST: manifest_text(files, parts)}


def _found(target: Path) -> Copy:
    path = target / MANIFEST
    if not target.exists():
        raise RefusedError("no copy found: the folder does not exist")
    if path.is_symlink() or not path.is_file() or path.stat().st_size > MAX_SIZE:
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

    The content is None for a file that is larger than ``MAX_SIZE`` or not a regular file. Links are
    not followed, and pipes are not opened.
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
            elif stat.S_ISREG(found.st_mode) and found.st_size <= MAX_SIZE:
                yield path, Path(entry.path).read_bytes()
            else:
                yield path, None


FOLDER = Form((), _made, _found, write_folder)
