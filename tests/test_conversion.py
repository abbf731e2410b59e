"""``structure`` and ``unstructure``: both directions of the case table, and the options."""

from __future__ import annotations

import copy
from collections import UserDict
from collections.abc import Mapping
from itertools import permutations
from types import MappingProxyType
from typing import Annotated, Any, Literal, Union

import pytest
from samples import API_KEY, CASES, FILE_A, JOB, TOKEN, Case, case_id, case_of_class

import jobmodels as jm
from jobmodels.core.constraints import (
    SECRET,
    Discriminator,
    Ge,
    Le,
    Length,
    Shorthand,
    SiblingDiscriminator,
)
from jobmodels.core.define import frozen
from jobmodels.core.frozendict import FrozenDict
from jobmodels.core.reader import Reader
from jobmodels.core.roots import model_spec
from jobmodels.core.spec import relaxed, spec_of
from jobmodels.records.editions import EDITIONS

(EDITION,) = (edition for edition in EDITIONS if edition.date == "2024-11-07")
MODELS = EDITION.models

both_spellings = pytest.mark.parametrize("spelling", ["snake", "camel"])
every_case = pytest.mark.parametrize("case", CASES, ids=case_id)


def problems(payload, cls, **options):
    """Returns the problems of an invalid payload, as {path: message}."""
    with pytest.raises(jm.ValidationError) as caught:
        jm.structure(payload, cls, **options)
    found = caught.value.problems
    assert len({problem.path for problem in found}) == len(found)
    return dict(found)


def test_the_table_has_every_field_of_every_model():
    for cls in MODELS:
        case = case_of_class(cls)
        assert set(case.snake) == {field.name for field in spec_of(cls).fields}
        assert set(case.camel) == {field.camel for field in spec_of(cls).fields}


@every_case
@both_spellings
def test_a_payload_reads_and_comes_back(case: Case, spelling):
    payload = getattr(case, spelling)
    before = copy.deepcopy(payload)
    for lenient in (False, True):
        obj = jm.structure(payload, type(case.obj), lenient=lenient)
        assert obj == case.obj
        back = jm.unstructure(obj, case=spelling)
        assert back == payload
    assert payload == before


@every_case
def test_what_is_written_shares_nothing(case: Case):
    first = jm.unstructure(case.obj)
    for value in first.values():
        if isinstance(value, (dict, list)):
            value.clear()
    first.clear()
    assert jm.unstructure(case.obj) == case.snake


def test_what_was_read_does_not_change_with_the_payload():
    payload = copy.deepcopy(case_of_class(jm.EventOut).snake)
    payload["extra"] = {"a": [1]}
    event = jm.structure(payload, jm.EventOut)
    payload["data"]["status"] = "FAILED"
    payload["extra"]["a"].append(2)
    assert event.data["status"] == "RUNNING"
    assert event.additional_properties == {"extra": {"a": [1]}}


def test_written_keys_come_in_the_order_of_the_schema():
    shuffled = dict(reversed(JOB.snake.items()))
    assert list(jm.unstructure(jm.structure(shuffled, jm.JobOut))) == list(JOB.snake)


def test_absent_null_and_default_are_three_things():
    absent = jm.structure({"file_id": FILE_A}, jm.TrainingFile)
    assert absent.weight is jm.UNSET
    null = jm.structure({**JOB.snake, "suffix": None}, jm.JobOut)
    assert null.suffix is None
    assert jm.unstructure(absent) == {"file_id": FILE_A}
    tagless = jm.structure({"total": 1}, jm.JobsOut)
    assert tagless.object is jm.UNSET
    assert jm.JobsOut(total=1).object == "list"


