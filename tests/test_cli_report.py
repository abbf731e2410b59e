"""The command ``report``: its counts, hostile texts, damaged files, and the limits of the page."""

from __future__ import annotations

import gc
import gzip
import io
import json
import os
import re
import tracemalloc
from collections import Counter
from datetime import datetime, timezone
from html.parser import HTMLParser

import pytest

import jobmodels as jm
from jobmodels import fixtures
from jobmodels.cli import check, main, report
from jobmodels.cli.progress import Progress
from jobmodels.cli.sources import records_in
from jobmodels.records.editions import RECORDS

PAYLOADS = [
    jm.unstructure(fixtures.example(cls, seed=seed)) for cls in RECORDS for seed in range(2)
]
DETAILED = jm.unstructure(fixtures.example(jm.DetailedJobOut))
BROKEN = {**DETAILED, "created_at": "yesterday"}
VOID = {"meta", "br", "input", "option", "path", "polyline"}


class Parsed(HTMLParser):
    """The tables, by their titles, and the texts and tags of a page."""

    def __init__(self, page):
        super().__init__()
        self.tables, self.items, self.tags, self.texts = {}, [], Counter(), []
        self.title = ""
        self.is_heading = False
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.tags[tag] += 1
        assert not any(name.startswith("on") or name in ("src", "href") for name, _ in attributes)
        self.is_heading = ("role", "heading") in attributes
        if tag == "li":
            self.items.append({})
        if tag == "table":
            self.rows = self.items[-1] if self.items else self.tables.setdefault(self.title, [])
        if tag == "tr":
            self.row = []
        if tag in ("td", "th"):
            self.row.append("")

    def handle_data(self, data):
        self.texts.append(data)
        if self.is_heading:
            self.title = data
        elif self.lasttag in ("td", "th", "br"):
            self.row[-1] += data

    def handle_endtag(self, tag):
        if tag == "tr" and isinstance(self.rows, dict):
            self.rows[self.row[0]] = self.row[1]
        elif tag == "tr":
            self.rows.append(tuple(self.row))

    def counts(self, title):
        return {tuple(key): int(count.replace(",", "")) for count, *key in self.tables[title][1:]}


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(name, *payloads):
    data = "".join(json.dumps(payload) + "\n" for payload in payloads).encode()
    with open(name, "wb") as file:
        file.write(gzip.compress(data) if name.endswith(".gz") else data)


def page_of(*names, status=0, options=()):
    assert main(["report", *names, *options, "-o", "r.html"]) == status
    with open("r.html", encoding="ascii") as file:
        return file.read()


def jobs_in(payload):
    if isinstance(payload.get("data"), list):
        return payload["data"]
    return [payload] if "status" in payload else []


@pytest.mark.parametrize("options", [(), ("--lenient",)])
def test_the_counts_are_those_of_check_and_of_the_payloads(options, capsys):
    good, bad = PAYLOADS[::3], [BROKEN, {**BROKEN, "id": "other"}, {"x": 1}]
    write("a.jsonl", *PAYLOADS, bad[0])
    write("b.jsonl.gz", *good, *bad[1:])
    assert main(["check", "--json", *options, "a.jsonl", "b.jsonl.gz"]) == 1
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    page = Parsed(page_of("a.jsonl", "b.jsonl.gz", status=1, options=options))
    faulty = [row for row in rows if row["problems"]]
    shown = page.counts("By kind and edition")
    kinds = Counter((row["kind"] or "unrecognised", row["edition"] or "") for row in rows)
    assert shown == kinds
    assert page.tables["First problems"][1:] == [
        (f"{row['file']}:{row['line']}", problem["path"], problem["message"])
        for row in faulty
        for problem in row["problems"]
    ]
    assert sum(page.counts("By problem").values()) == sum(len(row["problems"]) for row in rows)
    jobs = [job for payload in PAYLOADS + good for job in jobs_in(payload)]
    months = Counter(
        (f"{datetime.fromtimestamp(job['created_at'], timezone.utc):%Y-%m}",) for job in jobs
    )
    unread = [job for payload in bad for job in jobs_in(payload)]
    assert page.counts("By month (UTC)") == {**months, ("not read",): len(unread)}
    jobs += unread
    count = f"Records: {len(rows)}, with problems: {len(faulty)}. Jobs: {len(jobs)},"
    assert any(text.startswith(count) for text in page.texts)
    assert page.counts("By status") == Counter((job["status"],) for job in jobs)
    assert page.counts("By model") == Counter((job["model"],) for job in jobs)
    detailed = [payload for payload in PAYLOADS + good + bad if "checkpoints" in payload]
    assert f"Detailed jobs: {len(detailed)}" in page.texts
    own = [payload["id"] for payload in detailed if payload not in bad]
    assert [item["ID"] for item in page.items if "ID" in item] == own
    assert [item["status"] for item in page.items if "ID" not in item] == ["not read"] * 2


