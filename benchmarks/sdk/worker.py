"""The worker of ``RemoteContestant``: reads requests from stdin and writes answers to stdout.

A request is one line: the name of a method of ``LocalContestant`` and its arguments, as JSON.
An answer is one line of JSON.
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
    answers, sys.stdout = sys.stdout, sys.stderr  # keep the output of libraries out of the answers
    contestant = LocalContestant(OfficialSdk())
    for line in sys.stdin:
        print(json.dumps(answer(contestant, *json.loads(line))), file=answers, flush=True)


if __name__ == "__main__":
    main()
