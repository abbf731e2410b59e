"""The texts of archives: JSON Lines, objects over several lines, one array, and other formats."""

from __future__ import annotations

import gzip
import io
import json
import pickle
import time
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import JOB

import jobmodels as jm
from jobmodels.files import lines
from jobmodels.records import texts

BASE = {"id": "a", "status": "SUCCESS", "model": "m", "trained_tokens": 5}


def job(name, **changes):
    return {**BASE, "id": name, **changes}


def line(name):
    return json.dumps(job(name))


def over_lines(payload, indent=2):
    return json.dumps(payload, indent=indent)


class Dribble:
    """A file with a single method, which returns one byte at a time."""

    def __init__(self, data):
        self._bytes = (data[at : at + 1] for at in range(len(data)))

    def read(self, size):
        return next(self._bytes, b"")


def outcome(results):
    """Returns the IDs of the records, and for each error its position and first problem."""
    return [
        (result.position, str(result.problems[0])) if isinstance(result, jm.RecordError)
        else result.id
        for result in results
    ]  # fmt: skip


def read(data):
    """Returns the outcome for a text, which must be the same from all sources."""
    data = data if isinstance(data, bytes) else data.encode()
    read = outcome(jm.iter_jsonl(io.BytesIO(data)))
    sources = [io.BytesIO(gzip.compress(data)), Dribble(data)]
    iterables = [io.BytesIO(data), data.split(b"\n"), bytearray(data).split(b"\n")]
    try:
        text = data.decode()
    except UnicodeDecodeError:
        pass
    else:
        sources.append(io.StringIO(text))
        iterables.append(text.split("\n"))
    for source in sources:
        assert outcome(jm.iter_jsonl(source)) == read
    for iterable in iterables:
        assert outcome(jm.read_records(iterable)) == read
    return read


# Texts of every form.

GOOD = {
    "lines": "\n".join(map(line, "abc")),
    "lines that are indented": "\n".join("  " + line(name) for name in "abc"),
    "jq": "\n".join(over_lines(job(name)) for name in "abc"),
    "jq --tab": "\n".join(over_lines(job(name), "\t") for name in "abc"),
    "without indentation": "\n".join(over_lines(job(name), 0) for name in "abc"),
    "without a line end between them": "".join(over_lines(job(name)) for name in "abc"),
    "blank lines between them": "\n\n \n".join(over_lines(job(name)) for name in "abc"),
    "both forms": "\n".join([line("a"), over_lines(job("b")), line("c")]),
    "an array in a line": json.dumps([job(name) for name in "abc"]),
    "an array of lines": "[\n" + ",\n".join(map(line, "abc")) + "\n]\n",
    "an array with commas first": "[" + line("a") + "\n," + line("b") + "\n," + line("c") + "\n]",
    "an array over lines": over_lines([job(name) for name in "abc"]),
    "an array after white space": "  [ \n\n " + ", ".join(map(line, "abc")) + "]",
}


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("form", GOOD)
def test_an_archive_may_have_any_of_these_forms(form, end, mark):
    assert read(mark + GOOD[form].replace("\n", end)) == ["a", "b", "c"]


def test_a_page_over_several_lines():
    page = {"object": "list", "total": 2, "data": [job("a"), job("b")]}
    for indent in (0, 4):
        (read,) = jm.iter_jsonl(io.StringIO(over_lines(page, indent)))
        assert isinstance(read, jm.JobsOut)
        assert len(read.data) == 2


@pytest.mark.parametrize("before", ["\ufeff", "\ufeff\n", "\n\ufeff", "\n\ufeff\n"])
def test_a_byte_order_mark_may_be_in_a_blank_line(before):
    assert read(before) == []
    assert read(before + line("a")) == read(f"{before}[{line('a')}]") == ["a"]


