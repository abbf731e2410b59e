"""The corpus: a folder of payloads, one per file, with the expected result of reading each.

``data/valid/EDITION/NAME-WHAT.json`` is valid in strict reading as the class or union NAME of the
edition. ``NAME-is-MEMBER`` names the member of the union. ``-full`` has every field, ``-minimal``
only the required ones, and ``-nulls`` has null in every nullable field. ``-camel`` is in camelCase,
and ``-mixed`` in both cases. If a file with the same name without that ending exists, both are read
as the same object.

``data/valid/archive/EDITION/NAME-WHAT.json`` is a record as a server or client wrote it.
``read_record`` reads it without loss as the class NAME of the edition.

``data/invalid/EDITION/NAME-WHAT.json`` is refused. The files in ``data/invalid/text`` are refused
for errors that only JSON text can have. Files beside the payload contain the exact text of the
error: ``NAME-WHAT.txt`` in strict reading, ``.lenient.txt`` in lenient reading, ``.forbid.txt`` in
strict reading that forbids unknown keys. If the first or the second file is absent, that reading
accepts the payload. If the third is absent, its error is that of the first.

All values are invented. Secrets contain "hush", in known and unknown places; nothing else does.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import samples

import jobmodels as jm
from jobmodels import v2024_06, v2026
from jobmodels.cli import main
from jobmodels.core.frozendict import FrozenDict
from jobmodels.core.openenum import OpenStrEnum
from jobmodels.core.spec import spec_of, type_spec
from jobmodels.records.case import cases_of
from jobmodels.records.editions import (
    EDITIONS,
    ENUMS,
    MODELS,
    RECORDS,
    UNIONS,
    Edition,
    edition_of,
)

DATA = Path(__file__).with_name("data")
BY_DATE = {edition.date: edition for edition in EDITIONS}
TOP_LEVEL = edition_of(jm.JobOut)

LOOKS_LIKE: dict[str, Any] = {
    # It has nothing that is specific to its edition.
    "valid/2026-03-17/JobsOut-minimal": jm.JobsOut,
    # Only its history identifies a detailed job, and only its own fields a classifier job.
    "valid/2024-06-05/DetailedJobOut-minimal": jm.JobOut,
    "valid/2024-11-07/DetailedJobOut-minimal": jm.JobOut,
    "valid/2024-11-07/DetailedJobOut-nulls": jm.JobOut,
    "valid/2026-03-17/ClassifierJobOut-minimal": v2026.CompletionJobOut,
    "valid/2026-03-17/ClassifierJobOut-nulls": v2026.CompletionJobOut,
    "valid/2026-03-17/CompletionDetailedJobOut-minimal": v2026.CompletionJobOut,
    "valid/2026-03-17/CompletionDetailedJobOut-nulls": v2026.CompletionJobOut,
    # Without jobs, every page is a page of fine-tuning jobs.
    "valid/2024-11-07/BatchJobsOut-minimal": jm.JobsOut,
    "valid/2026-03-17/BatchJobsOut-minimal": jm.JobsOut,
    # Its jobs have no value that is specific to its edition.
    "valid/2026-03-17/BatchJobsOut-full": jm.BatchJobsOut,
    "valid/2026-03-17/BatchJobsOut-full-camel": jm.BatchJobsOut,
}
"""The records that ``read_record`` reads as a class other than their own, which is here."""

NO_EVIDENCE = {
    "valid/2024-06-05/JobMetadata-minimal",
    "valid/2024-06-05/JobsOut-minimal",
    "valid/2026-03-17/BatchResult-minimal",
    "valid/2026-03-17/BatchResult-nulls",
}
"""Records without values, or with only an ID, whose class cannot be detected."""


class Case(NamedTuple):
    """One payload of the corpus."""

    path: Path

    def __str__(self) -> str:
        return self.path.relative_to(DATA).with_suffix("").as_posix()

    @property
    def edition(self) -> Edition:
        return BY_DATE.get(self.path.parent.name, TOP_LEVEL)

    @property
    def data(self) -> bytes:
        return self.path.read_bytes()

    @property
    def payload(self) -> Any:
        return json.loads(self.data.decode("utf-8-sig"))

    @property
    def words(self) -> list[str]:
        return self.path.stem.split("-")

    @property
    def name(self) -> str:
        return self.words[0]

    @property
    def model(self) -> Any:
        """The class or union to read the payload as."""
        return self.edition.names[self.name]

    @property
    def cls(self) -> Any:
        """The class of the object that reading returns."""
        is_union = self.words[1] == "is"
        return self.edition.names[self.words[2]] if is_union else self.model

    @property
    def what(self) -> str:
        return "-".join(self.words[1:])

    @property
    def spelling(self) -> str:
        return self.words[-1] if self.words[-1] in ("camel", "mixed") else "snake"

    @property
    def twin(self) -> Case:
        """The case with the same name in snake_case."""
        stem = self.path.stem.removesuffix(f"-{self.spelling}")
        return Case(self.path.with_name(f"{stem}.json"))


def cases(folder: str, *subfolders: str) -> list[Case]:
    paths = (path for sub in subfolders for path in sorted((DATA / folder / sub).glob("*.json")))
    return list(map(Case, paths))


VALID = cases("valid", *BY_DATE)
ARCHIVE = cases("valid/archive", *BY_DATE)
TEXTS = cases("invalid", "text")
INVALID = cases("invalid", *BY_DATE) + TEXTS
STRICT_RECORDS = [case for case in VALID if case.model in RECORDS and str(case) not in NO_EVIDENCE]


def each(table: list[Case]) -> Any:
    return pytest.mark.parametrize("case", table, ids=str)


def same(left: Any, right: Any) -> bool:
    """Whether both are the same JSON. For Python's ``==``, 1, 1.0 and True are equal."""
    return json.dumps(left, sort_keys=True) == json.dumps(right, sort_keys=True)


