"""The compiled functions, where the copy has them; otherwise None."""

from __future__ import annotations

from typing import Any

try:
    from . import compiled  # type: ignore[attr-defined, unused-ignore]
except ImportError:  # a copy without the folder
    engine: Any = None
else:
    # Python imports the folder without its files too: as an empty package, if a deleted part has
    # left its ``__pycache__``.
    engine = compiled if hasattr(compiled, "compiled_reader") else None
