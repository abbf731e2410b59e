"""The arguments of the command line: commands, options and help texts. Imports no command."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import datetime, timezone
from functools import partial
from textwrap import fill
from typing import Any, NoReturn

from .. import __version__
from ..core.describe import did_you_mean, quote
from ..core.errors import Problem, ValidationError
from ..core.jsontext import parse
from ..pages.document import printable
from ..records.editions import EDITIONS, RECORDS, TOP_LEVEL
from ..vendoring.parts import PARTS

CLASSES: dict[str, Any] = {
    f"{edition.prefix}{name}": value
    for edition in EDITIONS
    for name, value in edition.names.items()
    if value not in edition.enums
}
"""The classes and unions of every edition, by their names on the command line."""

_NAMES = (
    f"{', '.join(name for name in CLASSES if '.' not in name)}; "
    f"or {', '.join(f'{edition.prefix}NAME' for edition in EDITIONS if edition.prefix)} "
    "for a class of another edition"
)
_KINDS = tuple(dict.fromkeys(kind for kind in RECORDS.values() if not kind.endswith("list")))
_FILE = "one record, an array of records, or JSON Lines, plain or gzip; '-' is standard input"
_CASES = ("snake", "camel")
_TABLES = ("jobs", "checkpoints", "events", "batch-jobs")
_TABLE_FORMATS = (".csv", ".jsonl", ".parquet")
_EPILOG = """\
exit status: 0 success, 1 problems found, 2 a file could not be read or written, or
the arguments are not valid, 3 no record matches the filters of 'list'

