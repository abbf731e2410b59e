"""The environment of the official SDK, which is created on first use and kept."""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from pathlib import Path

from ..children import environment

__all__ = ["SdkError", "sdk_python"]

VERSION = "1.2.6"
REQUIREMENT = f"mistralai=={VERSION}"
FOLDER = Path(__file__).resolve().parent.parent / ".sdk-env" / str(sys.implementation.cache_tag)


class SdkError(Exception):
    """The official SDK cannot be used."""


def sdk_python() -> Path:
    """Returns the Python of the environment. Raises ``SdkError`` if it cannot be created."""
    builder = venv.EnvBuilder(with_pip=True, clear=True)
    python = Path(builder.ensure_directories(FOLDER).env_exe)
    if not _is_ready(python):
        try:
            builder.create(FOLDER)
            _pip_install(python)
        except (subprocess.CalledProcessError, OSError) as error:
            shutil.rmtree(FOLDER, ignore_errors=True)
            # Omit the text of the error: it contains paths, and this text is in the report.
            raise SdkError(f"{REQUIREMENT} could not be installed; check the network") from error
    return python


def _is_ready(python: Path) -> bool:
    if not python.exists():
        return False
    code = "from importlib.metadata import version; print(version('mistralai'))"
    done = subprocess.run(
        [str(python), "-c", code], capture_output=True, text=True, env=environment(), check=False
    )
    return done.stdout.strip() == VERSION


def _pip_install(python: Path) -> None:
    subprocess.run(
        [str(python), *"-m pip install -qq --disable-pip-version-check".split(), REQUIREMENT],
        env=environment(),
        check=True,
    )