def test_numbers_stay_the_numbers_they_were():
    metrics = jm.structure({"train_loss": 1, "valid_loss": 1.0}, jm.MetricOut)
    assert type(metrics.train_loss) is int
    assert type(metrics.valid_loss) is float
    integral = jm.structure({"total": 3.0}, jm.JobsOut)
    assert repr(jm.unstructure(integral)["total"]) == "3.0"
    huge = 10**400
    assert jm.unstructure(jm.structure({"total": huge}, jm.JobsOut))["total"] == huge


WRONG_TYPES = [
    ("file_id", 1, "expected a string, found 1"),
    ("file_id", None, "expected a string, found null"),
    ("file_id", ["x"], "expected a string, found an array"),
    ("file_id", {}, "expected a string, found an object"),
    ("weight", True, "expected a number greater than 0, found true"),
    ("weight", "1", "expected a number greater than 0, found '1'"),
    ("weight", "heavy", "expected a number greater than 0, found a string"),
    ("weight", 0, "expected a number greater than 0, found 0"),
    ("weight", -0.5, "expected a number greater than 0, found -0.5"),
    ("weight", None, "expected a number greater than 0, found null"),
    ("weight", float("nan"), "expected a number greater than 0, found nan, which is not JSON"),
    ("weight", float("inf"), "expected a number greater than 0, found inf, which is not JSON"),
    ("weight", {1}, "expected a number greater than 0, found a Python set"),
    (
        "weight",
        (1,),
        "expected a number greater than 0, found a Python tuple; pass list(...) of it",
    ),
]


@pytest.mark.parametrize(("key", "value", "message"), WRONG_TYPES)
def test_a_wrong_value_is_a_problem_in_words(key, value, message):
    payload = {"file_id": FILE_A, "weight": 1, key: value}
    assert problems(payload, jm.TrainingFile) == {f"$.{key}": message}


@pytest.mark.parametrize("payload", [None, True, 1, 1.5, "text", [], [{}], {1, 2}, object()])
@pytest.mark.parametrize("cls", [jm.JobOut, jm.TrainingFile, jm.EventOut, jm.CreateJobResponse])
def test_what_is_no_object_is_one_problem(payload, cls):
    assert set(problems(payload, cls)) == {"$"}
    assert set(problems(payload, cls, lenient=True)) == {"$"}


@every_case
def test_the_mapping_of_an_unknown_variant_reads_as_a_class(case: Case):
    cls = type(case.obj)
    for payload in (case.snake, case.camel):
        assert jm.structure(FrozenDict(payload), cls) == case.obj
        assert jm.structure(FrozenDict(payload), cls, lenient=True) == case.obj
    wrong = {**case.snake, "x": [{"y": 1}]}
    found = problems(wrong, cls, unknown_keys="forbid")
    assert problems(FrozenDict(wrong), cls, unknown_keys="forbid") == found


def test_an_item_of_an_unknown_job_type_reads_as_a_class():
    job = {"id": "a", "job_type": "later", "trained": [{"x": 1}]}
    (item,) = jm.structure({"data": [job]}, jm.v2026.JobsOut, lenient=True).data
    assert type(item) is FrozenDict
    read = jm.structure(item, jm.v2026.CompletionJobOut, lenient=True)
    assert jm.unstructure(read) == job


@pytest.mark.parametrize(
    ("mapping", "cure"),
    [
        (MappingProxyType({}), "mappingproxy; pass dict(...) of it"),
        (UserDict(), "collections.UserDict; pass dict(...) of it"),
        (FrozenDict({}), "FrozenDict; pass unstructure(...) of it"),
        (object(), "object"),
    ],
)
def test_the_problem_of_another_mapping_names_the_cure(mapping, cure):
    message = f"expected an object, found a Python {cure}"
    if type(mapping) is not FrozenDict:
        for cls in (jm.JobOut, jm.CreateJobResponse):
            assert problems(mapping, cls) == {"$": message}
    found = problems({**case_of_class(jm.JobIn).snake, "hyperparameters": mapping}, jm.JobIn)
    assert found == {"$.hyperparameters": message}
    found = problems({"name": "n", "created_at": 1, "data": mapping}, jm.EventOut)
    assert found == {"$.data": message}


