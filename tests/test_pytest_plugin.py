"""The pytest plugin, in separate runs: in suites that use it, and in suites that do not."""

from __future__ import annotations

import importlib.metadata
import json
import os
from pathlib import Path

import pytest
import under_test
from samples import API_KEY

import jobmodels as jm
from jobmodels import fixtures

# A run in this process forgets the modules that it is the first to import, and the annotations of
# their classes can then not be read any more.
from jobmodels.records.editions import EDITIONS  # noqa: F401

NAME = under_test.NAME
PLUGIN = f"{NAME}.pytest_plugin"
INSTALLED = [
    entry.value for entry in importlib.metadata.entry_points(group="pytest11", name="jobmodels")
]
"""The plugins that pytest imports automatically."""

pytestmark = pytest.mark.needs("pytest: the plugin imports it")


@pytest.fixture
def run(pytester, monkeypatch):
    """Runs pytest on tests in a separate folder, and in a separate process if required."""
    monkeypatch.setenv("PYTHONPATH", str(under_test.PATH))

    def run(*arguments, plugin=True, fresh=False):
        is_installed = PLUGIN in INSTALLED
        # If a copy is under test, an installed package must not take part.
        more = [] if is_installed and plugin else ["-p", "no:jobmodels"]
        more += ["-p", PLUGIN] if plugin and not is_installed else []
        start = pytester.runpytest_subprocess if fresh else pytester.runpytest_inprocess
        # Hypothesis' own plugin imports Hypothesis, which is slow.
        return start("-p", "no:cacheprovider", "-p", "no:hypothesispytest", *more, *arguments)

    return run


@pytest.fixture
def suite(pytester):
    """Writes a test file and its fixtures."""

    def write(body, folder="tests", **files):
        pytester.makepyfile(**{f"{folder}/test_it": f"import {NAME} as jm\n\n\n{body}"})
        place = pytester.path / folder / "fixtures"
        place.mkdir(exist_ok=True)
        for name, obj in files.items():
            path = place / f"{name}.json"
            path.write_text(obj) if isinstance(obj, str) else fixtures.dump(obj, path)
        return place

    return write


JOB = fixtures.example(jm.JobOut, status="RUNNING")
STEPS = JOB.hyperparameters.training_steps


def test_it_loads_a_job_from_the_folder_beside_the_test(suite, run):
    suite(
        """
def test_it(job_fixture):
    job = job_fixture("running")
    assert type(job) is jm.JobOut
    assert job.status is jm.Status.RUNNING
    assert job_fixture("running.json", jm.JobOut) == job
    assert job_fixture("odd", jm.JobsOut, lenient=True).total is jm.UNSET
""",
        running=JOB,
        odd='{"data": null}',
    )
    run().assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("test", "file"),
    [
        ("tests/unit/deep", "tests/fixtures"),
        ("tests/unit/deep", "tests/unit/fixtures"),
        ("tests/unit", "fixtures"),
        (".", "tests/fixtures"),
    ],
)
def test_the_folder_may_be_further_up(test, file, suite, run, pytester):
    suite("def test_it(job_fixture):\n    assert job_fixture('sub/running').id\n", folder=test)
    (pytester.path / file / "sub").mkdir(parents=True)
    fixtures.dump(JOB, pytester.path / file / "sub" / "running.json")
    run().assert_outcomes(passed=1)


