"""The exported JSON Schema: its structure, its descriptions, and a host's classes.

``conformance`` compares it with the published schemas.
"""

from __future__ import annotations

import copy
import dataclasses
import enum
import importlib.util
import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Annotated, Any, Literal

import pytest
import under_test
from test_containers import NOT_THESE, READS
from test_conversion import OPEN_TAGS

import jobmodels as jm
from jobmodels import v2024_06, v2026
from jobmodels.core.constraints import SECRET, Default, Ge, Gt, Le, Length, Uuid
from jobmodels.core.define import frozen
from jobmodels.core.model import Model
from jobmodels.core.openenum import OpenStrEnum
from jobmodels.core.unset import UNSET, Omittable
from jobmodels.docstrings import doc_of, field_docs, to_markdown
from jobmodels.json_schemas import json_schema
from jobmodels.records.editions import ENUMS, MODELS, UNIONS

each_case = pytest.mark.parametrize("case", ["snake", "camel"])
each_subject = pytest.mark.parametrize(
    "cls", [*MODELS, *UNIONS], ids=lambda cls: getattr(cls, "__name__", "union")
)


A_FILE = jm.TrainingFile(file_id="f")


@frozen
class Everything(Model):
    """One field of every kind."""

    text: str
    whole_number: int
    any_number: float
    yes_or_no: bool
    an_id: Uuid
    of_both_lengths: Annotated[str, Length(40, 40)]
    of_a_least_length: Annotated[str, Length(1)]
    of_a_most_length: Annotated[str, Length(0, 18)]
    at_least: Annotated[int, Ge(1)]
    more_than: Annotated[float, Gt(0)]
    between: Annotated[float, Ge(0), Le(0.5)]
    of_several_rules: Annotated[int, Ge(5), Ge(1), Le(9), Le(10)]
    of_several_lengths: Annotated[str, Length(3), Length(1, 9), Length(0, 12)]
    one_string: Literal["this"]
    one_of_some: v2026.FineTuneableModelType
    an_array: tuple[str, ...]
    of_some_items: Annotated[tuple[Annotated[int, Le(9)], ...], Length(1, 20)]
    of_arrays: tuple[Annotated[tuple[bool, ...], Length(0, 2)], ...]
    free_form: Mapping[str, Any]
    free_forms: tuple[Mapping[str, Any], ...]
    free_form_or_text: str | Mapping[str, Any]
    a_map: Mapping[str, Annotated[int, Ge(1)]]
    with_some_keys: Mapping[Annotated[str, Length(1, 32)], str]
    an_object: jm.MetricOut
    of_one_member: jm.Integrations
    of_two_members: v2026.JobsOutData
    told_by_none: v2026.Hyperparameters
    job_type: str
    a_secret: Annotated[str, SECRET]
    null_too: Omittable[Annotated[int, Ge(1)] | None] = UNSET
    an_object_or_null: Omittable[jm.MetricOut | None] = UNSET
    a_secret_or_null: Omittable[Annotated[str, SECRET, Default("none")] | None] = UNSET
    with_a_number: Omittable[Annotated[float, Default(1.0)]] = UNSET
    with_no_items: Omittable[Annotated[tuple[str, ...], Default(())] | None] = UNSET
    with_a_member: Omittable[Annotated[jm.Status, Default(jm.Status.QUEUED)]] = UNSET
    with_members: Omittable[Annotated[tuple[jm.Status, ...], Default((jm.Status.QUEUED,))]] = UNSET
    with_null: Omittable[Annotated[str, Default(None)] | None] = UNSET
    with_false: Omittable[Annotated[bool, Default(False)]] = UNSET
    with_an_object: Omittable[Annotated[jm.TrainingFile, Default(A_FILE)]] = UNSET


def ref(name):
    return {"$ref": f"#/$defs/{name}"}


def or_null(schema):
    return {"anyOf": [schema, {"type": "null"}]}


def told_by(tag, **members):
    return {
        "anyOf": [ref(name) for name in members.values()],
        "discriminator": {
            "propertyName": tag,
            "mapping": {value: f"#/$defs/{name}" for value, name in members.items()},
        },
    }


