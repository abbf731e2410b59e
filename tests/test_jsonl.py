"""``iter_jsonl`` and ``dump_jsonl``: archives of any size and content, plain and gzip."""

from __future__ import annotations

import gc
import gzip
import io
import json
import os
import stat
import tempfile
import threading
import tracemalloc
import zlib
from contextlib import ExitStack, contextmanager, suppress
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import API_KEY, CASES, JOB

import jobmodels as jm
from jobmodels import v2026
from jobmodels.files import atomic, gunzip, jsonl, lines
from jobmodels.records.editions import RECORDS

REQUEST = {"model": "open-mistral-7b", "hyperparameters": {"training_steps": 10}}
BAD = {**REQUEST, "hyperparameters": 5, "auto_start": True, "training_files": []}
GOOD = [jm.read_record(REQUEST), JOB.obj, jm.read_record({"details": "n\u00f8ne"})]
TEXT = "".join(jm.dumps(record) + "\n" for record in GOOD)
DATA = TEXT.encode()
POSIX = pytest.mark.skipif(os.name == "nt", reason="needs POSIX files")


def many(count, times=1):
    """Returns ``count`` different requests, which do not compress to almost nothing."""
    for number in range(count):
        yield {**REQUEST, "suffix": f"{zlib.crc32(b'%d' % number):x}" * times}


def jsonl_of(payloads):
    return "".join(json.dumps(payload) + "\n" for payload in payloads).encode()


def packed(data, name=""):
    out = io.BytesIO()
    with gzip.GzipFile(name, "wb", fileobj=out, mtime=0) as file:
        file.write(data)
    return out.getvalue()


def until_it_fails(results):
    """Returns the results before the error, and the error, or None."""
    read = []
    try:
        for result in results:
            read.append(result)
    except OSError as error:
        return read, error
    return read, None


class Dribble:
    """A file with a single method, which returns one byte or character at a time."""

    def __init__(self, content):
        self._content = content
        self._pieces = (content[at : at + 1] for at in range(len(content)))

    def read(self, size):
        assert size > 0
        return next(self._pieces, self._content[:0])


# Reading: sources.


@contextmanager
def pipe_of(data):
    outlet, inlet = os.pipe()

    def write():
        with open(inlet, "wb") as file:
            file.write(data)

    writer = threading.Thread(target=write)
    writer.start()
    with open(outlet, "rb") as file:
        yield file
    writer.join()


@contextmanager
def temporary(make, data):
    with make() as file:
        file.write(data)
        file.seek(0)
        yield file


@contextmanager
def source_of(data, how, folder):
    path = folder / "archive"
    path.write_bytes(data)
    if how in ("str", "Path"):
        yield path if how == "Path" else str(path)
    elif how in ("buffered", "unbuffered"):
        with open(path, "rb", buffering=-1 if how == "buffered" else 0) as file:
            yield file
    elif how == "dribble":
        yield Dribble(data)
    else:
        makers = {
            "temporary": lambda: temporary(tempfile.NamedTemporaryFile, data),
            "spooled": lambda: temporary(tempfile.SpooledTemporaryFile, data),
            "pipe": lambda: pipe_of(data),
            "BytesIO": lambda: io.BytesIO(data),
        }
        with makers[how]() as file:
            yield file


HOWS = "str Path buffered unbuffered temporary spooled pipe BytesIO dribble".split()
FORMS = {
    "plain": DATA,
    "without a last line end": DATA[:-1],
    "with the line ends of Windows": DATA.replace(b"\n", b"\r\n"),
    "with a byte order mark": b"\xef\xbb\xbf" + DATA,
    "gzip": packed(DATA),
    "gzip with a name in it": packed(DATA, "archive.jsonl"),
    "gzip with a byte order mark": packed(b"\xef\xbb\xbf" + DATA),
    "members": b"".join(packed(line) for line in DATA.splitlines(keepends=True)),
    "members that cut lines": packed(DATA[:50]) + packed(b"") + packed(DATA[50:]),
    "members among zeros": packed(DATA[:50]) + b"\0" * 3 + packed(DATA[50:]) + b"\0" * 512,
}


