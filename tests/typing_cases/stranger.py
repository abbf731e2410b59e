"""Code of a user who runs ``mypy --strict``. Checked, never run.

A line that must be an error has ``type: ignore``: strict mode reports an unnecessary one.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, TextIO

import cattrs
from typing_extensions import assert_type

import jobmodels as jm


def read(payload: Mapping[str, object], text: bytes) -> jm.JobOut:
    job = jm.structure(payload, jm.JobOut)
    assert_type(job, jm.JobOut)
    assert_type(jm.loads(text, jm.JobIn, lenient=True, unknown_keys="drop"), jm.JobIn)
    return job


def read_many(payload: object, text: str, job: jm.JobOut, maybe: jm.JobOut | None) -> str:
    jobs = jm.structure(payload, list[jm.JobOut])
    assert_type(jobs, list[jm.JobOut])
    by_name = jm.loads(text, dict[str, tuple[jm.JobOut, ...]], lenient=True)
    assert_type(by_name, dict[str, tuple[jm.JobOut, ...]])
    assert_type(jm.structure("RUNNING", jm.Status), jm.Status)
    answer: jm.JobOut | None = jm.structure(payload, jm.JobOut | None)
    many: Sequence[jm.Model | None] = [job, answer]
    texts = [jm.dumps(jobs), jm.dumps(by_name), jm.dumps(maybe), jm.dumps(many, case="camel")]
    return jm.dumps({"a": [job], "b": None}) + jm.dumps((job.status,)) + "".join(texts)


def narrow(job: jm.DetailedJobOut) -> int:
    assert_type(job.suffix, "str | jm.UnsetType | None")
    if job.suffix is not jm.UNSET and job.suffix is not None:
        assert_type(job.suffix, str)
    if job.metadata:
        assert_type(job.metadata, jm.JobMetadataOut)
    for event in job.events:
        assert_type(event, jm.EventOut)
    for repository in job.repositories:
        assert_type(repository, jm.GithubRepositoryOut)
    assert_type(job.status.is_terminal, "bool | None")
    assert_type(job.additional_properties, Mapping[str, Any])
    return len(job.checkpoints)


def change(job: jm.JobOut) -> dict[str, Any]:
    done = jm.evolve(job, status=jm.Status.SUCCESS, suffix=jm.UNSET)
    assert_type(done, jm.JobOut)
    assert_type(jm.evolve(done, **{"hyperparameters.training_steps": 10}), jm.JobOut)
    assert_type(jm.redact(jm.fill_defaults(done)), jm.JobOut)
    assert_type(jm.dumps(done, case="camel", indent=2), str)
    return jm.unstructure(done, case="camel")


def create(payload: object) -> str:
    answer: jm.CreateJobResponse = jm.structure(payload, jm.CreateJobResponse)
    if isinstance(answer, jm.JobOut):
        return answer.id
    assert_type(answer, jm.LegacyJobMetadataOut)
    return answer.details


def build() -> tuple[jm.Problem, ...]:
    job_in = jm.JobIn(
        model=jm.FineTuneableModel.OPEN_MISTRAL_7B,
        training_files=(jm.TrainingFile(file_id="f", weight=2),),
        hyperparameters=jm.TrainingParametersIn(epochs=1.5),
        integrations=(jm.WandbIntegration(project="p", api_key="k" * 40),),
    )
    return jm.preflight(job_in)


def convert(payload: object) -> jm.JobOut:
    converter = jm.make_converter(case="camel", detailed_validation=False)
    host = cattrs.Converter()
    jm.register_hooks(host, case="snake", lenient=True, unknown_keys="forbid")
    try:
        return converter.structure(payload, jm.structure(payload, jm.JobOut).__class__)
    except cattrs.BaseValidationError as error:
        assert_type(jm.problems_of(error)[0].path, str)
        raise


def lenient(payload: object) -> str:
    job = jm.structure(payload, jm.JobOut, lenient=True)
    # The types are those of strict reading: annotate it as ``object`` to test for ``UNSET``.
    created: object = job.created_at
    if created is jm.UNSET or created is None:
        return "unknown"
    return f"{job.created_at} {job.status.is_known}"


def save(job: jm.JobOut, case: jm.Case, unknown_keys: jm.UnknownKeys) -> jm.JobOut:
    return jm.structure(jm.unstructure(job, case=case), jm.JobOut, unknown_keys=unknown_keys)


def detect(payload: object) -> jm.Model:
    assert_type(jm.detect(payload), "type[jm.Model]")
    return jm.structure(payload, jm.detect(payload))


def archive(file: BinaryIO) -> Iterator[jm.Status]:
    assert_type(jm.read_record({}), jm.Model)
    for result in jm.read_records(file):
        if isinstance(result, jm.RecordError):
            assert_type(result.position, int)
        elif isinstance(result, (jm.JobOut, jm.v2026.CompletionJobOut)):
            yield result.status


def jobs(path: Path) -> Iterator[str]:
    for record in jm.open_pages(jm.iter_jsonl(path)):
        if isinstance(record, jm.Job):
            assert_type(record.changed, datetime | None)
            assert_type(record.id, str)
            assert_type(record.model, "str | jm.UnsetType | None")
            yield "known" if record.status.is_known else str(record.status)


def stream(path: Path, file: BinaryIO, text: TextIO, packed: gzip.GzipFile) -> int:
    assert_type(jm.iter_jsonl(path), Iterator[jm.Model | jm.RecordError])
    assert_type(jm.iter_jsonl("a.jsonl.gz", jm.JobOut), Iterator[jm.JobOut | jm.RecordError])
    requests = jm.iter_jsonl(file, jm.JobIn, lenient=True, unknown_keys="drop")
    assert_type(requests, Iterator[jm.JobIn | jm.RecordError])
    for source in (jm.iter_jsonl(text), jm.iter_jsonl(packed)):
        assert_type(source, Iterator[jm.Model | jm.RecordError])
    jm.dump_jsonl(requests, text, case="camel")
    return jm.dump_jsonl(jm.iter_jsonl(path), packed) + jm.dump_jsonl([jm.JobsOut(total=0)], file)


def later(payload: object) -> str | None:
    page = jm.structure(payload, jm.v2026.JobsOut)
    for job in page.data:
        assert_type(job, "jm.v2026.CompletionJobOut | jm.v2026.ClassifierJobOut")
        if isinstance(job, jm.v2026.CompletionJobOut) and job.hyperparameters.fim_ratio:
            assert_type(job.hyperparameters.fim_ratio, float)
    request = jm.v2026.JobIn(
        model="m", hyperparameters=jm.v2026.ClassifierTrainingParametersIn(training_steps=1)
    )
    assert_type(request.job_type, "jm.v2026.FineTuneableModelType | jm.UnsetType | None")
    return request.job_type or None


def mistakes(job: jm.JobOut) -> None:
    jm.strucure({}, jm.JobOut)  # type: ignore[attr-defined]
    job.status = jm.Status.FAILED  # type: ignore[misc]
    jm.JobsOut()  # type: ignore[call-arg]
    jm.JobsOut(total="1")  # type: ignore[arg-type]
    jm.TrainingFile(file_id="f", wieght=1)  # type: ignore[call-arg]
    jm.structure({}, jm.JobOut, unknown_keys="ignore")  # type: ignore[call-overload]
    jm.unstructure(job, case="kebab")  # type: ignore[call-overload]
    jm.dumps([1])  # type: ignore[list-item]
    jm.dumps({"a": "text"})  # type: ignore[dict-item]
    jm.dumps({1: job})  # type: ignore[dict-item]
    jm.dumps("text")  # type: ignore[arg-type]
    jm.dumps(jm.JobOut)  # type: ignore[arg-type]
    jm.iter_jsonl("a.jsonl", lenient=True)  # type: ignore[call-overload]
    jm.iter_jsonl([b"{}"])  # type: ignore[call-overload]
    jm.dump_jsonl([{}], "a.jsonl")  # type: ignore[list-item]
    job.suffix.upper()  # type: ignore[union-attr]
