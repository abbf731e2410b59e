"""The cattrs layer: our classes in a host's converter, which is otherwise unchanged."""

from __future__ import annotations

import copy
import enum
import importlib
import io
import json
import pkgutil
from dataclasses import dataclass, make_dataclass
from decimal import Decimal
from typing import Annotated, Any, Generic, TypeVar, Union

import pytest
from samples import API_KEY, CASES, FILE_A, JOB, case_id, case_of_class

import jobmodels as jm
from jobmodels.core.define import frozen

pytestmark = pytest.mark.needs("cattrs")
attrs = pytest.importorskip("attrs", reason="the cattrs layer needs attrs")
cattrs = pytest.importorskip("cattrs", reason="the cattrs layer needs cattrs")
pytest.importorskip("cattrs.preconf", reason="the cattrs layer needs cattrs")

TRAINING_FILE = case_of_class(jm.TrainingFile)
PRECONF = sorted(module.name for module in pkgutil.iter_modules(cattrs.preconf.__path__))


@attrs.frozen
class HostJob:
    """A host's class that contains a model class, and an attribute that looks like one of its
    fields."""

    job_type: str
    job: jm.JobOut
    maybe: jm.JobOut | None = None
    many: list[jm.TrainingFile] = attrs.field(factory=list)
    by_name: dict[str, jm.EventOut] = attrs.field(factory=dict)
    answer: jm.CreateJobResponse | None = None
    status: jm.Status = jm.Status.QUEUED
    integration: jm.Integrations | None = None


class HostColor(enum.Enum):
    RED = "red"


@attrs.define
class HostSettings:
    auto_start: int
    color: HostColor = HostColor.RED


attrs.resolve_types(HostSettings)  # BaseConverter reads no annotations that are strings


def host_payload(spelling: str) -> dict[str, Any]:
    job = getattr(JOB, spelling)
    return {
        "job_type": "FT",
        "job": job,
        "maybe": None,
        "many": [getattr(case_of_class(jm.TrainingFile), spelling)],
        "by_name": {"first": getattr(case_of_class(jm.EventOut), spelling)},
        "answer": job,
        "status": "SUCCESS",
        "integration": getattr(case_of_class(jm.WandbIntegrationOut), spelling),
    }


HOST_JOB = HostJob(
    job_type="FT",
    job=JOB.obj,
    many=[case_of_class(jm.TrainingFile).obj],
    by_name={"first": case_of_class(jm.EventOut).obj},
    answer=JOB.obj,
    status=jm.Status.SUCCESS,
    integration=case_of_class(jm.WandbIntegrationOut).obj,
)


def converters():
    for detailed in (True, False):
        yield pytest.param(
            lambda detailed=detailed: cattrs.Converter(detailed_validation=detailed),
            id=f"Converter-{detailed}",
        )
        yield pytest.param(
            lambda detailed=detailed: cattrs.BaseConverter(detailed_validation=detailed),
            id=f"BaseConverter-{detailed}",
        )
        for name in PRECONF:
            yield pytest.param(
                lambda name=name, detailed=detailed: preconf(name, detailed),
                id=f"{name}-{detailed}",
            )


def preconf(name, detailed):
    try:
        module = importlib.import_module(f"cattrs.preconf.{name}")
    except ImportError as error:
        pytest.skip(f"cattrs.preconf.{name} needs a library that is not installed: {error}")
    return module.make_converter(detailed_validation=detailed)


every_converter = pytest.mark.parametrize("make", list(converters()))


@every_converter
@pytest.mark.parametrize("spelling", ["snake", "camel"])
def test_any_converter_learns_the_classes(make, spelling):
    converter = make()
    jm.register_hooks(converter, case=spelling)
    for case in CASES:
        for payload in (case.snake, case.camel):
            assert converter.structure(payload, type(case.obj)) == case.obj
        assert converter.unstructure(case.obj) == getattr(case, spelling)


@every_converter
@pytest.mark.parametrize("spelling", ["snake", "camel"])
def test_our_classes_inside_a_hosts_class(make, spelling):
    converter = make()
    jm.register_hooks(converter, case=spelling)
    payload = host_payload(spelling)
    before = copy.deepcopy(payload)
    assert converter.structure(payload, HostJob) == HOST_JOB
    assert converter.unstructure(HOST_JOB) == before == payload


@every_converter
def test_a_hosts_own_classes_are_left_alone(make):
    with_hooks, without = make(), make()
    jm.register_hooks(with_hooks, case="camel", lenient=True, unknown_keys="forbid")
    payload = {"auto_start": 1, "color": "red", "unknown": 1}
    settings = with_hooks.structure(payload, HostSettings)
    assert settings == without.structure(payload, HostSettings) == HostSettings(auto_start=1)
    assert set(with_hooks.unstructure(settings)) == {"auto_start", "color"}
    assert with_hooks.unstructure(settings) == without.unstructure(settings)
    assert with_hooks.structure(["1"], list[int]) == without.structure(["1"], list[int]) == [1]
    assert with_hooks.structure("red", HostColor) is HostColor.RED


