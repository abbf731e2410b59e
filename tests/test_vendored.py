"""Vendored copies of the package: with the standard library only, and beside an installed one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import under_test

import jobmodels as jm
from jobmodels.cli import main

BARE_SCRIPT = """
import sys

sys.path.insert(0, {root!r})
import globex._vendor.jobmodels as vendored
from globex._vendor.jobmodels.cli import main

payload = {{"id": "a", "autoStart": False, "hyperparameters": {{"epochs": 1}}, "model":
    "mistral-small-latest", "status": "FAILED", "jobType": "FT", "createdAt": 1, "modifiedAt": 2,
    "trainingFiles": ["f"], "integrations": [{{"project": "p", "x": 1}}]}}
job = vendored.structure(payload, vendored.JobOut)
assert vendored.unstructure(job, case="camel") == payload
assert vendored.loads(vendored.dumps(job), vendored.JobOut) == job
assert {{job: 1}}[vendored.evolve(job, created_at=1)] == 1
assert repr(job).startswith("JobOut(id='a'")
try:
    vendored.structure({{"total": "x"}}, vendored.JobsOut)
except vendored.ValidationError as error:
    assert vendored.problems_of(error) == error.problems
else:
    raise AssertionError
try:
    job.id = "b"
except AttributeError:
    pass
else:
    raise AssertionError
try:
    vendored.make_converter()
except ImportError as error:
    assert "cattrs" in str(error)
else:
    raise AssertionError
third_party = {{name.partition(".")[0] for name in sys.modules}} - sys.stdlib_module_names
assert third_party <= {{"globex", "__main__", "__mp_main__"}}, third_party
sys.exit(main(["check", {sample!r}]))
"""

BESIDE_SCRIPT = """
import pickle
import {name} as installed
import globex._vendor.jobmodels as vendored
import globex._vendor.older as older

everyone = (installed, vendored, older)
assert len({{id(jm) for jm in everyone}}) == 3
assert older.__version__ == "0.0.9" != installed.__version__ == vendored.__version__
payload = {{"total": 1, "data": []}}
lists = [jm.structure(payload, jm.JobsOut) for jm in everyone]
assert len({{*lists}}) == len({{type(obj) for obj in lists}}) == 3
assert len({{jm.UNSET for jm in everyone}}) == 3
assert pickle.loads(pickle.dumps(lists)) == lists
for jm, obj in zip(everyone, lists):
    assert jm.unstructure(obj) == payload
    for other in everyone:
        if other is jm:
            continue
        for wrong in (
            lambda: jm.structure(payload, other.JobsOut),
            lambda: jm.unstructure(other.JobsOut(total=1)),
        ):
            try:
                wrong()
            except TypeError:
                continue
            raise AssertionError

# In 0.0.9 a job may be paused, and an event has a region. Nobody else knows of that.
event = {{"name": "n", "createdAt": 1, "region": "eu"}}
assert older.structure(event, older.EventOut).region == "eu"
assert installed.structure(event, installed.EventOut).additional_properties == {{"region": "eu"}}
assert older.Status("PAUSED").is_known
assert not installed.Status.open("PAUSED").is_known
assert {{*vendored.Status}} == {{*installed.Status}} < {{*older.Status}}
"""

HOOKS_SCRIPT = """
import itertools
import attrs, cattrs
import {name} as installed
import globex._vendor.jobmodels as vendored
import globex._vendor.older as older

everyone = {{"installed": installed, "vendored": vendored, "older": older}}
options = {{
    "installed": dict(case="snake"),
    "vendored": dict(case="camel", lenient=True),
    "older": dict(case="snake", unknown_keys="forbid"),
}}
job = {{"id": "a", "auto_start": False, "hyperparameters": {{}}, "status": "QUEUED",
    "job_type": "FT", "model": "open-mistral-7b", "created_at": 1, "modified_at": 1,
    "training_files": ["f"]}}


@attrs.frozen
class Mine:
    job_name: str
    ours: installed.JobOut
    theirs: vendored.JobOut | None
    answer: older.CreateJobResponse
    any_status: vendored.Status
    maybe: older.Omittable[int] = older.UNSET


