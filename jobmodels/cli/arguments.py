"""The arguments of the command line: its commands, options and help texts. Reads no record."""

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

_FILE = "one record, an array of records, or JSON Lines, plain or gzip; '-' is standard input"


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        # The message quotes arguments, which may be file names with control characters.
        super().error(printable(message))


def make_parser() -> argparse.ArgumentParser:
    """Returns the parser of the whole command line."""
    parser = _Parser(
        prog=_program(),
        **texts(
            "Check, show, convert, redact and generate records of Mistral fine-tuning jobs, and "
            "copy this package into another project.",
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
        help="report the kind of record in each file, and the problems",
        **texts(
            "Report the kind of record in each file, the case of the keys, the edition, and either "
            "'ok' or the problems, one per line. Print at most 100 problems per file, and a "
            "summary for files of several records. Exit status: 0 no problems, 1 problems found, "
            "2 a file could not be read to its end.",
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
        help="read leniently, as for archives: also accept records of every edition, unknown enum "
        "values, missing fields, null fields and values out of range",
    )
    _add_model(check, "check against this class")
    check.add_argument(
        "--forbid-unknown-keys",
        action="store_true",
        help="report each key that the schema does not define as a problem",
    )
    check.add_argument(
        "--json",
        action="store_true",
        help="print one JSON object per record, one per line, with all problems of the record",
    )
    _add_plain(check)


def _add_show(commands: Any) -> None:
    show = commands.add_parser(
        "show",
        help="print one record in readable form",
        **texts(
            "Print one record in readable form: its kind, its dates (UTC), its hyperparameters, "
            "its events in chronological order, and its training curve. Records are read "
            "leniently, and secrets are masked. Exit status: 0 the record was printed, 1 it has "
            "problems, 2 it does not exist or the file could not be read.",
            "job.json",
            "jobs.jsonl --record 12 --plain",
        ),
    )
    show.add_argument(
        "file",
        metavar="FILE",
        help="one record, an array of records, or JSON Lines, plain or gzip; '-' is standard input",
    )
    show.add_argument(
        "--record",
        type=_position,
        default=1,
        metavar="N",
        help="number of the record in an array or in JSON Lines, counted from 1 (default: 1)",
    )
    _add_plain(show)


def _add_convert(commands: Any) -> None:
    convert = commands.add_parser(
        "convert",
        help="convert the keys of records to one case",
        **texts(
            "Convert the keys that a schema defines to snake_case or camelCase. Unknown keys, "
            "free-form data, the order of keys and values do not change, except that numbers other "
            "than integers have the precision of a float. Records of any edition are accepted and "
            "read leniently. Exit status: 0 no problems, 1 problems found (records with problems "
            "are omitted from the output; with -i, files with problems are left unchanged), 2 a "
            "file could not be read or written.",
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
            "Rewrite records with each secret masked: API keys, tokens, and every value whose key "
            "is named like a secret. Other values do not change, except that numbers other than "
            "integers have the precision of a float. A record that is valid in strict reading "
            "remains valid. Exit status: 0 no problems, 1 problems found (records with problems "
            "are omitted from the output; with -i, files with problems are left unchanged), 2 a "
            "file could not be read or written.",
            "request.json",
            "-i fixtures/*.json",
            "- < jobs.jsonl > public.jsonl",
        ),
    )
    _add_rewriting(redact)


def _add_example(commands: Any) -> None:
    example = commands.add_parser(
        "example",
        help="print an example record",
        **texts(
            "Print a valid and realistic example of a class. The same arguments print the same "
            "example. Exit status: 0 success, 1 a value of --set makes the example invalid, 2 "
            "invalid arguments.",
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
        help="seed of the example (default: 0); the seeds cycle through the statuses of a job: 0 "
        "succeeded, 1 running, 2 failed, 3 queued, 4 cancelled",
    )
    example.add_argument(
        "--set",
        type=_setting,
        action="append",
        default=[],
        metavar="PATH=VALUE",
        help="set a field to VALUE; a VALUE that is not JSON is a string; dots separate the parts "
        "of the path to a nested value, as in training_files.0",
    )


def _add_schema(commands: Any) -> None:
    schema = commands.add_parser(
        "schema",
        help="print the JSON Schema of a class",
        **texts(
            "Print the JSON Schema (draft 2020-12) of a class or a union of classes. Exit status: "
            "0 success, 2 invalid arguments.",
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
        help="replace each file atomically instead of writing to standard output",
    )
    _add_model(parser, "read as this class")


def _add_model(parser: argparse.ArgumentParser, what: str) -> None:
    option = parser.add_argument(
        "--model",
        type=model,
        metavar="NAME",
        help=f"{what} instead of the detected class: {NAMES}",
    )
    _complete_names(option)


def _add_name(parser: argparse.ArgumentParser) -> None:
    name = parser.add_argument("model", type=model, metavar="NAME", help=f"the class: {NAMES}")
    _complete_names(name)


def _complete_names(argument: Any) -> None:
    argument.completer = lambda **_: MODELS  # read by argcomplete only


def _add_case(parser: argparse.ArgumentParser, *, required: bool = False) -> None:
    parser.add_argument(
        "--case",
        choices=("snake", "camel"),
        required=required,
        default=None if required else "snake",
        help="case of the keys" + ("" if required else " (default: snake)"),
    )


def _add_plain(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--plain",
        action="store_true",
        help="print plain text even on a terminal: no colours, no boxes",
    )


def _position(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text) > 0):
        raise argparse.ArgumentTypeError(f"expected a positive integer, found {quote(text)}")
    return int(text)


def _setting(text: str) -> tuple[str, Any]:
    path, found, value = text.partition("=")
    if not found:
        raise argparse.ArgumentTypeError(f"expected PATH=VALUE, found {quote(text)}")
    try:
        parsed, problems = parse(value)
    except ValidationError:
        if value.isprintable():
            return path, value
        problems = (Problem("$", "expected JSON or printable text"),)
    for problem in problems:
        raise argparse.ArgumentTypeError(f"{quote(path)}: {problem}")
    return path, parsed


def _program() -> str:
    """Returns the command as it was called; the name of the package differs in a vendored copy."""
    called = os.path.basename(sys.argv[0])
    package = __name__.rpartition(".cli.")[0]
    return f"python -m {package}" if called == "__main__.py" else called