def test_a_long_array_may_begin_with_a_byte_order_mark(monkeypatch):
    monkeypatch.setattr(lines, "MAX_LENGTH", 50)
    text = f"\ufeff[{line('a')}]"
    for source in (io.BytesIO(text.encode()), io.StringIO(text)):
        assert outcome(jm.iter_jsonl(source)) == ["a"]


def test_an_empty_array_has_no_record():
    for text in ("[]", " [\n]\n", "\ufeff[ ]"):
        assert read(text) == []


def test_records_are_read_as_a_class_that_is_named():
    text = "\n".join([over_lines(JOB.snake), over_lines({**JOB.snake, "region": "eu"})])
    for data in (text, f"[{text}]".replace("}\n{", "},\n{")):
        good, error = jm.iter_jsonl(io.StringIO(data), jm.JobOut, unknown_keys="forbid")
        assert good == JOB.obj
        assert str(error.problems[0]) == "$.region: unknown key"
        assert error.position == (1 if data != text else over_lines(JOB.snake).count("\n") + 1)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.dictionaries(
            st.text(max_size=3).map("x-{}".format),
            st.recursive(
                st.none() | st.integers(-(10**20), 10**20) | st.text('{}[],:"\\\n a', max_size=4),
                lambda inner: (
                    st.lists(inner, max_size=3)
                    | st.dictionaries(st.text('{}[],:"\\', max_size=2), inner, max_size=3)
                ),
                max_leaves=8,
            ),
            max_size=3,
        ),
        max_size=6,
    ),
    st.sampled_from([None, 0, 1, 4]),
)
def test_whatever_is_printed_is_read(extras, indent):
    payloads = [{**job("a"), **extra} for extra in extras]
    one_after_another = "\n".join(json.dumps(payload, indent=indent) for payload in payloads)
    for text in (one_after_another, json.dumps(payloads, indent=indent)):
        for source in (io.BytesIO(text.encode()), Dribble(text.encode())):
            assert [*map(jm.unstructure, jm.iter_jsonl(source))] == payloads


# Damage.

NAME = "Expecting property name enclosed in double quotes"
CUT = ['{"id": "a",', '{"id": "a"', '{"id":', '{"id', '{"files": [', '{"a": {', '[{"a":', "{", "["]


DAMAGED = [*CUT, "oops", '{"id": "a"} x', '{"id": "a"}{}', "]", '{"a": 1,}']


# As the first line, the beginning of an array is one.
@pytest.mark.parametrize(
    ("cut", "before"),
    [(cut, before) for cut in DAMAGED for before in (0, 1, 3) if before or cut[0] != "["],
)
@pytest.mark.parametrize("after", [0, 1, 2, 9])
def test_a_damaged_line_is_one_error_and_stops_nothing(cut, before, after):
    head, tail = "abc"[:before], "defghijkl"[:after]
    found = read("\n".join([*map(line, head), cut, *map(line, tail)]))
    assert found[:before] == [*head]
    position, problem = found[before]
    assert position == before
    assert "not JSON" in problem
    assert found[before + 1 :] == [*tail]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_string_that_is_cut_does_not_continue_on_the_next_line(end):
    text = end.join(['{"id": "a', "oops", line("b")])
    assert [each if isinstance(each, str) else each[0] for each in read(text)] == [0, 1, "b"]


@pytest.mark.parametrize("space", ["\u2028", "\x85", "\xa0", "\x0c", "\x1c"])
def test_only_white_space_of_json_is_white_space(space):
    assert len(read(f"{space}[{line('a')}]")) == 1
    assert len(read(f'{space}{{\n"id": 1\n}}\n')) == 3
    assert read(f"[{line('a')},{space}{line('b')}]")[0] == "a"
    assert len(read(f"[{line('a')},{space}{line('b')}]")) == 2


def test_a_nul_is_not_another_format():
    assert len(read(f"\0\n{line('a')}")) == 2