@frozen
class Small(jm.Model):
    """A host's class with one required field."""

    a: str


@frozen
class Large(jm.Model):
    """A host's class that has more fields, and requires more."""

    a: str
    b: jm.Omittable[str] = jm.UNSET
    c: str


@frozen
class Constant(jm.Model):
    """A host's class with a constant that contradicts some payloads."""

    a: str
    kind: jm.Omittable[Literal["constant"]] = jm.UNSET


@pytest.mark.parametrize(
    ("payload", "cls"),
    [
        # Large has more of the keys, but its "c" is missing.
        ({"a": "1", "b": "2", "kind": "other"}, Small),
        ({"a": "1", "b": "2", "c": "3"}, Large),  # both are complete, Large has more of the keys
        ({"b": "2"}, Large),  # neither is complete
        ({"a": "1", "kind": "constant"}, Constant),
        ({"a": "1", "kind": "other"}, Small),
    ],
)
def test_a_member_of_an_untagged_union_is_chosen_by_its_fields(payload, cls):
    for order in permutations([Small, Large, Constant]):
        obj = jm.structure(payload, Union[order], lenient=True)  # accepts any of the three
        assert type(obj) is cls, order


@frozen
class TaggedA(jm.Model):
    """A host's class whose tag may be null."""

    kind: Literal["a"] | None


@frozen
class TaggedB(jm.Model):
    kind: Literal["b"]


@frozen
class AnyKind(jm.Model):
    """A host's fallback: its tag may be any string."""

    kind: str


@frozen
class SomeKinds(jm.Model):
    """A host's fallback: its tag has several values, and it requires another field."""

    kind: jm.Status
    note: str


OPEN_TAGS = [
    (TaggedA | TaggedB, {"kind": "b"}, TaggedB, TaggedB),
    (TaggedA | TaggedB, {"kind": None}, TaggedA, TaggedA),
    (TaggedA | TaggedB, {"kind": "c"}, None, FrozenDict),
    (TaggedB | AnyKind | Constant, {"kind": "c"}, AnyKind, AnyKind),
    (TaggedA | TaggedB | AnyKind, {"kind": "a"}, TaggedA, TaggedA),
    (TaggedA | TaggedB | AnyKind, {"kind": "c"}, AnyKind, AnyKind),
    (TaggedA | TaggedB | AnyKind, {"kind": None}, TaggedA, TaggedA),
    (TaggedA | TaggedB | AnyKind, {"kind": 5}, None, None),
    (TaggedA | TaggedB | SomeKinds, {"kind": "FAILED", "note": ""}, SomeKinds, SomeKinds),
    (TaggedA | TaggedB | SomeKinds, {"kind": "other", "note": ""}, None, SomeKinds),
    (TaggedA | TaggedB | SomeKinds, {"kind": "FAILED"}, None, SomeKinds),
]
"""A union, a payload, and the class that strict and lenient reading return, or None."""


@pytest.mark.parametrize(("union", "payload", "strict", "lenient"), OPEN_TAGS)
def test_a_member_whose_tag_is_open_or_null_reads(union, payload, strict, lenient):
    for hint in (union, Annotated[union, Discriminator("kind")]):
        for expected, options in ((strict, {}), (lenient, {"lenient": True})):
            if expected is None:
                assert problems(payload, hint, **options)
            else:
                obj = jm.structure(payload, hint, **options)
                spec = relaxed(model_spec(hint)) if options else model_spec(hint)
                assert type(obj) is type(Reader().read(spec, payload, "")) is expected


