"""Edition 2026-03-17: its unions, and the parts that it shares with the edition before.

``conformance`` compares each class with its schema; these tests use the classes as a user does.
"""

from __future__ import annotations

import copy
import pickle

import pytest
from samples import API_KEY, FILE_A, JOB_ID

import jobmodels as jm
from jobmodels import v2026
from jobmodels.core.conversion import reader_for

PARAMETERS = {"training_steps": 10, "learning_rate": 0.001}
TARGET = {
    "name": "tone",
    "labels": ["kind", "rude"],
    "weight": 1.0,
    "loss_function": "single_class",
}
COMPLETION = {
    "id": JOB_ID,
    "auto_start": False,
    "model": "ministral-3b-latest",
    "status": "RUNNING",
    "created_at": 1_750_000_000,
    "modified_at": 1_750_000_060,
    "training_files": [FILE_A],
    "object": "job",
    "job_type": "completion",
    "hyperparameters": {**PARAMETERS, "fim_ratio": 0.5},
}
CLASSIFIER = {**COMPLETION, "job_type": "classifier", "hyperparameters": PARAMETERS}
REQUEST = {"model": "ministral-3b-latest", "hyperparameters": PARAMETERS}


def without(payload, *keys):
    return {key: value for key, value in payload.items() if key not in keys}


def paths(payload, cls, **options):
    with pytest.raises(jm.ValidationError) as caught:
        jm.structure(payload, cls, **options)
    return {problem.path for problem in caught.value.problems}


def test_what_did_not_change_is_the_same_class():
    shared = {name for name in v2026.__all__ if getattr(jm, name, None) is getattr(v2026, name)}
    assert shared == {
        *("CheckpointOut", "EventOut", "GithubRepositoryIn", "GithubRepositoryOut"),
        *("JobInIntegrations", "JobInRepositories", "JobMetadataOut", "LegacyJobMetadataOut"),
        *("MetricOut", "Repositories", "Status", "TrainingFile", "WandbIntegration"),
        *("BatchError", "BatchJobStatus"),
    }


@pytest.mark.parametrize(
    "payload", [COMPLETION, CLASSIFIER, without(COMPLETION, "job_type", "hyperparameters", "id")]
)
@pytest.mark.parametrize("lenient", [False, True])
def test_a_job_in_a_list_is_told_by_its_kind(payload, lenient):
    page = {"data": [payload], "object": "list", "total": 1}
    if "id" not in payload and not lenient:
        assert paths(page, v2026.JobsOut) == {"$.data[0].id", "$.data[0].hyperparameters"}
        return
    jobs = jm.structure(page, v2026.JobsOut, lenient=lenient)
    kinds = {"completion": v2026.CompletionJobOut, "classifier": v2026.ClassifierJobOut}
    assert type(jobs.data[0]) is kinds[payload.get("job_type", "completion")]
    assert jm.unstructure(jobs) == page
    in_camel_case = jm.unstructure(jobs, case="camel")
    assert in_camel_case["data"][0].get("jobType") == payload.get("job_type")
    assert jm.structure(in_camel_case, v2026.JobsOut, lenient=lenient) == jobs
    assert pickle.loads(pickle.dumps(jobs)) == jobs == copy.deepcopy(jobs)


def test_a_kind_that_no_schema_names():
    page = {"data": [{**COMPLETION, "job_type": "clasifier"}], "total": 1}
    with pytest.raises(jm.ValidationError) as caught:
        jm.structure(page, v2026.JobsOut)
    assert caught.value.problems == (
        jm.Problem(
            "$.data[0].job_type",
            "expected one of 'completion', 'classifier', found 'clasifier', "
            "did you mean 'classifier'?",
        ),
    )
    camel = {"data": [{"jobType": "FT"}], "total": 1}
    assert paths(camel, v2026.JobsOut) == {"$.data[0].jobType"}
    jobs = jm.structure(page, v2026.JobsOut, lenient=True)
    assert jobs.data[0] == page["data"][0]
    assert jm.unstructure(jobs) == page


def test_a_null_tag_is_no_unknown_variant():
    job = jm.structure({"job_type": None, "id": "a"}, v2026.CreateJobResponse, lenient=True)
    assert type(job) is v2026.CompletionJobOut


def test_an_unknown_variant_of_a_union_with_one_member_is_kept_as_a_mapping():
    request = jm.structure({"integrations": [{"type": "mlflow"}]}, v2026.JobIn, lenient=True)
    assert request.integrations == ({"type": "mlflow"},)
    assert type(request.integrations[0]) is jm.FrozenDict


@pytest.mark.parametrize(
    ("job_type", "parameters", "cls"),
    [
        ("completion", PARAMETERS, v2026.CompletionTrainingParametersIn),
        ("classifier", PARAMETERS, v2026.ClassifierTrainingParametersIn),
        (None, PARAMETERS, v2026.CompletionTrainingParametersIn),
        (jm.UNSET, PARAMETERS, v2026.CompletionTrainingParametersIn),
        (jm.UNSET, {}, v2026.CompletionTrainingParametersIn),
        (jm.UNSET, {"fim_ratio": 0.5}, v2026.CompletionTrainingParametersIn),
        # The schema allows both with any kind of job: the class that defines all keys reads.
        ("classifier", {"fim_ratio": 0.5}, v2026.CompletionTrainingParametersIn),
        ("completion", {"fim_ratio": "half"}, v2026.ClassifierTrainingParametersIn),
        (jm.UNSET, {"fim_ratio": 7}, v2026.ClassifierTrainingParametersIn),
    ],
)
def test_hyperparameters_are_told_by_the_job_type_beside_them(job_type, parameters, cls):
    given = {} if job_type is jm.UNSET else {"job_type": job_type}
    for payload in (
        {**REQUEST, **given, "hyperparameters": parameters},
        {"hyperparameters": parameters, "model": "m", **given},
    ):
        job_in = jm.structure(payload, v2026.JobIn)
        assert type(job_in.hyperparameters) is cls
        assert jm.unstructure(job_in) == payload
        again = jm.structure(jm.unstructure(job_in, case="camel"), v2026.JobIn)
        assert jm.unstructure(again, case="camel") == jm.unstructure(job_in, case="camel")


