"""What can be said to ``vendor`` on the command line."""

from __future__ import annotations

from typing import Any

from ..editions import EDITIONS, TOP_LEVEL
from ..vendoring.parts import PARTS
from .help_texts import texts

__all__ = ["add_vendor"]


def add_vendor(commands: Any) -> None:
    """Adds the command ``vendor`` to those of a parser."""
    vendor = commands.add_parser(
        "vendor",
        help="copy this package into another project, and look after the copy",
        **texts(
            "Copy this package to the folder DEST of another package, with its licence and a "
            "manifest of what was copied, or write it as one file without a dependency. The copy "
            "is made as a whole or not at all. Exit status: 0 all good, 1 the copy differs "
            "(edited, or out of date), 2 refused, or could not read or write.",
            "acme/_vendor/jobmodels",
            "--check acme/_vendor/jobmodels",
            "--update acme/_vendor/jobmodels --without cli,strategies",
            "--single-file acme/jobs.py",
        ),
    )
    vendor.add_argument(
        "target",
        metavar="DEST",
        help="the folder (or NAME.py) that the copy is, or is to become; a relative one has to be "
        "below the current folder",
    )
    vendor.add_argument(
        "--single-file",
        action="store_true",
        help="one module: the classes of one edition, structure, unstructure, loads, dumps",
    )
    vendor.add_argument(
        "--edition",
        choices=[edition.date for edition in EDITIONS],
        help=f"the edition of a single file (default: {TOP_LEVEL.date})",
    )
    parts = "; ".join(f"{name}: {part.what}" for name, part in PARTS.items())
    vendor.add_argument(
        "--without",
        action="extend",
        type=lambda text: [name.strip() for name in text.split(",") if name.strip()],
        metavar="PARTS",
        help=f"leave these parts out, with commas between them, or '' for none ({parts})",
    )
    what = vendor.add_mutually_exclusive_group()
    what.add_argument(
        "--check",
        action="store_true",
        help="say which files of the copy were edited, and which are out of date",
    )
    what.add_argument(
        "--update",
        action="store_true",
        help="make the copy one of this version, unless it was edited",
    )
    vendor.add_argument(
        "--force", action="store_true", help="with --update: also if that undoes edits"
    )
