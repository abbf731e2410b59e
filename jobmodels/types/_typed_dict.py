"""``TypedDict``, from ``typing_extensions`` below Python 3.12 if it is installed.

There, pydantic accepts no other ``TypedDict``. Does not require any third-party package.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

__all__ = ["TypedDict"]

if TYPE_CHECKING or sys.version_info >= (3, 12):
    from typing import TypedDict
else:
    try:
        from typing_extensions import TypedDict
    except ImportError:
        from typing import TypedDict
