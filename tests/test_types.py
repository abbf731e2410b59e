"""The wire form as ``TypedDict``s: it matches the schemas and the output of the script."""

from __future__ import annotations

import ast
import importlib.util
import json
import subprocess
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
import samples
import under_test

import jobmodels as jm
from jobmodels.core.openenum import OpenStrEnum
from jobmodels.core.spec import spec_of
from jobmodels.core.unset import UnsetType
from jobmodels.records.editions import EDITIONS, MODELS, edition_of

HERE = Path(__file__).parent
SCRIPT = HERE.parent / ".ci" / "write_types.py"
FOLDER = Path(jm.__file__).parent
TYPES = {
    edition.date: import_module(f"jobmodels.types.{edition.prefix}".rstrip("."))
    for edition in EDITIONS
}
FACTS = {
    date: {**table["models"], **table.get("models_of_the_guide", {})}
    for date in TYPES
    for table in [json.loads((HERE / "conformance" / "wire" / f"{date}.json").read_text())]
}

each_edition = pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.date)
each_class = pytest.mark.parametrize(
    ("date", "cls"),
    [
        pytest.param(edition.date, cls, id=f"{edition.date}-{cls.__name__}")
        for edition in EDITIONS
        for cls in edition.models
    ],
)
needs_pydantic = pytest.mark.skipif(
    not importlib.util.find_spec("pydantic"), reason=f"{under_test.HOST_REASON} pydantic"
)
each_case = pytest.mark.parametrize("case", samples.CASES, ids=samples.case_id)


@pytest.fixture(scope="module")
def script():
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(SCRIPT.parent)  # for the modules that the scripts share
        return import_module(SCRIPT.stem)


def wire_form(date, cls):
    return getattr(TYPES[date], f"{cls.__name__}Dict")


def wire_type(hint, date):
    """Converts an annotation of a class to the type of the wire form, without the specs."""
    origin, args = get_origin(hint), get_args(hint)
    if isinstance(hint, type) and issubclass(hint, OpenStrEnum):
        return Literal[tuple(member.value for member in hint)]
    if isinstance(hint, type) and issubclass(hint, jm.Model):
        return wire_form(date, hint)
    if origin is tuple:
        return list[wire_type(args[0], date)]
    if origin is Mapping:
        return dict[str, args[1]]
    if origin in (Union, UnionType):
        return Union[tuple(wire_type(arm, date) for arm in args if arm is not UnsetType)]
    return hint


def agrees(value, hint):
    """Returns whether a type checker would accept the JSON value for the type. Ignores keys that
    the type does not define."""
    origin, args = get_origin(hint), get_args(hint)
    if isinstance(hint, type(jm.types.JobOutDict)):
        hints = get_type_hints(hint)
        return (
            isinstance(value, dict)
            and hint.__required_keys__ <= value.keys()
            and all(agrees(item, hints[key]) for key, item in value.items() if key in hints)
        )
    if origin in (Union, UnionType):
        return any(agrees(value, arm) for arm in args)
    if origin is Literal:
        return type(value) is str and value in args
    if origin is list:
        return type(value) is list and all(agrees(item, args[0]) for item in value)
    if origin is dict:
        return type(value) is dict and all(agrees(item, args[1]) for item in value.values())
    if hint is Any:
        return True
    return type(value) is hint or (hint is float and type(value) is int)


def test_the_files_are_what_the_script_writes(script):
    paths = [*FOLDER.glob("types/[!_]*.py"), *FOLDER.glob("types/__init__.py")]
    paths += [FOLDER / "types" / "_unstructure.py", FOLDER / "__init__.pyi"]
    found = {path.relative_to(FOLDER).as_posix(): path.read_text("utf-8") for path in paths}
    assert found == script.texts()


