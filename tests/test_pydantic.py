"""The model classes and enums in a host's pydantic models and FastAPI routes.

``structure`` and ``unstructure`` define what each field does, and ``jsonschema`` checks the
answers against the published schema.
"""

import copy
import dataclasses
import json
import pickle
import random
import re
import subprocess
import sys
from functools import partial, reduce
from typing import Annotated, Any

import pytest
from under_test import HOST_REASON, NAME, PATH

pydantic = pytest.importorskip("pydantic", reason=f"{HOST_REASON} pydantic")

from forms import load_copy, load_single_file  # noqa: E402
from pydantic import BaseModel, ConfigDict, Field, RootModel, TypeAdapter  # noqa: E402
from pydantic.json_schema import models_json_schema  # noqa: E402
from pydantic_core import PydanticSerializationError  # noqa: E402
from samples import API_KEY, CASES, JOB, TOKEN, case_id, case_of_class  # noqa: E402

import jobmodels as jm  # noqa: E402
from jobmodels.core.define import frozen  # noqa: E402
from jobmodels.core.errors import join  # noqa: E402
from jobmodels.pydantic_fields import _steps  # noqa: E402
from jobmodels.records.editions import ENUMS, MODELS, TOP_LEVEL, UNIONS  # noqa: E402

PREFIX = NAME.replace(".", "__")
JOB_IN = case_of_class(jm.JobIn)
WRONG = (None, True, -1, 1.5, "", "x" * 50, [], [None], {}, {"a": [1]}, float("nan"), b"x")


class Host(BaseModel):
    job: jm.JobOut
    jobs: list[jm.JobOut] = []
    by_name: dict[str, tuple[jm.TrainingFile, ...]] = {}
    maybe: jm.JobIn | None = None
    status: jm.Status = jm.Status.QUEUED
    described: Annotated[jm.JobMetadataOut | None, Field(description="Estimates.")] = None


@pytest.fixture
def host():
    return Host(job=JOB.snake, jobs=[JOB.camel, JOB.obj], status="RUNNING")


def needs_pydantic(*version):
    if tuple(map(int, pydantic.VERSION.split(".")[:2])) < version:
        pytest.skip(f"{HOST_REASON} pydantic {version}")


def raised(type_, payload):
    with pytest.raises(pydantic.ValidationError) as caught:
        TypeAdapter(type_).validate_python(payload)
    return caught.value


# Reading.


@pytest.mark.parametrize("case", CASES, ids=case_id)
def test_every_class_reads_and_writes_as_alone(case):
    adapter = TypeAdapter(type(case.obj))
    for payload in (case.snake, case.camel):
        text = json.dumps(payload)
        for obj in (
            adapter.validate_python(payload),
            adapter.validate_python(payload, strict=True),
            adapter.validate_json(text),
            adapter.validate_json(text, strict=True),
            adapter.validate_python(jm.FrozenDict(payload)),
        ):
            assert type(obj) is type(case.obj)
            assert obj == case.obj
    assert adapter.validate_python(case.obj) is case.obj
    for by_alias, name in ((False, "snake"), (True, "camel")):
        written = jm.unstructure(case.obj, case=name)
        assert list(adapter.dump_python(case.obj, by_alias=by_alias).items()) == list(
            written.items()
        )
        assert adapter.dump_python(case.obj, mode="json", by_alias=by_alias) == written
        text = adapter.dump_json(case.obj, by_alias=by_alias)
        assert list(json.loads(text).items()) == list(json.loads(json.dumps(written)).items())


def test_a_payload_is_not_changed_and_shares_nothing():
    payload = {**copy.deepcopy(JOB.snake), "unknown": {"a": [1]}}
    before = copy.deepcopy(payload)
    obj = TypeAdapter(jm.JobOut).validate_python(payload)
    payload["unknown"]["a"].append(2)
    assert jm.unstructure(obj) == before
    TypeAdapter(jm.JobOut).dump_python(obj)["unknown"]["a"].append(3)
    assert jm.unstructure(obj) == before


def test_an_object_that_was_read_leniently_is_kept():
    lenient = jm.structure({"status": "NEW", "x": [1]}, jm.JobOut, lenient=True)
    kept = TypeAdapter(jm.JobOut).validate_python(lenient)
    assert kept is lenient
    assert TypeAdapter(jm.JobOut).dump_json(kept) == b'{"status":"NEW","x":[1]}'


