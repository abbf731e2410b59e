"""pydantic with default settings, and with settings similar to the guarantees of jobmodels."""

from __future__ import annotations

from typing import ClassVar

import pydantic

from ..cases import Kind
from .peer import Function, Peer
from .pydantic_models import build

__all__ = ["Pydantic", "PydanticLikeOurs"]


class Pydantic(Peer):
    name = "pydantic"
    about = (
        "`model_validate` and `model_dump()`, which keeps enum members; its own parser "
        "and encoder are `model_validate_json` and `model_dump_json`. The smallest job is dumped "
        "with `exclude_unset=True`. The text of an error is created on request only."
    )
    errors = (pydantic.ValidationError,)
    config: ClassVar[pydantic.ConfigDict] = pydantic.ConfigDict()

    def __init__(self) -> None:
        self.models = build(self.config)

    def version(self) -> str:
        return pydantic.VERSION

    def read(self, kind: Kind) -> Function:
        return Function(self.model(kind).model_validate)

    def write(self, kind: Kind) -> Function:
        dump = self.model(kind).model_dump
        if kind is Kind.SMALLEST:
            return Function(lambda obj: dump(obj, exclude_unset=True))
        return Function(dump)

    def fast_text_in(self, kind: Kind) -> Function:
        return Function(self.model(kind).model_validate_json)

    def fast_text_out(self, kind: Kind) -> Function:
        dump = self.model(kind).model_dump_json
        if kind is Kind.SMALLEST:
            return Function(lambda obj: dump(obj, exclude_unset=True))
        return Function(dump)

    def problems_in(self, error: Exception) -> int:
        assert isinstance(error, pydantic.ValidationError)
        return error.error_count()


class PydanticLikeOurs(Pydantic):
    name = "pydantic, strict"
    about = (
        'The same models with `strict=True, extra="allow", frozen=True`: the settings closest '
        "to jobmodels."
    )
    config = pydantic.ConfigDict(strict=True, extra="allow", frozen=True)
