"""Runs the code of Markdown pages: the README, and the pages in ``docs``.

The blocks of a page run from top to bottom in one folder: ``python`` as parts of one module,
``console`` in a shell in which ``jobmodels`` is the package under test. Their output must be the
text that the page shows below them. pytest runs blocks that define tests. ``sh`` blocks are for the
reader's machine and do not run; ``test_docs`` checks that the paths and extras in them exist.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from under_test import BARE, NAME, PATH

PROJECT = Path(__file__).parent.parent
BLOCK = re.compile(r"^```(\S*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NEEDED = ("cattrs", "hypothesis", "make_converter", "register_hooks")
"""Words of a page whose code makes the package import a third-party package."""

HOSTS = (
    *("django", "duckdb", "fastapi", "litestar", "matplotlib", "pandas", "polars", "pyarrow"),
    *("pydantic", "sqlalchemy"),
)
"""The packages that a page may import and that are installed only for the tests of hosts."""


class Block(NamedTuple):
    kind: str
    text: str
    line: int

    @property
    def is_test(self) -> bool:
        return self.kind == "python" and bool(re.search(r"^def test_", self.text, re.MULTILINE))


class Page:
    """A page of Markdown."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = Path(os.path.relpath(path, PROJECT)).as_posix()
        self.text = path.read_text(encoding="utf-8")
        self.blocks = [
            Block(found[1], found[2], self.text.count("\n", 0, found.start(2)) + 1)
            for found in BLOCK.finditer(self.text)
        ]
        self.prose = BLOCK.sub("", self.text)
        self.needs = [word for word in NEEDED if any(word in text for text in self.of("python"))]
        hosts = re.findall(rf"^(?:from|import) ({'|'.join(HOSTS)})\b", self.module, re.MULTILINE)
        self.missing = [name for name in {*hosts} if not importlib.util.find_spec(name)]

    @property
    def shows_code(self) -> bool:
        return bool(self.of("python") or self.of("console"))

    @property
    def anchors(self) -> list[str]:
        """The anchors of its headings, as code hosts generate them."""
        found: list[str] = []
        for heading in re.findall(r"^#+ (.*)$", self.prose, re.MULTILINE):
            words = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", heading)
            slug = re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")
            found.append(f"{slug}-{found.count(slug)}" if slug in found else slug)
        return found

    def of(self, kind: str) -> list[str]:
        return [block.text for block in self.blocks if block.kind == kind]

    @property
    def module(self) -> str:
        """Its Python code, without the tests."""
        return "".join(
            block.text for block in self.blocks if block.kind == "python" and not block.is_test
        )

    @property
    def tests(self) -> list[str]:
        """Its blocks with tests; each is a test file."""
        return [block.text for block in self.blocks if block.is_test]

    def run(self, folder: Path, monkeypatch) -> None:
        """Runs its code in ``folder``; raises ``AssertionError`` for output unlike the page's."""
        (folder / "examples").mkdir()
        shutil.copy(PROJECT / "examples" / "job.json", folder / "examples")
        monkeypatch.chdir(folder)
        monkeypatch.syspath_prepend(folder)
        before = {*sys.modules}
        module = ModuleType("page")  # one module from top to bottom
        monkeypatch.setitem(sys.modules, module.__name__, module)
        self._run_blocks(vars(module), folder)
        for name in sys.modules.keys() - before:
            if str(folder) in str(getattr(sys.modules[name], "__file__", None)):
                del sys.modules[name]  # another page may create a module of that name

    def _run_blocks(self, names: dict[str, object], folder: Path) -> None:
        blocks = [block for block in self.blocks if not block.is_test]
        previous = ""
        for index, block in enumerate(blocks):
            if block.kind == "python":
                following = blocks[index + 1 : index + 2]
                shown = "".join(block.text for block in following if block.kind == "text")
                # Without the __future__ imports of this module, which a reader does not have.
                text = "\n" * (block.line - 1) + block.text
                code = compile(text, str(self.path), "exec", dont_inherit=True)
                with contextlib.redirect_stdout(io.StringIO()) as out:
                    exec(code, names)
                assert out.getvalue() == shown, f"{self.name}:{block.line}"
            elif block.kind == "console":
                lines = block.text.splitlines(keepends=True)
                commands = [line.removeprefix("$ ") for line in lines if line.startswith("$ ")]
                shown = "".join(line for line in lines if not line.startswith("$ "))
                printed = _shell("".join(commands), folder)
                assert _is_like(printed, shown), f"{self.name}:{block.line} prints:\n{printed}"
            else:
                assert block.kind != "text" or previous == "python", f"{self.name}:{block.line}"
            previous = block.kind


def _is_like(printed: str, shown: str) -> bool:
    """Whether a page shows the output; three dots match text that differs between versions."""
    pattern = ".*".join(map(re.escape, shown.split("...")))
    return re.fullmatch(pattern, printed) is not None


def _shell(script: str, folder: Path) -> str:
    """Returns the output of a script, including standard error."""
    programs = folder / ".bin"
    programs.mkdir(exist_ok=True)
    # Without site-packages, so that a bare copy finds no third-party package.
    python = f"exec '{sys.executable}' {'-S' if BARE else ''}"
    command = (
        f"import sys; sys.argv[0] = 'jobmodels'; from {NAME}.cli import main; sys.exit(main())"
    )
    for name, line in {"python": python, "jobmodels": f'{python} -c "{command}"'}.items():
        program = programs / name
        program.write_text(f'#!/bin/sh\n{line} "$@"\n')
        program.chmod(0o755)
    env = {
        **os.environ,
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(PATH),
    }
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=folder,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return done.stdout