@pytest.mark.parametrize("how", HOWS)
@pytest.mark.parametrize("form", FORMS)
def test_an_archive_is_read_wherever_it_comes_from(how, form, tmp_path):
    with source_of(FORMS[form], how, tmp_path) as source:
        assert list(jm.iter_jsonl(source)) == GOOD


@pytest.mark.parametrize("text", [TEXT, TEXT[:-1], "\ufeff" + TEXT, TEXT.replace("\n", "\r\n")])
def test_text_files_are_read_as_well(text, tmp_path):
    path = tmp_path / "archive.txt"
    path.write_text(text, encoding="utf-8", newline="")
    with open(path, encoding="utf-8") as file:
        assert list(jm.iter_jsonl(file)) == GOOD
    assert list(jm.iter_jsonl(io.StringIO(text))) == GOOD
    assert list(jm.iter_jsonl(Dribble(text))) == GOOD


@pytest.mark.parametrize("data", [b"", b"\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\r\n \n", packed(b"")])
def test_an_archive_without_a_record(data):
    assert list(jm.iter_jsonl(io.BytesIO(data))) == []


@pytest.mark.parametrize("count", [1, 100, 1000])
def test_large_members_follow_one_another(count, monkeypatch):
    # Unpacked in many steps, the last of which reaches the next member.
    monkeypatch.setattr(gunzip, "_MAX_COUNT", 1000)
    data = packed(jsonl_of(many(count)))
    for read in (lines._CHUNK, 100):
        monkeypatch.setattr(lines, "_CHUNK", read)
        results = jm.iter_jsonl(io.BytesIO(data * 3), jm.JobIn)
        assert [record.suffix for record in results] == [p["suffix"] for p in many(count)] * 3


def test_lines_are_given_as_they_come(tmp_path):
    outlet, inlet = os.pipe()
    with open(outlet, "rb") as file, open(inlet, "wb") as writer:
        results = jm.iter_jsonl(file)
        for record in GOOD:
            writer.write(jm.dumps(record).encode() + b"\n")
            writer.flush()
            assert next(results) == record


# Reading: content.


def test_bad_records_are_errors_with_the_positions_of_their_lines():
    data = b"\n".join(
        [
            json.dumps(REQUEST).encode(),
            b"",
            b"{no",
            json.dumps(BAD).encode(),
            b'{"model": "\xff"}',
            b'{"details": "a", "details": "b"}',
            b" \r",
            b'{"details": "a"}',
        ]
    )
    for source in (data, packed(data)):
        first, *errors, last = jm.iter_jsonl(io.BytesIO(source))
        assert (type(first), type(last)) == (jm.JobIn, jm.LegacyJobMetadataOut)
        assert {error.position: str(error.problems[0]) for error in errors} == {
            2: "$: not JSON: Expecting property name enclosed in double quotes (column 2)",
            3: "$.hyperparameters: expected an object, found a number",
            4: "$: not UTF-8: byte 11 cannot be decoded",
            5: "$.details: duplicate key",
        }
        assert list(map(str, errors)) == [
            str(result)
            for result in jm.read_records(data.split(b"\n"))
            if isinstance(result, jm.RecordError)
        ]


def test_bad_utf_8_ends_a_text_file(tmp_path):
    path = tmp_path / "archive.txt"
    path.write_bytes(DATA + b"\xff\n")
    with open(path, encoding="utf-8") as file, pytest.raises(UnicodeDecodeError):
        list(jm.iter_jsonl(file))