EVERYTHING = {
    "text": {"type": "string"},
    "wholeNumber": {"type": "integer"},
    "anyNumber": {"type": "number"},
    "yesOrNo": {"type": "boolean"},
    "anId": {"type": "string", "format": "uuid"},
    "ofBothLengths": {"type": "string", "minLength": 40, "maxLength": 40},
    "ofALeastLength": {"type": "string", "minLength": 1},
    "ofAMostLength": {"type": "string", "maxLength": 18},
    "atLeast": {"type": "integer", "minimum": 1},
    "moreThan": {"type": "number", "exclusiveMinimum": 0},
    "between": {"type": "number", "minimum": 0, "maximum": 0.5},
    "ofSeveralRules": {"type": "integer", "minimum": 5, "maximum": 9},
    "ofSeveralLengths": {"type": "string", "minLength": 3, "maxLength": 9},
    "oneString": {"type": "string", "const": "this", "default": "this"},
    "oneOfSome": ref("FineTuneableModelType"),
    "anArray": {"type": "array", "items": {"type": "string"}},
    "ofSomeItems": {
        "type": "array",
        "items": {"type": "integer", "maximum": 9},
        "minItems": 1,
        "maxItems": 20,
    },
    "ofArrays": {
        "type": "array",
        "items": {"type": "array", "items": {"type": "boolean"}, "maxItems": 2},
    },
    "freeForm": {"type": "object"},
    "freeForms": {"type": "array", "items": {"type": "object"}},
    "freeFormOrText": {"anyOf": [{"type": "string"}, {"type": "object"}]},
    "aMap": {"type": "object", "additionalProperties": {"type": "integer", "minimum": 1}},
    "withSomeKeys": {
        "type": "object",
        "propertyNames": {"minLength": 1, "maxLength": 32},
        "additionalProperties": {"type": "string"},
    },
    "anObject": ref("MetricOut"),
    "ofOneMember": told_by("type", wandb="WandbIntegrationOut"),
    "ofTwoMembers": told_by(
        "jobType", completion="CompletionJobOut", classifier="ClassifierJobOut"
    ),
    "toldByNone": {
        "anyOf": [ref("CompletionTrainingParametersIn"), ref("ClassifierTrainingParametersIn")]
    },
    "jobType": {"type": "string"},
    "aSecret": {"type": "string", "writeOnly": True},
    "nullToo": or_null({"type": "integer", "minimum": 1}),
    "anObjectOrNull": or_null(ref("MetricOut")),
    "aSecretOrNull": {**or_null({"type": "string"}), "writeOnly": True, "default": "none"},
    "withANumber": {"type": "number", "default": 1.0},
    "withNoItems": {**or_null({"type": "array", "items": {"type": "string"}}), "default": []},
    "withAMember": {**ref("Status"), "default": "QUEUED"},
    "withMembers": {"type": "array", "items": ref("Status"), "default": ["QUEUED"]},
    "withNull": {**or_null({"type": "string"}), "default": None},
    "withFalse": {"type": "boolean", "default": False},
    "withAnObject": {**ref("TrainingFile"), "default": {"fileId": "f"}},
}


def in_snake_case(name):
    return "".join(f"_{char.lower()}" if char.isupper() else char for char in name)


def properties(schema, name):
    return schema["$defs"][name]["properties"]


def same_json(left, right):
    """Whether the values are equal and of the same types: 1 is not 1.0."""
    return json.dumps(left, sort_keys=True) == json.dumps(right, sort_keys=True)


@pytest.mark.parametrize("key", EVERYTHING)
def test_a_field_of_every_kind(key):
    schema = json_schema(Everything, "camel")
    assert same_json(properties(schema, "Everything")[key], EVERYTHING[key])
    spelled = {"jobType": "job_type", "fileId": "file_id"}
    text = json.dumps(EVERYTHING[key])
    for camel, snake in spelled.items():
        text = text.replace(camel, snake)
    schema = json_schema(Everything)
    assert same_json(properties(schema, "Everything")[in_snake_case(key)], json.loads(text))


def test_a_model_is_an_object_whose_fields_are_in_order():
    schema = json_schema(Everything, case="camel")["$defs"]["Everything"]
    assert list(schema) == ["title", "description", "type", "properties", "required"]
    assert schema["title"] == "Everything"
    assert schema["description"] == "One field of every kind."
    assert schema["type"] == "object"
    assert list(schema["properties"]) == list(EVERYTHING)
    assert schema["required"] == list(EVERYTHING)[: list(EVERYTHING).index("nullToo")]


