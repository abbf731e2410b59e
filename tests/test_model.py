"""The behaviour of every model class: construction, repr, comparison, hashing, copies, pickling."""

from __future__ import annotations

import abc
import copy
import dataclasses
import gc
import importlib
import inspect
import pickle
import re
import sys
import weakref
from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Annotated, Any, ClassVar, Generic, Literal, TypeVar

import pytest
from samples import (
    API_KEY,
    CASES,
    FILE_A,
    FILE_B,
    JOB,
    JOB_FIELDS,
    TOKEN,
    case_id,
    case_of_class,
)
from under_test import BARE, IS_COMPILED

import jobmodels as jm
from jobmodels.core.constraints import SECRET
from jobmodels.core.define import frozen
from jobmodels.core.frozendict import EMPTY, FrozenDict
from jobmodels.core.reader import Reader
from jobmodels.core.spec import ObjectSpec, spec_of, to_camel
from jobmodels.models.job import time_of
from jobmodels.records.editions import EDITIONS, MODELS, edition_of, kind_of

LENIENT = {
    "id": None,
    "status": "PAUSED",
    "hyperparameters": {"epochs": 0},
    "integrations": [{"type": "mlflow", "api_key": API_KEY}],
    "unknown": {"a": [1]},
}


def lenient_job() -> jm.JobOut:
    return jm.structure(LENIENT, jm.JobOut, lenient=True)


def problems(make):
    with pytest.raises(jm.ValidationError) as caught:
        make()
    return dict(caught.value.problems)


every_object = pytest.mark.parametrize(
    "obj",
    [*(case.obj for case in CASES), lenient_job()],
    ids=[*(case_id(case) for case in CASES), "lenient"],
)


@every_object
def test_it_is_frozen_and_slotted(obj):
    for field in spec_of(type(obj)).fields:
        with pytest.raises(AttributeError):
            setattr(obj, field.name, "x")
        with pytest.raises(AttributeError):
            delattr(obj, field.name)
    with pytest.raises(AttributeError):
        obj.nonsense = 1
    with pytest.raises(AttributeError):
        del obj.nonsense
    assert not hasattr(obj, "__dict__")


@every_object
def test_it_hashes_and_compares_by_value(obj):
    again = jm.structure(jm.unstructure(obj), type(obj), lenient=True)
    assert again == obj
    assert hash(again) == hash(obj)
    assert obj != jm.unstructure(obj)
    assert len({obj, again}) == 1


@every_object
def test_it_copies_and_pickles(obj):
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        again = pickle.loads(pickle.dumps(obj, protocol))
        assert again == obj
        assert type(again) is type(obj)
        assert jm.unstructure(again) == jm.unstructure(obj)
    assert copy.copy(obj) == obj
    assert copy.deepcopy(obj) == obj


def test_absent_stays_the_one_unset_through_a_pickle():
    again = pickle.loads(pickle.dumps(lenient_job()))
    assert again.suffix is jm.UNSET
    assert again.id is None
    assert again.status.is_known is False


def test_a_pickle_holds_the_names_of_fields_once_and_next_to_nothing_for_what_is_absent():
    rates = [jm.TrainingParameters(learning_rate=rate / 10) for rate in range(1, 10)]
    pickled = pickle.dumps(rates)
    assert pickled.count(b"learning_rate") == pickled.count(b"fim_ratio") == 1
    assert pickle.loads(pickled) == rates
    absent = len(pickle.dumps([*rates, jm.TrainingParameters()])) - len(pickled)
    assert absent < len(b"learning_rate") * 3


def test_no_unknown_keys_stay_the_one_empty_mapping_through_a_pickle():
    again = pickle.loads(pickle.dumps(JOB.obj))
    assert again.additional_properties is JOB.obj.additional_properties is EMPTY


