"""Runs the command: parses the arguments, calls the command and returns the exit status.

Handles the failures that any command can have: a closed pipe, Ctrl-C, an output that cannot encode
a character, a full disk. Does not depend on records.
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
    """Runs the command and returns the exit status, one of those in ``status``."""
    # In a process that was started without an output, Python sets the stream to None.
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
        except OSError as error:  # from writing: errors in reading are handled where files are read
            _silence(out)
            errors.write(f"could not write: {error.strerror or error}\n")
            return UNREADABLE
    return status


def _dispatch(argv: Sequence[str] | None, out: TextIO, errors: TextIO) -> int:
    parser = make_parser()
    if "_ARGCOMPLETE" in os.environ:  # a shell requests completions
        _complete(parser)
    try:
        options = parser.parse_args(argv)
    except SystemExit as stop:  # raised by argparse after --help and for invalid arguments
        return stop.code if isinstance(stop.code, int) else UNREADABLE
    module, function = _COMMANDS[options.command]
    command = getattr(import_module(f".{module}", __package__), function)
    return cast(int, command(options, out, errors))


def _complete(parser: ArgumentParser) -> None:
    """Prints completions and ends the process; does nothing if argcomplete is not installed."""
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
"""The module and the function of each command; only the module in use is imported."""


@contextmanager
def _escaping(stream: TextIO) -> Iterator[None]:
    """Escapes the characters that ``stream`` cannot encode, while the context lasts."""
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
        except OSError:  # reconfiguring flushes, which fails if the pipe is closed
            _silence(stream)


def _silence(stream: TextIO) -> None:
    """Discards the buffer of ``stream``, so that Python reports no error at exit."""
    with suppress(OSError), open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), stream.fileno())
