"""Makes, checks and updates copies of this package in other projects, from its own files."""

from __future__ import annotations


class RefusedError(Exception):
    """A request was refused, and nothing was changed. The text is the reason."""


class NoOriginalError(RefusedError):
    """This package has no sources to copy, or it is itself a copy that is not in order."""
