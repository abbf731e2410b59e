"""What every schema class is at heart. It is so little that importing the classes imports little
else; this module knows nothing of the package.
"""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["DRAFT", "EXTRAS", "WATCHERS", "Record"]

EXTRAS = "additional_properties"
"""The attribute that holds unknown keys: a field of every object, and of no payload."""


DRAFT = "__draft__"
"""What a class has that is only there for objects under construction (see ``draft``)."""

WATCHERS: list[Callable[[type], None]] = []
"""What is told of every class that ``frozen`` makes: what else has to know of the classes may be
there before they are, and need not import them for that."""


class Record:
    """What makes a class a model of this package: a subclass of its very own ``Record``."""

    __slots__ = ("__weakref__",)

    @classmethod
    def __subclasses__(cls) -> list[type]:
        # Drafts are subclasses by their layout and by nothing else.
        return [sub for sub in type.__subclasses__(cls) if DRAFT not in vars(sub)]
