"""Lists, tuples, dicts and optionals of the classes, in all functions that accept a class."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import typing
from collections import OrderedDict, UserDict, deque
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, NewType, TypeVar

import pytest
import under_test
from samples import JOB, case_of_class

import jobmodels as jm
from jobmodels.core.constraints import Discriminator, Length
from jobmodels.core.conversion import reader_for, structure, unstructure
from jobmodels.core.engine import engine
from jobmodels.core.errors import MAX_PROBLEMS
from jobmodels.core.frozendict import FrozenDict
from jobmodels.core.roots import root_spec, subject_of

P, CAMEL, OBJ = JOB.snake, JOB.camel, JOB.obj
Job = jm.JobOut
DRY = case_of_class(jm.LegacyJobMetadataOut)
BAD = {**P, "status": "RUNING"}
Item = TypeVar("Item")
List, Tuple, Dict, Optional, Union = (  # not by name: linters replace them
    getattr(typing, name) for name in ("List", "Tuple", "Dict", "Optional", "Union")
)


class Alias:
    """A ``TypeAliasType``, which Python has from 3.12 on, and ``typing_extensions``."""

    def __init__(self, value):
        self.__value__ = value

    def __call__(self):
        """Called by nothing: ``Annotated`` of Python 3.10 accepts callable objects."""


Answer = Alias(Job | jm.LegacyJobMetadataOut)
READS = {
    "list": (list[Job], [P, CAMEL], [OBJ, OBJ], "list[JobOut]"),
    "empty list": (list[Job], [], [], "list[JobOut]"),
    "List": (List[Job], [P], [OBJ], "list[JobOut]"),
    "Sequence": (Sequence[Job], [P], [OBJ], "list[JobOut]"),
    "tuple": (tuple[Job, ...], [P, P], (OBJ, OBJ), "tuple[JobOut, ...]"),
    "Tuple": (Tuple[Job, ...], [P], (OBJ,), "tuple[JobOut, ...]"),
    "dict": (
        dict[str, Job],
        {"a": P, "token": CAMEL},
        {"a": OBJ, "token": OBJ},
        "dict[str, JobOut]",
    ),
    "Dict": (Dict[str, Job], {"": P}, {"": OBJ}, "dict[str, JobOut]"),
    "Mapping": (Mapping[str, Job], {"a": P}, {"a": OBJ}, "dict[str, JobOut]"),
    "one of None": (Job | None, P, OBJ, "JobOut | None"),
    "one of None in camelCase": (Optional[Job], CAMEL, OBJ, "JobOut | None"),
    "None": (Optional[Job], None, None, "JobOut | None"),
    "None in a list": (list[Job | None], [None, P], [None, OBJ], "list[JobOut | None]"),
    "list or None": (list[Job] | None, [P], [OBJ], "list[JobOut] | None"),
    "nested": (
        Mapping[str, list[tuple[Job, ...] | None]],
        {"a": [[P], None, []], "b": []},
        {"a": [(OBJ,), None, ()], "b": []},
        "dict[str, list[tuple[JobOut, ...] | None]]",
    ),
    "union": (
        list[Job | jm.LegacyJobMetadataOut],
        [P, DRY.camel],
        [OBJ, DRY.obj],
        "list[JobOut | LegacyJobMetadataOut]",
    ),
    "union or None": (
        Job | jm.LegacyJobMetadataOut | None,
        DRY.snake,
        DRY.obj,
        "JobOut | LegacyJobMetadataOut | None",
    ),
    "annotated": (Annotated[list[Annotated[Job, "doc"]], "doc"], [P], [OBJ], "list[JobOut]"),
    "annotated optional": (Annotated[Optional[Job], "doc"], P, OBJ, "JobOut | None"),
    "named union": (dict[str, jm.CreateJobResponse], {"a": P}, {"a": OBJ}, None),
    "named union or None": (Optional[jm.CreateJobResponse], P, OBJ, None),
    "tagged union or None": (
        Annotated[Optional[Union[Job, jm.LegacyJobMetadataOut]], Discriminator("object")],
        P,
        OBJ,
        None,
    ),
    "alias": (Answer, P, OBJ, "JobOut | LegacyJobMetadataOut"),
    "list of an alias": (list[Answer], [P], [OBJ], "list[JobOut | LegacyJobMetadataOut]"),
    "alias of an alias": (Alias(Alias(list[Job])), [P], [OBJ], "list[JobOut]"),
    "annotated alias": (Annotated[Alias(list[Job]), "doc"], [P], [OBJ], "list[JobOut]"),
    "NewType": (NewType("Mine", Job), P, OBJ, "JobOut"),
    "NewTypes": (list[NewType("Mine", NewType("Inner", Job))], [P], [OBJ], "list[JobOut]"),
    "generic": (dict[str, list[Item]][Job], {"a": [P]}, {"a": [OBJ]}, "dict[str, list[JobOut]]"),
    "enum": (jm.Status, "RUNNING", jm.Status.RUNNING, "Status"),
    "enums": (list[jm.Status], ["RUNNING"], [jm.Status.RUNNING], "list[Status]"),
    "FrozenDict": (dict[str, Job], FrozenDict({"a": P}), {"a": OBJ}, "dict[str, JobOut]"),
    "FrozenDict in a list": (list[Job], [FrozenDict(P)], [OBJ], "list[JobOut]"),
}
each_reads = pytest.mark.parametrize(
    ("cls", "payload", "expected", "subject"), READS.values(), ids=READS
)


def problems(payload, cls, **options):
    with pytest.raises(jm.ValidationError) as caught:
        structure(payload, cls, **options)
    return [*map(tuple, caught.value.problems)]


@each_reads
def test_a_container_reads_and_is_written(cls, payload, expected, subject):
    for options in ({}, {"lenient": True}, {"unknown_keys": "drop"}):
        obj = structure(payload, cls, **options)
        assert obj == expected
        assert type(obj) is type(expected)
    if subject:
        assert subject_of(root_spec(cls)) == subject
    text = jm.dumps(obj)
    assert jm.loads(text, cls) == expected
    for case in ("snake", "camel"):
        again = json.loads(jm.dumps(obj, case=case))
        assert structure(again, cls) == expected
        assert jm.dumps(structure(again, cls), case=case) == jm.dumps(obj, case=case)


def test_type_aliases_of_the_libraries_read():
    extensions = pytest.importorskip("typing_extensions")
    answer = extensions.TypeAliasType("answer", Job | jm.LegacyJobMetadataOut)
    page = extensions.TypeAliasType("page", list[Item], type_params=(Item,))
    assert structure(P, answer) == structure(P, Optional[answer]) == OBJ
    assert structure(P, Union[answer, jm.JobsOut]) == structure(P, jm.JobsOut | answer) == OBJ
    assert structure([P], page[Job]) == structure([P], page[answer]) == [OBJ]
    assert structure(None, Union[extensions.TypeAliasType("x", Job | None), jm.JobsOut]) is None


def test_options_apply_to_the_items():
    extra = {**P, "region": "eu"}
    old = {"id": "a", "status": "LATER"}
    (job,) = structure([extra], list[Job])
    assert job.additional_properties == {"region": "eu"}
    (job,) = structure([extra], list[Job], unknown_keys="drop")
    assert job == OBJ
    assert problems({"a": extra}, dict[str, Job], unknown_keys="forbid") == [
        ("$.a.region", "unknown key")
    ]
    (job,) = structure([old], tuple[Job, ...], lenient=True)
    assert not job.status.is_known
    assert structure(["LATER"], list[jm.Status], lenient=True)[0] == "LATER"
    assert structure(old, Job | None, lenient=True) == job
    with pytest.raises(TypeError, match="lenient must be True or False"):
        structure([], list[Job], lenient=1)
    with pytest.raises(ValueError, match="unknown_keys must be"):
        structure([], list[Job], unknown_keys="ignore")
    with pytest.raises(ValueError, match="case must be"):
        jm.dumps([], case="kebab")


FOUND = "expected one of 'QUEUED', "


def test_a_problem_of_an_item_is_at_its_path():
    found = problems([P, P, P, BAD], list[Job])
    assert [path for path, _ in found] == ["$[3].status"]
    assert found[0][1].startswith(FOUND)
    assert found[0][1].endswith("found 'RUNING', did you mean 'RUNNING'?")
    found = problems({"first": BAD, "a b": [], "c": None, 4: P}, dict[str, Job])
    assert [path for path, _ in found] == ["$.first.status", '$["a b"]', "$.c", "$"]
    assert found[1:] == [
        ('$["a b"]', "expected an object, found an array"),
        ("$.c", "expected an object, found null"),
        ("$", "expected keys that are strings, found 4"),
    ]
    found = problems({"a": [[P], [P, BAD], 1]}, dict[str, list[list[Job] | None]])
    assert [path for path, _ in found] == ["$.a[1][1].status", "$.a[2]"]
    assert problems({}, list[Job]) == [("$", "expected an array, found an object")]
    assert problems(None, list[Job]) == [("$", "expected an array, found null")]
    assert problems([], dict[str, Job]) == [("$", "expected an object, found an array")]
    assert [path for path, _ in problems(BAD, Job | None)] == ["$.status"]
    with pytest.raises(jm.ValidationError) as caught:
        structure([BAD, 1], list[Job])
    assert str(caught.value).startswith("list[JobOut]: 2 problems\n  $[0].status: ")


def test_a_path_ends_at_a_key_that_is_named_like_a_secret():
    assert problems({"token": {"x": 1}, "apiKey": 3}, dict[str, list[jm.Status]]) == [
        ("$.token", "expected an array, found an object"),
        ("$.apiKey", "expected an array, found a number"),
    ]
    for payload, cls in (
        ({"token": "hush"}, dict[str, jm.Status]),
        ({"token": ["hush"]}, dict[str, list[jm.Status | None]]),
        ({"token": {"hush": "RUNNIN"}}, dict[str, dict[str, jm.Status]]),
    ):
        ((path, message),) = problems(payload, cls)
        assert path == "$.token"
        assert message.endswith("found a string")
    assert {path for path, _ in problems({"token": {"hush": {}}}, dict[str, dict[str, Job]])} == {
        "$.token"
    }


def test_the_number_of_problems_is_limited():
    found = problems([3] * (MAX_PROBLEMS + 5), list[Job])
    assert len(found) == MAX_PROBLEMS + 1
    assert found[-1] == ("$", "more than 10,000 problems")


def test_problems_of_the_text_come_with_those_of_the_items():
    with pytest.raises(jm.ValidationError) as caught:
        jm.loads('[{"id": 1, "id": 2}, NaN, "\\ud800"]', list[jm.TrainingFile])
    assert caught.value.subject == "list[TrainingFile]"
    assert [*map(tuple, caught.value.problems)] == [
        ("$[0].id", "duplicate key"),
        ("$[1]", "nan, which is not JSON"),
        ("$[2]", "a string with a lone surrogate, which is not text"),
        ("$[0].file_id", "required, but missing"),
    ]
    with pytest.raises(jm.ValidationError) as caught:
        jm.loads('{"a": null, "a": null}', dict[str, Job | None])
    assert str(caught.value) == "dict[str, JobOut | None]: 1 problem\n  $.a: duplicate key"


NOT_THESE = [
    (set[Job], r"not set\[.*JobOut\]$"),
    (list, "not list$"),
    (List, "not typing.List$"),
    (tuple, "not tuple$"),
    (dict, "not dict$"),
    (Iterator[Job], r"not collections.abc.Iterator\[.*JobOut\]$"),
    (dict[int, Job], r"not dict\[int, .*JobOut\]$"),
    (dict[str, Any], "not typing.Any$"),
    (Job | str, "not .*JobOut.* str"),
    (Optional[Job | str], r"not .*JobOut(, | \| )str"),
    (Job | list[Job], "not .*JobOut.*list"),
    (jm.Omittable[Job], "not .*UnsetType"),
    (tuple[Job], "not tuple"),
    (tuple[Job, Job], "not tuple"),
    (list[str], "not str$"),
    (Any, "not typing.Any$"),
    (Item, "not ~Item$"),
    (NewType("Name", str), "not str$"),
    (None, "not null"),
    (Decimal, "not decimal.Decimal$"),
    ("JobOut", "not a string; pass the payload, then the class itself$"),
    (list["int"], "not a string"),
    (OBJ, "not a Python JobOut; pass the payload, then the class itself$"),
    (P, "not an object; pass the payload, then the class itself$"),
    ([P], "not an array; pass the payload, then the class itself$"),
    (json.dumps(P), "not a string; pass the payload, then the class itself$"),
    (b"{}", "not a Python bytes; pass the payload, then the class itself$"),
    (bytearray(b"{}"), "not a Python bytearray; pass the payload, then the class itself$"),
    (Annotated[list[Job], Discriminator("object")], "not list"),
]


@pytest.mark.parametrize(("cls", "words"), NOT_THESE)
def test_any_other_annotation_is_refused_with_those_that_are_not(cls, words):
    what = r"^expected a model class, union or enum of this package, .* T \| None, list\[T\], "
    for call in (
        lambda: structure(Job, cls),
        lambda: structure({}, cls, lenient=True),
        lambda: jm.loads(b"{}", cls),
    ):
        with pytest.raises(TypeError, match=what) as caught:
            call()
        assert re.search(words, str(caught.value))


def test_a_rule_on_a_container_is_refused():
    with pytest.raises(TypeError, match=r"Length\(1, None\) does not apply to list"):
        structure([], Annotated[list[Job], Length(1)])
    with pytest.raises(TypeError, match=r"Discriminator\('none'\) must name a field of"):
        structure(None, Annotated[Optional[Answer.__value__], Discriminator("none")])


def test_an_optional_is_read_by_the_compiled_function():
    read_plain = reader_for(Job | None, False, "keep").read_plain
    assert (read_plain(P), read_plain(CAMEL)) == ((OBJ, OBJ) if engine else (None, None))
    assert read_plain(None) is None


def test_a_function_for_one_object_refuses_a_container(tmp_path):
    for obj in ([OBJ], {"a": OBJ}, None, jm.Status.RUNNING):
        for call in (lambda obj: jm.dump_jsonl([obj], tmp_path / "a.jsonl"), jm.redact):
            with pytest.raises(TypeError, match="expected an object of this package's classes"):
                call(obj)
    assert [*tmp_path.iterdir()] == []
    with pytest.raises(TypeError, match="expected a model class or a union of model classes, "):
        jm.iter_jsonl(tmp_path / "a.jsonl", list[Job])


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: structure(json.dumps(P), Job), "found a string; pass JSON text to loads"),
        (lambda: structure(" [] ", list[Job]), "found a string; pass JSON text to loads"),
        (lambda: structure(b"{}", Job | None), "found a Python bytes; pass JSON text to loads"),
        (lambda: structure(OBJ, Job), "found a Python JobOut; pass unstructure(...) of it"),
        (lambda: structure([OBJ], list[Job]), "$[0]: expected an object, found a Python JobOut; p"),
        (lambda: structure((P,), list[Job]), "found a Python tuple; pass list(...) of it"),
        (lambda: structure(UserDict(a=P), dict[str, Job]), "UserDict; pass dict(...) of it"),
        (lambda: jm.loads(io.StringIO("{}"), Job), "not _io.StringIO; pass its content: read()"),
        (lambda: jm.loads(Path("job.json"), Job), "Path; pass its content: read() or read_bytes()"),
        (
            lambda: jm.loads(P, Job),
            "expected text as str or bytes, not dict; pass a payload to structure",
        ),
        (lambda: next(jm.iter_jsonl(io.StringIO("[]"), list[Job])), "not list[JobOut]"),
        (lambda: unstructure([OBJ]), "not list; unstructure each object in it, or write it with d"),
        (lambda: unstructure({}), "not dict; unstructure each object in it, or write it with dump"),
        (lambda: unstructure(Job), "expected an object of this package's classes, not a class"),
        (lambda: unstructure(None), "expected an object of this package's classes, not NoneType"),
        (lambda: unstructure(Decimal(1)), "classes, not decimal.Decimal"),
        (lambda: jm.dumps(Job), "expected an object of this package's classes, not a class"),
        (lambda: jm.dumps([OBJ, 1]), "$[1]: expected an object of this package's classes, not int"),
        (lambda: jm.dumps({"a": [OBJ, "x"]}), "$.a[1]: expected an object of this package's class"),
        (lambda: jm.dumps({"a": OBJ, 1: OBJ}), "$: expected keys that are strings, found 1"),
        (lambda: jm.dumps(P), "$.id: expected an object of this package's classes, not str"),
        (lambda: jm.dumps("text"), "expected an object of this package's classes, not str"),
        (lambda: jm.dumps(b"text"), "expected an object of this package's classes, not bytes"),
        (lambda: jm.dumps([OBJ.suffix, jm.UNSET]), "classes, not"),
        (lambda: jm.dumps({OBJ}), "classes, not set"),
        (lambda: jm.dumps(iter([OBJ])), "classes, not list_iterator"),
    ],
)
def test_a_refusal_says_what_to_do(call, words):
    with pytest.raises((TypeError, jm.ValidationError)) as caught:
        call()
    assert words in str(caught.value)


def test_other_collections_of_objects_are_written():
    for many in ((OBJ,), deque([OBJ]), [OBJ]):
        assert json.loads(jm.dumps(many)) == [P]
    for named in (OrderedDict(a=OBJ), MappingProxyType({"a": OBJ}), UserDict(a=OBJ)):
        assert json.loads(jm.dumps(named, case="camel")) == {"a": CAMEL}
    assert jm.dumps(None) == "null"
    assert jm.dumps(FrozenDict({"a": [1]})) == jm.dumps([FrozenDict({"a": [1]})])[1:-1]
    assert jm.dumps([OBJ], indent=2) == json.dumps([P], indent=2)
    odd = structure([{**P, "x": "\ud800"}], list[Job])
    with pytest.raises(jm.ValidationError, match=r"list: 1 problem\n  \$\[0\]\.x: .* surrogate"):
        jm.dumps(odd)


class Rows(Mapping):
    """A mapping such as a row of a database."""

    def __init__(self, values):
        self.values_ = values

    def __getitem__(self, key):
        return self.values_[key]

    def __iter__(self):
        return iter(self.values_)

    def __len__(self):
        return len(self.values_)


NUMPY_BOOL = type("bool", (), {"__module__": "numpy"})()
NUMPY_ARRAY = type("ndarray", (), {"__module__": "numpy", "__setitem__": None})()
VALUES = [
    (Decimal("1717170356"), "decimal.Decimal; pass int(...) or float(...) of it"),
    (Decimal("0.5"), "decimal.Decimal; pass int(...) or float(...) of it"),
    (Decimal("NaN"), "decimal.Decimal"),
    (Decimal("-Infinity"), "decimal.Decimal"),
    (Fraction(1), "fractions.Fraction"),
    (NUMPY_BOOL, "numpy.bool; pass .item() of it"),
    (NUMPY_ARRAY, "numpy.ndarray; pass .tolist() of it"),
    (MappingProxyType({}), "mappingproxy; pass dict(...) of it"),
    (Rows({}), f"{__name__}.Rows; pass dict(...) of it"),
    (OBJ, "JobOut; pass unstructure(...) of it"),
    ({1}, "set"),
    (object(), "object"),
]


@pytest.mark.parametrize(("value", "words"), VALUES, ids=lambda it: type(it).__name__)
def test_a_foreign_value_is_named_in_full_with_its_cure(value, words):
    found = f"found a Python {words}"
    assert problems({**P, "created_at": value}, Job) == [
        ("$.created_at", f"expected an integer, {found}")
    ]
    assert problems({**P, "hyperparameters": value}, Job) == [
        ("$.hyperparameters", f"expected an object, {found}")
    ]
    assert problems({**P, "training_files": value}, Job) == [
        ("$.training_files", f"expected an array, {found}")
    ]
    assert problems({**P, "x": [{"y": value}]}, Job) == [("$.x[0].y", f"expected JSON, {found}")]
    for cls in (Job, jm.CreateJobResponse, jm.v2026.CompletionJobOut | jm.v2026.ClassifierJobOut):
        assert problems(value, cls) == [("$", f"expected an object, {found}")]
    for read in (jm.read_record, jm.detect):
        with pytest.raises(jm.ValidationError) as caught:
            read(value)
        assert caught.value.problems == (jm.Problem("$", f"expected an object, {found}"),)
    with pytest.raises(jm.ValidationError) as caught:
        jm.TrainingFile(file_id=value, additional_properties={"x": value})
    assert [*map(tuple, caught.value.problems)] == [
        ("$.file_id", f"expected a string, {found}"),
        ("$.additional_properties.x", f"expected JSON, {found}"),
    ]


def test_a_foreign_key_or_instance_is_named_in_full():
    assert problems({**P, Decimal(1): 1}, Job) == [
        ("$", "expected keys that are strings, found a Python decimal.Decimal")
    ]
    with pytest.raises(jm.ValidationError, match=r"found a Python decimal\.Decimal$"):
        jm.JobsOut(total=1, data=[Decimal(1)])


UNASKED = """
import sys
import PACKAGE as jm

