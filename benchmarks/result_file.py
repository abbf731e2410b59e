"""Measures the time and memory per line of a batch job's result file, and of ``json.loads`` alone.

The file is in a temporary folder. Each pass runs in a separate process, so that its memory peak is
measured separately.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

import jobmodels as jm

from .archive import Pass
from .children import ask, module
from .payloads import Payload, identifier
from .peak import peak_memory

__all__ = ["READ", "YARDSTICK", "run_result_file"]

READ = "`for result in iter_jsonl(path, v2026.BatchResult)`"
YARDSTICK = "`json.loads(line)` for each line"


def run_result_file(lines: int, rounds: Iterable[int]) -> list[Pass]:
    """Runs both passes over a file per round."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "results.jsonl")
        with path.open("w", encoding="utf-8") as file:
            for number in range(lines):
                print(json.dumps(result(number)), file=file)
        return [
            Pass(lines, name, *ask("-m", module("result_file"), name, str(path)))
            for _ in rounds
            for name in (READ, YARDSTICK)
        ]


def result(number: int) -> Payload:
    """Returns the result of one request; it differs for each number."""
    return {
        "id": identifier(number, 5),
        "custom_id": f"request-{number}",
        "response": {
            "status_code": 200,
            "body": {
                "id": identifier(number, 6),
                "object": "chat.completion",
                "model": "mistral-small-latest",
                "created": 1_731_000_030 + number,
                "choices": [
                    {
                        "index": 0,
                        "message": {
                            "role": "assistant",
                            "content": f"Your ticket {number} is closed. " * 8,
                            "tool_calls": None,
                        },
                        "finish_reason": "stop",
                    }
                ],
                "usage": {"prompt_tokens": 212, "completion_tokens": 96, "total_tokens": 308},
            },
        },
        "error": None,
    }


def timed_pass(name: str, path: str) -> tuple[float, int | None]:
    start = time.perf_counter()
    if name == READ:
        for item in jm.iter_jsonl(path, jm.v2026.BatchResult):
            if isinstance(item, jm.RecordError):
                raise item
    else:
        with open(path, "rb") as file:
            for line in file:
                json.loads(line)
    return time.perf_counter() - start, peak_memory()


if __name__ == "__main__":
    print(json.dumps(timed_pass(*sys.argv[1:])))