def read(case: Case) -> Any:
    """Returns the object that the payload of a valid case is read as."""
    if case in ARCHIVE:
        return jm.read_record(case.payload)
    return jm.structure(case.payload, case.model)


def in_its_spelling(obj: Any, case: Case) -> Any:
    """Returns the payload of an object, in camelCase or snake_case as in the file."""
    return jm.unstructure(obj, case="camel" if case.spelling == "camel" else "snake")


# The files exist, and match their names.


def test_the_corpus_is_there():
    """Without cases, the tests below would not test anything."""
    assert len(VALID) > 180
    assert len(ARCHIVE) > 35
    assert len(INVALID) > 150
    assert len(TEXTS) > 15
    known = {case.path for case in VALID + ARCHIVE + INVALID}
    expectations = {path for case in INVALID for path in expectation_files(case).values()}
    stray = [
        path
        for folder in ("valid", "invalid")
        for path in (DATA / folder).rglob("*")
        if path.is_file() and path not in known | expectations
    ]
    assert stray == []


@each(VALID + ARCHIVE)
def test_a_file_holds_what_its_name_says(case):
    payload = case.payload
    fields = spec_of(case.cls).fields
    shown = {"snake": {"snake"}, "camel": {"camel"}, "mixed": {"snake", "camel"}}[case.spelling]
    assert cases_of(payload, case.cls) in (shown, set() if case.spelling == "snake" else shown)
    keys = {field.key(case.spelling == "camel") for field in fields}
    if case.what in ("full", "full-camel"):
        assert set(payload) == keys
    if case.what == "minimal":
        assert set(payload) == {field.name for field in fields if field.required}
    if case.what == "nulls":
        nulls = {key for key, value in payload.items() if value is None}
        assert nulls == {field.name for field in fields if field.nullable}


