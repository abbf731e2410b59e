"""Relations between results, for payloads of any kind: what must not matter does not, and what must
agree does.

Each test compares two ways to the same result. None states the result itself. The payloads are
examples of every record class, generated records, and copies of both with one wrong value.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from random import Random
from typing import Any

import pytest
from forms import load_copy, load_single_file
from under_test import BARE, BARE_REASON, NAME, PATH

import jobmodels as jm
from jobmodels import fixtures
from jobmodels.cli import main
from jobmodels.records.editions import alternatives

if BARE:
    pytest.skip(BARE_REASON, allow_module_level=True)
pytest.importorskip("hypothesis", reason="the payloads are made by Hypothesis")
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from jobmodels.strategies import from_model

EXAMPLES = int(os.environ.get("JOBMODELS_EXAMPLES", "5"))
"""The number of examples of each property, as in ``conformance``."""

Payload = dict[str, Any]
CASES: tuple[jm.Case, ...] = ("snake", "camel")
RECORDS = {
    f"{edition}.{name}": getattr(module, name)
    for edition, module, names in (
        ("v2024_06", jm.v2024_06, "JobIn JobOut DetailedJobOut JobsOut JobMetadata"),
        ("v2024_11", jm, "JobIn JobOut DetailedJobOut JobsOut LegacyJobMetadataOut"),
        (
            "v2026",
            jm.v2026,
            "JobIn CompletionJobOut ClassifierJobOut CompletionDetailedJobOut "
            "ClassifierDetailedJobOut JobsOut LegacyJobMetadataOut",
        ),
    )
    for name in names.split()
}
each_record = pytest.mark.parametrize("cls", RECORDS.values(), ids=RECORDS)


def few(factor: int = 1) -> settings:
    return settings(
        max_examples=EXAMPLES * factor,
        deadline=None,
        derandomize="CI" in os.environ,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


@cache
def payloads_of(cls: Any) -> list[Payload]:
    """Examples of a class, one in each case, one with unknown keys, and five spoiled ones."""
    snake, camel = (
        jm.unstructure(fixtures.example(cls, seed=seed), case=case)
        for seed, case in enumerate(CASES)
    )
    found = [snake, camel, {**camel, "unknown": {"a": [True, 1, 1.0, None, "x"]}, "token": "S"}]
    for number, key in enumerate(Random(1).sample(list(snake), min(5, len(snake)))):
        found.append({**snake, key: [0, "0", None, {}, [5]][number]})
    return found


def any_record() -> st.SearchStrategy[Payload]:
    """Payloads of any record that lenient reading accepts, in either case."""
    records = from_model(jm.Model, strict=False, unknown_keys=True)
    return st.builds(
        lambda obj, case: jm.unstructure(obj, case=case), records, st.sampled_from(CASES)
    )


def outcome(read: Callable[[], Any]) -> Any:
    """The class and the object, or the problems."""
    try:
        obj = read()
    except jm.ValidationError as error:
        return error.problems
    return type(obj), obj


def is_read(one: Any) -> bool:
    return isinstance(one[0], type)


def shuffled(value: Any, random: Random) -> Any:
    """The same JSON, with the keys of every object in another order."""
    if isinstance(value, list):
        return [shuffled(item, random) for item in value]
    if not isinstance(value, dict):
        return value
    keys = random.sample(list(value), len(value))
    return {key: shuffled(value[key], random) for key in keys}


def run(command: str, text: str, name: str, folder: Any) -> tuple[int, str]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        return main([*command.split(), str(path)]), out.getvalue()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("metamorphic")


# Earlier calls. Each topic has calls whose arguments are alike, which a careless cache confuses.

CALLS = """
import itertools
import json
import sys
from collections.abc import Mapping
from typing import Annotated, Any, Union
import {name} as jm
from {name}.core.constraints import Default, Ge, Le, Length, SiblingDiscriminator
from {name}.core.define import frozen
from {name}.fixtures import diff, example

JOB = {{"id": "a", "status": "SUCCESS", "model": "open-mistral-7b", "job_type": "FT",
    "auto_start": True, "hyperparameters": {{"training_steps": 1}}, "created_at": 1,
    "modified_at": 1, "training_files": ["f"], "x": {{"y": [1]}}}}
