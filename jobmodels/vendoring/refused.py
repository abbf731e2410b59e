"""What is raised for what is not done. This module knows nothing."""

from __future__ import annotations

__all__ = ["RefusedError"]


class RefusedError(Exception):
    """What was asked for is not done, and nothing has changed. The text says why."""
