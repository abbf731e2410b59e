"""No wrong result without an error: one section for each kind of fault that a field test found.

Each section tries variants of the kind. Comparisons of two orders of calls run in fresh processes,
because a result may depend on any earlier call of the same process.
"""

from __future__ import annotations

import io
import json
import operator
import os
import re
import subprocess
import sys
from collections import Counter, deque
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, Any, Literal, Union

import pytest
from documents import PROJECT, Page
from forms import load_copy, load_single_file
from samples import JOB
from under_test import NAME, PATH

import jobmodels as jm
from jobmodels import fixtures
from jobmodels.cli import main
from jobmodels.core.constraints import SECRET, Constraint, Ge, Gt, Le, Length
from jobmodels.core.define import frozen

POSIX = pytest.mark.skipif(os.name == "nt", reason="needs POSIX pipes")
CATTRS = pytest.mark.needs("cattrs")
TEXT = "topsecret-4711"
PART = {"project": "p"}
RECORD = {"id": "a", "status": "SUCCESS", "model": "open-mistral-7b"}


@pytest.fixture
def run(tmp_path, capsys):
    """Runs a command on a file with the given text; returns the status and both outputs."""

    def run(*arguments: str, text: str, name: str = "records.json") -> tuple[int, str, str]:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return main([*arguments, str(path)]), *capsys.readouterr()

    return run


@pytest.fixture(scope="module")
def strangers(tmp_path_factory):
    """Objects that belong to another form of the package: a copy, and the single file."""
    folder = tmp_path_factory.mktemp("strangers")
    forms = [load_copy(folder), load_single_file("2024-11-07", folder)]
    payload = {"type": "wandb", **PART, "token": TEXT}
    return forms, [
        stranger
        for form in forms
        for stranger in (
            form.structure(payload, form.WandbIntegrationOut),
            form.FrozenDict({"token": TEXT}),
        )
    ]


def part(**unknown: object) -> jm.WandbIntegrationOut:
    return jm.structure({**PART, **unknown}, jm.WandbIntegrationOut)


def event(data: object) -> jm.EventOut:
    return jm.structure({"name": "n", "created_at": 1, "data": {"x": data}}, jm.EventOut)


# Secrets by name (rows 28 and 39): a text under one of the names, at any depth, and nothing else.

SECRET_NAMES = """
    api_key apiKey API-KEY APIKEY x-api-key api_keys apiKeys API_KEYS api_key_1 apiKey2 api_keys2
    wandb_key wandbKey WANDB_KEY wandb_keys wandb_key_2 openai_key hf-key
    access_key accessKeys secret_access_key private_key privateKeys signing_key ssh_key
    secret secrets SECRET secret1 secret_2 client_secret clientSecrets
    password passwords Password1 passwd db_passwd passphrase passphrases passPhrase key_passphrase
    credential credentials awsCredential user_credentials credential1
    tokenValues secret_values api_key_hashes token_hash_value
    token token2 hf_token github_tokens authToken GITHUB-TOKEN authorization proxyAuthorization
""".split()
OTHER_NAMES = """
    key keys key_id public_key publicKey public_keys primary_key foreign_key keyboard monkey turkey
    hotkeys token_count tokenCount tokenizer tokenizers token_type tokenized secretary
    api_key_name access_key_id password_policy passport
""".split()


NO_TEXT = [5, 0, 2.5, True, False, None, [], {}, [1, 2], {"a": 1}, [[None]]]


@pytest.mark.parametrize("name", SECRET_NAMES)
def test_a_text_under_the_name_of_a_secret_is_masked(name, run):
    for value in (TEXT, [TEXT], [[TEXT]], {"a": TEXT}, {"a": [1, {"b": TEXT}]}, [1, None, TEXT]):
        for obj in (part(**{name: value}), event({name: value}), event([{"a": {name: value}}])):
            assert TEXT not in jm.dumps(jm.redact(obj))
            assert TEXT not in repr(obj) + repr(getattr(obj, "data", ""))
            assert TEXT not in repr(fixtures.diff(obj, jm.redact(obj)))
            assert fixtures.diff(obj, jm.redact(obj))
        text = json.dumps({**RECORD, "object": "job", "events": [{"data": {name: value}}]})
        for command in ("redact", "show"):
            status, out, errors = run(command, text=text)
            assert status == 0, errors
            assert TEXT not in out


@pytest.mark.parametrize("name", OTHER_NAMES)
def test_a_text_under_another_name_is_kept(name):
    for obj in (part(**{name: TEXT}), event({name: [TEXT]})):
        assert jm.redact(obj) == obj
    assert TEXT in repr(event({name: TEXT}).data)


@pytest.mark.parametrize("value", NO_TEXT, ids=repr)
def test_only_a_text_is_a_secret(value):
    names = [*SECRET_NAMES, "trained_tokens", "max_tokens", "num_tokens"]

    def in_part(name: str) -> Any:
        return part(**{name: value})

    def in_event(name: str) -> Any:
        return event({name: value})

    for obj in [make(name) for name in names for make in (in_part, in_event)]:
        assert jm.dumps(jm.redact(obj)) == jm.dumps(obj)


