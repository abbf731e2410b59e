"""Times imports, each in a fresh process, in alternating rounds."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from .children import ask, module

__all__ = ["ATTRS", "EDITIONS", "OURS", "SDK", "Imports", "time_imports"]

ATTRS = "attrs"
OURS = "jobmodels"
EDITIONS = "jobmodels and its other editions"
CLASSES = "from jobmodels.models import enums, request, response"
"""Loads the classes. ``import jobmodels`` alone loads neither them nor ``structure`` and
``unstructure``, which a host needs as well."""
SDK = "official SDK: its classes for jobs"

STATEMENTS = {
    ATTRS: "import attrs",
    OURS: f"{CLASSES}; from jobmodels import structure, unstructure",
    EDITIONS: f"{CLASSES}; from jobmodels import structure, unstructure, v2024_06, v2026",
    "msgspec: the JobOut of this benchmark": f"import {module('peers.msgspec_models')}",
    "attrs: the JobOut of this benchmark": f"import {module('peers.attrs_models')}",
    "dataclasses: the JobOut of this benchmark": f"import {module('peers.dataclass_models')}",
    "pydantic: the JobOut of this benchmark": (
        f"from {module('peers.pydantic_models')} import build; build({{}})"
    ),
}
SDK_STATEMENT = "from mistralai.models import DetailedJobOut, JobIn, JobOut, JobsOut"

# Only built-in modules are imported before: any other import would make the statement look faster.
CODE = """
import sys, time
start = time.perf_counter()
{statement}
seconds = time.perf_counter() - start
modules = sorted(sys.modules)
import json
print(json.dumps([seconds, modules]))
"""


class Imports(NamedTuple):
    seconds: dict[str, list[float]]
    """One value per round for each statement."""
    added: list[str]
    """The modules that jobmodels loads and attrs does not."""


def time_imports(rounds: Iterable[int], sdk_python: Path | None) -> Imports:
    statements = {name: (sys.executable, statement) for name, statement in STATEMENTS.items()}
    if sdk_python:
        statements[SDK] = str(sdk_python), SDK_STATEMENT
    modules = {}
    for name in statements:  # not timed: the first import may compile bytecode
        _, modules[name] = _imported(*statements[name])
    seconds: dict[str, list[float]] = {name: [] for name in statements}
    order, names = random.Random(0), list(statements)
    for _ in rounds:
        order.shuffle(names)
        for name in names:
            seconds[name].append(_imported(*statements[name])[0])
    return Imports(seconds, sorted(modules[OURS] - modules[ATTRS]))


def _imported(python: str, statement: str) -> tuple[float, set[str]]:
    seconds, modules = ask("-c", CODE.format(statement=statement), python=python)
    return seconds, set(modules)