def test_a_pickle_of_another_version_is_read_by_the_names_of_its_fields():
    file = jm.TrainingFile(file_id="f", weight=2)
    restore, (cls, names, values) = file.__reduce__()
    assert restore(cls, names, values) == file
    assert restore(cls, names[::-1], values[::-1]) == file
    earlier = dict(zip(names, values, strict=True))
    del earlier["weight"]
    assert restore(cls, tuple(earlier), tuple(earlier.values())).weight is jm.UNSET
    renamed = {**earlier, "colour": jm.UNSET}
    assert restore(cls, tuple(renamed), tuple(renamed.values())).weight is jm.UNSET
    assert restore(cls, (*names, "colour"), (*values, jm.UNSET)) == file
    with pytest.raises(TypeError, match=r"TrainingFile has no field 'colour'"):
        restore(cls, (*names, "colour"), (*values, "red"))


def test_a_pickle_of_the_first_version_is_read():
    pickled = (
        b"\x80\x04\x95r\x00\x00\x00\x00\x00\x00\x00\x8c\x14jobmodels.core.model\x94\x8c\x08_rebuild"
        b"\x94\x93\x94\x8c\x18jobmodels.models.request\x94\x8c\x0cTrainingFile\x94\x93\x94}\x94(\x8c\x07"
        b"file_id\x94\x8c\x01f\x94\x8c\x06weight\x94K\x02u\x86\x94R\x94."
    )
    assert pickle.loads(pickled) == jm.TrainingFile(file_id="f", weight=2)


# The base class of jobs.


def test_every_job_of_every_edition_is_a_job():
    jobs = {cls for cls in MODELS if {"id", "status", "model"} <= spec_of(cls).by_key.keys()}
    assert {cls for cls in MODELS if issubclass(cls, jm.Job)} == jobs
    assert {edition_of(cls).date for cls in jobs} == {edition.date for edition in EDITIONS}
    assert {kind_of(cls) for cls in jobs} == {"job", "batch job"}
    for cls in jobs:
        assert jm.structure({"created_at": 0}, cls, lenient=True).created == at(1970, 1, 1)


@pytest.mark.parametrize("cls", [jm.Job, list[jm.Job], jm.Job | None, jm.Model])
def test_job_itself_cannot_be_read(cls):
    with pytest.raises(TypeError, match=r"^expected a model class with fields, not "):
        jm.structure({}, cls)


def at(*time):
    return datetime(*time, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("seconds", "time"),
    [
        (0, at(1970, 1, 1)),
        (1730000000.0, at(2024, 10, 27, 3, 33, 20)),
        (-62135596800, at(1, 1, 1)),
        (-62135596801, None),
        (253402300799, at(9999, 12, 31, 23, 59, 59)),
        (253402300800, None),
        (10**400, None),
        (-1e300, None),
        (None, None),
        (jm.UNSET, None),
    ],
)
def test_the_times_of_a_job_are_datetimes_or_none(seconds, time):
    payload = {"created_at": seconds, "modified_at": seconds, "created": "x"}
    payload = {key: value for key, value in payload.items() if value is not jm.UNSET}
    job = jm.structure(payload, jm.JobOut, lenient=True)
    assert (job.created, job.changed) == (time, time)
    assert job.additional_properties == {"created": "x"}


@pytest.mark.parametrize("seconds", [float("nan"), float("inf"), "1", (), 1j])
def test_a_time_of_any_other_value_is_none(seconds):
    assert time_of(seconds) is None
    assert time_of(1.5) == at(1970, 1, 1, 0, 0, 1, 500_000)


@pytest.mark.parametrize("cls", [jm.BatchJobOut, jm.v2026.BatchJobOut])
def test_a_batch_job_changed_at_the_latest_of_its_times(cls):
    times = {"created_at": 10, "started_at": 20, "completed_at": 30}
    while times:
        job = jm.structure(times, cls, lenient=True)
        assert job.changed == time_of(max(times.values()))
        times.popitem()
    assert jm.structure({}, cls, lenient=True).changed is None


@frozen
class Dated(jm.JobOut):
    """A host's class, with fields that have the names of the properties."""

    created: str
    changed: str = "later"


@frozen
class Later(Dated):
    cost: int