ELEVEN = {
    "model": "open-mistral-7B",
    "trainingFiles": [{"fileId": FILE_A, "weight": 0}, {"weight": 1}],
    "validationFiles": [FILE_A, 7],
    "hyperparameters": {"trainingSteps": 0, "learningRate": "fast", "epochs": True},
    "suffix": "longer than eighteen characters",
    "integrations": [{"type": "wandb", "project": None, "apiKey": API_KEY + "x"}],
    "repositories": [{"type": "gitlab", "name": "n", "owner": "o", "token": TOKEN}],
}


def test_eleven_mistakes_are_eleven_problems_and_no_secret():
    before = copy.deepcopy(ELEVEN)
    found = problems(ELEVEN, jm.JobIn)
    assert before == ELEVEN
    assert list(found) == [
        "$.model",
        "$.trainingFiles[0].weight",
        "$.trainingFiles[1].fileId",
        "$.validationFiles[1]",
        "$.hyperparameters.trainingSteps",
        "$.hyperparameters.learningRate",
        "$.hyperparameters.epochs",
        "$.suffix",
        "$.integrations[0].project",
        "$.integrations[0].apiKey",
        "$.repositories[0].type",
    ]
    assert "did you mean 'open-mistral-7b'?" in found["$.model"]
    with pytest.raises(jm.ValidationError) as caught:
        jm.structure(ELEVEN, jm.JobIn)
    text = str(caught.value) + repr(caught.value) + repr(caught.value.args)
    assert text.startswith("JobIn: 11 problems\n")
    assert API_KEY not in text
    assert TOKEN not in text


@pytest.mark.parametrize("value", [7, None, ["s3cr3t"], {"s3cr3t": "s3cr3t"}, "s3cr3t", 4711.5])
def test_a_wrong_secret_is_never_shown(value):
    found = problems({"project": "p", "api_key": value}, jm.WandbIntegration)
    assert "s3cr3t" not in str(found)
    assert "7" not in found["$.api_key"]


def test_a_wrong_secret_of_several_is_never_shown():
    @frozen
    class Keys(jm.Model):
        keys: Annotated[tuple[str, ...], SECRET]

    assert problems({"keys": ["k", 4711]}, Keys) == {
        "$.keys[1]": "expected a string, found a number"
    }


def test_missing_fields_are_spelled_like_their_surroundings():
    assert set(problems({}, jm.TrainingFile)) == {"$.file_id"}
    assert "$.jobType" in problems({"createdAt": 1}, jm.JobOut)
    assert "$.job_type" in problems({"created_at": 1}, jm.JobOut)
    # The item shows no case, but the list around it does.
    found = problems({**JOB.camel, "repositories": [{"name": "n", "owner": "o"}]}, jm.JobOut)
    assert set(found) == {"$.repositories[0].commitId"}
    checkpoints = [{"metrics": {}, "step_number": 1}]
    found = problems({**JOB.camel, "checkpoints": checkpoints}, jm.DetailedJobOut)
    assert set(found) == {"$.checkpoints[0].created_at"}


def test_mixed_spelling_reads():
    mixed = {**JOB.camel, "metadata": JOB.snake["metadata"]}
    mixed["created_at"] = mixed.pop("createdAt")
    assert jm.structure(mixed, jm.JobOut) == JOB.obj


@pytest.mark.parametrize("lenient", [False, True])
def test_one_field_in_both_spellings_is_a_problem(lenient):
    payload = {"fileId": FILE_A, "file_id": FILE_A}
    assert set(problems(payload, jm.TrainingFile, lenient=lenient)) == {"$.file_id"}
    payload = {**JOB.snake, "createdAt": 1730000000}
    assert set(problems(payload, jm.JobOut, lenient=lenient)) == {"$.createdAt"}


