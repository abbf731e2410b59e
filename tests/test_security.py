"""Checks SECURITY.md's promises about the network and about code with Python's audit events.

Its other promises are tested elsewhere: secrets and limits in ``attack`` and ``test_jsontext``,
lines and gzip in ``test_jsonl``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import under_test

pytestmark = pytest.mark.environment
WORD = "Zq7W0rd"
JOB = {
    "id": WORD,
    "auto_start": False,
    "hyperparameters": {"training_steps": 1, WORD: WORD},
    "model": "open-mistral-7b",
    "status": "RUNNING",
    "job_type": WORD,
    "created_at": 1,
    "modified_at": 2,
    "training_files": [WORD],
    "suffix": f"{WORD}') or exec('",
    "integrations": [{"project": WORD, "api_key": WORD}],
    f'{WORD}"""': {f"__{WORD}__": [f"{{{WORD}!r}}"]},
}
PAYLOADS = [
    JOB,
    {**JOB, "status": WORD, "model": f"{WORD}\n", "object": "job", "events": [{"data": {WORD: 1}}]},
    {**JOB, "integrations": [{"type": WORD, "project": WORD}], "hyperparameters": WORD},
    {"id": "x", "status": WORD, "model": WORD, "createdAt": 3, "trainingFiles": [WORD], WORD: "id"},
    {**JOB, "job_type": "classifier", "classifier_targets": [{"name": WORD, "labels": [WORD] * 2}]},
    {"model": WORD, "job_type": WORD, "hyperparameters": {"learning_rate": WORD, "epochs": WORD}},
    {"id": "a", "status": "SUCCESS", "model": "m", "created_at": f"{WORD}()", "object": WORD},
]


@pytest.fixture(scope="module")
def seen():
    """The events recorded while every part of the package was used."""
    done = subprocess.run(
        [sys.executable, Path(__file__).parent / "audited.py", under_test.NAME, WORD],
        env={**os.environ, "PYTHONPATH": str(under_test.PATH)},
        input=json.dumps(PAYLOADS),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    seen = json.loads(done.stdout)
    # The forbidden actions at the end were recorded, so any other would have been recorded too.
    assert seen["shown"] == [["os.system", "socket.__new__"], [f"'{WORD}'", "<string>"]]
    return seen


def test_nothing_connects_anywhere_or_starts_a_program(seen):
    assert seen["events"] == []
    assert {*seen["commands"]} == {
        *"check convert example list redact report schema show table vendor".split()
    }


def test_no_text_of_a_payload_becomes_code(seen):
    assert seen["code"] == []
    for case in ("snake", "camel"):
        assert f"<read_JobOut_{case}>" in seen["compiled"]
        assert f"<write_JobOut_{case}>" in seen["compiled"]