@pytest.mark.parametrize("name", PRECONF)
def test_a_text_of_the_format_goes_both_ways(name):
    converter = preconf(name, detailed=True)
    if not hasattr(converter, "dumps"):
        pytest.skip(f"cattrs.preconf.{name} needs a library that is not installed to write")
    jm.register_hooks(converter)
    job = jm.evolve(JOB.obj, fine_tuned_model="ft:x")
    payload = {"job": strip_null(jm.unstructure(job))}  # TOML has no null
    expected = {"job": jm.structure(payload["job"], jm.JobOut)}
    assert converter.loads(converter.dumps(expected), dict[str, jm.JobOut]) == expected


def strip_null(value):
    if isinstance(value, dict):
        return {key: strip_null(item) for key, item in value.items() if item is not None}
    return [strip_null(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("detailed", [True, False])
def test_problems_come_out_flat_with_one_path(detailed):
    converter = cattrs.Converter(detailed_validation=detailed)
    jm.register_hooks(converter)
    payload = host_payload("camel")
    payload["job"] = {**JOB.camel, "createdAt": "x", "repositories": [{"name": 1}]}
    if detailed:
        payload["many"] = [{"fileId": FILE_A}, {"weight": 0}]
        payload["by_name"] = {"a b": {"name": "n"}}
        payload["status"] = "SUCESS"
    with pytest.raises(Exception) as caught:  # noqa: PT011 - a group, or the first error in it
        converter.structure(payload, HostJob)
    found = dict(jm.problems_of(caught.value))
    in_job = {
        "$.createdAt": "expected an integer, found a string",
        "$.repositories[0].name": "expected a string, found 1",
        "$.repositories[0].owner": "required, but missing",
        "$.repositories[0].commitId": "required, but missing",
    }
    if not detailed:
        assert found == in_job
        return
    assert found == {
        **{f"$.job{path[1:]}": message for path, message in in_job.items()},
        "$.many[1].weight": "expected a number greater than 0, found 0",
        "$.many[1].file_id": "required, but missing",
        '$.by_name["a b"].created_at': "required, but missing",
        "$.status": found["$.status"],
    }
    assert "did you mean 'SUCCESS'?" in found["$.status"]


def test_problems_of_the_hosts_own_fields():
    converter = cattrs.Converter(forbid_extra_keys=True)
    jm.register_hooks(converter)

    with pytest.raises(cattrs.BaseValidationError) as caught:
        converter.structure({"auto_start": "x", "color": "red", "y": 1, "z": 1}, HostSettings)
    found = dict(jm.problems_of(caught.value))
    assert set(found) == {"$.auto_start", "$.y", "$.z"}
    with pytest.raises(cattrs.BaseValidationError) as caught:
        converter.structure([{}], list[HostSettings])
    assert dict(jm.problems_of(caught.value)) == {"$[0].auto_start": "required, but missing"}


def test_problems_of_other_errors():
    error = jm.ValidationError("X", [jm.Problem("$.a", "wrong")])
    assert jm.problems_of(error) == error.problems
    assert jm.problems_of(KeyError("a")) == (jm.Problem("$.a", "required, but missing"),)
    assert jm.problems_of(KeyError(1)) == (jm.Problem("$", "required, but missing"),)
    assert jm.problems_of(TypeError("no")) == (jm.Problem("$", "no"),)
    assert jm.problems_of(ValueError()) == (jm.Problem("$", "ValueError"),)


@pytest.mark.parametrize(
    ("payload", "cls", "path"),
    [
        ({"api-key": API_KEY}, dict[str, int], '$["api-key"]'),
        ({"apiKey": {"v": API_KEY}}, dict[str, dict[str, int]], "$.apiKey.v"),
        ({"token": [API_KEY]}, dict[str, list[int]], "$.token[0]"),
    ],
)
def test_problems_show_no_secret_of_the_host(payload, cls, path):
    with pytest.raises(cattrs.BaseValidationError) as caught:
        cattrs.Converter().structure(payload, cls)
    (problem,) = jm.problems_of(caught.value)
    assert problem.path == path
    assert API_KEY not in problem.message


def test_problems_of_an_error_with_several_locations():
    # A host's hook may pass an error on through several levels without a group for each.
    error = ValueError("no")
    error.__notes__ = [
        cattrs.errors.IterableValidationNote("", 1, int),
        cattrs.errors.AttributeValidationNote("", "many", int),
    ]
    group = cattrs.ClassValidationError("", [error], HostSettings)
    assert jm.problems_of(group) == (jm.Problem("$.many[1]", "no"),)


def test_problems_of_keys_that_are_no_strings():
    # Created by hand: older versions of cattrs cannot create this error without a message.
    error = cattrs.errors.ForbiddenExtraKeysError("extra", HostSettings, {1, "b"})
    assert [problem.path for problem in jm.problems_of(error)] == ['$["1"]', "$.b"]


def test_nan_is_refused_in_a_hosts_data_too():
    for text in ('{"a": NaN, "b": [Infinity]}', "NaN"):
        with pytest.raises(jm.ValidationError):
            jm.make_converter().loads(text, Any)


@pytest.mark.parametrize("detailed", [True, False])
def test_an_error_shows_no_secret(detailed):
    converter = jm.make_converter(detailed_validation=detailed)
    with pytest.raises(Exception) as caught:  # noqa: PT011 - a group, or the error itself
        converter.structure([{"project": 1, "api_key": API_KEY + "x"}], list[jm.WandbIntegration])
    assert API_KEY not in str(jm.problems_of(caught.value))
    assert API_KEY not in str(caught.value)


def test_a_hosts_hook_registered_after_ours_wins():
    def constant(payload, _):
        return "the host's"

    for register in (
        lambda conv: conv.register_structure_hook(jm.JobOut, constant),
        lambda conv: conv.register_structure_hook_func(lambda t: t is jm.JobOut, constant),
        lambda conv: conv.register_structure_hook_func(attrs.has, constant),
    ):
        converter = cattrs.Converter()
        jm.register_hooks(converter)
        assert converter.structure(JOB.snake, jm.JobOut) == JOB.obj
        register(converter)
        assert converter.structure(JOB.snake, jm.JobOut) == "the host's"
    converter = cattrs.Converter()
    jm.register_hooks(converter)
    converter.register_structure_hook(jm.Status, lambda value, _: jm.Status.open(value.upper()))
    assert converter.structure("running", jm.Status) is jm.Status.RUNNING
    converter.register_unstructure_hook(jm.JobOut, lambda job: job.id)
    assert converter.unstructure(JOB.obj) == JOB.obj.id


UNION = Union[jm.JobOut, jm.LegacyJobMetadataOut]
HINTS = (UNION, UNION | None, jm.Omittable[UNION], jm.Omittable[UNION | None])


def registrations(kind, own, hook):
    """Yields functions that register a hook for a type in each way that cattrs has."""
    for name, factory in (("", False), ("_func", False), ("_factory", True)):
        wanted = own if name == "" else lambda cls: cls == own
        value = (lambda cls: hook) if factory else hook
        yield lambda conv, n=name, w=wanted, v=value: getattr(conv, f"register_{kind}_hook{n}")(
            w, v
        )


@every_converter
def test_a_hosts_hook_for_a_union_registered_after_ours_wins(make):
    for register in registrations("structure", UNION, lambda payload, _: "the host's"):
        converter = make()
        jm.register_hooks(converter)
        assert all(converter.structure(JOB.snake, hint) == JOB.obj for hint in HINTS)
        register(converter)
        holder = make_dataclass("Holder", [("held", UNION)])
        assert [converter.structure("x", hint) for hint in HINTS] == ["the host's"] * 4
        assert converter.structure(["x"], list[UNION]) == ["the host's"]
        assert converter.structure({"held": "x"}, holder).held == "the host's"
        assert converter.structure(None, UNION | None) is None
        assert converter.structure(JOB.snake, jm.JobOut) == JOB.obj
        assert converter.structure(JOB.snake, UNION | jm.JobsOut) == JOB.obj
    for own in HINTS[1:]:
        for register in registrations("structure", own, lambda payload, _: "the host's"):
            converter = make()
            jm.register_hooks(converter)
            register(converter)
            assert converter.structure(None, own) == "the host's"
            assert converter.structure(JOB.snake, UNION) == JOB.obj


@every_converter
def test_a_hosts_unstructure_hook_registered_after_ours_wins(make):
    for own in (UNION, UNION | jm.JobsOut, jm.JobOut, UNION | None):
        for register in registrations("unstructure", own, lambda obj: "the host's"):
            converter = make()
            jm.register_hooks(converter)
            assert converter.unstructure(JOB.obj, own) == JOB.snake
            register(converter)
            assert converter.unstructure(JOB.obj, own) == "the host's"
            assert converter.unstructure(JOB.obj, Union[own, None]) == "the host's"
            assert converter.unstructure(TRAINING_FILE.obj) == TRAINING_FILE.snake


def test_a_hosts_hook_for_a_union_in_a_copy_is_that_of_the_copy():
    first = cattrs.Converter()
    jm.register_hooks(first)
    second = first.copy()
    if not hasattr(first, "get_structure_hook"):  # before cattrs 24.1
        jm.register_hooks(second)
    second.register_structure_hook(UNION, lambda payload, _: "the host's")
    assert second.structure(JOB.snake, UNION) == "the host's"
    assert first.structure(JOB.snake, UNION) == JOB.obj


@attrs.frozen
class HostNote:
    text: str


TAGGED = {
    "two of ours": (jm.JobOut | jm.JobIn, {}),
    "with the host's": (jm.JobOut | HostNote, {}),
    "a name of the host": (jm.JobOut | jm.JobIn, {"tag_name": "is", "tag_generator": str}),
    "a field": (
        jm.JobsOut | jm.JobIn,
        {"tag_name": "object", "tag_generator": {jm.JobsOut: "list", jm.JobIn: "in"}.get},
    ),
    "a default": (jm.JobIn | jm.JobOut, {"default": jm.JobOut}),
}


@pytest.mark.parametrize("name", TAGGED)
@pytest.mark.parametrize(
    "options", [{}, {"forbid_extra_keys": True}, {"detailed_validation": False}]
)
@pytest.mark.parametrize("unknown_keys", ["keep", "forbid"])
@pytest.mark.parametrize("case", ["snake", "camel"])
def test_a_tagged_union_of_cattrs(name, options, unknown_keys, case):
    from cattrs.strategies import configure_tagged_union

    union, arguments = TAGGED[name]
    converter = cattrs.Converter(**options)
    jm.register_hooks(converter, unknown_keys=unknown_keys, case=case)
    configure_tagged_union(union, converter, **arguments)
    holder = make_dataclass("Holder", [("held", union), ("maybe", union | None)])
    objects = [JOB.obj, case_of_class(jm.JobIn).obj, case_of_class(jm.JobsOut).obj]
    if "forbid_extra_keys" not in options:
        objects.append(HostNote("x"))  # the oldest cattrs reports the tag of a host's class
    elif name == "a field":
        objects.remove(case_of_class(jm.JobsOut).obj)  # cattrs drops the field
    for obj in [obj for obj in objects if isinstance(obj, union)]:
        payload = converter.unstructure(obj, union)
        tag = arguments.get("tag_generator", lambda cls: cls.__name__)(type(obj))
        assert payload[arguments.get("tag_name", "_type")] == tag
        again = converter.structure(payload, union)
        assert again == obj
        assert getattr(again, "additional_properties", {}) == {}
        for held in (holder(obj, obj), holder(obj, None)):
            assert converter.structure(converter.unstructure(held), holder) == held
    if name == "a default":
        assert converter.structure(JOB.camel, union) == JOB.obj
    for payload in (None, 5, "x", []):
        with pytest.raises((TypeError, AttributeError, jm.ValidationError)):
            converter.structure(payload, union)


def test_a_tagged_union_has_an_unknown_key_of_its_own():
    from cattrs.strategies import configure_tagged_union

    converter = cattrs.Converter()
    jm.register_hooks(converter)
    configure_tagged_union(jm.JobOut | jm.JobIn, converter)
    tagged = {**JOB.snake, "_type": "JobOut", "x": 1}
    assert converter.structure(tagged, jm.JobOut | jm.JobIn).additional_properties == {"x": 1}
    assert converter.structure(tagged, jm.JobOut).additional_properties == {
        "_type": "JobOut",
        "x": 1,
    }


def test_a_tagged_union_is_configured_after_the_hooks():
    """Before, cattrs would read and write the members without our hooks."""
    from cattrs.strategies import configure_tagged_union

    converter = cattrs.Converter()
    with pytest.raises(TypeError, match="register_hooks"):
        configure_tagged_union(jm.v2026.BatchResponse | HostNote, converter)
    converter = cattrs.Converter()
    configure_tagged_union(HostNote | HostSettings, converter)
    converter.register_structure_hook(jm.JobOut | jm.JobIn, lambda *_: "the host's")
    jm.register_hooks(converter)
    assert converter.structure(JOB.snake, jm.JobOut | jm.JobIn) == "the host's"


@frozen
class HostFile(jm.TrainingFile):
    cost_center: str = "none"


class HostFileWithMethods(HostFile):
    def short(self):
        return self.file_id[:8]


@attrs.define
class HostFiles:
    file: HostFile
    files: list[HostFileWithMethods | HostFile]
    maybe: HostFile | None = None


@every_converter
@pytest.mark.parametrize("lenient", [True, False])
def test_a_hosts_subclass_is_read_and_written_as_ours(make, lenient):
    converter = make()
    # cattrs ignores the error of a predicate.
    converter.register_structure_hook_func(lambda cls: cls.unknown, lambda *_: "the host's")
    jm.register_hooks(converter, lenient=lenient)
    given = {"fileId": "f", "x": [1]}
    written = {"file_id": "f", "cost_center": "none", "x": [1]}
    for cls in (HostFile, HostFileWithMethods):
        file = converter.structure(given, cls)
        assert type(file) is cls
        assert file == jm.structure(given, cls)
        assert converter.unstructure(file) == converter.unstructure(file, HostFile) == written
    files = converter.structure({"file": given, "files": [given], "maybe": given}, HostFiles)
    assert converter.unstructure(files) == {"file": written, "files": [written], "maybe": written}
    assert converter.structure({"file": given, "files": []}, HostFiles).maybe is None


def test_a_hosts_subclass_with_a_hook_of_the_host_is_the_hosts():
    @attrs.frozen(kw_only=True)
    class Foreign(jm.TrainingFile):
        note: str = ""

    def plain(obj, *_):
        return "the host's"

    for cls in (Foreign, HostFile, HostFileWithMethods):
        for kind in ("structure", "unstructure"):
            for register in registrations(kind, cls, plain):
                for steps in ((register, jm.register_hooks), (jm.register_hooks, register)):
                    converter = cattrs.Converter()
                    for step in steps:
                        step(converter)
                    if kind == "structure":
                        assert converter.structure({}, cls) == "the host's"
                        assert converter.structure({"file_id": "f"}, jm.TrainingFile).file_id == "f"
                    else:
                        assert converter.unstructure(None, cls) == "the host's"
                        assert converter.unstructure(TRAINING_FILE.obj) == TRAINING_FILE.snake


def test_a_hosts_subclass_that_cannot_be_a_model_is_refused():
    class Loose(jm.TrainingFile):
        cost_center: str = "none"

    class Generically(jm.TrainingFile, Generic[T]):
        __slots__ = ()

    wrong = {
        attrs.frozen(kw_only=True)(type("Foreign", (Loose,), {})): "decorate Foreign with",
        Loose: r"Loose.cost_center is not a slot: decorate Loose with",
        Generically[int]: "expected a model class",
        type("Abstract", (jm.Model,), {}): "expected a model class",
    }
    for cls, reason in wrong.items():
        converter = cattrs.Converter()
        jm.register_hooks(converter)
        with pytest.raises(TypeError, match=reason):
            converter.structure({"file_id": "f"}, cls)
    assert type(converter.structure({"file_id": "f"}, Generically)) is Generically


def test_hooks_of_two_sets_of_options_live_side_by_side():
    lenient, strict = cattrs.Converter(), cattrs.Converter()
    jm.register_hooks(lenient, lenient=True, unknown_keys="drop", case="camel")
    jm.register_hooks(strict, unknown_keys="forbid")
    payload = {"fileId": FILE_A, "weight": 0, "x": 1}
    file = lenient.structure(payload, jm.TrainingFile)
    assert lenient.unstructure(file) == {"fileId": FILE_A, "weight": 0}
    assert lenient.structure("PAUSED", jm.Status) == "PAUSED"
    with pytest.raises(jm.ValidationError) as caught:
        strict.structure(payload, jm.TrainingFile)
    assert {problem.path for problem in caught.value.problems} == {"$.weight", "$.x"}
    with pytest.raises(jm.ValidationError):
        strict.structure("PAUSED", jm.Status)


def test_enums_by_themselves():
    converter = jm.make_converter()
    assert converter.structure(["RUNNING"], list[jm.Status]) == [jm.Status.RUNNING]
    unstructured = converter.unstructure({jm.Status.RUNNING: jm.ObjectT.JOB})
    assert unstructured == {"RUNNING": "job"}
    assert [type(part) for part in (*unstructured, *unstructured.values())] == [str, str]
    with pytest.raises(jm.ValidationError):
        converter.structure(5, jm.Status)


def test_unions():
    converter = jm.make_converter(case="camel")
    union = Union[jm.JobOut, jm.LegacyJobMetadataOut]
    assert converter.structure(JOB.camel, union) == JOB.obj
    assert converter.structure(JOB.snake, jm.CreateJobResponse) == JOB.obj
    assert converter.structure(None, jm.CreateJobResponse | None) is None
    metadata = {"details": "d", "trainTokens": 1}
    answer = converter.structure([metadata], list[union])[0]
    assert type(answer) is jm.LegacyJobMetadataOut
    assert converter.unstructure([answer], list[union]) == [metadata]
    detailed = case_of_class(jm.DetailedJobOut)
    assert converter.structure(detailed.camel, Union[jm.JobOut, jm.DetailedJobOut]) == detailed.obj


@every_converter
def test_an_unknown_variant_is_written_as_it_came(make):
    converter = make()
    jm.register_hooks(converter, lenient=True)
    unknown = {"type": "mlflow", "uri": ["x"]}
    kept = converter.structure([unknown], list[jm.Integrations])
    assert kept == [unknown]
    written = converter.unstructure(kept)
    assert written == [unknown]
    assert type(written[0]) is dict


@attrs.frozen
class HostRecord:
    record: jm.Model
    job: jm.Omittable[jm.JobOut] = jm.UNSET


@every_converter
def test_a_record_of_any_kind_in_a_hosts_class(make):
    converter = make()
    jm.register_hooks(converter)
    for case in (JOB, case_of_class(jm.JobsOut), case_of_class(jm.JobIn)):
        held = converter.structure({"record": case.camel}, HostRecord)
        assert held == HostRecord(case.obj)
        assert converter.unstructure(held.record) == case.snake


def test_an_omittable_field_in_a_hosts_class():
    converter = jm.make_converter(omit_if_default=True)
    payload = {"record": JOB.snake, "job": JOB.snake}
    assert converter.unstructure(converter.structure(payload, HostRecord)) == payload
    del payload["job"]
    held = converter.structure(payload, HostRecord)
    assert held.job is jm.UNSET
    assert converter.unstructure(held) == payload
    with pytest.raises(TypeError, match="omit_if_default"):
        jm.make_converter().unstructure(held)


@attrs.frozen
class HostEstimate:
    id: str
    model: str
    estimate: int = 0


@every_converter
@pytest.mark.parametrize("lenient", [True, False])
def test_cattrs_distinguishes_ours_from_the_hosts_classes(make, lenient):
    converter = make()
    jm.register_hooks(converter, lenient=lenient)
    estimate = HostEstimate("x", "m", 5)
    written = {"id": "x", "model": "m", "estimate": 5}
    for union in (jm.JobOut | HostEstimate, jm.JobOut | HostEstimate | None):
        assert converter.structure([JOB.snake, JOB.camel], list[union]) == [JOB.obj, JOB.obj]
        assert converter.structure(written, union) == estimate
        assert converter.unstructure([JOB.obj, estimate], list[union]) == [JOB.snake, written]
        omitted = jm.Omittable[union]
        assert converter.structure([JOB.camel, written], list[omitted]) == [JOB.obj, estimate]
        for payload in (5, [], "x"):
            with pytest.raises((ValueError, AssertionError), match=r"mapping|^$"):  # of cattrs
                converter.structure(payload, union)
    assert converter.structure(None, jm.JobOut | HostEstimate | None) is None
    assert converter.unstructure(None, jm.JobOut | HostEstimate | None) is None
    files = converter.structure([{"fileId": "f"}, {"text": "t"}], list[jm.TrainingFile | HostNote])
    assert files == [jm.TrainingFile(file_id="f"), HostNote("t")]


def test_a_hook_of_the_host_for_a_union_of_ours_with_its_classes_wins():
    union = jm.JobOut | HostNote
    for kind, own in (("structure", union), ("unstructure", union | None)):
        for register in registrations(kind, own, lambda *_: "the host's"):
            for steps in ((register, jm.register_hooks), (jm.register_hooks, register)):
                converter = cattrs.Converter()
                for step in steps:
                    step(converter)
                assert getattr(converter, kind)(JOB.snake, own) == "the host's"


def test_a_hook_of_the_host_for_another_union_applies_where_it_may_be_absent():
    converter = cattrs.Converter()
    jm.register_hooks(converter)
    union = jm.JobOut | int
    converter.register_structure_hook_func(lambda cls: cls == union, lambda *_: "the host's")
    assert converter.structure(1, jm.Omittable[union]) == "the host's"


@frozen
class HostBase(jm.Model):
    name: str


@frozen
class HostSpecial(HostBase):
    cost: str


def test_subclasses_that_cattrs_includes_are_read_and_written_as_ours():
    from cattrs.strategies import configure_tagged_union, include_subclasses

    if not hasattr(cattrs.Converter, "get_structure_hook"):
        return  # before 24.1, cattrs replaces our hooks by its own
    for strategy in (None, configure_tagged_union):
        converter = cattrs.Converter()
        jm.register_hooks(converter, unknown_keys="forbid", case="camel")
        include_subclasses(HostBase, converter, union_strategy=strategy)
        objects = [HostBase(name="n"), HostSpecial(name="n", cost="c")]
        payloads = converter.unstructure(objects, list[HostBase])
        assert converter.structure(payloads, list[HostBase]) == objects


T = TypeVar("T")


@attrs.define
class HostPage(Generic[T]):
    first: T
    items: list[T]
    by_name: dict[str, T]
    maybe: T | None = None
    total: int = 1


@dataclass
class HostDataPage(Generic[T]):
    first: T
    items: list[T]
    by_name: dict[str, T]
    maybe: T | None = None
    total: int = 1


@dataclass
class HostDataJobs:
    job: jm.JobOut
    jobs: list[jm.JobOut]


@every_converter
@pytest.mark.parametrize("page", [HostPage, HostDataPage])
def test_a_hosts_generic_class_or_dataclass_holds_ours(make, page):
    converter = make()
    if not isinstance(converter, cattrs.Converter):
        return  # ``BaseConverter`` does not support such classes
    jm.register_hooks(converter)
    jobs = HostDataJobs(JOB.obj, [JOB.obj])
    assert converter.unstructure(jobs) == {"job": JOB.snake, "jobs": [JOB.snake]}
    assert converter.structure(converter.unstructure(jobs), HostDataJobs) == jobs
    for case in (JOB, TRAINING_FILE):
        obj = jm.structure({**strip_null(case.snake), "x": [1]}, type(case.obj))
        item = jm.unstructure(obj)
        held = page(obj, [obj], {"a": obj}, obj)
        payload = {
            "first": item,
            "items": [item],
            "by_name": {"a": item},
            "maybe": item,
            "total": 1,
        }
        of_this = page[type(obj)]
        assert converter.unstructure(held) == converter.unstructure(held, of_this) == payload
        assert converter.unstructure({"a": [held]}) == {"a": [payload]}
        assert converter.structure(payload, of_this) == held
        if hasattr(converter, "dumps"):
            assert converter.loads(converter.dumps(held), of_this) == held
            pages = {"a": [held]}
            assert converter.loads(converter.dumps(pages), dict[str, list[of_this]]) == pages


def test_a_host_may_annotate():
    converter = jm.make_converter()
    assert converter.structure(JOB.snake, Annotated[jm.JobOut, "a note"]) == JOB.obj


@pytest.mark.parametrize("case", CASES, ids=case_id)
def test_the_ready_converter_goes_through_text(case):
    for spelling in ("snake", "camel"):
        converter = jm.make_converter(case=spelling)
        text = converter.dumps(case.obj)
        assert jm.loads(text, type(case.obj)) == case.obj
        assert converter.loads(text, type(case.obj)) == case.obj
        assert converter.loads(text.encode(), type(case.obj)) == case.obj


def test_the_ready_converter_is_cattrs_own_json_converter():
    from cattrs.preconf.json import JsonConverter

    converter = jm.make_converter(omit_if_default=True, unstruct_collection_overrides={tuple: list})
    assert isinstance(converter, JsonConverter)
    assert converter.unstructure(HostSettings(auto_start=1)) == {"auto_start": 1}
    assert converter.dumps({1}) == "[1]"
    assert converter.loads('"cmVk"', str, parse_int=str) == "cmVk"
    assert type(converter.copy()) is type(converter)


@pytest.mark.parametrize("detailed", [True, False])
def test_the_ready_converter_refuses_what_is_wrong_with_text(detailed):
    converter = jm.make_converter(detailed_validation=detailed)
    for text, path in [
        ('{"total": 1, "total": 1}', "$.total"),
        ('{"total": NaN}', "$.total"),
        ('{"total": 1, "x": "\\ud800"}', "$.x"),
        ("{", "$"),
    ]:
        with pytest.raises(Exception) as caught:  # noqa: PT011 - a group, or the error itself
            converter.loads(text, jm.JobsOut)
        assert [problem.path for problem in jm.problems_of(caught.value)] == [path]


def test_problems_of_text_and_payload_come_together():
    with pytest.raises(jm.ValidationError) as caught:
        jm.make_converter().loads('[{"total": 1, "total": "x"}, {}]', list[jm.JobsOut])
    paths = [problem.path for problem in caught.value.problems]
    assert paths == ["$[0].total", "$[1].total"]
    with pytest.raises(jm.ValidationError):
        jm.make_converter().loads('{"total": 1, "total": 2}', jm.JobsOut, parse_float=str)
    # If the text has no problem of its own, the error is that of cattrs.
    with pytest.raises(cattrs.BaseValidationError):
        jm.make_converter().loads('[{"total": "x"}]', list[jm.JobsOut])


def test_options_are_checked_when_they_are_given():
    with pytest.raises(ValueError, match="case must be"):
        jm.make_converter(case="kebab")
    with pytest.raises(ValueError, match="unknown_keys must be"):
        jm.register_hooks(cattrs.Converter(), unknown_keys="ignore")


@pytest.mark.parametrize("held", [jm.UNSET, None, {"a": 1}, 5])
def test_what_is_no_object_of_ours_is_not_passed_through(held):
    """The value of a host's field may not be of its annotated type."""

    @attrs.define
    class Box:
        job: jm.JobOut

    converter = cattrs.Converter()
    jm.register_hooks(converter)
    with pytest.raises(TypeError, match="expected an object of this package's classes"):
        converter.unstructure(Box(held))


@every_converter
def test_a_later_hook_applies_to_its_type_outside_our_objects(make):
    converter = make()
    jm.register_hooks(converter)

    def mine(payload, _):
        return "the host's"

    converter.register_structure_hook(jm.JobOut, mine)
    converter.register_structure_hook(jm.Status, mine)
    for cls in (jm.JobOut, jm.Status):
        holder = make_dataclass("Holder", [("held", cls)])
        for hint in (cls, cls | None, jm.Omittable[cls], jm.Omittable[cls | None]):
            assert converter.structure("x", hint) == "the host's"
        assert converter.structure(["x"], list[cls]) == ["the host's"]
        assert converter.structure({"held": "x"}, holder).held == "the host's"
    page = {"total": 1, "data": [JOB.snake]}
    assert converter.structure(page, jm.JobsOut) == jm.structure(page, jm.JobsOut)
    union = Union[jm.JobOut, jm.LegacyJobMetadataOut]
    assert converter.structure(JOB.snake, union) == JOB.obj
    unions = (union, Union[union, None])
    converter.register_structure_hook_func(lambda cls: cls in unions, mine)
    for hint in (*unions, jm.Omittable[union], jm.Omittable[union | None]):
        assert converter.structure("x", hint) == "the host's"


@every_converter
def test_hooks_registered_for_a_copy_are_those_of_the_copy(make):
    first = make()
    jm.register_hooks(first)
    second = first.copy()
    jm.register_hooks(second, lenient=True, case="camel")
    second.register_structure_hook(bytes, lambda *_: b"second")
    file = second.structure({"file_id": "f", "weight": None, "x": 1}, jm.TrainingFile)
    assert second.unstructure(file) == {"fileId": "f", "weight": None, "x": 1}
    assert second.structure("x", jm.Omittable[bytes]) == b"second"
    with pytest.raises(jm.ValidationError):
        first.structure({"weight": None}, jm.TrainingFile)


def test_a_hosts_hook_for_type_variables_and_strings_wins():
    for steps in ("host", "ours"), ("ours", "host"):
        converter = cattrs.Converter()
        for step in steps:
            if step == "ours":
                jm.register_hooks(converter)
            else:
                converter.register_unstructure_hook_func(
                    lambda cls: isinstance(cls, (TypeVar, str)), lambda obj: "the host's"
                )
        assert converter.unstructure(3, T) == converter.unstructure(3, "int") == "the host's"


def test_a_dataclass_in_a_copy_is_written_with_the_hooks_of_the_copy():
    first = cattrs.BaseConverter()  # looks up the hooks of annotations that are strings
    jm.register_hooks(first)
    second = first.copy()
    second.register_unstructure_hook(jm.JobOut, lambda _: "the host's")
    if hasattr(first, "get_structure_hook"):  # from cattrs 24.1 on
        assert second.unstructure(HostDataJobs(JOB.obj, []))["job"] == "the host's"
    assert first.unstructure(HostDataJobs(JOB.obj, []))["job"] == JOB.snake


DEFECTS = {
    '{"a": [{"b": 1, "b": 2}]}': "$.a[0].b",
    '{"a": [1, {"b": NaN}]}': "$.a[1].b",
    '{"a": [1, {"b": -Infinity}]}': "$.a[1].b",
    '{"a": [1, {"b": 1e400}]}': "$.a[1].b",
    '{"a": [1, {"b": "\\ud800"}]}': "$.a[1].b",
    '{"a": [{"\\udc00": 1}]}': '$.a[0]["\\udc00"]',
    f'{{"a": {"1" * 5000}}}': "$.a",
}
READ_OPTIONS: list[dict[str, Any]] = [
    {},
    {"object_pairs_hook": dict},
    {"object_pairs_hook": tuple},
    {"object_hook": lambda payload: tuple(payload.items())},
    {"parse_float": float, "parse_int": int, "parse_constant": float},
    {"parse_float": None, "parse_int": None, "object_hook": None},
    {"parse_constant": lambda name: None},
    {"cls": json.JSONDecoder},
    {"strict": False},
]


@pytest.mark.parametrize("options", READ_OPTIONS)
def test_options_of_json_do_not_switch_off_the_checks_of_loads(options):
    converter = jm.make_converter()
    for text, path in DEFECTS.items():
        with pytest.raises(jm.ValidationError) as caught:
            converter.loads(text, Any, **options)
        assert [problem.path for problem in caught.value.problems] == [path]


@pytest.mark.parametrize("options", [{}, {"lenient": True}, {"unknown_keys": "forbid"}])
def test_the_ready_converter_reports_what_loads_reports(options):
    converter = jm.make_converter(**options)
    for text in (
        '{"file_id": "f", "weight": 1e400}',
        '{"file_id": 5, "x": [1, -1e400]}',
        '{"fileId": "f", "weight": 1e400, "x": 1, "x": 1e400}',
        '{"weight": NaN, "x": 1e400}',
        '{"file_id": "\\ud800", "file_id": "g", "weight": "1"}',
        "[1e400]",
        "1e400",
        "{",
    ):
        found = []
        for loads in (converter.loads, lambda text, cls: jm.loads(text, cls, **options)):
            with pytest.raises(jm.ValidationError) as caught:
                loads(text, jm.TrainingFile)
            found.append((caught.value.subject, caught.value.problems))
        (subject, problems), (wanted_subject, wanted) = found
        assert (subject, problems[: len(wanted)]) == (wanted_subject, wanted)
        # The reader does not look into a value that is not an object, or into a forbidden one.
        assert all("inf, which" in problem.message for problem in problems[len(wanted) :])


def test_options_of_json_make_what_loads_reads():
    loads = jm.make_converter().loads
    text = '\ufeff{"a": {"b": 1}, "c": 1e400}'
    assert loads(text, Any, parse_float=str, object_pairs_hook=tuple) == (
        ("a", (("b", 1),)),
        ("c", "1e400"),
    )
    assert loads(text.encode(), Any, parse_float=Decimal, object_hook=list) == ["a", "c"]
    assert loads(f"[{'1' * 5000}]", Any, parse_int=len) == [5000]
    assert loads('["a\tb"]', Any, strict=False) == ["a\tb"]


class Opaque:
    """A value of a host that only the options of ``json.dumps`` can write."""


class Careless(json.JSONEncoder):
    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "allow_nan": True})