def test_records_are_read_as_a_class_that_is_named():
    payloads = [JOB.snake, {**JOB.camel, "status": "PAUSED", "region": "eu"}, REQUEST]
    data = jsonl_of(payloads)

    def read(cls, **options):
        return list(jm.iter_jsonl(io.BytesIO(data), cls, **options))

    good, unknown_status, request = read(jm.JobOut)
    assert good == JOB.obj
    assert [problem.path for problem in unknown_status.problems] == ["$.status"]
    assert (request.position, request.subject) == (2, "JobOut")
    good, unknown_status, request = read(jm.JobOut, lenient=True, unknown_keys="drop")
    assert (good, unknown_status.status) == (JOB.obj, "PAUSED")
    assert not unknown_status.additional_properties
    assert request.id is jm.UNSET
    _, error, _ = read(jm.JobOut, lenient=True, unknown_keys="forbid")
    assert str(error) == "item 1: JobOut: 1 problem\n  $.region: unknown key"
    assert read(jm.CreateJobResponse)[0] == JOB.obj
    twice = io.BytesIO(b'{"details": "a", "details": "b", "object": "job.metadata"}')
    (error,) = jm.iter_jsonl(twice, jm.CreateJobResponse)
    assert str(error).startswith("item 0: JobOut | LegacyJobMetadataOut: 1 problem\n  $.details: ")


def test_errors_hide_secrets():
    record = {**REQUEST, "integrations": [{"type": "wandb", "project": "p", "api_key": [API_KEY]}]}
    (error,) = jm.iter_jsonl(io.BytesIO(jsonl_of([record])))
    assert isinstance(error, jm.RecordError)
    assert API_KEY not in f"{error} {error!r}"


# Reading: errors of the file.


@pytest.mark.parametrize("source", [None, 5, b"archive", DATA, [DATA], iter([DATA]), REQUEST])
def test_what_is_no_source_is_refused_at_once(source):
    with pytest.raises(TypeError, match="expected a path or an open file, not"):
        jm.iter_jsonl(source)


def test_a_file_of_something_else_is_refused():
    class Numbers:
        def read(self, size):
            return [size]

    with pytest.raises(TypeError, match="expected a file of bytes or text, not of an array"):
        list(jm.iter_jsonl(Numbers()))


def test_what_cannot_be_opened_fails_at_once(tmp_path):
    with pytest.raises(FileNotFoundError, match="nowhere"):
        jm.iter_jsonl(tmp_path / "nowhere.jsonl")
    with pytest.raises(OSError, match=tmp_path.name):
        jm.iter_jsonl(tmp_path)


@pytest.mark.parametrize(
    ("arguments", "options", "error"),
    [
        ([dict], {}, TypeError),
        ([jm.Status], {}, TypeError),
        ([jm.JobOut], {"unknown_keys": "ignore"}, ValueError),
        ([], {"lenient": True}, TypeError),
        ([], {"unknown_keys": "drop"}, TypeError),
        ([None], {"unknown_keys": "ignore"}, TypeError),
    ],
)
def test_a_wrong_class_or_option_is_refused_at_once(arguments, options, error, tmp_path):
    # Before the file is opened, so a missing file raises nothing.
    with pytest.raises(error):
        jm.iter_jsonl(tmp_path / "nowhere", *arguments, **options)


MANY = packed(jsonl_of(many(5000)))


@pytest.mark.parametrize("how", ["str", "BytesIO", "dribble"])
@pytest.mark.parametrize("cut", [2, 10, 18, 1000, 30_000, len(MANY) - 8, len(MANY) - 1])
def test_a_stream_that_ends_too_early(how, cut, tmp_path):
    # The expected content: the standard library unpacks the same bytes one by one.
    stream = zlib.decompressobj(wbits=31)
    whole = stream.decompress(MANY[:cut]).count(b"\n")
    with source_of(MANY[:cut], how, tmp_path) as source:
        read, error = until_it_fails(jm.iter_jsonl(source))
    assert type(error) is gzip.BadGzipFile
    assert str(error) == f"the gzip data is truncated, after line {whole}"
    assert [record.suffix for record in read] == [p["suffix"] for p in islice(many(5000), whole)]