def test_damaged_lines_in_sequence():
    text = "\n".join(['{"a":[', '{"b":[', line("c"), "oops", '{"id": "a",', "oops", line("d")])
    assert read(text) == [
        (0, "$: not JSON: Expecting value (column 7)"),
        (1, "$: not JSON: Expecting value (column 7)"),
        "c",
        (3, "$: not JSON: Expecting value (column 1)"),
        (4, f"$: not JSON: {NAME} (line 6, column 1)"),  # with the line after it
        "d",
    ]


def test_damage_in_a_record_over_several_lines_is_one_error():
    whole = [over_lines(job(name)) for name in "abc"]
    broken = whole[1].replace('"SUCCESS"', "SUCCESS")
    where = "(line 9, column 13)"
    error = (6, f"$: not JSON: Expecting value {where}")
    assert read("\n".join([whole[0], broken, whole[2]])) == ["a", error, "c"]
    for cut in (whole[1][:-2], whole[1][:-4], "{", '{\n  "id"', '{\n  "id": "b",'):
        first, (position, problem), last = read("\n".join([whole[0], cut, whole[2]]))
        assert (first, position, last) == ("a", 6, "c")
        assert problem.startswith("$: not JSON: ")
        first, (position, _) = read("\n".join([whole[0], cut]))
        assert (first, position) == ("a", 6)


def test_text_after_a_record_over_several_lines_is_a_line():
    text = f"{over_lines(job('a'))} x\n{line('b')}"
    assert read(text) == ["a", (5, "$: not JSON: Expecting value (column 2)"), "b"]


def test_problems_of_a_record_over_several_lines_have_its_first_line():
    text = "\n".join([line("a"), over_lines(job("b", status=5)), line("c")])
    assert read(text) == ["a", (1, "$.status: expected a string, found 5"), "c"]
    assert read('{\n"details": "a",\n"details": "b"}') == [(0, "$.details: duplicate key")]
    utf = b'{\n"details":\n"\xff"\n}\n' + line("b").encode()
    assert read(utf) == [(0, "$: not UTF-8: byte 14 cannot be decoded"), "b"]


def test_a_bad_item_of_an_array_has_its_index():
    items = [job("a"), job("b", status=5), 5555555555, job("c")]  # a number that pieces cut
    for text in (json.dumps(items), over_lines(items)):
        assert read(text) == [
            "a",
            (1, "$.status: expected a string, found 5"),
            (2, "$: expected an object, found a number"),
            "c",
        ]
    item = ('{"x": 1, "x": 2, "y": "\u00e9", ' + line("a")[1:]).encode()
    assert read(b"[%s, %s]" % (item, line("b").encode())) == [(0, "$.x: duplicate key"), "b"]
    damaged = b'[%s, {"id": "\xff"}, %s]' % (item, line("c").encode())
    assert read(damaged) == [
        (0, "$.x: duplicate key"),
        (1, f"$: not UTF-8: byte {len(item) + 11} cannot be decoded; the rest is not read"),
    ]


@pytest.mark.parametrize(
    ("end", "problem"),
    [
        (" ", "Expecting ',' delimiter (line 2, column 2)"),
        (", ", "Expecting value (line 2, column 3)"),
        (",oops]", "Expecting value (line 2, column 2)"),
        (', {"id": oops}]', "Expecting value (line 2, column 10)"),
        ("{}]", "Expecting ',' delimiter (line 2, column 1)"),
        ("] []", "Extra data (line 2, column 3)"),
        ("]\n" + line("c"), "Extra data (line 3, column 1)"),
    ],
)
def test_nothing_is_read_after_damage_in_an_array(end, problem):
    expected = [*"ab", (2, f"$: not JSON: {problem}; the rest is not read")]
    assert read(f"[{line('a')},{line('b')}\n{end}") == expected
    first = problem.replace("(line 2", "(line 4").replace("(line 3", "(line 5")
    assert read(f"\n\n[{line('a')},{line('b')}\n{end}")[2][1].startswith(f"$: not JSON: {first}")