def test_the_nearest_file_is_taken(suite, run, pytester):
    body = "def test_it(job_fixture):\n    assert job_fixture('job').suffix == 'near'\n"
    suite(body, folder="tests/unit", job=jm.evolve(JOB, suffix="near"))
    (pytester.path / "tests" / "fixtures").mkdir()
    fixtures.dump(jm.evolve(JOB, suffix="far"), pytester.path / "tests" / "fixtures" / "job.json")
    run().assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("call", "lines"),
    [
        (
            "job_fixture('runing')",
            ["*job fixture 'runing' not found in tests/fixtures, did you mean 'running'?; *"],
        ),
        ("job_fixture('broken')", ["*tests/fixtures/broken.json: JobOut: 2 problems", "*$.id: *"]),
        ("job_fixture('none')", ["*tests/fixtures; to write the file, use fixtures.dump"]),
        (
            "job_fixture.check({}, 'running')",
            ["*TypeError: expected an object*, not dict"],
        ),
        (
            "job_fixture.check('running', jm)",
            ["*TypeError: expected an object*, not str"],
        ),
        ("job_fixture('../secret')", ["*ValueError: expected the name of a file*'../secret'"]),
        ("job_fixture('/etc/passwd')", ["*ValueError: expected the name of a file*"]),
        ("job_fixture('')", ["*ValueError: expected the name of a file*"]),
        ("job_fixture('running', lenient=True)", ["*TypeError:*require a class*"]),
    ],
)
def test_what_cannot_be_loaded_says_why(call, lines, suite, run):
    suite(
        f"def test_it(job_fixture):\n    {call}\n",
        running=JOB,
        broken='{"id": 1, "status": "QUEUED", "model": 2, "job_type": "FT"}',
    )
    result = run()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(lines)
    if "FileNotFound" in result.stdout.str():
        result.stdout.no_fnmatch_line("*in_tests.py*")  # our own code is not shown


# Comparing.


def test_unequal_jobs_are_told_apart_field_by_field(suite, run):
    suite(
        f"""
def test_it(job_fixture):
    job = job_fixture("running")
    other = jm.evolve(
        job,
        status="FAILED",
        hyperparameters=jm.evolve(job.hyperparameters, training_steps=1),
        additional_properties={{"wandb_api_key": "{API_KEY}"}},
    )
    assert job == other


def test_of_two_classes(job_fixture):
    assert job_fixture("running") == jm.JobsOut(total=1)


def test_of_no_object_of_ours(job_fixture):
    assert job_fixture("running") == {{"status": "RUNNING"}}


def test_otherwise_than_equal(job_fixture):
    assert job_fixture("running") != job_fixture("running")
""",
        running=JOB,
    )
    result = run("-vv")
    result.assert_outcomes(failed=4)
    result.stdout.fnmatch_lines(
        [
            "E*assert JobOut == JobOut",
            f"E         $.hyperparameters.training_steps: {STEPS} != 1",
            "E         $.status: 'RUNNING' != 'FAILED'",
            "E         $.wandb_api_key: absent != [*][*][*][*][*][*][*][*][*][*]",
            "E*assert JobOut == JobsOut",
            "E         $: JobOut != JobsOut",
            "E*assert JobOut(id=*) == {*}",
            "E*assert JobOut(id=*) != JobOut(id=*)",
        ]
    )
    source, printed = f'"wandb_api_key": "{API_KEY}"', result.stdout.str()
    assert printed.count(API_KEY) == printed.count(source) > 0, "only pytest's quote of the test"


def test_unequal_lists_of_jobs_are_told_apart_item_by_item(suite, run):
    suite(
        f"""
def test_of_lists(job_fixture):
    job = job_fixture("running")
    other = jm.evolve(job, status="FAILED", additional_properties={{"api_key": "{API_KEY}"}})
    assert [job, job, job] == [job, other]


def test_of_a_tuple_and_a_list(job_fixture):
    assert (job_fixture("running"),) == [job_fixture("running")]


def test_of_a_list_and_a_job(job_fixture):
    assert [] == job_fixture("running")


def test_of_a_list_with_anything_else(job_fixture):
    assert [job_fixture("running"), 1] == [job_fixture("running"), 2]


def test_without_objects_of_ours():
    assert [] == ()
""",
        running=JOB,
    )
    result = run("-vv")
    result.assert_outcomes(failed=5)
    result.stdout.fnmatch_lines(
        [
            "E*assert list == list",
            "E         $: 3 items != 2 items",
            "E         $[[]1].status: 'RUNNING' != 'FAILED'",
            "E         $[[]1].api_key: absent != [*][*][*][*][*][*][*][*][*][*]",
            "E         $[[]2]: *JobOut(id=* != absent",
            "E*assert tuple == list",
            "E*assert list == JobOut",
            "E*At index 1 diff: 1 != 2",
            "E*assert [[]] == ()",
        ]
    )
    source, printed = f'"api_key": "{API_KEY}"', result.stdout.str()
    assert printed.count(API_KEY) == printed.count(source) > 0, "only pytest's quote of the test"


