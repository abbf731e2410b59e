"""Rows for data frames: the same columns for every record, and no absent value, secret or enum."""

from __future__ import annotations

import csv
import importlib
import json
from datetime import datetime, timezone
from typing import Annotated

import pytest
from samples import API_KEY, TOKEN
from under_test import HOST_REASON

import jobmodels as jm
from jobmodels import fixtures, tables, v2026
from jobmodels.core.constraints import SECRET
from jobmodels.core.define import frozen
from jobmodels.core.redaction import MASK
from jobmodels.core.spec import ObjectSpec, spec_of
from jobmodels.core.unset import UNSET
from jobmodels.records.editions import EDITIONS, RECORDS, kind_of

TABLES = {name: getattr(tables, name) for name in ("jobs", "checkpoints", "events", "batch_jobs")}
COLUMNS = {name: tables.columns(name) for name in TABLES}
EXAMPLES = [fixtures.example(cls) for cls in RECORDS]
"""A record of each kind and edition."""
KINDS = [kind_of(cls) for cls in RECORDS]
JOB_COLUMNS = {
    "id": str,
    "status": str,
    "created_at": datetime,
    "events_count": int,
    "auto_start": bool,
    "trained_tokens": int,
    "hyperparameters_learning_rate": float,
    "metadata_estimated_start_time": datetime,
    "training_files": str,
    "classifier_targets": str,
}
"""Columns of each type and group, in order."""
JOB = {"id": "b7c1", "status": "SUCCESS", "model": "open-mistral-7b", "job_type": "FT"}


def row_of(table="jobs", cls=jm.DetailedJobOut, **payload):
    (row,) = TABLES[table]([jm.structure(payload, cls, lenient=True)])
    return row


def assert_is_row(row, table):
    assert [*row] == [*COLUMNS[table]]
    for name, value in row.items():
        assert value is None or type(value) is COLUMNS[table][name], name
        assert not isinstance(value, datetime) or value.tzinfo is timezone.utc
        assert type(value) is not int or -(2**63) <= value < 2**63


def test_the_columns_of_a_table():
    rest = {"additional_properties": str, "out_of_range": str}
    event = {"job_id": str, "name": str, "created_at": datetime, "status": str, "data": str}
    assert [*COLUMNS["events"].items()] == [*(event | rest).items()]
    metrics = ("train_loss", "valid_loss", "valid_mean_token_accuracy")
    checkpoint = {"job_id": str, "step_number": int, "created_at": datetime}
    checkpoint |= dict.fromkeys(metrics, float)
    assert [*COLUMNS["checkpoints"].items()] == [*(checkpoint | rest).items()]
    for table, kind in {"jobs": "job", "batch_jobs": "batch job"}.items():
        expected = {*rest}
        for cls in RECORDS:
            for field in spec_of(cls).fields if kind_of(cls) == kind else ():
                if isinstance(field.type, ObjectSpec):
                    inner = spec_of(field.type.cls).fields
                    expected |= {f"{field.name}_{nested.name}" for nested in inner}
                else:
                    counted = field.name in ("events", "checkpoints")
                    expected.add(f"{field.name}_count" if counted else field.name)
        assert COLUMNS[table].keys() == expected
        assert [*COLUMNS[table]][-2:] == [*rest]
    names = [*COLUMNS["jobs"]]
    places = [names.index(name) for name in JOB_COLUMNS]
    assert places == sorted(places)
    assert [COLUMNS["jobs"][name] for name in JOB_COLUMNS] == [*JOB_COLUMNS.values()]
    tables.columns("jobs").clear()
    assert tables.columns("jobs") == COLUMNS["jobs"]


def test_an_unknown_table_is_an_error():
    with pytest.raises(ValueError, match="unknown table 'batch-jobs', did you mean 'batch_jobs'"):
        tables.columns("batch-jobs")


@pytest.mark.parametrize("table", TABLES)
def test_each_record_has_the_same_columns(table):
    for row in TABLES[table](EXAMPLES):
        assert_is_row(row, table)


