"""Which view prints: the rich one on a terminal where there is one, the plain one otherwise."""

from __future__ import annotations

import os
from typing import TextIO

from .document import View
from .plain import PlainView

__all__ = ["choose_view"]


def choose_view(out: TextIO, *, plain: bool) -> View:
    """The view for this output. What is piped is plain, so that the next program can read it."""
    if plain or not out.isatty() or os.environ.get("TERM") == "dumb":
        return PlainView(out)
    try:
        from .rich_view import RichView
    except ImportError:
        return PlainView(out)
    return RichView(out)
