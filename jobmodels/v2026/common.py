"""Field groups that requests and responses share. Private: these are not schemas themselves."""

from __future__ import annotations

from typing import Annotated

from ..core.constraints import Default, Ge, Le
from ..core.define import frozen
from ..core.unset import UNSET, Omittable
from ..models.common import BaseHyperparameters
from ..models.display import Display


@frozen
class BaseClassifierParameters(BaseHyperparameters):
    """The hyperparameters of a classifier's training run."""

    seq_len: Omittable[Annotated[int, Ge(100), Display("sequence length")] | None] = UNSET
    """The maximum length of a training sequence, in tokens; at least 100."""


@frozen
class BaseCompletionParameters(BaseClassifierParameters):
    """The hyperparameters of a completion run: those of a classifier, and ``fim_ratio``."""

    fim_ratio: Omittable[
        Annotated[float, Ge(0), Le(1), Default(0.9), Display("FIM ratio")] | None
    ] = UNSET
    """The share of samples trained as fill-in-the-middle, for code models: 0 to 1. The API
    assumes 0.9."""