def test_sums_of_known_values_by_currency():
    values = [(1.5, "USD", 10), (2, "USD", None), (4, "EUR", 10**20), (8, None, 5)]
    jobs = [
        {**DETAILED, "metadata": {"cost": cost, "cost_currency": unit, "train_tokens": tokens}}
        for cost, unit, tokens in values
    ]
    batch = jm.unstructure(fixtures.example(jm.BatchJobOut))
    dry_run = next(cls for cls, kind in RECORDS.items() if kind == "dry-run metadata")
    write("a.jsonl", *jobs, batch, jm.unstructure(fixtures.example(dry_run)))
    rows = Parsed(page_of("a.jsonl")).tables["Totals of the jobs that have a value"]
    assert [row for row in rows if row[1] in ("cost", "train tokens", "total requests")] == [
        ("1", "cost", "-", "8"),
        ("1", "cost", "EUR", "4"),
        ("2", "cost", "USD", "3.5"),
        ("1", "total requests", "", f"{batch['total_requests']:,}"),
        ("2", "train tokens", "", "15"),
    ]
    write(
        "b.jsonl",
        *({**DETAILED, "metadata": {"cost": 1, "cost_currency": f"{n:03}"}} for n in range(300)),
    )
    rows = Parsed(page_of("b.jsonl")).tables["Totals of the jobs that have a value"]
    assert len(rows) < 60
    assert ("0", "cost", "others, not added") in [(row[3], *row[1:3]) for row in rows]


