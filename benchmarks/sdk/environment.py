"""The environment that the official SDK is installed in: made on first use, kept for the next."""

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
    """The official SDK cannot take part."""


def sdk_python() -> Path:
    """The Python of an environment in which the SDK is; raises ``SdkError`` if it cannot be."""
    builder = venv.EnvBuilder(with_pip=True, clear=True)
    python = Path(builder.ensure_directories(FOLDER).env_exe)
    if not _is_ready(python):
        try:
            builder.create(FOLDER)
            _pip_install(python)
        except (subprocess.CalledProcessError, OSError) as error:
            shutil.rmtree(FOLDER, ignore_errors=True)
            # Not the error's own words, which name paths: this goes into the report.
            raise SdkError(f"{REQUIREMENT} could not be installed; is there a network?") from error
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