def test_in_containers_and_models(host):
    assert host.job == host.jobs[0] == host.jobs[1] == JOB.obj
    assert host.jobs[1] is JOB.obj
    assert host.status is jm.Status.RUNNING
    again = Host.model_validate_json(host.model_dump_json())
    assert again == host == Host.model_validate(host.model_dump(by_alias=True))
    assert host.model_copy() == host.model_copy(deep=True) == copy.deepcopy(host) == host
    assert pickle.loads(pickle.dumps(host)) == host
    assert host.model_dump(include={"job"}) == {"job": JOB.snake}
    assert host.model_dump(include={"job"}, by_alias=True) == {"job": JOB.camel}


def test_other_kinds_of_hosts():
    @pydantic.dataclasses.dataclass
    class OfPydantic:
        job: jm.JobOut

    @dataclasses.dataclass
    class Plain:
        job: jm.JobOut

    class Jobs(RootModel[list[jm.JobOut]]):
        pass

    class Checked(BaseModel, validate_assignment=True, from_attributes=True, strict=True):
        job: jm.JobOut

    assert OfPydantic(job=JOB.camel).job == JOB.obj
    assert TypeAdapter(Plain).validate_python({"job": JOB.camel}).job == JOB.obj
    assert Jobs([JOB.snake]).root == [JOB.obj]
    assert Jobs([JOB.snake]).model_dump(by_alias=True) == [JOB.camel]
    checked = Checked.model_validate(Plain(JOB.obj))
    assert checked.job is JOB.obj
    with pytest.raises(pydantic.ValidationError, match=re.escape("expected a string, found 1")):
        checked.job = {**JOB.snake, "id": 1}
    checked.job = JOB.camel
    assert checked.job == JOB.obj


@pytest.mark.parametrize("host_config", [{"extra": "forbid"}, {"extra": "allow"}, {"strict": True}])
def test_the_hosts_configuration_changes_nothing(host_config):
    class Strict(BaseModel):
        model_config = ConfigDict(**host_config, str_strip_whitespace=True, str_to_lower=True)
        job: jm.JobOut | jm.LegacyJobMetadataOut

    payload = {**JOB.snake, "unknown": " X ", "suffix": " X "}
    assert Strict(job=payload).model_dump() == {"job": payload}


def test_the_hosts_configuration_may_ask_for_aliases():
    needs_pydantic(2, 11)

    class ByAlias(BaseModel, serialize_by_alias=True):
        jobs: list[jm.JobOut | None]

    host = ByAlias(jobs=[JOB.snake, None])
    assert host.model_dump() == {"jobs": [JOB.camel, None]}
    assert host.model_dump(by_alias=False) == {"jobs": [JOB.snake, None]}


def test_any_model_is_read_as_the_class_that_detect_returns():
    adapter = TypeAdapter(list[jm.Model])
    objects = adapter.validate_python([JOB.camel, JOB_IN.snake, JOB.obj])
    assert [type(obj) for obj in objects] == [jm.JobOut, jm.JobIn, jm.JobOut]
    assert adapter.dump_python(objects) == [JOB.snake, JOB_IN.snake, JOB.snake]
    with pytest.raises(pydantic.ValidationError, match="record"):
        adapter.validate_python([{"a": 1}])
    assert adapter.json_schema()["$defs"]["Model"]["type"] == "object"


def test_a_field_of_the_base_class_of_jobs_holds_any_job_and_reads_none():
    adapter = TypeAdapter(jm.Job)
    assert adapter.validate_python(JOB.obj) is JOB.obj
    assert adapter.dump_python(JOB.obj) == JOB.snake
    with pytest.raises(TypeError, match="expected a model class with fields"):
        adapter.validate_python(JOB.snake)


def test_a_subclass_of_the_host():
    @frozen
    class Own(jm.TrainingFile):
        owner: str

    payload = {"file_id": "f", "owner": "me", "x": 1}
    own = TypeAdapter(Own).validate_python(payload)
    assert TypeAdapter(jm.TrainingFile).validate_python(own) is own
    assert TypeAdapter(jm.TrainingFile).dump_python(own) == payload
    assert "owner" in TypeAdapter(Own).json_schema()["properties"]


# Unions.


def payloads_of(members):
    for case in CASES:
        if type(case.obj) in members:
            yield from (case.snake, case.camel)


