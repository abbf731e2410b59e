"""The editions of the published schemas: the classes of each, and the kinds of its records.

Imports the classes of every edition. Code that needs only those of 2024-11-07 does not import it.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any, NamedTuple

from .. import _HOME
from ..core.model import Model
from ..core.openenum import OpenStrEnum

_MODULES = ("v2024_06", "models.edition", "v2026")
"""The modules of the editions, oldest first. Each states its ``DATE``, its types in ``__all__``
(those of the top-level edition are what the package exports from ``_SCHEMAS``), and the class of
each kind of record in ``RECORDS``. A kind that ends in ``list`` is a page."""
_SCHEMAS = ("models.batch", "models.enums", "models.request", "models.response")


class Edition(NamedTuple):
    """One published revision of the schemas, as a set of classes."""

    date: str
    """The date of publication."""
    prefix: str
    """The prefix of its names in lists of several editions, such as ``"v2026."``."""
    homes: Mapping[str, str]
    """The module of each of its names, by its name inside this package."""
    names: Mapping[str, Any]
    """Its models, enums and unions, by their public names."""
    records: Mapping[str, type[Model]]
    """The classes of the records that the API accepts or sends, by their kinds."""

    @property
    def models(self) -> tuple[type[Model], ...]:
        return tuple(value for value in self.names.values() if _is(value, Model))

    @property
    def enums(self) -> tuple[type[OpenStrEnum], ...]:
        return tuple(value for value in self.names.values() if _is(value, OpenStrEnum))

    @property
    def unions(self) -> tuple[Any, ...]:
        return tuple(value for value in self.names.values() if not isinstance(value, type))


def _is(value: Any, base: type) -> bool:
    return isinstance(value, type) and issubclass(value, base)


def _edition(name: str) -> Edition:
    module = import_module(f"..{name}", __package__)
    if name == "models.edition":
        homes = {public: home for public, home in _HOME.items() if home in _SCHEMAS}
    else:
        homes = dict.fromkeys(module.__all__, name)
    return Edition(
        date=module.DATE,
        prefix="" if name == "models.edition" else f"{name}.",
        homes=homes,
        names={
            public: getattr(import_module(f"..{home}", __package__), public)
            for public, home in homes.items()
        },
        records=module.RECORDS,
    )


EDITIONS = tuple(map(_edition, _MODULES))
"""All editions, oldest first."""

TOP_LEVEL = next(edition for edition in EDITIONS if not edition.prefix)
"""The edition whose classes the package exports by name."""

LATER = EDITIONS[EDITIONS.index(TOP_LEVEL) + 1 :]

MODELS = tuple(dict.fromkeys(cls for edition in EDITIONS for cls in edition.models))

ENUMS = tuple(dict.fromkeys(cls for edition in EDITIONS for cls in edition.enums))

UNIONS = tuple(dict.fromkeys(union for edition in EDITIONS for union in edition.unions))

RECORDS = {cls: kind for edition in EDITIONS for kind, cls in edition.records.items()}
"""The record classes of all editions, with the kind of each."""


def edition_of(cls: type[Model]) -> Edition:
    """Returns the edition of a class; the earliest if several editions share it."""
    return next(edition for edition in EDITIONS if cls in edition.models)


def kind_of(cls: type[Model]) -> str:
    """Returns the kind of a record class. It is ``"job"`` for every kind that ends in `` job`` (as
    ``"detailed completion job"``) and does not begin with ``batch``."""
    kind = RECORDS[cls]
    is_kind_of_job = kind.endswith(" job") and not kind.startswith("batch")
    return "job" if is_kind_of_job else kind


def alternatives(cls: type[Model]) -> list[type[Model]]:
    """Returns the other classes of the kind, oldest first; a detailed job is a separate kind."""

    def group(record: type[Model]) -> tuple[str, bool]:
        return kind_of(record), RECORDS[record].startswith("detailed")

    own = group(cls)
    return [other for other in RECORDS if other is not cls and group(other) == own]