for order in itertools.permutations(everyone):
    converter = cattrs.Converter()
    for name in order:
        everyone[name].register_hooks(converter, **options[name])
    for name, jm in everyone.items():
        read = converter.structure(job, jm.JobOut)
        assert type(read) is jm.JobOut
        assert converter.structure({{"name": "n", "created_at": 1}}, jm.EventOut).name == "n"
        assert type(converter.structure(job, jm.Model)) is jm.JobOut
        assert type(converter.structure(job, jm.CreateJobResponse)) is jm.JobOut
        assert type(converter.structure("RUNNING", jm.Status)) is jm.Status
        wanted = jm.unstructure(read, case=options[name]["case"])
        assert converter.unstructure(read) == wanted
        assert converter.unstructure(read, unstructure_as=jm.CreateJobResponse) == wanted
        assert converter.unstructure([read, [read]]) == [wanted, [wanted]]

    # Each copy reads with its own options, which do not affect the other copies.
    paused = {{**job, "status": "PAUSED", "region": "eu"}}
    assert converter.structure(paused, vendored.JobOut).status == "PAUSED"
    for jm, path in ((installed, "$.status"), (older, "$.region")):
        try:
            converter.structure(paused, jm.JobOut)
        except jm.ValidationError as error:
            assert [problem.path for problem in jm.problems_of(error)] == [path]
        else:
            raise AssertionError
    mine = {{"job_name": "x", "ours": job, "theirs": job, "answer": job, "any_status": "PAUSED"}}
    read = converter.structure(mine, Mine)
    assert [type(value) for value in attrs.astuple(read, recurse=False)] == [
        str, installed.JobOut, vendored.JobOut, older.JobOut, vendored.Status, older.UnsetType
    ]
    assert converter.unstructure(read.theirs)["createdAt"] == 1
    assert converter.unstructure(read.ours)["created_at"] == 1
    try:
        converter.structure({{**mine, "ours": {{**job, "status": 1}}, "answer": {{}}}}, Mine)
    except cattrs.BaseValidationError as error:
        # Each names what is its own, and no one hides what is another's.
        assert "$.ours.status" in [problem.path for problem in installed.problems_of(error)]
        assert "$.answer.id" in [problem.path for problem in older.problems_of(error)]
    else:
        raise AssertionError
    # The host's own class is still the host's own affair.
    assert converter.structure({{"job_name": "x", "ours": job, "theirs": None, "answer": job,
        "any_status": "RUNNING", "region": 1}}, Mine).theirs is None
"""


CHANGES = {
    "__init__.py": (f'"{jm.__version__}"', '"0.0.9"'),
    "models/enums.py": (
        '    RUNNING = "RUNNING"',
        '    PAUSED = "PAUSED"\n    RUNNING = "RUNNING"',
    ),
    "models/response.py": (
        "class EventOut(Model):",
        "class EventOut(Model):\n    region: Omittable[str] = UNSET",
    ),
}
"""The replacements of text that create another version of the package."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Returns the folder of a package that has vendored two versions."""
    vendor = tmp_path / "globex" / "_vendor"
    for name in ("jobmodels", "older"):
        assert main(["vendor", str(vendor / name)]) == 0
    for path, (now, then) in CHANGES.items():
        file = vendor / "older" / path
        assert file.read_text().count(now) == 1
        file.write_text(file.read_text().replace(now, then))
    for folder in (vendor, vendor.parent):
        (folder / "__init__.py").touch()
    return tmp_path


def run(*arguments: str, path: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        env={"PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_copy_runs_on_the_bare_standard_library(root: Path, tmp_path: Path):
    sample = tmp_path / "job.json"
    sample.write_text('{"total": 0, "object": "list"}')
    done = run("-I", "-S", "-c", BARE_SCRIPT.format(root=str(root), sample=str(sample)))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip().endswith("ok")


def run_beside(script: str, root: Path) -> None:
    path = f"{root}{os.pathsep}{under_test.PATH}"
    done = run("-W", "error", "-c", script.format(name=under_test.NAME), path=path)
    assert (done.returncode, done.stderr) == (0, "")


def test_copies_of_two_versions_live_beside_the_installed_one(root: Path):
    run_beside(BESIDE_SCRIPT, root)


@pytest.mark.needs("attrs, cattrs: the host's converter")
def test_the_hooks_of_all_three_get_along_on_one_converter(root: Path):
    pytest.importorskip("cattrs", reason="the host's converter is one of cattrs")
    run_beside(HOOKS_SCRIPT, root)


def test_the_copys_command_runs(root: Path):
    done = run("-m", "globex._vendor.jobmodels", "--help", path=str(root))
    assert done.returncode == 0
    assert "globex._vendor.jobmodels" in done.stdout