def test_unknown_keys_are_kept_dropped_or_forbidden():
    payload = {"fileId": FILE_A, "batch_size": 3, "created_at": {"auto_start": 1}}
    kept = jm.structure(payload, jm.TrainingFile)
    assert kept.additional_properties == {"batch_size": 3, "created_at": {"auto_start": 1}}
    assert jm.unstructure(kept, case="camel") == payload
    dropped = jm.structure(payload, jm.TrainingFile, unknown_keys="drop")
    assert dropped == jm.TrainingFile(file_id=FILE_A)
    assert problems(payload, jm.TrainingFile, unknown_keys="forbid") == {
        "$.batch_size": "unknown key",
        "$.created_at": "unknown key",
    }


def test_a_forbidden_key_suggests_the_one_that_was_meant():
    payload = {"model": "open-mistral-7b", "hyperparameters": {"training_step": 1, "xyz": 2}}
    assert problems(payload, jm.JobIn, unknown_keys="forbid") == {
        "$.hyperparameters.training_step": "unknown key, did you mean 'training_steps'?",
        "$.hyperparameters.xyz": "unknown key",
    }


def test_a_key_named_like_our_own_attribute_is_just_unknown():
    payload = {"total": 1, "additional_properties": {"a": 1}, "additionalProperties": 2}
    jobs = jm.structure(payload, jm.JobsOut)
    assert dict(jobs.additional_properties) == {
        "additional_properties": {"a": 1},
        "additionalProperties": 2,
    }
    assert jm.unstructure(jobs) == payload


@pytest.mark.parametrize("unknown_keys", ["keep", "drop"])
def test_keys_that_are_no_strings_are_a_problem(unknown_keys):
    found = problems({"total": 1, 2: "x"}, jm.JobsOut, unknown_keys=unknown_keys)
    assert set(found) == {"$"}


@pytest.mark.parametrize("value", [float("nan"), [float("inf")], {"a": object()}, {"a": {1: 2}}])
def test_what_is_not_json_is_a_problem_wherever_it_stands(value):
    for unknown_keys in ("keep", "drop"):
        payload = {"total": 1, "x": value}
        assert len(problems(payload, jm.JobsOut, unknown_keys=unknown_keys)) == 1
    event = {"name": "n", "created_at": 1, "data": {"x": value}}
    assert len(problems(event, jm.EventOut)) == 1


def test_deep_nesting_is_a_problem_and_a_cycle_too():
    deep: object = 1
    for _ in range(5000):
        deep = [deep]
    found = problems({"total": 1, "x": deep}, jm.JobsOut)
    assert found == {"$.x" + "[0]" * 100: "nests deeper than 100 levels"}
    cycle: dict[str, object] = {"total": 1}
    cycle["self"] = cycle
    assert len(problems(cycle, jm.JobsOut)) == 1
    # It contains itself twice: the number of paths grows exponentially with the depth.
    tangle: list[object] = []
    tangle += [tangle, tangle]
    assert len(problems({"total": 1, "x": tangle}, jm.JobsOut)) == 1
    shared: object = [1]
    for _ in range(60):
        shared = [shared]
    deeper: object = shared
    for _ in range(60):
        deeper = [deeper]
    assert len(problems({"total": 1, "x": shared, "y": deeper}, jm.JobsOut)) == 1


def test_a_path_quotes_a_key_that_is_no_name():
    payload = {"total": 1, "a b": {"x.y": [float("nan")]}, "\ud800\x1b": float("nan")}
    assert list(problems(payload, jm.JobsOut)) == ['$["a b"]["x.y"][0]', '$["\\ud800\\u001b"]']


def test_a_path_cuts_a_key_that_floods_it():
    found = problems({"total": 1, "k" * 100_000: [float("nan")] * 1000}, jm.JobsOut)
    assert len(found) == 1000
    assert max(map(len, found)) < 120


@pytest.mark.parametrize("payload", [{"type": API_KEY}, {"type": "wandb", "project": API_KEY}])
def test_a_secret_in_the_wrong_place_is_not_shown(payload):
    requests = {"model": API_KEY, "hyperparameters": API_KEY, "integrations": [payload, API_KEY]}
    for cls in (jm.JobIn, jm.JobOut, jm.CreateJobResponse):
        with pytest.raises(jm.ValidationError) as caught:
            jm.structure({**requests, "object": API_KEY}, cls)
        assert API_KEY[:20] not in str(caught.value)