def test_nesting_without_end():
    for text in ("[" * 10_000, "[{" + '"a":[' * 10_000, '{"a":[\n' * 10_000, "[\n" * 10_000):
        results = outcome(jm.iter_jsonl(io.StringIO(text + "\n" + line("a"))))
        assert results[-1] == "a" or len(results) == 1


@pytest.mark.parametrize(
    "text", [']}{"a":[\n', "[\n", "{\n", '{"a":[\n', '[\n{"a":\n', "1,\n", '{"a":1,\n']
)
def test_the_time_for_damaged_lines_grows_with_their_number(text):
    def seconds(count):
        start = time.process_time()
        for _ in jm.iter_jsonl(io.StringIO('{"a":[\n' + text * count)):
            pass
        return time.process_time() - start

    seconds(100)
    assert seconds(8000) < 30 * seconds(1000) + 0.3


# Memory.


def test_a_record_over_several_lines_has_a_limit(monkeypatch):
    monkeypatch.setattr(texts, "MAX_LENGTH", 500)
    monkeypatch.setattr(lines, "_CHUNK", 16)
    long = over_lines(job("b", x=["x"] * 500))
    expected = "$: expected a record of at most 67,108,864 bytes, found a longer one"
    assert read("\n".join([line("a"), long, line("c")])) == ["a", (1, expected), "c"]
    monkeypatch.setattr(lines, "MAX_LENGTH", 500)
    assert read(f"[{line('a')},{json.dumps(job('b', x='x' * 500))},{line('c')}]") == ["a", "b", "c"]


def test_a_damaged_gzip_file_gives_the_items_before_the_damage(monkeypatch):
    monkeypatch.setattr(lines, "_CHUNK", 16)
    data = gzip.compress(json.dumps([job(str(n)) for n in range(100)], indent=0).encode())
    results, error = [], None
    try:
        for result in jm.iter_jsonl(io.BytesIO(data[:-20])):
            results.append(result)
    except gzip.BadGzipFile as caught:
        error = caught
    assert str(error).startswith("the gzip data is truncated, after line ")
    assert len(results) > 50
    assert outcome(results[:-1]) == [*map(str, range(len(results) - 1))]
    assert results[-1].position == len(results) - 1


@pytest.mark.parametrize("cut", ["oops", '{"id": "a",', "{", '{\n "id": "a",\n'])
def test_an_exception_comes_after_the_error_of_the_line_before_it(cut):
    def lines():
        yield from cut.split("\n")
        raise OSError("the disk is gone")

    results = jm.read_records(lines())
    assert isinstance(next(results), jm.RecordError)
    with pytest.raises(OSError, match="the disk is gone"):
        next(results)


# Other formats.

REQUEST = {"model": "open-mistral-7b", "hyperparameters": {"training_steps": 10}}
UNICODE = "UTF-16 or UTF-32 text: convert it to UTF-8"
FORMATS = {
    **{
        f"{encoding} {indent}": (over_lines(REQUEST, indent).encode(encoding), UNICODE)
        for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be")
        for indent in (None, 2)
    },
    "array": (over_lines([REQUEST]).encode("utf-16-le"), UNICODE),
    "xz": (
        b"\xfd7zXZ\x00\x00\x04",
        "xz data: decompress it, or open it with lzma.open(path, 'rb')",
    ),
    "bz2": (b"BZh91AY&SY\x0b\n", "bzip2 data: decompress it, or open it with bz2.open(path, 'rb')"),
    "empty bz2": (b"BZh9\x17rE8P\x90\0\0", "bzip2 data: "),
    "zstd": (b"\x28\xb5\x2f\xfd$\x08A", "Zstandard data: decompress it"),
    "zip": (b"PK\x03\x04\x14\0\0\0\x08\0", "a zip archive: pass zipfile.Path(path, name) for"),
    "Parquet": (b"PAR1\x15\x04\x15\x0c", "a Parquet file: export its records as JSON Lines"),
    "SQLite": (b"SQLite format 3\0\x10", "an SQLite database: export its records as JSON Lines"),
    "CSV": (b"id,status,model\r\na,SUCCESS,m\r\n", "CSV: export its records as JSON Lines"),
    "CSV with an index": (b",id,status\n0,a,b\n", "CSV: export its records as JSON Lines"),
    "CSV in quotes": (b'"id";"job type"\n"1";"2"\n', "CSV: export its records as JSON Lines"),
    "CSV of JSON": (b'id,record\n1,"{""id"": 1}"\n', "CSV: export its records as JSON Lines"),
    "TSV": (b"id\tstatus\n1\t2\n", "CSV: export its records as JSON Lines"),
}


