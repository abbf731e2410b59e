"""The pages in ``docs``: their code runs, and the targets of their links exist."""

from __future__ import annotations

import configparser
import inspect
import json
import re
import shlex
from importlib import import_module

import jsonschema
import pytest
from documents import PROJECT, Page
from under_test import HOST_REASON

import jobmodels as jm
from jobmodels import fixtures, strategies, tables
from jobmodels.cli import main
from jobmodels.cli.arguments import make_parser
from jobmodels.records.editions import EDITIONS
from jobmodels.vendoring.parts import MANIFEST, PARTS, own_files

PAGES = [Page(path) for path in sorted((PROJECT / "docs").rglob("*.md"))]
TOP = [Page(PROJECT / name) for name in ("README.md", "CONTRIBUTING.md")]
JOBS = {
    "docs/guide/archive.md": "python",
    "docs/guide/batch-jobs.md": "python",
    "docs/guide/fixtures.md": "python",
    "docs/guide/embed.md": "python",
    "docs/guide/vendor.md": "console",
}
"""The pages of the most common tasks, with the language of their first block."""


PUBLIC = {"": jm, "fixtures.": fixtures, "strategies.": strategies, "tables.": tables}
"""The public modules, by the prefix of their names in the reference."""


def case(page):
    needs = ", ".join(page.needs)
    marks = [pytest.mark.needs(f"{needs}: the page uses them")] if needs else []
    if page.missing:
        marks.append(pytest.mark.skip(reason=f"{HOST_REASON} {', '.join(sorted(page.missing))}"))
    return pytest.param(page, id=page.name, marks=marks)


def test_there_are_pages():
    assert {page.name for page in PAGES} >= {*JOBS, "docs/index.md", "docs/reference.md"}


@pytest.mark.environment
@pytest.mark.parametrize("page", [case(page) for page in PAGES if page.shows_code])
def test_a_page_runs(page, tmp_path, monkeypatch):
    page.run(tmp_path, monkeypatch)


@pytest.mark.environment
@pytest.mark.parametrize("page", [case(page) for page in PAGES if page.tests])
def test_the_tests_of_a_page_pass(page, pytester, users_pytest, monkeypatch):
    page.run(pytester.path, monkeypatch)
    folder = pytester.path / "tests"
    folder.mkdir(exist_ok=True)
    for number, text in enumerate(page.tests):
        (folder / f"test_block_{number}.py").write_text(text)
    passed = sum(text.count("\ndef test_") for text in page.tests)
    # Checks of files that do not exist yet fail in the first run.
    checks = sum(text.count("job_fixture.check(") for text in page.tests)
    users_pytest().assert_outcomes(passed=passed - checks, failed=checks)
    users_pytest("--update-job-fixtures").assert_outcomes(passed=passed)
    users_pytest("-W", "error").assert_outcomes(passed=passed)


@pytest.mark.parametrize("name", JOBS)
def test_each_job_begins_with_less_than_ten_lines(name):
    page = next(page for page in PAGES if page.name == name)
    first = page.blocks[0]
    assert first.kind == JOBS[name]
    assert 0 < len([line for line in first.text.splitlines() if line.strip()]) < 10
    assert page.text.count("\n## ", 0, page.text.index(first.text)) == 0


def test_each_recipe_for_batch_jobs_has_less_than_ten_lines():
    page = next(page for page in PAGES if page.name == "docs/guide/batch-jobs.md")
    for text in page.of("python"):
        assert len([line for line in text.splitlines() if line.strip()]) < 10, text


@pytest.mark.parametrize("page", [*TOP, *PAGES], ids=lambda page: page.name)
def test_a_page_has_blocks_of_known_kinds(page):
    kinds = {block.kind for block in page.blocks}
    made_by_sphinx = {"{toctree}", "{eval-rst}"} if "reference" in page.name else {"{toctree}"}
    assert kinds - made_by_sphinx <= {"python", "text", "console", "sh", "json"}
    assert page.text.count("```") == 2 * len(page.blocks)


@pytest.mark.parametrize("page", [*TOP, *PAGES], ids=lambda page: page.name)
def test_what_a_person_is_told_to_run_is_there(page):
    setup = configparser.ConfigParser()
    setup.read(PROJECT / "setup.cfg")
    for word in shlex.split(" ".join(page.of("sh")), comments=True):
        word = word.removeprefix("@")
        folder = word.partition("/")[0]
        if folder in ("tests", "examples", ".ci") and folder != word:
            assert [*PROJECT.glob(word)], word
        for extras in re.findall(r"\[([\w,]+)\]", word):
            assert {*extras.split(",")} <= {*setup["options.extras_require"]}, word


