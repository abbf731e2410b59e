"""Serializers that do not know the package are right or raise an error."""

from __future__ import annotations

import csv
import dataclasses
import functools
import importlib
import io
import json

import pytest
from under_test import BARE, BARE_REASON, HOST_REASON

import jobmodels as jm
from jobmodels.core import define
from jobmodels.core.define import frozen

REQUEST = {
    "model": "open-mistral-7b",
    "training_files": [{"file_id": "f", "x": 1}],
    "hyperparameters": {"training_steps": 10},
    "suffix": None,
    "x": {"y": [1, None]},
}
OBJ = jm.structure(REQUEST, jm.JobIn)


@dataclasses.dataclass
class Host:
    value: object


def module(name):
    try:
        return importlib.import_module(name)
    except ImportError:
        pytest.skip(f"{HOST_REASON} {name}")


def preconf(name, **options):
    make = module(f"cattrs.preconf.{name}").make_converter
    return make(**options).dumps


def converter(**options):
    return module("cattrs").Converter(**options).unstructure


def later(make, *arguments, **options):
    """Returns a serializer that is imported on its first use."""
    return lambda value: make(*arguments)(value, **options)


def attribute(name, function):
    return getattr(module(name), function)


HOOK = jm.unstructure
WITHOUT_HOOK = {
    "json": json.dumps,
    "msgspec.json": later(attribute, "msgspec.json", "encode"),
    "msgspec.to_builtins": later(attribute, "msgspec", "to_builtins"),
    "orjson": later(attribute, "orjson", "dumps"),
    "cattrs": later(converter),
    "cattrs.preconf.json": later(preconf, "json"),
    "cattrs.preconf.msgspec": later(preconf, "msgspec"),
    "cattrs.preconf.orjson": later(preconf, "orjson"),
    "dataclasses.asdict": dataclasses.asdict,
    "dataclasses.astuple": dataclasses.astuple,
    "attrs.asdict": later(attribute, "attrs", "asdict"),
    "attrs.astuple": later(attribute, "attrs", "astuple"),
    "pydantic_core": later(attribute, "pydantic_core", "to_json"),
    "pydantic_core.to_jsonable_python": later(attribute, "pydantic_core", "to_jsonable_python"),
    "fastapi": later(attribute, "fastapi.encoders", "jsonable_encoder"),
    "litestar": later(attribute, "litestar.serialization", "encode_json"),
}
FOR_CLASSES = ("attrs", "dataclasses")
"""The modules whose serializers accept only objects of classes."""
WITH_HOOK = {
    "json": functools.partial(json.dumps, default=HOOK),
    "msgspec.json": later(attribute, "msgspec.json", "encode", enc_hook=HOOK),
    "msgspec.to_builtins": later(attribute, "msgspec", "to_builtins", enc_hook=HOOK),
    "orjson": later(attribute, "orjson", "dumps", default=HOOK),
    "pydantic_core": later(attribute, "pydantic_core", "to_json", fallback=HOOK),
}


def encoded(result):
    return json.loads(result) if isinstance(result, (str, bytes)) else result


def refuses(serializer, value):
    try:
        result = serializer(value)
    except Exception:  # each library raises its own errors
        return True
    try:
        # Some return an object that they do not know as it is. It is not JSON.
        return not json.dumps(encoded(result))
    except TypeError:
        return "UNSET" not in repr(result)


@pytest.mark.parametrize(
    "name", [name for name in WITHOUT_HOOK if not name.startswith(FOR_CLASSES)]
)
def test_each_serializer_writes_json(name):
    assert not refuses(WITHOUT_HOOK[name], {"a": [1]})


@pytest.mark.parametrize("name", WITHOUT_HOOK)
@pytest.mark.parametrize(
    "wrap", [lambda obj: obj, lambda obj: [obj], Host], ids=["", "list", "cls"]
)
def test_without_a_hook_an_object_is_an_error(name, wrap):
    assert refuses(WITHOUT_HOOK[name], wrap(OBJ))


@pytest.mark.parametrize("name", WITHOUT_HOOK)
def test_an_absent_value_alone_is_an_error(name):
    assert refuses(WITHOUT_HOOK[name], [OBJ.auto_start])


@pytest.mark.parametrize("name", WITH_HOOK)
@pytest.mark.parametrize("wrap", [lambda obj: obj, lambda obj: [{"a": obj}]], ids=["", "nested"])
def test_with_a_hook_the_payload_is_right(name, wrap):
    assert encoded(WITH_HOOK[name](wrap(OBJ))) == wrap(REQUEST)


@pytest.mark.parametrize("name", WITH_HOOK)
def test_with_a_hook_an_absent_value_is_an_error(name):
    assert refuses(WITH_HOOK[name], [OBJ.auto_start])