def test_lenient_reads_what_strict_refuses():
    payload = {
        "id": None,
        "model": "ministral-3b-latest",
        "status": "PAUSED",
        "object": "job.v2",
        "hyperparameters": {"learning_rate": 7, "epochs": 0},
        "integrations": [{"type": "mlflow", "uri": "x", "runName": "r"}, {"type": None}],
        "repositories": [{"commit_id": "short"}] * 25,
        "events": [{"name": None, "data": "SUCCESS"}, {}],
        "checkpoints": None,
    }
    job = jm.structure(payload, jm.DetailedJobOut, lenient=True)
    assert job.created_at is jm.UNSET
    assert job.id is None
    assert isinstance(job.status, jm.Status)
    assert (job.status, job.status.is_known) == ("PAUSED", False)
    assert (job.model, job.model.is_known) == ("ministral-3b-latest", False)
    assert job.integrations[0] == payload["integrations"][0]
    assert job.integrations[1].type is None
    assert len(job.repositories) == 25
    assert job.events[0].data == "SUCCESS"
    assert jm.unstructure(job) == payload
    with pytest.raises(TypeError):
        job.integrations[0]["type"] = "wandb"
    # An unknown variant is data: its keys are not renamed.
    assert jm.unstructure(job, case="camel")["integrations"][0] == payload["integrations"][0]


def test_lenient_reads_bare_file_ids():
    payload = {"model": "open-mistral-7b", "hyperparameters": {}, "training_files": [FILE_A]}
    job = jm.structure(payload, jm.JobIn, lenient=True)
    assert job.training_files == (jm.TrainingFile(file_id=FILE_A),)
    assert jm.unstructure(job)["training_files"] == [{"file_id": FILE_A}]
    assert set(problems(payload, jm.JobIn)) == {"$.training_files[0]"}


LENIENT_PROBLEMS = [
    ({"id": 5}, "$.id"),
    ({"status": 5}, "$.status"),
    ({"object": 5}, "$.object"),
    ({"createdAt": "1"}, "$.createdAt"),
    ({"autoStart": 0}, "$.autoStart"),
    ({"trainingFiles": FILE_A}, "$.trainingFiles"),
    ({"trainingFiles": [None]}, "$.trainingFiles[0]"),
    ({"metadata": []}, "$.metadata"),
    ({"integrations": [{"type": 5}]}, "$.integrations[0].type"),
    ({"integrations": ["wandb"]}, "$.integrations[0]"),
    ({"hyperparameters": {"learningRate": float("nan")}}, "$.hyperparameters.learningRate"),
    ({"integrations": [{"type": "x", "y": float("nan")}]}, "$.integrations[0].y"),
]


@pytest.mark.parametrize(("payload", "path"), LENIENT_PROBLEMS)
def test_lenient_still_refuses_a_wrong_type(payload, path):
    with pytest.raises(jm.ValidationError) as caught:
        jm.structure(payload, jm.JobOut, lenient=True)
    assert [problem.path for problem in caught.value.problems] == [path]


UNION_CASES = [
    (JOB.snake, jm.JobOut),
    (JOB.camel, jm.JobOut),
    ({key: value for key, value in JOB.camel.items() if key != "object"}, jm.JobOut),
    ({"object": "job.metadata", "details": "d"}, jm.LegacyJobMetadataOut),
    ({"details": "d", "cost": 1}, jm.LegacyJobMetadataOut),
    ({"details": "d", "trainTokens": 1}, jm.LegacyJobMetadataOut),
]


