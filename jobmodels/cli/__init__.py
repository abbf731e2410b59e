"""The command ``jobmodels``: checks, shows, converts, redacts and generates records.

``main`` handles the failures that any command can have: a closed pipe, Ctrl-C, an output that
cannot encode a character, a full disk. Only ``__main__`` depends on this package.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import TextIO, cast

__all__ = ["main"]

# The exit statuses.
OK = 0
PROBLEMS = 1
ERROR = 2
"""A file could not be read or written, or the command line is invalid (argparse's status)."""
NO_MATCH = 3
_INTERRUPTED = 128 + 2  # as in shells: 128 plus the number of the signal
_BROKEN_PIPE = 128 + 13

_MODULES = {"convert": "rewrite", "example": "produce", "redact": "rewrite", "schema": "produce"}
"""The modules of the commands, unless they have the same name. Only the one in use is imported."""


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the command with ``argv`` or the process's arguments, and returns its exit status."""
    # In a process that was started without an output, Python sets the stream to None.
    streams = sys.stdout or _Closed(), sys.stderr or io.StringIO()
    with _prepared(streams[0]) as out, _prepared(streams[1]) as errors:
        try:
            status = _dispatch(argv, out, errors)
            out.flush()
        except KeyboardInterrupt:
            return _INTERRUPTED
        except OSError as error:  # from writing: errors in reading are handled where files are read
            with suppress(OSError):  # the failed write may be one to ``errors``
                out.flush()
            _silence(out)
            if isinstance(error, BrokenPipeError):
                return _BROKEN_PIPE
            with suppress(OSError):
                errors.write(f"could not write: {error.strerror or error}\n")
            return ERROR
    return status


class _Closed(io.StringIO):
    """The standard output of a process that was started without one."""

    def write(self, text: str, /) -> int:
        raise OSError("standard output is closed")


def _dispatch(argv: Sequence[str] | None, out: TextIO, errors: TextIO) -> int:
    from .arguments import make_parser

    parser = make_parser()
    if "_ARGCOMPLETE" in os.environ:  # a shell requests completions
        with suppress(ImportError):
            import argcomplete

            argcomplete.autocomplete(parser)  # ends the process
    try:
        options = parser.parse_args(argv)
    except SystemExit as stop:  # raised by argparse after --help and for invalid arguments
        return stop.code if isinstance(stop.code, int) else ERROR
    module = _MODULES.get(options.command, options.command)
    return cast(int, import_module(f".{module}", __package__).run(options, out, errors))


def is_terminal(stream: TextIO) -> bool:
    """Returns whether a stream is a terminal that can move the cursor and show colours."""
    return stream.isatty() and os.environ.get("TERM") != "dumb"


@contextmanager
def _prepared(stream: TextIO) -> Iterator[TextIO]:
    """Yields a stream to the same file that writes all of a text or raises ``BlockingIOError``, and
    escapes the characters that it cannot encode."""
    if isinstance(getattr(stream, "buffer", None), io.RawIOBase):
        # With ``python -u``, the standard streams have no buffer, and ignore that a non-blocking
        # pipe accepts only a part.
        stream = open(  # noqa: SIM115
            stream.fileno(), "w", 1, encoding=stream.encoding, errors=stream.errors, closefd=False
        )
    if not isinstance(stream, io.TextIOWrapper):
        yield stream
        return
    errors = stream.errors
    stream.reconfigure(errors="backslashreplace")
    try:
        yield stream
    finally:
        try:
            stream.reconfigure(errors=errors)
        except OSError:  # reconfiguring flushes, which fails if the pipe is closed
            _silence(stream)


def _silence(stream: TextIO) -> None:
    """Discards the buffer of ``stream``, so that Python reports no error at exit."""
    with suppress(OSError), open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), stream.fileno())
