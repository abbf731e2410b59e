"""Both variants of the SDK in ``examples/minisdk``: runs the commands of its README in each."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from documents import PROJECT, Page
from under_test import BARE, NAME, PATH

HOME = PROJECT / "examples" / "minisdk"
README = Page(HOME / "README.md")
COMMANDS = {text.split()[1]: text.splitlines()[1:] for text in README.of("sh")}
"""The commands to run in the folder of each twin, after ``cd``."""
TWINS = [
    pytest.param("embedded", marks=pytest.mark.needs("attrs, cattrs: the SDK's converter")),
    "vendored",
]
pytestmark = pytest.mark.environment
IMPORTS = {"embedded": "import jobmodels as", "vendored": "from ._vendor import jobmodels as"}

ALONE = """
import sys

sys.path.insert(0, ".")
exec(compile(sys.stdin.read(), "README.md", "exec"))
found = {name.partition(".")[0] for name in sys.modules}
assert found - sys.stdlib_module_names <= {"__main__", "minisdk"}, found
assert found.isdisjoint({"asyncio", "http", "select", "socket", "ssl"}), found
"""


@pytest.fixture(params=TWINS)
def twin(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The folder of a twin, which uses the package under test or a vendored copy of it."""
    ignored = shutil.ignore_patterns("jobmodels", ".*", "__pycache__")
    shutil.copytree(HOME, tmp_path / "minisdk", ignore=ignored)
    folder = tmp_path / "minisdk" / request.param
    for path in (folder / "minisdk").glob("*.py"):
        text = path.read_text().replace("\nimport jobmodels as", f"\nimport {NAME} as")
        path.write_text(text)
    for line in COMMANDS[request.param]:
        if "-m jobmodels" in line:
            do(line, folder)
    return folder


def do(line: str, folder: Path) -> str:
    """Runs a command that must succeed, and returns its output."""
    program, *arguments = shlex.split(line)
    assert program == "python"
    # Without site-packages, so that a bare copy finds no third-party package.
    options = ["-S"] if BARE and "jobmodels" in arguments else []
    arguments = [NAME if argument == "jobmodels" else argument for argument in arguments]
    return run(*options, *arguments, folder=folder)


def run(*arguments: str, folder: Path, text: str = "") -> str:
    env = {
        **os.environ,
        # Both twins use the same standard library, whose types take most of mypy's time.
        "MYPY_CACHE_DIR": str(folder.parents[2] / "mypy_cache"),
        "PYTHONPATH": str(PATH),
        "PYTEST_ADDOPTS": "-W error -p no:cacheprovider",
    }
    if "site-packages" not in str(PATH):
        env["MYPYPATH"] = str(PATH)
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=env,
        input=text,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
    return done.stdout


def test_its_own_tests_pass(twin: Path):
    [line] = [line for line in COMMANDS[twin.name] if "-m pytest" in line]
    last = do(f"{line} -q", twin).splitlines()[-1]
    assert " passed" in last
    assert "skipped" not in last


def test_its_types_are_right(twin: Path):
    pytest.importorskip("mypy", reason="mypy is not installed")
    [line] = [line for line in COMMANDS[twin.name] if "-m mypy" in line]
    assert "--strict" in line
    assert do(line, twin).startswith("Success: no issues found")


def test_the_readme_prints_what_it_says(twin: Path):
    [code], [shown] = README.of("python"), README.of("text")
    assert run("-c", "import sys; exec(sys.stdin.read())", folder=twin, text=code) == shown


@pytest.mark.parametrize("twin", ["vendored"], indirect=True)
def test_the_vendored_one_needs_nothing_but_python(twin: Path):
    [code], [shown] = README.of("python"), README.of("text")
    assert run("-I", "-S", "-c", ALONE, folder=twin, text=code) == shown


def test_they_differ_in_one_module_and_in_what_they_import():
    def sources(name: str) -> dict[str, str]:
        return {path.name: path.read_text() for path in (HOME / name / "minisdk").glob("*.py")}

    def others(text: str, name: str) -> list[str]:
        return [line for line in text.splitlines() if line and not line.startswith(IMPORTS[name])]

    embedded, vendored = sources("embedded"), sources("vendored")
    assert embedded.keys() == vendored.keys()
    for name in embedded.keys() - {"answers.py"}:
        assert others(embedded[name], "embedded") == others(vendored[name], "vendored"), name
    for text, name in ((embedded["answers.py"], "embedded"), (vendored["answers.py"], "vendored")):
        assert f"\n{IMPORTS[name]} jm\n" in text


def test_every_block_of_the_readme_is_run():
    assert {block.kind for block in README.blocks} == {"python", "sh", "text"}
    assert len(README.of("python")) == len(README.of("text")) == 1
    assert list(COMMANDS) == ["embedded", "vendored"]
    words = ("-m jobmodels", "-m pytest", "-m mypy")
    for name, lines in COMMANDS.items():
        assert all(any(word in line for word in words) for line in lines), name