@pytest.mark.parametrize("name", FORMATS)
def test_another_format_is_named_in_one_error(name):
    data, words = FORMATS[name]
    for content in (data, b"\n" + data if name.startswith("CSV") else data):
        for results in (
            jm.iter_jsonl(io.BytesIO(content)),
            jm.iter_jsonl(Dribble(content)),
            jm.read_records(io.BytesIO(content)),
        ):
            (error,) = results
            assert isinstance(error, jm.RecordError)
            assert str(error.problems[0]).startswith(f"$: expected JSON in UTF-8, found {words}")


def test_gzip_is_named_where_it_is_not_unpacked():
    data = gzip.compress(json.dumps(REQUEST).encode())
    for results in (
        jm.read_records(io.BytesIO(data)),
        jm.iter_jsonl(io.BytesIO(gzip.compress(data))),
    ):
        (error,) = results
        assert "found gzip data: decompress it, or open it with gzip.open" in str(error)


@pytest.mark.parametrize(
    "first",
    ["oops, no", "no status, model", "id", "a;b", "ORCHID", "PK", '{"a": "\0"', "[INFO] a,id",
     "[2026-01-01 10:00:00,123] {}", '"a", "b"', '{"id":1,"status"'],
)  # fmt: skip
def test_a_damaged_first_line_is_no_format(first):
    (position, problem), *others = read("\n".join([first, *map(line, "ab")]))
    assert (position, others) == (0, ["a", "b"])
    assert "found" not in problem


def test_a_format_is_looked_for_in_the_first_line_only():
    found = read("\n".join([line("a"), "id,status", "a,b", line("b")]))
    assert [each if isinstance(each, str) else each[0] for each in found] == ["a", 1, 2, "b"]


# Paths that open their files.


