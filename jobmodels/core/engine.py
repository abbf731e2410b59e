"""The compiled functions, where the copy has them; otherwise None."""

from __future__ import annotations

from typing import Any

try:
    from . import compiled  # type: ignore[attr-defined, unused-ignore]
except ImportError:
    from importlib.util import find_spec

    if find_spec(f"{__package__}.compiled"):
        raise  # an error in the folder, not a copy without it
    engine: Any = None
else:
    # Python imports a folder in which a deleted part left only ``__pycache__`` as an empty package.
    engine = compiled if hasattr(compiled, "compiled_reader") else None