A, B = jm.TrainingParameters, jm.TrainingParametersIn


def told(function, *arguments, **options):
    try:
        result = function(*arguments, **options)
    except (jm.ValidationError, TypeError, ValueError) as error:
        return f"{{type(error).__name__}}: {{error}}"
    return f"{{type(result).__module__}}.{{type(result).__qualname__}} {{result!r}}"


def host(**annotations):
    made = {{"__annotations__": annotations, "__module__": "host", "__qualname__": "Host"}}
    return frozen(type("Host", (jm.Model,), made))


def options():
    for lenient, unknown in itertools.product((False, True, 0, 1), ("keep", "drop", "forbid")):
        for payload in (JOB, {{**JOB, "status": "PAUSED"}}):
            yield lambda p=payload, l=lenient, u=unknown: told(
                jm.structure, p, jm.JobOut, lenient=l, unknown_keys=u)
    for unknown in ("keeps", "", None, True):
        yield lambda u=unknown: told(jm.structure, JOB, jm.JobOut, unknown_keys=u)
    for case in ("snake", "camel", "Camel", None):
        yield lambda c=case: told(lambda: jm.dumps(jm.structure(JOB, jm.JobOut), case=c))
    for indent in (1, True, 0, False, None, "1"):
        yield lambda i=indent: told(lambda: jm.dumps(jm.structure(JOB, jm.JobOut), indent=i))


def classes():
    class Sub(jm.JobOut):
        pass
    for cls in (jm.JobOut, jm.DetailedJobOut, jm.v2024_06.JobOut, jm.v2026.CompletionJobOut,
            frozen(Sub)):
        for payload in (JOB, {{**JOB, "autoStart": 1}}, {{}}):
            for lenient in (False, True):
                yield lambda c=cls, p=payload, l=lenient: told(jm.structure, p, c, lenient=l)
        yield lambda c=cls: told(lambda: json.dumps(jm.json_schema(c)))
        yield lambda c=cls: told(lambda: jm.dumps(jm.structure(JOB, c, lenient=True), case="camel"))
        yield lambda c=cls: told(lambda: hash(jm.structure(JOB, c, lenient=True)) and 0)


def values():
    for value in (True, 1, 1.0, False, 0, 0.0, -0.0, "1", "true", None, 10**20, 1e20):
        for placed in (value, [value], {{"y": [value]}}):
            made = lambda p=placed: jm.structure({{**JOB, "x": p}}, jm.JobOut)
            yield lambda m=made: told(lambda: jm.dumps(m()))
            yield lambda m=made: told(lambda: jm.dumps(jm.redact(jm.fill_defaults(m()))))
            yield lambda p=placed: told(lambda: jm.FrozenDict({{"x": p}})["x"])
        yield lambda v=value: told(jm.structure, {{"file_id": "f", "weight": v}}, jm.TrainingFile)
        yield lambda v=value: told(jm.evolve, jm.TrainingFile(file_id="f"), weight=v)
        yield lambda v=value: told(jm.structure, {{**JOB, "created_at": v}}, jm.JobOut)


def constraints():
    for rule in (Ge(1), Ge(1.0), Le(1), Le(1.0), Length(1), Length(1, 1), Length(0, 1)):
        kind = str if isinstance(rule, Length) else float
        for value in (1, 1.0, True, "x", "", 0, 2):
            yield lambda r=rule, k=kind, v=value: told(
                jm.structure, {{"x": v}}, host(x=Annotated[k, r]))
        yield lambda r=rule, k=kind: told(
            lambda: json.dumps(jm.json_schema(host(x=Annotated[k, r]))))


def defaults():
    for kind, default in ((bool, True), (int, 1), (float, 1), (float, 1.0), (int, True)):
        yield lambda k=kind, d=default: told(
            lambda: jm.fill_defaults(
                jm.structure({{}}, host(x=jm.Omittable[Annotated[k, Default(d)]]))).x)


def defaults_of_arrays():
    for kind, default in ((float, (1,)), (float, (1.0,)), (float, (0,)), (float, (-0.0,))):
        def filled(k=kind, d=default):
            hint = Annotated[tuple[k, ...], Default(d)]
            return jm.fill_defaults(jm.structure({{}}, host(x=jm.Omittable[hint]))).x
        yield lambda f=filled: told(f)


