"""Copies, checks and updates the package as a folder in another package."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from . import RefusedError
from .folder import MAX_SIZE, files_in, write_folder
from .manifest import MANIFEST, Manifest, digest, manifest_text, read_manifest
from .parts import check_parts, own_files, without
from .state import State, compared


def copy_package(target: Path, left_out: Collection[str]) -> None:
    """Copies the package, without the parts in ``left_out``, to a new or empty folder.

    Raises ``RefusedError`` if the folder is not empty or if the parts cannot be left out,
    ``OSError`` if the copy cannot be written.
    """
    files = _copied(own_files(), left_out)
    if (target / MANIFEST).exists():
        raise RefusedError("a copy already exists: use --check or --update")
    if target.exists() and any(target.iterdir()):
        raise RefusedError("the folder is not empty and not a copy")
    write_folder(target, files, replace=False)


def check_package(target: Path) -> State:
    """Returns the state of the copy at ``target``.

    Raises ``RefusedError`` if ``target`` is not a copy, ``OSError`` if it cannot be read.
    """
    manifest = _manifest_at(target)
    try:
        original: Mapping[str, bytes] | None = own_files()
    except RefusedError:
        original = None
    return _state(target, manifest, original, manifest.without)


def update_package(target: Path, left_out: Collection[str] | None, *, force: bool) -> State:
    """Updates the copy at ``target`` to this version. Returns its state before the update.

    ``left_out`` are the parts to leave out; None keeps the parts of the copy. An edited copy is
    left unchanged unless ``force`` is true; the state has the edits. Raises ``RefusedError`` if
    ``target`` is not a copy, ``OSError`` if it cannot be read or written.
    """
    original = own_files()
    manifest = _manifest_at(target)
    parts = manifest.without if left_out is None else left_out
    state = _state(target, manifest, original, parts)
    if state.changes and (force or not state.edits):
        write_folder(target, _copied(original, parts), replace=True)
    return state


def _copied(original: Mapping[str, bytes], left_out: Collection[str]) -> dict[str, bytes]:
    """Returns every file of a copy, the manifest included."""
    parts = check_parts(left_out)
    files = without(original, parts)
    return {**files, MANIFEST: manifest_text(files, parts)}


def _manifest_at(target: Path) -> Manifest:
    path = target / MANIFEST
    if not target.exists():
        raise RefusedError("no copy found: the folder does not exist")
    if path.is_symlink() or not path.is_file() or path.stat().st_size > MAX_SIZE:
        raise RefusedError(f"not a copy: it has no {MANIFEST}")
    return read_manifest(path.read_bytes())


def _state(
    target: Path,
    manifest: Manifest,
    original: Mapping[str, bytes] | None,
    left_out: Collection[str],
) -> State:
    """Compares the copy at ``target`` with its manifest and, if given, with the original."""
    there = {path: "" if data is None else digest(data) for path, data in files_in(target)}
    then = {**manifest.files, MANIFEST: there[MANIFEST]}
    if original is None:
        return compared(manifest.version, then, there, None)
    now = (_digests(original, manifest.without), _digests(original, left_out))
    return compared(manifest.version, then, there, now)


def _digests(original: Mapping[str, bytes], left_out: Collection[str]) -> dict[str, str]:
    return {path: digest(data) for path, data in _copied(original, left_out).items()}