@pytest.mark.parametrize("cls", MODELS, ids=lambda cls: f"{edition_of(cls).date}-{cls.__name__}")
def test_every_class_is_there_whole_and_with_as_little_as_there_can_be(cls):
    """The files of a class that two editions share are in the folder of the earlier edition."""
    own = {case.what: case for case in VALID if case.model is cls}
    assert {"full", "minimal"} <= own.keys()
    assert ("nulls" in own) is any(field.nullable for field in spec_of(cls).fields)
    written = jm.unstructure(read(own["full"]), case="camel")
    assert ("full-camel" in own) is (not same(written, own["full"].payload))
    assert any(case.model is cls for case in INVALID)


def test_every_member_of_every_union_is_there():
    for union in UNIONS:
        assert {case.cls for case in VALID if case.model == union} == set(type_spec(union).members)
        assert any(case.model == union for case in INVALID)


def things_in(value: Any) -> Any:
    """Yields every object and every enum member in a value, including the value itself."""
    if isinstance(value, (tuple, FrozenDict)):
        for item in value.values() if isinstance(value, FrozenDict) else value:
            yield from things_in(item)
    elif isinstance(value, OpenStrEnum):
        yield value
    elif type(value) in MODELS:
        yield value
        for field in spec_of(type(value)).fields:
            yield from things_in(getattr(value, field.name))


def test_every_field_is_there_in_every_state_it_can_have():
    seen = {
        (type(thing), field.name, "null" if value is None else "unset" if value is jm.UNSET else "")
        for case in VALID
        for thing in things_in(read(case))
        if type(thing) in MODELS
        for field in spec_of(type(thing)).fields
        for value in [getattr(thing, field.name)]
    }
    for cls in MODELS:
        for field in spec_of(cls).fields:
            states = {state for *of, state in seen if of == [cls, field.name]}
            wanted = {"", *["null"] * field.nullable, *["unset"] * (not field.required)}
            assert states == wanted, (cls, field.name)


def test_every_member_of_every_enum_is_there():
    seen = {(type(thing), thing) for case in VALID for thing in things_in(read(case))}
    assert [member for enum in ENUMS for member in enum if (enum, member) not in seen] == []


# Payload to object, and object to payload.


@each(VALID)
def test_a_valid_payload_reads_from_text_and_from_python(case):
    obj = read(case)
    assert type(obj) is case.cls
    assert jm.loads(case.data, case.model) == obj
    lenient = jm.structure(case.payload, case.model, lenient=True)
    assert same(jm.unstructure(lenient), jm.unstructure(obj))
    assert "hush" not in repr(obj)


@each([case for case in VALID + ARCHIVE if case.spelling != "mixed"])
def test_a_payload_comes_back_as_it_was(case):
    obj = read(case)
    assert same(in_its_spelling(obj, case), as_written(case.payload, type(obj)))
    written = jm.dumps(obj, case="camel" if case.spelling == "camel" else "snake")
    assert same(json.loads(written), as_written(case.payload, type(obj)))


@each(VALID + ARCHIVE)
def test_the_other_spelling_is_the_same_object(case):
    obj = read(case)
    other = jm.unstructure(obj, case="snake" if case.spelling == "camel" else "camel")
    assert jm.structure(other, type(obj), lenient=case in ARCHIVE) == obj


@each([case for case in VALID + ARCHIVE if case.twin != case and case.twin.path.exists()])
def test_both_spellings_of_a_payload_are_the_same_object(case):
    """The keys of both are in files, so the test does not depend on the package's own
    conversion."""
    obj, twin = read(case), read(case.twin)
    assert obj == twin
    assert same(jm.unstructure(obj), as_written(case.twin.payload, type(obj)))
    if case.spelling == "camel":
        assert same(jm.unstructure(twin, case="camel"), as_written(case.payload, type(obj)))


# Archive reading: without a given class or edition.


def as_written(payload: Any, cls: Any) -> Any:
    """Returns a payload in the form in which ``cls`` is written: with bare file IDs of a request as
    objects."""
    if RECORDS.get(cls) != "job request" or cls is v2024_06.JobIn:
        return payload
    written = dict(payload)
    for key, inner in (("training_files", "file_id"), ("trainingFiles", "fileId")):
        if key in payload:
            items = payload[key]
            written[key] = [{inner: item} if isinstance(item, str) else item for item in items]
    return written


