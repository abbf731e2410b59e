"""The payloads in wire form, and payloads with problems.

Every call returns new objects. Does not depend on the classes that read them.
Standard library only: the environment of the official SDK imports this module too.
"""

from __future__ import annotations

import re
from typing import Any

from .cases import Kind

__all__ = ["camel", "full_job", "one_problem", "payload", "smallest_job", "ten_problems"]

Payload = dict[str, Any]


def payload(kind: Kind) -> Payload:
    if kind is Kind.FULL:
        return full_job(0)
    if kind is Kind.SMALLEST:
        return smallest_job(0)
    if kind is Kind.DETAILED:
        return detailed_job(0, 200)
    if kind is Kind.BATCH:
        return batch_job()
    return {"data": [full_job(number) for number in range(100)], "object": "list", "total": 100}


def full_job(number: int) -> Payload:
    """Returns a job with all fields of the schema, none null; it differs for each number."""
    created_at = 1_731_000_000 + 3600 * number
    return {
        "id": identifier(number, 0),
        "auto_start": True,
        "hyperparameters": {
            "training_steps": 100 + number,
            "learning_rate": 0.0001,
            "weight_decay": 0.1,
            "warmup_fraction": 0.05,
            "epochs": 2.4 + number,
            "fim_ratio": 0.9,
            "seq_len": 8192,
        },
        "model": "open-mistral-7b",
        "status": "SUCCESS",
        "job_type": "FT",
        "created_at": created_at,
        "modified_at": created_at + 1612,
        "training_files": [identifier(number, 1), identifier(number, 2)],
        "validation_files": [identifier(number, 3)],
        "object": "job",
        "fine_tuned_model": f"ft:open-mistral-7b:helpdesk:4be1d07a:{number}",
        "suffix": "helpdesk",
        "integrations": [
            {
                "type": "wandb",
                "project": "helpdesk-tuning",
                "name": f"run {number}",
                "run_name": "two-files-100-steps",
            }
        ],
        "trained_tokens": 13_107_200 + number,
        "repositories": [
            {
                "type": "github",
                "name": "helpdesk-dialogues",
                "owner": "example",
                "ref": "main",
                "weight": 1.5,
                "commit_id": f"{number:040x}",
            }
        ],
        "metadata": {
            "expected_duration_seconds": 1500 + number,
            "cost": 26.21 + number,
            "cost_currency": "USD",
            "train_tokens_per_step": 131_072,
            "train_tokens": 13_107_200 + number,
            "data_tokens": 5_461_333 + number,
            "estimated_start_time": created_at + 60,
        },
    }


def smallest_job(number: int) -> Payload:
    """Returns a job with the required fields only."""
    created_at = 1_731_000_000 + 3600 * number
    return {
        "id": identifier(number, 0),
        "auto_start": False,
        "hyperparameters": {},
        "model": "open-mistral-7b",
        "status": "QUEUED",
        "job_type": "FT",
        "created_at": created_at,
        "modified_at": created_at,
        "training_files": [],
    }


def detailed_job(number: int, length: int) -> Payload:
    """Returns a full job with ``length`` events and ``length`` checkpoints."""
    start = 1_731_000_000 + 3600 * number
    events = [
        {
            "name": "status-updated",
            "data": {"status": "RUNNING", "step": step},
            "created_at": start + step,
        }
        for step in range(length)
    ]
    checkpoints = [
        {
            "metrics": {
                "train_loss": 2.5 / (step + 1),
                "valid_loss": 2.75 / (step + 1),
                "valid_mean_token_accuracy": 1.765 - 1 / (step + 2),
            },
            "step_number": step,
            "created_at": start + step,
        }
        for step in range(length)
    ]
    return {**full_job(number), "events": events, "checkpoints": checkpoints}


def batch_job() -> Payload:
    """Returns a batch job of edition 2024-11-07 with all fields of the schema, none null."""
    return {
        "id": identifier(0, 0),
        "object": "batch",
        "input_files": [identifier(0, 1), identifier(0, 2)],
        "metadata": {"team": "helpdesk", "run": "nightly"},
        "endpoint": "/v1/chat/completions",
        "model": "mistral-small-latest",
        "output_file": identifier(0, 3),
        "error_file": identifier(0, 4),
        "errors": [
            {"message": "invalid request body", "count": 3},
            {"message": "rate limit exceeded", "count": 12},
        ],
        "status": "SUCCESS",
        "created_at": 1_731_000_000,
        "total_requests": 100_000,
        "completed_requests": 100_000,
        "succeeded_requests": 99_985,
        "failed_requests": 15,
        "started_at": 1_731_000_030,
        "completed_at": 1_731_003_600,
    }


def one_problem() -> Payload:
    return {**full_job(0), "created_at": "soon"}


def ten_problems() -> Payload:
    """Returns a job with ten values that every peer rejects: bad numbers and an unknown status."""
    job = full_job(0)
    job.update(created_at="soon", modified_at="later", status="ASLEEP", trained_tokens="many")
    job["hyperparameters"].update(training_steps="few", learning_rate="low")
    job["metadata"].update(cost="free", train_tokens="lots", data_tokens="all")
    job["repositories"][0]["weight"] = "heavy"
    return job


def camel(value: Any) -> Any:
    """Returns ``value`` with camelCase keys."""
    if isinstance(value, list):
        return [camel(item) for item in value]
    if isinstance(value, dict):
        return {
            re.sub("_([a-z])", lambda match: match[1].upper(), key): camel(item)
            for key, item in value.items()
        }
    return value


def identifier(number: int, role: int) -> str:
    """Returns a UUID for one object of a job."""
    return f"{number:08x}-95d3-4b78-a1e4-{role:012x}"
