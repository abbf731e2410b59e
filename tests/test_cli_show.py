"""``show``: its output for a record, as plain text and on a terminal."""

from __future__ import annotations

import io
import json
import os
import re
import sys
from pathlib import Path
from typing import Annotated

import pytest
from samples import API_KEY, CASES, JOB, TOKEN, case_id

import jobmodels as jm
from jobmodels.cli import main
from jobmodels.cli.view import table_blocks
from jobmodels.core.define import frozen
from jobmodels.core.redaction import MASK
from jobmodels.core.spec import spec_of
from jobmodels.fixtures import example
from jobmodels.models.display import Display
from jobmodels.pages.cells import _duration, cell_of, label_of, status_cell
from jobmodels.pages.document import Cell, Facts, Table
from jobmodels.pages.records import page_of
from jobmodels.records.editions import RECORDS

NEEDS_RICH = "rich is not installed (the extra 'cli')"
NEEDS_PLOTEXT = "plotext is not installed (the extra 'cli')"
ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
HOSTILE = "\x1b[31m[bold]x[/bold]\u202e\x07\n:smile:"
ESCAPED = r"\x1b[31m[bold]x[/bold]\u202e\x07\n:smile:"


def checkpoint(step, train, valid):
    metrics = {"train_loss": train, "valid_loss": valid}
    return {"metrics": metrics, "step_number": step, "created_at": 1_750_000_000 + step}


def event(second, status, **data):
    data = {"status": status, **data} if status else data
    return {"name": "status-updated", "data": data, "created_at": 1_750_000_000 + second}


DETAILED = {
    **JOB.snake,
    "status": "FAILED",
    "fine_tuned_model": "ft:half-done",
    "created_at": 1_750_000_000,
    "modified_at": 1_750_000_915,
    "events": [
        event(915, "FAILED", error="out of memory", node=7),
        event(1, "RUNNING"),
        event(0, "VALIDATED"),
        event(0, "QUEUED"),
    ],
    "checkpoints": [checkpoint(30, 0.5, 0.75), checkpoint(20, 1.0, 1.25), checkpoint(10, 2, None)],
}


class Terminal(io.TextIOWrapper):
    """A terminal that records what is written to it."""

    def __init__(self, encoding="utf-8"):
        super().__init__(io.BytesIO(), encoding=encoding, newline="")

    def isatty(self):
        return True

    def said(self):
        self.flush()
        return self.buffer.getvalue().decode(self.encoding)