CHECK = """
def test_it(job_fixture):
    job = jm.structure({payload!r}, jm.JobOut)
    job_fixture.check(job, {name!r}{more})
"""


def check_of(job, name="running", more=""):
    return CHECK.format(payload=jm.unstructure(job), name=name, more=more)


def test_check_holds_a_job_against_a_file(suite, run):
    suite(check_of(JOB), running=JOB)
    run().assert_outcomes(passed=1)


def test_check_says_how_they_differ_and_changes_nothing(suite, run):
    place = suite(check_of(JOB), running=jm.evolve(JOB, suffix="before"))
    before = (place / "running.json").read_bytes()
    result = run()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "E*AssertionError: tests/fixtures/running.json != the JobOut of the test "
            "(to write the file, run pytest --update-job-fixtures)",
            f"E*$.suffix: 'before' != {JOB.suffix!r}",
        ]
    )
    assert (place / "running.json").read_bytes() == before


def test_check_takes_what_only_lenient_reading_does(suite, run):
    odd = jm.structure({"id": "a", "status": "PAUSED"}, jm.JobOut, lenient=True)
    suite(check_of(odd).replace("jm.JobOut)", "jm.JobOut, lenient=True)"), running=odd)
    run().assert_outcomes(passed=1)


def test_check_says_what_is_wrong_with_a_file(suite, run):
    suite(check_of(JOB), running='{"id": 1}')
    result = run()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "E*AssertionError: *tests/fixtures/running.json: JobOut: 1 problem",
            "E*$.id: expected a string, found 1",
            "E*(to write the file, run pytest --update-job-fixtures)",
        ]
    )


def test_check_wants_a_file(suite, run):
    place = suite(check_of(JOB, "runing"), running=JOB)
    result = run()
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        ["E*job fixture 'runing' not found in tests/fixtures, did you mean 'running'?; to write *"]
    )
    assert [path.name for path in place.iterdir()] == ["running.json"]


def test_files_are_rewritten_on_purpose(suite, run):
    place = suite(
        check_of(JOB) + check_of(JOB, "sub/new").replace("test_it", "test_new"),
        running=jm.evolve(JOB, suffix="before"),
    )
    result = run("--update-job-fixtures")
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(
        [
            "job fixture written: tests/fixtures/running.json",
            "job fixture written: tests/fixtures/sub/new.json",
        ]
    )
    assert fixtures.load(place / "running.json") == JOB
    assert fixtures.load(place / "sub" / "new.json") == JOB
    run().assert_outcomes(passed=2)
    again = run("--update-job-fixtures")
    again.assert_outcomes(passed=2)
    again.stdout.no_fnmatch_line("job fixture written*")


def test_tests_that_write_different_jobs_to_a_file_fail_in_the_next_run(suite, run):
    other = jm.evolve(JOB, suffix="other")
    place = suite(check_of(JOB) + check_of(other).replace("test_it", "test_other"))
    run("--update-job-fixtures").assert_outcomes(passed=2)
    assert fixtures.load(place / "running.json") == other
    result = run()
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines([f"E*$.suffix: 'other' != {JOB.suffix!r}"])