def examples():
    for seed in (0, 1, True, False, 5, 1.0):
        for cls in (jm.JobOut, jm.v2026.JobIn, jm.JobsOut):
            yield lambda s=seed, c=cls: told(lambda: jm.dumps(example(c, seed=s)))
    yield lambda: told(lambda: jm.dumps(example(jm.JobOut, status="RUNNING", seed=1)))


def unions():
    for union in (A | B, B | A, Union[A, B], Union[B, A], jm.JobIn | A, A | jm.JobIn):
        for payload in ({{}}, {{"zz": 1}}, {{"epochs": -1}}, {{"training_steps": 5}}):
            yield lambda u=union, p=payload: told(jm.structure, p, u)
            yield lambda u=union, p=payload: told(jm.structure, p, u, lenient=True)
        yield lambda u=union: told(lambda: json.dumps(jm.json_schema(u)))
        yield lambda u=union: told(example, u)
        yield lambda u=union: told(jm.structure, {{"x": {{}}}}, host(x=u))


def unions_by_a_sibling():
    for first, second in ((A, B), (B, A)):
        for kind in "ab":
            def read(one=first, two=second, k=kind):
                told_by = SiblingDiscriminator("kind", ("a", "b"))
                cls = host(kind=str, x=Annotated[one | two, told_by])
                return type(jm.structure({{"kind": k, "x": {{}}}}, cls).x).__name__
            yield lambda r=read: told(r)


def suggestions():
    for many in (60, 1, 51):
        page = {{"total": 1, "data": [{{**JOB, "status": "SUCCES"}}] * many}}
        yield lambda p=page: told(jm.structure, p, jm.JobsOut)


def converters():
    for case, lenient, unknown in itertools.product(
            ("snake", "camel"), (False, True), ("keep", "forbid")):
        for cls in (jm.JobOut, list[jm.JobOut], jm.JobOut | None, jm.Model, jm.Status):
            payload = [JOB] if cls == list[jm.JobOut] else JOB
            for given in (payload, {{"id": "a", "object": "job"}}, "PAUSED"):
                def both(c=case, l=lenient, u=unknown, t=cls, g=given):
                    made = jm.make_converter(case=c, lenient=l, unknown_keys=u)
                    try:
                        return made.unstructure(made.structure(g, t))
                    except Exception as error:
                        return sorted(jm.problems_of(error))
                yield lambda b=both: told(b)


topics = [options, classes, values, constraints, defaults, defaults_of_arrays, examples, unions,
    unions_by_a_sibling, suggestions, converters]
calls = {{f"{{topic.__name__}} {{number}}": call
    for topic in topics if topic is not converters or sys.argv[2] == "cattrs"
    for number, call in enumerate(topic())}}
titles = [*calls]
if sys.argv[1] == "backwards":
    titles.reverse()
