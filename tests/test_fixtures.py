"""Fixture files: loading, canonical form, redaction, interrupted writes."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from killing import FORKS, killed_at
from samples import API_KEY, CASES, JOB, TOKEN, case_id

import jobmodels as jm
from jobmodels import fixtures, v2024_06
from jobmodels.cli import main

PACKAGE = Path(jm.__file__).parent
DATA = Path(__file__).with_name("data")
RECORDS = sorted((DATA / "valid").rglob("*.json"))

each_case = pytest.mark.parametrize("case", CASES, ids=case_id)


def is_mixed(path):
    return path.stem.endswith("-mixed")


@each_case
@pytest.mark.parametrize("spelling", ["snake", "camel"])
def test_what_is_dumped_is_loaded(case, spelling, tmp_path):
    path = tmp_path / "fixture.json"
    assert fixtures.dump(case.obj, path, spelling, redact=False)
    assert fixtures.load(path, type(case.obj)) == case.obj
    assert json.loads(path.read_bytes()) == getattr(case, spelling)


def test_a_container_is_refused(tmp_path):
    for obj in ([JOB.obj], {"a": JOB.obj}, None, jm.Status.RUNNING):
        with pytest.raises(TypeError, match="expected an object of this package's classes"):
            fixtures.dump(obj, tmp_path / "a.json", redact=False)
    assert [*tmp_path.iterdir()] == []
    with pytest.raises(TypeError, match="expected a model class or a union of model classes, "):
        fixtures.example(list[jm.JobOut])


def test_the_form_is_canonical(tmp_path):
    path = tmp_path / "fixture.json"
    payload = {
        "region": "Zürich",
        "metrics": {"trainLoss": None},
        "createdAt": 1731000000,
        "stepNumber": 2.0,
        "path": [],
    }
    fixtures.dump(jm.structure(payload, jm.CheckpointOut), path)
    assert path.read_bytes().decode("utf-8") == (
        "{\n"
        '  "metrics": {\n'
        '    "train_loss": null\n'
        "  },\n"
        '  "step_number": 2.0,\n'
        '  "created_at": 1731000000,\n'
        '  "region": "Zürich",\n'
        '  "path": []\n'
        "}\n"
    )


@pytest.mark.parametrize("source", RECORDS, ids=lambda path: path.relative_to(DATA).as_posix())
def test_dump_load_dump_gives_the_same_bytes(source, tmp_path):
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    record = read_somehow(source)
    for case in ("snake", "camel"):
        fixtures.dump(record, first, case)
        again = fixtures.load(first, type(record), lenient=True)
        assert again == jm.redact(record)
        fixtures.dump(again, second, case)
        assert first.read_bytes() == second.read_bytes()


def read_somehow(source):
    try:
        return fixtures.load(source)
    except jm.ValidationError:  # a part of a record
        from jobmodels.records.editions import EDITIONS

        names = {edition.date: edition.names for edition in EDITIONS}
        cls = names[source.parent.name][source.stem.split("-")[0]]
        return fixtures.load(source, cls, lenient=True)


def test_without_a_class_any_record_of_any_revision_is_loaded(tmp_path):
    path = tmp_path / "fixture.json"
    path.write_text(
        '{"id": "b7c1", "status": "PAUSED", "events": [{"created_at": 1, "data": "RUNNING"}]}'
    )
    old = fixtures.load(path)
    assert type(old) is jm.DetailedJobOut
    assert old.status == "PAUSED"
    path.write_text('{"model": "m", "hyperparameters": {}, "job_type": "classifier"}')
    assert type(fixtures.load(os.fspath(path))) is jm.v2026.JobIn


def test_with_a_class_it_is_read_strictly_unless_it_is_told_otherwise(tmp_path):
    path = tmp_path / "fixture.json"
    path.write_text('{"total": 1, "colour": "red"}')
    assert fixtures.load(path, jm.JobsOut).additional_properties == {"colour": "red"}
    assert not fixtures.load(path, jm.JobsOut, unknown_keys="drop").additional_properties
    with pytest.raises(jm.ValidationError, match=r"\$\.colour: unknown key"):
        fixtures.load(path, jm.JobsOut, unknown_keys="forbid")
    path.write_text("{}")
    with pytest.raises(jm.ValidationError, match="required"):
        fixtures.load(path, jm.JobsOut)
    assert fixtures.load(path, jm.JobsOut, lenient=True).total is jm.UNSET
    assert fixtures.load(path, v2024_06.JobsOut) == v2024_06.JobsOut(object=jm.UNSET)
    with pytest.raises(TypeError, match="require a class"):
        fixtures.load(path, lenient=True)
    with pytest.raises(TypeError, match="model class"):
        fixtures.load(path, dict)


@pytest.mark.parametrize(
    ("text", "cls", "lines"),
    [
        (
            '{"total": "1", "data": [{}, 5]}',
            jm.JobsOut,
            ["JobsOut: 11 problems", "  $.total: expected an integer, found '1'"],
        ),
        (
            '{"total": 1,\n "total": 2}',
            jm.JobsOut,
            ["JobsOut: 1 problem", "  $.total: duplicate key"],
        ),
        (
            "{\n\n  oh",
            None,
            ["JSON: 1 problem", "  $: not JSON: Expecting property name", "line 3"],
        ),
        ("[]", None, ["job record: 1 problem", "  $: expected an object, found an array"]),
        (
            '{"id": 1, "status": "FAILED", "model": 3, "events": []}',
            None,
            ["DetailedJobOut: 2 problems"],
        ),
    ],
)
def test_what_is_wrong_names_the_file_and_every_problem(text, cls, lines, tmp_path):
    path = tmp_path / "broken.json"
    path.write_text(text)
    with pytest.raises(jm.ValidationError) as caught:
        fixtures.load(path, cls)
    message = str(caught.value)
    assert message.startswith(f"{path}: {lines[0]}\n")
    assert [line for line in lines[1:] if line not in message] == []


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(FileNotFoundError):
        fixtures.load(tmp_path / "none.json")
    with pytest.raises(IsADirectoryError):
        fixtures.dump(JOB.obj, tmp_path)


def test_a_fixture_is_plain_json(tmp_path):
    with pytest.raises(ValueError, match="plain JSON, not gzip"):
        fixtures.dump(JOB.obj, tmp_path / "job.json.gz")


def test_redact_is_a_bool(tmp_path):
    for redact in (0, "", None, "no"):
        with pytest.raises(TypeError, match="redact must be True or False"):
            fixtures.dump(JOB.obj, tmp_path / "job.json", redact=redact)
    assert not [*tmp_path.iterdir()]


def test_what_replaces_a_private_file_is_private_from_the_start(tmp_path, monkeypatch):
    path = tmp_path / "fixture.json"
    path.write_text("old")
    path.chmod(0o600)
    seen = []
    fsync = os.fsync
    monkeypatch.setattr(os, "fsync", lambda fd: (seen.append(os.fstat(fd).st_mode), fsync(fd)))
    monkeypatch.setattr(os, "chmod", lambda *_: None)
    fixtures.dump(JOB.obj, path)
    assert [mode & 0o777 for mode in seen] == [0o600]


def test_a_folder_that_is_missing_is_made(tmp_path):
    path = tmp_path / "tests" / "fixtures" / "job.json"
    assert fixtures.dump(JOB.obj, path) is True
    assert fixtures.load(path) == JOB.obj


# Secrets.


def secretive():
    return jm.JobIn(
        model="codestral-latest",
        hyperparameters=jm.TrainingParametersIn(additional_properties={"hub_token": TOKEN}),
        integrations=[jm.WandbIntegration(project="p", api_key=API_KEY)],
        repositories=[jm.GithubRepositoryIn(name="n", owner="o", token=TOKEN)],
    )


def test_secrets_are_masked_and_the_file_still_loads_strictly(tmp_path):
    path = tmp_path / "fixture.json"
    fixtures.dump(secretive(), path)
    assert API_KEY not in path.read_text()
    assert TOKEN not in path.read_text()
    masked = fixtures.load(path, jm.JobIn, unknown_keys="keep")
    assert masked == jm.redact(secretive())
    fixtures.dump(secretive(), path, redact=False)
    assert fixtures.load(path, jm.JobIn) == secretive()


# Writing.


def test_a_file_that_would_not_change_is_left_alone(tmp_path):
    path = tmp_path / "fixture.json"
    assert fixtures.dump(JOB.obj, path) is True
    os.utime(path, (1, 1))
    assert fixtures.dump(JOB.obj, path) is False
    assert path.stat().st_mtime == 1
    assert fixtures.dump(JOB.obj, path, "camel") is True
    assert path.stat().st_mtime > 1


def test_line_ends_as_git_writes_them_on_windows_are_no_change(tmp_path):
    path = tmp_path / "fixture.json"
    fixtures.dump(JOB.obj, path)
    data = path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(data)
    assert fixtures.dump(JOB.obj, path) is False
    assert path.read_bytes() == data


@pytest.mark.parametrize(
    ("obj", "error"),
    [
        ({"total": 1}, TypeError),
        (jm.JobsOut(total=1, additional_properties={"note": "\ud800"}), jm.ValidationError),
        (jm.JobsOut(total=10**5000), jm.ValidationError),
    ],
    ids=["a dict", "a lone surrogate", "too many digits"],
)
def test_what_cannot_be_written_leaves_the_old_file(obj, error, tmp_path):
    path = tmp_path / "fixture.json"
    path.write_text("old")
    with pytest.raises(error):
        fixtures.dump(obj, path)
    with pytest.raises(ValueError, match="case"):
        fixtures.dump(JOB.obj, path, "kebab")
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["fixture.json"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="writes to a named pipe")
def test_a_pipe_is_written_to_and_not_read(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    fixtures.dump(jm.JobsOut(total=1), path)
    assert json.loads(os.read(reader, 1000)) == {"object": "list", "total": 1}
    os.close(reader)


WATCHED = {PACKAGE / name for name in ("files/atomic.py", "fixtures/files.py", "cli/rewrite.py")}


@FORKS
@pytest.mark.environment
@pytest.mark.parametrize("way", ["dump", "convert"])
def test_whenever_it_is_killed_the_old_file_or_the_new_one_is_there(way, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = Path("fixtures.jsonl")
    if way == "dump":
        old, new = b"old", b'{\n  "object": "list",\n  "total": 7\n}\n'
        act = lambda: fixtures.dump(jm.JobsOut(total=7), path)  # noqa: E731
    else:
        old = b'{"id": "a", "status": "QUEUED", "job_type": "FT", "model": "m"}\n' * 3
        new = old.replace(b"job_type", b"jobType")
        act = lambda: main(["convert", "--case", "camel", "-i", path.name])  # noqa: E731
    path.write_bytes(old)
    act()  # once, so that everything is imported
    seen = set()
    beside = False
    for step in range(500):
        path.write_bytes(old)
        was_killed = killed_at(step, act, WATCHED)
        content = path.read_bytes()
        assert content in (old, new)
        seen.add(content)
        leftovers = [name for name in os.listdir() if name != path.name]
        beside = beside or bool(leftovers)
        for name in leftovers:
            os.unlink(name)
        if not was_killed:
            break
    assert not was_killed
    assert content == new
    assert seen == {old, new}
    assert beside, "it was never killed while it wrote"