# Objects that a function cannot process (row 29).

NOT_AN_OBJECT = {
    "dict": {"token": TEXT},
    "empty dict": {},
    "read-only mapping": MappingProxyType({"token": TEXT}),
    "list": [JOB.obj],
    "empty list": [],
    "tuple": (JOB.obj,),
    "empty tuple": (),
    "set": {JOB.obj},
    "deque": deque([JOB.obj]),
    "dict of objects": {"a": JOB.obj},
    "text": "token=S",
    "bytes": b"{}",
    "number": 1,
    "None": None,
    "UNSET": jm.UNSET,
    "class": jm.JobOut,
    "enum member": jm.Status.RUNNING,
    "problem": jm.Problem("$", "m"),
    "error": jm.RecordError("JobOut", [], 0),
    "iterator": iter([JOB.obj]),
}


@pytest.mark.parametrize("function", ["redact", "fill_defaults"])
@pytest.mark.parametrize("value", NOT_AN_OBJECT.values(), ids=NOT_AN_OBJECT)
def test_what_is_not_an_object_is_refused(function, value):
    with pytest.raises(TypeError):
        getattr(jm, function)(value)


@pytest.mark.parametrize("function", ["redact", "fill_defaults"])
def test_objects_of_another_copy_are_refused(function, strangers):
    forms, objects = strangers
    for obj in objects:
        with pytest.raises(TypeError):
            getattr(jm, function)(obj)
    for form in forms:
        for value in (*NOT_AN_OBJECT.values(), JOB.obj, jm.FrozenDict({"token": TEXT})):
            with pytest.raises(TypeError):
                getattr(form, function)(value)


@pytest.mark.parametrize("value", ["text", {"token": TEXT}, None, 5, jm.JobOut], ids=repr)
def test_problems_of_anything_but_an_exception(value):
    with pytest.raises(TypeError):
        jm.problems_of(value)


# Unions of the same members in another order (row 30).

UNIONS = """
import json
import sys
from typing import Annotated, Optional, Union
import {name} as jm
from {name}.core.define import frozen
from {name}.fixtures import example

try:
    import attrs, cattrs
except ImportError:
    cattrs = None

PAIRS = [
    (jm.GithubRepositoryOut, jm.WandbIntegrationOut),
    (jm.JobOut, jm.DetailedJobOut),
    (jm.JobIn, jm.v2026.JobIn),
    (jm.TrainingParameters, jm.TrainingParametersIn),
    (jm.v2026.CompletionJobOut, jm.JobOut),
]
CALLS = {{}}


def call(function):
    for a, b in PAIRS:
        for first, second in ((a, b), (b, a)):
            title = f"{{function.__name__}} {{first.__module__}}.{{first.__name__}} | {{second}}"
            CALLS[title] = lambda f=function, one=first, two=second: f(one, two)
    return function


def shown(obj):
    return f"{{type(obj).__module__}}.{{type(obj).__qualname__}}"


def fails(union):
    try:
        jm.structure({{"zz": 1}}, union, unknown_keys="forbid")
    except jm.ValidationError as error:
        return str(error)


@call
def structure(a, b):
    return shown(jm.structure({{"zz": 1}}, a | b, lenient=True))


@call
def structure_union(a, b):
    return shown(jm.structure({{"zz": 1}}, Union[a, b], lenient=True))


@call
def loads(a, b):
    return shown(jm.loads('{{"zz": 1}}', a | b, lenient=True, unknown_keys="drop"))


@call
def iter_jsonl(a, b):
    import io
    return [shown(obj) for obj in jm.iter_jsonl(io.StringIO('{{"zz": 1}}'), a | b, lenient=True)]


@call
def errors(a, b):
    return fails(a | b)


@call
def examples(a, b):
    return shown(example(a | b))


@call
def json_schema(a, b):
    return json.dumps(jm.json_schema(a | b))


def host(a, b):
    made = type("Host", (jm.Model,), {{"__annotations__": {{"x": a | b}}, "__module__": "host"}})
    return frozen(made)


@call
def hosts_model(a, b):
    cls = host(a, b)
    return shown(jm.structure({{"x": {{"zz": 1}}}}, cls, lenient=True).x), json.dumps(
        jm.json_schema(cls)["$defs"]["Host"]
    )


if cattrs is not None:
    shared = cattrs.Converter()
    jm.register_hooks(shared, lenient=True)

    @call
    def one_converter(a, b):
        return shown(shared.structure({{"zz": 1}}, a | b))

    @call
    def in_a_list(a, b):
        return shown(shared.structure([{{"zz": 1}}], list[a | b])[0])

    @call
    def optional(a, b):
        return shown(shared.structure({{"zz": 1}}, a | b | None))

    @call
    def omittable(a, b):
        return shown(shared.structure({{"zz": 1}}, jm.Omittable[a | b]))

    @call
    def new_converter(a, b):
        converter = jm.make_converter(lenient=True)
        return shown(converter.loads('{{"k": {{"zz": 1}}}}', dict[str, a | b])["k"])

    @call
    def hosts_field(a, b):
        cls = attrs.make_class("Host", {{"x": attrs.field(type=a | b)}}, frozen=True)
        return shown(shared.structure({{"x": {{"zz": 1}}}}, cls).x)

titles = [*CALLS]
if sys.argv[1] == "backwards":
    titles.reverse()
print(json.dumps({{title: CALLS[title]() for title in titles}}))
"""