@pytest.mark.parametrize("union", UNIONS, ids=str)
def test_a_union_reads_what_structure_reads(union):
    adapter, rng = TypeAdapter(union), random.Random(1)
    members = [cls for cls in MODELS if cls.__name__ in str(union)]
    for payload in payloads_of(members):
        for spoiled in [payload, *(spoil(payload, rng) for _ in range(30))]:
            if problems_of(spoiled, union):
                raised(union, spoiled)
            else:
                expected, read = jm.structure(spoiled, union), adapter.validate_python(spoiled)
                assert (type(read), read) == (type(expected), expected)


def test_a_union_reads_the_class_with_the_most_keys():
    detailed = {**JOB.snake, "checkpoints": []}
    for union in (jm.JobOut | jm.DetailedJobOut, jm.DetailedJobOut | jm.JobOut):
        adapter = TypeAdapter(union)
        for payload in (detailed, {**JOB.camel, "checkpoints": []}):
            assert type(adapter.validate_python(payload)) is jm.DetailedJobOut
        assert adapter.validate_python(JOB.obj) is JOB.obj
        text = json.dumps(detailed)
        assert type(adapter.validate_json(text, strict=True)) is jm.DetailedJobOut
        # Both classes define all keys of this payload: as with pydantic's models, the first wins.
        first = union.__args__[0]
        assert type(adapter.validate_python(JOB.snake)) is first


@pytest.mark.parametrize(
    "payload", [{"file_id": "f", "owner_name": "a"}, {"fileId": "f", "ownerName": "a"}]
)
def test_unknown_keys_do_not_count(payload):
    needs_pydantic(2, 12)

    @frozen
    class Owned(jm.TrainingFile):
        owner_name: str

    for union in (jm.TrainingFile | Owned, Owned | jm.TrainingFile):
        assert type(TypeAdapter(union).validate_python({**payload, "x": 1, "y": 2})) is Owned


def test_unions_with_other_types():
    class Note(BaseModel):
        text: str

    for union in (jm.JobOut | Note | None | str, str | None | Note | jm.JobOut):
        adapter = TypeAdapter(union)
        for value in (JOB.obj, Note(text="a"), None, "a"):
            assert adapter.validate_python(value) is value
            written = adapter.dump_python(value)
            assert adapter.validate_python(written) == value
            assert adapter.validate_json(adapter.dump_json(value)) == value
    for union in (jm.JobOut | dict[str, Any], dict[str, Any] | jm.JobOut):
        assert TypeAdapter(union).validate_python(JOB.snake) == JOB.obj
        assert TypeAdapter(union).validate_python({"a": 1}) == {"a": 1}


def test_a_problem_of_a_union_names_the_class():
    error = raised(list[jm.JobOut | jm.LegacyJobMetadataOut], [{**JOB.snake, "id": 1}])
    assert {problem["loc"][:2] for problem in error.errors()} == {
        (0, "function-wrap[JobOut()]"),
        (0, "function-wrap[LegacyJobMetadataOut()]"),
    }


# Problems.


def spoil(payload, rng):
    """Returns a copy of a payload with one change at a random place."""
    payload = copy.deepcopy(payload)
    places = list(places_in(payload))
    container, key = rng.choice(places)
    change = rng.randrange(4)
    if change == 0 and isinstance(container, dict):
        del container[key]
    elif change == 1 and isinstance(container, dict):
        container[rng.choice(["", "a.b", 'q"[1]', "x" * 90, "\u00e9", "apiKey"])] = rng.choice(
            WRONG
        )
    else:
        container[key] = rng.choice(WRONG)
    return payload


def places_in(value):
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in list(items):
        yield value, key
        if isinstance(item, (dict, list)):
            yield from places_in(item)


def problems_of(payload, type_):
    try:
        jm.structure(payload, type_)
    except jm.ValidationError as error:
        return [*error.problems]
    return []


def text_of(loc):
    return reduce(join, loc, "$")


@pytest.mark.parametrize("case", CASES, ids=case_id)
def test_each_problem_of_structure_is_an_error_at_its_location(case):
    cls, rng = type(case.obj), random.Random(1)
    adapter = TypeAdapter(dict[str, list[cls]])
    for _ in range(200):
        payload = spoil(rng.choice([case.snake, case.camel]), rng)
        problems = problems_of(payload, cls)
        if not problems:
            read = adapter.validate_python({"jobs": [payload]})
            assert read == {"jobs": [jm.structure(payload, cls)]}
            continue
        with pytest.raises(pydantic.ValidationError) as caught:
            adapter.validate_python({"jobs": [case.snake, payload]})
        found = caught.value.errors()
        assert {it["loc"][:2] for it in found} == {("jobs", 1)}
        assert [(text_of(it["loc"][2:]), it["msg"]) for it in found] == problems
        assert {(it["type"], it["input"]) for it in found} == {("jobmodels", None)}