def archived_as(case: Case) -> Any:
    """Returns the class that ``read_record`` detects for a record that is valid in strict
    reading."""
    if str(case) in LOOKS_LIKE:
        return LOOKS_LIKE[str(case)]
    if case.cls is v2024_06.JobMetadata:
        return jm.LegacyJobMetadataOut
    # Records of the first edition are read as the classes of 2024-11-07.
    if case.edition.date == "2024-06-05":
        return getattr(jm, case.name)
    return samples.detected(case.cls, case.payload)


def test_the_exceptions_are_exceptions():
    by_name = {str(case): case for case in VALID}
    for name, cls in LOOKS_LIKE.items():
        assert cls.__name__ != by_name[name].name or edition_of(cls) != by_name[name].edition
    values = [{**by_name[name].payload, "id": None}.values() for name in NO_EVIDENCE]
    assert all(set(each) == {None} for each in values)


@each(STRICT_RECORDS)
def test_a_valid_record_is_known_and_comes_back_from_the_archive(case):
    cls = archived_as(case)
    assert jm.detect(case.payload) is cls
    record = jm.read_record(case.payload)
    assert type(record) is cls
    if case.spelling != "mixed":
        assert same(in_its_spelling(record, case), as_written(case.payload, cls))


@each(ARCHIVE)
def test_a_record_of_the_archive_is_of_its_class(case):
    record = read(case)
    assert type(record) is case.cls
    assert list(jm.read_records([case.data])) == [record]
    assert "hush" not in repr(record)


# Invalid payloads, and the texts of their errors.

READINGS: dict[str, dict[str, Any]] = {
    ".txt": {},
    ".lenient.txt": {"lenient": True},
    ".forbid.txt": {"unknown_keys": "forbid"},
}


def expectation_files(case: Case) -> dict[str, Path]:
    paths = {suffix: case.path.with_suffix(suffix) for suffix in READINGS}
    return {suffix: path for suffix, path in paths.items() if path.exists()}


def expected(case: Case) -> dict[str, str | None]:
    """Returns the expected text of the error of each reading; None if it accepts the payload."""
    texts: dict[str, str | None] = {
        suffix: path.read_text(encoding="utf-8").removesuffix("\n")
        for suffix, path in expectation_files(case).items()
    }
    return {suffix: texts.get(suffix) for suffix in READINGS} | {
        ".forbid.txt": texts.get(".forbid.txt", texts.get(".txt"))
    }


def error_of(reading: Any, *arguments: Any, **options: Any) -> jm.ValidationError | None:
    try:
        reading(*arguments, **options)
    except jm.ValidationError as error:
        return error
    return None


@each(INVALID)
def test_an_invalid_payload_has_exactly_these_problems(case):
    errors = {
        suffix: error_of(jm.loads, case.data, case.model, **options)
        for suffix, options in READINGS.items()
    }
    assert {suffix: error and str(error) for suffix, error in errors.items()} == expected(case)
    for error in filter(None, errors.values()):
        assert [f"  {problem}" for problem in error.problems] == str(error).split("\n")[1:]
        assert "hush" not in f"{error} {error!r}"


@each([case for case in INVALID if case not in TEXTS])
def test_the_problems_are_the_same_without_a_text(case):
    errors = {
        suffix: error_of(jm.structure, case.payload, case.model, **options)
        for suffix, options in READINGS.items()
    }
    assert {suffix: error and str(error) for suffix, error in errors.items()} == expected(case)


@each(INVALID)
def test_an_invalid_payload_is_refused_by_some_reading(case):
    files = expectation_files(case)
    assert files
    if ".forbid.txt" in files and ".txt" in files:
        assert files[".forbid.txt"].read_bytes() != files[".txt"].read_bytes()
    if ".lenient.txt" in files:
        assert ".txt" in files


