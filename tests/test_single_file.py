"""The single file: its text, its imports, and its objects compared with those of the package.

``conformance/test_forms_agree.py`` tests that it reads and writes as the package does.
"""

from __future__ import annotations

import ast
import builtins
import copy
import inspect
import pickle
import re
import subprocess
import symtable
import sys
import weakref
from collections import Counter

import pytest
import samples
import under_test
from forms import load_single_file, text_of, write_single_file

import jobmodels as jm
from jobmodels.docstrings import field_docs
from jobmodels.records.editions import EDITIONS
from jobmodels.vendoring import RefusedError, amalgam
from jobmodels.vendoring.amalgam import module_text
from jobmodels.vendoring.parts import own_files

DATES = [edition.date for edition in EDITIONS]
each_edition = pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.date)
FUNCTIONS = {"structure", "unstructure", "loads", "dumps", "evolve", "fill_defaults", "redact"}
OTHERS = """
    UNSET Case FrozenDict Job Model Omittable Problem UnknownKeys UnsetType ValidationError
    __version__
""".split()


@pytest.fixture(scope="module")
def modules(tmp_path_factory):
    """The single file of every edition, imported."""
    folder = tmp_path_factory.mktemp("single_files")
    return {date: load_single_file(date, folder) for date in DATES}


@pytest.fixture
def single(modules):
    """The single file of the package's top-level classes."""
    return modules["2024-11-07"]


def of_package(edition):
    return getattr(jm, edition.prefix.removesuffix(".")) if edition.prefix else jm


# The text.


@each_edition
def test_it_has_the_public_names_of_the_edition(edition, modules):
    module = modules[edition.date]
    assert {*module.__all__} == {*edition.names, *FUNCTIONS, *OTHERS}
    assert len(module.__all__) == len({*module.__all__})
    assert all(hasattr(module, name) for name in module.__all__)
    assert module.__version__ == jm.__version__


@each_edition
def test_two_empty_lines_are_above_each_model_class(edition):
    lines = module_text(edition.date).split("\n")
    above = {"\n".join(lines[at - 3 : at]) for at, line in enumerate(lines) if line == "@frozen"}
    assert above
    assert all(text.endswith("\n\n") and text != "\n\n" for text in above)


def test_an_edition_that_there_is_not():
    dates = ", ".join(edition.date for edition in EDITIONS)
    with pytest.raises(RefusedError, match=f"unknown edition '2025-01-01' .*{dates}"):
        module_text("2025-01-01")
    assert module_text() == module_text("2024-11-07")


def imports_of(tree):
    """Yields every import, and whether it is only for type checkers."""
    for_types = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for statement in node.body
        for inner in ast.walk(statement)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, 0, node in for_types) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "", node.level, node in for_types


@pytest.mark.environment
@each_edition
def test_it_imports_the_standard_library_alone(edition):
    tree = ast.parse(text_of(edition.date))
    found = [*imports_of(tree)]
    assert len(found) > 10
    for node in tree.body:
        names = [alias.name for alias in imported_by(node)]
        assert names == sorted(
            names, key=lambda name: (not name.isupper(), name[0].islower(), name)
        )
    for name, level, is_for_types in found:
        assert level == 0
        is_standard = name.partition(".")[0] in sys.stdlib_module_names
        assert is_standard or (is_for_types and name == "typing_extensions")
    outside = {alias.name for node in outside_functions(tree) for alias in imported_by(node)}
    assert not outside & {"json", "JSONDecoder", "get_close_matches"}  # imported on first use


def outside_functions(node):
    yield node
    for inner in ast.iter_child_nodes(node):
        if not isinstance(inner, ast.FunctionDef):
            yield from outside_functions(inner)