def test_a_new_file_goes_to_the_nearest_folder_that_there_is(suite, run, pytester):
    suite(check_of(JOB, "new"), folder="tests/unit/deep").rmdir()
    (pytester.path / "tests" / "fixtures").mkdir()
    (pytester.path / "fixtures").mkdir()
    run("--update-job-fixtures").assert_outcomes(passed=1)
    assert (pytester.path / "tests" / "fixtures" / "new.json").is_file()


def test_nothing_is_looked_for_outside_the_project(suite, run, pytester):
    suite(check_of(JOB), folder="tests/project/checks").rmdir()
    (pytester.path / "tests" / "project" / "setup.py").touch()
    fixtures.dump(JOB, pytester.path / "tests" / "fixtures" / "running.json")
    os.chdir(pytester.path / "tests" / "project")
    run("--rootdir=.", "checks").assert_outcomes(failed=1)
    (pytester.path / "setup.py").touch()  # a project that contains the project
    run("--rootdir=.", "checks").assert_outcomes(failed=1)


@pytest.mark.parametrize("marker", [None, "pyproject.toml"])
@pytest.mark.parametrize("arguments", [("--rootdir=.",), ("-c", "pytest.ini")])
def test_the_files_above_are_found_wherever_it_starts(marker, arguments, suite, run, pytester):
    folder = "tests" if marker is None else "checks"
    suite(check_of(JOB), folder=f"{folder}/unit/deep").rmdir()
    if marker:
        (pytester.path / marker).touch()
    fixtures.dump(JOB, pytester.path / folder / "fixtures" / "running.json")
    os.chdir(pytester.path / folder / "unit" / "deep")
    Path("pytest.ini").write_text("[pytest]\n")
    run(*arguments, ".").assert_outcomes(passed=1)


@pytest.mark.environment
def test_what_workers_write_is_said_too(suite, run):
    pytest.importorskip("xdist", reason="pytest-xdist is not installed")
    suite(check_of(JOB))
    result = run("-n2", "--update-job-fixtures", fresh=True)
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["job fixture written: tests/fixtures/running.json"])


def test_a_first_file_makes_its_folder(suite, run, pytester):
    suite(check_of(JOB)).rmdir()
    run("--update-job-fixtures").assert_outcomes(passed=1)
    assert fixtures.load(pytester.path / "tests" / "fixtures" / "running.json") == JOB


def test_a_broken_file_is_rewritten_too(suite, run):
    place = suite(check_of(JOB), running="<<<<<<< conflict")
    run().assert_outcomes(failed=1)
    run("--update-job-fixtures").assert_outcomes(passed=1)
    assert fixtures.load(place / "running.json") == JOB


@pytest.mark.parametrize(
    ("file", "more", "spelled"),
    [("camel", "", "camel"), ("snake", "", "snake"), ("snake", ", case='camel'", "camel")],
)
def test_a_file_keeps_its_spelling_if_nothing_else_is_said(file, more, spelled, suite, run):
    place = suite(check_of(JOB, more=more))
    fixtures.dump(jm.evolve(JOB, suffix="before"), place / "running.json", file)
    run("--update-job-fixtures").assert_outcomes(passed=1)
    payload = json.loads((place / "running.json").read_text())
    assert payload == jm.unstructure(JOB, case=spelled)


def test_a_file_in_both_spellings_is_rewritten_in_snake_case(suite, run):
    mixed = {**jm.unstructure(JOB, case="camel"), "auto_start": True}
    del mixed["autoStart"]
    place = suite(check_of(JOB), running=json.dumps(mixed))
    run("--update-job-fixtures").assert_outcomes(passed=1)
    assert json.loads((place / "running.json").read_text()) == jm.unstructure(JOB)


def test_secrets_stay_out_of_files_and_are_not_compared(suite, run):
    request = fixtures.example(jm.JobIn, **{"integrations.0.api_key": API_KEY})
    place = suite(
        f"""
def test_it(job_fixture):
    job = jm.structure({jm.unstructure(request)!r}, jm.JobIn)
    job_fixture.check(job, "request")
    other = jm.structure({jm.unstructure(fixtures.example(jm.JobIn))!r}, jm.JobIn)
    job_fixture.check(other, "request")
"""
    )
    run("--update-job-fixtures").assert_outcomes(passed=1)
    assert API_KEY not in (place / "request.json").read_text()
    run().assert_outcomes(passed=1)


