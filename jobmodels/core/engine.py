"""The compiled functions, where the copy has them; otherwise None."""

from __future__ import annotations

from typing import Any

try:
    from . import compiled
except ImportError:  # a copy without the folder
    engine: Any = None
else:
    engine = compiled
