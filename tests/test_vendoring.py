"""``jobmodels vendor``: creates, checks and updates copies of the package, and refuses some
requests.

``test_vendored`` and ``test_single_file`` test the behaviour of the copies.
"""

from __future__ import annotations

import ast
import hashlib
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
from functools import lru_cache, partial
from pathlib import Path

import pytest
from forms import text_of
from killing import FORKS, killed_at

import jobmodels as jm
from jobmodels.cli import main, vendor
from jobmodels.records.editions import EDITIONS
from jobmodels.vendoring import amalgam, copies
from jobmodels.vendoring.copies import write_folder
from jobmodels.vendoring.parts import PARTS, own_files, without

PACKAGE = Path(jm.__file__).parent
PROJECT = Path(__file__).parent.parent
COPY = "acme/_vendor/jobmodels"
FOLDER = PACKAGE / "vendoring" / "copies.py"
VERSION = jm.__version__
EVERYTHING = ",".join(PARTS)


@pytest.fixture(autouse=True)
def project(tmp_path, monkeypatch):
    """The folder of another project, which is the current folder."""
    folder = tmp_path / "project"
    folder.mkdir()
    monkeypatch.chdir(folder)
    # Making the text of a single file takes half a second, and the text is always the same.
    monkeypatch.setattr(copies, "module_text", text_of)
    return folder


@pytest.fixture
def run(capsys):
    def run(*arguments):
        status = main(["vendor", *arguments])
        return status, *capsys.readouterr()

    return run


@pytest.fixture
def older(run, monkeypatch):
    """Runs the command of version 0.0.9, in which four files differ."""
    files = own_files()
    init = files["__init__.py"].decode().replace(f'"{VERSION}"', '"0.0.9"').encode()
    files |= {"__init__.py": init, "core/errors.py": b"old\n", "rows.py": b"gone since\n"}
    del files["files/lines.py"]

    def older(*arguments):
        with monkeypatch.context() as patch:
            patch.setattr(f"{copies.parts.__name__}.own_files", lambda: files)
            patch.setattr(f"{copies.__name__}.__version__", "0.0.9")
            patch.setattr(f"{without.__module__}.__version__", "0.0.9")
            patch.setattr(f"{vendor.__name__}.__version__", "0.0.9")
            return run(*arguments)

    return older


