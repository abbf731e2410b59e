"""The models of the last official SDK with these classes. Imported by the worker only."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

import pydantic
from mistralai import models
from mistralai.utils import marshal_json, unmarshal_json

from ..cases import Kind
from ..peers.peer import Function, Peer

__all__ = ["OfficialSdk"]


class OfficialSdk(Peer):
    name = "official SDK"
    about = (
        "`mistralai` in its own environment and process, with the pydantic version installed "
        "there. Objects: `model_validate` and `model_dump(by_alias=True)` of its models, and "
        "`exclude_unset=True` for the smallest job. Standard JSON: `unmarshal_json` and "
        "`marshal_json`, which its client uses for responses and requests (they create a "
        "pydantic class for each call). Fast JSON: `model_validate_json` and `model_dump_json` of "
        "its models. It has no constraints, and treats invalid `metadata` as absent."
    )
    models = models
    errors = (pydantic.ValidationError,)

    def version(self) -> str:
        return f"{version('mistralai')} with pydantic {pydantic.VERSION}"

    def read(self, kind: Kind) -> Function:
        return Function(self.model(kind).model_validate)

    def write(self, kind: Kind) -> Function:
        dump, exclude_unset = self.model(kind).model_dump, kind is Kind.SMALLEST
        return Function(lambda obj: dump(obj, by_alias=True, exclude_unset=exclude_unset))

    def text_in(self, kind: Kind) -> Function:
        return Function(unmarshal_json, self.model(kind))

    def text_out(self, kind: Kind) -> Function | None:
        # It cannot omit defaults, and the smallest job has none.
        return None if kind is Kind.SMALLEST else Function(marshal_json, self.model(kind))

    def fast_text_in(self, kind: Kind) -> Function:
        return Function(self.model(kind).model_validate_json)

    def fast_text_out(self, kind: Kind) -> Function:
        dump, exclude_unset = self.model(kind).model_dump_json, kind is Kind.SMALLEST
        return Function(lambda obj: dump(obj, by_alias=True, exclude_unset=exclude_unset))

    def problems_in(self, error: Any) -> int:
        # A bad value of an optional field causes one error for each member of its union.
        places = {
            tuple(part for part in each["loc"] if part != "Unset" and "nullable[" not in str(part))
            for each in error.errors()
        }
        return len(places)