def test_not_a_byte_is_lost_where_a_stream_ends_too_early(monkeypatch):
    # A few packed bytes unpack to many, so output remains after all the input has been consumed.
    monkeypatch.setattr(gunzip, "_MAX_COUNT", 64)
    data = packed(jsonl_of([REQUEST]) * 100)
    for cut in range(20, len(data)):
        whole = zlib.decompressobj(wbits=31).decompress(data[:cut]).count(b"\n")
        read, error = until_it_fails(jm.iter_jsonl(io.BytesIO(data[:cut]), jm.JobIn))
        assert len(read) == whole
        assert error


@pytest.mark.parametrize("how", ["str", "BytesIO", "dribble"])
@pytest.mark.parametrize("position", [2, 3, 20, 1000, 30_000, len(MANY) - 6, len(MANY) - 1])
def test_a_stream_that_is_damaged(how, position, tmp_path):
    data = bytearray(MANY)
    data[position] ^= 0xFF
    data += MANY  # nothing after the damage is reliable
    stream = zlib.decompressobj(wbits=31)
    unpacked = bytearray()
    with suppress(zlib.error):
        for at in range(len(data)):
            unpacked += stream.decompress(data[at : at + 1])
    with source_of(bytes(data), how, tmp_path) as source:
        read, error = until_it_fails(jm.iter_jsonl(source))
    whole = unpacked.count(b"\n")
    assert type(error) is gzip.BadGzipFile
    assert str(error) == f"the gzip data is damaged, after line {whole}"
    expected = list(jm.read_records(bytes(unpacked).split(b"\n")[:whole]))
    assert list(map(str, read)) == list(map(str, expected))


@pytest.mark.parametrize("rest", [b"\n", b"\x1f", b"more", b"\0\x1f\x8a", DATA])
def test_what_follows_a_stream_is_not_passed_over_in_silence(rest):
    read, error = until_it_fails(jm.iter_jsonl(io.BytesIO(packed(DATA) + rest)))
    assert read == GOOD
    assert type(error) is gzip.BadGzipFile
    assert str(error).endswith(", after line 3")


# Reading: files and memory.


@pytest.fixture
def opened(monkeypatch):
    """The files that the package has opened."""
    files = []

    def remember(*arguments, **options):
        files.append(open(*arguments, **options))  # noqa: SIM115 - tests check that it is closed
        return files[-1]

    monkeypatch.setattr(jsonl, "open", remember, raising=False)
    return files


@pytest.mark.parametrize("count", [0, 1, 3])
@pytest.mark.parametrize("end", ["close", "drop"])
def test_a_file_is_closed_where_reading_ends(count, end, opened, tmp_path):
    path = tmp_path / "archive"
    path.write_bytes(DATA)
    results = jm.iter_jsonl(path)
    assert list(islice(results, count)) == GOOD[:count]
    (file,) = opened
    assert not file.closed
    if end == "close":
        results.close()
    else:
        del results
        gc.collect()
    assert file.closed


def test_a_file_is_closed_at_its_end_and_at_an_error(opened, tmp_path):
    path = tmp_path / "archive"
    path.write_bytes(DATA)
    assert list(jm.iter_jsonl(path)) == GOOD
    path.write_bytes(packed(DATA)[:-1])
    assert until_it_fails(jm.iter_jsonl(path))[1]
    assert [file.closed for file in opened] == [True, True]


def test_a_file_that_was_passed_in_stays_open():
    for file in (io.BytesIO(DATA), io.StringIO(TEXT), io.BytesIO(packed(DATA)[:-1])):
        until_it_fails(jm.iter_jsonl(file))
        results = jm.iter_jsonl(file)
        results.close()
        assert not file.closed