def python(project, *arguments):
    """Runs Python where only the project can be imported. Returns the status and the output."""
    done = subprocess.run(
        [sys.executable, "-W", "error", *arguments],
        env={"PYTHONPATH": str(project)},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def tree(folder):
    """Returns every file in a folder, except Python's caches."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in Path(folder).rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }


def manifest_of(copy):
    return json.loads(Path(copy, "VENDORED.json").read_bytes())


# To copy.


def test_a_copy_is_the_package_with_its_licence_and_a_manifest(run):
    assert run(COPY) == (0, f"{COPY}: jobmodels {VERSION}\n", "")
    files = tree(COPY)
    written = json.loads(files.pop("VENDORED.json"))
    assert files == own_files()
    assert set(files) >= {"LICENSE", "py.typed", "core/reader.py", "v2026/request.py"}
    assert written == {
        "name": "jobmodels",
        "version": VERSION,
        "license": "Apache-2.0",
        "without": [],
        "files": {path: hashlib.sha256(data).hexdigest() for path, data in files.items()},
    }
    assert list(written["files"]) == sorted(files)
    assert os.listdir("acme/_vendor") == ["jobmodels"]


def test_the_copied_files_are_all_there_are():
    there = {path for path in tree(PACKAGE) if not path.startswith(".")}  # caches of tools
    assert set(own_files()) == there - {"VENDORED.json"}


@pytest.mark.skipif(not (PROJECT / "LICENSE").exists(), reason="there is no checkout here")
def test_the_licence_in_the_package_is_that_of_the_project():
    assert (PACKAGE / "LICENSE").read_bytes() == (PROJECT / "LICENSE").read_bytes()


def test_parts_can_be_left_out(run):
    assert run(COPY, "--without", "strategies,cli") == (0, f"{COPY}: jobmodels {VERSION}\n", "")
    written = manifest_of(COPY)
    assert written["without"] == ["cli", "strategies"]
    left_out = {path for path in own_files() if path not in tree(COPY)}
    folders = ("cli/", "strategies/", "vendoring/")
    assert {path for path in left_out if not path.startswith(folders)} == {
        "__main__.py",
        "records/recase.py",
    }
    assert {path.partition("/")[0] for path in left_out} >= {"cli", "strategies", "vendoring"}
    assert "strategies" not in Path(COPY, "__init__.py").read_text().split('"""', 2)[2]


def all_selections():
    for size in range(len(PARTS) + 1):
        for parts in itertools.combinations(PARTS, size):
            if all(name in parts or not {*part.needs} & {*parts} for name, part in PARTS.items()):
                yield parts


@lru_cache(maxsize=None)
def imports_in(path, source):
    """Returns the modules of the package that a module requires, as paths without an extension."""
    package = path.split("/")[:-1]
    found = set()
    nodes = [*ast.walk(ast.parse(source))]
    optional = [node.body[0] for node in nodes if isinstance(node, ast.Try) and is_optional(node)]
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.level and node not in optional:
            base = package[: len(package) - node.level + 1]
            base += node.module.split(".") if node.module else []
            found |= {"/".join([*base, name]) for name in ("", *[a.name for a in node.names])}
    return {name.rstrip("/") for name in found}


def is_optional(node):
    """Whether a ``try`` allows the single import in it to fail."""
    return len(node.body) == 1 and [ast.unparse(handler.type) for handler in node.handlers] == [
        "ImportError"
    ]


def test_nothing_that_stays_imports_what_is_left_out():
    files = own_files()
    modules = {
        path.removesuffix(".py").removesuffix("/__init__"): path
        for path in files
        if path.endswith(".py")
    }
    selections = list(all_selections())
    assert len(selections) > 40
    for parts in selections:
        kept = without(files, parts)
        for path, source in kept.items():
            if path.endswith(".py"):
                wanted = {modules[name] for name in imports_in(path, source) if name in modules}
                assert wanted <= kept.keys(), (parts, path)


def test_each_part_is_needed_by_those_that_say_so_and_has_files():
    files = own_files()
    for name, part in PARTS.items():
        assert all(any(path.startswith(own) for path in files) for own in part.paths), name
        for need in part.needs:
            kept = without(files, [need])
            sources = {path: text for path, text in kept.items() if path.startswith(part.paths)}
            needed = tuple(own.rstrip("/").removesuffix(".py") for own in PARTS[need].paths)
            imported = {
                module
                for path, text in sources.items()
                if path.endswith(".py")
                for module in imports_in(path, text)
            }
            assert any(module.startswith(needed) for module in imported), (name, need)


@pytest.mark.parametrize("parts", [*PARTS, EVERYTHING])
def test_a_copy_without_parts_is_complete_in_itself(parts, run, project):
    wanted = parts if parts in ("cli", "pytest", EVERYTHING) else f"{parts},cli,pydantic,pytest"
    assert run(COPY, "--without", wanted)[0] == 0
    code = (
        "from acme._vendor import jobmodels as jm\n"
        "from acme._vendor.jobmodels import *\n"
        "missing = [name for name in [*jm.__all__, *dir(jm)] if not hasattr(jm, name)]\n"
        "assert not missing, missing\n"
        "assert structure({'total': 1}, JobsOut) == JobsOut(total=1, object=UNSET)\n"
        "assert read_record({'object': 'list', 'total': 1})\n"
    )
    assert python(project, "-c", code) == (0, "", "")


WITHOUT_COMPILED = """
import pickle, sys
from acme._vendor import jobmodels as jm

payload = {"file_id": "b7c1", "weight": 0.5, "x": [1]}
file = jm.structure(payload, jm.TrainingFile)
assert jm.unstructure(file) == payload
assert jm.unstructure(file, case="camel") == {"fileId": "b7c1", "weight": 0.5, "x": [1]}
assert pickle.loads(pickle.dumps(file)) == file == jm.evolve(file, weight=0.5)
assert jm.loads(jm.dumps(file), jm.TrainingFile, lenient=True) == file
try:
    jm.structure({"fileId": 1}, jm.TrainingFile, unknown_keys="forbid")
except jm.ValidationError as error:
    print(error.problems[0])
assert jm.core.engine.engine is None
"""


@pytest.mark.parametrize("left", [None, "core/compiled/__pycache__"])
def test_a_copy_without_the_compiled_functions_does_the_same(left, run, project):
    assert run(COPY, "--without", "compiled")[0] == 0
    if left:  # ``git pull`` deletes the modules, and leaves the folder with its ``__pycache__``
        Path(COPY, left).mkdir(parents=True)
    problem = "$.fileId: expected a string, found 1\n"
    assert python(project, "-c", WITHOUT_COMPILED) == (0, problem, "")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            "from ..record import",
            "from ..gone import",
            "No module named .*core.gone'",
        ),
        ("from ..record import Record", "from .. import gone", "cannot import name 'gone'"),
    ],
)
def test_an_error_in_the_compiled_functions_is_not_a_copy_without_them(
    old, new, words, run, project
):
    run(COPY)
    path = Path(COPY, "core", "compiled", "__init__.py")
    path.write_text(path.read_text().replace(old, new))
    assert re.search(f"Error: {words}", python(project, "-c", WITHOUT_COMPILED)[2])


