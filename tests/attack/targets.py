"""The properties that must hold for every input, as functions of a text and the reading options.

A target raises ``AssertionError`` if a property does not hold, or any unexpected exception of the
package. Does not import the fuzzer: the suite, the fuzzer and a person call the same functions.
"""

from __future__ import annotations

import copy
import json
import marshal
import pickle
from collections.abc import Callable
from itertools import chain, product
from typing import Any, NamedTuple, Union

from canaries import all_hidden, is_marked, payload_in, payloads_in
from command import run_command

import jobmodels as jm
from jobmodels.core.record import Record
from jobmodels.core.spec import spec_of
from jobmodels.records.case import cases_of
from jobmodels.records.editions import MODELS, UNIONS, edition_of

__all__ = ["MODES", "SHAPES", "TARGETS", "Mode", "Target", "attack"]


class Mode(NamedTuple):
    """The options of reading."""

    lenient: bool
    unknown_keys: Any


MODES = [Mode(*mode) for mode in product((False, True), ("keep", "drop", "forbid"))]
SHAPES: list[Any] = [
    *(*MODELS, *UNIONS, jm.JobIn | jm.JobsOut | jm.TrainingFile),
    Union[jm.WandbIntegration, jm.GithubRepositoryIn],
]
"""Every class to read as, and unions with and without a tag."""


class Target(NamedTuple):
    """One entry point of the package."""

    name: str
    check: Callable[[bytes, Any, Mode], None]
    weight: int
    """How often a fuzzer chooses it, relative to the other targets."""
    shapes: int | None = None
    """The number of shapes for which the target behaves differently; None means all."""


def attack(data: bytes) -> None:
    """Runs every target on one text, with every shape and mode."""
    for target in TARGETS:
        for shape, mode in product(SHAPES[: target.shapes], MODES):
            target.check(data, shape, mode)


def check_text(data: bytes, shape: Any, mode: Mode) -> None:
    """``loads``: an accepted text can be written, and reads as the same object again."""
    try:
        obj = jm.loads(data, shape, **mode._asdict())
    except jm.ValidationError as error:
        _check_error(error, all_hidden(*payload_in(data)))
        return
    for case in ("snake", "camel"):
        text = jm.dumps(obj, case=case)
        again = jm.loads(text, type(obj) if isinstance(obj, Record) else shape, **mode._asdict())
        assert again == obj or _evidence_was_dropped(again, obj, mode)


def check_payload(data: bytes, shape: Any, mode: Mode) -> None:
    """``structure``: nothing is lost or changed, and the modes agree with one another."""
    for payload in payload_in(data):
        before = _fingerprint(payload)
        hidden = all_hidden(payload)
        strict = _read(payload, shape, Mode(False, mode.unknown_keys), hidden)
        lenient = _read(payload, shape, Mode(True, mode.unknown_keys), hidden)
        if strict is not None:
            # Without a tag, lenient reading may choose another member of a union.
            assert strict == lenient or _classes(strict) != _classes(lenient) != []
        obj = lenient if mode.lenient else strict
        kept = _read(payload, shape, Mode(mode.lenient, "keep"), hidden)
        if mode.unknown_keys == "forbid":
            assert obj is None or obj == kept
        else:
            assert (obj is None) is (kept is None)
        if kept is not None:
            _check_lossless(kept, payload, shape, mode)
        assert _fingerprint(payload) == before


def check_object(data: bytes, shape: Any, mode: Mode) -> None:
    """The result of reading, an object or an error, behaves like any other Python value."""
    for payload in payload_in(data):
        hidden = all_hidden(payload)
        try:
            obj = jm.structure(payload, shape, **mode._asdict())
        except jm.ValidationError as error:
            _check_error(error, hidden)
            _check_pickled(error, hidden)
            continue
        for twin in (copy.copy(obj), copy.deepcopy(obj), pickle.loads(pickle.dumps(obj))):
            assert twin == obj
            assert hash(twin) == hash(obj)
        redacted = jm.redact(obj)
        again = _read(
            jm.unstructure(redacted), type(obj) if isinstance(obj, Record) else shape, mode, hidden
        )
        assert again == redacted or _evidence_was_dropped(again, redacted, mode)
        assert not isinstance(obj, Record) or jm.evolve(obj) == obj
        if hidden:
            assert not is_marked(repr(obj))
            assert not is_marked(repr(jm.fill_defaults(obj)))
            assert not is_marked(json.dumps(jm.unstructure(redacted)))


def check_detection(data: bytes, shape: Any, mode: Mode) -> None:
    """``detect``: returns one of the records, and the payload can be read as it."""
    for payload in payload_in(data):
        hidden = all_hidden(payload)
        try:
            cls = jm.detect(payload)
        except jm.ValidationError as error:
            _check_error(error, hidden)
            continue
        assert issubclass(cls, Record)
        obj = _read(payload, cls, mode, hidden)
        assert obj is None or type(obj) is cls


