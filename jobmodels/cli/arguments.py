"""What can be said on the command line. This module knows names and options, and does nothing."""

from __future__ import annotations

import argparse
import os
import sys
from typing import Any, NoReturn

from .. import __version__
from ..core.describe import quote
from ..core.hints import did_you_mean
from ..editions import EDITIONS
from .values import printable

__all__ = ["make_parser"]

_MODELS: dict[str, Any] = {
    f"{edition.prefix}{name}": value
    for edition in EDITIONS
    for name, value in edition.names.items()
    if value not in edition.enums
}
_PLAIN_NAMES = [name for name in _MODELS if "." not in name]
_PREFIXES = [f"{edition.prefix}NAME" for edition in EDITIONS if edition.prefix]


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        # It quotes arguments, and those may be names of files that a shell put there.
        super().error(printable(message))


def make_parser() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    parser = _Parser(
        prog=_program(),
        description="Check and show records of Mistral fine-tuning jobs.",
        epilog="example: %(prog)s check archive/*.json --lenient",
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_check(commands)
    _add_show(commands)
    return parser


def _add_check(commands: Any) -> None:
    check = commands.add_parser(
        "check",
        help="say what each file is, and what is wrong with it",
        description="Say for each file what it is, in which case it is spelled, and either 'ok' "
        "or its problems, one a line: of many records the first hundred, and a summary. Exit "
        "status: 0 all good, 1 problems found, 2 could not read.",
        epilog="example: %(prog)s jobs.jsonl.gz --lenient",
    )
    check.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="one record, an array of records, or JSON Lines, also as gzip; '-' is standard input",
    )
    check.add_argument(
        "--lenient",
        action="store_true",
        help="read as archives are read: unknown enum values, missing and null fields and values "
        "out of range are no problems",
    )
    check.add_argument(
        "--model",
        type=_model,
        metavar="NAME",
        help="check against this class instead of the detected one: "
        f"{', '.join(_PLAIN_NAMES)}; or {', '.join(_PREFIXES)} for one of another edition",
    )
    check.add_argument(
        "--forbid-unknown-keys",
        action="store_true",
        help="make a problem of each key that the schema does not name",
    )
    check.add_argument(
        "--json",
        action="store_true",
        help="print one JSON object per record, one a line, with every problem of it",
    )
    _add_plain(check)


def _add_show(commands: Any) -> None:
    show = commands.add_parser(
        "show",
        help="print one record for a person",
        description="Print one record for a person: what it is, its dates (UTC), its "
        "hyperparameters, its events in order of time, and its training curve. Secrets are not "
        "printed.",
        epilog="example: %(prog)s job.json",
    )
    show.add_argument(
        "file", metavar="FILE", help="the record's file, also as gzip; '-' is standard input"
    )
    show.add_argument(
        "--record",
        type=_position,
        default=1,
        metavar="N",
        help="which record of an array or of JSON Lines, counted from 1 (the default)",
    )
    _add_plain(show)


def _add_plain(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--plain", action="store_true", help="plain text also on a terminal: no colours, no boxes"
    )


def _model(name: str) -> Any:
    if name not in _MODELS:
        hint = did_you_mean(name, _MODELS)
        raise argparse.ArgumentTypeError(f"there is no model {quote(name)}{hint}")
    return _MODELS[name]


def _position(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text) > 0):
        raise argparse.ArgumentTypeError(f"expected a number from 1 on, not {quote(text)}")
    return int(text)


def _program() -> str:
    """How the command was called. The package may be vendored, so its name is asked for."""
    called = os.path.basename(sys.argv[0])
    package = __name__.rpartition(".cli.")[0]
    return f"python -m {package}" if called == "__main__.py" else called
