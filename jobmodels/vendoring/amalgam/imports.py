"""Writes the import statements of the single file in the format of isort. Depends only on names and
their origins."""

from __future__ import annotations

import sys
from collections.abc import Collection, Mapping

from .definitions import Import

__all__ = ["import_lines", "rank"]

_WIDTH = 100


def import_lines(imports: Mapping[str, Import], awaited: Collection[str]) -> list[str]:
    """Returns the import lines; names not in ``awaited`` are imported only for type checkers.

    Raises ``RuntimeError`` if an awaited name is not from the standard library.
    """
    now = {name: origin for name, origin in imports.items() if name in awaited}
    for_types = {name: origin for name, origin in imports.items() if name not in awaited}
    if for_types:
        now["TYPE_CHECKING"] = Import("typing", "TYPE_CHECKING", False)
    if not all(map(_is_standard, now.values())):
        raise RuntimeError("an import at run time is not from the standard library")
    lines = _statements(now, "")
    if for_types:
        lines += ["", "if TYPE_CHECKING:"]
        for is_standard in (True, False):
            chosen = {
                name: origin
                for name, origin in for_types.items()
                if _is_standard(origin) is is_standard
            }
            if chosen and lines[-1].startswith(" "):
                lines.append("")
            lines += _statements(chosen, "    ")
    return lines


def _is_standard(origin: Import) -> bool:
    return origin.module.partition(".")[0] in sys.stdlib_module_names


def _statements(imports: Mapping[str, Import], margin: str) -> list[str]:
    modules = sorted(origin.module for origin in imports.values() if not origin.name)
    lines = [f"{margin}import {module}" for module in modules]
    for module in sorted({origin.module for origin in imports.values() if origin.name}):
        names = [name for name, origin in imports.items() if origin == Import(module, name, False)]
        names.sort(key=rank)
        line = f"{margin}from {module} import {', '.join(names)}"
        if len(line) <= _WIDTH:
            lines.append(line)
        else:
            lines.append(f"{margin}from {module} import (")
            lines += [f"{margin}    {name}," for name in names]
            lines.append(f"{margin})")
    return lines


def rank(name: str) -> tuple[int, str]:
    """Returns a sort key for a name: constants first, then classes, then functions."""
    if name.isupper() and len(name) > 1:
        return 0, name
    return (1 if name[0].isupper() else 2), name