@pytest.mark.parametrize("pack", [bytes, packed, bytes.decode], ids=["plain", "gzip", "text"])
@pytest.mark.parametrize("length", [199, 200, 201, 1000, 300_000])
def test_a_line_that_is_too_long_is_an_error_and_skipped(pack, length, monkeypatch):
    monkeypatch.setattr(lines, "MAX_LENGTH", 200)
    line = json.dumps({"details": "x" * (length - 15)}).encode()
    assert len(line) == length
    request = json.dumps(REQUEST).encode()
    data = pack(b"\n".join([line, request, line, b"", line]))
    file = io.StringIO(data) if isinstance(data, str) else io.BytesIO(data)
    results = list(jm.iter_jsonl(file))
    if length <= 200:
        assert not any(isinstance(result, jm.RecordError) for result in results)
        return
    assert [getattr(result, "position", None) for result in results] == [0, None, 2, 4]
    assert results[0].problems == (
        jm.Problem("$", "expected a record of at most 67,108,864 bytes, found a longer one"),
    )


def peak_of(function):
    """Returns the peak memory use of a function, in bytes."""
    gc.collect()
    tracemalloc.start()
    try:
        function()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.environment
def test_a_small_file_that_holds_a_huge_line_does_not_fill_the_memory(monkeypatch):
    monkeypatch.setattr(lines, "MAX_LENGTH", 1 << 20)
    bomb = packed(b" " * (64 << 20) + b"\n" + DATA)
    assert len(bomb) < 1 << 17

    def read():
        first, *others = jm.iter_jsonl(io.BytesIO(bomb))
        assert isinstance(first, jm.RecordError)
        assert others == GOOD

    assert peak_of(read) < 8 << 20


@pytest.mark.environment
@pytest.mark.parametrize("name", ["archive.jsonl", "archive.jsonl.gz"])
def test_memory_does_not_grow_with_the_archive(name, tmp_path):
    source, target = tmp_path / name, tmp_path / f"copy-{name}"

    def copy():
        results = jm.iter_jsonl(source)
        jm.dump_jsonl((r for r in results if not isinstance(r, jm.RecordError)), target)

    peaks = []
    for count in (10, 1000, 10_000):  # the first run does all one-time work
        good = jsonl_of(many(count, times=100))
        data = good.replace(b'10}, "suffix": "a', b'0.5}, "suffix": "')  # some bad ones
        source.write_bytes(packed(data) if name.endswith(".gz") else data)
        peaks.append(peak_of(copy))
        assert 0.8 * count < sum(1 for _ in jm.iter_jsonl(target)) < count or count == 10
    # Python keeps a limited number of freed objects for reuse.
    assert peaks[2] < peaks[1] + len(data) / 10


# Writing.


@pytest.mark.parametrize("case", ["snake", "camel"])
@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.GZ", "archive"])
def test_records_are_written_one_a_line(case, name, tmp_path):
    target = tmp_path / name
    assert jm.dump_jsonl(iter(GOOD), str(target), case=case) == 3
    data = target.read_bytes()
    assert data.startswith(b"\x1f\x8b") == name.lower().endswith(".gz")
    text = (gzip.decompress(data) if name.lower().endswith(".gz") else data).decode()
    assert text == "".join(jm.dumps(record, case=case) + "\n" for record in GOOD)
    assert list(jm.iter_jsonl(target)) == GOOD
    assert os.listdir(tmp_path) == [name]
    assert jm.dump_jsonl([], target) == 0
    assert list(jm.iter_jsonl(target)) == []


def test_gzip_is_the_same_bytes_each_time(tmp_path):
    first, second = tmp_path / "first.gz", tmp_path / "second.gz"
    for target in (first, second):
        jm.dump_jsonl(GOOD, target)
    assert first.read_bytes() == second.read_bytes()
    flags, mtime = first.read_bytes()[3], first.read_bytes()[4:8]
    assert (flags, mtime) == (0, bytes(4))


