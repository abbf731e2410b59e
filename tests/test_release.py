"""The version of a release is the same everywhere: in the changelog, the package, the metadata of
an installed package, and vendored copies."""

from __future__ import annotations

import configparser
import json
import re
from datetime import date
from importlib.metadata import distributions
from pathlib import Path

import pytest

import jobmodels as jm
from jobmodels.cli import main

PACKAGE = Path(jm.__file__).parent
PROJECT = Path(__file__).parent.parent
CHANGELOG = (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8")
RELEASE = re.compile(r"\[(\d+\.\d+\.\d+)\] - (\d{4}-\d\d-\d\d)")


def faults(changelog: str, version: str) -> list[str]:
    """Returns the errors of a changelog, in itself and for a package of this version."""
    _, *sections = re.split(r"^## ", changelog, flags=re.MULTILINE)
    sections = [section.partition("\n") for section in sections]
    (first, _, unreleased), *releases = sections
    headings = [RELEASE.fullmatch(heading) for heading, _, _ in releases]
    if first != "[Unreleased]" or not all(headings):
        return [f"the headings are {[heading for heading, _, _ in sections]}"]
    found = [f"nothing is said of {heading}" for heading, _, text in releases if not text.strip()]
    numbers = [numbers_of(heading[1]) for heading in headings]
    days = [date.fromisoformat(heading[2]) for heading in headings]
    if numbers != sorted({*numbers}, reverse=True) or days != sorted(days, reverse=True):
        found.append("the newest is not the first")
    newest = headings[0][1]
    base, is_dev, _ = version.partition(".dev")
    if is_dev and numbers_of(base) <= numbers[0]:
        found.append(f"{version} is to come, and {newest} is released")
    if not is_dev and version != newest:
        found.append(f"the package is {version}, and the newest release {newest}")
    if not is_dev and unreleased.strip():
        found.append(f"{version} is released, and there are changes that are not")
    return found


def numbers_of(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def test_the_changelog_is_that_of_this_version():
    assert faults(CHANGELOG, jm.__version__) == []


ENTRIES = "### Added\n\n- Something.\n\n"
TWO = f"## [1.10.0] - 2026-02-03\n\n{ENTRIES}## [1.9.0] - 2026-02-03\n\n{ENTRIES}"
QUIET = f"# Changelog\n\n## [Unreleased]\n\n{TWO}"
BUSY = f"# Changelog\n\n## [Unreleased]\n\n{ENTRIES}{TWO}"


@pytest.mark.parametrize(
    ("changelog", "version", "fault"),
    [
        (QUIET, "1.10.0", None),
        (BUSY, "1.10.1.dev0", None),
        (QUIET, "1.11.0.dev3", None),
        (QUIET, "1.9.0", "the package is 1.9.0, and the newest release 1.10.0"),
        (QUIET, "1.11.0", "the package is 1.11.0, and the newest release 1.10.0"),
        (BUSY, "1.10.0", "1.10.0 is released, and there are changes that are not"),
        (BUSY, "1.10.0.dev1", "1.10.0.dev1 is to come, and 1.10.0 is released"),
        (QUIET.replace("02-03", "02-04", 1), "1.10.0", None),
        (QUIET.replace("02-03", "02-02", 1), "1.10.0", "the newest is not the first"),
        (QUIET.replace("1.9.0", "1.10.0"), "1.10.0", "the newest is not the first"),
        (QUIET.replace("1.9.0", "1.10.1"), "1.10.0", "the newest is not the first"),
        (QUIET.replace(" - 2026-02-03", "", 1), "1.10.0", "the headings are "),
        (QUIET.replace(ENTRIES, "", 1), "1.10.0", "nothing is said of [1.10.0] - 2026-02-03"),
        (f"# Changelog\n\n{TWO}", "1.10.0", "the headings are "),
    ],
)
def test_a_changelog_that_disagrees_is_found(changelog, version, fault):
    (found,) = faults(changelog, version) or [None]
    assert found == fault or (fault and found.startswith(fault))


def test_the_version_is_said_once():
    setup = configparser.ConfigParser()
    setup.read(PROJECT / "setup.cfg", encoding="utf-8")
    assert setup["metadata"]["version"] == "attr: jobmodels.__version__"
    said = [path for path in PACKAGE.rglob("*.py") if f'"{jm.__version__}"' in path.read_text()]
    assert said == [PACKAGE / "__init__.py"]


def test_the_metadata_of_an_installed_package_is_of_its_version():
    # A copy and a checkout have no metadata, and installed metadata may belong to another version.
    versions = {
        dist.version
        for dist in distributions(name="jobmodels")
        if dist.read_text("RECORD") and Path(dist.locate_file("jobmodels")) == PACKAGE
    }
    is_installed = PACKAGE.parent.name in ("dist-packages", "site-packages")
    assert versions == ({jm.__version__} if is_installed else set())


@pytest.mark.parametrize("edition", ["2024-11-07", "2026-03-17"])
def test_a_copy_says_of_which_version_it_is(edition, tmp_path, capsys):
    folder, file = tmp_path / "copy", tmp_path / "copy.py"
    assert main(["vendor", str(folder)]) == 0
    assert main(["vendor", "--single-file", "--edition", edition, str(file)]) == 0
    assert capsys.readouterr().out.count(f": jobmodels {jm.__version__}\n") == 2
    assert json.loads((folder / "VENDORED.json").read_text())["version"] == jm.__version__
    first_line, *_ = file.read_text(encoding="utf-8").splitlines()
    assert first_line.startswith(f"# jobmodels {jm.__version__} in one file, edition {edition}:")