@pytest.fixture(scope="module")
def both_orders():
    """The result of each call, in two processes with opposite orders of the calls."""
    script = UNIONS.format(name=NAME)
    results = []
    for order in ("forwards", "backwards"):
        done = subprocess.run(
            [sys.executable, "-c", script, order],
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONPATH": str(PATH)},
        )
        assert done.returncode == 0, done.stderr
        results.append(json.loads(done.stdout))
    return results


FUNCTIONS = [
    *"structure structure_union loads iter_jsonl errors examples json_schema hosts_model".split(),
    *(
        pytest.param(name, marks=CATTRS)
        for name in "one_converter in_a_list optional omittable new_converter hosts_field".split()
    ),
]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_union_does_not_depend_on_earlier_calls(function, both_orders):
    forwards, backwards = (
        {title: value for title, value in result.items() if title.split()[0] == function}
        for result in both_orders
    )
    assert forwards
    assert forwards == backwards


# The class of a record that is written and read again (row 31).

FILES = ["5d0e4b1c-93a7-4f6e-8b25-c7a1d2e3f405", {"file_id": "f"}]
REQUESTS = [
    {"hyperparameters": {"training_steps": 1}, **files, **more}
    for files in (
        {"training_files": FILES[:1]},
        {"training_files": FILES},
        {"training_files": FILES[::-1], "validation_files": ["v"]},
        {"trainingFiles": FILES[:1], "validationFiles": ["v"]},
        {"training_files": FILES[1:]},
        {"training_files": []},
        {"training_files": None},
    )
    for more in ({}, {"suffix": None}, {"auto_start": False, "note": True})
]


@pytest.mark.parametrize("model", ["future-model", "ministral-3b-latest", "open-mistral-7b", None])
def test_a_rewritten_record_is_of_the_same_class(model, tmp_path):
    path = tmp_path / "archive.jsonl"
    path.write_text("\n".join(json.dumps({"model": model, **rest}) for rest in REQUESTS))
    first = list(jm.iter_jsonl(path))
    assert not [record for record in first if isinstance(record, jm.RecordError)]
    for case in ("snake", "camel", "snake"):
        jm.dump_jsonl(jm.iter_jsonl(path), path, case=case)
        again = list(jm.iter_jsonl(path))
        assert [type(record) for record in again] == [type(record) for record in first]
        assert again == first


# Items of an array (row 32): each has the problems that it has alone.


def spoiled(count: int, name: str = "a") -> str:
    keys = "".join(f', "k{number}": 1, "k{number}": 2' for number in range(count))
    return f'{{"id": "{name}", "status": "SUCCESS", "model": "m"{keys}}}'


def surrogates(count: int) -> str:
    values = ", ".join(['"\\ud800"'] * count)
    return f'{{"id": "a", "status": "SUCCESS", "model": "m", "x": [{values}]}}'


GOOD, BAD = spoiled(0, "good"), spoiled(1, "bad")
NAN = GOOD.replace("}", ', "n": NaN}')
DEEP = GOOD.replace("}", ', "n": [' + "[" * 150 + "]" * 151 + "}")
LATER = [BAD, GOOD, surrogates(1), NAN, DEEP]
ARRAYS = {
    "10,000 duplicate keys": [spoiled(10_000), *LATER],
    "10,001 duplicate keys": [spoiled(10_001), *LATER],
    "10,001 surrogates": [surrogates(10_001), *LATER],
    "two long items": [spoiled(5_001), GOOD, spoiled(5_001), *LATER],
    "not the first": [GOOD, BAD, spoiled(10_001), *LATER],
    "many items": [BAD] * 10_002,
}


@pytest.mark.parametrize("items", ARRAYS.values(), ids=ARRAYS)
def test_each_item_of_an_array_has_its_own_problems(items, run):
    def checked(text: str, name: str) -> list[Any]:
        status, out, _ = run("check", "--json", "--lenient", text=text, name=name)
        assert status == 1
        return [(row["ok"], row["problems"][:20]) for row in map(json.loads, out.splitlines())]

    alone = checked("\n".join(items), "items.jsonl")
    assert checked(f"[{','.join(items)}]", "items.json") == alone
    for command in (["convert", "--case", "camel"], ["redact"]):
        status, out, _ = run(*command, text=f"[{','.join(items)}]")
        assert status == 1
        assert [item["id"] for item in json.loads(out)] == ["good"] * items.count(GOOD)