# To check.


def test_an_untouched_copy_is_up_to_date(run):
    run(COPY)
    files = len(tree(COPY))
    line = f"{COPY}: jobmodels {VERSION}: {files} untouched, up to date\n"
    assert run("--check", COPY) == (0, line, "")
    Path(COPY, "core", "__pycache__").mkdir()
    Path(COPY, "core", "__pycache__", "reader.cpython-313.pyc").touch()
    assert run(COPY, "--check") == (0, line, "")


def edit(copy=COPY):
    path = Path(copy, "core", "reader.py")
    path.write_text(path.read_text() + "# mine\n")
    Path(copy, "files/jsonl.py").unlink()
    Path(copy, "mine").mkdir()
    Path(copy, "mine", "own.py").touch()
    Path(copy, "models", "link.py").symlink_to("enums.py")
    Path(copy, "v2027").symlink_to("v2026")
    return (
        f"{copy}/core/reader.py: edited\n"
        f"{copy}/files/jsonl.py: missing\n"
        f"{copy}/mine/own.py: added\n"
        f"{copy}/models/link.py: added\n"
        f"{copy}/v2027: added\n"
    )


def test_edits_are_told_file_by_file(run):
    run(COPY)
    edits = edit()
    files = len(own_files()) + 1  # the manifest
    summary = f"{COPY}: jobmodels {VERSION}: {files - 2} untouched, 1 edited, 1 missing, 3 added\n"
    assert run("--check", COPY) == (1, edits + summary, "")


def test_a_link_in_place_of_a_file_is_an_edit_and_not_followed(run, tmp_path):
    run(COPY)
    path = Path(COPY, "core", "unset.py")
    path.rename(tmp_path / "unset.py")
    path.symlink_to(tmp_path / "unset.py")
    status, out, _ = run("--check", COPY)
    assert (status, out.splitlines()[0]) == (1, f"{COPY}/core/unset.py: edited")


def test_a_link_in_place_of_the_manifest_is_an_edit(run, tmp_path):
    run(COPY)
    path = Path(COPY, "VENDORED.json")
    path.rename(tmp_path / "VENDORED.json")
    path.symlink_to(tmp_path / "VENDORED.json")
    assert run("--check", COPY)[1].splitlines()[0] == f"{COPY}/VENDORED.json: edited"


def test_a_manifest_may_say_more_in_another_version(run):
    run(COPY)
    changed = manifest_of(COPY) | {"of": "tomorrow", "version": "99.0"}
    Path(COPY, "VENDORED.json").write_text(json.dumps(changed))
    files = len(own_files())
    summary = f"{COPY}: jobmodels 99.0: {files} untouched, 1 out of date, compared with {VERSION}\n"
    assert run("--check", COPY) == (1, f"{COPY}/VENDORED.json: out of date\n{summary}", "")
    assert run("--update", COPY) == (0, f"{COPY}: jobmodels {VERSION}, was 99.0\n", "")
    assert run("--check", COPY)[0] == 0


def test_an_edit_does_not_hide_behind_an_edited_manifest(run):
    run(COPY)
    Path(COPY, "core", "reader.py").write_text("mine")
    written = manifest_of(COPY)
    written["files"]["core/reader.py"] = hashlib.sha256(b"mine").hexdigest()
    Path(COPY, "VENDORED.json").write_text(json.dumps(written))
    edits = f"{COPY}/VENDORED.json: edited\n{COPY}/core/reader.py: edited\n"
    status, out, _ = run("--check", COPY)
    assert (status, out.startswith(edits)) == (1, True)
    assert run("--update", "--force", COPY)[0] == 0
    assert run("--check", COPY)[0] == 0