def test_the_script_shows_what_it_would_change(script, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(script, "FOLDER", tmp_path)
    assert script.main(["--check"]) == 1
    assert not [*tmp_path.iterdir()]
    assert script.main([]) == 0
    written = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.py*")}
    assert written == {*script.texts()}
    capsys.readouterr()
    assert script.main(["--check"]) == 0
    assert capsys.readouterr().out == ""
    path = tmp_path / "types" / "v2026.py"
    edited = path.read_text().replace("    labels: list[str]\n", "    labels: list[int]\n", 1)
    path.write_text(edited)
    assert script.main(["--check"]) == 1
    assert "\n-    labels: list[int]\n+    labels: list[str]\n" in capsys.readouterr().out
    assert path.read_text() == edited


@each_edition
def test_everything_of_an_edition_has_a_wire_form(edition):
    types, enums = TYPES[edition.date], {cls.__name__ for cls in edition.enums}
    names = {f"{name}Value" if name in enums else f"{name}Dict" for name in edition.names}
    others = set() if edition.prefix else {other.prefix[:-1] for other in EDITIONS} - {""}
    assert types.__all__ == sorted(names | others)
    assert all(types.__doc__.count(text) == 1 for text in (edition.date, ".ci/write_types.py"))


@each_class
def test_the_keys_are_those_of_the_schema(date, cls):
    typed, facts = wire_form(date, cls), FACTS[date][cls.__name__]
    assert typed.__required_keys__ == {key for key in facts if facts[key].get("required")}
    assert typed.__optional_keys__ == {*facts} - typed.__required_keys__
    fields = sorted(spec_of(cls).fields, key=lambda field: not field.required)
    assert [*get_type_hints(typed)] == [field.name for field in fields]


@each_class
def test_the_types_are_those_of_the_class(date, cls):
    hints = get_type_hints(cls)
    typed = wire_form(date, cls)
    for key, hint in get_type_hints(typed).items():
        assert hint == wire_type(hints[key], date), key
    assert typed.__doc__ == f"The wire form of ``{cls.__name__}``."


@each_edition
def test_unions_and_enums_have_a_name(edition):
    types = TYPES[edition.date]
    for name, value in edition.names.items():
        if not isinstance(value, type):
            plain = get_type_hints(type("Holder", (), {"__annotations__": {"union": value}}))
            assert getattr(types, f"{name}Dict") == wire_type(plain["union"], edition.date)
    for cls in edition.enums:
        values = getattr(types, f"{cls.__name__}Value")
        assert get_origin(values) is Literal
        assert get_args(values) == tuple(member.value for member in cls)


@each_class
def test_a_shared_class_has_one_wire_form(date, cls):
    first = edition_of(cls).date
    assert wire_form(date, cls) is wire_form(first, cls)
    assert wire_form(date, cls).__module__ == TYPES[first].__name__


@each_case
def test_what_unstructure_gives_agrees(case):
    typed = wire_form("2024-11-07", type(case.obj))
    assert agrees(case.snake, typed)
    assert agrees(jm.unstructure(case.obj), typed)
    for key in typed.__required_keys__:
        assert not agrees({name: case.snake[name] for name in case.snake.keys() - {key}}, typed)
    for key in case.snake.keys() & get_type_hints(typed).keys():
        assert not agrees({**case.snake, key: b""}, typed)


@each_case
def test_what_strict_reading_takes_agrees(case):
    cls = type(case.obj)
    typed = wire_form("2024-11-07", cls)
    taken = 0
    for key in typed.__required_keys__ | typed.__optional_keys__:
        for value in (None, True, 5, 2.5, "SUCCESS", "s" * 40, ["s"], [], {}, [{}]):
            payload = {**case.snake, key: value}
            try:
                jm.structure(payload, cls)
            except jm.ValidationError:
                continue
            assert agrees(payload, typed), (key, value)
            taken += 1
    assert taken


def test_the_overloads_are_complete_and_subclasses_come_first():
    module = import_module("jobmodels.types._unstructure")
    seen = []
    for node in ast.parse(Path(module.__file__).read_text()).body:
        if isinstance(node, ast.FunctionDef) and node.decorator_list:
            (taken,), (case,) = node.args.args, node.args.kwonlyargs
            names = taken.annotation, case.annotation, node.returns
            cls, case, answer = (eval(ast.unparse(name), vars(module)) for name in names)
            if cls in MODELS:
                assert not any(issubclass(cls, earlier) for earlier in seen), cls
                assert (case, answer) == (Literal["snake"], wire_form(edition_of(cls).date, cls))
                seen.append(cls)
    assert {*seen} == {*MODELS}


def test_the_function_of_the_overloads_is_the_core_s():
    function = import_module("jobmodels.types._unstructure").unstructure
    for case in samples.CASES:
        assert function(case.obj) == case.snake
        assert function(case.obj, case="camel") == case.camel
    assert function.__doc__.split() == jm.unstructure.__doc__.split()


def run(code):
    return subprocess.run(
        [sys.executable, "-c", code.format(name=under_test.NAME)],
        env={"PYTHONPATH": str(under_test.PATH)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()


def test_the_types_import_no_class():
    loaded = run("import sys, {name}.types.v2024_06, {name}.types.v2026; print(*sys.modules)")
    ours = {name for name in loaded if name.startswith(f"{under_test.NAME}.")}
    types = f"{under_test.NAME}.types"
    assert ours == {types, f"{types}._typed_dict", f"{types}.v2024_06", f"{types}.v2026"}
    assert not {"attr", "attrs"} & {*loaded}
    assert sys.version_info < (3, 12) or "typing_extensions" not in loaded


def test_the_types_import_typing_extensions_only_below_python_3_12():
    code = "from {name}.types import JobOutDict; print(type(JobOutDict).__module__)"
    hidden = "import sys; sys.modules['typing_extensions'] = None; "
    assert run(hidden + code) == ["typing"]
    exists = importlib.util.find_spec("typing_extensions")
    below = sys.version_info < (3, 12)
    assert run(code) == ["typing_extensions" if exists and below else "typing"]


@needs_pydantic
def test_pydantic_accepts_the_types():
    # In a separate process, because the suite may hide pydantic and typing_extensions.
    assert run(
        "import {name} as jm; from pydantic import TypeAdapter\n"
        "from {name}.records.editions import EDITIONS\n"
        "types = [getattr(jm.types, e.prefix[:-1], jm.types) for e in EDITIONS]\n"
        "names = [(t, name) for t in types for name in t.__all__ if 'v20' not in name]\n"
        "schemas = [TypeAdapter(getattr(*name)).json_schema() for name in names]\n"
        "job = jm.unstructure(jm.fixtures.example(jm.JobOut))\n"
        "print(len(schemas) > 80, TypeAdapter(jm.types.JobOutDict).validate_python(job) == job)"
    ) == ["True", "True"]


def test_the_other_editions_wait_for_their_first_use():
    assert run(
        "import sys, {name} as jm; types = jm.types\n"
        "print([name for name in sys.modules if 'types.v20' in name])\n"
        "print(types.v2026.JobInDict.__module__, types.v2024_06.JobInDict.__module__)\n"
        "print(hasattr(types, 'v2025'))"
    ) == ["[]", f"{under_test.NAME}.types.v2026", f"{under_test.NAME}.types.v2024_06", "False"]