def test_a_file_in_a_zip_archive(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("jobs.jsonl", GOOD["lines"])
        archive.writestr("jobs.json.gz", gzip.compress(GOOD["an array over lines"].encode()))
    for name in ("jobs.jsonl", "jobs.json.gz"):
        path = zipfile.Path(tmp_path / "a.zip", name)
        assert outcome(jm.iter_jsonl(path)) == ["a", "b", "c"]
    with pytest.raises(FileNotFoundError):  # by the call
        jm.iter_jsonl(zipfile.Path(tmp_path / "a.zip", "no"))
    (error,) = jm.iter_jsonl(tmp_path / "a.zip")
    assert "found a zip archive: pass zipfile.Path(path, name)" in str(error)


# Pages with invalid jobs.


def opened(page, *arguments, **options):
    text = json.dumps(page)
    sources = [jm.iter_jsonl(io.StringIO(text), *arguments, **options)]
    if not arguments:
        sources += [jm.read_records([page]), jm.read_records([text]),
                    jm.iter_jsonl(io.StringIO(over_lines(page)))]  # fmt: skip
    first, *others = [[*jm.open_pages(source)] for source in sources]
    for other in others:
        assert [*map(str, other)] == [*map(str, first)]
    return first


COMPLETION = {"job_type": "completion", "integrations": [], "hyperparameters": {"fim_ratio": 0.5}}
CLASSIFIER = {"job_type": "classifier", "classifier_targets": []}
PAGES = {
    "jobs": [job("a"), job("b", status=5), job("c")],
    "all are bad": [5, None, [], job("b", status=5)],
    "the first and the last": [job("a", model=[]), job("b"), job("c", id=1)],
    "camelCase": [{**JOB.camel}, {**JOB.camel, "createdAt": "now"}],
    "2026": [job("a", **COMPLETION), job("b", status=5, **CLASSIFIER), job("c", **CLASSIFIER)],
    "many": [job("a", **{"status": 5, "model": 5} if n % 99 else {}) for n in range(5200)],
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_with_invalid_jobs_is_opened(name):
    jobs = PAGES[name]
    results = opened({"object": "list", "total": len(jobs), "data": jobs})
    assert len(results) == len(jobs)
    bad = [n for n, result in enumerate(results) if isinstance(result, jm.RecordError)]
    good = [each for n, each in enumerate(jobs) if n not in {*bad}]
    page = jm.read_record({"object": "list", "total": len(jobs), "data": good})
    assert [each for each in results if not isinstance(each, jm.RecordError)] == [*page.data]
    assert bad
    for n in bad:
        assert results[n].position == 0
        assert results[n].problems
        for problem in results[n].problems:
            assert problem.path.startswith((f"$.data[{n}].", f"$.data[{n}]"))


def test_the_error_of_a_job_has_its_place():
    page = {"data": [job("a"), job("b", status=5, model=5)], "total": 2}
    results = [*jm.open_pages(jm.read_records([job("x"), page]))]
    assert [result.id for result in results[:2]] == ["x", "a"]
    assert str(results[2]) == (
        "item 1: JobsOut: 2 problems\n  $.data[1].status: expected a string, found 5\n"
        "  $.data[1].model: expected a string, found 5"
    )


def test_a_page_that_is_read_as_a_class_is_opened_with_its_options():
    page = {"object": "list", "total": 2, "data": [JOB.snake, {**JOB.snake, "region": "eu"}]}
    good, error = opened(page, jm.JobsOut, unknown_keys="forbid")
    assert good == JOB.obj
    assert str(error.problems[0]) == "$.data[1].region: unknown key"


def test_duplicate_keys_are_problems_of_their_job():
    text = f'{{"total": 2, "data": [{line("a")[:-1]}, "id": "c"}}, {line("d")}]}}'
    error, good = jm.open_pages(jm.read_records([text]))
    assert str(error.problems[0]) == "$.data[0].id: duplicate key"
    assert good.id == "d"
    text = f'{{"total": 2, "total": 3, "data": [5, {line("d")}]}}'
    (error,) = jm.open_pages(jm.read_records([text]))
    assert len(error.problems) == 2


@pytest.mark.parametrize(
    "page",
    [
        {"total": "x", "data": [job("a"), 5]},
        {"total": 1, "data": 5},
        {"total": 1, "data": [], "object": 5},
        {**job("a", status=5), "object": "job", "data": [job("b"), 5]},
        {"object": "file", "data": [job("b")]},
    ],
)
def test_any_other_error_stays(page):
    (error,) = jm.read_records([page])
    assert isinstance(error, jm.RecordError)
    (same,) = jm.open_pages([error])
    assert same is error


def test_an_error_does_not_show_or_pickle_the_page():
    page = {"total": 1, "data": [job("secret-id", status=5)]}
    (error,) = jm.read_records([page])
    again = pickle.loads(pickle.dumps(error))
    for text in (str(error), repr(error), repr(vars(error)), repr(again), repr(vars(again))):
        assert "secret-id" not in text
    assert b"secret-id" not in pickle.dumps(error)
    assert [*jm.open_pages([again])] == [again]