@pytest.mark.parametrize(("cls", "more"), [(Dated, {}), (Later, {"cost": 1})])
def test_a_hosts_fields_may_have_the_names_of_the_times(cls, more):
    payload = {**JOB.snake, "created": "x", **more}
    job = jm.structure(payload, cls)
    assert (job.created, job.changed) == ("x", "later")
    assert jm.unstructure(job) == {**payload, "changed": "later"}
    assert problems(lambda: jm.structure({**JOB.snake, **more}, cls)) == {
        "$.created": "required, but missing"
    }
    given = {field: getattr(JOB.obj, field) for field in JOB_FIELDS}
    assert cls(**given, created="x", **more).created == "x"
    with pytest.raises(TypeError, match="created"):
        cls(**given, **more)


def test_it_can_be_referenced_weakly():
    job = copy.copy(JOB.obj)
    reference = weakref.ref(job)
    assert reference() is job
    del job
    gc.collect()
    assert reference() is None


def test_classes_differ_even_where_fields_do_not():
    assert jm.TrainingParameters() != jm.TrainingParametersIn()
    assert jm.JobMetadataOut() != jm.TrainingParameters()


def test_repr_shows_what_is_there():
    file = jm.TrainingFile(file_id="f", weight=2)
    assert repr(file) == "TrainingFile(file_id='f', weight=2)"
    job_in = jm.JobIn(
        model="open-mistral-7b", hyperparameters=jm.TrainingParametersIn(), training_files=[file]
    )
    assert repr(job_in) == (
        "JobIn(model=FineTuneableModel.OPEN_MISTRAL_7B, "
        "training_files=(TrainingFile(file_id='f', weight=2),), "
        "hyperparameters=TrainingParametersIn())"
    )
    event = jm.EventOut(name="n", data={"a": [1]}, created_at=1)
    assert repr(event) == "EventOut(name='n', data=FrozenDict({'a': (1,)}), created_at=1)"
    assert repr(jm.JobsOut(total=10**5000)).endswith("total=<an integer of 16610 bits>)")


def test_repr_masks_secrets():
    wandb = case_of_class(jm.WandbIntegration).obj
    github = case_of_class(jm.GithubRepositoryIn).obj
    assert "api_key='**********'" in repr(wandb)
    assert "token='**********'" in repr(github)
    outer = jm.structure(case_of_class(jm.JobIn).snake, jm.JobIn)
    event = jm.EventOut(name="n", created_at=1, data={"x": [{"apiKey": API_KEY, "token": [TOKEN]}]})
    misspelt = jm.structure(
        {"project": "p", "api_key": API_KEY, "api_kye": API_KEY}, jm.WandbIntegration
    )
    for obj in (wandb, github, outer, event, misspelt, lenient_job()):
        assert API_KEY not in repr(obj)
        assert TOKEN not in repr(obj)
    assert "'api_kye': ..." in repr(misspelt)
    null = jm.structure({"project": "p", "api_key": None}, jm.WandbIntegration, lenient=True)
    assert "api_key=None" in repr(null)


def test_other_printers_mask_secrets_too():
    request = case_of_class(jm.JobIn).obj
    shown = dict(request.integrations[0].__rich_repr__())
    assert shown["api_key"] == "**********"
    pretty = pytest.importorskip("hypothesis.vendor.pretty", reason="needs Hypothesis")
    rich = pytest.importorskip("rich.pretty", reason="needs rich")
    for text in (pretty.pretty(request), rich.pretty_repr(request)):
        assert API_KEY not in text
        assert TOKEN not in text
        assert "**********" in text


def test_a_failing_comparison_shows_no_secret(pytester):
    # The keys are joined at run time: pytest prints the source of a failing test.
    pytester.makepyfile(
        """
        import jobmodels as jm

        def test_it():
            one = jm.WandbIntegration(project="p", api_key="ab" * 20)
            assert one == jm.evolve(one, api_key="cd" * 20)
        """
    )
    result = pytester.runpytest_inprocess("-vv", "-p", "no:cacheprovider")
    result.assert_outcomes(failed=1)
    report = result.stdout.str()
    assert "WandbIntegration" in report
    assert "abab" not in report
    assert "cdcd" not in report