# Numbers (rows 33 and 37).

INFINITE = ["1e400", "-1e400", "1e309", "-1.8e308", "123456789e9999"]
NUMBERS = [
    *("12345678901234567890.5", "-12345678901234567890.5", "1e-400", "-1e-400", "4e-324"),
    *("9007199254740993.0", "9007199254740993e0", "0.1000000000000000055511151231257827"),
    *("3.141592653589793238462643383279", "1.0", "1.10", "1E5", "1e22", "0.1", "5e-324"),
    *("123456789012345678901234567890", "9007199254740993", "-0", "2.5e-7", "1e400", "-1e400"),
]


@pytest.mark.parametrize("number", NUMBERS)
def test_a_rewritten_number_is_the_same_or_a_problem(number, run):
    text = json.dumps({**RECORD, "hyperparameters": {"learning_rate": 7}, "x": [{"y": 7}]})
    text = text.replace("7}", number + "}")
    for command in ("convert --case camel", "convert --case snake", "redact"):
        for name in ("one.json", "lines.jsonl", "array.json"):
            given = f"[{text}]" if name == "array.json" else text
            status, out, errors = run(*command.split(), text=given, name=name)
            if number in INFINITE:
                assert status == 1
                assert "learning_rate" in errors
            else:
                (found,) = re.findall(r'"learning_?[rR]ate": ([^\s,}]+)', out)
                (other,) = re.findall(r'"y": ([^\s,}]+)', out)
                assert Decimal(found) == Decimal(other) == Decimal(number)


@pytest.mark.parametrize("number", INFINITE)
def test_a_number_that_overflows_is_a_problem_of_the_text(number):
    for text, cls in (
        (f'{{"file_id": "f", "weight": {number}}}', jm.TrainingFile),
        (f'{{"project": "p", "x": [{{"y": {number}}}]}}', jm.WandbIntegrationOut),
    ):
        for options in ({}, {"lenient": True}, {"unknown_keys": "drop"}):
            with pytest.raises(jm.ValidationError):
                jm.loads(text, cls, **options)


HOST_TYPES = {
    "dict": (dict[str, float], '{"a": %s}'),
    "list": (list[float], "[0, %s]"),
    "nested": (dict[str, list[float | None]], '{"a": [null, %s]}'),
    "anything": (Any, '{"a": [%s]}'),
    "number": (float, "%s"),
    "with ours": (tuple[jm.TrainingFile, float], '[{"file_id": "f"}, %s]'),
}


@CATTRS
@pytest.mark.parametrize(("cls", "text"), HOST_TYPES.values(), ids=HOST_TYPES)
def test_the_converter_reads_no_infinity(cls, text):
    converter = jm.make_converter()
    assert converter.loads(text % "1.5", cls)
    for number in [*INFINITE, "NaN", "Infinity", "-Infinity"]:
        with pytest.raises(jm.ValidationError):
            converter.loads(text % number, cls)


UNWRITABLE = {
    "infinity": float("inf"),
    "minus infinity": float("-inf"),
    "NaN": float("nan"),
    "an item": [1, float("nan")],
    "a value": {"a": {"b": float("inf")}},
    "a surrogate": "\ud800",
    "a surrogate inside": {"a": ["\udc00"]},
    "a key with a surrogate": {"\ud800": 1},
    "a key that is NaN": {float("nan"): 1},
    "too many digits": 10**5000,
    "too many digits inside": [10**5000],
}


@CATTRS
@pytest.mark.parametrize("value", UNWRITABLE.values(), ids=UNWRITABLE)
def test_the_converter_writes_what_dumps_writes(value):
    converter = jm.make_converter()
    for given in (value, [value, JOB.obj]):
        with pytest.raises(jm.ValidationError):
            converter.dumps(given)
    assert converter.loads(converter.dumps({"a": [1.5, None, "é"]}), Any) == {"a": [1.5, None, "é"]}


# Secrets in a host's schema (row 34): masked within the schema, or refused at first use.