STEPS = (
    "a",
    "",
    "a.b",
    "a[1]",
    '"',
    "\\",
    "]",
    'x"]["y',
    "\u00e9",
    "\n",
    "1",
    1,
    0,
    27,
    "...",
    "$",
)


def test_the_steps_of_a_path():
    rng = random.Random(1)
    for _ in range(2000):
        steps = tuple(rng.choices(STEPS, k=rng.randrange(6)))
        assert _steps(text_of(steps)) == steps
        assert _steps(text_of(steps) + "...") == steps


def test_braces_in_a_message_stay():
    (problem,) = raised(jm.JobOut, {**JOB.snake, "status": "{loc}{0}{{x}}"}).errors()
    assert "{loc}{0}{{x}}" in problem["msg"]


def test_no_error_contains_a_secret():
    integration = JOB_IN.snake["integrations"][0]
    repository = JOB_IN.snake["repositories"][0]
    for changes in (
        {"integrations": [{**integration, "api_key": API_KEY + "0"}]},
        {"integrations": [{**integration, "project": 1}]},
        {"integrations": [{"type": "wandb", "apiKey": API_KEY, "Project": TOKEN}]},
        {"integrations": [{**integration, "api_key": [API_KEY]}]},
        {"integrations": [{**integration, "api_key": {API_KEY: TOKEN}}]},
        {"repositories": [{**repository, "token": {"value": TOKEN}, "weight": -1}]},
        {"model": 1, "wandb_api_key": TOKEN},
    ):
        for type_ in (jm.JobIn, list[jm.JobIn], jm.JobIn | jm.JobOut | None, jm.JobInIntegrations):
            payload = {**JOB_IN.snake, **changes}
            error = raised(type_, [payload] if type_ == list[jm.JobIn] else payload)
            for text in (str(error), repr(error), repr(error.errors()), error.json()):
                assert API_KEY not in text
                assert TOKEN not in text


# Enums.


@pytest.mark.parametrize("enum", ENUMS, ids=lambda enum: enum.__name__)
def test_enums(enum):
    adapter = TypeAdapter(enum)
    for member in (*enum, enum.open("NEW")):
        assert adapter.validate_python(member) is member
        assert adapter.validate_python(member, strict=True) is member
        assert adapter.dump_python(member) == member.value
        assert adapter.dump_json(member) == json.dumps(member.value).encode()
        if member.is_known:
            assert adapter.validate_python(member.value) is member
            assert adapter.validate_json(json.dumps(member.value), strict=True) is member
    for value in ("NEW", 1, None, [], True):
        raised(enum, value)
    assert adapter.json_schema()["enum"] == [member.value for member in enum]


# Writing.


def test_a_value_that_is_not_ours_is_an_error():
    for value in (JOB.snake, 1, "a", [JOB.obj]):
        wrong = Host.model_construct(job=value)
        for dump in (wrong.model_dump, wrong.model_dump_json):
            with pytest.raises(PydanticSerializationError, match="expected an object"):
                dump()


def test_what_cannot_be_left_out_is_an_error(host):
    for options in ({"exclude": {"job": {"id"}}}, {"include": {"jobs": {0: {"id"}}}}):
        with pytest.raises(PydanticSerializationError, match="include and exclude"):
            host.model_dump(**options)
    assert "job" not in host.model_dump(exclude={"job"})
    for option in ("exclude_none", "exclude_unset", "exclude_defaults"):
        assert host.model_dump(**{option: True})["job"] == JOB.snake


# JSON Schema.


def references(schema):
    if isinstance(schema, dict):
        for key, value in schema.items():
            if key == "$ref":
                yield value
            elif key == "mapping":
                yield from value.values()
            else:
                yield from references(value)
    elif isinstance(schema, list):
        for item in schema:
            yield from references(item)


def resolve(document, reference):
    assert reference.startswith("#/")
    return reduce(lambda part, key: part[key], reference[2:].split("/"), document)


