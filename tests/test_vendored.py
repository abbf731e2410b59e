"""A copy of the package inside another: on the bare standard library, beside the installed one."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import under_test

import jobmodels as jm

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

assert installed is not vendored
payload = {{"total": 1, "data": []}}
ours = installed.structure(payload, installed.JobsOut)
theirs = vendored.structure(payload, vendored.JobsOut)
assert ours != theirs and type(ours) is not type(theirs)
assert vendored.unstructure(theirs) == installed.unstructure(ours) == payload
assert pickle.loads(pickle.dumps([ours, theirs])) == [ours, theirs]
assert installed.UNSET is not vendored.UNSET
for jm, other in ((installed, vendored), (vendored, installed)):
    for wrong in (
        lambda: jm.structure(payload, other.JobsOut),
        lambda: jm.unstructure(other.JobsOut(total=1)),
    ):
        try:
            wrong()
        except TypeError:
            continue
        raise AssertionError
try:
    import cattrs
except ImportError:
    pass
else:
    converter = cattrs.Converter()
    installed.register_hooks(converter, case="snake")
    vendored.register_hooks(converter, case="camel", lenient=True)
    job = {{"status": "PAUSED", "created_at": 1}}
    read = converter.structure(job, vendored.JobOut)
    assert converter.unstructure(read) == {{"status": "PAUSED", "createdAt": 1}}
    event = installed.EventOut(name="n", created_at=1)
    assert converter.unstructure(event) == {{"name": "n", "created_at": 1}}
    try:
        converter.structure(job, installed.JobOut)
    except installed.ValidationError:
        pass
    else:
        raise AssertionError
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    vendor = tmp_path / "globex" / "_vendor"
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(Path(jm.__file__).parent, vendor / "jobmodels", ignore=ignored)
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


def test_a_copy_lives_beside_the_installed_one(root: Path):
    path = f"{root}:{under_test.PATH}"
    done = run("-W", "error", "-c", BESIDE_SCRIPT.format(name=under_test.NAME), path=path)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_copys_command_runs(root: Path):
    done = run("-m", "globex._vendor.jobmodels", "--help", path=str(root))
    assert done.returncode == 0
    assert "globex._vendor.jobmodels" in done.stdout