def test_the_signature_is_keyword_only_and_documented():
    for cls in MODELS:
        parameters = inspect.signature(cls).parameters.values()
        assert {parameter.kind for parameter in parameters} == {inspect.Parameter.KEYWORD_ONLY}
        required = {field.name for field in spec_of(cls).fields if field.required}
        assert required == {
            parameter.name for parameter in parameters if parameter.default is parameter.empty
        }
        assert cls.__doc__


def test_misuse_of_the_signature_is_a_type_error():
    with pytest.raises(TypeError, match="file_id"):
        jm.TrainingFile()
    with pytest.raises(TypeError, match="fileId"):
        jm.TrainingFile(fileId="f")
    with pytest.raises(TypeError):
        jm.TrainingFile("f")


def test_construction_normalises():
    made = jm.JobIn(
        model="codestral-latest",
        hyperparameters=jm.TrainingParametersIn(),
        training_files=[jm.TrainingFile(file_id=FILE_A)],
        validation_files=[FILE_B],
        additional_properties={"note": ["x"]},
    )
    assert made.model is jm.FineTuneableModel.CODESTRAL_LATEST
    assert made.training_files == (jm.TrainingFile(file_id=FILE_A),)
    assert made.validation_files == (FILE_B,)
    assert made.additional_properties["note"] == ("x",)
    assert hash(made)
    assert made == jm.structure(jm.unstructure(made), jm.JobIn)


def test_construction_fills_the_tags_and_nothing_else():
    assert JOB.obj.object is jm.ObjectT.JOB
    assert jm.WandbIntegrationOut(project="p").type == "wandb"
    assert jm.WandbIntegrationOut(project="p", type=jm.UNSET).type is jm.UNSET
    assert jm.TrainingParametersIn().learning_rate is jm.UNSET


def test_construction_names_every_problem_in_pythons_spelling():
    found = problems(
        lambda: jm.JobIn(
            model="gpt-2",
            hyperparameters={},
            training_files=[FILE_A, jm.TrainingFile(file_id="f")],
            validation_files={FILE_A},
            suffix="x" * 19,
            integrations=[jm.WandbIntegrationOut(project="p")],
            repositories=None,
            auto_start=1,
            additional_properties={"autoStart": True, "x": float("nan")},
        )
    )
    assert found == {
        "$.model": "expected one of 'open-mistral-7b', 'mistral-small-latest', "
        "'codestral-latest', 'mistral-large-latest', 'open-mistral-nemo', found 'gpt-2'",
        "$.hyperparameters": "expected TrainingParametersIn, found a Python dict; "
        "read a payload with structure",
        "$.training_files[0]": "expected TrainingFile, found a Python str",
        "$.validation_files": "expected an array, found a Python set",
        "$.suffix": "expected a string of at most 18 characters, found 19 characters",
        "$.integrations[0]": "expected WandbIntegration, found a Python WandbIntegrationOut",
        "$.repositories": "expected an array, found null",
        "$.auto_start": "expected a boolean, found 1",
        "$.additional_properties.autoStart": "a field of the class, not an unknown key",
        "$.additional_properties.x": "expected JSON, found nan, which is not JSON",
    }


def test_construction_shows_no_secret():
    found = problems(lambda: jm.WandbIntegration(project=1, api_key=API_KEY[:-1]))
    assert set(found) == {"$.project", "$.api_key"}
    assert API_KEY[:-1] not in str(found)


def test_construction_looks_into_leniently_read_parts():
    loose = jm.structure({"weight": 0}, jm.TrainingFile, lenient=True)
    found = problems(
        lambda: jm.JobIn(
            model="open-mistral-7b",
            hyperparameters=jm.TrainingParametersIn(),
            training_files=(loose,),
        )
    )
    assert set(found) == {"$.training_files[0].file_id", "$.training_files[0].weight"}
    assert set(problems(lambda: jm.JobsOut(total=1, data=[lenient_job()]))) > {
        "$.data[0].status",
        "$.data[0].integrations[0]",
        "$.data[0].created_at",
    }


