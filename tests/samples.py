"""One table of cases for both directions: an object, and its payload in each case.

Every model has at least one case with all of its fields. Values are invented.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import jobmodels as jm
from jobmodels.core.spec import spec_of
from jobmodels.records.editions import LATER, RECORDS, TOP_LEVEL, edition_of

JOB_ID = "0b9f6a52-7c1e-4a37-9d43-5e2f8c6d1a10"
FILE_A = "5d0e4b1c-93a7-4f6e-8b25-c7a1d2e3f405"
FILE_B = "e8f7a6b5-c4d3-4e2f-9101-a2b3c4d5e6f7"
FILE_C = "19283746-5a6b-4c7d-8e9f-0a1b2c3d4e5f"
COMMIT = "3f786850e387550fdab836ed7e6dc881de23001b"
API_KEY = "wb" + "k3y" * 12 + "zz"
TOKEN = "ghp-not-a-real-one-4711"


class Case(NamedTuple):
    """An object and its JSON payloads."""

    obj: Any
    snake: dict[str, Any]
    camel: dict[str, Any]


PARAMETERS_SNAKE = {
    "training_steps": 250,
    "learning_rate": 2e-05,
    "weight_decay": 0.01,
    "warmup_fraction": 0,
    "epochs": 1.75,
    "fim_ratio": None,
    "seq_len": 8192,
}
PARAMETERS_CAMEL = {
    "trainingSteps": 250,
    "learningRate": 2e-05,
    "weightDecay": 0.01,
    "warmupFraction": 0,
    "epochs": 1.75,
    "fimRatio": None,
    "seqLen": 8192,
}
PARAMETERS: dict[str, Any] = dict(PARAMETERS_SNAKE)

METADATA_SNAKE = {
    "expected_duration_seconds": 640,
    "cost": 3.2,
    "cost_currency": "EUR",
    "train_tokens_per_step": 65536,
    "train_tokens": 16384000,
    "data_tokens": 9362285,
    "estimated_start_time": None,
}
METADATA_CAMEL = {
    "expectedDurationSeconds": 640,
    "cost": 3.2,
    "costCurrency": "EUR",
    "trainTokensPerStep": 65536,
    "trainTokens": 16384000,
    "dataTokens": 9362285,
    "estimatedStartTime": None,
}

WANDB_OUT = Case(
    jm.WandbIntegrationOut(project="tuning", name=None, run_name="autumn-3"),
    {"type": "wandb", "project": "tuning", "name": None, "run_name": "autumn-3"},
    {"type": "wandb", "project": "tuning", "name": None, "runName": "autumn-3"},
)
GITHUB_OUT = Case(
    jm.GithubRepositoryOut(name="tools", owner="acme", ref="main", weight=2, commit_id=COMMIT),
    {
        "type": "github",
        "name": "tools",
        "owner": "acme",
        "ref": "main",
        "weight": 2,
        "commit_id": COMMIT,
    },
    {
        "type": "github",
        "name": "tools",
        "owner": "acme",
        "ref": "main",
        "weight": 2,
        "commitId": COMMIT,
    },
)
WANDB_IN = Case(
    jm.WandbIntegration(project="tuning", name="n", api_key=API_KEY, run_name=None),
    {"type": "wandb", "project": "tuning", "name": "n", "api_key": API_KEY, "run_name": None},
    {"type": "wandb", "project": "tuning", "name": "n", "apiKey": API_KEY, "runName": None},
)
GITHUB_IN = Case(
    jm.GithubRepositoryIn(name="tools", owner="acme", ref=None, weight=0.5, token=TOKEN),
    {
        "type": "github",
        "name": "tools",
        "owner": "acme",
        "ref": None,
        "weight": 0.5,
        "token": TOKEN,
    },
    {
        "type": "github",
        "name": "tools",
        "owner": "acme",
        "ref": None,
        "weight": 0.5,
        "token": TOKEN,
    },
)
FILE = Case(
    jm.TrainingFile(file_id=FILE_A, weight=1.5),
    {"file_id": FILE_A, "weight": 1.5},
    {"fileId": FILE_A, "weight": 1.5},
)
METRICS = Case(
    jm.MetricOut(train_loss=0.41, valid_loss=None, valid_mean_token_accuracy=1.73),
    {"train_loss": 0.41, "valid_loss": None, "valid_mean_token_accuracy": 1.73},
    {"trainLoss": 0.41, "validLoss": None, "validMeanTokenAccuracy": 1.73},
)
CHECKPOINT = Case(
    jm.CheckpointOut(metrics=METRICS.obj, step_number=25, created_at=1730000400),
    {"metrics": METRICS.snake, "step_number": 25, "created_at": 1730000400},
    {"metrics": METRICS.camel, "stepNumber": 25, "createdAt": 1730000400},
)
EVENT = Case(
    jm.EventOut(
        name="status-updated",
        data={"status": "RUNNING", "created_at": [1, {"autoStart": True}]},
        created_at=1730000100,
    ),
    {
        "name": "status-updated",
        "data": {"status": "RUNNING", "created_at": [1, {"autoStart": True}]},
        "created_at": 1730000100,
    },
    {
        "name": "status-updated",
        "data": {"status": "RUNNING", "created_at": [1, {"autoStart": True}]},
        "createdAt": 1730000100,
    },
)

JOB_FIELDS: dict[str, Any] = {
    "id": JOB_ID,
    "auto_start": True,
    "hyperparameters": jm.TrainingParameters(**PARAMETERS),
    "model": jm.FineTuneableModel.CODESTRAL_LATEST,
    "status": jm.Status.RUNNING,
    "job_type": "FT",
    "created_at": 1730000000,
    "modified_at": 1730000200,
    "training_files": (FILE_A, FILE_B),
    "validation_files": (FILE_C,),
    "fine_tuned_model": None,
    "suffix": "autumn",
    "integrations": (WANDB_OUT.obj,),
    "trained_tokens": 16384000,
    "repositories": (GITHUB_OUT.obj,),
    "metadata": jm.JobMetadataOut(**METADATA_SNAKE),
}
JOB_SNAKE = {
    "id": JOB_ID,
    "auto_start": True,
    "hyperparameters": PARAMETERS_SNAKE,
    "model": "codestral-latest",
    "status": "RUNNING",
    "job_type": "FT",
    "created_at": 1730000000,
    "modified_at": 1730000200,
    "training_files": [FILE_A, FILE_B],
    "validation_files": [FILE_C],
    "object": "job",
    "fine_tuned_model": None,
    "suffix": "autumn",
    "integrations": [WANDB_OUT.snake],
    "trained_tokens": 16384000,
    "repositories": [GITHUB_OUT.snake],
    "metadata": METADATA_SNAKE,
}
JOB_CAMEL = {
    "id": JOB_ID,
    "autoStart": True,
    "hyperparameters": PARAMETERS_CAMEL,
    "model": "codestral-latest",
    "status": "RUNNING",
    "jobType": "FT",
    "createdAt": 1730000000,
    "modifiedAt": 1730000200,
    "trainingFiles": [FILE_A, FILE_B],
    "validationFiles": [FILE_C],
    "object": "job",
    "fineTunedModel": None,
    "suffix": "autumn",
    "integrations": [WANDB_OUT.camel],
    "trainedTokens": 16384000,
    "repositories": [GITHUB_OUT.camel],
    "metadata": METADATA_CAMEL,
}
JOB = Case(jm.JobOut(**JOB_FIELDS), JOB_SNAKE, JOB_CAMEL)

BATCH_REQUEST = Case(
    jm.BatchJobIn(
        input_files=(FILE_A, FILE_B),
        endpoint=jm.ApiEndpoint.EMBEDDINGS,
        model="embed-1",
        metadata={"team": "search", "runKey": "autumn"},
        timeout_hours=48,
    ),
    {
        "input_files": [FILE_A, FILE_B],
        "endpoint": "/v1/embeddings",
        "model": "embed-1",
        "metadata": {"team": "search", "runKey": "autumn"},
        "timeout_hours": 48,
    },
    {
        "inputFiles": [FILE_A, FILE_B],
        "endpoint": "/v1/embeddings",
        "model": "embed-1",
        "metadata": {"team": "search", "runKey": "autumn"},
        "timeoutHours": 48,
    },
)
BATCH_ERROR = Case(
    jm.BatchError(message="too long", count=2),
    {"message": "too long", "count": 2},
    {"message": "too long", "count": 2},
)
BATCH_JOB = Case(
    jm.BatchJobOut(
        id=JOB_ID,
        input_files=(FILE_A,),
        metadata={"run_key": {"a_b": [1, None]}},
        endpoint="/v1/embeddings",
        model="embed-1",
        output_file=FILE_B,
        error_file=None,
        errors=(BATCH_ERROR.obj,),
        status=jm.BatchJobStatus.TIMEOUT_EXCEEDED,
        created_at=1733000000,
        total_requests=9,
        completed_requests=8,
        succeeded_requests=6,
        failed_requests=2,
        started_at=1733000060,
        completed_at=1733086460,
    ),
    {
        "id": JOB_ID,
        "object": "batch",
        "input_files": [FILE_A],
        "metadata": {"run_key": {"a_b": [1, None]}},
        "endpoint": "/v1/embeddings",
        "model": "embed-1",
        "output_file": FILE_B,
        "error_file": None,
        "errors": [BATCH_ERROR.snake],
        "status": "TIMEOUT_EXCEEDED",
        "created_at": 1733000000,
        "total_requests": 9,
        "completed_requests": 8,
        "succeeded_requests": 6,
        "failed_requests": 2,
        "started_at": 1733000060,
        "completed_at": 1733086460,
    },
    {
        "id": JOB_ID,
        "object": "batch",
        "inputFiles": [FILE_A],
        "metadata": {"run_key": {"a_b": [1, None]}},
        "endpoint": "/v1/embeddings",
        "model": "embed-1",
        "outputFile": FILE_B,
        "errorFile": None,
        "errors": [BATCH_ERROR.camel],
        "status": "TIMEOUT_EXCEEDED",
        "createdAt": 1733000000,
        "totalRequests": 9,
        "completedRequests": 8,
        "succeededRequests": 6,
        "failedRequests": 2,
        "startedAt": 1733000060,
        "completedAt": 1733086460,
    },
)

CASES = [
    FILE,
    WANDB_IN,
    GITHUB_IN,
    WANDB_OUT,
    GITHUB_OUT,
    METRICS,
    CHECKPOINT,
    EVENT,
    JOB,
    Case(jm.TrainingParameters(**PARAMETERS), PARAMETERS_SNAKE, PARAMETERS_CAMEL),
    Case(jm.TrainingParametersIn(**PARAMETERS), PARAMETERS_SNAKE, PARAMETERS_CAMEL),
    Case(jm.JobMetadataOut(**METADATA_SNAKE), METADATA_SNAKE, METADATA_CAMEL),
    Case(
        jm.LegacyJobMetadataOut(
            **METADATA_SNAKE, deprecated=True, details="dry run", epochs=1.75, training_steps=250
        ),
        {
            **METADATA_SNAKE,
            "deprecated": True,
            "details": "dry run",
            "epochs": 1.75,
            "training_steps": 250,
            "object": "job.metadata",
        },
        {
            **METADATA_CAMEL,
            "deprecated": True,
            "details": "dry run",
            "epochs": 1.75,
            "trainingSteps": 250,
            "object": "job.metadata",
        },
    ),
    Case(
        jm.DetailedJobOut(**JOB_FIELDS, events=(EVENT.obj,), checkpoints=(CHECKPOINT.obj,)),
        {**JOB_SNAKE, "events": [EVENT.snake], "checkpoints": [CHECKPOINT.snake]},
        {**JOB_CAMEL, "events": [EVENT.camel], "checkpoints": [CHECKPOINT.camel]},
    ),
    Case(
        jm.JobsOut(data=(JOB.obj,), total=31),
        {"data": [JOB_SNAKE], "object": "list", "total": 31},
        {"data": [JOB_CAMEL], "object": "list", "total": 31},
    ),
    Case(
        jm.JobIn(
            model=jm.FineTuneableModel.OPEN_MISTRAL_NEMO,
            training_files=(FILE.obj, jm.TrainingFile(file_id=FILE_B)),
            validation_files=(FILE_C,),
            hyperparameters=jm.TrainingParametersIn(**PARAMETERS),
            suffix="autumn",
            integrations=(WANDB_IN.obj,),
            repositories=(GITHUB_IN.obj,),
            auto_start=False,
        ),
        {
            "model": "open-mistral-nemo",
            "training_files": [FILE.snake, {"file_id": FILE_B}],
            "validation_files": [FILE_C],
            "hyperparameters": PARAMETERS_SNAKE,
            "suffix": "autumn",
            "integrations": [WANDB_IN.snake],
            "repositories": [GITHUB_IN.snake],
            "auto_start": False,
        },
        {
            "model": "open-mistral-nemo",
            "trainingFiles": [FILE.camel, {"fileId": FILE_B}],
            "validationFiles": [FILE_C],
            "hyperparameters": PARAMETERS_CAMEL,
            "suffix": "autumn",
            "integrations": [WANDB_IN.camel],
            "repositories": [GITHUB_IN.camel],
            "autoStart": False,
        },
    ),
    BATCH_REQUEST,
    BATCH_ERROR,
    BATCH_JOB,
    Case(
        jm.BatchJobsOut(data=(BATCH_JOB.obj,), total=4),
        {"data": [BATCH_JOB.snake], "object": "list", "total": 4},
        {"data": [BATCH_JOB.camel], "object": "list", "total": 4},
    ),
    # With only the required fields.
    Case(
        jm.JobIn(
            model=jm.FineTuneableModel.OPEN_MISTRAL_7B, hyperparameters=jm.TrainingParametersIn()
        ),
        {"model": "open-mistral-7b", "hyperparameters": {}},
        {"model": "open-mistral-7b", "hyperparameters": {}},
    ),
    Case(jm.JobsOut(total=0, object=jm.UNSET), {"total": 0}, {"total": 0}),
    Case(jm.WandbIntegrationOut(type=jm.UNSET, project=""), {"project": ""}, {"project": ""}),
    # With unknown keys.
    Case(
        jm.TrainingFile(file_id=FILE_A, additional_properties={"sha256": "0f", "jobType": [1.0]}),
        {"file_id": FILE_A, "sha256": "0f", "jobType": [1.0]},
        {"fileId": FILE_A, "sha256": "0f", "jobType": [1.0]},
    ),
]


def case_id(case: Case) -> str:
    return f"{type(case.obj).__name__}-{len(case.snake)}-keys"


def case_of_class(cls: type) -> Case:
    """Returns the first case of ``cls``, which has all fields."""
    return next(case for case in CASES if type(case.obj) is cls)


def detected(cls, payload):
    """Returns the class that ``detect`` returns for a valid payload of ``cls``, a record class.

    From 2026-03-17 on, this is the class of the first edition whose class of this kind has all the
    keys with values, and all required keys. Edition 2024-11-07 has other kinds of fine-tuning jobs,
    and requests only for the models and endpoints it names.
    """
    if edition_of(cls) not in LATER:
        return cls
    kind = RECORDS[cls]
    keys = {key for key, value in payload.items() if value is not None}
    same_kind = [edition.records[kind] for edition in LATER if kind in edition.records]
    model, endpoint = payload.get("model"), payload.get("endpoint")
    is_of_its_time = {
        "job request": model in [*jm.FineTuneableModel],
        "batch job request": endpoint in [*jm.ApiEndpoint],
    }
    if kind in TOP_LEVEL.records and is_of_its_time.get(kind, kind.startswith("batch")):
        same_kind.insert(0, TOP_LEVEL.records[kind])
    return next(
        (
            one
            for one in same_kind
            if keys <= spec_of(one).by_key.keys()
            and keys >= {field.name for field in spec_of(one).required}
        ),
        cls,
    )