@pytest.mark.parametrize("name", ["license", "without", "files"])
def test_an_edited_manifest_is_an_edit(name, run):
    run(COPY)
    written = manifest_of(COPY)
    changed = {"license": "MIT", "without": [], "files": {**written["files"], "x": "0" * 64}}[name]
    Path(COPY, "VENDORED.json").write_text(json.dumps(written | {name: changed}))
    assert run("--check", COPY)[1].splitlines()[0] == f"{COPY}/VENDORED.json: edited"


def test_line_ends_as_git_writes_them_on_windows_are_no_edit(run):
    run(COPY)
    for path in Path(COPY).rglob("*.*"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert run("--check", COPY)[0] == 0
    path = Path(COPY, "files/lines.py")
    path.write_bytes(path.read_bytes() + b"\r")
    assert run("--check", COPY)[1].splitlines()[0] == f"{COPY}/files/lines.py: edited"


def test_a_copy_of_another_version_is_out_of_date(older, run):
    older(COPY)
    assert older("--check", COPY)[0] == 0
    files = len(own_files())
    assert run("--check", COPY) == (
        1,
        f"{COPY}/VENDORED.json: out of date\n"
        f"{COPY}/__init__.py: out of date\n"
        f"{COPY}/core/errors.py: out of date\n"
        f"{COPY}/files/lines.py: out of date: new in this version\n"
        f"{COPY}/rows.py: out of date: removed in this version\n"
        f"{COPY}: jobmodels 0.0.9: {files - 3} untouched, 5 out of date, compared with {VERSION}\n",
        "",
    )
    Path(COPY, "core", "errors.py").write_text("mine")
    status, out, _ = run("--check", COPY)
    assert (status, out.splitlines()[2]) == (1, f"{COPY}/core/errors.py: edited")


def test_a_copy_of_a_newer_version_is_out_of_date_as_well(run):
    run(COPY)
    Path(COPY, "files/lines.py").write_text("newer")
    written = manifest_of(COPY)
    written["files"]["files/lines.py"] = hashlib.sha256(b"newer").hexdigest()
    Path(COPY, "VENDORED.json").write_text(json.dumps(written | {"version": "99.0"}))
    status, out, _ = run("--check", COPY)
    assert (status, out.splitlines()[1]) == (1, f"{COPY}/files/lines.py: out of date")
    assert out.endswith(f"2 out of date, compared with {VERSION}\n")


def test_a_copy_checks_itself_where_nothing_else_is_installed(run, project):
    run(COPY, "--without", "strategies")

    def check():
        return python(project, "-m", "acme._vendor.jobmodels", "vendor", "--check", COPY)

    count = len(tree(COPY))
    end = "compared only with its own digests, as no original is available\n"
    assert check() == (0, f"{COPY}: jobmodels {VERSION}: {count} untouched, {end}", "")
    edits = edit()
    status, out, errors = check()
    assert (status, errors) == (1, "")
    assert out.startswith(edits)
    assert out.endswith(end)


def test_a_copy_that_is_whole_and_untouched_can_be_copied_on(run, project):
    run(COPY)

    def copy_on(*arguments):
        return python(project, "-m", "acme._vendor.jobmodels", "vendor", *arguments)

    assert copy_on("globex/jobmodels")[0] == 0
    assert tree("globex/jobmodels") == tree(COPY)
    assert copy_on("--update", COPY) == (0, f"{COPY}: jobmodels {VERSION}, already\n", "")
    edit()
    why = "this package is itself a copy, and it is edited or incomplete"
    assert copy_on("initech/jobmodels") == (2, "", f"initech/jobmodels: {why}\n")
    assert not Path("initech").exists()


# To update.


def test_an_update_makes_a_copy_one_of_this_version(older, run):
    older(COPY, "--without", "cli")
    assert run("--update", COPY) == (0, f"{COPY}: jobmodels {VERSION}, was 0.0.9\n", "")
    assert manifest_of(COPY)["without"] == ["cli"]
    run("fresh", "--without", "cli")
    assert tree(COPY) == tree("fresh")
    assert sorted(os.listdir("acme/_vendor")) == ["jobmodels"]
    before = Path(COPY).stat().st_ino
    assert run("--update", COPY) == (0, f"{COPY}: jobmodels {VERSION}, already\n", "")
    assert Path(COPY).stat().st_ino == before


def test_an_update_can_change_which_parts_there_are(run):
    run(COPY)
    assert run("--update", COPY, "--without", "cli,types")[0] == 0
    assert run("--check", COPY)[0] == 0
    assert not Path(COPY, "cli").exists()
    assert run("--update", COPY, "--without", "types", "--without", "strategies")[0] == 0
    run("fresh", "--without", "strategies,types")
    assert tree(COPY) == tree("fresh")
    assert run("--update", COPY, "--without", "")[0] == 0
    run("whole")
    assert tree(COPY) == tree("whole")


def test_an_update_does_not_undo_edits_unless_it_is_told_to(older, run):
    older(COPY)
    edits = edit()
    before = tree(COPY)
    left = f"{COPY}: left unchanged: --force discards these changes\n"
    assert run("--update", COPY) == (1, "", edits + left)
    assert tree(COPY) == before
    done = f"{COPY}: jobmodels {VERSION}, was 0.0.9\n"
    assert run("--update", "--force", COPY) == (0, edits + done, "")
    run("fresh")
    assert tree(COPY) == tree("fresh")


# Refusals.


def refused(result, target, *words):
    status, out, errors = result
    assert (status, out) == (2, "")
    assert errors.startswith(f"{target}: ")
    assert errors.count("\n") == 1
    assert all(word in errors for word in words), errors


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("../outside", "'..'"),
        ("acme/../../outside", "'..'"),
        ("a-b", "cannot import"),
        ("class", "cannot import"),
        ("\ufb01x", "cannot import"),  # which Python normalizes to "fix"
        ("", "cannot import"),
        (".", "cannot import"),
        ("acme/jobs.py", "--single-file"),
        ("nul\0", "cannot import"),
    ],
)
@pytest.mark.parametrize("what", [(), ("--check",), ("--update",)], ids=["copy", "check", "update"])
def test_a_target_that_no_copy_can_have(target, words, what, run, project, tmp_path):
    if target.endswith(".py") and what:
        words = "no copy found"
    refused(run(target, *what), target.replace("\0", "\\x00"), words)
    assert os.listdir(project) == []
    assert os.listdir(tmp_path) == ["project"]