def test_an_open_member_is_refused_on_construction():
    fields = {**JOB_FIELDS, "status": jm.Status.open("PAUSED")}
    assert set(problems(lambda: jm.JobOut(**fields))) == {"$.status"}


def test_a_copy_can_be_made_as_the_standard_library_does():
    job = lenient_job()
    assert job.__replace__(suffix="x") == jm.evolve(job, suffix="x")
    if sys.version_info >= (3, 13):
        assert copy.replace(job, suffix="x").suffix == "x"


@every_object
def test_nothing_shows_how_an_object_was_made(obj):
    """No temporary class remains either. The compiled functions make one."""
    jm.structure(jm.unstructure(obj), type(obj), lenient=True)
    drafts = [sub for sub in type.__subclasses__(type(obj)) if "Draft" in sub.__name__]
    assert bool(drafts) == IS_COMPILED
    for cls in type(obj).__mro__[:-1]:
        assert not set(drafts) & set(cls.__subclasses__())


class Registering:
    """A host's base class that registers each subclass and requires an argument for it."""

    __slots__ = ()
    noticed: ClassVar[list[str]] = []

    def __init_subclass__(cls, *, label=None, **options):
        super().__init_subclass__(**options)
        if label is None:
            raise TypeError("a subclass needs a label")
        cls.noticed.append(cls.__name__)


class Abstract(abc.ABC):
    __slots__ = ()

    @abc.abstractmethod
    def size(self): ...


T = TypeVar("T")


def hosts_classes():
    class Generically(jm.TrainingFile, Generic[T]):
        __slots__ = ()

    class Concretely(jm.TrainingFile, Abstract):
        __slots__ = ()

        def size(self):
            return self.weight

    class Registered(jm.TrainingFile, Registering, label="mine"):
        __slots__ = ()

    class Loosely(jm.TrainingFile):
        """With a ``__dict__`` and a private attribute."""

        __slots__ = ("__cache", "__dict__")

    class payload(jm.TrainingFile):
        __slots__ = ()

    class JobIn(jm.JobIn):
        """Named like its base class."""

        __slots__ = ()

    return [
        Generically,
        Concretely,
        Registered,
        Loosely,
        payload,
        type("a-b", (payload,), {}),
        JobIn,
    ]


def test_a_hosts_subclass_of_any_kind_is_read_written_and_copied():
    Registering.noticed.clear()
    for cls in hosts_classes():
        snake = {"file_id": "f", "weight": 2, "x": [1]}
        if issubclass(cls, jm.JobIn):
            snake = {"model": "codestral-latest", "hyperparameters": {"seq_len": 100}}
        obj = jm.structure(snake, cls)
        assert type(obj) is cls
        assert jm.unstructure(obj) == snake
        assert jm.structure(jm.unstructure(obj, case="camel"), cls, lenient=True) == obj
        assert copy.deepcopy(obj) == obj == jm.evolve(obj)
        assert set(problems(lambda cls=cls: jm.structure({}, cls))) <= {
            "$.file_id",
            "$.model",
            "$.hyperparameters",
        }
        with pytest.raises(AttributeError):
            obj.additional_properties = {}
        assert "Draft" not in str(cls.__subclasses__())
    assert Registering.noticed == ["Registered"]
    assert not [sub for sub in Registering.__subclasses__() if "Draft" in sub.__name__]


def test_a_host_notices_no_object_under_construction():
    """Neither its metaclass nor its finaliser, also if the payload turns out to be invalid."""
    noticed = []

    class Noticing(type):
        def __init__(cls, *arguments):
            super().__init__(*arguments)
            noticed.append(cls.__name__)

    class Collected(jm.TrainingFile, metaclass=Noticing):
        __slots__ = ()

    class Finalised(jm.TrainingFile):
        __slots__ = ()

        def __del__(self):
            noticed.append(type(self).__name__)

    for cls in (Collected, Finalised):
        assert set(problems(lambda cls=cls: jm.structure({"file_id": 1}, cls))) == {"$.file_id"}
    assert jm.structure({"file_id": "f"}, Collected).file_id == "f"
    assert noticed == ["Collected"]