HOST_SECRETS = {
    "a text": (Annotated[str, SECRET], TEXT, "other"),
    "or null": (jm.Omittable[Annotated[str, SECRET] | None], TEXT, None),
    "an item": (tuple[Annotated[str, SECRET], ...], [TEXT], ["other"]),
    "an omittable item": (jm.Omittable[tuple[Annotated[str, SECRET], ...] | None], [TEXT], []),
    "an item of an item": (tuple[tuple[Annotated[str, SECRET], ...], ...], [[TEXT]], [[]]),
    "a tuple": (Annotated[tuple[str, ...], SECRET], [TEXT, "b"], ["other"]),
    "a short text": (Annotated[str, SECRET, Length(0, 4)], "4711", "4712"),
    "a text of one length": (Annotated[str, SECRET, Length(5, 5)], "s4711", "other"),
    "a long text": (Annotated[str, SECRET, Length(40, 40)], TEXT.ljust(40, "."), "x" * 40),
    "an integer": (Annotated[int, SECRET], 47114711, 5),
    "a number": (Annotated[float, SECRET], 4711.25, 0.5),
    "a boolean": (Annotated[bool, SECRET], True, False),
    "an object": (Annotated[jm.TrainingFile, SECRET], {"file_id": TEXT}, {"file_id": "f"}),
    "objects": (Annotated[tuple[jm.TrainingFile, ...], SECRET], [{"file_id": TEXT}], []),
    "free-form": (Annotated[Mapping[str, Any], SECRET], {"a": [TEXT]}, {}),
    "a map": (Annotated[Mapping[str, str], SECRET], {"a": TEXT}, {}),
    "values of a map": (Mapping[str, Annotated[str, SECRET]], {"a": TEXT}, {}),
    "an enum": (Annotated[jm.Status, SECRET], "RUNNING", "FAILED"),
    "a constant": (Annotated[Literal["constant"], SECRET], "constant", "constant"),
}


@pytest.mark.parametrize(("hint", "value", "other"), HOST_SECRETS.values(), ids=HOST_SECRETS)
def test_a_secret_of_a_hosts_schema_is_masked_or_refused(hint, value, other):
    annotations = {"x": hint}
    host = type("Host", (jm.Model,), {"__annotations__": annotations, "__module__": __name__})
    try:
        host = frozen(host)
        obj, another = (jm.structure({"x": x}, host) for x in (value, other))
    except TypeError:
        return
    errors = []
    wrong = {"x": [*(value if isinstance(value, list) else [value]), 5, TEXT]}
    for payload in (wrong, {"x": TEXT}, {"x": {"file_id": [TEXT]}}):
        try:
            jm.structure(payload, host)
        except jm.ValidationError as error:
            errors.append(str(error))
    for text in (repr(obj), repr(fixtures.diff(obj, another)), *errors):
        assert not re.search("4711|topsecret", text)
    redacted = jm.redact(obj)
    assert value == other or jm.unstructure(redacted) != {"x": value}
    assert value == other or not re.search("4711|topsecret", jm.dumps(redacted))
    assert jm.structure(jm.unstructure(redacted), host) == redacted
    assert isinstance(fixtures.example(host), host)


# Rules in a host's schema: every one applies, or the class is refused at first use.


class Whole(Constraint):
    """A rule of a host: a whole number."""

    def holds(self, value: Any) -> bool:
        return value == int(value)

    def expression(self, name: str) -> str:
        return f"{name} == int({name})"

    def phrase(self, unit: str) -> str:
        return "without a fraction"


BROKEN_RULES = {
    "the tighter minimum is first": (Annotated[float, Ge(5), Ge(1)], 2.5),
    "the tighter minimum is last": (Annotated[float, Ge(1), Ge(5)], 2.5),
    "the tighter maximum is first": (Annotated[float, Le(1), Le(5)], 2.5),
    "exclusive and not": (Annotated[float, Gt(1), Ge(1)], 1.0),
    "not and exclusive": (Annotated[float, Ge(1), Gt(1)], 1.0),
    "two minima of an integer": (Annotated[int, Ge(5), Ge(1)], 2),
    "a bound that no float holds": (Annotated[float, Ge(2**53 + 1)], 2**53),
    "a maximum that no float holds": (Annotated[float, Le(2**53 + 1)], 2**53 + 2),
    "a large bound of an integer": (Annotated[int, Ge(2**53 + 1)], 2**53),
    "a host's rule of a number": (Annotated[float, Whole()], 2.5),
    "a host's rule of a number with a bound": (Annotated[float, Ge(0), Whole()], 2.5),
    "a host's rule of an item": (tuple[Annotated[float, Whole()], ...], [1, 2.5]),
    "two lengths": (Annotated[str, Length(3), Length(1)], "ab"),
    "two lengths of an array": (Annotated[tuple[str, ...], Length(0, 1), Length(0, 5)], ["a", "b"]),
}


def hosts_class(**annotations: Any) -> Any:
    made = {"__annotations__": annotations, "__module__": __name__}
    return frozen(type("Host", (jm.Model,), made))


@pytest.mark.parametrize(("hint", "value"), BROKEN_RULES.values(), ids=BROKEN_RULES)
def test_every_rule_of_a_hosts_schema_applies(hint, value):
    with pytest.raises((jm.ValidationError, TypeError)):
        jm.structure({"x": value}, hosts_class(x=hint))