@pytest.fixture
def show(tmp_path, monkeypatch, capsys):
    """Runs ``show`` on a payload; returns the status and the output on 80 columns."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")

    def run(payload, *arguments, status=0, name="record.json"):
        text = payload if isinstance(payload, str) else json.dumps(payload)
        Path(name).write_bytes(text.encode())
        assert main(["show", name, *arguments]) == status
        return capsys.readouterr().out

    return run


@pytest.fixture
def on_terminal(show, monkeypatch):
    """Runs ``show`` on a terminal that has colours."""
    pytest.importorskip("rich", reason=NEEDS_RICH)
    for name in ("NO_COLOR", "FORCE_COLOR", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")

    def run(payload, *arguments, encoding="utf-8", status=0):
        terminal = Terminal(encoding)
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", terminal)
            show(payload, *arguments, status=status)
        return terminal.said()

    return run


def section(text, title):
    """Returns the lines under a title, without their indent."""
    blocks = [block.split("\n") for block in text.rstrip("\n").split("\n\n")]
    (lines,) = [lines[1:] for lines in blocks if lines[0] == title]
    return [line.removeprefix("  ") for line in lines]


def facts(text, title):
    return dict(re.split(r"  +", line, maxsplit=1) for line in section(text, title))


def test_a_detailed_job(show):
    page = show(DETAILED)
    top = facts(page, "Detailed job")
    assert list(top)[:6] == ["ID", "status", "model", "fine-tuned model", "created", "changed"]
    assert top["ID"] == JOB.snake["id"]
    assert top["status"] == "FAILED"
    assert top["model"] == JOB.snake["model"]
    assert top["created"] == "2025-06-15 15:06:40 UTC"
    assert top["changed"] == "2025-06-15 15:21:55 UTC, 15 min 15 s after it was created"
    assert facts(page, "Hyperparameters")["learning rate"] == "2e-05"
    assert facts(page, "Metadata")["expected duration"] == "10 min 40 s"
    unchanged = show({**DETAILED, "modified_at": DETAILED["created_at"]})
    assert facts(unchanged, "Detailed job")["changed"] == "2025-06-15 15:06:40 UTC"


def test_events_come_in_order_of_time_with_their_errors(show):
    expected = [
        "when (UTC)           event           status     note",
        "2025-06-15 15:06:40  status-updated  QUEUED",
        "2025-06-15 15:06:40  status-updated  VALIDATED",
        "2025-06-15 15:06:41  status-updated  RUNNING",
        "2025-06-15 15:21:55  status-updated  FAILED     out of memory; node: 7",
    ]
    assert section(show(DETAILED), "Events") == expected
    # Events of the same second keep the order of the record, whether oldest or newest is first.
    oldest_first = {**DETAILED, "events": DETAILED["events"][::-1]}
    assert section(show(oldest_first), "Events") == expected
    at_once = [event(0, "QUEUED"), event(0, "RUNNING")]
    rows = section(show({**DETAILED, "events": at_once}), "Events")[1:]
    assert [row.split()[-1] for row in rows] == ["QUEUED", "RUNNING"]


LONG = "The validation file has 3 rows that are longer than the sequence length of 8192"


def test_a_long_note_is_wrapped_in_its_own_column(show):
    page = show({**DETAILED, "events": [event(1, "FAILED", error=LONG), event(0, "QUEUED")]})
    assert section(page, "Events") == [
        "when (UTC)           event           status  note",
        "2025-06-15 15:06:40  status-updated  QUEUED",
        "2025-06-15 15:06:41  status-updated  FAILED  The validation file has 3 rows",
        "                                             that are longer than the sequence",
        "                                             length of 8192",
    ]


def test_a_long_note_goes_below_where_its_column_would_be_narrow(show):
    error = LONG + "; see the documentation"
    page = show({**DETAILED, "events": [event(1, "FAILED_VALIDATION", error=error)]})
    assert section(page, "Events") == [
        "when (UTC)           event           status",
        "  note",
        "2025-06-15 15:06:41  status-updated  FAILED_VALIDATION",
        "  The validation file has 3 rows that are longer than the sequence length of",
        "  8192; see the documentation",
    ]


@pytest.mark.parametrize("length", [40, 200])
def test_a_long_word_is_never_cut(length, show):
    error = f"no file {'f' * length} there"
    page = show({**DETAILED, "events": [event(1, "FAILED", error=error)]})
    assert "f" * length in page
    if length < 70:
        assert section(page, "Events")[3] == f"  {error}"


def test_the_lines_below_a_row_stand_further_in_also_with_numbers():
    row = [Cell("7"), Cell("1.5"), Cell("9")]
    table = Table("", ["step", "train loss", "rank"], [row], numeric=True)
    lines = [
        "".join(text for text, _ in line) for block in table_blocks(table, 18) for line in block
    ]
    assert lines == ["step  train loss", "    rank", "   7         1.5", "       9"]
    # Something is printed on a screen of any size.
    wide = Table("", ["n" * 40, "m" * 40], [[Cell("1"), Cell("2")]], numeric=True)
    assert all(len(list(table_blocks(wide, width))) == 2 for width in range(2, 90))


def test_events_as_odd_as_records_have_them(show):
    events = [
        {"name": "a", "created_at": 1},
        {"name": "b", "created_at": 0, "data": "a bare string"},
        {"name": "c", "created_at": None, "data": [1]},
        {"name": "d", "created_at": 2, "data": {"status": "PAUSED", "details": {"n": 1}}},
    ]
    assert section(show({**DETAILED, "events": events}), "Events") == [
        "when (UTC)           event  status  note",
        "1970-01-01 00:00:00  b              a bare string",
        "1970-01-01 00:00:01  a",
        '1970-01-01 00:00:02  d      PAUSED  details: {"n": 1}',
        "-                    c              [1]",
    ]


def test_checkpoints_come_by_step_and_the_curve_below(show):
    page = show(DETAILED)
    assert section(page, "Checkpoints") == [
        "step  train loss  valid loss        created (UTC)",
        "  10      2.0000              2025-06-15 15:06:50",
        "  20      1.0000      1.2500  2025-06-15 15:07:00",
        "  30      0.5000      0.7500  2025-06-15 15:07:10",
    ]
    curve = section(page, "Training curve")
    plot, (axis, steps, legend) = curve[:-3], curve[-3:]
    assert plot[0].startswith("  2 |o")
    assert plot[-1].startswith("0.5 |")
    assert plot[-1].endswith("o")
    marks = "".join(plot)
    assert (marks.count("o"), marks.count("x")) == (3, 2)
    assert axis.strip("- ") == "+"
    assert steps.split() == ["10", "step", "30"]
    assert legend.strip() == "o train loss   x valid loss   * both"
    assert max(map(len, page.splitlines())) <= 80


def test_points_of_both_series_in_one_place(show):
    checkpoints = [checkpoint(1, 1.0, 1.0), checkpoint(2, 0.5, 0.5)]
    plot = "".join(section(show({**DETAILED, "checkpoints": checkpoints}), "Training curve")[:-1])
    assert (plot.count("*"), plot.count("o"), plot.count("x")) == (2, 0, 0)


TOO_FEW = "fewer than two checkpoints have a step and a loss"
TOO_LARGE = "a step or a loss is not below 1e+12"


@pytest.mark.parametrize(
    ("checkpoints", "reason"),
    [
        ([], ""),
        ([checkpoint(10, 1.0, 1.0)], TOO_FEW),
        ([checkpoint(10, None, None), checkpoint(20, None, None)], TOO_FEW),
        ([checkpoint(10, 1.0, None), {**checkpoint(20, 1.0, None), "step_number": None}], TOO_FEW),
        ([checkpoint(10, 10**400, 1e300), checkpoint(10**400, 1.0, 1.0)], TOO_LARGE),
        ([{"metrics": None, "step_number": 1}, {"step_number": 2}], TOO_FEW),
    ],
)
def test_no_curve_without_two_points(checkpoints, reason, show):
    page = show({**DETAILED, "checkpoints": checkpoints})
    if reason:
        assert section(page, "Checkpoints")
        assert section(page, "Training curve") == [f"not drawn  {reason}"]
    else:
        assert "Training curve" not in page
        assert "Checkpoints" not in page


def test_the_way_between_two_points_is_dotted(show):
    checkpoints = [checkpoint(0, 4.0, None), checkpoint(30, 1.0, None), checkpoint(40, 1.0, None)]
    curve = section(show({**DETAILED, "checkpoints": checkpoints}), "Training curve")[:-3]
    columns = [line.find(".", line.index("|")) for line in curve]
    assert all(column > 0 for column in columns)
    assert columns == sorted(columns)


def test_a_flat_curve_and_one_of_a_single_step(show):
    flat = [checkpoint(1, 0.5, None), checkpoint(2, 0.5, None)]
    curve = section(show({**DETAILED, "checkpoints": flat}), "Training curve")
    assert sum(line.count("o") for line in curve[:-3]) == 2
    assert curve[-1].strip() == "o train loss"
    upright = [checkpoint(1, 0.5, None), checkpoint(1, 0.25, None)]
    curve = section(show({**DETAILED, "checkpoints": upright}), "Training curve")
    assert sum(line.count("o") for line in curve[:-3]) == 2


def test_many_checkpoints_are_thinned_in_the_table_alone(show):
    checkpoints = [checkpoint(step, 1 / step, None) for step in range(1, 401)]
    page = show({**DETAILED, "checkpoints": checkpoints})
    rows = section(page, "Checkpoints (20 of 400; the curve has all)")
    assert len(rows) == 21
    steps = [int(row.split()[0]) for row in rows[1:]]
    assert (steps[0], steps[-1]) == (1, 400)
    assert steps == sorted(set(steps))
    for count in (35, 21):
        without_losses = [checkpoint(step, None, None) for step in range(count)]
        page = show({**DETAILED, "checkpoints": without_losses})
        assert len(section(page, f"Checkpoints (20 of {count})")) == 21


def test_a_job_request(show):
    files = [{"file_id": "aaa"}, {"file_id": "bbb", "weight": 2}]
    github = {"name": "tools", "owner": "acme", "ref": "main", "token": TOKEN}
    page = show(
        {
            "model": "codestral-latest",
            "training_files": files,
            "validation_files": ["ccc", "ddd"],
            "hyperparameters": {"fim_ratio": 0.5, "seq_len": 4096},
            "auto_start": False,
            "integrations": [{"type": "wandb", "project": "tuning", "api_key": API_KEY}],
            "repositories": [{"type": "github", **github}],
        }
    )
    assert section(page, "Job request") == [
        "model             codestral-latest",
        "training files    aaa",
        "                  bbb, weight 2",
        "validation files  ccc",
        "                  ddd",
        "auto start        no",
        "edition           2024-11-07",
    ]
    assert facts(page, "Hyperparameters") == {"FIM ratio": "0.5", "sequence length": "4096"}
    assert section(page, "Integrations") == ["type   project", "wandb  tuning"]
    assert section(page, "Repositories") == [
        "type    name   owner  ref",
        "github  tools  acme   main",
    ]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 s"), (59.5, "59 s"), (3600, "1 h"), (86405, "1 d"), (90061, "1 d 1 h")],
)
def test_a_duration_has_its_two_largest_units_without_zeros(seconds, words):
    assert _duration(seconds) == words


def test_dry_run_metadata_with_units(show):
    page = show(
        {
            "object": "job.metadata",
            "details": "Nothing was started.",
            "expectedDurationSeconds": 93_784,
            "cost": 1.5,
            "costCurrency": "EUR",
            "trainTokensPerStep": 131_072,
            "trainTokens": 1_310_720,
            "dataTokens": 77,
            "estimatedStartTime": 1_750_000_000,
            "trainingSteps": 10,
            "epochs": 0.04319415703,
            "deprecated": True,
        }
    )
    assert facts(page, "Dry-run metadata") == {
        "details": "Nothing was started.",
        "expected duration": "1 d 2 h",
        "cost": "1.5 EUR",
        "train tokens per step": "131,072 tokens",
        "train tokens": "1,310,720 tokens",
        "data tokens": "77 tokens",
        "estimated start time": "2025-06-15 15:06:40 UTC",
        "training steps": "10",
        "epochs": "0.0431942",
        "deprecated": "yes",
        "edition": "2024-11-07",
    }


@pytest.mark.parametrize("columns", [1, 20, 24, 28, 40])
def test_a_curve_of_large_steps_on_a_narrow_screen(columns, show, monkeypatch):
    checkpoints = [
        {"step_number": step, "created_at": 1, "metrics": {"train_loss": step % 7}}
        for step in (10**9, 2 * 10**9, 10**11, 10**39)
    ]
    monkeypatch.setenv("COLUMNS", str(columns))
    assert "Training curve" in show({"object": "job", "checkpoints": checkpoints}, "--plain")


def test_a_list_folds_where_the_screen_is_narrow(show, monkeypatch):
    jobs = [
        {**JOB.snake, "created_at": 0, "fine_tuned_model": None},
        {**JOB.snake, "created_at": 86_400, "fine_tuned_model": "ft:" + "m" * 40},
    ]
    job_id, model, status = (JOB.snake[key] for key in ("id", "model", "status"))
    payload = {"object": "list", "data": jobs, "total": 40}
    page = show(payload)
    assert facts(page, "List") == {"total": "40", "edition": "2024-11-07"}
    rows = section(page, "Jobs (2)")
    assert [row.split() for row in rows[2:]] == [
        [job_id, status, "1970-01-01", "00:00:00"],
        [model, "-"],
        [job_id, status, "1970-01-02", "00:00:00"],
        [model, "ft:" + "m" * 40],
    ]
    assert max(map(len, page.splitlines())) <= 80
    monkeypatch.setenv("COLUMNS", "200")
    rows = section(show(payload), "Jobs (2)")
    assert re.split("  +", rows[0]) == [
        "ID",
        "status",
        "created (UTC)",
        "model",
        "fine-tuned model",
    ]
    assert len(rows) == 3


def test_what_is_missing_of_a_job_is_said_for_what_everyone_asks(show):
    assert section(show({"object": "job", "id": "a", "suffix": None}), "Job") == [
        "ID       a",
        "status   -",
        "model    -",
        "created  -",
        "changed  -",
        "edition  2024-11-07",
    ]


def test_values_beyond_all_bounds(show):
    page = show(
        {
            **DETAILED,
            "status": "PAUSED",
            "created_at": 1_750_000_000_000,
            "modified_at": 10**400,
            "trained_tokens": 10**400,
            "suffix": "s" * 10**6,
            "metadata": {"expected_duration_seconds": -5, "cost": 1e300, "train_tokens": 10**500},
        }
    )
    top = facts(page, "Detailed job")
    assert top["status"] == "PAUSED"
    assert top["created"] == "1750000000000"
    assert top["changed"] == "a very large number"
    assert facts(page, "Metadata")["expected duration"] == "-5 s"
    page = show({**DETAILED, "created_at": -(10**400), "modified_at": 1.0})
    assert facts(page, "Detailed job")["changed"] == "1970-01-01 00:00:01 UTC"
    assert len(page) < 6000


def test_keys_that_the_schema_does_not_name(show):
    extras = {"url": "https://x/?k=1", "rank": 8, "on": True, "none": None, "list": [1], "o": {}}
    page = show({**DETAILED, **extras, "my_token": "t"})
    assert facts(page, "Other keys") == {
        "url": "a string (not shown)",
        "rank": "8",
        "on": "yes",
        "list": "1 item",
        "o": "an object",
        "my_token": "a string (not shown)",
    }


SECRETS = ["the-first-secret", "the-second-secret", "the-third-secret", "the-fourth-secret"]


def hostile():
    """A record with harmful text in every string, and with secrets in unexpected places."""
    first, second, third, fourth = SECRETS
    text = HOSTILE
    return {
        **dict.fromkeys(("id", "model", "status", "job_type", "suffix"), text),
        "object": "job",
        "created_at": 5,
        "modified_at": 6,
        "training_files": [text, "x" * 10**6],
        "hyperparameters": {text: 1, "learning_rate": 10**400},
        "integrations": [{"type": text, "project": first}, {"project": text, "api_key": second}],
        "repositories": [{"name": text, "owner": text, "commit_id": "\x1b" * 40, "token": third}],
        "metadata": {"cost": 1, "cost_currency": text},
        "events": [
            {"name": text, "created_at": 1, "data": {"error": {text: text, "password": fourth}}},
            {"name": text, "created_at": 2, "data": {"status": text, text: text, "token": first}},
        ],
        "checkpoints": [
            {**checkpoint(1, 1, 1), text: 1},
            {"metrics": {text: 10**400, "train_loss": 2}, "step_number": 2, "created_at": 3},
        ],
        text: text,
        "githubToken": second,
        "misspelt": third,
    }


def test_nothing_in_a_record_does_harm(show):
    page = show(hostile())
    assert all(line.isprintable() for line in page.split("\n"))
    assert ESCAPED in page
    assert not any(secret in page for secret in SECRETS)
    assert len(page) < 20_000


def test_which_record_of_many(show, capsys):
    payload = [JOB.snake, {"object": "list", "data": [], "total": 3}, 5]
    assert show(payload).startswith("record.json: record 1 of 3\n\nJob\n")
    assert show(payload, "--record", "2").startswith("record.json: record 2 of 3\n\nList\n")
    assert show(payload, "--record=3", status=1).splitlines()[2:] == [
        "record.json: $[2]: expected an object, found a number",
        "record.json: records that can be shown: job request, job, list, dry-run metadata, "
        "batch job request, batch job, batch list, batch request, batch result",
    ]
    assert main(["show", "record.json", "--record", "4"]) == 2
    assert capsys.readouterr().err == "record.json: record 4 not found: the file has 3 records\n"
    for wrong in ("0", "-1", "x", "1e3"):
        assert main(["show", "record.json", f"--record={wrong}"]) == 2
        assert "expected a positive integer" in capsys.readouterr().err
    assert show("\n" + json.dumps(JOB.snake), name="one.jsonl").startswith("Job\n")


def test_a_record_is_found_by_each_number_that_check_prints(show, capsys):
    one, two, three = ({**JOB.snake, "id": own} for own in ("aa-1", "ab-2", "ab-2x"))
    text = f"{json.dumps(one)}\n\n{json.dumps(two, indent=1)}\n{json.dumps(three)}\n"
    last = text.count("\n")
    for line, own, number, first in [(1, "aa-1", 1, 1), (3, "ab-2", 2, 3), (4, "ab-2", 2, 3)]:
        page = show(text, f"--line={line}", name="a.jsonl")
        assert page.startswith(f"a.jsonl: record {number} on line {first}\n\nJob\n  ID ")
        assert f" {own}\n" in page
    assert " ab-2x\n" in show(text, f"--line={last}", name="a.jsonl")
    assert " ab-2x\n" in show([one, two, three], "--index=2")
    assert " aa-1\n" in show([one, two, three], "--index=0")
    show([one, two, three], "--line=1", status=2)
    assert show(one, "--line=7").startswith("Job\n"), "one record over several lines"
    for place in ("line 2", f"line {last + 1}", "index 0", "record 4", r"id x\x1b"):
        name, value = place.replace(r"\x1b", "\x1b").split()
        assert main(["show", "a.jsonl", f"--{name}={value}"]) == 2
        message = f"a.jsonl: {place} not found: the file has 3 records\n"
        assert capsys.readouterr().err == message
    assert main(["show", "a.jsonl", "--line=1", "--record=2"]) == 2
    assert main(["show", "a.jsonl", "--index=x"]) == 2


def test_a_record_is_found_by_its_id(show, capsys):
    one, two, three = ({**JOB.snake, "id": own} for own in ("aa-1", "ab-2", "ab-2x"))
    page = {"object": "list", "data": [{**one, "id": "p-0"}, {**one, "id": "p-1"}], "total": 2}
    payload = [one, two, three, 5, page, {**one, "status": "FAILED"}]
    for text, name in [(payload, "a.json"), ("\n".join(map(json.dumps, payload)), "a.jsonl")]:
        for prefix, own in [("aa", "aa-1"), ("ab-2", "ab-2"), ("ab-2x", "ab-2x"), ("p-1", "p-1")]:
            shown = show(text, f"--id={prefix}", name=name)
            assert facts(shown, "Job")["ID"] == own
            assert facts(shown, "Job")["status"] == JOB.snake["status"], "the first one"
        assert shown.partition("\n")[0].endswith(", job at $.data[1]")
        assert main(["show", name, "--id=a"]) == 2
        ambiguous = f"{name}: id a is the beginning of several IDs: aa-1, ab-2, ab-2x\n"
        assert capsys.readouterr().err == ambiguous
    shown = show({**page, "data": [one, {**two, "status": 5}]}, "--id=aa")
    assert shown.startswith("record.json: record 1 of 1, job at $.data[0]\n\nJob\n")
    assert "$.status: expected a string" in show({**two, "status": 5}, "--id=ab", status=1)
    twice = json.dumps(page).replace('"id": "p-1"', '"id": "p-1", "id": "p-1"')
    assert "$.id: duplicate key" in show(twice, "--id=p-1", status=1)


def test_the_token_accuracy_is_explained(show):
    for cls in (jm.DetailedJobOut, jm.v2024_06.DetailedJobOut):
        page = show(jm.unstructure(example(cls)))
        *table, note = section(page, "Checkpoints")
        assert "  token accuracy  " in table[0]
        assert note.strip() == "token accuracy: a mean on the validation data; it may exceed 1"


def test_long_names_stay_whole_on_a_narrow_screen(show, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    page = show({**DETAILED, "fine_tuned_model": "ft:" + "m" * 50, "suffix": "two words " * 4})
    assert "fine-tuned model  ft:" + "m" * 50 + "\n" in page
    assert "suffix            two words two words\n" in page


def test_commits_are_cut_as_git_cuts_them(show):
    repository = {"type": "github", "name": "n", "owner": "o", "commit_id": "0123456789abcdef" * 2}
    page = show({**DETAILED, "repositories": [repository]})
    assert section(page, "Repositories")[1].split() == ["github", "n", "o", "0123456789ab"]


def test_an_unknown_key_does_not_pass_for_a_field(show):
    page = show(
        {
            **DETAILED,
            "hyperparameters": {"seq_len": 8192, "sequence length": 1},
            "events": [{**event(0, "QUEUED"), "note": 1, "status": 2}],
            "checkpoints": [{**checkpoint(10, 1, 1), "step": 11}],
        }
    )
    assert facts(page, "Hyperparameters") == {"sequence length": "8192"}
    assert section(page, "Events")[1].split()[-2:] == ["status-updated", "QUEUED"]
    assert section(page, "Checkpoints")[1].split()[0] == "10"


def test_what_cannot_be_shown_has_its_problems_printed(show, capsys):
    page = show({**DETAILED, "id": 5, "created_at": "now"}, status=1)
    assert page.splitlines()[:4] == [
        "record.json: $.id: expected a string, found 5",
        "record.json: $.created_at: expected an integer, found a string",
        "record.json: without these values, the record is:",
        "",
    ]
    problem, rest = show("{", status=1).splitlines()
    assert "$: not JSON: " in problem
    assert rest == "record.json: it cannot be shown"
    assert show("[]", "--record", "1", status=2) == ""
    assert main(["show", "record.json"]) == 2
    assert capsys.readouterr().err == "record.json: record 1 not found: the file has 0 records\n"
    assert main(["show", "missing.json"]) == 2
    assert capsys.readouterr() == ("", "missing.json: could not read: No such file or directory\n")


def test_an_invalid_record_is_shown_without_its_invalid_values(show):
    bad = {**JOB.snake, "status": 5, "apiKey": "S3CRET"}
    page = show({"object": "list", "total": 2, "data": [JOB.snake, bad]}, status=1)
    assert "$.data[1].status: expected a string" in page
    assert "Jobs (2)" in page
    page = show(json.dumps(bad)[:-1] + ', "model": "m"}', status=1)
    assert "S3CRET" not in page
    assert facts(page, "Job")["status"] == "-"


# On a terminal.

WITH_RICH = pytest.mark.needs("rich")
WITH_PLOTEXT = pytest.mark.needs("plotext")


def has_braille(text):
    return any("\u2800" < char <= "\u28ff" for char in text)


@WITH_RICH
def test_a_terminal_gets_colours_and_the_same_words(on_terminal, show):
    colored = on_terminal(DETAILED)
    assert "\x1b[31mFAILED" in colored
    assert "\x1b[31mout of memory; node: 7" in colored
    words = ESCAPES.sub("", colored)
    plain = show(DETAILED, "--plain")
    before_the_curve = plain.partition("\nTraining curve\n")[0]
    assert words.split()[: len(before_the_curve.split())] != []
    missing = [word for word in before_the_curve.split() if word not in words]
    assert missing == []
    assert max(map(len, words.splitlines())) <= 80


@WITH_RICH
def test_check_on_a_terminal_has_colours_and_whole_lines(on_terminal, monkeypatch, show):
    show({**JOB.snake, "status": "NOWHERE"})
    terminal = Terminal()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", terminal)
        assert main(["check", "record.json"]) == 1
    said = terminal.said()
    assert "\x1b[31m1 problem\x1b[0m" in said
    assert len(said.splitlines()) == 2


@WITH_RICH
def test_a_long_note_is_wrapped_in_its_own_column_on_a_terminal(on_terminal):
    page = ESCAPES.sub(
        "",
        on_terminal({**DETAILED, "events": [event(1, "FAILED", error=LONG), event(0, "QUEUED")]}),
    )
    head, rule, *rows = section(page, "Events")
    start = head.index("note")
    assert set(rule) == {"\u2500"}
    assert [row[:start].split()[-1:] for row in rows] == [["QUEUED"], ["FAILED"], [], []]
    assert " ".join(" ".join(row[start:] for row in rows).split()) == LONG


@WITH_RICH
@pytest.mark.parametrize(("encoding", "rule"), [("utf-8", "\u2500"), ("ascii", "-")])
def test_a_list_that_folds_has_a_rule_under_its_header(encoding, rule, on_terminal):
    jobs = [{**JOB.snake, "fine_tuned_model": "ft:" + "m" * 40}] * 2
    page = ESCAPES.sub("", on_terminal({"object": "list", "data": jobs}, encoding=encoding))
    rows = [row.rstrip() for row in section(page.replace("\r", ""), "Jobs (2)")]
    assert rows[0].startswith("ID ")
    assert rows[1].startswith("  model ")
    assert rows[2] == rule * max(map(len, rows))
    assert [row.startswith("  ") for row in rows[3:]] == [False, True, False, True]


@WITH_RICH
@WITH_PLOTEXT
def test_the_axis_of_the_picture_has_the_first_and_the_last_step(on_terminal):
    pytest.importorskip("plotext", reason=NEEDS_PLOTEXT)
    for steps in (range(1, 36), [1000, 1234, 5555, 10_000]):
        checkpoints = [checkpoint(step, 1 / step, None) for step in steps]
        page = ESCAPES.sub("", on_terminal({**DETAILED, "checkpoints": checkpoints}))
        axis = page.rstrip().split("\n")[-2].split()
        assert axis == [str(steps[0]), str(steps[-1])]


@WITH_RICH
@WITH_PLOTEXT
def test_the_curve_is_a_picture_where_there_is_plotext(on_terminal):
    pytest.importorskip("plotext", reason=NEEDS_PLOTEXT)
    page = on_terminal(DETAILED)
    assert has_braille(page)
    assert (
        ESCAPES.sub("", page).rstrip().endswith("\u2501\u2501 train loss   \u2501\u2501 valid loss")
    )
    # A later output contains nothing of an earlier one.
    other = {**DETAILED, "checkpoints": [checkpoint(1, 9, None), checkpoint(2, 8, None)]}
    assert on_terminal(other) != page
    assert on_terminal(DETAILED) == page


@WITH_RICH
@pytest.mark.parametrize("broken", [None, object()], ids=["missing", "of another version"])
def test_the_curve_without_plotext(broken, on_terminal, monkeypatch):
    monkeypatch.setitem(sys.modules, "plotext", broken)
    page = on_terminal(DETAILED)
    assert "FAILED" in page
    assert not has_braille(page)
    assert "o train loss   x valid loss   * both" in page


@WITH_RICH
def test_no_color_means_none_and_no_picture_that_needs_it(on_terminal, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    page = on_terminal(DETAILED)
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]", page)
    assert "o train loss   x valid loss   * both" in page


@WITH_RICH
def test_a_terminal_that_knows_ascii_only(on_terminal):
    page = on_terminal({**DETAILED, "suffix": "\u00fcber"}, encoding="ascii")
    assert "\\xfcber" in page
    assert "o train loss" in page


@WITH_RICH
def test_nothing_in_a_record_does_harm_on_a_terminal(on_terminal):
    page = on_terminal(hostile())
    words = ESCAPES.sub("", page)
    assert all(line.isprintable() for line in words.replace("\r", "\n").split("\n"))
    assert ESCAPED in words
    assert not any(secret in words for secret in SECRETS)
    assert len(page) < 60_000


@WITH_RICH
@pytest.mark.parametrize("case", [c for c in CASES if type(c.obj) in RECORDS], ids=case_id)
def test_every_record_can_be_shown_in_both_views(case, on_terminal, show):
    kind = RECORDS[type(case.obj)]
    assert show(case.camel).lower().startswith(kind)
    assert ESCAPES.sub("", on_terminal(case.snake)).lower().startswith(kind)


@WITH_RICH
def test_plain_where_it_is_asked_for_or_nothing_else_will_do(on_terminal, show, monkeypatch):
    plain = show(DETAILED)
    assert on_terminal(DETAILED, "--plain") == plain.replace("\n", os.linesep)
    monkeypatch.setenv("TERM", "dumb")
    assert on_terminal(DETAILED) == plain.replace("\n", os.linesep)
    monkeypatch.setenv("TERM", "xterm")
    assert on_terminal(DETAILED) != plain


def test_plain_where_rich_is_not_installed(show, monkeypatch):
    for name in [name for name in sys.modules if name.endswith(".cli.rich_view")]:
        monkeypatch.delitem(sys.modules, name)
    for name in [name for name in sys.modules if name.partition(".")[0] == "rich"]:
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.setitem(sys.modules, "rich", None)
    monkeypatch.setenv("TERM", "xterm")
    plain = show(DETAILED)
    terminal = Terminal()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", terminal)
        show(DETAILED)
    assert terminal.said() == plain


def test_the_sample_is_a_good_record():
    sample = Path(__file__).parents[1] / "examples" / "job.json"
    job = jm.loads(sample.read_bytes(), jm.DetailedJobOut, unknown_keys="forbid")
    assert job.status is jm.Status.SUCCESS
    assert (len(job.events), len(job.checkpoints)) == (5, 10)
    assert main(["check", str(sample)]) == 0


# Batch jobs.


def shown(record):
    """Returns the sections of a record's page, by title: the texts of facts, and of rows."""
    return {
        part.title: {label: cell.text for label, cell in part.rows}
        if isinstance(part, Facts)
        else [
            dict(zip(part.columns, [cell.text for cell in row], strict=True)) for row in part.rows
        ]
        for part in page_of(record).sections
    }