def test_no_target_is_reached_through_a_link(run, project, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (project / "acme").symlink_to(outside)
    refused(run("acme"), "acme", "link")
    refused(run("acme/jobmodels"), "acme/jobmodels", "link")
    refused(run("--single-file", "acme/jobs.py"), "acme/jobs.py", "link")
    (project / "jobs.py").symlink_to(outside / "jobs.py")
    refused(run("--single-file", "jobs.py"), "jobs.py", "link")
    (project / "loop").symlink_to("loop")
    refused(run("loop"), "loop", "link")
    assert os.listdir(outside) == []
    # An absolute path may lead through a link, but may not be a link itself.
    assert run(str(project / "acme" / "jobmodels"))[0] == 0
    refused(run(str(project / "acme")), project / "acme", "link")


def test_a_folder_that_is_something_else_is_left_alone(run, project):
    other = project / "acme"
    other.mkdir()
    assert run("acme")[0] == 0, "an empty one is nothing"
    shutil.rmtree(other)
    other.mkdir()
    (other / "__init__.py").write_text("mine")
    for what in [(), ("--check",), ("--update",), ("--update", "--force")]:
        refused(run("acme", *what), "acme")
    (project / "file").write_text("mine")
    refused(run("file"), "file", "already exists")
    refused(run("file", "--check"), "file", "no copy")
    refused(run("file/jobmodels"), "file/jobmodels")
    refused(run("nothing", "--check"), "nothing", "no copy")
    refused(run("nothing", "--update", "--force"), "nothing", "no copy")
    assert tree(project) == {"acme/__init__.py": b"mine", "file": b"mine"}


def test_what_is_printed_is_printable(run):
    folder = "acme\x1b[2J"
    assert run(f"{folder}/jobmodels")[:2] == (0, f"acme\\x1b[2J/jobmodels: jobmodels {VERSION}\n")
    Path(folder, "jobmodels", "evil\x1b.py").touch()
    status, out, _ = run("--check", f"{folder}/jobmodels")
    assert (status, out.splitlines()[0]) == (1, "acme\\x1b[2J/jobmodels/evil\\x1b.py: added")
    refused(run("--check", folder + "/nothing"), "acme\\x1b[2J/nothing", "no copy")
    refused(run("\x1b[2J"), "\\x1b[2J", "cannot import a package named '\\x1b[2J'")
    run(COPY)
    written = manifest_of(COPY) | {"version": "1\nall is good"}
    Path(COPY, "VENDORED.json").write_text(json.dumps(written))
    assert f"\n{COPY}: jobmodels 1\\nall is good: " in run("--check", COPY)[1]
    assert run("--update", COPY)[1].endswith(f"jobmodels {VERSION}, was 1\\nall is good\n")


def test_a_copy_is_not_made_twice(run):
    run(COPY)
    before = tree(COPY)
    refused(run(COPY), COPY, "already")
    refused(run(COPY, "--without", "cli"), COPY, "already")
    assert tree(COPY) == before


@pytest.mark.parametrize("what", [(), ("--update",), ("--update", "--force")])
@pytest.mark.parametrize("place", [PACKAGE, PACKAGE / "copy", PACKAGE / "copy.py", PACKAGE.parent])
def test_the_package_is_not_copied_into_or_over_itself(place, what, run):
    before = set(tree(PACKAGE))
    single = ["--single-file"] if place.suffix else []
    status, out, errors = run(str(place), *what, *single)
    if what and "VENDORED.json" in before and place == PACKAGE:
        # The tests run on a copy, which is asked to update itself: it is of its own version.
        assert (status, out) == (0, f"{place}: jobmodels {VERSION}, already\n")
    else:
        is_inside = PACKAGE in place.parents
        words = "inside this package" if is_inside else "already exists|no copy|cannot"
        assert status == 2
        assert re.search(words, errors)
    assert set(tree(PACKAGE)) == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--without", "clii"), "unknown part 'clii', did you mean 'cli'?"),
        (("--without", "cli, fixtures"), "pytest needs fixtures: leave pytest out as well"),
        (("--without", "fixtures"), "cli needs fixtures: leave cli out as well"),
        (("--without", "cli,fixtures"), "pytest needs fixtures: leave pytest out as well"),
        (("--force",), "--force is only valid with --update"),
        (("--edition", "2026-03-17"), "--edition is only valid when writing a single file"),
        (
            ("--check", "--without", "cli"),
            "--without is only valid when copying or updating the package",
        ),
        (
            ("--check", "--edition", "2026-03-17"),
            "--edition is only valid when writing a single file",
        ),
    ],
)
def test_what_cannot_be_asked_for(arguments, words, run, project):
    refused(run(COPY, *arguments), COPY, words)
    assert os.listdir(project) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda manifest: "{", "VENDORED.json cannot be read"),
        (lambda manifest: "[]", "VENDORED.json cannot be read"),
        (lambda manifest: manifest | {"name": "other"}, "$.name: expected 'jobmodels'"),
        (lambda manifest: manifest | {"files": {"a": 1}}, "$.files.a: expected a string, found 1"),
        (
            lambda manifest: manifest | {"without": ["cly"]},
            "unknown part 'cly' (parts: cli, ",
        ),
    ],
)
def test_a_manifest_that_is_none(change, words, run):
    run(COPY)
    changed = change(manifest_of(COPY))
    text = changed if isinstance(changed, str) else json.dumps(changed)
    Path(COPY, "VENDORED.json").write_text(text)
    before = tree(COPY)
    for what in [("--check",), ("--update",), ("--update", "--force")]:
        status, out, errors = run(COPY, *what)
        assert (status, out) == (2, "")
        assert errors.startswith(f"{COPY}: ")
        assert words in errors
    assert tree(COPY) == before


