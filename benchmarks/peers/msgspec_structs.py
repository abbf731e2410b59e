"""msgspec, with frozen Structs."""

from __future__ import annotations

import msgspec

from ..cases import Kind
from . import msgspec_models
from .peer import Function, Peer

__all__ = ["Msgspec"]


class Msgspec(Peer):
    name = "msgspec"
    about = (
        "Frozen Structs with `UNSET`: `msgspec.convert`, `msgspec.to_builtins`, and a "
        "`msgspec.json.Decoder` and `Encoder` as parser and encoder. It stops at the "
        "first problem."
    )
    models = msgspec_models
    errors = (msgspec.ValidationError,)

    def version(self) -> str:
        return msgspec.__version__

    def read(self, kind: Kind) -> Function:
        return Function(msgspec.convert, self.model(kind))

    def write(self, kind: Kind) -> Function:
        return Function(msgspec.to_builtins)

    def fast_text_in(self, kind: Kind) -> Function:
        return Function(msgspec.json.Decoder(self.model(kind)).decode)

    def fast_text_out(self, kind: Kind) -> Function:
        return Function(msgspec.json.Encoder().encode)