class RegisteredFile(jm.TrainingFile, Registering, label="a file"):
    __slots__ = ()


def test_a_hosts_class_may_stand_inside_another():
    class Request(jm.JobIn):
        __slots__ = ("first_file",)
        first_file: RegisteredFile

    snake = {
        "model": "codestral-latest",
        "hyperparameters": {},
        "first_file": {"file_id": "f", "weight": 2},
    }
    for lenient in (False, True):
        request = jm.structure(snake, Request, lenient=lenient)
        assert type(request.first_file) is RegisteredFile
        assert jm.unstructure(request) == snake


@frozen
class CostedFile(jm.TrainingFile):
    """A host's class whose fields have defaults, but need not be present."""

    cost_center: str = "none"
    labels: tuple[str, ...] = ("a",)
    status: jm.Status = "QUEUED"
    note: str | None = None
    limits: Mapping[str, Any] = FrozenDict({"a": [1]})
    parent: jm.TrainingFile = jm.TrainingFile(file_id="parent")
    token: Annotated[str, SECRET] = "hush"
    kind: jm.Omittable[Literal["costed"]] = "costed"


@frozen
class CostedRequest(jm.JobIn):
    first_file: CostedFile


DEFAULTS = {
    "cost_center": "none",
    "labels": ["a"],
    "status": "QUEUED",
    "note": None,
    "limits": {"a": [1]},
    "parent": {"file_id": "parent"},
    "token": "hush",
}
"""What reading adds to a payload of ``CostedFile``: not ``kind``, which may be absent."""


@pytest.mark.parametrize("case", ["snake", "camel"])
@pytest.mark.parametrize("lenient", [False, True])
@pytest.mark.parametrize(
    "given", [{}, {"cost_center": "x"}, {"note": "n", "weight": 2}, {"kind": "costed"}, {"q": [1]}]
)
def test_the_defaults_of_a_hosts_class_apply_to_absent_keys(given, lenient, case):
    payload = {"file_id": "f", **given}
    expected = {"file_id": "f", **DEFAULTS, **given}
    if case == "camel":
        payload = {to_camel(key): value for key, value in payload.items()}
    file = jm.structure(payload, CostedFile, lenient=lenient)
    assert jm.unstructure(file) == expected
    assert file == Reader().read(ObjectSpec(CostedFile, relaxed=lenient), payload, "CostedFile")
    assert file == jm.structure(jm.unstructure(file, case=case), CostedFile)
    assert jm.loads(jm.dumps(file), CostedFile) == file == copy.deepcopy(file) == jm.evolve(file)
    assert pickle.loads(pickle.dumps(file)) == file
    request = {"model": "codestral-latest", "hyperparameters": {}, "first_file": payload}
    assert jm.structure(request, CostedRequest, lenient=lenient).first_file == file


def test_the_defaults_of_a_hosts_class_are_those_of_construction():
    read = jm.structure({"file_id": "f"}, CostedFile)
    made = CostedFile(file_id="f")
    assert jm.unstructure(made) == {**jm.unstructure(read), "kind": "costed"}
    assert type(read.labels) is type(made.labels) is tuple
    assert read.status is made.status is jm.Status.QUEUED
    assert jm.evolve(read, cost_center="x").cost_center == "x"
    assert "hush" not in repr(read)
    missing = {"$.cost_center": "required, but missing"}
    assert problems(lambda: CostedFile(file_id="f", cost_center=jm.UNSET)) == missing
    assert problems(lambda: jm.evolve(read, cost_center=jm.UNSET)) == missing


def test_a_key_with_a_default_is_checked_where_it_is_present():
    payload = {"fileId": "f", "costCenter": None, "status": "queued", "note": None, "x": 1}
    found = problems(lambda: jm.structure(payload, CostedFile, unknown_keys="forbid"))
    assert list(found) == ["$.costCenter", "$.status", "$.x"]
    file = jm.structure({**payload, "token": None}, CostedFile, lenient=True)
    assert (file.cost_center, file.note, file.token) == (None, None, None)
    assert file.status == "queued"


