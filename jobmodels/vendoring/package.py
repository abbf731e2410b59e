"""The package as a folder inside another package: to copy it there, to check it, to update it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from .. import __version__
from .folder import LARGEST, files_in, write_folder
from .manifest import (
    MANIFEST,
    Manifest,
    digest,
    manifest_of,
    manifest_text,
    read_manifest,
)
from .own import own_files
from .parts import check_parts, without
from .refused import RefusedError
from .state import State, compared

__all__ = ["check_package", "copy_package", "update_package"]


def copy_package(target: Path, left_out: Collection[str]) -> None:
    """Copies the package, without some of its parts, to where nothing is yet.

    Raises ``RefusedError`` where something is, ``OSError`` where it cannot be written.
    """
    files = _copied(own_files(), left_out)
    if (target / MANIFEST).exists():
        raise RefusedError("there is a copy already: check it, or update it")
    if target.exists() and any(target.iterdir()):
        raise RefusedError("there is something else in that folder")
    write_folder(target, files, replace=False)


def check_package(target: Path) -> State:
    """What has become of the copy at ``target``.

    Raises ``RefusedError`` where there is none, ``OSError`` where it cannot be read.
    """
    manifest = _manifest_at(target)
    try:
        original: Mapping[str, bytes] | None = own_files()
    except RefusedError:
        original = None
    return _state(target, manifest, original, manifest.without)


def update_package(target: Path, left_out: Collection[str] | None, *, force: bool) -> State:
    """Makes the copy at ``target`` one of this version, with the parts that it has, or without
    those in ``left_out``. The result is what it was before.

    Nothing is done where somebody has changed the copy, unless ``force`` says so: see the edits in
    the result. Raises ``RefusedError`` where there is no copy, ``OSError`` where it cannot be read
    or written.
    """
    original = own_files()
    manifest = _manifest_at(target)
    parts = manifest.without if left_out is None else left_out
    state = _state(target, manifest, original, parts)
    if state.changes and (force or not state.edits):
        write_folder(target, _copied(original, parts), replace=True)
    return state


def _copied(original: Mapping[str, bytes], left_out: Collection[str]) -> dict[str, bytes]:
    """Every file of a copy, its manifest included."""
    parts = check_parts(left_out)
    files = without(original, parts)
    return {**files, MANIFEST: manifest_text(manifest_of(files, parts))}


def _manifest_at(target: Path) -> Manifest:
    path = target / MANIFEST
    if not target.exists():
        raise RefusedError("there is no copy there")
    if path.is_symlink() or not path.is_file() or path.stat().st_size > LARGEST:
        raise RefusedError(f"that is no copy: it has no {MANIFEST}")
    return read_manifest(path.read_bytes())


def _state(
    target: Path,
    manifest: Manifest,
    original: Mapping[str, bytes] | None,
    left_out: Collection[str],
) -> State:
    """The copy at ``target`` against the original, if there is one, without ``left_out``."""
    there = {path: "" if data is None else digest(data) for path, data in files_in(target)}
    then = {**manifest.files, MANIFEST: there[MANIFEST]}
    if original is None:
        return compared(manifest.version, then, there, None)
    if manifest.version == __version__:
        # The original says it better than a manifest that may be edited as well.
        then = _digests(original, manifest.without)
    return compared(manifest.version, then, there, _digests(original, left_out))


def _digests(original: Mapping[str, bytes], left_out: Collection[str]) -> dict[str, str]:
    return {path: digest(data) for path, data in _copied(original, left_out).items()}