def test_an_open_file_is_written_to_and_stays_open(tmp_path):
    class Bare:
        def __init__(self):
            self.data = b""

        def write(self, data):
            self.data += data

    bare, binary, text = Bare(), io.BytesIO(b"before"), io.StringIO()
    binary.seek(0, io.SEEK_END)
    assert [jm.dump_jsonl(GOOD, file) for file in (bare, binary, text)] == [3, 3, 3]
    assert bare.data == DATA
    assert binary.getvalue() == b"before" + DATA
    assert text.getvalue() == TEXT
    for mode in ("wb", "w"):
        with open(tmp_path / "a", mode, **({} if "b" in mode else {"encoding": "utf-8"})) as file:
            jm.dump_jsonl(GOOD, file)
            jm.dump_jsonl(GOOD, file)
        assert list(jm.iter_jsonl(tmp_path / "a")) == GOOD * 2
    with gzip.open(tmp_path / "b", "wb") as file:
        jm.dump_jsonl(GOOD, file)
    assert list(jm.iter_jsonl(tmp_path / "b")) == GOOD


def test_a_raw_file_that_takes_a_part_gets_the_rest():
    class Narrow(io.RawIOBase):
        data = b""

        def write(self, data):
            self.data += bytes(data[:7])
            return min(7, len(data))

    narrow = Narrow()
    assert jm.dump_jsonl(GOOD, narrow) == 3
    assert narrow.data == DATA


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-8"])
def test_a_text_file_without_a_buffer_has_one_byte_order_mark(encoding, tmp_path):
    with open(tmp_path / "a", "wb", buffering=0) as raw:
        file = io.TextIOWrapper(raw, encoding, write_through=True)
        jm.dump_jsonl(GOOD, file)
        jm.dump_jsonl(GOOD, file)
        assert (tmp_path / "a").read_bytes().decode(encoding) == (TEXT * 2).replace(
            "\n", os.linesep
        )


def test_an_archive_can_be_rewritten_in_place(tmp_path):
    for name in ("a.jsonl", "a.jsonl.gz"):
        path = tmp_path / name
        jm.dump_jsonl(GOOD * 1000, path)
        assert jm.dump_jsonl(jm.iter_jsonl(path), path, case="camel") == 3000
        assert list(jm.iter_jsonl(path)) == GOOD * 1000


SAME_FILE = {
    "path and file": lambda path, opened: (path, opened(path, "r+b")),
    "two files": lambda path, opened: (opened(path, "rb"), opened(path, "ab")),
    "text and bytes": lambda path, opened: (opened(path, "r"), opened(path, "r+b")),
    "in memory": lambda _, opened: (file := io.BytesIO(DATA), file),
    "text in memory": lambda _, opened: (file := io.StringIO(TEXT), file),
    "layers": lambda _, opened: (file := io.BytesIO(DATA), io.TextIOWrapper(file, "utf-8")),
}


