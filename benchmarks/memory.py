"""How much memory one object takes, by tracemalloc.

Distinct records are read, each from its own text, and what stays of that is counted: not the texts,
and not the payloads, which are dropped. A million takes what this says, a million times.
"""

from __future__ import annotations

import gc
import json
import tracemalloc
from collections.abc import Iterable

from .cases import Kind
from .payloads import full_job
from .peers.peer import Peer

__all__ = ["bytes_per_object"]


def bytes_per_object(peers: Iterable[Peer], count: int) -> dict[str, float]:
    """For each peer the bytes of a full JobOut, as the mean over so many."""
    texts = [json.dumps(full_job(number)).encode() for number in range(count)]
    return {peer.name: _measured(peer, texts) for peer in peers}


def _measured(peer: Peer, texts: list[bytes]) -> float:
    read = peer.fast_text_in(Kind.FULL)
    read(texts[0])  # what is made once is no part of any object
    objects: list[object] = [None] * len(texts)
    tracemalloc.start()  # from here on, so that neither the texts nor the list are counted
    for number, text in enumerate(texts):
        objects[number] = read(text)
    gc.collect()
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return size / len(texts)
