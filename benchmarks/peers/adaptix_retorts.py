"""adaptix, on dataclasses, with the constraints as adaptix validators."""

from __future__ import annotations

from importlib.metadata import version

import orjson
from adaptix import P, Provider, Retort, name_mapping, validator
from adaptix.load_error import AggregateLoadError, LoadError, UnionLoadError

from ..cases import Kind
from . import dataclass_models
from .dataclass_models import GithubRepositoryOut, JobOut, TrainingParameters
from .peer import Function, Peer

__all__ = ["Adaptix"]

_parameters, _repository = P[TrainingParameters], P[GithubRepositoryOut]
_share = _parameters.weight_decay | _parameters.warmup_fraction | _parameters.fim_ratio
CONSTRAINTS: list[Provider] = [
    validator(_parameters.training_steps, lambda value: value is None or value >= 1, "below 1"),
    validator(_parameters.learning_rate, lambda value: 1e-8 <= value <= 1, "outside 1e-08 to 1"),
    validator(_share, lambda value: value is None or 0 <= value <= 1, "outside 0 to 1"),
    validator(_parameters.epochs, lambda value: value is None or value > 0, "not above 0"),
    validator(_parameters.seq_len, lambda value: value is None or value >= 100, "below 100"),
    validator(_repository.weight, lambda value: value > 0, "not above 0"),
    validator(_repository.commit_id, lambda value: len(value) == 40, "not 40 characters"),
    validator(P[JobOut].repositories, lambda value: len(value) <= 20, "more than 20 items"),
]


class Adaptix(Peer):
    name = "adaptix"
    about = (
        "A `Retort` with the constraints as validators, for slotted dataclasses, and orjson; the "
        "loader and dumper of each class are fetched once. Without its error trail it reads a "
        "tenth faster. The smallest job is written with `omit_default=True`."
    )
    models = dataclass_models
    errors = (LoadError,)

    def __init__(self) -> None:
        self._plain = Retort(recipe=CONSTRAINTS)
        self._omitting = Retort(recipe=[*CONSTRAINTS, name_mapping(omit_default=True)])

    def version(self) -> str:
        return version("adaptix")

    def read(self, kind: Kind) -> Function:
        return Function(self._plain.get_loader(self.model(kind)))

    def write(self, kind: Kind) -> Function:
        retort = self._omitting if kind is Kind.SMALLEST else self._plain
        return Function(retort.get_dumper(self.model(kind)))

    def fast_text_in(self, kind: Kind) -> Function:
        return self.read(kind).after(orjson.loads)

    def fast_text_out(self, kind: Kind) -> Function:
        return self.write(kind).before(orjson.dumps)

    def problems_in(self, error: Exception) -> int:
        if isinstance(error, AggregateLoadError):
            return sum(map(self.problems_in, error.exceptions))
        # An optional field is a union, whose member None reports one more problem for any value.
        if isinstance(error, UnionLoadError):
            return max(map(self.problems_in, error.exceptions))
        return 1