def test_problems_are_those_of_the_likelier_member():
    bad = {"training_steps": 0, "fim_ratio": 7}
    both = {"$.hyperparameters.training_steps", "$.hyperparameters.fim_ratio"}
    assert paths({**REQUEST, "hyperparameters": bad}, v2026.JobIn) == both
    as_classifier = {**REQUEST, "job_type": "classifier", "hyperparameters": bad}
    assert paths(as_classifier, v2026.JobIn) == {"$.hyperparameters.training_steps"}
    # If unknown keys are forbidden, a field of only one member is not read as an unknown key of
    # the other.
    fim_only = {**REQUEST, "hyperparameters": {"fim_ratio": 7}}
    assert paths(fim_only, v2026.JobIn, unknown_keys="forbid") == {"$.hyperparameters.fim_ratio"}


@pytest.mark.parametrize(
    ("payload", "cls"),
    [
        (COMPLETION, v2026.CompletionJobOut),
        (CLASSIFIER, v2026.ClassifierJobOut),
        ({"details": "nothing was started"}, jm.LegacyJobMetadataOut),
        ({"details": "d", "object": "job.metadata", "job_type": "completion"}, None),
    ],
)
def test_the_answer_to_a_request(payload, cls):
    for lenient in (False, True):
        answer = jm.structure(payload, v2026.CreateJobResponse, lenient=lenient)
        assert type(answer) is (cls or jm.LegacyJobMetadataOut)
        assert jm.unstructure(answer) == payload
    fast = reader_for(v2026.CreateJobResponse, False, "keep").read
    assert type(fast(payload)) is type(answer)


def test_one_job_in_detail():
    detailed = {**CLASSIFIER, "events": [], "checkpoints": [], "classifier_targets": [TARGET]}
    job = jm.structure(detailed, v2026.GetJobResponse)
    assert type(job) is v2026.ClassifierDetailedJobOut
    (target,) = job.classifier_targets
    assert target.loss_function is v2026.FTClassifierLossFunction.SINGLE_CLASS
    assert paths(without(detailed, "classifier_targets"), v2026.GetJobResponse) == {
        "$.classifier_targets"
    }


def test_building_by_hand():
    job_in = v2026.JobIn(
        model="ministral-3b-latest",
        job_type="classifier",
        hyperparameters=v2026.ClassifierTrainingParametersIn(training_steps=10),
        classifier_targets=[v2026.ClassifierTargetIn(name="tone", labels=["kind", "rude"])],
        integrations=[jm.WandbIntegration(project="p", api_key=API_KEY)],
    )
    assert job_in.job_type is v2026.FineTuneableModelType.CLASSIFIER
    assert API_KEY not in repr(job_in)
    assert jm.structure(jm.unstructure(job_in), v2026.JobIn) == job_in
    job = v2026.ClassifierJobOut(
        **{**without(CLASSIFIER, "job_type", "object"), "hyperparameters": None}
        | {"hyperparameters": v2026.ClassifierTrainingParameters(training_steps=10)}
    )
    # The tags are filled in, including the kind of job, which selects the class of a job in a list.
    assert (job.object, job.job_type) == ("job", "classifier")
    with pytest.raises(jm.ValidationError, match="expected CompletionTrainingParameters, found"):
        v2026.CompletionJobOut(
            **{**COMPLETION, "hyperparameters": v2026.ClassifierTrainingParameters()}
        )


def test_defaults_and_secrets_of_this_edition():
    job_in = jm.structure({**REQUEST, "hyperparameters": {"fim_ratio": 1}}, v2026.JobIn)
    filled = jm.fill_defaults(job_in)
    assert filled.invalid_sample_skip_percentage == 0
    assert filled.training_files == ()
    assert filled.hyperparameters.fim_ratio == 1
    assert filled.hyperparameters.learning_rate == 0.0001
    secret = {"type": "github", "name": "n", "owner": "o", "token": "hush"}
    job_in = jm.structure({**REQUEST, "repositories": [secret]}, v2026.JobIn)
    assert "hush" not in repr(job_in)
    assert "hush" not in jm.dumps(jm.redact(job_in))


@pytest.mark.needs("cattrs")
def test_a_host_converter_knows_this_edition():
    converter = jm.make_converter(case="camel")
    page = jm.structure({"data": [COMPLETION, CLASSIFIER], "total": 2}, v2026.JobsOut)
    text = converter.dumps(page)
    assert '"jobType": "classifier"' in text
    assert converter.loads(text, v2026.JobsOut) == page
    job = converter.structure(CLASSIFIER, v2026.JobsOutData)
    assert type(job) is v2026.ClassifierJobOut
    assert converter.structure([CLASSIFIER], list[jm.Model]) == [job]
    assert converter.structure("multi_class", v2026.FTClassifierLossFunction) == "multi_class"
