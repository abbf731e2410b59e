"""Implements ``from_model`` as a composite Hypothesis strategy: generates payloads and reads them.

Depends on ``payloads`` and on the core's reader.
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from ..core.conversion import reader_for
from ..core.model import Model
from ..records.editions import RECORDS
from .payloads import Options, payloads


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
    """Draws an object of ``cls``. The strategy's repr omits arguments that have the default."""
    if cls is Model:
        cls = draw(st.sampled_from([*RECORDS]))
    if open_enums is None:
        open_enums = not strict
    options = Options(strict, absent, null, unknown_keys, open_enums)
    # A payload of one union member may be read as another member, to which some keys are unknown.
    read = reader_for(cls, open_enums or not strict, "keep" if unknown_keys else "drop").read
    return read(draw(payloads(cls, options)))