@pytest.mark.parametrize("names", [("a_1", "a1"), ("a_b", "aB"), ("_a", "A"), ("a__b", "a_b")])
def test_two_fields_never_share_a_key(names):
    try:
        cls = hosts_class(**dict.fromkeys(names, int))
        obj = jm.structure(dict.fromkeys(names, 1), cls)
    except TypeError:
        return
    for case in ("snake", "camel"):
        assert len(jm.unstructure(obj, case=case)) == 2


# JSON equality (row 35): a boolean is never a number, and 1 and 1.0 are the same number.

UNEQUAL = [(True, 1), (False, 0), (True, 1.0), (False, -0.0), (True, "true"), (None, False)]
EQUAL = [(1, 1.0), (0, -0.0), (10**20, 1e20), (True, True), (False, False), ("1", "1")]


def placed(value: object) -> list[Any]:
    """Objects with the value in each place that can have any JSON value."""
    values: list[Any] = [
        *(value, [value], [[value]], {"a": value}, {"a": [{"b": [None, value]}]}, [1, "x", value]),
    ]
    objects = [make(x) for x in values for make in (lambda x: part(x=x), event)]
    objects += [jm.FrozenDict({"x": x}) for x in values]
    job = {**JOB.snake, "integrations": [{**PART, "x": value}], "y": [value]}
    objects.append(jm.structure(job, jm.JobOut))
    objects.append(jm.structure({"total": 1, "data": [job]}, jm.JobsOut))
    variant = {"integrations": [{"type": "mlflow", "x": value}], "id": "a"}
    objects.append(jm.structure(variant, jm.JobOut, lenient=True))
    if value is not None:
        data = {"name": "n", "data": value}
        objects.append(jm.structure(data, jm.EventOut, lenient=True))
    return objects


@pytest.mark.parametrize(("one", "other"), UNEQUAL, ids=repr)
def test_different_json_means_unequal_objects(one, other):
    if None in (one, other):
        pairs = zip(placed(one)[:-1], placed(other)[: len(placed(one)) - 1], strict=False)
    else:
        pairs = zip(placed(one), placed(other), strict=True)
    for left, right in pairs:
        assert left != right
        assert right != left
        assert len({left, right}) == 2
        assert fixtures.diff(left, right)
        assert fixtures.diff(right, left)
        assert jm.fill_defaults(left) != jm.fill_defaults(right)


@pytest.mark.parametrize(("one", "other"), EQUAL, ids=repr)
def test_the_same_json_means_equal_objects(one, other):
    for left, right in zip(placed(one), placed(other), strict=True):
        assert left == right
        assert hash(left) == hash(right)
        assert fixtures.diff(left, right) == ()


@pytest.mark.parametrize(("one", "other"), UNEQUAL[:4], ids=repr)
def test_a_frozen_dict_compares_with_mappings_as_json(one, other):
    for x, y in ((one, other), ([one], [other]), ({"a": one}, {"a": other})):
        assert jm.FrozenDict({"x": x}) != {"x": y}
        assert {"x": y} != jm.FrozenDict({"x": x})
        assert jm.FrozenDict({"x": x}) == {"x": x}
    assert jm.FrozenDict({"x": 1}) == {"x": 1.0}


@pytest.mark.parametrize(("one", "other"), UNEQUAL[:4], ids=repr)
def test_a_fixture_check_compares_as_json(one, other, tmp_path):
    (tmp_path / "fixtures").mkdir()
    checks = fixtures.JobFixture(tmp_path, tmp_path, update=False, report=print)
    left, right = (jm.structure({**JOB.snake, "x": [x]}, jm.JobOut) for x in (one, other))
    fixtures.dump(left, tmp_path / "fixtures" / "job.json", redact=False)
    checks.check(left, "job")
    with pytest.raises(AssertionError, match=r"\$\.x"):
        checks.check(right, "job")


# A copied converter (row 36): its own hooks count.


@CATTRS
@pytest.mark.parametrize("make", ["register_hooks", "make_converter"])
def test_a_copied_converter_uses_its_own_hooks(make):
    import cattrs

    class Point:
        pass

    first = cattrs.Converter() if make == "register_hooks" else jm.make_converter()
    if make == "register_hooks":
        jm.register_hooks(first)
    types = [int, Point, jm.Status, jm.JobOut, jm.TrainingFile]
    for cls in types:
        first.register_structure_hook(cls, lambda *_: "first")
    second = first.copy()
    for cls in types:
        second.register_structure_hook(cls, lambda *_: "own")
    third = second.copy()
    for cls in types:
        for hint in (jm.Omittable[cls], jm.Omittable[cls | None], Union[jm.UnsetType, cls]):
            found = [converter.structure(5, hint) for converter in (first, second, third)]
            assert found == ["first", "own", "own"], hint


# List pages in the guide's loop (row 38): the same count as ``check``.