@pytest.mark.parametrize("cls", [jm.BatchJobOut, jm.v2026.BatchJobOut])
def test_a_batch_job(cls):
    page = shown(example(cls))
    assert [*page[""]][:4] == ["ID", "status", "model", "created"]
    assert page[""]["completed"] == "2024-11-24 04:47:46 UTC, 22 min 50 s after it was started"
    assert page["Errors"] == [{"message": "The body of the request is not valid.", "count": "9"}]


@pytest.mark.parametrize("cls", [jm.BatchJobsOut, jm.v2026.BatchJobsOut])
def test_a_list_of_batch_jobs(cls):
    first, second = shown(example(cls))["Jobs (2)"]
    assert [first["status"], second["status"]] == ["SUCCESS", "RUNNING"]
    assert [first["total requests"], first["failed requests"]] == ["450", "9"]


SECRET_BODY = {"model": "hush", "messages": [{"content": "hush"}], "key": None, "n": 2, "a": {}}
OUTLINED = "model: a string (not shown), messages: 1 item, n: 2, a: an object"


def test_of_a_body_the_keys_are_shown():
    request = jm.v2026.BatchRequest(custom_id="a", body=SECRET_BODY)
    assert shown(request)[""]["body"] == OUTLINED
    job_in = example(jm.v2026.BatchJobIn, requests=[request, {"body": {}}])
    assert shown(job_in)["Requests"] == [
        {"custom ID": "a", "body": OUTLINED},
        {"custom ID": "", "body": "an object"},
    ]
    response = {"status_code": 200, "body": SECRET_BODY}
    result = example(jm.v2026.BatchResult, response=response)
    assert shown(result)["Response"] == {"status code": "200", "body": OUTLINED}
    job = example(jm.v2026.BatchJobOut, outputs=[SECRET_BODY, {}])
    assert shown(job)[""]["outputs"] == "2 items"
    assert "hush" not in f"{shown(request)}{shown(job_in)}{shown(result)}{shown(job)}"
    many = {f"key {number}": 1 for number in range(1000)}
    assert len(shown(jm.v2026.BatchRequest(body=many))[""]["body"]) == 300