examples:"""


class _Parser(argparse.ArgumentParser):
    """A parser whose help ends with the exit status and examples. Its subparsers have its class."""

    def __init__(self, *, description: str, examples: Sequence[str], **options: Any) -> None:
        super().__init__(
            description=fill(description, 80),
            epilog="\n".join([_EPILOG, *(f"  %(prog)s {example}" for example in examples)]),
            formatter_class=argparse.RawDescriptionHelpFormatter,
            **options,
        )

    def error(self, message: str) -> NoReturn:
        # The message quotes arguments, which may be file names with control characters.
        super().error(printable(message))


def make_parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog=_program(),
        description="Check, list, show, convert, redact and generate records of Mistral's batch "
        "jobs and fine-tuning jobs, write tables and reports, and copy this package into another "
        "project.",
        examples=[
            "check archive/*.json --lenient",
            "list jobs.jsonl --status FAILED",
            "show jobs.jsonl --line 12",
            "table jobs.jsonl.gz -o jobs.csv",
            "report jobs.jsonl.gz -o report.html",
            "convert --case camel job.json",
            "redact jobs.jsonl.gz > public.jsonl",
            "example JobOut --set status=RUNNING > running.json",
            "schema v2026.JobIn",
            "vendor acme/_vendor/jobmodels",
        ],
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    check = commands.add_parser(
        "check",
        help="report the kind of record in each file, and the problems",
        description="Report the kind of record in each file, the case of the keys, the edition, "
        "and either 'ok' or the problems; for several records also a summary.",
        examples=["jobs.jsonl.gz --lenient", "--json jobs.jsonl | grep '\"ok\": false'"],
    )
    accepted = "unknown enum values, missing and null fields, and values out of range"
    _flag(check, "--lenient", help=f"read leniently, as for archives: also accept {accepted}")
    _add_class(check, "--model", "check against this class instead of the detected class")
    _flag(check, "--forbid-unknown-keys", help="report each key that the schema does not define")
    _flag(check, "--json", help="print a line of JSON per record, with all problems of the record")

    listing = commands.add_parser(
        "list",
        help="print one line for each record, or for those that match filters",
        description="Print one line for each record and each job of a list page, with tabs in a "
        "pipe. A record must match every filter, and one value of a repeated filter.",
        examples=["jobs.jsonl.gz --status FAILED", "jobs.jsonl --id 4e | cut -f 1"],
    )
    listing.add_argument("--status", action="append", help="this status, as in the record")
    listing.add_argument("--model", action="append", help="this base model or fine-tuned model")
    kinds = f"this kind ('job': any fine-tuning job): {', '.join(_KINDS)}"
    listing.add_argument("--kind", action="append", choices=_KINDS, metavar="KIND", help=kinds)
    for name, when in (("--since", "at or after"), ("--until", "before")):
        text = f"created {when} this date or time (UTC), as 2024-11-30 or 2024-11-30T09:30"
        listing.add_argument(name, type=_time, metavar="TIME", help=text)

    show = commands.add_parser(
        "show",
        help="print one record in readable form",
        description="Print one record, read leniently, in readable form, without secrets: fields, "
        "dates (UTC), events, training curve. The exit status is also 2 if no record or several "
        "IDs match.",
        examples=["job.json", "jobs.jsonl --line 12 --plain", "jobs.jsonl.gz --id 4ef3"],
    )
    show.add_argument("file", metavar="FILE", help=_FILE)
    place = show.add_mutually_exclusive_group()
    place.add_argument("--record", type=_position, metavar="N", help="the Nth record (default: 1)")
    place.add_argument("--line", type=_position, metavar="N", help="line, as in 'jobs.jsonl:12'")
    place.add_argument("--index", type=int, metavar="N", help="index from 0, as in '$[5]'")
    for finding in (listing, place):
        finding.add_argument("--id", metavar="PREFIX", help="ID, or beginning of the ID, of a job")
    for printing in (check, listing, show):
        _flag(printing, "--plain", help="print plain text even on a terminal: no colours, no boxes")

    convert = commands.add_parser(
        "convert",
        help="convert the keys of records to one case",
        description="Convert the keys that a schema defines to snake_case or camelCase, and change "
        "nothing else. Records are read leniently; those with problems are left out.",
        examples=["--case snake -i fixtures/*.json", "--case camel - < jobs.jsonl > camel.jsonl"],
    )
    convert.add_argument("--case", choices=_CASES, required=True, help="case of the keys")
    redact = commands.add_parser(
        "redact",
        help="mask the secrets in records",
        description="Mask the fields that the schema marks as secret, and texts under other keys "
        "named like a secret (ending in token, say). Records with problems are left out.",
        examples=["request.json", "-i fixtures/*.json", "- < jobs.jsonl > public.jsonl"],
    )
    redact.set_defaults(case=None)
    for rewriting in (convert, redact):
        _flag(rewriting, "-i", "--in-place", help="replace each file, unless it has problems")
        _add_class(rewriting, "--model", "read as this class instead of the detected class")

    table = commands.add_parser(
        "table",
        help="write jobs as a table: CSV, JSON Lines or Parquet",
        description="Write the jobs in files as one table, with the same columns for each edition. "
        "Times are in UTC, secrets are masked. Records with problems are reported and left out.",
        examples=["jobs.jsonl.gz > jobs.csv", "jobs.jsonl --of checkpoints -o checkpoints.jsonl"],
    )
    table.add_argument("--of", choices=_TABLES, default="jobs", help="the rows (default: jobs)")
    text = f"the file to replace: {', '.join(_TABLE_FORMATS)} (which requires pyarrow); default: "
    text += "CSV to standard output"
    table.add_argument("-o", "--output", type=_file_name, metavar="OUT", help=text)

    report = commands.add_parser(
        "report",
        help="write an HTML page about archives: counts, costs, problems, curves",
        description="Write one HTML page about the records in files: their counts by kind, status, "
        "model and month, costs and tokens, the problems, and the curves of detailed jobs (of many "
        "jobs, a sample). The page loads nothing.",
        examples=["jobs.jsonl.gz -o report.html", "--lenient archive/*.json > report.html"],
    )
    page = partial(_file_name, suffixes=(".html",))
    text = "the file to replace: .html (default: standard output)"
    report.add_argument("-o", "--output", type=page, metavar="OUT", help=text)
    _flag(report, "--lenient", help="report only the problems that 'check --lenient' reports")

    for reading in (check, listing, convert, redact, table, report):
        reading.add_argument("files", nargs="+", metavar="FILE", help=_FILE)
    for reading in (check, listing, table):
        jobs = "read large uncompressed JSON Lines files in N processes (default: 1)"
        reading.add_argument("--jobs", type=_position, default=1, metavar="N", help=jobs)

    example = commands.add_parser(
        "example",
        help="print an example record",
        description="Print a valid, realistic example of a class, the same for the same arguments.",
        examples=["JobOut --seed 2 --case camel", "JobIn --set hyperparameters.training_steps=10"],
    )
    schema = commands.add_parser(
        "schema",
        help="print the JSON Schema of a class",
        description="Print the JSON Schema (draft 2020-12) of a class or a union of classes.",
        examples=["JobOut --case camel", "v2026.JobIn > job-in.schema.json"],
    )
    for making in (example, schema):
        _add_class(making, "model", "the class")
        making.add_argument("--case", choices=_CASES, default="snake", help="case (default: snake)")
    text = "seed of the example (default: 0); the seeds cycle through the statuses of a job: "
    text += "0 succeeded, 1 running, 2 failed, 3 queued, 4 cancelled"
    example.add_argument("--seed", type=int, default=0, metavar="N", help=text)
    example.add_argument(
        "--set",
        type=_setting,
        action="append",
        default=[],
        metavar="PATH=VALUE",
        help="set a field to VALUE, JSON or a string, at a path such as training_files.0",
    )

    vendor = commands.add_parser(
        "vendor",
        help="copy this package into another project; check or update the copy",
        description="Copy this package into another package, as the folder DEST with the licence "
        "and a manifest of the files, or as a single file. If copying fails, nothing is changed. "
        "The exit status is 1 if the copy is edited or, with --check, out of date.",
        examples=[
            "acme/_vendor/jobmodels",
            "--check acme/_vendor/jobmodels",
            "--update acme/_vendor/jobmodels --without cli,strategies",
            "--single-file acme/jobs.py",
        ],
    )
    folder = "the folder (or NAME.py) of the copy; a relative path must be below the current folder"
    vendor.add_argument("target", metavar="DEST", help=folder)
    _flag(vendor, "--single-file", help="write one module: an edition and the main functions")
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
    _flag(what, "--check", help="report the files of the copy that were edited or are out of date")
    _flag(what, "--update", help="update the copy to this version, unless it was edited")
    _flag(vendor, "--force", help="with --update: discard edits in the copy")
    return parser


def _flag(parser: Any, *names: str, help: str) -> None:
    parser.add_argument(*names, action="store_true", help=help)


def _add_class(parser: Any, name: str, what: str) -> None:
    what = f"{what}: {_NAMES}"
    argument = parser.add_argument(name, type=_class_named, metavar="NAME", help=what)
    argument.completer = lambda **_: CLASSES  # read by argcomplete only


def _class_named(name: str) -> Any:
    if name not in CLASSES:
        hint = did_you_mean(name, CLASSES)
        raise argparse.ArgumentTypeError(f"unknown class {quote(name)}{hint}")
    return CLASSES[name]


def _file_name(name: str, suffixes: tuple[str, ...] = _TABLE_FORMATS) -> str:
    if not name.lower().endswith(suffixes):
        expected = f"expected a name with {', '.join(suffixes)}"
        raise argparse.ArgumentTypeError(f"{expected}, found {quote(name)}")
    return name


def _position(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text) > 0):
        raise argparse.ArgumentTypeError(f"expected a positive integer, found {quote(text)}")
    return int(text)


def _time(text: str) -> float:
    try:
        time = datetime.fromisoformat(text.removesuffix("Z"))
    except ValueError:
        expected = f"a date, or a date and time (2024-11-30T09:30), found {quote(text)}"
        raise argparse.ArgumentTypeError(f"expected {expected}") from None
    return (time if time.tzinfo else time.replace(tzinfo=timezone.utc)).timestamp()


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
