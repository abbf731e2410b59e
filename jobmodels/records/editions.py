"""The editions of the published schemas: the classes of each, and the names of its records.

Importing this module imports the classes of every edition. Code that needs only the top-level
classes, those of 2024-11-07, does not import it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType
from typing import Any, NamedTuple

from .. import v2024_06, v2026
from ..core.model import Model
from ..core.openenum import OpenStrEnum
from ..models import enums, request, response

_REQUEST, _JOB, _DETAILED = "job request", "job", "detailed job"
_LIST, _DRY_RUN = "list", "dry-run metadata"


class Edition(NamedTuple):
    """One published revision of the schemas, as a set of classes."""

    date: str
    """The date of publication."""
    prefix: str
    """The prefix of its names in lists of several editions, such as ``"v2026."``."""
    modules: tuple[str, ...]
    """The names, inside this package, of the modules that define it."""
    names: Mapping[str, Any]
    """Its models, enums and unions, by their public names."""
    records: Mapping[type[Model], str]
    """The classes of the records that the API accepts or sends, with a readable name for each."""

    @property
    def models(self) -> tuple[type[Model], ...]:
        """Its model classes."""
        return tuple(value for value in self.names.values() if _is(value, Model))

    @property
    def enums(self) -> tuple[type[OpenStrEnum], ...]:
        """Its enums."""
        return tuple(value for value in self.names.values() if _is(value, OpenStrEnum))

    @property
    def unions(self) -> tuple[Any, ...]:
        """Its named unions of models."""
        return tuple(value for value in self.names.values() if not isinstance(value, type))


def _is(value: Any, base: type) -> bool:
    return isinstance(value, type) and issubclass(value, base)


def _edition(
    date: str, prefix: str, modules: tuple[ModuleType, ...], records: Mapping[type[Model], str]
) -> Edition:
    package = __package__.rpartition(".")[0]
    paths = tuple(module.__name__.removeprefix(f"{package}.") for module in modules)
    names = {name: getattr(module, name) for module in modules for name in module.__all__}
    return Edition(date, prefix, paths, names, records)


EDITIONS = (
    _edition(
        "2024-06-05",
        "v2024_06.",
        (v2024_06,),
        {
            v2024_06.JobIn: _REQUEST,
            v2024_06.JobOut: _JOB,
            v2024_06.DetailedJobOut: _DETAILED,
            v2024_06.JobsOut: _LIST,
            v2024_06.JobMetadata: _DRY_RUN,
        },
    ),
    _edition(
        "2024-11-07",
        "",
        (enums, request, response),
        {
            request.JobIn: _REQUEST,
            response.JobOut: _JOB,
            response.DetailedJobOut: _DETAILED,
            response.JobsOut: _LIST,
            response.LegacyJobMetadataOut: _DRY_RUN,
        },
    ),
    _edition(
        "2026-03-17",
        "v2026.",
        (v2026,),
        {
            v2026.JobIn: _REQUEST,
            v2026.CompletionJobOut: "completion job",
            v2026.ClassifierJobOut: "classifier job",
            v2026.CompletionDetailedJobOut: "detailed completion job",
            v2026.ClassifierDetailedJobOut: "detailed classifier job",
            v2026.JobsOut: _LIST,
            v2026.LegacyJobMetadataOut: _DRY_RUN,
        },
    ),
)
"""All editions, oldest first."""

TOP_LEVEL = next(edition for edition in EDITIONS if not edition.prefix)
"""The edition whose classes the package exports by name."""

MODELS = tuple(dict.fromkeys(cls for edition in EDITIONS for cls in edition.models))
"""Every model class of every edition."""

ENUMS = tuple(dict.fromkeys(cls for edition in EDITIONS for cls in edition.enums))
"""Every enum of every edition."""

UNIONS = tuple(union for edition in EDITIONS for union in edition.unions)
"""Every named union of every edition."""


RECORDS = {cls: kind for edition in EDITIONS for cls, kind in edition.records.items()}
"""The record classes of all editions, with a readable name for each."""


def edition_of(cls: type[Model]) -> Edition:
    """Returns the edition of a class; the earliest if several editions share it."""
    return next(edition for edition in EDITIONS if cls in edition.models)


def kinship(cls: type[Model]) -> str:
    """Returns the kind of a record class: ``"job"`` for every job class, detailed or not; otherwise
    its readable name."""
    kind = RECORDS[cls]
    return _JOB if kind.split()[-1] == _JOB else kind
