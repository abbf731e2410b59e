"""Error responses: the message of the server is always shown, in any format."""

from __future__ import annotations

import pickle

import pytest
from minisdk import AnswerError, ApiError, Client, ErrorDetail, models, run
from server import Server, answer, job
from test_jobs import request_of

NO_FILE = {
    "type": "value_error",
    "loc": ["body", "job_in", 0],
    "msg": "At least one training file or repository is required",
    "input": {"integrations": [{"api_key": "hush"}]},
}


def refused(body: object, status: int = 422) -> ApiError:
    with pytest.raises(ApiError) as raised:
        run(Client("secret").create_job(request_of()), Server(answer(body, status)))
    assert type(raised.value) is ApiError
    assert raised.value.status == status
    assert raised.value.body == answer(body).body
    return raised.value


def test_a_text() -> None:
    error = refused({"detail": "Model not available"}, 403)
    assert (error.message, error.details) == ("Model not available", ())
    assert str(error) == "403: Model not available"


def test_a_text_without_end() -> None:
    assert len(refused({"detail": "no " * 10_000}).message) == 10_000
    assert len(refused(["no"] * 10_000).message) == 10_000


def test_a_list_of_what_is_wrong() -> None:
    other = {"loc": ["query", "dry_run"], "msg": "not a boolean", "type": "bool_parsing"}
    error = refused({"detail": [NO_FILE, other]})
    assert error.details == (
        ErrorDetail(["body", "job_in", 0], str(NO_FILE["msg"]), "value_error"),
        ErrorDetail(["query", "dry_run"], "not a boolean", "bool_parsing"),
    )
    assert str(error) == (
        "422: body.job_in.0: At least one training file or repository is required; "
        "query.dry_run: not a boolean"
    )


def test_an_error_need_not_be_of_a_kind() -> None:
    error = refused({"detail": [{"loc": ["body"], "msg": "too long"}]})
    assert error.details == (ErrorDetail(["body"], "too long"),)


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ({"message": "Unauthorized", "request_id": "r1"}, '"message": "Unauthorized"'),
        ({"detail": {"reason": "quota"}}, '"reason": "quota"'),
        ({"detail": ["quota"]}, '["quota"]'),
        ({"detail": [{"msg": "quota"}]}, '"msg": "quota"'),
        ({"detail": [{"loc": "body", "msg": "quota", "type": "t"}]}, '"quota"'),
        ({"detail": [{"loc": [], "msg": 402, "type": "t"}]}, "402"),
        ({"detail": [], "note": "quota"}, '"note": "quota"'),
        ({"detail": "", "note": "quota"}, '"note": "quota"'),
        ({"detail": None, "rate": float("nan")}, '"rate": "NaN"'),
        (["quota"], '["quota"]'),
        ("quota", '"quota"'),
        (b"<h1>Bad gateway</h1>", "<h1>Bad gateway</h1>"),
        (b"caf\xe9", "caf\ufffd"),
        (b'{"detail": "\\ud800"', "ud800"),
        (b'{"note": "quota \\ud800"}', "quota"),
        (b'{"note": "quota", "a": ' + b"[" * 9000, "quota"),
        (b"", ""),
    ],
)
def test_anything_else_is_shown_whole(body: object, shown: str) -> None:
    error = refused(body, 500)
    assert shown in error.message
    assert error.message in str(error)
    assert error.details == ()


@pytest.mark.parametrize("body", [{"detail": "Down for maintenance"}, b"Down for maintenance"])
def test_a_success_that_is_none_is_shown_with_what_is_missing(body: object) -> None:
    client = Client("secret")
    for steps in (client.get_job("a"), client.create_job(request_of()), client.list_jobs()):
        with pytest.raises(AnswerError, match="Down for maintenance") as raised:
            run(steps, Server(body))
        assert raised.value.status == 200
        assert raised.value.body == answer(body).body
        assert raised.value.__cause__ is not None
        assert raised.value.message.startswith("$")


def test_what_is_wrong_with_a_success_is_said_with_its_path() -> None:
    odd = job(hyperparameters={"trainingSteps": "ten"}, note="n" * 9000)
    with pytest.raises(AnswerError) as raised:
        run(Client("secret").get_job("a"), Server(odd))
    problem = "$.hyperparameters.trainingSteps: expected an integer, found a string"
    assert str(raised.value).startswith(f"200: {problem}; the answer was: ")
    assert len(str(raised.value)) < 1000


def test_no_secret_is_shown() -> None:
    key = "hush" * 10
    steps = Client("hush", case="camel").create_job(request_of(key))
    request = next(steps)
    assert key in str(vars(request))
    echo = {"error": "no", "input": [{"apiKey": key}]}
    errors = [refused(echo), refused([echo]), refused({"detail": [NO_FILE]})]
    with pytest.raises(AnswerError) as raised:
        run(Client("hush").get_job("a"), Server({"echo": echo}))
    shown = [request, request_of(key), Client("hush"), *errors, raised.value, answer(echo)]
    for value in shown:
        assert "hush" not in repr(value)
        assert "hush" not in str(value)


def test_errors_pickle() -> None:
    error = refused({"detail": [NO_FILE]})
    copy = pickle.loads(pickle.dumps(error))
    assert (str(copy), copy.details, copy.body) == (str(error), error.details, error.body)
    with pytest.raises(AnswerError) as raised:
        run(Client("secret").get_job("a"), Server({}))
    copy = pickle.loads(pickle.dumps(raised.value))
    assert (str(copy), copy.status) == (str(raised.value), 200)
    assert models.problems_of(raised.value.__cause__ or raised.value)[0].path == "$.id"
