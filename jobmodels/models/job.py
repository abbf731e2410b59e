"""``Job``, the base class of all jobs, and UNIX seconds as datetimes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..core.define import frozen
from ..core.model import Model

if TYPE_CHECKING:
    from datetime import datetime

    from ..core.openenum import OpenStrEnum
    from ..core.unset import Omittable


@frozen
class Job(Model):
    """The base class of fine-tuning jobs and batch jobs of all editions, for ``isinstance``.

    Not a schema: ``structure`` reads a payload as one of the subclasses.
    """

    if TYPE_CHECKING:  # each subclass has these fields, with the types of its edition
        id: str
        model: Omittable[str | None]
        status: OpenStrEnum

    @property
    def created(self) -> datetime | None:
        """The time of creation, in UTC; None if absent, null or out of the range of datetimes."""
        return time_of(getattr(self, "created_at", None))

    @property
    def changed(self) -> datetime | None:
        """The time of the last change, in UTC, or None as for ``created``. For a batch job, the
        latest of its times."""
        if hasattr(self, "modified_at"):
            return time_of(self.modified_at)
        times = (getattr(self, name, None) for name in ("created_at", "started_at", "completed_at"))
        return max(filter(None, map(time_of, times)), default=None)


def time_of(seconds: Any) -> datetime | None:
    """Returns UNIX seconds as a datetime in UTC; None for any other value or an impossible date."""
    from datetime import datetime, timedelta, timezone  # takes time to import

    try:
        return datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(seconds=seconds)
    except (OverflowError, TypeError, ValueError):
        return None