def test_each_record_of_the_kind_has_a_row():
    pages = [item for page in EXAMPLES for item in getattr(page, "data", ())]
    of_pages = [kind_of(type(item)) for item in pages]
    for table, kind in {"jobs": "job", "batch_jobs": "batch job"}.items():
        ids = [row["id"] for row in TABLES[table](EXAMPLES)]
        assert ids == [
            item.id
            for record in EXAMPLES
            for item in getattr(record, "data", [record])
            if kind_of(type(item)) == kind
        ]
        assert len(ids) == (KINDS + of_pages).count(kind)
    for table in ("events", "checkpoints"):
        rows = [*TABLES[table](EXAMPLES)]
        assert [row["job_id"] for row in rows] == [
            job.id for job in EXAMPLES for _ in getattr(job, table, ())
        ]
        assert len(rows) >= 2 * len(EDITIONS)


@pytest.mark.parametrize("value", [UNSET, None])
def test_an_absent_or_null_value_is_none(value):
    names = ("id", "status", "created_at", "auto_start", "training_files", "hyperparameters")
    payload = {} if value is UNSET else dict.fromkeys((*names, "events", "checkpoints"))
    row = row_of(**payload)
    assert_is_row(row, "jobs")
    assert {*row.values()} == {None}
    for table in ("events", "checkpoints"):
        assert [*TABLES[table]([jm.structure(payload, jm.DetailedJobOut, lenient=True)])] == []


HUGE = 2**63
VALUES = [
    ("status", "PAUSED", "PAUSED"),
    ("model", "open-mistral-7b", "open-mistral-7b"),
    ("object", "jobs", "jobs"),
    ("created_at", 1_718_012_300, datetime(2024, 6, 10, 9, 38, 20, tzinfo=timezone.utc)),
    ("created_at", 0.0, datetime(1970, 1, 1, tzinfo=timezone.utc)),
    ("created_at", -1, datetime(1969, 12, 31, 23, 59, 59, tzinfo=timezone.utc)),
    ("created_at", 253_402_300_799, datetime(9999, 12, 31, 23, 59, 59, tzinfo=timezone.utc)),
    ("auto_start", False, False),
    ("trained_tokens", 1.0, 1),
    ("trained_tokens", -HUGE, -HUGE),
    ("trained_tokens", 0, 0),
    ("suffix", "", ""),
    ("id", "", ""),
    ("suffix", "é\ud800", "é\\ud800"),
    ("training_files", ["é\ud800"], '["é\\ud800"]'),
    ("training_files", [], "[]"),
    ("training_files", ["ü", '"'], '["ü", "\\""]'),
    ("integrations", [{"project": "p"}, {"type": "x"}], '[{"project": "p"}, {"type": "x"}]'),
]


@pytest.mark.parametrize(("field", "value", "cell"), VALUES)
def test_the_cell_of_a_value(field, value, cell):
    row = row_of(**{field: value})
    assert_is_row(row, "jobs")
    assert row == dict.fromkeys(COLUMNS["jobs"]) | {field: cell}


def test_an_integer_that_a_float_cannot_represent():
    row = row_of(hyperparameters={"learning_rate": 2**53 + 1})
    assert row["hyperparameters_learning_rate"] is None
    assert row["out_of_range"] == '{"hyperparameters_learning_rate": 9007199254740993}'


def test_a_redacted_job_has_the_row_of_the_job():
    job = fixtures.example(jm.DetailedJobOut)
    assert [*tables.jobs([jm.redact(job)])] == [*tables.jobs([job])]


@pytest.mark.parametrize("field", ["created_at", "modified_at", "trained_tokens"])
@pytest.mark.parametrize("value", [HUGE, -HUGE - 1, 1e300, 10**400])
def test_a_number_that_its_column_cannot_represent(field, value):
    row = row_of(**{field: value})
    assert row.pop("out_of_range") == json.dumps({field: value})
    assert {*row.values()} == {None}


