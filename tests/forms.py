"""Loads the other forms of the package in this process: a vendored copy under a separate name, and
the single file of an edition.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

from jobmodels.vendoring.amalgam import module_text
from jobmodels.vendoring.copies import FOLDER, create
from jobmodels.vendoring.parts import PARTS

__all__ = ["load_copy", "load_single_file", "text_of", "write_single_file"]

text_of = cache(module_text)
"""The text of the single file of an edition. Making it takes half a second."""


def write_single_file(edition: str, folder: Path) -> Path:
    path = folder / f"jobs_{edition.replace('-', '_')}.py"
    path.write_bytes(text_of(edition).encode())
    return path


def load_single_file(edition: str, folder: Path) -> ModuleType:
    path = write_single_file(edition, folder)
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = sys.modules[path.stem] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def load_copy(folder: Path) -> ModuleType:
    """Returns the copy, with all optional parts left out."""
    create(FOLDER, folder / "copy_of_jobmodels", PARTS)
    sys.path.insert(0, str(folder))
    try:
        return importlib.import_module("copy_of_jobmodels")
    finally:
        sys.path.remove(str(folder))