WANDB = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$ref": "#/$defs/WandbIntegration",
    "$defs": {
        "WandbIntegration": {
            "title": "WandbIntegration",
            "description": "The Weights & Biases project to report a run to, and the API key.",
            "type": "object",
            "properties": {
                "type": {
                    "type": "string",
                    "const": "wandb",
                    "default": "wandb",
                    "description": "The tag of the union. Construction sets it by default.",
                },
                "project": {"type": "string", "description": "The W&B project to report to."},
                "name": {
                    "anyOf": [{"type": "string"}, {"type": "null"}],
                    "description": "The display name of the run. If absent, W&B shows the ID of "
                    "the job.",
                },
                "api_key": {
                    "type": "string",
                    "minLength": 40,
                    "maxLength": 40,
                    "writeOnly": True,
                    "description": "The W&B API key, a secret. The schema requires exactly 40 "
                    "characters; newer keys of W&B have 86, and only lenient reading accepts "
                    "these.",
                },
                "run_name": {
                    "anyOf": [{"type": "string"}, {"type": "null"}],
                    "description": "The name of the run.",
                },
            },
            "required": ["project", "api_key"],
        }
    },
}


def test_a_schema_in_full():
    assert same_json(json_schema(jm.WandbIntegration), WANDB)
    camel = json.loads(
        json.dumps(WANDB).replace("api_key", "apiKey").replace("run_name", "runName")
    )
    assert same_json(json_schema(jm.WandbIntegration, "camel"), camel)
    union = json_schema(jm.JobInIntegrations)
    assert union.pop("$defs") == WANDB["$defs"]
    assert union == {
        "$schema": WANDB["$schema"],
        **told_by("type", wandb="WandbIntegration"),
    }


def test_a_job():
    schema = json_schema(jm.JobOut)
    assert schema["$ref"] == "#/$defs/JobOut"
    assert list(schema["$defs"]) == [
        *("JobOut", "TrainingParameters", "FineTuneableModel", "Status", "ObjectT"),
        *("WandbIntegrationOut", "GithubRepositoryOut", "JobMetadataOut"),
    ]
    job = schema["$defs"]["JobOut"]
    assert job["required"] == [
        *("id", "auto_start", "hyperparameters", "model", "status", "job_type"),
        *("created_at", "modified_at", "training_files"),
    ]
    fields = job["properties"]
    assert fields["id"] == {
        "type": "string",
        "format": "uuid",
        "description": "The ID of the job, a UUID.",
    }
    assert fields["status"] == {**ref("Status"), "description": "The status of the job."}
    assert fields["job_type"] == {
        "type": "string",
        "description": 'The kind of job: `"FT"` in the records of 2024, `"completion"` or '
        '`"classifier"` in later ones.',
    }
    assert fields["object"] == {
        **ref("ObjectT"),
        "default": "job",
        "description": "The type of the object. Construction sets it by default.",
    }
    assert fields["validation_files"] == {
        **or_null({"type": "array", "items": {"type": "string", "format": "uuid"}}),
        "default": [],
        "description": "The IDs of the validation files. The API assumes an empty list.",
    }
    assert fields["repositories"] == {
        "type": "array",
        "items": told_by("type", github="GithubRepositoryOut"),
        "maxItems": 20,
        "default": [],
        "description": "The repositories to train on, at most 20. The API assumes an empty list.",
    }
    assert properties(schema, "TrainingParameters")["learning_rate"] == {
        "type": "number",
        "minimum": 1e-08,
        "maximum": 1,
        "default": 0.0001,
        "description": "The step size of an optimizer update: 1e-08 to 1. The API assumes 0.0001.",
    }
    assert schema["$defs"]["Status"] == {
        "title": "Status",
        "description": "The status of a job.",
        "type": "string",
        "enum": [
            *("QUEUED", "STARTED", "VALIDATING", "VALIDATED", "RUNNING", "FAILED_VALIDATION"),
            *("FAILED", "SUCCESS", "CANCELLED", "CANCELLATION_REQUESTED"),
        ],
    }


def test_a_page_of_the_last_edition():
    schema = json_schema(v2026.JobsOut, "camel")
    page = schema["$defs"]["JobsOut"]
    assert page["required"] == ["total"]
    assert page["properties"]["data"] == {
        "type": "array",
        "items": told_by("jobType", completion="CompletionJobOut", classifier="ClassifierJobOut"),
        "default": [],
        "description": "The jobs. The API assumes an empty list.",
    }
    assert properties(schema, "ClassifierJobOut")["jobType"] == {
        "type": "string",
        "const": "classifier",
        "default": "classifier",
        "description": "The tag of the union. Construction sets it by default.",
    }
    assert "repositories" not in properties(schema, "ClassifierJobOut")


