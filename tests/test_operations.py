"""``evolve``, ``fill_defaults``, ``redact`` and ``preflight``."""

from __future__ import annotations

import pytest
from samples import API_KEY, CASES, FILE_A, FILE_B, JOB, TOKEN, case_id, case_of_class

import jobmodels as jm


def test_evolve_changes_a_copy():
    job = jm.evolve(JOB.obj, status="SUCCESS", training_files=[FILE_B], suffix=jm.UNSET)
    assert job.status is jm.Status.SUCCESS
    assert job.training_files == (FILE_B,)
    assert job.suffix is jm.UNSET
    assert JOB.obj.status is jm.Status.RUNNING
    assert jm.evolve(JOB.obj) == JOB.obj
    assert jm.evolve(JOB.obj, additional_properties={"a": 1}).additional_properties == {"a": 1}


def test_evolve_checks_what_changes():
    with pytest.raises(jm.ValidationError) as caught:
        jm.evolve(JOB.obj, status="RUNING", created_at="now", model=jm.UNSET)
    assert [problem.path for problem in caught.value.problems] == [
        "$.status",
        "$.created_at",
        "$.model",
    ]
    with pytest.raises(TypeError, match="no field 'stauts', did you mean 'status'"):
        jm.evolve(JOB.obj, stauts="RUNNING")


STEPS = "hyperparameters.training_steps"


def test_evolve_goes_along_dotted_paths():
    changes = {STEPS: 7, "$.hyperparameters.epochs": 2, "training_files[1]": FILE_B, "suffix": "x"}
    job = jm.evolve(
        JOB.obj, **changes, **{"repositories.0.weight": 2, "training_files.0": jm.UNSET}
    )
    parameters = jm.evolve(JOB.obj.hyperparameters, training_steps=7, epochs=2)
    repository = jm.evolve(JOB.obj.repositories[0], weight=2)
    expected = {"hyperparameters": parameters, "training_files": [FILE_B], "suffix": "x"}
    assert job == jm.evolve(JOB.obj, **expected, repositories=[repository])
    changes = {STEPS: 9, "hyperparameters": parameters, "hyperparameters.epochs": 3}
    whole = jm.evolve(JOB.obj, **changes)
    assert whole.hyperparameters == jm.evolve(parameters, epochs=3)


def test_evolve_goes_into_free_form_data_and_unknown_keys():
    job = jm.structure(
        {"id": "b", "metadata": {"run_1": 1}, "x": {"a": [1]}}, jm.BatchJobOut, lenient=True
    )
    paths = {
        "metadata.run_2": [2],
        "additional_properties.x.a.0": 3,
        "additional_properties.y.z": 4,
    }
    changed = jm.evolve(job, **paths)
    assert changed.metadata == {"run_1": 1, "run_2": (2,)}
    assert changed.additional_properties == {"x": {"a": (3,)}, "y": {"z": 4}}
    assert hash(changed) != hash(job)
    job = jm.structure({"integrations": [{"type": "mlflow"}]}, jm.JobOut, lenient=True)
    changed = jm.evolve(job, **{"integrations.0.tags": ["a"]})
    assert jm.unstructure(changed) == {"integrations": [{"type": "mlflow", "tags": ["a"]}]}


def test_evolve_reports_the_problems_of_paths_with_the_whole_path():
    job = jm.evolve(JOB.obj, metadata=jm.UNSET)
    changes = {STEPS: 0, "id.x": 1, "training_files.9": "f", "metadata.cost": 1, "suffix": 5}
    with pytest.raises(jm.ValidationError) as caught:
        jm.evolve(job, **changes, **{"repositories.0.commit_id": jm.UNSET})
    assert dict(caught.value.problems) == {
        "$.hyperparameters.training_steps": "expected an integer at least 1, found 0",
        "$.id": "expected an object or an array, found a string",
        "$.training_files": "expected an index below 2, found '9'",
        "$.metadata": "expected an object or an array, found an absent value",
        "$.suffix": "expected a string, found 5",
        "$.repositories[0].commit_id": "required, but missing",
    }
    wrong = (
        r"^\$\.hyperparameters\.training_stps: TrainingParameters has no field 'training_stps', did"
    )
    with pytest.raises(TypeError, match=wrong):
        jm.evolve(job, **{"hyperparameters.training_stps": 1})
    with pytest.raises(TypeError, match="model classes"):
        jm.evolve({"a": 1}, a=2)