def test_the_error_of_a_result_is_shown():
    assert shown(jm.v2026.BatchResult(id="a", error="gone"))[""]["error"] == "gone"
    failed = jm.v2026.BatchResult(id="a", error={"code": 1, "token": "hush"})
    assert shown(failed)[""]["error"] == f'{{"code": 1, "token": "{MASK}"}}'


@pytest.mark.parametrize("value", ["hush", ["hush", 1], 5, {}, [{}]])
def test_free_form_values_of_any_type_are_shown(value):
    page = shown(jm.structure({"body": value}, jm.v2026.BatchRequest, lenient=True))
    assert "hush" not in page[""]["body"]
    payload = {"metadata": value, "outputs": [value]}
    page = shown(jm.structure(payload, jm.v2026.BatchJobOut, lenient=True))
    assert page[""]["outputs"] == "1 item"


@pytest.mark.parametrize(
    ("status", "tone"),
    [
        *(("SUCCESS", "good"), ("FAILED", "bad"), ("FAILED_VALIDATION", "bad")),
        *(("TIMEOUT_EXCEEDED", "bad"), ("CANCELLED", "faint"), ("QUEUED", "busy")),
        *(("RUNNING", "busy"), ("VALIDATING", "busy"), ("PAUSED", "")),
    ],
)
def test_a_status_has_a_tone(status, tone):
    assert status_cell(status) == Cell(status, tone)
    for cls in (jm.JobOut, jm.BatchJobOut):
        job = jm.structure({"status": status}, cls, lenient=True)
        assert cell_of(spec_of(cls).by_key["status"], job) == Cell(status, tone)


# Fields state how they are shown.


class Weight(Display):
    """A display that the command does not support."""

    __slots__ = ()


@frozen
class Parcel(jm.Model):
    """A class whose field is shown in a new way."""

    kilograms: Annotated[int, Weight("weight")]
    """The weight."""


def test_a_display_that_the_command_does_not_support_is_an_error():
    (field,) = spec_of(Parcel).fields
    assert label_of(field) == "weight"
    with pytest.raises(TypeError, match=r"unsupported display of a field: Weight\('weight'\)"):
        cell_of(field, Parcel(kilograms=3))