@pytest.mark.parametrize("cls", MODELS, ids=lambda cls: f"{cls.__module__}.{cls.__name__}")
@pytest.mark.parametrize("mode", ["validation", "serialization"])
@pytest.mark.parametrize("by_alias", [True, False])
def test_the_json_schema_is_that_of_the_class(cls, mode, by_alias):
    schema = TypeAdapter(cls).json_schema(mode=mode, by_alias=by_alias)
    case = "camel" if by_alias and mode == "serialization" else "snake"
    expected = jm.json_schema(cls, case)
    definitions = expected.pop("$defs")
    found = schema.pop("$defs", {})
    root = definitions.pop(cls.__name__)
    assert found == definitions
    assert schema == root


@frozen
class Tree(jm.Model):
    label: str
    twigs: "tuple[Twig, ...]"


@frozen
class Twig(jm.Model):
    trees: tuple[Tree, ...]
    twigs: "tuple[Twig, ...] | jm.UnsetType" = jm.UNSET


@pytest.mark.parametrize("cls", [Tree, Twig])
def test_classes_that_refer_to_each_other(cls):
    schema = TypeAdapter(list[cls]).json_schema()
    assert schema == {
        "$defs": jm.json_schema(cls)["$defs"],
        "items": {"$ref": f"#/$defs/{cls.__name__}"},
        "type": "array",
    }


def test_definitions_in_the_hosts_schema():
    jsonschema = pytest.importorskip("jsonschema", reason=f"{HOST_REASON} jsonschema")

    class JobOut(BaseModel):
        theirs: jm.JobOut
        later: jm.v2026.WandbIntegrationOut
        status: jm.Status
        created: jm.CreateJobResponse | None = None
        name: Annotated[jm.TrainingFile, Field(description="Mine.", examples=[{"file_id": "f"}])]

    schemas, document = models_json_schema(
        [(JobOut, "validation"), (JobOut, "serialization")],
        ref_template="#/components/schemas/{model}",
    )
    whole = {"components": {"schemas": document["$defs"]}}
    found = {*references(whole), *references([*schemas.values()])}
    assert len(found) > 20
    assert all(resolve(whole, reference) for reference in found)
    plain = JobOut.model_json_schema(mode="serialization")
    assert plain["properties"]["name"]["description"] == "Mine."
    assert plain["properties"]["name"]["examples"] == [{"file_id": "f"}]
    for module in ("models", "v2026"):  # two classes with one name
        assert f"{PREFIX}__{module}__response__WandbIntegrationOut" in plain["$defs"]
    for mode in ("Input", "Output"):  # beside the host's class with the same name
        assert f"{PREFIX}__models__response__JobOut-{mode}" in document["$defs"]
    jsonschema.Draft202012Validator.check_schema(plain)
    host = JobOut.model_validate(
        {
            "theirs": JOB.snake,
            "later": {"project": "p"},
            "status": "RUNNING",
            "name": {"file_id": "f"},
        }
    )
    for by_alias in (True, False):
        schema = JobOut.model_json_schema(mode="serialization", by_alias=by_alias)
        written = host.model_dump(mode="json", by_alias=by_alias)
        jsonschema.validate(written, schema)
        del written["theirs"]["createdAt" if by_alias else "created_at"]
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(written, schema)


def test_a_description_of_the_host():
    described = Annotated[jm.TrainingFile, Field(description="Mine.", examples=["a"])]
    schema = TypeAdapter(described).json_schema()
    assert (schema["description"], schema["examples"]) == ("Mine.", ["a"])
    assert (
        resolve(schema, schema["$ref"]) == jm.json_schema(jm.TrainingFile)["$defs"]["TrainingFile"]
    )


# FastAPI.


@pytest.fixture
def client():
    fastapi = pytest.importorskip("fastapi", reason=f"{HOST_REASON} FastAPI")
    testclient = pytest.importorskip("fastapi.testclient", reason=f"{HOST_REASON} httpx")
    app = fastapi.FastAPI()

    @app.post("/jobs")
    def create(job: jm.JobIn) -> jm.JobIn:
        return job

    @app.post("/two")
    def create_two(
        job: jm.JobIn,
        other: jm.JobIn | None = None,
    ) -> dict[str, int]:
        return {"jobs": 1 + (other is not None)}

    @app.get("/jobs")
    def jobs() -> list[jm.JobOut]:
        return [JOB.obj, JOB.obj]

    @app.get("/maybe/{name}")
    def maybe(name: str) -> jm.JobOut | None:
        return JOB.obj if name == "job" else None

    @app.get("/snake", response_model=jm.JobOut, response_model_by_alias=False)
    def snake() -> Any:
        return JOB.camel

    @app.get("/status/{status}")
    def status(status: jm.Status, also: jm.Status | None = None) -> Host:
        return Host(job=JOB.obj, status=status)

    @app.get("/wrong", response_model=jm.JobOut)
    def wrong() -> Any:
        return {**JOB.snake, "id": 1}

    return testclient.TestClient(app)


