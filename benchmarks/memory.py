"""Measures the memory of one object with tracemalloc.

Reads distinct records, each from its own text, and counts the memory of the objects, without the
texts and the payloads. The figure is per object, so a million objects take a million times as much.
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
    """Returns for each peer the bytes of a full JobOut, as the mean over ``count`` objects."""
    texts = [json.dumps(full_job(number)).encode() for number in range(count)]
    return {peer.name: _measured(peer, texts) for peer in peers}


def _measured(peer: Peer, texts: list[bytes]) -> float:
    read = peer.fast_text_in(Kind.FULL)
    read(texts[0])  # do not count memory that is allocated once
    objects: list[object] = [None] * len(texts)
    tracemalloc.start()  # after this point, so that the texts and the list are not counted
    for number, text in enumerate(texts):
        objects[number] = read(text)
    gc.collect()
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return size / len(texts)
