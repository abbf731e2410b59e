"""The parts of the package that a host may do without, and the package without them.

What a part is made of is stated here. A test holds it against the imports: nothing that stays may
import what is left out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from .. import _NAMES
from ..core.hints import did_you_mean
from .refused import RefusedError

__all__ = ["PARTS", "Part", "check_parts", "without"]


class Part(NamedTuple):
    """Files that can only go together."""

    what: str
    """What it is for."""
    paths: tuple[str, ...]
    """Its modules, and its folders with a slash at their end."""
    needs: tuple[str, ...] = ()
    """The parts that it imports."""


PARTS: Mapping[str, Part] = {
    "cli": Part(
        "the command, python -m included",
        ("__main__.py", "cli/", "respelling.py", "vendoring/"),
        needs=("fixtures", "json_schema"),
    ),
    "converters": Part("cattrs hooks and converter", ("converters.py", "jsonconverter.py")),
    "fixtures": Part("jobs in files, examples, differences", ("fixtures/",)),
    "json_schema": Part("JSON Schema of the classes", ("core/docstrings.py", "json_schemas.py")),
    "pytest": Part("the pytest plugin", ("pytest_plugin.py",), needs=("fixtures",)),
    "strategies": Part("Hypothesis strategies", ("strategies/",)),
    "types": Part("the wire form as TypedDicts", ("types/",)),
}
"""By the name that is said to leave one out."""


def check_parts(names: Collection[str]) -> tuple[str, ...]:
    """The names in order; ``RefusedError`` for one that there is not, or one that another needs."""
    for name in names:
        if name not in PARTS:
            hint = did_you_mean(name, PARTS)
            raise RefusedError(f"there is no part {name!r}{hint} (there are: {', '.join(PARTS)})")
    for name, part in PARTS.items():
        needed = [need for need in part.needs if need in names]
        if needed and name not in names:
            raise RefusedError(f"{name} needs {' and '.join(needed)}: leave {name} out as well")
    return tuple(sorted({*names}))


def without(files: Mapping[str, bytes], parts: Collection[str]) -> dict[str, bytes]:
    """The files that remain where ``parts`` are left out, and do not speak of those."""
    left_out = tuple(path for part in parts for path in PARTS[part].paths)
    kept = {path: data for path, data in files.items() if not path.startswith(left_out)}
    kept["__init__.py"] = _without_names(files["__init__.py"].decode(), left_out).encode()
    return kept


def _without_names(source: str, left_out: Collection[str]) -> str:
    """The package's ``__init__``, where each name that it makes public has lines of its own."""
    modules = [path.rstrip("/").removesuffix(".py").replace("/", ".") for path in left_out]
    names = [name for module in modules for name in _NAMES.get(module, ())]
    gone = {f'"{name}",' for name in (*names, *modules)}
    gone |= {f"from . import {module} as {module}" for module in modules}
    beginnings = tuple(
        beginning for module in modules for beginning in (f"from .{module} ", f'"{module}": (')
    )
    lines = [
        line.replace(".types._unstructure", ".core.conversion") if "types" in modules else line
        for line in source.splitlines(keepends=True)
        if line.strip() not in gone and not line.strip().startswith(beginnings)
    ]
    return "".join(lines)
