"""The other end of ``RemoteContestant``: one request a line on stdin, one answer a line on stdout.

A request is the name of a method of ``LocalContestant`` and its arguments, as JSON.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from ..cases import Kind, Operation
from ..contestant import LocalContestant
from .peer import OfficialSdk

__all__: list[str] = []


def answer(contestant: LocalContestant, method: str, arguments: list[Any]) -> Any:
    if method == "describe":
        return {"name": contestant.name, "about": contestant.about, "version": contestant.version}
    if method == "abilities":
        return contestant.abilities()
    operation, kind = Operation[arguments[0]], Kind[arguments[1]]
    if method == "prepare":
        return contestant.prepare(operation, kind)
    return contestant.sample(operation, kind, arguments[2])


def main() -> None:
    answers, sys.stdout = sys.stdout, sys.stderr  # no print of a library among the answers
    contestant = LocalContestant(OfficialSdk())
    for line in sys.stdin:
        print(json.dumps(answer(contestant, *json.loads(line))), file=answers, flush=True)


if __name__ == "__main__":
    main()
