"""The exception for a request that is refused."""

from __future__ import annotations


class RefusedError(Exception):
    """A request was refused, and nothing was changed. The text is the reason."""
