"""The arguments of ``vendor``."""

from __future__ import annotations

from typing import Any

from ..editions import EDITIONS, TOP_LEVEL
from ..vendoring.parts import PARTS
from .help_texts import texts

__all__ = ["add_vendor"]


def add_vendor(commands: Any) -> None:
    """Adds the command ``vendor`` to the commands of a parser."""
    vendor = commands.add_parser(
        "vendor",
        help="copy this package into another project; check or update the copy",
        **texts(
            "Copy this package into another package, as the folder DEST with the licence and a "
            "manifest of the files, or as a single file without dependencies. If copying fails, "
            "nothing is changed. Exit status: 0 success, 1 the copy is edited or, with --check, "
            "out of date, 2 the request was refused or a file could not be read or written.",
            "acme/_vendor/jobmodels",
            "--check acme/_vendor/jobmodels",
            "--update acme/_vendor/jobmodels --without cli,strategies",
            "--single-file acme/jobs.py",
        ),
    )
    vendor.add_argument(
        "target",
        metavar="DEST",
        help="the folder (or NAME.py) of the copy; a relative path must be below the current "
        "folder",
    )
    vendor.add_argument(
        "--single-file",
        action="store_true",
        help="write one module with the classes of one edition, structure, unstructure, loads, "
        "dumps, evolve, fill_defaults and redact",
    )
    vendor.add_argument(
        "--edition",
        choices=[edition.date for edition in EDITIONS],
        help=f"edition of the single file (default: {TOP_LEVEL.date})",
    )
    parts = "; ".join(f"{name}: {part.what}" for name, part in PARTS.items())
    vendor.add_argument(
        "--without",
        action="extend",
        type=lambda text: [name.strip() for name in text.split(",") if name.strip()],
        metavar="PARTS",
        help=f"omit these parts, separated by commas; '' omits none ({parts})",
    )
    what = vendor.add_mutually_exclusive_group()
    what.add_argument(
        "--check",
        action="store_true",
        help="report the files of the copy that were edited or are out of date",
    )
    what.add_argument(
        "--update",
        action="store_true",
        help="update the copy to this version, unless it was edited",
    )
    vendor.add_argument(
        "--force", action="store_true", help="with --update: discard edits in the copy"
    )
