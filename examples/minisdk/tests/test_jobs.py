"""One job: creating it, getting it, and waiting for its end."""

from __future__ import annotations

from typing import Any

import pytest
from minisdk import AnswerError, Client, NotDoneError, Pause, Request, Response, Steps, models, run
from server import Server, answer, camel, job

ESTIMATE = {"object": "job.metadata", "details": "It would run.", "train_tokens": 4096}
CASES: list[models.Case] = ["snake", "camel"]


def request_of(key: str = "k" * 40) -> models.JobIn:
    return models.JobIn(
        model=models.FineTuneableModel.OPEN_MISTRAL_7B,
        hyperparameters=models.TrainingParametersIn(training_steps=10),
        training_files=(models.TrainingFile(file_id="5d9e1c07-3b62-4a18-9c54-d08f7e2b6a13"),),
        integrations=(models.WandbIntegration(project="tuning", api_key=key),),
        auto_start=True,
    )


@pytest.mark.parametrize("spelled", [dict, camel], ids=CASES)
@pytest.mark.parametrize("case", CASES)
def test_a_job_is_created(case: models.Case, spelled: Any) -> None:
    server = Server(spelled(job()))
    created = run(Client("secret", case=case).create_job(request_of()), server)
    assert isinstance(created, models.JobOut)
    assert created == models.structure(job(), models.JobOut)
    assert server.asked == ["POST /v1/fine_tuning/jobs"]
    assert server.sent == models.unstructure(request_of(), case=case)
    assert server.requests[0].headers == {
        "Accept": "application/json",
        "Authorization": "Bearer secret",
        "Content-Type": "application/json",
    }


@pytest.mark.parametrize("estimate", [ESTIMATE, {"details": "It would run.", "trainTokens": 4096}])
def test_a_dry_run_answers_something_else(estimate: object) -> None:
    server = Server(estimate)
    created = run(Client("secret").create_job(request_of(), dry_run=True), server)
    assert isinstance(created, models.LegacyJobMetadataOut)
    assert (created.details, created.train_tokens) == ("It would run.", 4096)
    assert server.asked == ["POST /v1/fine_tuning/jobs?dry_run=true"]


def test_a_job_may_be_created_in_a_status_of_tomorrow() -> None:
    created = run(Client("secret").create_job(request_of()), Server(job(status="PAUSED")))
    assert isinstance(created, models.JobOut)
    assert created.status == "PAUSED"


@pytest.mark.parametrize(
    "other", [{"object": "model", "id": "m"}, {"object": "job"}, {}, [], 5, b"", b"[" * 100_000]
)
def test_what_is_neither_is_an_error(other: object) -> None:
    with pytest.raises(AnswerError):
        run(Client("secret").create_job(request_of()), Server(other))


def test_a_job_of_tomorrow_is_read_and_nothing_of_it_is_lost() -> None:
    targets = [{"name": "mood", "labels": ["good", "bad"], "weight": 1.0}]
    odd = job(status="PAUSED", job_type="classifier", classifier_targets=targets, events=[])
    odd["model"] = "ministral-8b-latest"
    del odd["training_files"]
    got = run(Client("secret").get_job("a/b?c"), server := Server(odd))
    assert server.asked == ["GET /v1/fine_tuning/jobs/a%2Fb%3Fc"]
    assert (got.status, got.status.is_known) == ("PAUSED", False)
    assert got.additional_properties.keys() == {"classifier_targets"}
    assert models.unstructure(got) == odd


def test_a_job_is_started_and_cancelled() -> None:
    server = Server(job(status="QUEUED"), job(status="CANCELLATION_REQUESTED"))
    client = Client("secret")
    assert run(client.start_job("a"), server).status is models.Status.QUEUED
    assert run(client.cancel_job("a"), server).status is models.Status.CANCELLATION_REQUESTED
    paths = ["POST /v1/fine_tuning/jobs/a/start", "POST /v1/fine_tuning/jobs/a/cancel"]
    assert server.asked == paths
    assert [request.body for request in server.requests] == [None, None]


@pytest.mark.parametrize("end", ["SUCCESS", "FAILED", "FAILED_VALIDATION", "CANCELLED"])
@pytest.mark.parametrize("spelled", [dict, camel], ids=CASES)
def test_waiting_ends_with_the_job(end: str, spelled: Any) -> None:
    statuses = ["QUEUED", "VALIDATING", "RUNNING", end, "RUNNING"]
    server = Server(*(spelled(job(status=status)) for status in statuses))
    pauses: list[float] = []
    done = run(Client("secret").wait_for_job("a", polls=9, seconds=2.5), server, pauses.append)
    assert (done.status, pauses) == (end, [2.5, 2.5, 2.5])
    assert server.asked == ["GET /v1/fine_tuning/jobs/a"] * 4


def test_waiting_for_what_is_done_takes_one_request() -> None:
    pauses: list[float] = []
    server = Server(job(status="SUCCESS"))
    run(Client("secret").wait_for_job("a", polls=9), server, pauses.append)
    assert (len(server.requests), pauses) == (1, [])


@pytest.mark.parametrize("odd", [job(status="PAUSED"), job(status=None), {"id": "a"}])
def test_waiting_goes_on_where_nobody_knows(odd: dict[str, Any]) -> None:
    pauses: list[float] = []
    server = Server(job(), odd, job(status="SUCCESS"))
    steps = Client("secret").wait_for_job("a", polls=3)
    assert run(steps, server, pauses.append).status is models.Status.SUCCESS
    assert len(pauses) == 2


@pytest.mark.parametrize("status", ["RUNNING", "PAUSED"])
@pytest.mark.parametrize("polls", [1, 3])
def test_waiting_has_an_end_in_any_case(status: str, polls: int) -> None:
    pauses: list[float] = []
    server = Server(*[job(status=status)] * 5)
    with pytest.raises(NotDoneError, match=f"its status is {status}") as raised:
        run(Client("secret").wait_for_job("a", polls=polls), server, pauses.append)
    assert raised.value.job.status == status
    assert (len(server.requests), len(pauses)) == (polls, polls - 1)


def test_the_steps_can_be_taken_by_hand() -> None:
    steps = Client("secret").wait_for_job("a", polls=2, seconds=1)
    assert isinstance(next(steps), Request)
    assert steps.send(answer(job())) == Pause(1)
    assert isinstance(next(steps), Request)
    with pytest.raises(StopIteration) as end:
        steps.send(answer(job(status="SUCCESS")))
    assert end.value.value.status is models.Status.SUCCESS


def test_a_response_is_sent_back_once() -> None:
    def steps() -> Steps[list[Response | None]]:
        request = Request("GET", "/", {}, None)
        return [(yield request), (yield Pause(1)), (yield request)]

    got = run(steps(), Server("a", "b"), lambda seconds: None)
    assert got == [answer("a"), None, answer("b")]


def test_a_request_without_a_response_goes_no_further() -> None:
    steps = Client("secret").get_job("a")
    next(steps)
    with pytest.raises(TypeError, match="expected the response"):
        next(steps)
