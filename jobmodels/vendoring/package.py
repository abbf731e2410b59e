"""The copy as a folder in another package. Its option is the parts to leave out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from . import RefusedError
from .copies import Copy, Form
from .folder import MAX_SIZE, files_in, write_folder
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
    digests = {path: "" if data is None else digest(data) for path, data in files_in(target)}
    stated = {**manifest.files, MANIFEST: digests[MANIFEST]}
    return Copy(manifest.version, manifest.without, stated, digests)


def _write(target: Path, files: Mapping[str, bytes], replace: bool) -> None:
    if not replace:
        if (target / MANIFEST).exists():
            raise RefusedError("a copy already exists: use --check or --update")
        if target.exists() and any(target.iterdir()):
            raise RefusedError("the folder is not empty and not a copy")
    write_folder(target, files, replace=replace)


FOLDER = Form((), _made, _found, _write)