def test_the_guide_counts_the_jobs_of_list_pages(run, tmp_path, monkeypatch):
    page = Page(PROJECT / "docs" / "guide" / "archive.md")
    (code,) = (text for text in page.of("python") if "Counter(" in text)
    jobs = [
        {**RECORD, "status": status, "job_type": kind}
        for status in ("SUCCESS", "RUNNING", "PAUSED")
        for kind in ("FT", "completion", "classifier")
    ]
    records = [
        {"object": "list", "total": 3, "data": jobs[:3]},
        {"object": "list", "total": 4, "data": jobs[3:7]},
        {"total": 2, "data": [{**RECORD, "createdAt": 1}, {"id": "b", "status": None}]},
        {"object": "list", "total": 0, "data": []},
        *jobs,
        {"model": "m", "hyperparameters": {}},
    ]
    monkeypatch.chdir(tmp_path)
    assert jm.dump_jsonl(map(jm.read_record, records), "jobs.jsonl.gz") == len(records)
    scope: dict[str, Any] = {"jm": jm}
    exec(re.sub(r"^assert .*$", "", code, flags=re.MULTILINE), scope)
    text = "".join(json.dumps(record) + "\n" for record in records)
    _, out, _ = run("check", "--lenient", text=text, name="jobs.jsonl")
    by_status = out.partition("By status")[2].splitlines()[2:]
    checked = Counter({line.split()[1]: int(line.split()[0]) for line in by_status})
    counted = Counter({key.strip("'"): count for key, count in scope["counted"].items()})
    assert counted.total() == checked.total() == 18
    assert counted["SUCCESS"] == checked["SUCCESS"] == 7


# Files (rows 40, 42 and 43).

LINE = jm.dumps(JOB.obj).encode() + b"\n"


@POSIX
@pytest.mark.parametrize("data", [LINE, LINE + LINE[:30], b"", b"{", LINE * 3], ids=len)
@pytest.mark.parametrize("mode", ["raw", "buffered", "text"])
@pytest.mark.parametrize("is_closed", [True, False], ids=["closed", "open"])
def test_a_pipe_without_data_is_not_at_its_end(data, mode, is_closed):
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    os.write(writing, data)
    form = {"raw": ("rb", 0), "buffered": ("rb", -1), "text": ("r", -1)}[mode]
    with open(reading, *form) as file, open(writing, "wb") as end:
        if is_closed:
            end.close()
            read = list(jm.iter_jsonl(file))
            assert len(read) == len([part for part in data.split(b"\n") if part])
        else:
            with pytest.raises(BlockingIOError):
                list(jm.iter_jsonl(file))


class Unready(io.RawIOBase):
    """A non-blocking file that accepts some bytes, and then no more."""

    def __init__(self, room: int, answer: int | None = None) -> None:
        self.room, self.answer, self.calls = room, answer, 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int | None:
        self.calls += 1
        assert self.calls < 100, "written again without end"
        size = min(self.room, len(data))
        self.room -= size
        return size or self.answer


@pytest.mark.parametrize("room", [0, 10])
@pytest.mark.parametrize("answer", [None, 0])
def test_a_pipe_that_is_full_is_an_error(room, answer):
    with pytest.raises(BlockingIOError):
        jm.dump_jsonl([JOB.obj], Unready(room, answer))


@pytest.mark.parametrize("mode", ["r+b", "r+", "a+b", "a+"])
@pytest.mark.parametrize("records", ["as read", "filtered"])
@pytest.mark.parametrize("count", [3, 200])
def test_a_file_is_not_written_while_it_is_read(mode, records, count, tmp_path):
    path = tmp_path / "jobs.jsonl"
    path.write_bytes(LINE * count)
    with open(path, mode) as file:
        file.seek(0)
        read = jm.iter_jsonl(file)
        if records == "filtered":
            read = (record for record in read if record)
        with pytest.raises((ValueError, TypeError, OSError)):
            jm.dump_jsonl(read, file)
    assert path.read_bytes() == LINE * count


BLANK = ["", " ", "\t", "\r", " \t\r"]
NOT_BLANK = ["\f", "\v", "\x85", "\xa0", "\x1c", "\x1f", "\u2028", "\u3000", "\ufeff\ufeff", " \f "]


def positions(lines: str, run) -> list[list[int]]:
    """The indexes of the lines that each way of reading reports as an error."""
    read = {
        "text": jm.read_records(lines.split("\n")),
        "bytes": jm.read_records(lines.encode().split(b"\n")),
        "text file": jm.iter_jsonl(io.StringIO(lines, newline="\n")),
        "file": jm.iter_jsonl(io.BytesIO(lines.encode())),
        "text file, class": jm.iter_jsonl(io.StringIO(lines, newline="\n"), jm.JobOut),
        "file, class": jm.iter_jsonl(io.BytesIO(lines.encode()), jm.JobOut),
    }
    found = [
        [item.position for item in items if isinstance(item, jm.RecordError)]
        for items in read.values()
    ]
    _, out, _ = run("check", "--json", "--lenient", text=lines, name="x.jsonl")
    rows = [json.loads(row) for row in out.splitlines()]
    return [*found, [row["line"] - 1 for row in rows if not row["ok"]]]