def test_a_pickle_of_a_class_without_the_field_has_its_default():
    restore, (_, names, values) = jm.TrainingFile(file_id="f").__reduce__()
    assert restore(CostedFile, names, values) == jm.structure({"file_id": "f"}, CostedFile)


def hosts_field(annotation, make=frozen, **default):
    """Returns a host's class with the field ``cost``."""
    names = {"__annotations__": {"cost": annotation}, "__module__": __name__}
    return make(type("Mine", (jm.TrainingFile,), {**names, **default}))


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (
            lambda: hosts_field(str, cost="none", make=lambda cls: cls),
            r"^Mine\.cost is not a slot: decorate Mine with jobmodels\.core\.define\.frozen$",
        ),
        (lambda: hosts_field(str, make=lambda cls: cls), r"^Mine\.cost is not a slot: decorate"),
        (
            lambda: hosts_field(
                str, cost="none", make=dataclasses.dataclass(frozen=True, kw_only=True, eq=False)
            ),
            r"^decorate Mine with jobmodels\.core\.define\.frozen alone$",
        ),
        (
            lambda: hosts_field(str, cost=1),
            r"^Mine\.cost: invalid default \(.*\): expected a string, found 1$",
        ),
        (
            lambda: hosts_field(Annotated[str, SECRET], cost=12345),
            r"^Mine\.cost: invalid default \(.*\): expected a string, found a number$",
        ),
        (
            lambda: hosts_field(tuple[str, ...], cost=("a", 1)),
            r"^Mine\.cost\[1\]: invalid default \(.*\): expected a string, found 1$",
        ),
        (
            lambda: hosts_field(str, cost=None),
            r"^Mine\.cost: invalid .*: expected a string, found null$",
        ),
        (
            lambda: hosts_field("Unknown", cost="none"),
            r"^Mine: cannot evaluate an annotation: name 'Unknown' is not defined: define or ",
        ),
        (
            lambda: hosts_field(list[str], cost=()),
            r"^Mine\.cost: expected str, .* not list\[str\]$",
        ),
        (
            lambda: frozen(type("Sub", (CostedFile,), {"__annotations__": {"costCenter": str}})),
            r"^Sub: two fields have the key 'costCenter': rename one$",
        ),
    ],
)
def test_a_class_that_cannot_be_a_model_says_what_to_write(make, reason):
    cls = make()
    for use in (lambda: jm.structure({"file_id": "f"}, cls), lambda: cls(file_id="f")):
        with pytest.raises(TypeError) as caught:
            use()
        if "__init__" not in str(caught.value):  # a dataclass of an attrs class has other arguments
            assert re.search(reason, str(caught.value))


def test_a_class_is_refused_whose_code_reading_would_not_call():
    for name in ("__post_init__", "__attrs_post_init__"):
        hook = {name: lambda self: None}
        mixin = type("Mixin", (), {"__slots__": (), **hook})
        for decorate in (frozen, lambda cls: cls):
            for after in (
                type("After", (jm.TrainingFile,), hook),
                type("After", (mixin, jm.TrainingFile), {}),
            ):
                with pytest.raises(TypeError, match="After: reading calls no __post_init__"):
                    jm.structure({"file_id": "f"}, decorate(after))
    if not BARE:
        field = importlib.import_module("attrs").field
        for options in ({"validator": print}, {"converter": str}):
            with pytest.raises(TypeError, match=r"Mine\.cost: reading calls no validator"):
                hosts_field(str, cost=field(default="x", **options))


def test_a_private_field_has_its_default():
    cls = frozen(
        type("Mine", (jm.TrainingFile,), {"__annotations__": {"_team": str}, "_team": "a"})
    )
    assert jm.structure({"file_id": "f"}, cls)._team == "a"
    assert jm.structure({"file_id": "f", "_team": "b"}, cls)._team == "b"


