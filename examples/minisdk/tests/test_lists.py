"""Lists of jobs: pages with good and bad records."""

from __future__ import annotations

import pickle
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from minisdk import AnswerError, Client, JobList, Request, Response, models, run
from server import Server, answer, camel, job

BAD = job(2, created_at="yesterday", api_key="hush")
JOBS = [job(0), camel(job(1)), BAD, job(3, status="PAUSED"), job(4, job_type="completion")]


class Paging:
    """A server with jobs that returns at most ``most`` of them on a page."""

    def __init__(self, jobs: list[Any], most: int = 100) -> None:
        self.jobs = jobs
        self.most = most
        self.asked: list[str] = []

    def __call__(self, request: Request) -> Response:
        self.asked.append(urlsplit(request.path).query)
        query = parse_qs(self.asked[-1])
        size = min(int(query["page_size"][0]), self.most)
        first = int(query["page"][0]) * size
        page = self.jobs[first : first + size]
        return answer({"object": "list", "data": page, "total": len(self.jobs)})


def check(found: JobList) -> None:
    assert (len(found), found.total) == (5, 5)
    assert [job.id[-1] for job in found.jobs] == ["0", "1", "3", "4"]
    assert [job.status.is_known for job in found.jobs] == [True, True, False, True]
    (bad,) = found.bad
    assert bad.payload == BAD
    (problem,) = bad.error.problems
    assert problem == models.Problem("$.created_at", "expected an integer, found a string")


def test_one_bad_record_stops_nothing() -> None:
    server = Paging(JOBS)
    found = run(Client("secret").list_jobs(), server)
    check(found)
    assert server.asked == ["page=0&page_size=100"]
    assert found.bad[0].error.position == 2
    with pytest.raises(models.ValidationError):  # the list as a whole would be refused
        models.structure({"data": JOBS, "total": 5}, models.JobsOut, lenient=True)


def test_it_takes_as_many_pages_as_there_are() -> None:
    server = Paging(JOBS)
    found = run(Client("secret", case="camel").list_jobs(page_size=2), server)
    check(found)
    assert server.asked == [f"page={page}&page_size=2" for page in (0, 1, 2)]
    assert str(found.bad[0]).splitlines() == [
        "page 1, item 0: JobOut: 1 problem",
        "  $.created_at: expected an integer, found a string",
    ]


def test_the_server_may_put_fewer_on_a_page() -> None:
    server = Paging(JOBS, most=1)
    check(run(Client("secret").list_jobs(page_size=4), server))
    assert len(server.asked) == 5


def test_the_last_page_need_not_be_asked_for_twice() -> None:
    server = Paging(JOBS[:4])
    assert len(run(Client("secret").list_jobs(page_size=2), server)) == 4
    assert len(server.asked) == 2


def test_jobs_may_come_and_go_meanwhile() -> None:
    client = Client("secret")
    more = Server({"data": [job(1)], "total": 2}, {"data": [job(2)], "total": 3}, {"total": 3})
    assert len(run(client.list_jobs(page_size=1), more)) == 2
    fewer = Server({"data": [job(1)], "total": 3}, {"data": [job(2)], "total": 2})
    assert run(client.list_jobs(page_size=1), fewer).total == 2


def test_a_list_may_be_empty() -> None:
    found = run(Client("secret").list_jobs(), Paging([]))
    assert found == JobList((), (), 0)


def test_a_page_can_be_had_alone() -> None:
    found = run(Client("secret").get_page(1, page_size=2), Paging(JOBS))
    assert (len(found.jobs), found.bad[0].page, found.bad[0].error.position) == (1, 1, 0)


@pytest.mark.parametrize("record", [None, "job", [], {}, {"detail": "gone"}, {"status": "FAILED"}])
def test_what_is_no_job_at_all_is_bad(record: object) -> None:
    found = run(Client("secret").list_jobs(), Paging([job(), record]))
    assert [job.id for job in found.jobs] == [job()["id"]]
    assert [bad.payload for bad in found.bad] == [record]


@pytest.mark.parametrize(
    ("page", "path"),
    [
        ({"data": []}, "$.total"),
        ({"data": [], "total": "5"}, "$.total"),
        ({"data": [], "total": True}, "$.total"),
        ({"data": "abc", "total": 3}, "$.data"),
        ({"data": {"a": 1}, "total": 1}, "$.data"),
        ([job()], "$"),
        (None, "$"),
    ],
)
def test_what_is_no_page_is_an_error(page: object, path: str) -> None:
    with pytest.raises(AnswerError, match=rf"^200: {path.replace('$', '[$]')}: ") as raised:
        run(Client("secret").list_jobs(), Server(page))
    assert models.problems_of(raised.value.__cause__ or raised.value)[0].path == path


def test_nothing_shows_a_secret_and_everything_pickles() -> None:
    found = run(Client("secret").list_jobs(), Paging(JOBS))
    assert found.bad[0].payload["api_key"] == "hush"
    assert "hush" not in repr(found) + str(found.bad[0])
    copy = pickle.loads(pickle.dumps(found))
    assert (copy.jobs, copy.bad[0].payload) == (found.jobs, BAD)
    assert copy.bad[0].error.problems == found.bad[0].error.problems