@pytest.mark.parametrize("blank", BLANK, ids=ascii)
def test_a_line_of_json_white_space_is_blank_everywhere(blank, run):
    line = LINE.decode()
    assert positions(f"{line}{blank}\n{line}", run) == [[]] * 7


@pytest.mark.parametrize("blank", NOT_BLANK, ids=ascii)
def test_a_line_of_other_white_space_is_an_error_everywhere(blank, run):
    line = LINE.decode()
    assert positions(f"{line}{blank}\n{line}", run) == [[1]] * 7


# The case of the keys (row 41): those that the schema defines have one case.

PARAMETERS = [
    {"training_steps": 1, "fim_ratio": 0.5},
    {"training_steps": 1, "fim_ratio": None},
    {"fim_ratio": 0.5},
    {"training_steps": 1, "learning_rate": 0.1, "fim_ratio": 0.5, "epochs": 1},
]


def in_camel(value: Any) -> Any:
    if isinstance(value, list):
        return [in_camel(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        re.sub(r"_([a-z])", lambda found: found[1].upper(), key): in_camel(item)
        for key, item in value.items()
    }


@pytest.mark.parametrize("kind", ["classifier", "completion", None, "other"])
@pytest.mark.parametrize("parameters", PARAMETERS, ids=json.dumps)
def test_the_keys_of_a_request_are_written_in_one_case(kind, parameters, run):
    payload = {"model": "m", "job_type": kind, "hyperparameters": parameters}
    payload["training_files"] = [{"file_id": "f"}]
    for given in (payload, in_camel(payload)):
        obj = jm.structure(given, jm.v2026.JobIn, lenient=True)
        assert jm.unstructure(obj) == payload
        assert jm.unstructure(obj, case="camel") == in_camel(payload)
        for case, wanted in (("snake", payload), ("camel", in_camel(payload))):
            options = ["convert", "--model", "v2026.JobIn", "--case", case]
            status, out, _ = run(*options, text=json.dumps(given))
            assert (status, json.loads(out)) == (0, wanted)


# What attackers found in the schemas and converters of hosts.


class Less(Le):
    """A rule of a host that compares in another way than its base."""

    symbol = "<"
    words = "less than"
    compare = operator.lt


def test_a_hosts_subclass_of_a_rule_applies():
    host = hosts_class(x=Annotated[float, Less(1)])
    with pytest.raises(jm.ValidationError, match=r"less than 1, found 1\.0"):
        jm.structure({"x": 1.0}, host)
    assert jm.structure({"x": 0.5}, host).x == 0.5
    assert "maximum" not in jm.json_schema(host)["$defs"]["Host"]["properties"]["x"]


def test_arrays_of_free_form_objects_compare_as_json():
    host = hosts_class(x=tuple[Mapping[str, Any], ...])
    one, other = (jm.structure({"x": [x, {"a": x}]}, host, lenient=True) for x in (True, 1))
    assert one != other
    assert len({one, other}) == 2
    assert fixtures.diff(one, other)


def test_nested_mappings_of_any_type_compare_as_json():
    frozen_dict = jm.FrozenDict({"a": {"b": [1, {}]}})
    assert frozen_dict == MappingProxyType(
        {"a": MappingProxyType({"b": (1, MappingProxyType({}))})}
    )
    assert frozen_dict != MappingProxyType({"a": MappingProxyType({"b": (True, {})})})


@pytest.mark.parametrize("hint", [Annotated[str, SECRET, Whole()], Annotated[int, SECRET]])
def test_a_secret_that_a_mask_cannot_replace_is_refused(hint):
    with pytest.raises(TypeError, match="SECRET"):
        jm.structure({"x": "1"}, hosts_class(x=hint))


@CATTRS
def test_problems_under_a_hosts_secret_key_show_no_value():
    import cattrs

    converter = cattrs.Converter()
    jm.register_hooks(converter)
    for cls in (dict[str, jm.Status], dict[str, list[jm.WandbIntegration]]):
        value = TEXT if cls == dict[str, jm.Status] else [{"type": TEXT}]
        with pytest.raises(Exception, match="structuring") as caught:
            converter.structure({"wandb_keys": value}, cls)
        assert TEXT not in repr(jm.problems_of(caught.value))


@pytest.mark.needs("attrs")
@pytest.mark.parametrize("decorator", ["frozen", "define"])
def test_a_class_made_by_another_decorator_is_refused(decorator):
    attrs = pytest.importorskip("attrs")
    host = type("Host", (jm.WandbIntegration,), {"__annotations__": {"team": str}, "team": ""})
    with pytest.raises(TypeError, match=r"decorate Host with jobmodels.core.define.frozen"):
        jm.structure(
            {"project": "p", "api_key": TEXT}, getattr(attrs, decorator)(kw_only=True)(host)
        )