# Interrupted runs.


def test_a_failure_leaves_nothing_behind(run, project, monkeypatch):
    fsync = os.fsync
    for failing in range(3):
        count = itertools.count()

        def fail(descriptor, count=count, failing=failing):
            if next(count) == failing:
                raise OSError(28, "No space left on device")
            fsync(descriptor)

        monkeypatch.setattr(os, "fsync", fail)
        assert run("jobmodels") == (2, "", "jobmodels: No space left on device\n")
        assert os.listdir(project) == []


def test_what_is_under_way_has_a_name_of_its_own_that_cannot_be_imported(run, monkeypatch):
    seen = set()
    monkeypatch.setattr(os, "fsync", lambda _: seen.update(os.listdir(".")))
    run("jobmodels")
    assert len(seen) == 1
    run("--update", "jobmodels", "--without", "cli")
    assert len(seen - {"jobmodels"}) == 2
    assert all(name.startswith(".jobmodels.") for name in seen - {"jobmodels"})


def test_an_update_that_fails_leaves_the_copy(older, run, project, monkeypatch):
    older("jobmodels")
    before = tree("jobmodels")
    rename = Path.rename

    def fail(path, target):
        if path.suffix == ".new":
            raise OSError(13, "Permission denied")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fail)
    refused(run("--update", "jobmodels"), "jobmodels", "Permission denied")
    assert tree("jobmodels") == before
    assert os.listdir(project) == ["jobmodels"]