def test_a_factory_is_refused_as_a_default():
    if BARE:
        factory = dataclasses.field(default_factory=tuple)
    else:
        factory = importlib.import_module("attrs").Factory(tuple)
    cls = hosts_field(tuple[str, ...], cost=factory)
    with pytest.raises(TypeError, match=r"^Mine\.cost: .*a factory is not supported"):
        jm.structure({"file_id": "f"}, cls)


def test_a_subclass_that_only_adds_methods_needs_no_decorator():
    class Short(CostedFile):
        def short(self):
            return f"{self.file_id}: {self.cost_center}"

    for file in (jm.structure({"fileId": "f", "x": 1}, Short), Short(file_id="f")):
        assert file.short() == "f: none"
    assert jm.unstructure(jm.structure({"fileId": "f", "x": 1}, Short))["x"] == 1


@pytest.mark.parametrize(
    ("annotation", "reason"),
    [
        (list[str], r"expected str, .* or a union of model classes, not list\[str\]"),
        (datetime, r"expected str, .* not <class 'datetime\.datetime'>"),
        (tuple[int, str], r"an array is annotated tuple\[T, \.\.\.\], not tuple\[int, str\]"),
        (tuple[()], r"an array is annotated tuple\[T, \.\.\.\], not tuple\[\(\)\]"),
        (tuple[datetime, ...], r"expected str, .* not <class 'datetime\.datetime'>"),
        (
            Literal[1],
            r"a Literal has one string, not .*Literal\[1\]; several values are a string enum",
        ),
        (Literal["a", "b"], r"a Literal has one string, not .*Literal\['a', 'b'\]"),
    ],
)
def test_a_field_of_an_unsupported_type_says_why(annotation, reason):
    class Strange(jm.TrainingFile):
        __slots__ = ("notes",)
        __annotations__ = {"notes": annotation}

    with pytest.raises(TypeError, match=rf"^Strange\.notes: {reason}"):
        jm.structure({"file_id": "f"}, Strange)


def test_a_class_variable_is_no_field():
    class Labelled(jm.TrainingFile):
        __slots__ = ()
        label: ClassVar[str] = "file"

    assert jm.unstructure(jm.structure({"file_id": "f"}, Labelled)) == {"file_id": "f"}


def test_a_more_detailed_job_can_stand_where_a_job_can():
    detailed = case_of_class(jm.DetailedJobOut)
    jobs = jm.JobsOut(data=[detailed.obj], total=1)
    assert jm.unstructure(jobs)["data"] == [detailed.snake]


@pytest.mark.needs("attrs")
def test_with_attrs_the_classes_are_attrs_classes():
    attrs = pytest.importorskip("attrs")
    for cls in MODELS:
        assert attrs.has(cls)
        names = {field.name for field in spec_of(cls).fields} | {"additional_properties"}
        assert {attribute.name for attribute in attrs.fields(cls)} == names
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        JOB.obj.status = jm.Status.FAILED
    assert attrs.evolve(JOB.obj, suffix="x").suffix == "x"
    attrs.resolve_types(jm.JobOut)
    assert attrs.fields(jm.JobOut).status.type is jm.Status


def test_without_attrs_the_classes_are_dataclasses():
    if not BARE:
        assert not hasattr(jm.JobOut, "__dataclass_fields__")
        return
    import dataclasses

    assert all(dataclasses.is_dataclass(cls) for cls in MODELS)
    with pytest.raises(dataclasses.FrozenInstanceError):
        JOB.obj.status = jm.Status.FAILED


def test_a_hosts_subclass_is_read_and_written_as_what_it_is():
    class MyFile(jm.TrainingFile):
        __slots__ = ()

        @property
        def short(self):
            return self.file_id[:8]

    file = jm.structure({"fileId": FILE_A, "weight": 2}, MyFile)
    assert type(file) is MyFile
    assert file.short == FILE_A[:8]
    assert jm.unstructure(file) == {"file_id": FILE_A, "weight": 2}
    job_in = jm.JobIn(
        model="open-mistral-7b", hyperparameters=jm.TrainingParametersIn(), training_files=[file]
    )
    assert jm.unstructure(job_in, case="camel")["trainingFiles"] == [
        {"fileId": FILE_A, "weight": 2}
    ]
