"""The types as a stranger's type checker sees them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import under_test

api = pytest.importorskip("mypy.api", reason="mypy is not installed")

CASES = sorted((Path(__file__).parent / "typing_cases").glob("*.py"))


@pytest.mark.needs("attrs, cattrs: the file under test imports them")
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_strict_code_passes_without_a_cast(path, tmp_path, monkeypatch):
    text = path.read_text().replace("import jobmodels as jm", f"import {under_test.NAME} as jm")
    case = tmp_path / "case.py"
    case.write_text(text)
    if "site-packages" not in str(under_test.PATH):
        monkeypatch.setenv("MYPYPATH", os.fspath(under_test.PATH))
    cache = tmp_path / "cache"
    out, err, status = api.run(["--strict", f"--cache-dir={cache}", "--config-file=", str(case)])
    assert (out.splitlines()[-1], err, status) == (
        "Success: no issues found in 1 source file",
        "",
        0,
    ), out