print(json.dumps({{title: calls[title]() for title in titles}}))
"""
TOPICS = (
    *("options", "classes", "values", "constraints", "defaults", "defaults_of_arrays"),
    *(
        "examples",
        "suggestions",
        "unions",
        "unions_by_a_sibling",
        "converters",
    ),
)


@pytest.fixture(scope="module")
def orders():
    """The result of each call, in processes with different orders of the calls."""
    script = CALLS.format(name=NAME)
    try:
        import cattrs
    except ImportError:
        cattrs = None
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", script, order, "cattrs" if cattrs else ""],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(PATH)},
        )
        for order in ("forwards", "backwards")
    ]
    return [json.loads(process.communicate()[0]) for process in processes]


@pytest.mark.parametrize("topic", TOPICS)
def test_a_result_does_not_depend_on_earlier_calls(topic, orders):
    forwards, backwards = (
        {title: result for title, result in results.items() if title.split()[0] == topic}
        for results in orders
    )
    assert forwards
    assert {title for title in forwards if backwards[title] != forwards[title]} == set()


# Written and read again.


def check_rewriting(payload: Payload) -> None:
    try:
        record = jm.read_record(payload)
    except jm.ValidationError:
        return
    for case in CASES:
        text = jm.dumps(record, case=case)
        assert outcome(lambda t=text: next(jm.read_records([t]))) == (type(record), record)
        again = jm.loads(text, type(record), lenient=True)
        assert (type(again), again, hash(again)) == (type(record), record, hash(record))
        assert jm.dumps(again, case=case) == text


@each_record
def test_a_written_record_is_read_as_the_same_object(cls):
    for payload in payloads_of(cls):
        check_rewriting(payload)


@few(2)
@given(any_record())
@example({"model": "", "training_files": ["f"]})
def test_any_written_record_is_read_as_the_same_object(payload):
    check_rewriting(payload)


# The order of keys.


def check_order(payload: Payload, seed: int) -> None:
    other = shuffled(payload, Random(seed))
    cls = outcome(lambda: jm.detect(payload))
    assert outcome(lambda: jm.detect(other)) == cls
    first, second = (outcome(lambda p=p: jm.read_record(p)) for p in (payload, other))
    if isinstance(first[0], jm.Problem):
        first, second = sorted(first), sorted(second)
    assert first == second
    if isinstance(first[0], type):
        assert hash(first[1]) == hash(second[1])
        assert fixtures.diff(first[1], second[1]) == ()


@each_record
def test_the_order_of_keys_does_not_matter(cls):
    for seed, payload in enumerate(payloads_of(cls)):
        check_order(payload, seed)


@few(2)
@given(any_record(), st.integers(0, 9))
def test_the_order_of_keys_of_any_record_does_not_matter(payload, seed):
    check_order(payload, seed)


# Operations.


@few(2)
@given(from_model(jm.Model, strict=False, unknown_keys=True))
def test_operations_are_idempotent_and_keep_the_class(obj):
    masked, filled = jm.redact(obj), jm.fill_defaults(obj)
    assert jm.redact(masked) == masked
    assert jm.fill_defaults(filled) == filled
    assert jm.redact(filled) == jm.fill_defaults(masked)
    assert type(masked) is type(filled) is type(obj)
    for other in (masked, filled):
        text = jm.dumps(other)
        assert jm.loads(text, type(obj), lenient=True) == other
        assert jm.dumps(jm.loads(text, type(obj), lenient=True)) == text
    assert jm.unstructure(filled).keys() >= jm.unstructure(obj).keys()
    assert jm.evolve(obj) == obj


@pytest.mark.parametrize("name", ["redact", "fill_defaults"])
def test_operations_refuse_what_they_cannot_process(name):
    for cls in RECORDS.values():
        obj = fixtures.example(cls)
        payload = jm.unstructure(obj)
        for value in (payload, [obj], (obj,), {"a": obj}, jm.dumps(obj), cls, None, jm.UNSET):
            with pytest.raises(TypeError):
                getattr(jm, name)(value)


@each_record
def test_a_secret_is_masked_wherever_it_is(cls):
    payload = jm.unstructure(fixtures.example(cls))
    hidden = {"token": "topsecret", "a": [{"token": "topsecret"}, {"b": {"Api-Key": "topsecret"}}]}
    for unknown in (hidden, {"a": hidden}, {"a": [[hidden]]}):
        obj = jm.structure({**payload, **unknown}, cls)
        for value in (
            obj,
            jm.FrozenDict(unknown),
            jm.JobsOut(total=1, additional_properties=unknown),
        ):
            masked = jm.redact(value)
            assert "topsecret" not in jm.dumps(masked) + repr(value)
            assert masked != value
        assert jm.evolve(obj, additional_properties={}) == jm.structure(payload, cls)


# Items of many.


def mixed(count: int, *, long: bool = False) -> list[Payload]:
    """Records of many classes, valid and spoiled, in an order that is the same in every run."""
    found = [payload for cls in RECORDS.values() for payload in payloads_of(cls)]
    found = Random(3).sample(found, count)
    if long:
        found.insert(1, {"id": "a", "status": 5, "data": [{"id": 5}] * 10_001, "model": 5})
    return found


def alone(payload: Payload) -> Any:
    return outcome(lambda: jm.read_record(payload))


def each(items: Iterator[Any]) -> list[Any]:
    return [
        item.problems if isinstance(item, jm.RecordError) else (type(item), item) for item in items
    ]


@pytest.mark.parametrize("long", [False, True], ids=["short", "long"])
def test_each_record_of_many_is_read_as_alone(long, folder):
    payloads = mixed(60, long=long)
    wanted = [alone(payload) for payload in payloads]
    assert len({type(one[0]) for one in wanted}) == 2  # some are valid, some are not
    text = "".join(json.dumps(payload) + "\n" for payload in payloads)
    (folder / "many.jsonl").write_text(text)
    assert each(jm.read_records(payloads)) == wanted
    assert each(jm.read_records(text.splitlines())) == wanted
    assert each(jm.iter_jsonl(folder / "many.jsonl")) == wanted
    assert each(jm.iter_jsonl(io.StringIO(text))) == wanted


def rows(command: str, text: str, name: str, folder: Any) -> list[Any]:
    _, out = run(command, text, name, folder)
    return [
        {
            key: value
            for key, value in json.loads(line).items()
            if key not in ("file", "line", "index")
        }
        for line in out.splitlines()
    ]


@pytest.mark.parametrize("options", ["", " --lenient", " --forbid-unknown-keys", " --model JobOut"])
def test_each_record_is_checked_as_alone(options, folder):
    payloads = mixed(12, long=True)
    command = f"check --json{options}"
    texts = [json.dumps(payload) for payload in payloads]
    wanted = [row for text in texts for row in rows(command, text, "one.json", folder)]
    assert len(wanted) == len(payloads)
    assert rows(command, "\n".join(texts), "many.jsonl", folder) == wanted
    assert rows(command, f"[{','.join(texts)}]", "many.json", folder) == wanted


@pytest.mark.parametrize("command", ["convert --case camel", "convert --case snake", "redact"])
def test_each_record_is_rewritten_as_alone(command, folder):
    texts = [json.dumps(payload) for payload in mixed(15)]
    texts += ['{"id": "a", "status": "SUCCESS", "model": "m", "x": 1, "x": 2}', *texts[:3]]
    wanted = []
    for text in texts:
        status, out = run(command, text, "one.json", folder)
        wanted += [json.loads(out)] if status == 0 else []
    _, lines = run(command, "\n".join(texts), "many.jsonl", folder)
    _, array = run(command, f"[{','.join(texts)}]", "many.json", folder)
    assert 3 < len(wanted) < len(texts)
    assert [json.loads(line) for line in lines.splitlines()] == json.loads(array) == wanted


@pytest.mark.parametrize("name", ["JobOut", "v2024_06.JobOut", "v2026.CompletionJobOut"])
def test_each_job_of_a_page_is_read_as_alone(name):
    edition, _, plain = name.rpartition(".")
    module = getattr(jm, edition) if edition else jm
    cls = getattr(module, plain)
    jobs = payloads_of(cls)
    if module is jm.v2026:
        cls = cls | jm.v2026.ClassifierJobOut
    for lenient in (False, True):
        good, bad = [], []
        for job in jobs:
            one = outcome(lambda j=job, m=lenient: jm.structure(j, cls, lenient=m))
            (good if is_read(one) else bad).append((job, one))
        page = jm.structure(
            {"data": [job for job, _ in good], "total": 1}, module.JobsOut, lenient=lenient
        )
        assert [(type(job), job) for job in page.data] == [one for _, one in good]
        wanted = [
            (f"$.data[{index}]{path[1:]}", message)
            for index, (_, problems) in enumerate(bad)
            for path, message in problems
        ]
        payload = {"data": [job for job, _ in bad], "total": 1}
        found = outcome(lambda p=payload, m=lenient: jm.structure(p, module.JobsOut, lenient=m))
        assert bad
        assert [*map(tuple, found)] == wanted


# Equality.

NEAR = [True, 1, 1.0, False, 0, 0.0, -0.0, None, "1", "true", "", [], {}, [1], [True], {"a": 1}]


def is_same_json(left: Any, right: Any) -> bool:
    """Whether both are the same JSON value: a boolean is never a number; 1 and 1.0 are the same."""
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(is_same_json(left[k], right[k]) for k in left)
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(is_same_json, left, right))
    return isinstance(left, bool) is isinstance(right, bool) and bool(left == right)


def check_equality(one: Any, other: Any) -> None:
    same = is_same_json(one, other)
    ways: list[Callable[[Any], Any]] = [
        lambda value: jm.FrozenDict({"x": value}),
        lambda value: jm.structure({"project": "p", "x": value}, jm.WandbIntegrationOut),
        lambda value: jm.structure(
            {"name": "", "created_at": 1, "data": {"x": value}}, jm.EventOut
        ),
    ]
    for make in ways:
        left, right = make(one), make(other)
        assert (left == right) is same
        assert (right == left) is same
        assert (not fixtures.diff(left, right)) is same
        assert len({left, right}) == 2 - same
        assert is_same_json(jm.unstructure(left), jm.unstructure(right)) is same
        assert is_same_json(json.loads(jm.dumps(left)), json.loads(jm.dumps(right))) is same


def test_equality_of_values_that_are_alike():
    for one in NEAR:
        for other in NEAR:
            check_equality(one, other)


json_values = st.recursive(
    st.sampled_from(["", "a", None, 2, 2.0, 3, 2.5]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("ab"), inner),
    max_leaves=4,
)


@few(10)
@given(json_values, json_values)
def test_equality_of_any_json(one, other):
    check_equality(one, one)
    check_equality(one, other)
    check_equality({"a": one, "b": other}, {"b": other, "a": one})


# Agreement.


def functions_of(cls: Any, folder: Any) -> dict[str, Callable[[Payload], Any]]:
    """Every way to read a payload strictly as a class."""

    def from_line(payload: Payload) -> Any:
        (record,) = jm.iter_jsonl(io.BytesIO(json.dumps(payload).encode()), cls)
        if isinstance(record, jm.RecordError):
            raise jm.ValidationError(record.subject, record.problems)
        return record

    def from_file(payload: Payload) -> Any:
        (folder / "fixture.json").write_text(json.dumps(payload))
        return fixtures.load(folder / "fixture.json", cls)

    def copied(payload: Payload) -> Any:
        obj = jm.structure(payload, cls)
        return cls(
            additional_properties=obj.additional_properties,
            **{
                name: getattr(obj, name)
                for name in obj.__reduce__()[1][1]
                if name != "additional_properties"
            },
        )

    return {
        "structure": lambda payload: jm.structure(payload, cls),
        "loads": lambda payload: jm.loads(json.dumps(payload), cls),
        "bytes": lambda payload: jm.loads(json.dumps(payload, indent=1).encode(), cls),
        "iter_jsonl": from_line,
        "fixtures.load": from_file,
        "built by hand": copied,
    }


def converters_of(cls: Any) -> dict[str, Callable[[Payload], Any]]:
    import cattrs

    plain, quick = cattrs.Converter(), cattrs.Converter(detailed_validation=False)
    for converter in (plain, quick):
        jm.register_hooks(converter)
    ready = jm.make_converter()
    return {
        "a host's converter": lambda payload: plain.structure(payload, cls),
        "without detailed validation": lambda payload: quick.structure(payload, cls),
        "make_converter, structure": lambda payload: ready.structure(payload, cls),
        "make_converter, loads": lambda payload: ready.loads(json.dumps(payload), cls),
        "a copied converter": lambda payload: plain.copy().structure(payload, cls),
        "a copied converter of ours": lambda payload: ready.copy().structure(payload, cls),
    }


def check_agreement(cls: Any, ways: dict[str, Callable[[Payload], Any]]) -> None:
    for payload in payloads_of(cls):
        wanted = outcome(lambda p=payload: jm.structure(p, cls))
        for name, read in ways.items():
            if name == "a copied converter" and not isinstance(wanted[0], type):
                continue
            assert outcome(lambda r=read, p=payload: r(p)) == wanted, name


@each_record
def test_every_function_reads_alike(cls, folder):
    check_agreement(cls, functions_of(cls, folder))


@each_record
def test_every_converter_reads_alike(cls):
    check_agreement(cls, converters_of(cls))


@each_record
def test_every_converter_writes_alike(cls):
    import cattrs

    for case in CASES:
        plain, ready = cattrs.Converter(), jm.make_converter(case=case)
        jm.register_hooks(plain, case=case)
        for seed in range(5):
            obj = fixtures.example(cls, seed=seed)
            wanted = jm.unstructure(obj, case=case)
            assert plain.unstructure(obj) == plain.unstructure([obj])[0] == wanted
            assert ready.unstructure(obj) == json.loads(ready.dumps(obj)) == wanted
            assert json.loads(jm.dumps(obj, case=case)) == wanted


def readings(payload: Payload, *, lenient: bool) -> list[Any]:
    """The outcome for the detected class; if it has problems, also those for the other editions."""
    try:
        cls = jm.detect(payload)
    except jm.ValidationError as error:
        return [error.problems]
    first = outcome(lambda: jm.read_record(payload) if lenient else jm.structure(payload, cls))
    if is_read(first):
        return [first]
    return [
        first,
        *(
            outcome(lambda other=other: jm.structure(payload, other, lenient=lenient))
            for other in alternatives(cls)
        ),
    ]


def test_the_command_agrees_with_the_functions(folder):
    payloads = [payload for cls in RECORDS.values() for payload in payloads_of(cls)]
    text = json.dumps(payloads)
    for options in ("", " --lenient"):
        found = rows(f"check --json{options}", text, "many.json", folder)
        for row, payload in zip(found, payloads, strict=True):
            ones = readings(payload, lenient=bool(options))
            if row["ok"]:
                assert row["model"] in [one[0].__name__ for one in ones if is_read(one)]
            else:
                problems = [(p["path"], p["message"]) for p in row["problems"]]
                assert problems in [[*map(tuple, one)] for one in ones if not is_read(one)]
                assert not is_read(ones[0])
    records = [one for one in map(alone, payloads) if is_read(one)]
    for case in CASES:
        _, out = run(f"convert --case {case}", text, "many.json", folder)
        assert [*map(alone, json.loads(out))] == records
    _, out = run("redact", text, "many.json", folder)
    assert [*map(alone, json.loads(out))] == [(cls, jm.redact(obj)) for cls, obj in records]


# The forms of the package.


@pytest.fixture(scope="module")
def forms(tmp_path_factory):
    folder = tmp_path_factory.mktemp("forms")
    return [load_copy(folder), load_single_file("2024-11-07", folder)]


def results(form: Any) -> list[str]:
    """The results of one form, without its name."""

    def told(function: Callable[..., Any], *arguments: Any, **options: Any) -> str:
        try:
            return repr(function(*arguments, **options))
        except (TypeError, ValueError) as error:
            return f"{type(error).__name__}: {error}".replace(form.__name__, "")

    objects = [form.FrozenDict({"x": value}) for value in NEAR]
    objects += [
        form.structure({"project": "p", "x": value}, form.WandbIntegrationOut) for value in NEAR
    ]
    found = [repr([[one == other for one in objects] for other in objects])]
    found += [repr([hash(one) == hash(other) for one in objects for other in objects])]
    names = "api_key apiKeys wandb_key secret1 token_count monkey credential max_tokens".split()
    for name in names:
        for value in ("S", ["S", 5], 5, {"a": "S"}):
            obj = form.FrozenDict({name: value})
            found += [told(form.redact, obj), told(form.dumps, form.redact(obj)), repr(obj)]
    for value in ({"token": "S"}, [], (objects[-1],), None, "S", form.UNSET, 5):
        for name in ("redact", "fill_defaults", "unstructure", "dumps", "evolve"):
            found.append(told(getattr(form, name), value).split(":")[0])
    for text in ("1e400", "1e-400", "9007199254740993.0", "NaN", "1e22", "true", '{"a":1,"a":1}'):
        whole = f'{{"project": "p", "x": {text}}}'
        found.append(told(lambda t=whole: form.dumps(form.loads(t, form.WandbIntegrationOut))))
    one, other = form.TrainingParameters, form.TrainingParametersIn
    for union in (one | other, other | one):
        found.append(told(lambda u=union: type(form.structure({}, u)).__name__))
    return found


def test_every_form_of_the_package_agrees(forms):
    wanted = results(jm)
    for form in forms:
        assert results(form) == wanted
