from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from watcher import public, watch

import jobmodels as jm
from jobmodels.fixtures import diff, dump, example, load
from jobmodels.strategies import from_model


def answers(*jobs):
    return iter([jm.unstructure(job, case="camel") for job in jobs]).__next__


def test_it_ends_when_the_job_does(job_fixture):
    running, done = job_fixture("running"), job_fixture("done", jm.JobOut)
    assert list(watch(answers(running, running, done))) == [running, done]
    assert [str(difference) for difference in diff(running, done)] == [
        "$.status: 'RUNNING' != 'SUCCESS'"
    ]


def test_it_gives_what_the_server_said(job_fixture):
    *_, last = watch(answers(example(jm.JobOut, seed=1), example(jm.JobOut, status="FAILED")))
    job_fixture.check(last, "failed")
    assert last == job_fixture("failed")


def test_a_status_from_the_future_ends_it():
    odd = jm.structure({"id": "a", "status": "PAUSED", "model": "m"}, jm.JobOut, lenient=True)
    assert list(watch(answers(odd))) == [odd]


@given(st.from_type(jm.JobOut))
def test_anybody_may_see_any_job(job):
    assert public(job)["id"] == job.id


@given(st.data())
def test_it_takes_whatever_a_server_may_say(data):
    jobs = from_model(jm.JobOut, strict=False, unknown_keys=True)
    job = data.draw(jobs.filter(lambda job: job.status))
    assert next(watch(answers(job))) == job


def test_files_can_be_kept_elsewhere(tmp_path):
    path = Path(tmp_path) / "request.json"
    request = example(jm.JobIn, suffix="mine", **{"hyperparameters.training_steps": 7})
    assert dump(request, path) is True
    assert dump(load(path), path) is False
    assert load(path, jm.JobIn) == request