# Runs that do not use it.


@pytest.mark.environment
def test_a_run_that_does_not_use_it_imports_nothing_because_of_it(pytester, run):
    pytester.makeconftest(
        """
import sys

def pytest_unconfigure():
    print("\\nmodules:", *sys.modules)
"""
    )
    pytester.makepyfile("def test_it():\n    assert [1] != [2]\n")

    def modules(**options):
        result = run("-s", fresh=True, **options)
        result.assert_outcomes(passed=1)
        [line] = [line for line in result.outlines if line.startswith("modules: ")]
        return set(line.split())

    loaded = modules()
    added = loaded - modules(plugin=False)
    allowed = {NAME, PLUGIN, *(NAME.rsplit(".", depth)[0] for depth in range(NAME.count(".") + 1))}
    assert added <= allowed
    assert PLUGIN in loaded
    packages = {name.partition(".")[0] for name in loaded}
    assert not packages & {"attr", "attrs", "cattrs", "hypothesis"}


def test_it_is_said_in_the_help(run):
    run("--help").stdout.fnmatch_lines(["jobmodels:", "  --update-job-fixtures*"])
    run("--fixtures").stdout.fnmatch_lines(["job_fixture -- *"])


@pytest.mark.parametrize("arguments", [(), ("--update-job-fixtures",)])
def test_it_leaves_what_others_report_alone(arguments, pytester, run):
    pytester.makepyfile(
        """
def test_it(request):
    request.node.user_properties.extend([("a", "b", "c"), (), 5, None, "", [{}, {}]])
"""
    )
    run(*arguments).assert_outcomes(passed=1)


def test_a_property_of_another_kind_is_no_file_that_was_written(suite, run):
    suite("def test_it(record_property):\n    record_property('a', 'b')\n")
    result = run("--update-job-fixtures")
    result.assert_outcomes(passed=1)
    result.stdout.no_fnmatch_line("job fixture written*")


@pytest.mark.parametrize("arguments", [("-W", "error"), ("-W", "error", "--assert=plain")])
def test_it_warns_of_nothing(arguments, suite, run):
    suite("def test_it(job_fixture):\n    job_fixture('running')\n", running=JOB)
    run(*arguments, fresh=True).assert_outcomes(passed=1)


@pytest.mark.environment
def test_it_may_have_been_imported_before(pytester, suite, run, monkeypatch):
    """A script that starts pytest may import the package first; pytest must not warn of it."""
    suite("def test_it(job_fixture):\n    job_fixture('running')\n", running=JOB)
    plugins = [] if PLUGIN in INSTALLED else ["-p", "no:jobmodels", "-p", PLUGIN]
    script = pytester.makepyfile(
        script=f"""
import sys

import {NAME}
import pytest

sys.exit(pytest.main(["-W", "error", "-p", "no:cacheprovider", *{plugins}, "tests"]))
"""
    )
    done = pytester.runpython(script)
    assert done.ret == 0
    done.assert_outcomes(passed=1)


@pytest.mark.environment
def test_a_copy_beside_an_installed_one(pytester, run, suite):
    """Both define the option, without an error."""
    copy = pytester.path / "globex" / "_vendor"
    copy.mkdir(parents=True)
    (copy / "jobmodels").symlink_to(Path(jm.__file__).parent, target_is_directory=True)
    for folder in (copy, copy.parent):
        (folder / "__init__.py").touch()
    suite("def test_it(job_fixture):\n    job_fixture('running')\n", running=JOB)
    plugin = "globex._vendor.jobmodels.pytest_plugin"
    result = run("-p", plugin, "--update-job-fixtures", fresh=True)
    result.assert_outcomes(passed=1)
