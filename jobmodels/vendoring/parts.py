"""What a copy contains: the package's own files, without the omitted parts, and a manifest.

A test checks that no remaining module imports a part that is left out. Writes no file.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from hashlib import sha256
from typing import Any, Literal, NamedTuple

from .. import __version__
from ..core.define import frozen
from ..core.describe import did_you_mean
from ..core.errors import ValidationError
from ..core.jsontext import dumps, loads
from ..core.model import Model
from . import NoOriginalError, RefusedError


class Part(NamedTuple):
    """Files that can only be left out together."""

    what: str
    """The purpose of the part."""
    paths: tuple[str, ...]
    """The paths of its modules and folders; a folder ends with a slash."""
    needs: tuple[str, ...] = ()
    """The parts that it imports."""


PARTS: Mapping[str, Part] = {
    "cli": Part(
        "the command, python -m included",
        ("__main__.py", "cli/", "records/recase.py", "vendoring/"),
        needs=("fixtures", "json_schema", "pages", "tables"),
    ),
    "compiled": Part("the fast engine: reading takes eight times as long", ("core/compiled/",)),
    "converters": Part("cattrs hooks and converter", ("converters/",)),
    "fixtures": Part("jobs in files, examples, differences", ("fixtures/",)),
    "json_schema": Part("JSON Schema of the classes", ("docstrings.py", "json_schemas.py")),
    "pages": Part("what notebooks and the command show of a record", ("pages/",)),
    "pydantic": Part(
        "fields in pydantic and FastAPI", ("pydantic_fields.py",), needs=("json_schema",)
    ),
    "pytest": Part("the pytest plugin", ("pytest_plugin.py",), needs=("fixtures",)),
    "strategies": Part("Hypothesis strategies", ("strategies/",)),
    "tables": Part("flat rows for data frames, Parquet, SQL and CSV", ("tables.py",)),
    "types": Part("the wire form as TypedDicts", ("types/",)),
}
"""The parts, by their names in ``--without``."""


def own_files() -> dict[str, bytes]:
    """Returns the content of this package's files by path, sorted. Raises ``NoOriginalError``."""
    from importlib.resources import files  # also reads zip files; slow to import

    root = files(__package__.rpartition(".")[0])
    found = {path: file.read_bytes() for path, file in _walk(root, "")}
    if "__init__.py" not in found:
        raise NoOriginalError("the sources of this package are missing")
    own_manifest = root.joinpath(MANIFEST)
    if own_manifest.is_file():
        manifest = read_manifest(own_manifest.read_bytes())
        if manifest.without or manifest.files != digests_of(found):
            raise NoOriginalError("this package is itself a copy, and it is edited or incomplete")
    return dict(sorted(found.items()))


def _walk(folder: Any, prefix: str) -> Iterator[tuple[str, Any]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _walk(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith((".py", ".pyi")) or f"{prefix}{entry.name}" in (
            "LICENSE",
            "py.typed",
        ):
            yield f"{prefix}{entry.name}", entry


def check_parts(names: Collection[str]) -> tuple[str, ...]:
    """Returns the names, sorted and without duplicates. Raises ``RefusedError`` for an unknown
    name, and for a part that a remaining part needs."""
    for name in names:
        if name not in PARTS:
            hint = did_you_mean(name, PARTS)
            raise RefusedError(f"unknown part {name!r}{hint} (parts: {', '.join(PARTS)})")
    for name, part in PARTS.items():
        needed = [need for need in part.needs if need in names]
        if needed and name not in names:
            raise RefusedError(f"{name} needs {' and '.join(needed)}: leave {name} out as well")
    return tuple(sorted({*names}))


def without(files: Mapping[str, bytes], parts: Collection[str]) -> dict[str, bytes]:
    """Returns the files that remain without ``parts``; the package omits their names."""
    left_out = tuple(path for part in parts for path in PARTS[part].paths)
    kept = {path: data for path, data in files.items() if not path.startswith(left_out)}
    modules = "|".join(path.rstrip("/").removesuffix(".py") for path in left_out)
    lines = re.compile(rf'^ *(from \. import |from \.|")({modules})\b.*\n', re.MULTILINE)
    for name in ("__init__.py", "__init__.pyi"):
        source = files[name].decode()
        if "types" in parts:
            source = source.replace(".types._unstructure", ".core.conversion")
        kept[name] = lines.sub("", source).encode() if left_out else files[name]
    return kept


MANIFEST = "VENDORED.json"


@frozen
class Manifest(Model):
    """The content of ``VENDORED.json``."""

    name: Literal["jobmodels"]
    version: str
    license: str
    without: tuple[str, ...]
    """The parts that were left out."""
    files: Mapping[str, str]
    """The digest of each file, by its path in the copy."""


def manifest_text(files: Mapping[str, bytes], parts: tuple[str, ...]) -> bytes:
    manifest = Manifest(
        name="jobmodels",
        version=__version__,
        license="Apache-2.0",
        without=parts,
        files=digests_of(files),
    )
    return f"{dumps(manifest, indent=2)}\n".encode()


def read_manifest(text: bytes) -> Manifest:
    """Reads the content of a manifest file. Raises ``RefusedError`` if it is not valid."""
    try:
        return loads(text, Manifest)
    except ValidationError as error:
        raise RefusedError(f"{MANIFEST} cannot be read: {error}") from None


def digests_of(files: Mapping[str, bytes]) -> dict[str, str]:
    return {path: digest(data) for path, data in files.items()}


def digest(data: bytes) -> str:
    """Returns the SHA-256 of a file's content with LF line endings: git may convert them."""
    return sha256(data.replace(b"\r\n", b"\n")).hexdigest()
