"""The types as a user's type checker sees them: in typical code, in the guide, in copies.

One run of mypy checks all of it, since each run reads the standard library's types again.
"""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

import pytest
import under_test
from documents import PROJECT, Page
from forms import write_single_file

from jobmodels.records.editions import EDITIONS
from jobmodels.vendoring.copies import FOLDER, create
from jobmodels.vendoring.parts import PARTS

pytestmark = pytest.mark.environment
api = pytest.importorskip("mypy.api", reason="mypy is not installed")

STRANGERS = sorted(Path(__file__).with_name("typing_cases").glob("*.py"))
WITHOUT_TYPES = """
[mypy]
[mypy-django.*,pandas.*,pyarrow.*]
ignore_missing_imports = True
[mypy-frameworks]
disallow_subclassing_any = False
"""
"""The configuration for the pages that import packages without types."""
GUIDE = [PROJECT / "README.md", *sorted((PROJECT / "docs" / "guide").glob("*.md"))]


@pytest.mark.needs("attrs, cattrs: the code under test imports them")
def test_strict_code_passes_without_a_cast(tmp_path, monkeypatch):
    cases = {path.stem: path.read_text() for path in STRANGERS}
    if find_spec("pydantic") is None:
        del cases["pydantic_host"]
    for page in map(Page, GUIDE):
        # The page about vendoring imports a copy that exists only after its commands have run.
        if page.module and "_vendor" not in page.module and not page.missing:
            cases[page.path.stem.replace("-", "_")] = page.module
    assert {
        "single_file",
        "stranger",
        "typed_dicts",
        "README",
        "archive",
        "fixtures",
        "embed",
    } <= cases.keys()
    for name, text in cases.items():
        case = text.replace("import jobmodels as jm", f"import {under_test.NAME} as jm")
        case = case.replace("from jobmodels", f"from {under_test.NAME}")
        (tmp_path / f"{name}.py").write_text(case)
    for edition in EDITIONS:
        cases[write_single_file(edition.date, tmp_path).stem] = ""
    if "site-packages" not in str(under_test.PATH):
        monkeypatch.setenv("MYPYPATH", os.fspath(under_test.PATH))
    monkeypatch.chdir(tmp_path)
    files = [f"{name}.py" for name in cases]
    smallest = tmp_path / "smallest"
    create(FOLDER, smallest, PARTS)
    files += [os.fspath(path) for path in smallest.rglob("*.py")]
    (tmp_path / "mypy.ini").write_text(WITHOUT_TYPES)
    out, err, status = api.run(["--strict", "--cache-dir=.cache", *files])
    assert (out, err, status) == (f"Success: no issues found in {len(files)} source files\n", "", 0)