@pytest.mark.parametrize(("payload", "cls"), UNION_CASES)
def test_an_answer_to_create_is_told_apart(payload, cls):
    for lenient in (False, True):
        answer = jm.structure(payload, jm.CreateJobResponse, lenient=lenient)
        assert type(answer) is cls
        assert isinstance(answer, jm.CreateJobResponse)
        assert jm.structure(payload, cls) == answer


def test_an_unknown_answer_to_create():
    payload = {"object": "job.metadat", "details": "d"}
    assert problems(payload, jm.CreateJobResponse) == {
        "$.object": "expected one of 'job', 'job.metadata', found 'job.metadat', "
        "did you mean 'job.metadata'?"
    }
    kept = jm.structure(payload, jm.CreateJobResponse, lenient=True)
    assert kept == payload
    assert jm.unstructure(kept) == payload
    assert set(problems({"object": 5, "details": "d"}, jm.CreateJobResponse)) == {"$.object"}
    # The first edition's response to a dry run.
    early = {"training_steps": 10, "data_tokens": 77, "epochs": 0.1}
    answer = jm.structure(early, jm.CreateJobResponse, lenient=True)
    assert type(answer) is jm.LegacyJobMetadataOut


@pytest.mark.parametrize("union", EDITION.unions)
def test_every_named_union_can_be_read(union):
    payload = {
        jm.JobInIntegrations: case_of_class(jm.WandbIntegration),
        jm.JobInRepositories: case_of_class(jm.GithubRepositoryIn),
        jm.Integrations: case_of_class(jm.WandbIntegrationOut),
        jm.Repositories: case_of_class(jm.GithubRepositoryOut),
        jm.CreateJobResponse: JOB,
    }[union]
    assert jm.structure(payload.camel, union) == payload.obj


def test_subclasses_of_json_types_read_as_the_plain_ones():
    from collections import OrderedDict
    from enum import IntEnum

    class Int(IntEnum):
        ONE = 1

    class Text(str):
        __slots__ = ()

    payload = OrderedDict(file_id=Text(FILE_A), weight=Int.ONE, x=Text("y"))
    file = jm.structure(payload, jm.TrainingFile)
    assert type(file.file_id) is str
    assert type(file.weight) is int
    assert type(file.additional_properties["x"]) is str
    assert jm.unstructure(file) == payload


def test_a_missing_field_points_at_the_key_that_was_probably_meant():
    found = problems({"file_idd": FILE_A}, jm.TrainingFile)
    assert found == {"$.file_id": "required, but missing; found the similar key 'file_idd'"}
    many = [{"file_idd": FILE_A}] * 60
    found = problems(
        {"model": "open-mistral-7b", "hyperparameters": {}, "training_files": many}, jm.JobIn
    )
    assert sum("found the similar key" in message for message in found.values()) == 50


@pytest.mark.parametrize(
    "bad",
    [
        int,
        "JobOut",
        None,
        list[int],
        list[jm.JobOut | int],
        tuple[jm.JobOut],
        Literal["job", "list"],
        jm.Model,
    ],
)
def test_what_is_no_model_class_is_a_type_error(bad):
    with pytest.raises(TypeError, match="expected a model class"):
        jm.structure({}, bad)


def test_options_are_checked():
    with pytest.raises(ValueError, match="unknown_keys must be"):
        jm.structure({}, jm.JobsOut, unknown_keys="ignore")
    with pytest.raises(ValueError, match="case must be"):
        jm.unstructure(JOB.obj, case="kebab")
    with pytest.raises(TypeError, match="expected an object of this package"):
        jm.unstructure({})


def host(name="Host", **hints):
    return frozen(type(name, (jm.Model,), {"__annotations__": hints, "__module__": __name__}))


Either = Union[Small, Large]
BY_KIND = SiblingDiscriminator("kind", small=Small, large=Large)
NO_TEXT = r"^Host\.x: Shorthand\('.*'\) must name a string field of .*Large"
NO_SIBLING = r"^Host\.x: put SiblingDiscriminator directly on a field, .* not 'kind'"
UNFIT = r"^Host\.x: .* does not apply to .*: remove it"
NO_MAP = r"^Host\.x: expected str, .* Mapping\[str, T\] .*, not .*Mapping"