def check_records(data: bytes, shape: Any, mode: Mode) -> None:
    """``read_record`` and ``read_records``: an object without loss, or the problems."""
    for payload in payload_in(data):
        hidden = all_hidden(payload)
        try:
            obj = jm.read_record(payload)
        except jm.ValidationError as error:
            _check_error(error, hidden)
        else:
            _check_lossless(obj, payload, type(obj), Mode(True, "keep"))
    lines = data.split(b"\n")
    hidden = all_hidden(*chain.from_iterable(map(payload_in, [data, *lines])))
    is_array = data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"[")
    for record in jm.read_records(lines):
        if isinstance(record, jm.RecordError):
            _check_error(record, hidden)
            assert is_array or lines[record.position].strip()
        else:
            assert not (hidden and is_marked(repr(record)))


def check_command(data: bytes, shape: Any, mode: Mode) -> None:
    """The command: a known exit status, and output that is safe to print and shows no secret."""
    position = SHAPES.index(shape)
    is_model = shape in MODELS
    name = edition_of(shape).prefix + shape.__name__ if is_model else "CreateJobResponse"
    if mode.unknown_keys == "drop":
        arguments = ["show", *(["--record", "2"] if position % 8 == 7 else [])]
    else:
        arguments = ["check", *(["--lenient"] if mode.lenient else [])]
        arguments += ["--forbid-unknown-keys"] if mode.unknown_keys == "forbid" else []
        arguments += ["--json"] if position % 3 == 0 else []
        arguments += ["--model", name] if position % 2 else []
    ran = run_command(
        data, arguments, suffix=".jsonl" if position % 5 == 4 else ".json", terminal=mode.lenient
    )
    assert ran.status in (0, 1, 2)
    # For a damaged stream, the part before the damage is reported.
    assert not (ran.said and ran.complained) or data.startswith(b"\x1f\x8b")
    if "--json" in arguments:
        rows = list(map(json.loads, ran.said.splitlines()))
        statuses = [2 if "error" in row else 0 if row["ok"] else 1 for row in rows]
        assert ran.status == max(statuses, default=0)
    if not mode.lenient:  # output to a terminal has colours
        assert ran.said.replace("\n", "").isprintable()
    if all_hidden(*payloads_in(data)):
        assert not is_marked(ran.said + ran.complained)


TARGETS = [
    Target("text", check_text, 10),
    Target("payload", check_payload, 12),
    Target("object", check_object, 4),
    Target("detection", check_detection, 7, 1),
    Target("records", check_records, 2, 1),
    Target("command", check_command, 1, 16),
]


def _read(payload: Any, shape: Any, mode: Mode, hidden: bool) -> Any:
    try:
        return jm.structure(payload, shape, **mode._asdict())
    except jm.ValidationError as error:
        _check_error(error, hidden)
        return None


def _check_error(error: jm.ValidationError, hidden: bool) -> None:
    text = str(error)
    assert error.problems
    assert text.count("\n") == len(error.problems)
    assert text.replace("\n", "").isprintable()
    assert all(path.startswith("$") and message for path, message in error.problems)
    assert not (hidden and (is_marked(text) or is_marked(repr(error))))


def _check_pickled(error: jm.ValidationError, hidden: bool) -> None:
    pickled = pickle.dumps(error)
    assert pickle.loads(pickled).problems == error.problems
    assert not (hidden and is_marked(pickled.decode("latin-1")))


def _evidence_was_dropped(again: Any, obj: Any, mode: Mode) -> bool:
    """Whether dropping unknown keys has changed the chosen member of a union."""
    return mode.unknown_keys == "drop" and _classes(again) != _classes(obj)


def _check_lossless(obj: Any, payload: Any, shape: Any, mode: Mode) -> None:
    expected = _canonical(payload)
    written = [_canonical(jm.unstructure(obj, case=case)) for case in ("snake", "camel")]
    if expected in written:
        return
    again = jm.structure(jm.unstructure(obj), shape, lenient=mode.lenient)
    assert again == obj
    mixed = len(cases_of(payload, type(obj))) == 2
    files = payload.get("training_files", payload.get("trainingFiles"))
    early = mode.lenient and "JobIn" in type(obj).__name__ and files
    assert mixed or (early and any(isinstance(item, str) for item in files))


def _classes(value: Any) -> list[type]:
    """Returns the classes of an object and of its inner objects, in order."""
    if isinstance(value, tuple):
        return [cls for item in value for cls in _classes(item)]
    if not isinstance(value, Record):
        return []
    held = tuple(getattr(value, field.name) for field in spec_of(type(value)).fields)
    return [type(value), *_classes(held)]


def _canonical(payload: Any) -> str:
    return json.dumps(payload, sort_keys=True)


def _fingerprint(payload: Any) -> bytes:
    # Version 2: the output of later versions depends on other references to the same strings.
    return marshal.dumps(payload, 2)
