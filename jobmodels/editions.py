"""The editions of the published schemas, side by side: which class belongs to which, and what a
person calls the records among them.

Importing this imports the classes of every edition. What needs only those of 2024-11-07, the
top-level ones, does without.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType
from typing import Any, NamedTuple

from . import v2024_06, v2026
from .core.model import Model
from .core.openenum import OpenStrEnum
from .models import enums, request, response

__all__ = [
    "EDITIONS",
    "ENUMS",
    "MODELS",
    "RECORDS",
    "TOP_LEVEL",
    "UNIONS",
    "Edition",
    "edition_of",
    "kinship",
]

_REQUEST, _JOB, _DETAILED = "job request", "job", "detailed job"
_LIST, _DRY_RUN = "list", "dry-run metadata"


class Edition(NamedTuple):
    """One published revision of the schemas, as a set of classes."""

    date: str
    """When it was published."""
    prefix: str
    """What its names begin with where those of several editions meet: ``"v2026."``, say."""
    modules: tuple[str, ...]
    """The modules that state it, by their names inside this package."""
    names: Mapping[str, Any]
    """Its models, enums and unions, by their public names."""
    records: Mapping[type[Model], str]
    """The records that the API took and sent, and what a person calls them."""

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
        """Its unions of models that have a name."""
        return tuple(value for value in self.names.values() if not isinstance(value, type))


def _is(value: Any, base: type) -> bool:
    return isinstance(value, type) and issubclass(value, base)


def _edition(
    date: str, prefix: str, modules: tuple[ModuleType, ...], records: Mapping[type[Model], str]
) -> Edition:
    paths = tuple(module.__name__.removeprefix(f"{__package__}.") for module in modules)
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
"""All of them, the first one first."""

TOP_LEVEL = next(edition for edition in EDITIONS if not edition.prefix)
"""The one whose classes are the package's own."""

MODELS = tuple(dict.fromkeys(cls for edition in EDITIONS for cls in edition.models))
"""Every model class of every edition."""

ENUMS = tuple(dict.fromkeys(cls for edition in EDITIONS for cls in edition.enums))
"""Every enum of every edition."""

UNIONS = tuple(union for edition in EDITIONS for union in edition.unions)
"""Every union that has a name, of every edition."""


RECORDS = {cls: kind for edition in EDITIONS for cls, kind in edition.records.items()}
"""Every record of every edition, and what a person calls it."""


def edition_of(cls: type[Model]) -> Edition:
    """The edition of a class; the earlier one of a class that two of them share."""
    return next(edition for edition in EDITIONS if cls in edition.models)


def kinship(cls: type[Model]) -> str:
    """What all jobs have in common, detailed or not, of whatever kind; and all requests, ..."""
    kind = RECORDS[cls]
    return _JOB if kind.split()[-1] == _JOB else kind