def test_fastapi(client):
    for payload in (JOB_IN.snake, JOB_IN.camel):
        answer = client.post("/jobs", json={**payload, "unknown": [1]})
        assert (answer.status_code, answer.json()) == (200, {**JOB_IN.camel, "unknown": [1]})
    assert client.post("/two", json={"job": JOB_IN.snake}).json() == {"jobs": 1}
    assert client.get("/jobs").json() == [JOB.camel, JOB.camel]
    assert client.get("/maybe/job").json() == JOB.camel
    assert client.get("/maybe/none").json() is None
    assert client.get("/snake").json() == JOB.snake
    answer = client.get("/status/RUNNING").json()
    assert (answer["status"], answer["job"]) == ("RUNNING", JOB.camel)
    assert client.get("/status/NEW").status_code == 422
    with pytest.raises(Exception, match="expected a string, found 1"):
        client.get("/wrong")


def test_fastapi_reports_each_problem_in_the_body(client):
    integration = {**JOB_IN.snake["integrations"][0], "api_key": API_KEY + "0"}
    payload = {**JOB_IN.snake, "integrations": [integration], "model": 1}
    with pytest.raises(jm.ValidationError) as caught:
        jm.structure(payload, jm.JobIn)
    for path, body, prefix in (
        ("/jobs", payload, ["body"]),
        ("/two", {"job": payload}, ["body", "job"]),
    ):
        answer = client.post(path, json=body)
        assert answer.status_code == 422
        details = answer.json()["detail"]
        assert all(it["loc"][: len(prefix)] == prefix for it in details)
        found = [(text_of(it["loc"][len(prefix) :]), it["msg"]) for it in details]
        assert found == [*caught.value.problems]
        assert API_KEY not in answer.text


def test_openapi(client):
    jsonschema = pytest.importorskip("jsonschema", reason=f"{HOST_REASON} jsonschema")
    document = client.get("/openapi.json").json()
    found = {*references(document)}
    assert len(found) > 10
    assert all(reference.startswith("#/components/schemas/") for reference in found)
    assert all(resolve(document, reference) for reference in found)
    for path, payload in (("/jobs", [JOB.camel]), ("/maybe/{name}", JOB.camel)):
        content = document["paths"][path]["get"]["responses"]["200"]["content"]
        schema = {**content["application/json"]["schema"], "components": document["components"]}
        jsonschema.validate(payload, schema)
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate([{}] if isinstance(payload, list) else {}, schema)
    body = document["paths"]["/jobs"]["post"]["requestBody"]["content"]["application/json"]
    schema = {**body["schema"], "components": document["components"]}
    jsonschema.validate(JOB_IN.snake, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**JOB_IN.snake, "training_files": 1}, schema)


# The package.


@pytest.mark.environment
@pytest.mark.parametrize("load", [load_copy, partial(load_single_file, TOP_LEVEL.date)])
def test_a_copy_without_this_part_refuses(load, tmp_path):
    cls = load(tmp_path).TrainingFile
    with pytest.raises(TypeError, match="TrainingFile: a pydantic field needs the part 'pydantic'"):
        TypeAdapter(list[cls])


@pytest.mark.environment
def test_nothing_imports_pydantic_unasked():
    code = (
        f"import sys, {NAME} as jm\n"
        "for name in jm.__all__: getattr(jm, name)\n"
        "jm.unstructure(jm.structure({'total': 1}, jm.JobsOut)), jm.json_schema(jm.JobOut)\n"
        "hosts = {'pydantic', 'pydantic_core', 'fastapi', 'msgspec', 'orjson'}\n"
        "assert not hosts & {*sys.modules}, hosts & {*sys.modules}\n"
        "import pydantic\n"
        "pydantic.TypeAdapter(jm.JobsOut).validate_python({'total': 1})\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env={"PYTHONPATH": str(PATH)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