def test_the_events_of_a_job():
    schema = json_schema(jm.DetailedJobOut)
    assert properties(schema, "DetailedJobOut")["events"] == {
        "type": "array",
        "items": ref("EventOut"),
        "default": [],
        "description": "The events of the job: newest first in the records of 2024, oldest "
        "first in those of 2025. The API assumes an empty list.",
    }
    assert properties(schema, "EventOut")["data"] == {
        **or_null({"type": "object"}),
        "description": "Free-form details of the event. Records have the new `status` here, and "
        "an `error` for a failed job. In the schema of the first edition, this is a string.",
    }
    assert schema["$defs"]["MetricOut"]["description"] == (
        "The metrics of the model at one checkpoint.\n\nWithout a validation file, the two "
        "validation metrics are null in the records of 2024 and 0.0 in those of 2025."
    )


def test_the_answer_to_a_request():
    schema = json_schema(jm.CreateJobResponse, "camel")
    assert list(schema) == ["$schema", "anyOf", "discriminator", "$defs"]
    assert {"anyOf": schema["anyOf"], "discriminator": schema["discriminator"]} == told_by(
        "object", **{"job": "JobOut", "job.metadata": "LegacyJobMetadataOut"}
    )
    # Two fields distinguish its three members, but a discriminator is a single field.
    assert list(json_schema(v2026.CreateJobResponse)) == ["$schema", "anyOf", "$defs"]


@each_case
@each_subject
def test_every_schema_is_one(cls, case):
    jsonschema = pytest.importorskip("jsonschema", reason="validates with the jsonschema package")
    schema = json_schema(cls, case)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == jsonschema.Draft202012Validator.META_SCHEMA["$id"]