@pytest.mark.parametrize("make", SAME_FILE.values(), ids=SAME_FILE)
@pytest.mark.parametrize("is_begun", [True, False])
def test_a_file_that_is_read_is_not_written(make, is_begun, tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(DATA)
    with ExitStack() as stack:
        source, target = make(path, lambda *options: stack.enter_context(open(*options)))
        records = jm.iter_jsonl(source)
        if is_begun:
            next(records)
        with pytest.raises(ValueError, match="the file that is read is also the target"):
            jm.dump_jsonl(records, target)
    assert path.read_bytes() == DATA


def test_another_file_is_written_while_one_is_read(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(DATA)
    records = jm.iter_jsonl(path)
    next(records)
    with open(path, "ab") as log:  # while the file is read, but not with its records
        assert jm.dump_jsonl(GOOD, log) == 3
    with open(tmp_path / "b.jsonl", "wb") as other:
        assert jm.dump_jsonl(records, other) == 5


def failing(error):
    yield from GOOD
    raise error


BROKEN = jm.structure({"total": 1, "x": "\ud800"}, jm.JobsOut)
REFUSED = [
    (lambda: failing(OSError("the disk is gone")), OSError, "the disk is gone"),
    (lambda: failing(KeyboardInterrupt()), KeyboardInterrupt, "^$"),
    (lambda: [*GOOD, jm.RecordError("JobIn", [], 7)], jm.RecordError, "item 7: JobIn"),
    (lambda: jm.read_records([REQUEST, BAD]), jm.RecordError, "item 1: JobIn: 1 problem"),
    (lambda: [*GOOD, BROKEN], jm.ValidationError, "item 3: JobsOut: 1 problem\n  \\$.x: a string"),
    (lambda: [*GOOD, REQUEST], TypeError, "expected an object of this package's classes"),
    (lambda: [*GOOD, None], TypeError, "expected an object of this package's classes"),
    (lambda: JOB.obj, TypeError, "expected an iterable of objects, not one JobOut"),
    (lambda: jm.FrozenDict({"a": 1}), TypeError, "expected an iterable of objects, not one Froz"),
    (lambda: 5, TypeError, "not iterable"),
]


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz"])
@pytest.mark.parametrize(("make", "kind", "words"), REFUSED)
def test_what_fails_leaves_everything_as_it_was(name, make, kind, words, tmp_path):
    target = tmp_path / name
    with pytest.raises(kind, match=words):
        jm.dump_jsonl(make(), target)
    assert os.listdir(tmp_path) == []
    target.write_bytes(b"as it was")
    with pytest.raises(kind, match=words):
        jm.dump_jsonl(make(), target)
    assert os.listdir(tmp_path) == [name]
    assert target.read_bytes() == b"as it was"


def test_what_is_no_target_is_refused(tmp_path):
    for target in (None, 5, b"a", [], REQUEST):
        with pytest.raises(TypeError, match="expected a path or an open file, not"):
            jm.dump_jsonl(GOOD, target)
    with pytest.raises(ValueError, match="case must be"):
        jm.dump_jsonl([], tmp_path / "a", case="kebab")
    with pytest.raises(FileNotFoundError, match=r"there.a\.jsonl'$"):
        jm.dump_jsonl(GOOD, tmp_path / "not" / "there" / "a.jsonl")
    with pytest.raises(OSError, match=tmp_path.name):
        jm.dump_jsonl(GOOD, tmp_path)
    assert os.listdir(tmp_path) == []


@POSIX
def test_a_file_keeps_its_permissions_and_a_new_one_has_those_of_any(tmp_path):
    target, usual = tmp_path / "a.jsonl", tmp_path / "usual"
    for mask in (0o022, 0o027, 0o077):
        before = os.umask(mask)
        try:
            usual.write_text("")
            jm.dump_jsonl(GOOD, target)
        finally:
            os.umask(before)
        assert target.stat().st_mode == usual.stat().st_mode == stat.S_IFREG | 0o666 & ~mask
        target.unlink()
        usual.unlink()
    target.write_text("")
    for mode in (0o600, 0o640, 0o666):
        target.chmod(mode)
        jm.dump_jsonl(GOOD, target)
        assert stat.S_IMODE(target.stat().st_mode) == mode


@POSIX
def test_nobody_else_can_read_a_private_file_while_it_is_written(tmp_path):
    target = tmp_path / "a.jsonl"
    target.write_text("")
    target.chmod(0o600)

    def looking():
        (other,) = set(os.listdir(tmp_path)) - {"a.jsonl"}
        assert stat.S_IMODE((tmp_path / other).stat().st_mode) == 0o600
        yield from GOOD

    assert jm.dump_jsonl(looking(), target) == 3


@POSIX
def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "store").mkdir()
    link, real = tmp_path / "a.jsonl", tmp_path / "store" / "real"
    link.symlink_to(real)
    for records in (GOOD, GOOD * 2):
        jm.dump_jsonl(records, link)
        assert link.is_symlink()
        assert not real.is_symlink()
        assert list(jm.iter_jsonl(real)) == records


@POSIX
def test_a_pipe_is_written_to_and_not_replaced(tmp_path):
    # Devices are handled like pipes. Not tested with a device: a failure would replace a real one.
    fifo = tmp_path / "fifo.gz"
    os.mkfifo(fifo)
    with open(os.open(fifo, os.O_RDONLY | os.O_NONBLOCK), "rb") as outlet:
        assert jm.dump_jsonl(GOOD, fifo) == 3
        assert list(jm.iter_jsonl(outlet)) == GOOD
    assert stat.S_ISFIFO(fifo.stat().st_mode)


def test_a_file_that_may_not_be_written_is_not_replaced(tmp_path, monkeypatch):
    target = tmp_path / "a.jsonl"
    target.write_bytes(b"as it was")

    def guarded(path, mode):
        if Path(path).samefile(target):
            raise PermissionError(13, "Permission denied", path)
        return open(path, mode)

    monkeypatch.setattr(atomic, "open", guarded, raising=False)
    with pytest.raises(PermissionError):
        jm.dump_jsonl(GOOD, target)
    assert os.listdir(tmp_path) == ["a.jsonl"]
    assert target.read_bytes() == b"as it was"


# The lines of batch files.

BATCH_LINES = {
    v2026.BatchRequest: '{"custom_id": "a", "body": {"input": "x"}}',
    v2026.BatchResult: '{"id": "r", "custom_id": "a", "response": null, "error": "no answer"}',
}


@pytest.mark.parametrize("cls", BATCH_LINES)
def test_a_batch_file_is_read_with_and_without_its_class(cls):
    line = BATCH_LINES[cls]
    text = "\n".join([line, "{", line.replace(": ", ":"), '{"custom_id": 5}', line])
    for class_ in (None, cls):
        good, cut, same, bad, last = jm.iter_jsonl(io.StringIO(text), class_)
        assert type(good) is cls
        assert good == same == last
        assert [error.position for error in (cut, bad)] == [1, 3]


# Both ways.

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    # Includes line ends, marks, and separators that other tools treat as line ends.
    | st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\n\r\0\ufeff\u2028\x85")),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=5,
)
RECORD_CASES = [case for case in CASES if type(case.obj) in RECORDS]