def test_the_cells_of_nested_objects():
    row = row_of(
        hyperparameters={"learning_rate": 1, "seq_len": HUGE, "epochs": 10**400, "x": [None]},
        metadata={"cost": None, "estimated_start_time": 0, "y": {}},
        z=1,
    )
    assert_is_row(row, "jobs")
    assert {name: value for name, value in row.items() if value is not None} == {
        "hyperparameters_learning_rate": 1.0,
        "metadata_estimated_start_time": datetime(1970, 1, 1, tzinfo=timezone.utc),
        "additional_properties": json.dumps(
            {"z": 1, "hyperparameters": {"x": [None]}, "metadata": {"y": {}}}
        ),
        "out_of_range": json.dumps(
            {"hyperparameters_epochs": 10**400, "hyperparameters_seq_len": HUGE}
        ),
    }


def test_a_mask_replaces_each_secret():
    secret = {"api_key": API_KEY, "token": [TOKEN]}
    payload = {
        **JOB,
        **secret,
        "hyperparameters": secret,
        "metadata": {"x": [secret]},
        "integrations": [{"type": "wandb", "project": "p", **secret}, {"type": "x", **secret}],
        "repositories": [{"type": "github", "name": "n", "owner": "o", "x": [[secret]]}],
        "events": [{"name": "e", "created_at": 1, "data": {"x": [secret]}, **secret}],
        "checkpoints": [{"metrics": secret, **secret}],
        "outputs": [secret],
    }
    rows = []
    for cls in (jm.DetailedJobOut, v2026.CompletionDetailedJobOut):
        job = jm.structure(payload, cls, lenient=True)
        rows += [row for table in TABLES.values() for row in table([job])]
    batch = {**payload, "metadata": {"x": [[secret]], "api_key": API_KEY}}
    job = jm.structure(batch, v2026.BatchJobOut, lenient=True)
    rows += tables.batch_jobs([job])
    assert len(rows) == 7
    text = str(rows)
    assert API_KEY not in text
    assert TOKEN not in text
    assert text.count(MASK) == 67  # each secret once: nothing else is missing


def test_events_and_checkpoints():
    checkpoint = {
        "metrics": {"train_loss": 1, "valid_loss": None, "x": 2},
        "step_number": 7,
        "created_at": HUGE,
        "y": 3,
    }
    assert row_of("checkpoints", id="a", checkpoints=[checkpoint]) == {
        "job_id": "a",
        "step_number": 7,
        "created_at": None,
        "train_loss": 1.0,
        "valid_loss": None,
        "valid_mean_token_accuracy": None,
        "additional_properties": '{"y": 3, "metrics": {"x": 2}}',
        "out_of_range": '{"created_at": 9223372036854775808}',
    }
    row = row_of(events=[{}, {}], checkpoints=[{}])
    assert (row["events_count"], row["checkpoints_count"]) == (2, 1)


@pytest.mark.parametrize(
    ("data", "status", "text"),
    [
        ({"status": "RUNNING"}, "RUNNING", '{"status": "RUNNING"}'),
        ({"status": 5, "error": "e"}, None, '{"status": 5, "error": "e"}'),
        ({}, None, "{}"),
        ("QUEUED", "QUEUED", '"QUEUED"'),
        ([{"status": "RUNNING"}], None, '[{"status": "RUNNING"}]'),
        (5, None, "5"),
        (None, None, None),
    ],
)
def test_the_status_of_an_event(data, status, text):
    row = row_of("events", id=None, events=[{"name": "n", "data": data}])
    assert_is_row(row, "events")
    assert (row["status"], row["data"]) == (status, text)
    assert (row["job_id"], row["name"]) == (None, "n")


PAGE = {
    "object": "list",
    "total": 3,
    "data": [JOB, {**JOB, "id": "b7c2", "status": 5}, {**JOB, "id": "b7c3"}],
}
BATCH_JOB = jm.unstructure(fixtures.example(jm.BatchJobOut))


@pytest.mark.parametrize("table", ["jobs", "events"])
def test_errors_are_raised_skipped_or_counted(table):
    records = [JOB, PAGE, BATCH_JOB, {"x": 1}]
    with pytest.raises(jm.RecordError, match=r"item 1: JobsOut: 1 problem\n *\$\.data\[1\]\.stat"):
        list(TABLES[table](jm.read_records(records)))
    errors: list[jm.RecordError] = []
    rows = [*TABLES[table](jm.read_records(records), on_error=errors.append)]
    assert [error.position for error in errors] == [1, 3]
    assert rows == [*TABLES[table](jm.read_records(records), on_error="skip")]
    assert [row["id"] for row in rows] == (["b7c1", "b7c1", "b7c3"] if table == "jobs" else [])
    opened = jm.open_pages(jm.read_records(records))
    assert rows == [*TABLES[table](opened, on_error="skip")]
    assert all(error.__traceback__ is None for error in errors)  # which would keep the payloads


