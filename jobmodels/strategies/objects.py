"""``from_model`` as a strategy of Hypothesis's own kind: payloads, read.

What a payload may be is said elsewhere, and what becomes of it is the reader's to say.
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from ..core.conversion import reading
from ..core.model import Model
from ..editions import RECORDS
from .payloads import Options, payloads

__all__ = ["from_model"]


@st.composite
def from_model(
    draw: st.DrawFn,
    cls: Any,
    *,
    strict: bool = True,
    absent: bool = True,
    null: bool = True,
    unknown_keys: bool = False,
    open_enums: bool | None = None,
) -> Any:
    """An object of ``cls``; the defaults are there for the repr, which leaves them out."""
    if cls is Model:
        cls = draw(st.sampled_from([*RECORDS]))
    if open_enums is None:
        open_enums = not strict
    options = Options(strict, absent, null, unknown_keys, open_enums)
    # What is made for one member of a union may be taken for another, to which a key is unknown.
    read = reading(cls, open_enums or not strict, "keep" if unknown_keys else "drop")
    return read(draw(payloads(cls, options)))