def test_evolve_leaves_the_rest_of_a_leniently_read_object_alone():
    payload = {"status": "PAUSED", "object": "job", "integrations": [{"type": "mlflow"}], "x": 1}
    job = jm.structure(payload, jm.JobOut, lenient=True)
    changed = jm.evolve(job, fine_tuned_model="ft:m")
    assert jm.unstructure(changed) == {**payload, "fine_tuned_model": "ft:m"}
    tagless = jm.structure({"total": 1}, jm.JobsOut)
    assert jm.unstructure(jm.evolve(tagless, total=2)) == {"total": 2}


def test_evolve_goes_into_leniently_read_objects():
    payload = {
        "data": [{"status": "PAUSED", "hyperparameters": {"epochs": 0, "learning_rate": 7}}],
        "object": "list",
    }
    jobs = jm.structure(payload, jm.JobsOut, lenient=True)
    (job,) = jobs.data
    parameters = jm.evolve(job.hyperparameters, epochs=2)
    changed = jm.evolve(job, hyperparameters=parameters, status=job.status)
    payload["data"][0]["hyperparameters"]["epochs"] = 2
    assert jm.unstructure(jm.evolve(jobs, data=[changed])) == payload
    variants = jm.structure({"integrations": [{"type": "mlflow"}]}, jm.JobOut, lenient=True)
    more = (*variants.integrations, jm.WandbIntegrationOut(project="p"))
    assert len(jm.unstructure(jm.evolve(variants, integrations=more))["integrations"]) == 2
    for unread in ({"type": "mlflow"}, jm.FrozenDict({"type": "wandb"}), jm.FrozenDict({})):
        with pytest.raises(jm.ValidationError):
            jm.evolve(variants, integrations=[unread])


def test_an_unknown_variant_is_taken_too():
    kept = jm.structure({"object": "x", "token": "s3cr3t"}, jm.CreateJobResponse, lenient=True)
    assert isinstance(kept, jm.FrozenDict)
    assert "s3cr3t" not in jm.dumps(jm.redact(kept))
    assert jm.fill_defaults(kept) == kept


def test_fill_defaults_writes_what_the_api_assumes():
    job_in = jm.structure({"model": "open-mistral-7b", "hyperparameters": {}}, jm.JobIn)
    assert jm.unstructure(jm.fill_defaults(job_in)) == {
        "model": "open-mistral-7b",
        "training_files": [],
        "hyperparameters": {
            "learning_rate": 0.0001,
            "weight_decay": 0.1,
            "warmup_fraction": 0.05,
            "fim_ratio": 0.9,
        },
        "repositories": [],
    }
    filled = jm.fill_defaults(
        jm.structure(
            {
                "hyperparameters": {"weight_decay": None, "learning_rate": 1},
                "training_files": [{"file_id": FILE_A}],
                "integrations": [{"project": "p", "x": {"weight": {}}}, {"type": "mlflow"}],
            },
            jm.JobIn,
            lenient=True,
        )
    )
    assert filled.hyperparameters.weight_decay is None
    assert filled.hyperparameters.learning_rate == 1
    assert filled.training_files[0].weight == 1.0
    assert filled.integrations[0].type == "wandb"
    assert filled.integrations[0].additional_properties == {"x": {"weight": {}}}
    assert filled.integrations[1] == {"type": "mlflow"}
    assert filled.model is jm.UNSET
    assert jm.fill_defaults(filled) == filled
    job = jm.fill_defaults(jm.structure({"total": 1, "data": [JOB.snake]}, jm.JobsOut)).data[0]
    assert job == JOB.obj


@pytest.mark.parametrize("case", CASES, ids=case_id)
def test_a_redacted_object_still_reads_strictly(case):
    redacted = jm.redact(case.obj)
    payload = jm.unstructure(redacted)
    assert API_KEY not in str(payload)
    assert TOKEN not in str(payload)
    assert set(payload) == set(case.snake)
    assert jm.structure(payload, type(case.obj)) == redacted
    assert jm.redact(redacted) == redacted