@pytest.mark.parametrize("page", [*TOP, *PAGES], ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)\s]+)\)", page.prose):
        if target.startswith("https://"):
            continue
        name, _, anchor = target.partition("#")
        path = page.path.parent / name if name else page.path
        assert path.exists(), target
        assert not anchor or anchor in Page(path).anchors, target


def test_the_settings_for_vs_code_name_the_schema_that_the_command_writes(capsys):
    page = next(page for page in PAGES if page.name == "docs/guide/frameworks.md")
    (settings,) = map(json.loads, page.of("json"))
    ((_, *arguments, _, path),) = (text.removeprefix("$ ").split() for text in page.of("console"))
    assert [entry["url"] for entry in settings["json.schemas"]] == [f"./{path}"]
    assert main(arguments) == 0
    schema = json.loads(capsys.readouterr().out)
    jsonschema.validate(jm.unstructure(fixtures.example(jm.JobOut)), schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({}, schema)


def test_the_index_leads_to_every_page():
    index = next(page for page in PAGES if page.name == "docs/index.md")
    listed = set(re.findall(r"^(\w\S*)$", "".join(index.of("{toctree}")), re.MULTILINE))
    top = {page.path for page in PAGES if page is not index}
    in_tree = {index.path.parent / f"{name}.md" for name in listed}
    assert {path for path in top if path.parent.name != "schemas"} <= in_tree
    assert in_tree <= top


def test_the_reference_names_everything_public():
    text = "".join(page.text for page in PAGES if "reference" in page.name)
    named = set(re.findall(r"^\.\. auto\w+:: jobmodels\.([\w.]+)$", text, re.MULTILINE))
    for edition in EDITIONS:
        for name, value in edition.names.items():
            first = next(e for e in EDITIONS if e.names.get(name) is value)
            assert first.prefix + name in named, first.prefix + name
    modules = {edition.prefix.removesuffix(".") for edition in EDITIONS}
    for prefix, module in PUBLIC.items():
        for name in {*module.__all__} - modules:
            assert prefix + name in named, prefix + name
    assert "pytest_plugin.job_fixture" in named


REFERENCE = next(page for page in PAGES if page.name == "docs/reference.md")
FUNCTIONS = dict(re.findall(r"^\| `([\w.]+)` \| (.*) \|$", REFERENCE.text, re.MULTILINE))
"""The sentence about each function in the table, for readers of the Markdown source."""


def test_the_reference_begins_with_every_function():
    directives = "".join(REFERENCE.of("{eval-rst}"))
    assert [*FUNCTIONS] == re.findall(r"^\.\. autofunction:: jobmodels\.(.*)$", directives, re.M)
    for prefix, module in PUBLIC.items():
        for name in module.__all__:
            assert (prefix + name in FUNCTIONS) is inspect.isfunction(getattr(module, name)), name


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.needs("pytest: the plugin imports it"))
        if name.startswith("pytest_plugin.")
        else name
        for name in FUNCTIONS
    ],
)
def test_the_reference_has_the_first_sentence_about_a_function(name):
    module, _, function = f"jobmodels.{name}".rpartition(".")
    words = " ".join(inspect.getdoc(getattr(import_module(module), function)).split())
    assert FUNCTIONS[name] == re.split(r"[.:](?: |$)", words)[0].replace("``", "`")


def test_the_index_says_what_each_extra_is_for():
    setup = configparser.ConfigParser()
    setup.read(PROJECT / "setup.cfg")
    index = next(page for page in PAGES if page.name == "docs/index.md")
    extras = re.findall(r"^\| `(\w+)` \|", index.text, re.MULTILINE)
    assert sorted(extras) == sorted(setup["options.extras_require"])


def test_the_page_of_the_command_names_every_command():
    page = next(page for page in PAGES if page.name == "docs/command.md")
    commands = re.findall(r"^    (\w+) ", make_parser().format_help(), re.MULTILINE)
    assert re.findall(r"^\| `jobmodels (\w+)", page.text, re.MULTILINE) == commands


def test_the_page_of_vendoring_names_every_part():
    page = next(page for page in PAGES if page.name == "docs/guide/vendor.md")
    rows = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", page.text, re.MULTILINE))
    assert {name: what.replace("`", "") for name, what in rows.items()} == {
        name: part.what for name, part in PARTS.items()
    }


def test_the_page_of_vendoring_names_every_file_that_is_no_python():
    page = next(page for page in PAGES if page.name == "docs/guide/vendor.md")
    (shipped,) = re.findall(r'`"mysdk\._vendor\.jobmodels" = (.*?)`', page.text)
    others = [path for path in own_files() if not path.endswith(".py")]
    assert json.loads(shipped) == sorted([*others, MANIFEST])
