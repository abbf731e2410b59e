"""mashumaro, as codecs for dataclasses."""

from __future__ import annotations

from importlib.metadata import version

from mashumaro.codecs.basic import BasicDecoder, BasicEncoder
from mashumaro.codecs.json import JSONDecoder, JSONEncoder
from mashumaro.codecs.orjson import ORJSONDecoder, ORJSONEncoder
from mashumaro.dialect import Dialect
from mashumaro.exceptions import InvalidFieldValue, MissingField

from ..cases import Kind
from . import dataclass_models
from .peer import Function, Peer

__all__ = ["Mashumaro"]


class Omitting(Dialect):
    omit_default = True


class Mashumaro(Peer):
    name = "mashumaro"
    about = (
        "`BasicDecoder` and `BasicEncoder` for slotted dataclasses, and its codecs for the "
        "standard library's `json` and for orjson. It has no constraints, and stops at the first "
        "problem. The smallest job is written with `omit_default`."
    )
    models = dataclass_models
    errors = (InvalidFieldValue, MissingField)

    def version(self) -> str:
        return version("mashumaro")

    def read(self, kind: Kind) -> Function:
        return Function(BasicDecoder(self.model(kind)).decode)

    def write(self, kind: Kind) -> Function:
        return Function(BasicEncoder(self.model(kind), default_dialect=_dialect(kind)).encode)

    def text_in(self, kind: Kind) -> Function:
        return Function(JSONDecoder(self.model(kind)).decode)

    def text_out(self, kind: Kind) -> Function:
        return Function(JSONEncoder(self.model(kind), default_dialect=_dialect(kind)).encode)

    def fast_text_in(self, kind: Kind) -> Function:
        return Function(ORJSONDecoder(self.model(kind)).decode)

    def fast_text_out(self, kind: Kind) -> Function:
        return Function(ORJSONEncoder(self.model(kind), default_dialect=_dialect(kind)).encode)


def _dialect(kind: Kind) -> type[Dialect] | None:
    return Omitting if kind is Kind.SMALLEST else None