HOSTILE = [
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    "--><svg onload=alert(1)>",
    '" onmouseover="alert(1)',
    "{{7*7}}{title}%s&lt;&amp;",
    "\u202egnp.exe\u2066",
    "\ud800\udc00 \udfff",
    "\x00\x1b[31m\x7f\u2028",
    "\u05d0\u05d1\u05d2 \u0645\u0631\u062d\u0628\u0627 \U0001f600",
    "x" * 100_000,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_of_a_record_is_text_in_the_page(text):
    own = {**DETAILED, "id": text, "model": text, "suffix": text, "fine_tuned_model": text}
    unit = {"cost": 1, "cost_currency": text}
    write("good.jsonl", DETAILED, {**DETAILED, "metadata": {"cost": 1, "cost_currency": "USD"}})
    write("a.jsonl", own, {**DETAILED, "metadata": unit})
    status = int("\udfff" in text)  # no JSON text
    good = Parsed(page_of("good.jsonl"))
    page = Parsed(page_of("a.jsonl", status=status, options=("--lenient",)))
    assert status or page.tags <= good.tags + Counter(tr=2, td=9)
    assert page.tags["script"] == 1
    text_of_page = "".join(page.texts)
    assert "\u202e" not in text_of_page
    assert not re.search("[\x00-\x09\x0b-\x1f\ud800-\udfff]", text_of_page)
    assert len(text_of_page) < 20_000
    assert text.isprintable() <= (page.items[0].get("ID", "").removesuffix("...") in text)
    # Problems quote values, and unknown keys are in their paths.
    write("a.jsonl", own | {"status": text, text: 1, "events": [{text: text}]}, {text: text}, text)
    page = Parsed(page_of("a.jsonl", status=1, options=("--lenient",)))
    assert page.tags["script"] == 1
    assert not {"img", "bdo", "a"} & page.tags.keys()


def test_a_file_name_is_a_text_too():
    name = "<b>\x1b\n&.jsonl"
    write(name, DETAILED)
    page = Parsed(page_of(name))
    assert "Report on <b>\\x1b\\n&.jsonl" in page.texts
    assert not page.tags["b"]


def test_a_damaged_archive_is_reported_up_to_where_it_can_be_read(capsys):
    write("a.jsonl.gz", *({**DETAILED, "id": os.urandom(16).hex()} for _ in range(3000)))
    with open("a.jsonl.gz", "rb+") as file:
        file.truncate(os.path.getsize("a.jsonl.gz") // 2)
    page = page_of("a.jsonl.gz", "missing.jsonl", status=2)
    errors = capsys.readouterr().err
    number = int(re.search(r"Records: ([\d,]+)", page)[1].replace(",", ""))
    assert 0 < number < 3000
    notice = f"a.jsonl.gz: could not read: the gzip data is truncated, after line {number}"
    assert f'<p class="notice">Incomplete: {notice}' in page
    assert '<p class="notice">Incomplete: missing.jsonl: could not read: No such file' in page
    assert notice in errors


def test_without_a_record_no_page_is_written(capsys):
    write("a.jsonl.gz", DETAILED)
    with open("a.jsonl.gz", "rb+") as file:
        file.truncate(12)
    with open("r.html", "w") as file:
        file.write("old")
    for name in ("a.jsonl.gz", "missing.jsonl"):
        assert main(["report", name, "-o", "r.html"]) == main(["report", name]) == 2
        out, errors = capsys.readouterr()
        assert (out, errors.startswith(f"{name}: could not read: ")) == ("", True)
    with open("r.html") as file:
        assert file.read() == "old"


def test_the_page_replaces_its_file_only_when_it_is_complete(capsys, monkeypatch):
    write("a.jsonl", DETAILED)
    write("a.html", DETAILED)
    before = os.listdir()
    for target in ("a.html", "./a.html"):
        assert main(["report", "missing.jsonl", "a.html", "-o", target]) == 2
    assert capsys.readouterr().err.endswith("./a.html: is also an input\n")
    for target in ("", "-", "a.jsonl"):
        assert main(["report", "a.jsonl", "-o", target]) == 2
        assert "expected a name with .html, found" in capsys.readouterr().err
    assert main(["report", "a.jsonl", "-o", "no/r.html"]) == 2
    assert "no/r.html: could not write: No such file" in capsys.readouterr().err

    def fail(*arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    assert main(["report", "a.jsonl", "-o", "r.html"]) == 2
    assert os.listdir() == before


def test_standard_input_and_output(capsys, monkeypatch):
    write("a.jsonl", *PAYLOADS)
    stream = io.TextIOWrapper(open("a.jsonl", "rb"))  # noqa: SIM115
    monkeypatch.setattr("sys.stdin", stream)
    assert main(["report", "-"]) == 0
    page = capsys.readouterr().out
    assert page.replace("<h1>Report on -", "<h1>Report on a.jsonl").count("a.jsonl") == 1
    assert Parsed(page).tables == Parsed(page_of("a.jsonl")).tables
    stream.close()


def test_a_job_without_a_curve_says_why():
    point = {"metrics": {"train_loss": 1.0}, "step_number": 1, "created_at": 1}
    huge = {**point, "metrics": {"train_loss": 1e300}}
    write(
        "a.jsonl",
        *(
            {**DETAILED, "checkpoints": points}
            for points in ([], [point], [huge, huge], [point, {**point, "step_number": 2}])
        ),
    )
    page = Parsed(page_of("a.jsonl"))
    few, large = "fewer than two checkpoints", "a step or a loss is not below"
    assert [item.get("not drawn", "")[: len(few)] for item in page.items] == [
        few,
        few,
        large[: len(few)],
        "",
    ]
    assert page.items[3]["last train loss"] == "1.0000"
    assert page.tags["svg"] == 1


def test_the_last_losses_are_those_of_all_checkpoints():
    points = [
        {
            "metrics": {"train_loss": step / 1000, **({"valid_loss": 2.0} if step % 2 else {})},
            "step_number": step,
            "created_at": step,
        }
        for step in (*range(0, 1000, 3), *range(1, 1000, 3), *range(2, 1000, 3))
    ]
    name = f"{'long' * 30}.jsonl"
    write(name, {**DETAILED, "checkpoints": points})
    (item,) = Parsed(page_of(name)).items
    assert (item["last train loss"], item["last valid loss"]) == ("0.9990", "2.0000")
    assert item["record"] == f"{name}:1"


def test_of_many_curves_an_evenly_spread_part_is_shown(monkeypatch):
    monkeypatch.setattr(report, "_MAX_ITEMS", 10)
    write("a.jsonl", *({**DETAILED, "id": str(n)} for n in range(100)))
    page = Parsed(page_of("a.jsonl"))
    assert [int(item["ID"]) for item in page.items] == list(range(0, 100, 16))
    assert "Detailed jobs: 100; one of every 16 is shown" in page.texts


def test_the_content_security_policy_allows_only_the_script_of_the_page():
    import base64
    import hashlib

    write("a.jsonl", DETAILED)
    page = page_of("a.jsonl")
    script = re.search("<script>(.*?)</script>", page, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'" in page
    assert "innerHTML" not in page
    assert "url(" not in page


@pytest.mark.environment
def test_size_and_memory_do_not_grow_with_the_archive(monkeypatch):
    monkeypatch.setattr(check, "_MAX_KEYS", 100)
    monkeypatch.setattr(report, "_MAX_ITEMS", 40)
    points = [
        {
            "metrics": {"train_loss": n % 7 + 0.5, "valid_loss": n % 5},
            "step_number": n,
            "created_at": n,
        }
        for n in range(300)
    ]
    sizes, peaks = [], []
    for count in (10, 400, 1200):
        write(
            "a.jsonl",
            *(
                {
                    **BROKEN,
                    "id": f"{n:032}",
                    "checkpoints": points,
                    "model": f"m{n}",
                    "created_at": n * 10**6,
                }
                for n in range(count)
            ),
        )
        gc.collect()
        tracemalloc.start()
        try:
            collected = report.Report(lenient=True)
            collected.read("a.jsonl", records_in("a.jsonl", Progress()), Progress())
            sizes.append(len(collected.page()))
            peaks.append(tracemalloc.get_traced_memory()[1])
        finally:
            tracemalloc.stop()
    assert peaks[2] < peaks[1] * 1.2
    assert max(sizes) < 400_000