@pytest.mark.parametrize("name", WITHOUT_HOOK)
def test_an_object_with_all_its_fields_is_an_error_too(name):
    """Its unknown keys would be one key of their own."""
    file = jm.structure({"file_id": "f", "weight": 1, "x": 1}, jm.TrainingFile)
    assert refuses(WITHOUT_HOOK[name], file)


@pytest.mark.parametrize("name", ["attrs", "dataclasses"])
def test_asdict_of_a_hosts_class_keeps_the_object(name):
    library = module(name)
    decorate = library.define if name == "attrs" else library.dataclass
    host = decorate(type("Host", (), {"__annotations__": {"value": object}}))(OBJ)
    assert library.asdict(host) == {"value": OBJ}
    assert json.loads(json.dumps(library.asdict(host), default=HOOK)) == {"value": REQUEST}


@frozen
class Plain(jm.Model):
    """Without an optional field, which cattrs does not support."""

    name: str


def test_cattrs_without_the_hooks_is_an_error():
    """It would lose unknown keys."""
    cattrs = module("cattrs")
    for converter in (cattrs.Converter(), cattrs.BaseConverter()):
        with pytest.raises(TypeError, match="register_hooks"):
            converter.structure({"name": "x", "y": 1}, Plain)
        with pytest.raises(TypeError, match="register_hooks"):
            converter.unstructure(Plain(name="x"))


@pytest.mark.skipif(BARE, reason=BARE_REASON)
@pytest.mark.parametrize("ours_is_last", [True, False])
def test_a_hook_of_cattrs_for_all_attrs_classes_is_an_error_after_ours(ours_is_last):
    """It would lose the unknown keys of an object, alone or in a class of the host."""
    attrs, gen = module("attrs"), module("cattrs.gen")
    converter = module("cattrs").Converter()
    if not ours_is_last:
        jm.register_hooks(converter)
    for kind in ("structure", "unstructure"):
        generate = functools.partial(getattr(gen, f"make_dict_{kind}_fn"), converter=converter)
        getattr(converter, f"register_{kind}_hook_factory")(attrs.has, generate)
    if ours_is_last:
        jm.register_hooks(converter)
    host = attrs.define(type("Host", (), {"__annotations__": {"value": Plain}}))
    payload = {"name": "x", "y": 1}
    obj = jm.structure(payload, Plain)
    for use, expected in (
        (lambda: converter.structure(payload, Plain), obj),
        (lambda: converter.structure({"value": payload}, host), host(obj)),
        (lambda: converter.unstructure(obj), payload),
        (lambda: converter.unstructure(host(obj)), {"value": payload}),
    ):
        if ours_is_last:
            assert use() == expected
        else:
            with pytest.raises(TypeError, match=r"register_hooks .* after hooks for attrs\.has"):
                use()


def test_the_library_that_made_a_class_sees_its_fields():
    obj = Plain(name="x")
    if BARE:
        assert dataclasses.fields(Plain) == dataclasses.fields(obj)
        changed = dataclasses.replace(obj, name="y")
    else:
        changed = module("attrs").evolve(obj, name="y")
    assert changed == Plain(name="y")


@pytest.mark.skipif(BARE, reason=BARE_REASON)
def test_making_a_class_does_not_walk_the_stack(monkeypatch):
    """attrs asks for the fields of every base, which took 5% of the import of all classes."""
    monkeypatch.setattr(define, "_package_of", None)

    @frozen
    class Sub(Plain):
        size: int

    assert jm.structure({"name": "x", "size": 1}, Sub) == Sub(name="x", size=1)


def read_by_hook(cls, payload):
    return jm.structure(payload, cls)


@pytest.mark.parametrize("payload", [REQUEST, jm.unstructure(OBJ, case="camel")])
def test_msgspec_reads_with_a_hook(payload):
    msgspec = module("msgspec")
    host = msgspec.defstruct("Host", [("jobs", list[jm.JobIn]), ("last", jm.JobIn | None)])
    text = json.dumps({"jobs": [payload], "last": None})
    assert msgspec.json.decode(text, type=host, dec_hook=read_by_hook).jobs == [OBJ]
    with pytest.raises(msgspec.ValidationError, match="JobIn"):  # without the hook
        msgspec.json.decode(text, type=host)
    with pytest.raises(msgspec.ValidationError, match=r"\$\.model: required.*\n*.* at `\$\.last`"):
        msgspec.json.decode('{"jobs": [], "last": {}}', type=host, dec_hook=read_by_hook)


def test_a_csv_file_has_no_text_for_an_absent_value():
    file = io.StringIO()
    csv.writer(file).writerow([1, OBJ.auto_start, OBJ.suffix, "x"])
    assert file.getvalue() == "1,,,x\r\n"


def test_pandas_writes_no_text_for_an_absent_value():
    table = module("pandas").DataFrame({"id": [1], "auto_start": [OBJ.auto_start]})
    assert "UNSET" not in table.to_csv()
