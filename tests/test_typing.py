"""The types as a stranger's type checker sees them."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
import under_test

api = pytest.importorskip("mypy.api", reason="mypy is not installed")

HERE = Path(__file__).parent
README_BLOCKS = re.findall(
    r"^```python\n(.*?)^```$", (HERE.parent / "README.md").read_text(), re.MULTILINE | re.DOTALL
)
CASES = {
    "stranger": (HERE / "typing_cases" / "stranger.py").read_text(),
    "typed_dicts": (HERE / "typing_cases" / "typed_dicts.py").read_text(),
    # But for the block that imports what only exists once it has run, and for tests.
    "readme": "".join(
        text for text in README_BLOCKS if "_vendor" not in text and "def test_" not in text
    ),
}


@pytest.mark.needs("attrs, cattrs: the code under test imports them")
@pytest.mark.parametrize("name", CASES)
def test_strict_code_passes_without_a_cast(name, tmp_path, monkeypatch):
    text = CASES[name].replace("import jobmodels as jm", f"import {under_test.NAME} as jm")
    text = text.replace("from jobmodels.", f"from {under_test.NAME}.")
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
