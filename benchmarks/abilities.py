"""The abilities of a peer besides reading and writing, found by trying each.

The figures need this context: a library that checks nothing is fast.
Standard library only: the environment of the official SDK imports this module too.
"""

from __future__ import annotations

from typing import Any

from .cases import Kind
from .checking import holds
from .payloads import camel, full_job, smallest_job, ten_problems
from .peers.peer import Peer

__all__ = ["TITLES", "abilities"]

TITLES = {
    "strict": "rejects a string for an integer",
    "constraints": "checks ranges and lengths",
    "unknown": "keeps unknown keys",
    "absent": "distinguishes absent from null",
    "problems": "problems reported, of ten",
    "frozen": "objects are frozen and hashable",
    "spellings": "reads both cases",
}


def abilities(peer: Peer) -> dict[str, str]:
    """Returns the result for each of the titles."""
    integer_as_text = {**full_job(0), "created_at": "1731000000"}
    out_of_range, too_short = full_job(0), full_job(0)
    out_of_range["hyperparameters"]["learning_rate"] = 7
    too_short["repositories"][0]["commit_id"] = "abc"
    known, unknown = {**smallest_job(0), "suffix": None}, {**smallest_job(0), "region": "eu"}
    return {
        "strict": _said(_refuses(peer, integer_as_text)),
        "constraints": _said(_refuses(peer, out_of_range) and _refuses(peer, too_short)),
        "unknown": _said(_comes_back(peer, unknown)),
        "absent": _said(_comes_back(peer, known) and _comes_back(peer, smallest_job(0))),
        "problems": str(_problems(peer)),
        "frozen": _said(_is_frozen(peer.read(Kind.FULL)(full_job(0)))),
        "spellings": _said(_reads_camel(peer)),
    }


def _said(yes: bool) -> str:
    return "yes" if yes else "no"


def _refuses(peer: Peer, bad: object) -> bool:
    try:
        peer.read(Kind.FULL)(bad)
    except peer.errors:
        return True
    return False


def _comes_back(peer: Peer, payload: object) -> bool:
    # Use the writer of the smallest kind, which omits absent fields.
    return bool(peer.write(Kind.SMALLEST)(peer.read(Kind.SMALLEST)(payload)) == payload)


def _problems(peer: Peer) -> int:
    try:
        peer.read(Kind.FULL)(ten_problems())
    except peer.errors as error:
        return peer.problems_in(error)
    return 0


def _is_frozen(obj: Any) -> bool:
    try:
        hash(obj)
    except TypeError:
        return False
    try:
        obj.suffix = "changed"
    except Exception:  # each library raises its own error
        return True
    return False


def _reads_camel(peer: Peer) -> bool:
    try:
        return holds(peer.read(Kind.FULL)(camel(full_job(0))), full_job(0))
    except peer.errors:
        return False