for value in (object(), type("bool", (), {"__module__": "numpy"})(), {"x": 1j}):
    try:
        jm.structure([value], list[jm.JobOut] | None)
    except jm.ValidationError as error:
        assert str(error)
    try:
        jm.structure({}, value)
    except TypeError as error:
        assert str(error)
print(*{"decimal", "numpy", "typing_extensions"} & {*sys.modules})
"""


@pytest.mark.environment
def test_describing_a_value_imports_none_of_the_hosts_libraries():
    script = UNASKED.replace("PACKAGE", under_test.NAME)
    env = {"PYTHONPATH": str(under_test.PATH)}
    done = subprocess.run(
        [sys.executable, "-c", script], env=env, capture_output=True, text=True, check=True
    )
    assert done.stdout == "\n"


def test_numbers_of_numpy():
    numpy = pytest.importorskip("numpy", reason=f"{under_test.HOST_REASON} numpy")
    assert structure({"file_id": "f", "weight": numpy.float64(2)}, jm.TrainingFile).weight == 2.0
    for value in (numpy.int64(2), numpy.float32(2), numpy.bool_(True)):
        ((_, message),) = problems({"file_id": "f", "weight": value}, jm.TrainingFile)
        assert message.endswith(f"a Python numpy.{type(value).__name__}; pass .item() of it")
    assert structure({"file_id": "f", "weight": numpy.int64(2).item()}, jm.TrainingFile)
    ((_, message),) = problems({**P, "training_files": numpy.array(["a"])}, Job)
    assert message.endswith("found a Python numpy.ndarray; pass .tolist() of it")
    ((_, message),) = problems({**P, "hyperparameters": numpy.float64(1)}, Job)
    assert message == "expected an object, found a number"
