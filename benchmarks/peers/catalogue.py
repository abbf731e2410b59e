"""Every peer that runs in this process, in the order of the tables."""

from __future__ import annotations

from .adaptix_retorts import Adaptix
from .cattrs_converters import Cattrs, CattrsTuned
from .mashumaro_codecs import Mashumaro
from .msgspec_structs import Msgspec
from .ours import Jobmodels, JobmodelsInPydantic, JobmodelsThroughCattrs
from .peer import Peer
from .pydantic_v2 import Pydantic, PydanticLikeOurs

__all__ = ["PEERS"]

PEERS: tuple[type[Peer], ...] = (
    Jobmodels,
    JobmodelsThroughCattrs,
    JobmodelsInPydantic,
    Pydantic,
    PydanticLikeOurs,
    Msgspec,
    Mashumaro,
    Adaptix,
    Cattrs,
    CattrsTuned,
)
