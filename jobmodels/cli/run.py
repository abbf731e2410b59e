"""One run of the command: arguments in, exit status out, and nothing left on the screen but words.

What can go wrong around any command (a closed pipe, Ctrl-C, an output that cannot hold a
character, a full disk) ends here. This module knows nothing of records.
"""

from __future__ import annotations

import io
import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import TextIO, cast

from .arguments import make_parser
from .status import BROKEN_PIPE, INTERRUPTED, UNREADABLE

__all__ = ["run"]


def run(argv: Sequence[str] | None) -> int:
    """The exit status; ``status`` has the list of them."""
    # A process can be started without any output, and then Python has None in its place.
    out, errors = sys.stdout or io.StringIO(), sys.stderr or io.StringIO()
    with _escaping(out), _escaping(errors):
        try:
            status = _dispatch(argv, out, errors)
            out.flush()
        except BrokenPipeError:
            _silence(out)
            return BROKEN_PIPE
        except KeyboardInterrupt:
            return INTERRUPTED
        except OSError as error:  # of writing: whoever reads files handles theirs
            _silence(out)
            errors.write(f"could not write: {error.strerror or error}\n")
            return UNREADABLE
    return status


def _dispatch(argv: Sequence[str] | None, out: TextIO, errors: TextIO) -> int:
    parser = make_parser()
    if "_ARGCOMPLETE" in os.environ:  # a shell asks what could come next
        _complete(parser)
    try:
        options = parser.parse_args(argv)
    except SystemExit as stop:  # argparse's way to end --help and to refuse arguments
        return stop.code if isinstance(stop.code, int) else UNREADABLE
    module, function = _COMMANDS[options.command]
    command = getattr(import_module(f".{module}", __package__), function)
    return cast(int, command(options, out, errors))


def _complete(parser: ArgumentParser) -> None:
    """Answers the shell, and ends the process; does nothing where argcomplete is not installed."""
    with suppress(ImportError):
        import argcomplete

        argcomplete.autocomplete(parser)


_COMMANDS = {
    "check": ("check", "check"),
    "convert": ("rewrite", "print_converted"),
    "example": ("produce", "print_example"),
    "redact": ("rewrite", "print_redacted"),
    "schema": ("produce", "print_schema"),
    "show": ("show", "show"),
    "vendor": ("vendor", "vendor"),
}
"""The module and the function of each: none needs what the others do."""


@contextmanager
def _escaping(stream: TextIO) -> Iterator[None]:
    """While it lasts, ``stream`` escapes the characters that its encoding cannot hold."""
    if not isinstance(stream, io.TextIOWrapper):
        yield
        return
    errors = stream.errors
    stream.reconfigure(errors="backslashreplace")
    try:
        yield
    finally:
        try:
            stream.reconfigure(errors=errors)
        except OSError:  # reconfiguring flushes, and nobody may be there to read
            _silence(stream)


def _silence(stream: TextIO) -> None:
    """Lets what ``stream`` still holds go nowhere, or Python would complain on its way out."""
    with suppress(OSError), open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), stream.fileno())
