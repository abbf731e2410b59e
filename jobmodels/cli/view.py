"""Chooses the view: the rich one on a terminal if rich is installed, else the plain one."""

from __future__ import annotations

import os
from typing import TextIO

from .document import View
from .plain import PlainView

__all__ = ["choose_view"]


def choose_view(out: TextIO, *, plain: bool) -> View:
    """Returns the view for an output. Piped output is plain, for the program that reads it."""
    if plain or not out.isatty() or os.environ.get("TERM") == "dumb":
        return PlainView(out)
    try:
        from .rich_view import RichView
    except ImportError:
        return PlainView(out)
    return RichView(out)