def test_an_error_keeps_the_rows_before_it():
    rows = tables.jobs(jm.read_records([JOB, {"x": 1}]))
    assert next(rows)["id"] == "b7c1"
    with pytest.raises(jm.RecordError, match="item 1"):
        next(rows)


@pytest.mark.parametrize("value", ["warn", None, True])
def test_an_unknown_way_to_treat_errors(value):
    with pytest.raises(ValueError, match="expected 'raise', 'skip' or a function as on_error"):
        next(tables.jobs([], on_error=value))


@pytest.mark.parametrize("value", [JOB, JOB["id"], [JOB]])
def test_a_payload_is_an_error(value):
    with pytest.raises(TypeError, match="expected an object of this package's classes, not"):
        next(tables.jobs(value))


def test_an_unknown_variant_is_read_as_a_job():
    variants = [{**JOB, "job_type": "distillation"}, {"job_type": "x"}, {**JOB, "job_type": "x"}]
    page = {"object": "list", "total": 3, "data": variants}
    records = [jm.structure(page, v2026.JobsOut, lenient=True)]
    errors: list[jm.ValidationError] = []
    rows = [*tables.jobs(records, on_error=errors.append)]
    assert [row["job_type"] for row in rows] == ["distillation", "x"]
    assert len(errors) == 1
    with pytest.raises(jm.ValidationError):
        list(tables.jobs(records))


@frozen
class TeamsJob(jm.JobOut):
    suffix: Annotated[str, SECRET]
    integrations: tuple[jm.WandbIntegration, ...]
    team: str


def test_fields_of_a_hosts_subclass_have_no_column():
    integrations = [{"project": "p", "api_key": TOKEN}]
    row = row_of(cls=TeamsJob, **JOB, suffix=TOKEN, integrations=integrations, team="t", y=3)
    assert_is_row(row, "jobs")
    assert row["id"] == "b7c1"
    assert row["additional_properties"] == '{"y": 3}'
    assert row["suffix"] == MASK
    assert TOKEN not in row["integrations"]


@pytest.mark.needs("hypothesis: the strategies import it")
def test_generated_records():
    hypothesis = pytest.importorskip("hypothesis", reason="the strategies are Hypothesis's")
    any_job = hypothesis.strategies.one_of(
        jm.strategies.from_model(cls, strict=False, unknown_keys=True)
        for cls in RECORDS
        if kind_of(cls) in ("job", "batch job")
    )
    seen = set()

    @hypothesis.settings(max_examples=300, derandomize=True, database=None, deadline=None)
    @hypothesis.given(any_job)
    def check(job):
        payload = jm.unstructure(jm.redact(job))
        for table in TABLES:
            rows = [*TABLES[table]([job])]
            for row in rows:
                assert_is_row(row, table)
                assert "fake-" not in json.dumps(row, default=str)
                seen.update((table, name) for name, value in row.items() if value is not None)
            if table in ("events", "checkpoints"):
                assert len(rows) == len(payload.get(table) or ())
            elif rows:
                # An unknown key may have the name of a column, which only another edition fills.
                known = payload.keys() - job.additional_properties.keys()
                assert_is_same(rows[0], {name: payload[name] for name in known}, table)

    check()
    # Which columns the generated jobs fill depends on the version of Hypothesis.
    for job in EXAMPLES:
        if kind_of(type(job)) in ("job", "batch job"):
            check.hypothesis.inner_test(job)
    assert {table for table, _ in seen} == {*TABLES}
    assert {*COLUMNS["jobs"]} == {name for table, name in seen if table == "jobs"}