def with_unknown_keys(parts):
    """Returns a payload with unknown keys, if it is then still surely a record."""
    payload = {**parts[0], **parts[1]}
    try:
        jm.detect(payload)
    except jm.ValidationError:
        return parts[0]
    return payload


PAYLOADS = st.tuples(
    st.sampled_from([payload for case in RECORD_CASES for payload in (case.snake, case.camel)]),
    st.dictionaries(st.text(max_size=3).map("x-{}".format), JSON),
).map(with_unknown_keys)


@settings(deadline=None, max_examples=40)
@given(st.lists(PAYLOADS, max_size=8), st.sampled_from(["snake", "camel"]))
def test_whatever_is_written_comes_back(payloads, case):
    records = list(map(jm.read_record, payloads))
    with tempfile.TemporaryDirectory() as folder:
        for name in ("a.jsonl", "a.jsonl.gz"):
            path = Path(folder, name)
            assert jm.dump_jsonl(records, path, case=case) == len(records)
            assert list(jm.iter_jsonl(path)) == records
            assert path.read_bytes().count(b"\n") == len(records) or name.endswith(".gz")
            with open(path, "rb") as file:
                assert list(jm.iter_jsonl(file)) == records
    for file in (io.BytesIO(), io.StringIO(newline="")):
        assert jm.dump_jsonl(records, file, case=case) == len(records)
        file.seek(0)
        assert list(jm.iter_jsonl(file)) == records
