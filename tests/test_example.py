"""``example``: valid, realistic, reproducible, with overrides."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Annotated

import pytest
import samples

import jobmodels as jm
from jobmodels import v2024_06, v2026
from jobmodels.core.constraints import Ge, Gt, Le, Length, Uuid
from jobmodels.core.define import frozen
from jobmodels.core.record import Record
from jobmodels.core.spec import spec_of
from jobmodels.fixtures import example
from jobmodels.records.editions import MODELS, RECORDS, UNIONS, edition_of

SEEDS = range(6)

each_class = pytest.mark.parametrize(
    "cls", MODELS, ids=lambda cls: f"{cls.__module__.split('.')[1]}-{cls.__name__}"
)


@each_class
def test_an_example_reads_strictly_as_what_it_is_in_either_spelling(cls):
    for seed in SEEDS:
        obj = example(cls, seed=seed)
        assert type(obj) is cls
        for case in ("snake", "camel"):
            payload = jm.unstructure(obj, case=case)
            assert jm.structure(payload, cls, unknown_keys="forbid") == obj
        assert jm.redact(obj) == obj, "there is nothing in it to be kept secret"


@each_class
def test_it_says_whatever_it_can(cls):
    payload = jm.unstructure(example(cls))
    absent = [field.name for field in spec_of(cls).fields if field.name not in payload]
    assert absent == []


@pytest.mark.parametrize("union", UNIONS, ids=str)
def test_a_union_has_examples_of_its_first_member(union):
    obj = example(union)
    assert jm.structure(jm.unstructure(obj), union) == obj


@pytest.mark.parametrize("cls", RECORDS, ids=lambda cls: cls.__name__)
def test_an_example_of_a_record_is_detected_as_one(cls):
    if cls.__module__ != v2024_06.__name__:  # its records read as those of the next edition
        payload = jm.unstructure(example(cls))
        assert type(jm.read_record(payload)) is samples.detected(cls, payload)


def test_the_same_seed_gives_the_same_and_another_another():
    assert example(jm.JobOut) == example(jm.JobOut, seed=0)
    assert len({example(jm.JobOut, seed=seed) for seed in range(100)}) == 100


def test_it_is_the_same_on_every_python():
    classes = [cls for cls in MODELS if edition_of(cls).date <= "2026-03-17"]
    everything = [jm.unstructure(example(cls, seed=seed)) for cls in classes for seed in SEEDS]
    digest = sha256(json.dumps(everything).encode()).hexdigest()
    assert digest == "3b523fccd88a05c795c91a69d539d282fae6864e2b3113e20a5229151709da4f"


def test_the_seeds_go_through_the_statuses():
    statuses = [example(jm.JobOut, seed=seed).status for seed in SEEDS]
    assert statuses == ["SUCCESS", "RUNNING", "FAILED", "QUEUED", "CANCELLED", "SUCCESS"]


@pytest.mark.parametrize("cls", [jm.DetailedJobOut, v2026.CompletionDetailedJobOut])
@pytest.mark.parametrize("status", list(jm.Status))
def test_what_it_says_agrees(cls, status):
    for seed in range(20):
        job = example(cls, seed=seed, status=status)
        assert job.status is status
        assert bool(job.fine_tuned_model) == (status == "SUCCESS")
        newest, *_, oldest = [*job.events] * 2
        assert newest.data["status"] == status
        assert "error" in newest.data or status != "FAILED"
        times = [event.created_at for event in job.events]
        assert times == sorted(times, reverse=True)
        assert oldest.created_at == job.created_at <= job.modified_at
        steps = [checkpoint.step_number for checkpoint in job.checkpoints]
        assert steps == sorted(set(steps), reverse=True)
        assert (
            bool(steps) == (status in ("SUCCESS", "RUNNING", "FAILED")) == bool(job.trained_tokens)
        )
        assert max(steps, default=0) <= job.hyperparameters.training_steps
        assert (max(steps, default=0) == job.hyperparameters.training_steps) == (
            status == "SUCCESS"
        )
        for checkpoint in job.checkpoints:
            assert job.created_at < checkpoint.created_at <= job.modified_at
        losses = [checkpoint.metrics.train_loss for checkpoint in job.checkpoints]
        assert losses == sorted(losses)
    assert "2024" in example(cls, status="SUCCESS").fine_tuned_model


def test_a_batch_result_is_a_response_or_an_error():
    for seed in SEEDS:
        result, failed = example(v2026.BatchResult, seed=seed), seed == 2
        assert (result.response is None, result.error is not None) == (failed, failed)
        assert failed or result.response == example(v2026.BatchResponse, seed=seed)


def test_a_list_has_jobs_of_their_own():
    page = example(jm.JobsOut)
    assert page.total == len(page.data) == len({job.id for job in page.data}) == 2


def test_server_rules_are_kept():
    assert jm.preflight(example(jm.JobIn)) == ()


# Overrides.


def test_overrides():
    job = example(
        jm.DetailedJobOut,
        status=jm.Status.RUNNING,
        suffix=None,
        metadata=jm.UNSET,
        hyperparameters=jm.TrainingParameters(epochs=2),
        repositories=(),
        validation_files=["v"],
        **{
            "training_files.1": "f",
            "integrations.0.name": jm.UNSET,
            "events.0.data.status": "VALIDATED",
            "events.0.data.by": {"id": 1},
            "checkpoints.1": jm.UNSET,
            "checkpoints.0": example(jm.CheckpointOut, step_number=3),
        },
    )
    before = example(jm.DetailedJobOut, status="RUNNING")
    assert (job.status, job.suffix, job.metadata) == ("RUNNING", None, jm.UNSET)
    assert job.hyperparameters == jm.TrainingParameters(epochs=2)
    assert (job.repositories, job.validation_files) == ((), ("v",))
    assert job.training_files == (before.training_files[0], "f")
    assert job.integrations[0].name is jm.UNSET
    assert job.integrations[0].project == before.integrations[0].project
    assert job.events[0].data == {"status": "VALIDATED", "by": {"id": 1}}
    assert job.checkpoints[0].step_number == 3
    assert len(job.checkpoints) == len(before.checkpoints) - 1
    assert job.id == before.id


def test_paths_may_be_written_as_problems_have_them():
    job = example(jm.JobOut, **{"$.training_files[1]": "f", "integrations[0].project": "p"})
    assert job == example(jm.JobOut, **{"training_files.1": "f", "integrations.0.project": "p"})
    with pytest.raises(jm.ValidationError, match=r"\$\.integrations\[0\]\.project: expected an "):
        example(jm.JobOut, **{"integrations.0.project.name": 1})


def test_an_index_means_the_same_item_to_all():
    unset = {f"training_files.{index}": jm.UNSET for index in range(2)}
    assert example(jm.JobOut, **unset).training_files == ()
    job = example(jm.JobOut, **{"training_files.0": jm.UNSET, "training_files.1": "f"})
    assert job.training_files == ("f",)


@pytest.mark.parametrize("steps", [1, 3, 50, 10**6])
def test_what_it_says_agrees_with_the_training_steps(steps):
    job = example(jm.DetailedJobOut, **{"hyperparameters.training_steps": steps})
    assert job.hyperparameters.training_steps == job.checkpoints[0].step_number == steps
    assert job.metadata.train_tokens == steps * job.metadata.train_tokens_per_step
    assert job.metadata.train_tokens == job.trained_tokens
    assert example(jm.TrainingParameters, training_steps=steps) == job.hyperparameters


def test_what_it_says_agrees_with_the_model():
    job = example(jm.JobOut, model="codestral-latest")
    assert job.fine_tuned_model.startswith("ft:codestral-latest:")
    assert example(jm.JobOut, **{"$.status": "QUEUED"}) == example(jm.JobOut, status="QUEUED")


def test_an_absent_object_is_begun():
    job = example(jm.JobOut, metadata=jm.UNSET, **{"metadata.cost": 1.5})
    assert job.metadata == jm.JobMetadataOut(cost=1.5)
    assert example(jm.JobOut, metadata=jm.UNSET).metadata is jm.UNSET


def test_every_problem_of_the_overrides_is_named():
    with pytest.raises(jm.ValidationError) as caught:
        example(
            jm.JobOut,
            statu="FAILED",
            status="BROKEN",
            colour="red",
            id=jm.UNSET,
            **{
                "training_files.2": "f",
                "training_files.x": "f",
                "training_files." + "9" * 5000: "f",
                "suffix.a": 1,
                "hyperparameters.learningRate": 1,
                "hyperparameters.training_steps": 0,
            },
        )
    assert str(caught.value).splitlines() == [
        "JobOut: 10 problems",
        "  $.statu: unknown key, did you mean 'status'?",
        "  $.training_files: expected an index below 2, found '2'",
        "  $.training_files: expected an index below 2, found 'x'",
        "  $.training_files: expected an index below 2, found '99999999999999999999999999999...'",
        "  $.suffix: expected an object or an array, found a string",
        "  $.hyperparameters.learningRate: unknown key, did you mean 'learning_rate'?",
        "  $.hyperparameters.training_steps: expected an integer at least 1, found 0",
        "  $.status: expected one of 'QUEUED', 'STARTED', 'VALIDATING', 'VALIDATED', 'RUNNING', "
        "'FAILED_VALIDATION', 'FAILED', 'SUCCESS', 'CANCELLED', 'CANCELLATION_REQUESTED', found "
        "'BROKEN'",
        "  $.id: required, but missing",
        "  $.colour: unknown key",
    ]


@pytest.mark.parametrize("wrong", [dict, jm.Model, Record, jm.Status, "JobOut", None])
def test_there_are_no_examples_of_anything_else(wrong):
    with pytest.raises(TypeError, match="model class"):
        example(wrong)


@pytest.mark.parametrize("seed", ["x", None, 1.5])
def test_a_seed_is_an_integer(seed):
    with pytest.raises(TypeError, match="expected an integer as the seed"):
        example(jm.JobOut, seed=seed)


# A host's class.


@frozen
class Leaf(jm.Model):
    name: str
    id: Uuid
    code: Annotated[str, Length(3, 5)]
    note: Annotated[str, Length(12)]
    flag: bool
    share: Annotated[float, Gt(0.25), Le(0.75)]
    count: Annotated[int, Ge(40), Le(41)]
    created_at: str
    few: Annotated[tuple[Annotated[str, Length(0, 2)], ...], Length(2, 3)]
    training_files: Annotated[tuple[Uuid, ...], Length(0, 1)]
    cls: int


@frozen
class Counts(jm.Model):
    zero: Annotated[int, Le(0.5)]
    below: Annotated[int, Le(-0.5)]
    two: Annotated[int, Gt(1.5), Le(2.5)]
    three: Annotated[int, Ge(2.5)]


def test_an_integer_within_bounds_that_are_fractions():
    assert example(Counts) == Counts(zero=0, below=-1, two=2, three=3)


@frozen
class Tree(jm.Model):
    leaf: Leaf
    other_leaf: jm.Omittable[Leaf | None] = jm.UNSET


def test_a_class_that_the_values_of_a_job_do_not_include():
    leaf = example(Leaf)
    assert 3 <= len(leaf.code) <= 5
    assert len(leaf.note) == 12
    assert 0.25 < leaf.share <= 0.75
    assert len(leaf.few) == 2
    assert len(leaf.training_files) == 1  # the values of a job have two
    assert example(Leaf, cls=5).cls == 5
    assert leaf.created_at == "example"  # the values of a job have a number there
    tree = example(Tree, **{"leaf.name": "oak"})
    assert tree.leaf.name == "oak"
    assert tree.other_leaf == leaf
