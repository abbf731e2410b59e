"""What can be said on the command line. This module knows names and options, and no record."""

from __future__ import annotations

import argparse
import os
import sys
from typing import Any, NoReturn

from .. import __version__
from ..core.describe import quote
from ..core.errors import Problem, ValidationError
from ..core.jsontext import parse
from .help_texts import texts
from .names import MODELS, NAMES, model
from .values import printable
from .vendor_arguments import add_vendor

__all__ = ["make_parser"]

_FILE = "one record, an array of records, or JSON Lines, also as gzip; '-' is standard input"


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        # It quotes arguments, and those may be names of files that a shell put there.
        super().error(printable(message))


def make_parser() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    parser = _Parser(
        prog=_program(),
        **texts(
            "Check, show, convert and make up records of Mistral fine-tuning jobs, and copy this "
            "package into another.",
            "check archive/*.json --lenient",
            "show job.json",
            "convert --case camel job.json",
            "redact jobs.jsonl.gz > public.jsonl",
            "example JobOut --set status=RUNNING > running.json",
            "schema v2026.JobIn",
            "vendor acme/_vendor/jobmodels",
        ),
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_check(commands)
    _add_show(commands)
    _add_convert(commands)
    _add_redact(commands)
    _add_example(commands)
    _add_schema(commands)
    add_vendor(commands)
    return parser


def _add_check(commands: Any) -> None:
    check = commands.add_parser(
        "check",
        help="say what each file is, and what is wrong with it",
        **texts(
            "Say for each file what it is, in which case it is spelled, and either 'ok' or its "
            "problems, one a line: of many records the first hundred, and a summary. Exit status: "
            "0 all good, 1 problems found, 2 could not read.",
            "archive/*.json",
            "jobs.jsonl.gz --lenient",
            "request.json --model v2026.JobIn --forbid-unknown-keys",
            "--json jobs.jsonl | grep '\"ok\": false'",
        ),
    )
    check.add_argument("files", nargs="+", metavar="FILE", help=_FILE)
    check.add_argument(
        "--lenient",
        action="store_true",
        help="read as archives are read: unknown enum values, missing and null fields and values "
        "out of range are no problems",
    )
    _add_model(check, "check against this class")
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
        **texts(
            "Print one record for a person: what it is, its dates (UTC), its hyperparameters, its "
            "events in order of time, and its training curve. Secrets are not printed.",
            "job.json",
            "jobs.jsonl --record 12 --plain",
        ),
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


def _add_convert(commands: Any) -> None:
    convert = commands.add_parser(
        "convert",
        help="spell the keys of records in one case",
        **texts(
            "Write records again with the keys that a schema names in snake_case or camelCase. "
            "No value changes, no unknown key, nothing in free-form data, and not the order of "
            "keys. (Numbers are as precise as a float.) Records are read as archives need it, "
            "whatever revision they are of. Exit status: 0 all good, 1 problems found (such "
            "records are left out, such files left alone), 2 could not read or write.",
            "--case camel job.json",
            "--case snake -i fixtures/*.json",
            "--case camel - < jobs.jsonl | gzip > camel.jsonl.gz",
        ),
    )
    _add_case(convert, required=True)
    _add_rewriting(convert)


def _add_redact(commands: Any) -> None:
    redact = commands.add_parser(
        "redact",
        help="mask the secrets in records",
        **texts(
            "Write records again with a mask in place of each secret: API keys, tokens, and "
            "whatever stands under a key named like one. No other value changes (numbers are as "
            "precise as a float), and what reads strictly still does. Exit status: 0 all good, 1 "
            "problems found (such records are left out, such files left alone), 2 could not read "
            "or write.",
            "request.json",
            "-i fixtures/*.json",
            "- < jobs.jsonl > public.jsonl",
        ),
    )
    _add_rewriting(redact)


def _add_example(commands: Any) -> None:
    example = commands.add_parser(
        "example",
        help="make up a record",
        **texts(
            "Print a valid and realistic object of a class, the same one each time. Exit status: 0 "
            "good, 1 if it is not with what --set says, 2 for a name that there is not.",
            "JobOut",
            "DetailedJobOut --seed 2 --case camel",
            "JobIn --set hyperparameters.training_steps=10 --set suffix=null",
        ),
    )
    _add_name(example)
    _add_case(example)
    example.add_argument(
        "--seed",
        type=int,
        default=0,
        metavar="N",
        help="which one: the seeds go through the statuses of a job (0 has succeeded, 1 is "
        "running, 2 has failed, 3 waits, 4 is cancelled)",
    )
    example.add_argument(
        "--set",
        type=_setting,
        action="append",
        default=[],
        metavar="PATH=VALUE",
        help="another value for a field, JSON or else a string; dots lead further inside, as in "
        "training_files.0",
    )


def _add_schema(commands: Any) -> None:
    schema = commands.add_parser(
        "schema",
        help="print the JSON Schema of a class",
        **texts(
            "Print the JSON Schema (draft 2020-12) of a class or a union of classes.",
            "JobOut",
            "CreateJobResponse --case camel",
            "v2026.JobIn > job-in.schema.json",
        ),
    )
    _add_name(schema)
    _add_case(schema)


def _add_rewriting(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", help=_FILE)
    parser.add_argument(
        "-i",
        "--in-place",
        action="store_true",
        help="replace each file, at once and as a whole, instead of writing to standard output",
    )
    _add_model(parser, "read as this class")


def _add_model(parser: argparse.ArgumentParser, what: str) -> None:
    option = parser.add_argument(
        "--model",
        type=model,
        metavar="NAME",
        help=f"{what} instead of the detected one: {NAMES}",
    )
    _complete_names(option)


def _add_name(parser: argparse.ArgumentParser) -> None:
    name = parser.add_argument("model", type=model, metavar="NAME", help=f"the class: {NAMES}")
    _complete_names(name)


def _complete_names(argument: Any) -> None:
    argument.completer = lambda **_: MODELS  # asked by argcomplete, and by nothing else


def _add_case(parser: argparse.ArgumentParser, *, required: bool = False) -> None:
    parser.add_argument(
        "--case",
        choices=("snake", "camel"),
        required=required,
        default=None if required else "snake",
        help="how to spell the keys" + ("" if required else "; snake if it is not said"),
    )


def _add_plain(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--plain", action="store_true", help="plain text also on a terminal: no colours, no boxes"
    )


def _position(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text) > 0):
        raise argparse.ArgumentTypeError(f"expected a number from 1 on, not {quote(text)}")
    return int(text)


def _setting(text: str) -> tuple[str, Any]:
    path, found, value = text.partition("=")
    if not found:
        raise argparse.ArgumentTypeError(f"expected PATH=VALUE, not {quote(text)}")
    try:
        parsed, problems = parse(value)
    except ValidationError:
        if value.isprintable():
            return path, value
        problems = (Problem("$", "neither JSON nor printable text"),)
    for problem in problems:
        raise argparse.ArgumentTypeError(f"{quote(path)}: {problem}")
    return path, parsed


def _program() -> str:
    """How the command was called. The package may be vendored, so its name is asked for."""
    called = os.path.basename(sys.argv[0])
    package = __name__.rpartition(".cli.")[0]
    return f"python -m {package}" if called == "__main__.py" else called
