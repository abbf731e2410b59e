"""jobmodels itself: its functions, the same through a cattrs converter, and fields in pydantic."""

from __future__ import annotations

import cattrs
import cattrs.preconf.orjson
import orjson
import pydantic

import jobmodels as jm

from ..cases import Kind
from .peer import Function, Peer

__all__ = ["Jobmodels", "JobmodelsInPydantic", "JobmodelsThroughCattrs"]


class Jobmodels(Peer):
    name = "jobmodels"
    about = (
        "`structure` and `unstructure`; `loads` and `dumps` for text with the standard library, "
        "which also reject repeated keys, NaN and lone surrogates; with orjson, which the caller "
        "chooses, these checks are not made. Free-form data is copied into read-only mappings, "
        "and back into dicts. An error contains the text of every problem."
    )
    models = jm
    errors = (jm.ValidationError,)

    def version(self) -> str:
        return jm.__version__

    def read(self, kind: Kind) -> Function:
        return Function(jm.structure, self.model(kind))

    def write(self, kind: Kind) -> Function:
        return Function(jm.unstructure)

    def text_in(self, kind: Kind) -> Function:
        return Function(jm.loads, self.model(kind))

    def text_out(self, kind: Kind) -> Function:
        return Function(jm.dumps)

    def fast_text_in(self, kind: Kind) -> Function:
        return self.read(kind).after(orjson.loads)

    def fast_text_out(self, kind: Kind) -> Function:
        return self.write(kind).before(orjson.dumps)

    def read_camel(self, kind: Kind) -> Function:
        return self.read(kind)

    def read_lenient(self, kind: Kind) -> Function:
        model, structure = self.model(kind), jm.structure
        return Function(lambda payload: structure(payload, model, lenient=True))

    def write_camel(self, kind: Kind) -> Function:
        unstructure = jm.unstructure
        return Function(lambda obj: unstructure(obj, case="camel"))

    def problems_in(self, error: Exception) -> int:
        return len(jm.problems_of(error))


class JobmodelsThroughCattrs(Peer):
    name = "jobmodels through cattrs"
    about = (
        "`jobmodels.make_converter()`, and for orjson `cattrs.preconf.orjson.make_converter()` "
        "with `jobmodels.register_hooks`."
    )
    models = jm
    errors = (jm.ValidationError, cattrs.BaseValidationError)

    def __init__(self) -> None:
        self._snake = jm.make_converter()
        self._camel = jm.make_converter(case="camel")
        self._lenient = jm.make_converter(lenient=True)
        self._orjson = cattrs.preconf.orjson.make_converter()
        jm.register_hooks(self._orjson)

    def version(self) -> str:
        return jm.__version__

    def read(self, kind: Kind) -> Function:
        return Function(self._snake.structure, self.model(kind))

    def write(self, kind: Kind) -> Function:
        return Function(self._snake.unstructure)

    def text_in(self, kind: Kind) -> Function:
        return Function(self._snake.loads, self.model(kind))

    def text_out(self, kind: Kind) -> Function:
        return Function(self._snake.dumps)

    def fast_text_in(self, kind: Kind) -> Function:
        return Function(self._orjson.loads, self.model(kind))

    def fast_text_out(self, kind: Kind) -> Function:
        return Function(self._orjson.dumps)

    def read_camel(self, kind: Kind) -> Function:
        return Function(self._camel.structure, self.model(kind))

    def read_lenient(self, kind: Kind) -> Function:
        return Function(self._lenient.structure, self.model(kind))

    def write_camel(self, kind: Kind) -> Function:
        return Function(self._camel.unstructure)

    def problems_in(self, error: Exception) -> int:
        return len(jm.problems_of(error))


class JobmodelsInPydantic(Peer):
    name = "jobmodels in pydantic"
    about = "The classes as types of pydantic's `TypeAdapter`, which is also the cost of a field."
    models = jm
    errors = (pydantic.ValidationError,)

    def version(self) -> str:
        return jm.__version__

    def adapter(self, kind: Kind) -> pydantic.TypeAdapter[object]:
        return pydantic.TypeAdapter(self.model(kind))

    def read(self, kind: Kind) -> Function:
        return Function(self.adapter(kind).validate_python)

    def write(self, kind: Kind) -> Function:
        return Function(self.adapter(kind).dump_python)

    def fast_text_in(self, kind: Kind) -> Function:
        return Function(self.adapter(kind).validate_json)

    def fast_text_out(self, kind: Kind) -> Function:
        return Function(self.adapter(kind).dump_json)

    def read_camel(self, kind: Kind) -> Function:
        return self.read(kind)

    def write_camel(self, kind: Kind) -> Function:
        dump = self.adapter(kind).dump_python
        return Function(lambda obj: dump(obj, by_alias=True))

    def problems_in(self, error: Exception) -> int:
        assert isinstance(error, pydantic.ValidationError)
        return error.error_count()