@pytest.mark.parametrize(
    ("hints", "reason"),
    [
        ({"kind": str, "x": tuple[Annotated[Either, BY_KIND], ...]}, NO_SIBLING),
        ({"kind": str, "x": tuple[tuple[Annotated[Either, BY_KIND], ...], ...]}, NO_SIBLING),
        ({"x": Annotated[Either, BY_KIND]}, NO_SIBLING),
        (
            {"kind": str, "x": Annotated[Union[Small, Constant], BY_KIND]},
            r"^Host\.x: SiblingDiscriminator\('kind', .* must name classes of the union",
        ),
        (
            {"x": Annotated[Either, Discriminator("kind")]},
            r"^Host\.x: Discriminator\('kind'\) must name a field of .* in snake_case",
        ),
        (
            {"x": Annotated[jm.JobIn, Discriminator("autoStart")]},
            r"^Host\.x: Discriminator\('autoStart'\) must name a field of .* in snake_case",
        ),
        ({"x": Annotated[Large, Shorthand("z")]}, NO_TEXT),
        ({"x": Annotated[jm.TrainingFile, Shorthand("fileId")]}, r"must name a string field of"),
        ({"x": tuple[Annotated[jm.TrainingFile, Shorthand("weight")], ...]}, r"must name a string"),
        ({"x": Annotated[Constant, Shorthand("kind")]}, r"must name a string field of"),
        ({"x": Annotated[Large, Shorthand("additional_properties")]}, NO_TEXT),
        ({"x": Mapping}, NO_MAP),
        ({"x": jm.Omittable[Mapping[int, str] | None]}, NO_MAP),
        ({"x": tuple[Mapping[str, tuple[str, ...]], ...]}, NO_MAP),
        ({"x": Annotated[Mapping[str, Any], Length(1)]}, UNFIT),
        ({"x": Annotated[jm.Status, Length(1)]}, UNFIT),
        ({"x": Annotated[Literal["a"], Length(2)]}, UNFIT),
        ({"x": Annotated[Small, Ge(1)]}, UNFIT),
        ({"x": Annotated[Either, Length(1)]}, UNFIT),
        ({"x": jm.Model}, r"^Host\.x: expected a model class with fields, not .*Model"),
        ({"x": tuple[host("Empty"), ...]}, r"^Host\.x: expected a model class with fields"),
        ({"additional_properties": str}, r"^Host\.additional_properties: rename this field"),
        (
            {"x": host("Same", a=str) | host("Same", b=str)},
            r"^Host\.x: give the classes of a union different names",
        ),
    ],
)
def test_a_schema_that_cannot_be_applied_as_written_is_a_type_error(hints, reason):
    for options in ({}, {"lenient": True}):
        with pytest.raises(TypeError, match=reason):
            jm.structure({}, host(**hints), **options)


@pytest.mark.parametrize(
    ("hints", "payload"),
    [
        ({"kind": str, "x": Annotated[Either, BY_KIND]}, {"kind": "small", "x": {"a": "1"}}),
        ({"x": Annotated[Either, Discriminator("a")]}, {"x": {"a": "1"}}),
        ({"x": Annotated[Large, Shorthand("c")]}, {"x": {"a": "1", "c": "3"}}),
        ({"x": jm.Omittable[Mapping[str, Any] | None]}, {"x": {"1": 1}}),
        ({"x": Annotated[tuple[Annotated[int, Le(9)], ...], Length(1)]}, {"x": [1]}),
    ],
)
def test_a_schema_that_is_written_as_documented_reads(hints, payload):
    for options in ({}, {"lenient": True}):
        assert jm.unstructure(jm.structure(payload, host(**hints), **options)) == payload