def loaded_names(tree):
    """Returns every name that is used."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr


@each_edition
def test_it_runs_no_code_that_it_makes(edition):
    names = {*loaded_names(ast.parse(text_of(edition.date)))}
    assert len(names) > 300
    assert not names & {"exec", "eval", "compile", "__import__", "globals"}


@each_edition
def test_it_has_the_core_but_for_what_nothing_in_it_needs(edition):
    names = defined_in(text_of(edition.date))
    assert len(names) == len({*names})
    unneeded = "core/compiled/"
    for path, source in own_files().items():
        if path.endswith(".py") and path.startswith("core/"):
            defined = {*defined_in(source.decode())}
            assert defined & {*names} == (set() if path.startswith(unneeded) else defined), path
    assert "detect" not in names


def defined_in(source):
    """Returns the names of all classes and functions of a module, without overloads."""
    return [
        node.name
        for node in ast.parse(source).body
        if isinstance(node, (ast.FunctionDef, ast.ClassDef))
        and "overload" not in map(ast.unparse, node.decorator_list)
    ]


def imported_by(node):
    return node.names if isinstance(node, (ast.Import, ast.ImportFrom)) else []


@each_edition
def test_each_name_has_one_meaning(edition):
    bound = Counter(dir(builtins))
    for node in ast.parse(text_of(edition.date)).body:
        if "overload" not in map(ast.unparse, getattr(node, "decorator_list", ())):
            symbols = symtable.symtable(ast.unparse(node), "", "exec").get_symbols()
            bound.update(it.get_name() for it in symbols if it.is_assigned() or it.is_imported())
    assert [name for name, count in bound.items() if count > 1] == []


@each_edition
def test_it_is_laid_out_as_one_would(edition):
    text = text_of(edition.date)
    lines = text.split("\n")
    assert max(map(len, lines)) <= 100
    assert [line for line in lines if line != line.rstrip()] == []
    assert "\n\n\n\n" not in text
    assert not re.search(r"def .*:\n\n", text)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    # The public classes come before the implementation, and each part has a heading.
    assert (
        text.index("\nclass JobIn(") < text.index("\nclass FieldSpec(") < text.index("\ndef loads(")
    )
    assert len(re.findall(r"^\n\n# [A-Z`].*\n(?:# .*\n)*\n\n(?!\n)", text, re.MULTILINE)) > 20


@each_edition
def test_it_is_documented_as_the_package_is(edition, modules):
    module = modules[edition.date]
    assert f"edition {edition.date}" in module.__doc__
    assert jm.__version__ in module.__doc__
    for name in [*edition.names, *FUNCTIONS, "Model", "Problem", "ValidationError", "FrozenDict"]:
        original = getattr(of_package(edition), name, None) or getattr(jm, name)
        if hasattr(original, "__name__"):
            assert inspect.getdoc(getattr(module, name)) == inspect.getdoc(original)
    for cls in (*edition.models, *edition.enums):
        assert field_docs(getattr(module, cls.__name__)) == field_docs(cls)
    assert '"""Absent: the payload does not have the key."""' in text_of(edition.date)


@each_edition
def test_its_own_example_runs(edition, modules, capsys):
    example = "".join(
        re.findall(r"^    (?!from)(.*\n)", modules[edition.date].__doc__, re.MULTILINE)
    )
    names = re.search(r"^    from \.jobs import (.*)$", modules[edition.date].__doc__, re.MULTILINE)
    given = {name: getattr(modules[edition.date], name) for name in names[1].split(", ")}
    payload = {"object": "list", "total": 0, "data": []}
    if edition.date == "2024-06-05":
        del payload["total"]
    exec(example, given, scope := {"payload": payload})
    assert scope["payload"] == payload
    assert len(example.splitlines()) == 4


@pytest.mark.environment
def test_it_is_the_same_text_every_time():
    texts = set()
    script = (
        f"from {under_test.NAME}.vendoring.amalgam import module_text\n"
        "from hashlib import sha256\n"
        f"print([sha256(module_text(date).encode()).hexdigest() for date in {DATES}])"
    )
    for seed in ("0", "1", "2"):
        done = run("-c", script, PYTHONPATH=str(under_test.PATH), PYTHONHASHSEED=seed)
        assert done.stderr == ""
        texts.add(done.stdout)
    assert len(texts) == 1


# Alone, in a Python without other packages.


def run(*arguments, **env):
    return subprocess.run(
        [sys.executable, *arguments], env=env, capture_output=True, text=True, check=False
    )


ALONE = """
import dataclasses, sys

before = {{*sys.modules}}
sys.path.insert(0, {folder!r})
import {name} as jobs

heavy = "json difflib logging importlib.metadata pickle".split()
print(*[name for name in heavy if name in {{*sys.modules}} - before])
print(*[name for name in sys.modules if name.partition(".")[0] not in sys.stdlib_module_names])
page = jobs.structure({{"object": "list", "total": 0, "x": [1.0]}}, jobs.JobsOut)
print(page, jobs.unstructure(page), jobs.dumps(page, case="camel"))
try:
    jobs.loads('{{"total": "1", "data": [{{"status": "QUEUD"}}]}}', jobs.JobsOut)