def test_redact_finds_secrets_that_no_schema_knows():
    payload = {
        "name": "n",
        "created_at": 1,
        "data": {"x": [{"github_token": "s3cr3t", "tokens": 5}], "API-Key": ["s3cr3t"]},
        "password": "s3cr3t",
        "token": None,
    }
    redacted = jm.unstructure(jm.redact(jm.structure(payload, jm.EventOut)))
    assert "s3cr3t" not in str(redacted)
    assert redacted["data"]["x"][0]["tokens"] == 5
    assert redacted["token"] is None
    variant = {"integrations": [{"type": "mlflow", "token": "s3cr3t"}]}
    lenient = jm.structure(variant, jm.JobOut, lenient=True)
    assert "s3cr3t" not in str(jm.unstructure(jm.redact(lenient)))
    empty = jm.structure({"project": "p", "api_key": None}, jm.WandbIntegration, lenient=True)
    assert jm.redact(empty) == empty


def test_redact_keeps_what_is_no_secret():
    assert jm.redact(JOB.obj) == JOB.obj


def job_in(**fields):
    return jm.JobIn(model="open-mistral-7b", hyperparameters=jm.TrainingParametersIn(), **fields)


def test_preflight_finds_what_the_server_refuses():
    file = jm.TrainingFile(file_id=FILE_A)
    repository = case_of_class(jm.GithubRepositoryIn).obj
    assert jm.preflight(job_in(training_files=[file], auto_start=True)) == ()
    assert jm.preflight(job_in(repositories=[repository], auto_start=False)) == ()
    paths = [problem.path for problem in jm.preflight(job_in())]
    assert paths == ["$.training_files", "$.auto_start"]
    both = job_in(training_files=[file], validation_files=[FILE_B, FILE_A], auto_start=True)
    assert [problem.path for problem in jm.preflight(both)] == ["$.validation_files[1]"]


def test_preflight_is_for_requests():
    with pytest.raises(TypeError, match="expected a JobIn or a BatchJobIn, not JobOut"):
        jm.preflight(JOB.obj)


def test_preflight_takes_a_leniently_read_request():
    loose = {"training_files": [FILE_A], "validation_files": None, "auto_start": None}
    paths = [p.path for p in jm.preflight(jm.structure(loose, jm.JobIn, lenient=True))]
    assert paths == ["$.auto_start"]
    nothing = jm.structure({"training_files": None, "repositories": None}, jm.JobIn, lenient=True)
    assert len(jm.preflight(nothing)) == 2


def test_preflight_takes_the_request_of_the_last_edition():
    parameters = jm.v2026.CompletionTrainingParametersIn()
    job_in = jm.v2026.JobIn(model="m", hyperparameters=parameters, auto_start=True)
    assert [problem.path for problem in jm.preflight(job_in)] == ["$.training_files"]
    with pytest.raises(TypeError, match="or a BatchJobIn, not CompletionTrainingParametersIn"):
        jm.preflight(parameters)


def batch_in(**fields):
    return jm.v2026.BatchJobIn(endpoint=jm.v2026.ApiEndpoint.OCR, **fields)


def requests(*custom_ids):
    return [jm.v2026.BatchRequest(custom_id=one, body={}) for one in custom_ids]


def test_preflight_of_a_batch_job():
    empty = ("$.input_files", "a batch job needs input files or requests")
    both = ("$.requests", "a batch job has either input files or requests, not both")
    assert jm.preflight(case_of_class(jm.BatchJobIn).obj) == ()
    old = jm.BatchJobIn(input_files=[], endpoint=jm.ApiEndpoint.EMBEDDINGS, model="m")
    assert jm.preflight(old) == (empty,)
    assert jm.preflight(batch_in(input_files=[FILE_A], requests=[])) == ()
    assert jm.preflight(batch_in(requests=requests("a", "b"))) == ()
    assert jm.preflight(batch_in(input_files=[FILE_A], requests=requests("a"))) == (both,)
    for nothing in ({}, {"input_files": None, "requests": None}, {"input_files": ()}):
        assert jm.preflight(batch_in(**nothing)) == (empty,)


def test_preflight_finds_a_custom_id_that_is_not_unique():
    ids = ("a", None, "b", jm.UNSET, None, "a", jm.UNSET, "", "", "a")
    assert jm.preflight(batch_in(requests=requests(*ids))) == (
        ("$.requests[5].custom_id", "also in requests[0]"),
        ("$.requests[8].custom_id", "also in requests[7]"),
        ("$.requests[9].custom_id", "also in requests[0]"),
    )


def test_preflight_counts_the_requests_that_were_read_leniently():
    def read(number):
        return jm.structure({"requests": [{}] * number}, jm.v2026.BatchJobIn, lenient=True)

    assert jm.preflight(read(10_000)) == ()
    assert jm.preflight(read(10_001)) == (("$.requests", "at most 10000 requests, found 10001"),)