def refs_in(schema):
    if isinstance(schema, dict):
        yield from [schema["$ref"]] if "$ref" in schema else []
        yield from schema.get("discriminator", {}).get("mapping", {}).values()
        for inner in schema.values():
            yield from refs_in(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from refs_in(inner)


@each_case
@each_subject
def test_every_definition_is_referred_to(cls, case):
    schema = json_schema(cls, case)
    assert {ref.removeprefix("#/$defs/") for ref in refs_in(schema)} == set(schema["$defs"])


def types_in(value):
    yield type(value)
    if isinstance(value, dict):
        for key, inner in value.items():
            yield type(key)
            yield from types_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from types_in(inner)


@each_case
@each_subject
def test_a_schema_is_plain_json_made_anew(cls, case):
    schema = json_schema(cls, case)
    assert set(types_in(schema)) <= {dict, list, str, int, float, bool}
    before = copy.deepcopy(schema)
    assert json.loads(json.dumps(schema, allow_nan=False)) == before
    wreck(schema)
    assert json_schema(cls, case) == before


def wreck(value):
    for inner in value.values() if isinstance(value, dict) else value:
        if isinstance(inner, (dict, list)):
            wreck(inner)
    value.clear()


@each_subject
def test_everything_is_described(cls):
    for name, schema in json_schema(cls)["$defs"].items():
        assert schema["title"] == name
        assert schema["description"]
        for key, field in schema.get("properties", {}).items():
            description = field["description"]
            assert description, f"{name}.{key}"
            assert "``" not in description
            assert "\n" not in description
    enums = {schema["title"] for schema in json_schema(cls)["$defs"].values() if "enum" in schema}
    assert enums <= {cls.__name__ for cls in ENUMS}


@pytest.mark.parametrize("cls", [int, None, Model, jm.JobOut | int, list[int], set[jm.JobOut]])
def test_what_is_no_model_has_no_schema(cls):
    with pytest.raises(TypeError, match=r"expected .*model class"):
        json_schema(cls)


def test_a_container_is_the_root():
    job = {"$ref": "#/$defs/JobOut"}
    null = {"type": "null"}
    for cls, root in (
        (list[jm.JobOut], {"type": "array", "items": job}),
        (tuple[jm.JobOut, ...], {"type": "array", "items": job}),
        (dict[str, jm.JobOut], {"type": "object", "additionalProperties": job}),
        (jm.JobOut | None, {"anyOf": [job, null]}),
        (jm.Status, {"$ref": "#/$defs/Status"}),
    ):
        schema = json_schema(cls, "camel")
        definitions = json_schema(jm.JobOut, "camel")["$defs"]
        assert schema.pop("$defs").items() <= definitions.items()
        assert schema == {"$schema": "https://json-schema.org/draft/2020-12/schema", **root}
    schema = json_schema(dict[str, list[jm.JobOut | jm.JobIn] | None])
    arms = schema["additionalProperties"]["anyOf"]
    assert [arms[0]["type"], arms[1]] == ["array", null]
    assert {arm["$ref"] for arm in arms[0]["items"]["anyOf"]} <= {
        f"#/$defs/{name}" for name in schema["$defs"]
    }


def test_a_case_that_there_is_not():
    with pytest.raises(ValueError, match="case must be 'snake' or 'camel', not 'kebab'"):
        json_schema(jm.JobOut, "kebab")


# Classes of a host.


@frozen
class Tree(Model):
    """It has one trunk."""

    trunk: Branch
    """The branch that all others
    grow from."""


@frozen
class Branch(Model):
    length: Annotated[float, Gt(0)]
    """In metres."""
    twigs: Omittable[tuple[Branch, ...]] = UNSET
    tree: Omittable[Tree | None] = UNSET
    """The tree that it is grafted on, if any; see ``trunk``."""


def test_classes_that_lead_to_themselves():
    schema = json_schema(Tree)
    assert schema["$defs"] == {
        "Tree": {
            "title": "Tree",
            "description": "It has one trunk.",
            "type": "object",
            "properties": {
                "trunk": {
                    **ref("Branch"),
                    "description": "The branch that all others grow from.",
                }
            },
            "required": ["trunk"],
        },
        "Branch": {
            "title": "Branch",
            "type": "object",
            "properties": {
                "length": {"type": "number", "exclusiveMinimum": 0, "description": "In metres."},
                "twigs": {"type": "array", "items": ref("Branch")},
                "tree": {
                    **or_null(ref("Tree")),
                    "description": "The tree that it is grafted on, if any; see `trunk`.",
                },
            },
            "required": ["length"],
        },
    }
    assert list(json_schema(Branch)["$defs"]) == ["Branch", "Tree"]
    jsonschema = pytest.importorskip("jsonschema", reason="validates with the jsonschema package")
    validator = jsonschema.Draft202012Validator(schema)
    for length in (0.5, 0):
        payload = {"trunk": {"length": 9, "twigs": [{"length": 1, "twigs": [{"length": length}]}]}}
        assert validator.is_valid(payload) is (length > 0)


@frozen
class ThenAndNow(Model):
    """A class with two fields whose classes have the same name in two editions."""

    then: v2024_06.EventOut
    now: jm.EventOut
    status: jm.Status
    again: Omittable[jm.EventOut] = UNSET


def test_two_classes_of_one_name():
    schema = json_schema(ThenAndNow)
    names = ["ThenAndNow", "EventOut", "Status", "EventOut_2", "Status_2"]
    assert list(schema["$defs"]) == names
    assert [schema["$defs"][name]["title"] for name in names[1:]] == [
        *("EventOut", "Status", "EventOut", "Status"),
    ]
    fields = schema["$defs"]["ThenAndNow"]["properties"]
    assert fields == {
        "then": ref("EventOut"),
        "now": ref("EventOut_2"),
        "status": ref("Status_2"),
        "again": ref("EventOut_2"),
    }
    assert properties(schema, "EventOut")["data"]["$ref"] == "#/$defs/Status"
    assert "anyOf" in properties(schema, "EventOut_2")["data"]
    assert len(schema["$defs"]["Status"]["enum"]) < len(schema["$defs"]["Status_2"]["enum"])


def named(name, number=0):
    scope = {"__slots__": (), "__qualname__": f"{number}.{name}"}
    return type(name, (jm.TrainingFile,), scope)


def test_a_name_that_is_taken_and_one_that_no_url_holds():
    names = ["Same", "Same", "Same", "Same_2", "a b/c~d%é"]
    first, second, third, fourth, odd = map(named, names, range(5))
    schema = json_schema(first | second | third | fourth | odd)
    assert list(schema["$defs"]) == ["Same", "Same_2", "Same_3", "Same_2_2", "a_b_c_d__"]
    assert schema["anyOf"] == [ref(name) for name in schema["$defs"]]
    assert schema["$defs"]["a_b_c_d__"]["title"] == "a b/c~d%é"
    # They have no docstring; the docstrings of their fields are in the base class.
    assert "description" not in schema["$defs"]["Same"]
    assert properties(schema, "Same")["file_id"]["description"]


# Docstrings.


class Season(OpenStrEnum):
    WARM = "warm"
    """Above ten
    degrees."""
    COLD = "cold"
    one, two = "one", "two"
    """Of no one name."""


def test_docstrings_are_found_wherever_the_class_is():
    @frozen
    class Local(jm.TrainingFile):
        """A class in a function,

        with a second paragraph.
        """

        file_id: str
        ...  # noqa: PIE790 - no string, and no docstring
        weight: Omittable[float] = UNSET
        """Documented again."""
        note: Omittable[str] = UNSET
        f"""No {"docstring"} at all."""

        class Inner:
            note: str
            """The inner note."""

    assert doc_of(Local) == "A class in a function,\n\nwith a second paragraph."
    inherited = field_docs(jm.TrainingFile)
    assert field_docs(Local) == {
        "additional_properties": "The keys of the payload that the schema does not define, "
        "with their values.",
        "file_id": inherited["file_id"],
        "weight": "Documented again.",
    }
    assert field_docs(Local) is field_docs(Local)
    assert field_docs(Local.Inner) == {"note": "The inner note."}
    with pytest.raises(TypeError):
        field_docs(Local)["weight"] = "changed"
    assert field_docs(Season)["WARM"] == "Above ten\ndegrees."
    assert not {"COLD", "one", "two"} & field_docs(Season).keys()


@dataclasses.dataclass
class Undocumented:
    note: str = ")"


class Plain:
    """Plain (it is)"""


class Odd:
    __doc__ = 7


class Colour(enum.Enum):
    RED = 1


def test_the_docstring_of_a_class_is_what_somebody_wrote():
    assert Undocumented.__doc__.startswith("Undocumented(")
    for cls in (Undocumented, Odd, Colour, named("Nothing"), Branch, Season):
        assert doc_of(cls) is None, cls
    assert doc_of(Plain) == "Plain (it is)"
    assert doc_of(jm.MetricOut).startswith("The metrics of the model at one checkpoint.\n\nWithout")


@pytest.mark.parametrize(
    ("doc", "expected"),
    [
        ("One line.", "One line."),
        ("A wrapped\nline\nor two.", "A wrapped line or two."),
        ("One.\n\nTwo\nlines.\n\n\nThree.", "One.\n\nTwo lines.\n\n\nThree."),
        ("Of:\n\n- one\n- two,\n  wrapped\n* three\n\nEnd.", None),
        ("As in::\n\n    a = 1\n    b = 2\n\nEnd.", None),
        (
            "A dash -\nand so on - really,\n-1 to\n*many*.",
            "A dash - and so on - really, -1 to *many*.",
        ),
        ('Has ``"FT"`` or ``a``,\nor ``b\nc``.', 'Has `"FT"` or `a`, or `b c`.'),
        ("Single `ticks` stay.", None),
        ("", None),
    ],
)
def test_a_docstring_as_markdown(doc, expected):
    assert to_markdown(doc) == (doc if expected is None else expected)


HOST = '''
from {package} import Model
from {package}.core.define import frozen


@frozen
class Host(Model):
    """A host's own."""

    note: str
    """What it says."""
'''


@pytest.fixture
def host(tmp_path, monkeypatch):
    """Imports a host's module; returns the class and the path of its source."""

    def load(after=""):
        path = tmp_path / "a_host_of_ours.py"
        path.write_text(HOST.format(package=under_test.NAME) + after)
        spec = importlib.util.spec_from_file_location(path.stem, path)
        module = importlib.util.module_from_spec(spec)
        monkeypatch.setitem(sys.modules, path.stem, module)
        spec.loader.exec_module(module)
        return module.Host, path

    return load


def descriptions(cls):
    schema = json_schema(cls)["$defs"][cls.__name__]
    return schema.get("description"), schema["properties"]["note"].get("description")


# The second source nests deeper than Python's recursion limit.
@pytest.mark.parametrize("after", ["", "if 0: pass\n" + 1500 * "elif 0: pass\n"])
def test_a_hosts_class_with_its_source(host, after):
    cls, _ = host(after)
    assert descriptions(cls) == ("A host's own.", "What it says.")


@pytest.mark.parametrize("source", [None, "class", "x = '\0'", "", "Host = 1"])
def test_a_hosts_class_without_its_source(host, source):
    cls, path = host()
    if source is None:
        path.unlink()
    else:
        path.write_text(source)
    assert descriptions(cls) == ("A host's own.", None)


@pytest.mark.parametrize("found", [None, 7])
def test_a_hosts_class_whose_module_is_gone(host, found, monkeypatch):
    cls, _ = host()
    if found is None:
        monkeypatch.delitem(sys.modules, cls.__module__)
    else:
        monkeypatch.setitem(sys.modules, cls.__module__, found)
    assert descriptions(cls) == ("A host's own.", None)


def test_a_class_made_in_a_session(monkeypatch):
    session = ModuleType("a_session")
    monkeypatch.setitem(sys.modules, "a_session", session)
    exec(HOST.format(package=under_test.NAME), vars(session))
    assert descriptions(session.Host) == ("A host's own.", None)


# Copies.

COPY_SCRIPT = """
import json, sys

sys.path.insert(0, {path!r})
import globex_vendored.jobmodels as vendored

assert {module!r} not in sys.modules
json.dump([vendored.json_schema(vendored.JobOut), vendored.json_schema(
    vendored.v2026.CreateJobResponse, "camel")], sys.stdout)
"""


def from_copy(path, *options):
    script = COPY_SCRIPT.format(path=str(path), module="jobmodels")
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-B", "-W", "error", *options, "-c", script],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def ours():
    return [json_schema(jm.JobOut), json_schema(v2026.CreateJobResponse, "camel")]


def without_descriptions(value):
    if isinstance(value, dict):
        return {
            key: without_descriptions(inner)
            for key, inner in value.items()
            if not (key == "description" and isinstance(inner, str))
        }
    return [without_descriptions(inner) for inner in value] if isinstance(value, list) else value


@pytest.fixture
def vendored(tmp_path: Path) -> Path:
    """Returns the folder of a host with a copy of the package."""
    host = tmp_path / "globex_vendored"
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(Path(jm.__file__).parent, host / "jobmodels", ignore=ignored)
    (host / "__init__.py").touch()
    return tmp_path


def test_a_copy_says_the_same_with_dataclasses(vendored):
    assert from_copy(vendored) == ours()


def test_a_copy_without_docstrings_says_the_same_of_the_fields(vendored):
    optimized = from_copy(vendored, "-OO")
    assert optimized != ours()
    assert without_descriptions(optimized) == without_descriptions(ours())
    assert "description" not in optimized[0]["$defs"]["JobOut"]


def test_a_copy_in_a_zip(vendored):
    archive = shutil.make_archive(str(vendored / "with_source"), "zip", vendored)
    assert from_copy(archive) == ours()


def test_a_copy_in_a_zip_without_its_source(vendored):
    archive = vendored / "without_source.zip"
    with zipfile.PyZipFile(archive, "w") as file:
        file.writepy(str(vendored / "globex_vendored"))
        assert not [name for name in file.namelist() if name.endswith(".py")]
    compiled = from_copy(archive)
    assert without_descriptions(compiled) == without_descriptions(ours())
    assert compiled[0]["$defs"]["JobOut"]["description"] == "A fine-tuning job."
    assert "description" not in compiled[0]["$defs"]["JobOut"]["properties"]["id"]


@pytest.mark.parametrize(("union", "payload", "strict"), [row[:3] for row in OPEN_TAGS])
def test_a_union_with_an_open_or_null_tag_is_read_as_its_schema_states(union, payload, strict):
    jsonschema = pytest.importorskip("jsonschema", reason="validates with the jsonschema package")
    validator = jsonschema.Draft202012Validator
    assert validator(json_schema(union)).is_valid(payload) == (strict is not None)


@pytest.mark.parametrize("name", READS)
def test_the_schema_of_a_container(name):
    assert json_schema(READS[name][0])["$schema"]


@pytest.mark.parametrize(("cls", "words"), NOT_THESE)
def test_an_annotation_that_structure_refuses_has_no_schema(cls, words):
    with pytest.raises(TypeError, match=r"^expected a model class, union or enum of this package"):
        json_schema(cls)
