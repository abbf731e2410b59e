"""Metadata for ``Annotated``: how a field is shown. Reading and writing do not depend on it."""

from __future__ import annotations

from ..core.constraints import Metadata


class Display(Metadata):
    """How a field is shown. ``label`` replaces its name; a subclass states what the value is."""

    def __init__(self, label: str = "") -> None:
        self.label = label


class UnixTime(Display):
    """A time in UNIX seconds. The time since that in the field ``since``, if any, is shown too."""

    def __init__(self, label: str = "", *, since: str = "") -> None:
        super().__init__(label)
        self.since = since


class Seconds(Display):
    """A duration in seconds."""


class Tokens(Display):
    """A number of tokens."""


class Measure(Display):
    """A measured number, such as a loss: shown with a fixed number of decimals."""


class Money(Display):
    """An amount of money. ``currency`` is the field with its currency."""

    def __init__(self, currency: str, label: str = "") -> None:
        super().__init__(label)
        self.currency = currency


class CommitId(Display):
    """The ID of a commit: its first digits are shown."""


class Outline(Display):
    """Free-form data, which may be long or have secrets: its keys are shown, and no strings."""


class Hidden(Display):
    """Not shown, because it is part of what another field or the title shows."""