except jobs.ValidationError as error:
    print(len(error.problems))
"""


@pytest.mark.environment
@each_edition
def test_it_runs_alone(edition, tmp_path):
    name = write_single_file(edition.date, tmp_path).stem
    script = ALONE.format(folder=str(tmp_path), name=name)
    done = run("-I", "-S", "-W", "error", "-c", script)
    assert done.stderr == ""
    heavy, others, page, problems = done.stdout.splitlines()
    assert heavy == ""
    assert others.split() == ["__main__", name] or {*others.split()} == {"__main__", name}
    assert "'x': [1.0]" in page
    assert int(problems) > 5


# Its objects.

every_case = pytest.mark.parametrize("case", samples.CASES, ids=samples.case_id)


@every_case
def test_an_object_shows_and_compares_as_the_packages_does(case, single):
    cls = getattr(single, type(case.obj).__name__)
    obj = single.structure(case.snake, cls)
    assert repr(obj) == repr(case.obj)
    assert [*obj.__rich_repr__()] == [*case.obj.__rich_repr__()] or "=" in repr(obj)
    again = single.structure(case.camel, cls)
    assert obj == again
    assert hash(obj) == hash(again)
    assert obj != case.obj
    assert obj != case.snake
    assert samples.API_KEY not in repr(obj)
    assert samples.TOKEN not in repr(obj)


@every_case
def test_an_object_is_frozen_and_slotted(case, single):
    obj = single.structure(case.snake, getattr(single, type(case.obj).__name__))
    for name in [*case.snake, "additional_properties", "nonsense"]:
        with pytest.raises(AttributeError, match=f"cannot change '{name}'"):
            setattr(obj, name, "x")
        with pytest.raises(AttributeError, match=f"cannot change '{name}'"):
            delattr(obj, name)
    assert not hasattr(obj, "__dict__")
    assert weakref.ref(obj)() is obj
    assert single.unstructure(obj) == case.snake


@every_case
def test_an_object_copies_and_pickles(case, single):
    obj = single.structure(case.snake, getattr(single, type(case.obj).__name__))
    copies = [pickle.loads(pickle.dumps(obj, number)) for number in range(2, 6)]
    copies += [copy.copy(obj), copy.deepcopy(obj), obj.__replace__()]
    for other in copies:
        assert other == obj
        assert type(other) is type(obj)
        assert single.unstructure(other) == case.snake


def test_a_class_is_built_by_keywords(single):
    file = single.TrainingFile(weight=2, file_id="f")
    assert repr(file) == "TrainingFile(file_id='f', weight=2)"
    assert file.additional_properties == {}
    assert single.TrainingFile(file_id="f").weight is single.UNSET
    assert single.JobsOut(total=1).object == "list"
    assert single.JobsOut(total=1, additional_properties={"x": [1]}).additional_properties["x"]
    with pytest.raises(TypeError, match=r"TrainingFile.__init__\(\) got an unexpected .* 'fileId'"):
        single.TrainingFile(file_id="f", fileId="f")
    with pytest.raises(TypeError, match="multiple values for argument 'self'"):
        single.TrainingFile(file_id="f", self=1)
    with pytest.raises(TypeError, match=r"missing 3 required .*'name', 'owner', and 'commit_id'$"):
        single.GithubRepositoryOut(ref="main")
    with pytest.raises(TypeError, match=r"TrainingFile.__init__.* takes 1 positional"):
        single.TrainingFile("f")


def outcome(module, build):
    try:
        return repr(build(module))
    except module.ValidationError as error:
        return str(error)


BUILDS = {
    "good": lambda jm: jm.JobIn(
        model="open-mistral-7b",
        hyperparameters=jm.TrainingParametersIn(training_steps=3.0, learning_rate=1),
        training_files=[jm.TrainingFile(file_id="f")],
        integrations=[jm.WandbIntegration(project="p", api_key="k" * 40)],
        suffix=None,
    ),
    "of another class": lambda jm: jm.JobsOut(data=[jm.EventOut(name="n", created_at=1)], total=1),
    "wrong": lambda jm: jm.TrainingParametersIn(learning_rate=2, epochs="3", seq_len=True),
    "none for what is required": lambda jm: jm.TrainingFile(file_id=None),
    "unset for what is required": lambda jm: jm.TrainingFile(file_id=jm.UNSET),
    "unknown keys": lambda jm: jm.MetricOut(additional_properties={"train_loss": 1, 2: 3}),
    "no mapping": lambda jm: jm.MetricOut(additional_properties=[]),
    "secret": lambda jm: jm.WandbIntegration(project="p", api_key=["hush"]),
    "open": lambda jm: jm.evolve(
        jm.structure({"status": "PAUSED"}, jm.JobOut, lenient=True), model="open-mistral-nemo"
    ),
    "changed inside": lambda jm: jm.evolve(
        jm.JobIn(model="m", hyperparameters=jm.TrainingParametersIn()),
        **{"hyperparameters.epochs": 2, "hyperparameters.learning_rate": 7},
    ),
    "badly changed": lambda jm: jm.evolve(jm.TrainingFile(file_id="f"), weight=0),
    "filled": lambda jm: jm.fill_defaults(jm.TrainingParametersIn(epochs=1)),
    "redacted": lambda jm: jm.redact(jm.EventOut(name="n", created_at=1, data={"token": "hush"})),
}


@pytest.mark.parametrize("build", BUILDS.values(), ids=BUILDS)
def test_building_by_hand_is_checked_as_in_the_package(build, single):
    assert outcome(single, build) == outcome(jm, build)
    assert "hush" not in outcome(single, build)


def test_absent_open_and_empty_stay_what_they_are_through_a_pickle(single):
    job = single.structure({"status": "PAUSED", "metadata": {}}, single.JobOut, lenient=True)
    for again in (pickle.loads(pickle.dumps(job)), copy.deepcopy(job)):
        assert again == job
        assert again.suffix is single.UNSET
        assert again.status == "PAUSED"
        assert type(again.status) is single.Status
        assert (again.status.is_known, again.status.is_terminal) == (False, None)
        assert again.additional_properties is job.metadata.additional_properties
    assert [*job.integrations] == []


def test_errors_and_mappings_pickle(single):
    with pytest.raises(single.ValidationError) as caught:
        single.structure({"total": "x"}, single.JobsOut)
    again = pickle.loads(pickle.dumps(caught.value))
    assert type(again) is single.ValidationError
    assert (str(again), again.problems) == (str(caught.value), caught.value.problems)
    frozen = single.FrozenDict({"a": [{"token": "hush"}]})
    assert pickle.loads(pickle.dumps(frozen)) == frozen
    assert hash(frozen)
    assert "hush" not in repr(frozen)


def test_its_classes_are_its_own(single, modules):
    last = modules["2026-03-17"]
    assert single.EventOut is not last.EventOut is not jm.EventOut
    event = single.EventOut(name="n", created_at=1)
    for module in (jm, last):
        with pytest.raises(TypeError):
            module.unstructure(event)
        with pytest.raises(TypeError):
            module.structure({}, single.EventOut)
        assert not isinstance(event, module.Model)
    assert event != last.EventOut(name="n", created_at=1)
    assert not hasattr(single.Model, "__attrs_attrs__")


def test_a_subclass_of_a_strangers_own(single):
    class Mine(single.TrainingFile):
        pass

    mine = Mine(file_id="f")
    assert repr(mine) == "Mine(file_id='f')"
    assert single.structure({"file_id": "f"}, Mine) == mine
    with pytest.raises(AttributeError):
        mine.file_id = "g"


def test_line_ends_comments_and_unneeded_definitions_make_no_difference(monkeypatch):
    text = module_text()
    files = own_files()
    model = files["core/model.py"].decode()
    late = "        from .construction import replaced\n"
    assert late in model
    model = model.replace(late, f"        # Not needed\n        # before.\n{late}")
    request = files["models/request.py"].decode()
    request = request.replace("JobInIntegrations =", "Unneeded = JobIn\n\nJobInIntegrations =")
    files |= {"core/model.py": model.encode(), "models/request.py": request.encode()}
    monkeypatch.setattr(amalgam, "own_files", lambda: files)
    assert module_text() == text
    files.update({path: data.replace(b"\n", b"\r\n") for path, data in files.items()})
    assert module_text() == text