def test_what_comes_to_be_there_meanwhile_is_left_alone(run, project, monkeypatch):
    def appear(descriptor):
        (project / "jobmodels").mkdir(exist_ok=True)
        (project / "jobmodels" / "mine.py").write_text("mine")

    monkeypatch.setattr(os, "fsync", appear)
    refused(run("jobmodels"), "jobmodels", "not empty")
    assert tree(project) == {"jobmodels/mine.py": b"mine"}
    assert os.listdir(project) == ["jobmodels"]


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("suffix", ["", ".new"])
def test_an_update_that_is_interrupted_is_done_or_is_not(suffix, when, older, run, monkeypatch):
    older("jobmodels")
    before = tree("jobmodels")
    rename = Path.rename

    def interrupted(path, target):
        if path.suffix == suffix:
            monkeypatch.setattr(Path, "rename", rename)
            if when == "after":
                rename(path, target)
            raise KeyboardInterrupt
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", interrupted)
    assert run("--update", "jobmodels")[0] == 130
    assert os.listdir(".") == ["jobmodels"]
    run("fresh")
    assert tree("jobmodels") == (tree("fresh") if (suffix, when) == (".new", "after") else before)


@pytest.mark.skipif(os.name != "posix", reason="looks at permissions")
def test_an_update_keeps_the_permissions_of_the_folder(older, run):
    older("jobmodels")
    os.chmod("jobmodels", 0o700)
    os.chmod("jobmodels/core", 0o500)
    assert run("--update", "jobmodels")[0] == 0
    assert os.stat("jobmodels").st_mode & 0o777 == 0o700
    assert os.listdir(".") == ["jobmodels"]


def test_what_is_deep_in_a_copy_is_found(run):
    run(COPY)
    folder = Path(COPY)
    for _ in range(200):
        folder /= "d"
    folder.mkdir(parents=True)
    (folder / "own.py").touch()
    status, out, _ = run("--check", COPY)
    assert (status, out.splitlines()[0].endswith(": added")) == (1, True)


def test_a_package_without_its_sources_says_so(run, monkeypatch):
    monkeypatch.setattr(copies, "module_text", amalgam.module_text)
    monkeypatch.setattr(f"{own_files.__module__}._walk", lambda folder, prefix: iter(()))
    refused(run("jobmodels"), "jobmodels", "the sources of this package are missing")
    refused(run("--single-file", "jobs.py"), "jobs.py", "the sources of this package are missing")


@FORKS
@pytest.mark.environment
def test_whenever_it_is_killed_no_half_of_a_copy_is_there(project):
    target = project / "copy"
    old = {"VENDORED.json": b"old", "b/c.py": b"old", "gone.py": b"old"}
    new = {"VENDORED.json": b"new", "b/c.py": b"new", "d.py": b"new"}
    seen = []
    for step in range(200):
        for folder in os.listdir(project):
            shutil.rmtree(folder)
        write_folder(target, old)
        act = partial(write_folder, target, new)
        was_killed = killed_at(step, act, {FOLDER})
        if target.exists():
            assert tree(target) in (old, new)
            seen.append(tree(target))
        else:  # killed between two renames: both folders are complete
            beside = [tree(name) for name in sorted(os.listdir(project))]
            assert sorted(map(len, beside)) == [3, 3]
            assert old in beside
            assert new in beside
        if not was_killed:
            break
    assert not was_killed
    assert tree(target) == new
    assert os.listdir(project) == ["copy"]
    assert old in seen


# The same for a single file, whose content ``test_single_file`` tests.


FILE = "acme/jobs.py"


@pytest.mark.parametrize("edition", [edition.date for edition in EDITIONS])
def test_a_single_file_is_written_and_checked(edition, run):
    arguments = [] if edition == "2024-11-07" else ["--edition", edition]
    assert run("--single-file", FILE, *arguments) == (0, f"{FILE}: jobmodels {VERSION}\n", "")
    first, second, third, fourth, *rest = Path(FILE).read_text().split("\n")
    assert first.startswith(f"# jobmodels {VERSION} in one file, edition {edition}: ")
    assert second.startswith("# SPDX-License-Identifier: Apache-2.0 ")
    assert third.split()[-1] == hashlib.sha256("\n".join(rest).encode()).hexdigest()
    assert fourth == ""
    assert "\n".join(rest) == text_of(edition)
    up_to_date = f"{FILE}: jobmodels {VERSION}: 1 untouched, up to date\n"
    assert run("--check", FILE) == (0, up_to_date, "")
    Path(FILE).write_bytes(Path(FILE).read_bytes().replace(b"\n", b"\r\n"))
    assert run("--check", "--single-file", FILE) == (0, up_to_date, "")