def assert_is_same(row, payload, table):
    """Checks the fields of a job whose columns have their names."""
    for name, value in payload.items():
        if value is None or name not in row:
            continue
        out_of_range = json.loads(row["out_of_range"] or "{}")
        if name in out_of_range:
            assert out_of_range[name] == value
        elif isinstance(row[name], datetime):
            assert row[name].timestamp() == value
        elif isinstance(value, (list, dict)) or (table, name) == ("batch_jobs", "metadata"):
            assert json.loads(row[name]) == value
        else:
            assert row[name] == value


RECORDS_OF_ALL_EDITIONS = [
    *EXAMPLES,
    jm.structure(
        {**JOB, "suffix": "\ud800é", "x": "\ud800é", "events": None}, jm.JobOut, lenient=True
    ),
    jm.structure({**JOB, "created_at": HUGE, "trained_tokens": 10**30}, jm.JobOut, lenient=True),
    jm.structure({**JOB, "status": "PAUSED", "x": {"y": 1}}, jm.JobOut, lenient=True),
]


def through_csv(rows, schema, path):
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, schema)
        writer.writeheader()
        writer.writerows(rows)
    with path.open(newline="", encoding="utf-8") as file:
        return [*csv.DictReader(file)]


def through_pandas(rows, schema, path):
    pandas = importlib.import_module("pandas")
    frame = pandas.DataFrame(iter(rows), columns=[*schema])
    assert str(frame["created_at"].dtype).startswith("datetime64[") or not rows
    return [
        {name: None if pandas.isna(value) else value for name, value in row.items()}
        for row in frame.to_dict("records")
    ]


def through_polars(rows, schema, path):
    polars = importlib.import_module("polars")
    times = {datetime: polars.Datetime("us", "UTC")}
    types = {name: times.get(kind, kind) for name, kind in schema.items()}
    frame = polars.DataFrame(rows, schema=types)
    assert frame.schema == polars.DataFrame([], schema=types).schema
    assert polars.DataFrame(rows, infer_schema_length=None).to_dicts() == rows
    return frame.to_dicts()


def through_parquet(rows, schema, path):
    pyarrow = importlib.import_module("pyarrow")
    parquet = importlib.import_module("pyarrow.parquet")
    types = {
        str: pyarrow.string(),
        int: pyarrow.int64(),
        float: pyarrow.float64(),
        bool: pyarrow.bool_(),
        datetime: pyarrow.timestamp("us", "UTC"),
    }
    fields = pyarrow.schema([(name, types[kind]) for name, kind in schema.items()])
    assert pyarrow.Table.from_pylist(rows).to_pylist() == rows
    parquet.write_table(pyarrow.Table.from_pylist(rows, schema=fields), path)
    return parquet.read_table(path).to_pylist()


def through_duckdb(rows, schema, path):
    base = importlib.import_module("duckdb").connect()
    types = {str: "VARCHAR", int: "BIGINT", float: "DOUBLE", bool: "BOOLEAN"}
    typed = ", ".join(f'"{name}" {types.get(kind, "TIMESTAMPTZ")}' for name, kind in schema.items())
    base.execute(f"CREATE TABLE t ({typed})")
    if rows:
        marks = ", ".join("?" * len(schema))
        base.executemany(f"INSERT INTO t VALUES ({marks})", [[*row.values()] for row in rows])
    found = base.execute("SELECT * FROM t").fetchall()
    return [dict(zip(schema, values, strict=True)) for values in found]


def plain(rows):
    """Returns the values of rows without the empty ones."""
    return [{k: v for k, v in row.items() if v is not None and v != ""} for row in rows]


HOSTS = [through_csv, through_pandas, through_polars, through_parquet, through_duckdb]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("through", HOSTS)
def test_the_rows_in_a_host(through, table, tmp_path):
    rows = [*TABLES[table](RECORDS_OF_ALL_EDITIONS)]
    try:
        found = through(rows, COLUMNS[table], tmp_path / "table")
    except ImportError as error:
        pytest.skip(f"{HOST_REASON} {error.name}")
    assert len(rows) >= 2
    assert [*found[0]] == [*COLUMNS[table]]
    if through is through_csv:
        rows = [{name: str(value) for name, value in row.items()} for row in plain(rows)]
    assert plain(found) == plain(rows)
    assert through([], COLUMNS[table], tmp_path / "empty") == []