UNWRITABLE = {
    "$.a[0]": {"a": (float("nan"),)},
    "$.a": {"a": {float("inf"): 1}},
    "$.a[1]": {"a": [1, "\ud800"]},
    '$["5"]["\\udc00"]': {5: {"\udc00": {}}},
    "$": {10**5000: 1},
    "$.b": {"b": 10**5000},
}
WRITE_OPTIONS: list[dict[str, Any]] = [
    {},
    {"ensure_ascii": False},
    {"allow_nan": True},
    {"indent": 2, "separators": (",", ":")},
    {"default": str, "check_circular": False},
]


@pytest.mark.parametrize("options", WRITE_OPTIONS)
def test_options_of_json_do_not_switch_off_the_checks_of_dumps(options):
    converter = jm.make_converter()
    for path, value in UNWRITABLE.items():
        with pytest.raises(jm.ValidationError) as caught:
            converter.dumps(value, **options)
        assert [problem.path for problem in caught.value.problems] == [path]


@pytest.mark.parametrize("made", [float("nan"), [float("inf")], "\ud800"], ids=repr)
def test_what_options_of_json_make_is_checked_too(made):
    converter = jm.make_converter()
    converter.register_unstructure_hook(Opaque, lambda opaque: opaque)
    for ascii_only in (True, False):
        with pytest.raises(jm.ValidationError):
            converter.dumps([Opaque()], default=lambda _: made, ensure_ascii=ascii_only)
        with pytest.raises(jm.ValidationError):
            converter.dumps([made], cls=Careless, ensure_ascii=ascii_only)
    with pytest.raises(ZeroDivisionError):
        converter.dumps([Opaque()], default=lambda _: 1 // 0)
    assert converter.dumps([Opaque()], default=lambda _: "é", indent=1) == '[\n "\\u00e9"\n]'


@pytest.mark.parametrize("exceptions", [["S"], (), None, "S"], ids=repr)
def test_an_error_with_other_exceptions_is_one_problem(exceptions):
    error = ValueError("no")
    error.exceptions = exceptions
    assert jm.problems_of(error) == (jm.Problem("$", "no"),)


@pytest.mark.parametrize("flag", ["false", "no", "", 0, 1, 1.0, None, []], ids=repr)
def test_lenient_is_a_bool(flag):
    for used in (True, False):  # an equal flag may have been used before
        jm.structure({"file_id": "f"}, jm.TrainingFile, lenient=used)
    for call in (
        lambda: jm.structure({}, jm.TrainingFile, lenient=flag),
        lambda: jm.loads("{}", jm.TrainingFile, lenient=flag),
        lambda: jm.iter_jsonl(io.StringIO("{}"), jm.TrainingFile, lenient=flag),
        lambda: jm.register_hooks(cattrs.Converter(), lenient=flag),
        lambda: jm.make_converter(lenient=flag),
    ):
        with pytest.raises(TypeError):
            call()
