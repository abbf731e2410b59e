"""The official SDK as a contestant whose calls run in a worker process."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any, cast

from ..cases import Kind, Operation
from ..children import ROOT, environment, module
from .environment import SdkError

__all__ = ["RemoteContestant"]


class RemoteContestant:
    """A contestant in a separate environment. ``close`` ends its process."""

    def __init__(self, python: Path) -> None:
        self._process = subprocess.Popen(
            [str(python), "-m", module("sdk.worker")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=environment(),
        )
        described = self._ask("describe")
        self.name: str = described["name"]
        self.about: str = described["about"]
        self.version: str = described["version"]

    def prepare(self, operation: Operation, kind: Kind) -> bool | None:
        return cast("bool | None", self._ask("prepare", operation.name, kind.name))

    def sample(self, operation: Operation, kind: Kind, loops: int) -> float:
        return float(self._ask("sample", operation.name, kind.name, loops))

    def abilities(self) -> dict[str, str]:
        return dict(self._ask("abilities"))

    def close(self) -> None:
        self._process.communicate()

    def _ask(self, method: str, *arguments: Any) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            print(json.dumps([method, arguments]), file=self._process.stdin, flush=True)
            line = self._process.stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            raise SdkError("the process of the official SDK has ended; its output is above")
        return json.loads(line)