@each([case for case in INVALID if ".lenient.txt" not in expectation_files(case)])
def test_what_lenient_reading_takes_comes_back_as_it_was(case):
    obj = jm.structure(case.payload, case.model, lenient=True)
    written = jm.unstructure(obj, case="camel" if case.spelling == "camel" else "snake")
    assert same(written, as_written(case.payload, type(obj)))


WORDS = [
    *("expected a string, found", "expected an integer, found", "expected a number, found"),
    *("expected a boolean, found", "expected an array, found", "expected an object, found"),
    *("found null", "found true", "found false", "found 1.5", "found '1731234600'"),
    *("found a string", "found a number", "found a boolean", "found an array"),
    *("found an object", "at least 1,", "at least 1e-08 and at most 1,", "greater than 0,"),
    *("of exactly 40 characters, found 86 characters", "of at most 18 characters, found 19"),
    *("of at most 20 items, found 21 items", "of at least 1 item", "expected one of"),
    *("expected 'list', found 'job'", "did you mean 'SUCCESS'?", "required, but missing\n"),
    *(
        "; found the similar key 'Token'",
        "duplicate of 'api_key': both keys are the same field",
        "unknown key\n",
    ),
    *("did you mean 'validationFiles'?", "nests deeper than 100 levels", "not JSON: Expecting"),
    *("not JSON: Extra data", "duplicate key", "nan, which is not JSON"),
    *("a string with a lone surrogate", "a key with a lone surrogate", "not UTF-8: byte"),
    *("more digits than Python converts", "$.repositories[20].weight", '$["file-id"]'),
]


def test_every_kind_of_problem_is_there():
    texts = "\n".join(text for case in INVALID for text in expected(case).values() if text)
    assert [words for words in WORDS if words not in texts] == []


# The command reports the same problems.


@pytest.fixture
def check(capsys, monkeypatch):
    """Returns a function that runs ``check`` on a case and returns the status and the output
    lines."""
    monkeypatch.chdir(DATA)

    def run(case, *arguments):
        status = main(["check", "--plain", case.path.relative_to(DATA).as_posix(), *arguments])
        out, err = capsys.readouterr()
        assert err == ""
        return status, out.splitlines()

    return run


def as_model(case):
    return ["--model", f"{case.edition.prefix}{case.name}"]


@each(VALID + ARCHIVE)
def test_the_command_says_that_it_is_good(case, check):
    payload = case.payload
    is_evident = error_of(jm.detect, payload) is None and jm.detect(payload) is case.model
    arguments = [*([] if is_evident else as_model(case)), *["--lenient"] * (case in ARCHIVE)]
    status, [line] = check(case, *arguments)
    assert status == 0
    assert line.startswith(f"{case}.json: {RECORDS.get(case.cls, case.cls.__name__)}, ")
    assert line.endswith(f"edition {edition_of(case.cls).date}, ok")


# The command reads an array as an array of records, not as a payload.
COMMAND = [case for case in INVALID if not case.data.startswith(b"[") or case in TEXTS]


@each([case for case in COMMAND if case.path.stem != "JobIn-two-of-them"])  # which it reads
def test_the_command_says_what_is_wrong(case, check):
    reading = next(suffix for suffix in (".txt", ".forbid.txt") if expected(case)[suffix])
    arguments = ["--forbid-unknown-keys"] * (reading == ".forbid.txt")
    status, lines = check(case, *as_model(case), *arguments, "--json")
    assert status == 1
    if case not in TEXTS:
        [line] = lines
        problems = [jm.Problem(**problem) for problem in json.loads(line)["problems"]]
        assert [f"  {problem}" for problem in problems] == expected(case)[reading].split("\n")[1:]
    assert "hush" not in "".join(lines)


def test_secrets_are_there_to_be_kept():
    """Without secrets in the corpus, the tests above would not show that secrets are kept."""
    assert sum(b"hush" in case.data for case in VALID + ARCHIVE) > 10
    assert sum(b"hush" in case.data for case in INVALID) > 20
