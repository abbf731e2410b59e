"""Code of a user of the single file of 2024-11-07. Checked, never run."""

from typing import Any

import jobs_2024_11_07 as jobs


def finished(payload: dict[str, Any]) -> list[str]:
    page = jobs.structure(payload, jobs.JobsOut)
    return [job.id for job in page.data or () if job.status.is_terminal]


def answer(text: bytes) -> jobs.JobOut | None:
    created: jobs.JobOut | jobs.LegacyJobMetadataOut = jobs.loads(text, jobs.CreateJobResponse)
    return created if isinstance(created, jobs.JobOut) else None


def request(file_id: str) -> dict[str, Any]:
    job_in = jobs.JobIn(
        model=jobs.FineTuneableModel.OPEN_MISTRAL_7B,
        hyperparameters=jobs.TrainingParametersIn(training_steps=10),
        training_files=(jobs.TrainingFile(file_id=file_id),),
    )
    later = jobs.evolve(job_in, suffix="x" if job_in.suffix is jobs.UNSET else job_in.suffix)
    return jobs.unstructure(jobs.redact(later), case="camel")


def wrong() -> None:
    jobs.TrainingFile()  # type: ignore[call-arg]
    jobs.TrainingFile("f")  # type: ignore[call-arg, arg-type]
    jobs.TrainingFile(file_id=1)  # type: ignore[arg-type]
    jobs.TrainingFile(file_id="f").file_id = "g"  # type: ignore[misc]
    print(jobs.JobsOut(total=1).nonsense)  # type: ignore[attr-defined]
    jobs.unstructure(jobs.JobsOut(total=1), case="kebab")  # type: ignore[arg-type]
