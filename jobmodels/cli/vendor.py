"""``vendor``: makes, checks or updates a copy of this package in another project."""

from __future__ import annotations

import keyword
import os
from argparse import Namespace
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TextIO
from unicodedata import normalize

from .. import __version__
from ..pages.document import printable
from ..vendoring import RefusedError
from ..vendoring.copies import FILE, FOLDER, State, check, create, update
from . import ERROR, OK, PROBLEMS


def run(options: Namespace, out: TextIO, errors: TextIO) -> int:
    label, target = printable(options.target), Path(options.target)
    is_file = target.suffix == ".py"
    form, option = (FILE, options.edition) if is_file else (FOLDER, options.without)
    try:
        _check_request(options, target, is_file=is_file)
        if options.check:
            return _print_check(label, check(form, target), out)
        if options.update:
            state = update(form, target, option, force=options.force)
            return _print_update(label, state, out, errors, force=options.force)
        create(form, target, option)
    except (RefusedError, OSError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        errors.writelines(f"{printable(line)}\n" for line in f"{label}: {reason}".splitlines())
        return ERROR
    out.write(f"{label}: jobmodels {__version__}\n")
    return OK


def _check_request(options: Namespace, target: Path, *, is_file: bool) -> None:
    """Raises ``RefusedError`` for options that are not valid together and for invalid targets."""
    if options.single_file and not is_file:
        raise RefusedError("a single file must be named NAME.py")
    if is_file and not (options.single_file or options.check or options.update):
        raise RefusedError("use --single-file to write a single file")
    if options.edition and (not is_file or options.check):
        raise RefusedError("--edition is only valid when writing a single file")
    if options.without is not None and (is_file or options.check):
        raise RefusedError("--without is only valid when copying or updating the package")
    if options.force and not options.update:
        raise RefusedError("--force is only valid with --update")
    name = target.stem if is_file else target.name
    # Python normalizes identifiers, so it would look for another file.
    is_name = name.isidentifier() and name == normalize("NFKC", name)
    if not is_name or keyword.iskeyword(name):
        raise RefusedError(f"Python cannot import a package named {name!r}")
    resolved = Path(os.path.realpath(target))
    is_plain = target.is_absolute() or resolved == Path.cwd().resolve() / target
    if ".." in target.parts or target.is_symlink() or not is_plain:
        raise RefusedError("the target must not contain '..' or a symbolic link")
    if Path(__file__).resolve().parents[1] in resolved.parents:
        raise RefusedError("the target is inside this package")


def _print_check(label: str, state: State, out: TextIO) -> int:
    _print_changes(label, state.changes, out)
    counts = Counter(change.partition(":")[0] for change in state.changes.values())
    found = [f"{state.untouched} untouched", *(f"{n} {what}" for what, n in counts.items())]
    if not state.is_compared:
        found.append("compared only with its own digests, as no original is available")
    elif state.version != __version__:
        found.append(f"compared with {__version__}")
    elif not state.changes:
        found.append("up to date")
    out.write(f"{label}: jobmodels {printable(state.version)}: {', '.join(found)}\n")
    return PROBLEMS if state.changes else OK


def _print_update(label: str, state: State, out: TextIO, errors: TextIO, *, force: bool) -> int:
    if state.edits and not force:
        _print_changes(label, state.edits, errors)
        errors.write(f"{label}: left unchanged: --force discards these changes\n")
        return PROBLEMS
    _print_changes(label, state.edits, out)  # the edits that were discarded
    was = f"was {printable(state.version)}" if state.changes else "already"
    out.write(f"{label}: jobmodels {__version__}, {was}\n")
    return OK


def _print_changes(label: str, changes: Mapping[str, str], out: TextIO) -> None:
    """Prints one line per file. The path is empty for a single file."""
    for path, change in changes.items():
        where = f"{label}/{printable(path)}" if path else label
        out.write(f"{where}: {change}\n")
