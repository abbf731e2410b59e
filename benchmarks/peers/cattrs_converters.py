"""cattrs on attrs classes: with default settings, and tuned for speed."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version
from types import UnionType
from typing import Any, ClassVar, get_args

import cattrs
import orjson

from ..cases import Kind
from . import attrs_models
from .peer import Function, Peer

__all__ = ["Cattrs", "CattrsTuned"]

Hook = Callable[[Any, Any], Any]


class Cattrs(Peer):
    name = "cattrs"
    about = (
        "`cattrs.Converter()` on attrs classes with validators, and orjson. The smallest job is "
        "written by a converter with `omit_if_default=True`."
    )
    models = attrs_models
    errors: ClassVar[tuple[type[Exception], ...]] = (cattrs.BaseValidationError,)
    detailed_validation: ClassVar[bool] = True

    def __init__(self) -> None:
        self._plain = self._converter(omit_if_default=False)
        self._omitting = self._converter(omit_if_default=True)

    def version(self) -> str:
        return version("cattrs")

    def read(self, kind: Kind) -> Function:
        return Function(self._plain.structure, self.model(kind))

    def write(self, kind: Kind) -> Function:
        return Function(self._for_writing(kind).unstructure)

    def fast_text_in(self, kind: Kind) -> Function:
        return self.read(kind).after(orjson.loads)

    def fast_text_out(self, kind: Kind) -> Function:
        return self.write(kind).before(orjson.dumps)

    def problems_in(self, error: Exception) -> int:
        if not isinstance(error, cattrs.BaseValidationError):
            return 1
        return sum(self.problems_in(each) for each in error.exceptions)

    def _for_writing(self, kind: Kind) -> cattrs.Converter:
        return self._omitting if kind is Kind.SMALLEST else self._plain

    def _converter(self, *, omit_if_default: bool) -> cattrs.Converter:
        return cattrs.Converter(
            detailed_validation=self.detailed_validation, omit_if_default=omit_if_default
        )


class CattrsTuned(Cattrs):
    name = "cattrs, tuned"
    about = (
        "The same with `detailed_validation=False`, a custom hook for optional fields (the hook of "
        "cattrs looks up the member hook for each value), and the hooks of the class called "
        "directly instead of through the converter. It stops at the first problem and does not "
        "report its path."
    )
    errors = (ValueError, TypeError, KeyError)
    detailed_validation = False

    def read(self, kind: Kind) -> Function:
        return Function(self._plain.get_structure_hook(self.model(kind)), self.model(kind))

    def write(self, kind: Kind) -> Function:
        return Function(self._for_writing(kind).get_unstructure_hook(self.model(kind)))

    def _converter(self, *, omit_if_default: bool) -> cattrs.Converter:
        converter = super()._converter(omit_if_default=omit_if_default)

        def optional_hook(union: Any) -> Hook:
            member = get_args(union)[0]
            if member in (int, float, str):
                return lambda value, _: None if value is None else member(value)
            hook = converter.get_structure_hook(member)
            return lambda value, _: None if value is None else hook(value, member)

        converter.register_structure_hook_factory(_is_optional, optional_hook)
        return converter


def _is_optional(cls: Any) -> bool:
    return isinstance(cls, UnionType) and get_args(cls)[1:] == (type(None),)