def test_a_single_file_that_was_edited_is_left_alone(run):
    run("--single-file", FILE)
    written = Path(FILE).read_text()
    Path(FILE).write_text(written + "# mine\n")
    told = f"{FILE}: edited\n"
    summary = f"{FILE}: jobmodels {VERSION}: 0 untouched, 1 edited\n"
    assert run("--check", FILE) == (1, told + summary, "")
    left = f"{FILE}: left unchanged: --force discards these changes\n"
    assert run("--update", FILE) == (1, "", told + left)
    assert Path(FILE).read_text() == written + "# mine\n"
    done = f"{FILE}: jobmodels {VERSION}, was {VERSION}\n"
    assert run("--update", "--force", FILE) == (0, told + done, "")
    assert Path(FILE).read_text() == written
    # An edit with an updated digest is found too.
    other = "\n".join(written.split("\n")[4:]) + "# mine\n"
    digest = hashlib.sha256(other.encode()).hexdigest()
    Path(FILE).write_text(
        "\n".join([*written.split("\n")[:2], f"# SHA-256 of all below: {digest}", "", other])
    )
    assert run("--check", FILE) == (1, told + summary, "")


def test_an_edited_head_of_a_single_file_is_an_edit(run):
    run("--single-file", FILE)
    written = Path(FILE).read_text()
    Path(FILE).write_text(written.replace("Apache-2.0 ", "MIT ", 1))
    assert run("--check", FILE)[1].splitlines()[0] == f"{FILE}: edited"
    assert run("--update", "--force", FILE)[0] == 0
    assert Path(FILE).read_text() == written


def test_a_single_file_of_another_version_or_edition_is_updated(run):
    run("--single-file", FILE)
    written = Path(FILE).read_text()
    older = text_of().replace(f'"{VERSION}"', '"0.0.9"')
    digest = hashlib.sha256(older.encode()).hexdigest()
    head = written.split("\n")[:4]
    head[0] = head[0].replace(VERSION, "0.0.9")
    head[2] = f"# SHA-256 of all below: {digest}"
    Path(FILE).write_text("\n".join([*head, older]))
    assert run("--check", FILE) == (
        1,
        f"{FILE}: out of date\n"
        f"{FILE}: jobmodels 0.0.9: 0 untouched, 1 out of date, compared with {VERSION}\n",
        "",
    )
    assert run("--update", FILE) == (0, f"{FILE}: jobmodels {VERSION}, was 0.0.9\n", "")
    assert Path(FILE).read_text() == written
    assert run("--update", FILE) == (0, f"{FILE}: jobmodels {VERSION}, already\n", "")
    assert run("--update", FILE, "--edition", "2026-03-17")[0] == 0
    assert "edition 2026-03-17" in Path(FILE).read_text().split("\n")[0]
    assert run("--check", FILE)[0] == 0
    assert run("--update", FILE)[0] == 0
    assert "edition 2026-03-17" in Path(FILE).read_text().split("\n")[0]


def test_a_single_file_goes_nowhere_else(run, project):
    refused(run("--single-file", "jobs"), "jobs", "NAME.py")
    refused(run("--single-file", "a-b.py"), "a-b.py", "cannot import")
    refused(run("--single-file", "jobs.py", "--without", "cli"), "jobs.py", "--without")
    refused(run("--check", "jobs.py", "--edition", "2026-03-17"), "jobs.py", "--edition")
    (project / "jobs.py").write_text("mine")
    (project / "folder.py").mkdir()
    for what in [("--single-file",), ("--check",), ("--update",), ("--update", "--force")]:
        refused(run("jobs.py", *what), "jobs.py")
        refused(run("folder.py", *what), "folder.py", "folder")
    refused(run("nothing.py", "--check"), "nothing.py", "no copy")
    refused(run("nothing.py", "--update"), "nothing.py", "no copy")
    assert tree(project) == {"jobs.py": b"mine"}


def test_a_single_file_that_cannot_be_written_is_not_there(run, project, monkeypatch):
    def fail(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    refused(run("--single-file", "jobs.py"), "jobs.py", "No space left on device")
    assert os.listdir(project) == []
