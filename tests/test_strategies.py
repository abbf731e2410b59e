"""Strategies for users' property tests: what they generate, and the examples they shrink to."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from typing import Annotated
from uuid import UUID

import pytest
from under_test import NAME, PATH

import jobmodels as jm
from jobmodels import v2024_06, v2026
from jobmodels.core.constraints import Constraint, Ge, Gt, Le, Length, SiblingDiscriminator
from jobmodels.core.define import frozen
from jobmodels.core.openenum import OpenStrEnum
from jobmodels.core.record import DRAFT, Record
from jobmodels.core.spec import ConstSpec, ScalarSpec, spec_of
from jobmodels.records.editions import MODELS, RECORDS

pytestmark = pytest.mark.needs("hypothesis: the strategies import it")
hypothesis = pytest.importorskip("hypothesis", reason="the strategies are Hypothesis's")

from hypothesis import HealthCheck, Phase, given, settings  # noqa: E402
from hypothesis import strategies as st  # noqa: E402

from jobmodels import strategies  # noqa: E402
from jobmodels.strategies import from_model  # noqa: E402

SOME = [jm.JobIn, v2026.JobIn, v2026.JobsOutData, jm.EventOut]
"""Together, these classes have fields of every kind and unions of every kind."""

NIL = "00000000-0000-0000-0000-000000000000"
JOB = (
    f"JobOut(id='{NIL}', auto_start=False, hyperparameters=TrainingParameters(), "
    "model=FineTuneableModel.OPEN_MISTRAL_7B, status=Status.QUEUED, job_type='', created_at=0, "
    "modified_at=0, training_files=())"
)


def drawn(strategy, examples):
    """Returns examples of the strategy, the same in every run."""
    objects = []

    @tries(examples)
    @given(strategy)
    def draw(obj):
        objects.append(obj)

    draw()
    return objects


class EnoughError(Exception):
    """Raised to stop when all conditions have been met."""


def missing(strategy, conditions):
    """Returns the names of the conditions that no generated object meets."""
    left = dict(conditions)

    @tries(3000)
    @given(strategy)
    def draw(obj):
        for name in [name for name, condition in left.items() if condition(obj)]:
            del left[name]
        if not left:
            raise EnoughError

    with contextlib.suppress(EnoughError):
        draw()
    return [*left]


def tries(examples):
    return settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow],
    )


def simplest(strategy, condition=lambda obj: True):
    """Returns the simplest object that meets the condition."""
    # Omit the last phase, which explains an example and takes longer than the other phases.
    phases = [Phase.generate, Phase.shrink]
    options = settings(max_examples=1000, derandomize=True, database=None, phases=phases)
    return hypothesis.find(strategy, condition, settings=options)


def objects_in(value) -> Iterator[Record]:
    """Yields all objects in a value."""
    if isinstance(value, tuple):
        for item in value:
            yield from objects_in(item)
    elif isinstance(value, Record):
        yield value
        for _, inner in fields_of(value):
            yield from objects_in(inner)


def fields_of(obj) -> list[tuple]:
    """Returns the specs and the values of an object's fields."""
    return [(field, getattr(obj, field.name)) for field in spec_of(type(obj)).fields]


def traits(obj):
    """Returns the options of ``from_model`` whose effect an object shows."""
    objects = [*objects_in(obj)]
    shown = {"unknown_keys" for one in objects if one.additional_properties}
    for _, value in (pair for one in objects for pair in fields_of(one)):
        if value is jm.UNSET:
            shown.add("absent")
        elif value is None:
            shown.add("null")
        elif isinstance(value, OpenStrEnum) and not value.is_known:
            shown.add("open_enums")
    return shown


def shows(name, obj):
    return name in traits(obj)


# The options.


OPTIONS = ["absent", "null", "unknown_keys", "open_enums"]


@pytest.mark.parametrize("strict", [True, False])
@pytest.mark.parametrize("option", OPTIONS)
def test_an_option_says_whether_a_thing_occurs_whatever_the_others_say(option, strict):
    without = {name: name != option for name in OPTIONS}
    strategy = st.one_of([from_model(cls, strict=strict, **without) for cls in SOME])
    assert not any(shows(option, obj) for obj in drawn(strategy, 20))
    alone = {name: name == option for name in OPTIONS}
    strategy = st.one_of([from_model(cls, strict=strict, **alone) for cls in SOME])
    assert missing(strategy, {option: partial(shows, option)}) == []
    assert set().union(*map(traits, drawn(strategy, 20))) <= {option}


def test_by_default_things_occur_where_the_schema_allows_them():
    shown = set().union(*map(traits, drawn(from_model(jm.JobOut), 20)))
    assert shown == {"absent", "null"}
    shown = set().union(*map(traits, drawn(from_model(jm.JobOut, strict=False), 20)))
    assert shown == {"absent", "null", "open_enums"}


def is_of_kind(kind, job_in):
    return job_in.job_type == kind


def test_every_field_of_the_right_member_is_there_where_a_sibling_tells_a_union():
    told = {
        None: v2026.CompletionTrainingParametersIn,
        "completion": v2026.CompletionTrainingParametersIn,
        "classifier": v2026.ClassifierTrainingParametersIn,
    }
    full = from_model(v2026.JobIn, absent=False)
    assert missing(full, {kind: partial(is_of_kind, kind) for kind in told}) == []
    for job_in in drawn(full, 30):
        assert type(job_in.hyperparameters) is told[job_in.job_type]


def test_what_is_taken_for_another_member_leaves_no_unknown_key():
    # A file without its ID is read as metrics, which have no weight.
    files_too = from_model(jm.MetricOut | jm.TrainingFile, strict=False)
    assert not any(obj.additional_properties for obj in drawn(files_too, 50))
    files_too = from_model(jm.MetricOut | jm.TrainingFile, strict=False, unknown_keys=True)
    assert missing(files_too, {"weight": lambda obj: "weight" in obj.additional_properties}) == []


def test_an_unknown_key_is_no_field_of_any_member_in_either_spelling(monkeypatch):
    from jobmodels.strategies import payloads

    assert simplest(payloads.extras({"", "0"}), bool).keys().isdisjoint({"", "0"})
    avoided = []

    def extras(known):
        avoided.append(known)
        return st.just({})

    monkeypatch.setattr(payloads, "extras", extras)
    options = payloads.Payloads(True, True, True, unknown_keys=True, open_enums=False)
    drawn(payloads.payloads.__wrapped__(v2026.JobsOutData, options), 1)
    both = {"id", "job_type", "jobType", "repositories"}
    assert [both <= known for known in avoided].count(True) == 2


# Strict: everything that the schema allows, and nothing else.


def is_exactly(cls, obj):
    return type(obj) is cls


def value_is(name, value):
    return lambda obj: type(getattr(obj, name)) is type(value) and getattr(obj, name) == value


def size_is(name, size):
    return lambda obj: getattr(obj, name) is not None and len(getattr(obj, name)) == size


WITHIN = {
    jm.TrainingParameters: {
        "the least integer": value_is("training_steps", 1),
        "the least of 100": value_is("seq_len", 100),
        "a large integer": lambda obj: (obj.seq_len or 0) > 2**60,
        "the least number": value_is("learning_rate", 1e-08),
        "the greatest number": value_is("learning_rate", 1.0),
        "a number between": lambda obj: 1e-08 < obj.learning_rate < 1,
        "an integer for a number": value_is("learning_rate", 1),
        "zero as an integer": value_is("weight_decay", 0),
        "zero as a float": lambda obj: str(obj.weight_decay) == "0.0",
        "negative zero": lambda obj: str(obj.weight_decay) == "-0.0",
        "the greatest that may be null": value_is("fim_ratio", 1.0),
        "just above the bound": lambda obj: 0 < (obj.epochs or 0) < 1e-9,
        "far above the bound": lambda obj: (obj.epochs or 0) > 1e30,
    },
    jm.EventOut: {
        "a negative integer": lambda obj: obj.created_at < 0,
        "a large integer": lambda obj: obj.created_at > 2**63,
        "an empty object": lambda obj: obj.data == {},
        "an object with an array": lambda obj: obj.data and tuple in map(type, obj.data.values()),
    },
    jm.JobIn: {
        "an empty text": size_is("suffix", 0),
        "the longest text": size_is("suffix", 18),
        "no object": size_is("training_files", 0),
        "a few objects": size_is("training_files", 3),
        "many objects": lambda obj: len(obj.training_files) > 20,
        "many strings": lambda obj: len(obj.validation_files or ()) > 7,
        "one file twice": lambda obj: (
            {file.file_id for file in obj.training_files} & {*(obj.validation_files or ())}
        ),
    },
    jm.JobOut: {
        **{f"status {status}": value_is("status", status) for status in jm.Status},
        "no object": size_is("repositories", 0),
        "many objects": lambda obj: 3 < len(obj.repositories) < 20,
        "the most objects": size_is("repositories", 20),
    },
    v2024_06.JobIn: {
        "the fewest strings": size_is("training_files", 1),
        "many strings": lambda obj: len(obj.training_files) > 7,
    },
    v2024_06.WandbIntegration: {
        "an empty secret": size_is("api_key", 0),
        "a long secret": lambda obj: len(obj.api_key) > 15,
    },
    v2026.CreateJobResponse: {
        "a completion": partial(is_exactly, v2026.CompletionJobOut),
        "a classifier": partial(is_exactly, v2026.ClassifierJobOut),
        "a dry run": partial(is_exactly, v2026.LegacyJobMetadataOut),
    },
}


@pytest.mark.parametrize("cls", WITHIN)
def test_whatever_the_schema_allows_occurs(cls):
    assert missing(from_model(cls, absent=False), WITHIN[cls]) == []


@frozen
class Named(jm.Model):
    """Small: in a large class, the number of long texts varies a lot from run to run."""

    name: Annotated[str, Length(0, 18)]


def test_what_can_be_at_a_bound_often_is():
    objects = drawn(from_model(jm.TrainingParameters, absent=False), 100)
    rates = [str(obj.learning_rate) for obj in objects]
    assert min(rates.count(bound) for bound in ("1e-08", "1.0", "1")) >= 5
    sizes = [len(obj.name) for obj in drawn(from_model(Named), 60)]
    assert sizes.count(18) >= 5


@pytest.mark.parametrize("cls", SOME)
def test_nothing_is_odd_but_what_the_schema_allows_oddly(cls):
    objects = objects_in(tuple(drawn(from_model(cls), 30)))
    for field, value in (pair for obj in objects for pair in fields_of(obj)):
        if value is jm.UNSET or value is None:
            continue
        if isinstance(field.type, ScalarSpec) and field.type.kind == "integer":
            assert type(value) is int
        if isinstance(field.type, ScalarSpec) and field.type.format == "uuid":
            assert str(UUID(value)) == value
        if isinstance(field.type, ConstSpec):
            assert value == field.type.value


@pytest.mark.parametrize("strict", [True, False])
def test_a_secret_is_visibly_fake(strict):
    for obj in drawn(from_model(jm.WandbIntegration, strict=strict, absent=False, null=False), 50):
        assert obj.api_key.startswith("fake-"[: len(obj.api_key)])
    assert simplest(from_model(jm.WandbIntegration)).api_key == "fake-" + "0" * 35


def test_a_model_is_any_record_of_any_edition():
    every = {cls: partial(is_exactly, cls) for cls in RECORDS}
    assert missing(from_model(jm.Model), every) == []
    assert {type(record) for record in drawn(from_model(jm.Model), 20)} <= every.keys()
    assert not any(
        "null" in traits(record) for record in drawn(from_model(jm.Model, null=False), 20)
    )


# Lenient.


BEYOND = {
    jm.TrainingParameters: {
        "below the range": lambda obj: (obj.training_steps or 0) < 0,
        "above the range": lambda obj: (obj.learning_rate or 0) > 1,
        "at the bound all the same": value_is("learning_rate", 1e-08),
        "an integral float": lambda obj: isinstance(obj.seq_len, float),
        "nothing": lambda obj: obj == jm.TrainingParameters(),
    },
    jm.TrainingFile: {
        "no ID": value_is("file_id", jm.UNSET),
        "null for an ID": value_is("file_id", None),
        "any text for an ID": lambda obj: len(obj.file_id or "") < 5,
        "an ID all the same": size_is("file_id", 36),
    },
    jm.WandbIntegration: {
        "a short secret": lambda obj: len(obj.api_key or "") < 10,
        "a secret of the right length": size_is("api_key", 40),
        "another constant": lambda obj: obj.type not in ("wandb", None, jm.UNSET),
    },
    jm.JobOut: {
        "nothing of an object": lambda obj: obj.hyperparameters is None,
        "too many objects": lambda obj: len(obj.repositories or ()) > 20,
        "an unknown variant": lambda obj: jm.FrozenDict in map(type, obj.integrations or ()),
        "a known one": lambda obj: jm.WandbIntegrationOut in map(type, obj.integrations or ()),
    },
    v2024_06.JobIn: {"too few strings": size_is("training_files", 0)},
    jm.EventOut: {
        "text for an object": lambda obj: type(obj.data) is str,
        "a number for an object": lambda obj: type(obj.data) is int,
        "an array for an object": lambda obj: type(obj.data) is tuple,
        "an object all the same": lambda obj: type(obj.data) is jm.FrozenDict,
    },
    jm.CreateJobResponse: {
        "an unknown variant": lambda obj: type(obj) is jm.FrozenDict and "object" in obj,
        "a known one": lambda obj: type(obj) is jm.JobOut,
    },
    v2026.GetJobResponse: {
        "an unknown kind of job": lambda obj: type(obj) is jm.FrozenDict and "job_type" in obj,
        "a job without its kind": lambda obj: (
            type(obj) is v2026.ClassifierDetailedJobOut and obj.job_type is jm.UNSET
        ),
    },
}


@pytest.mark.parametrize("cls", BEYOND)
def test_what_is_not_strict_may_be_whatever_lenient_reading_takes(cls):
    assert missing(from_model(cls, strict=False), BEYOND[cls]) == []


def test_what_has_open_enums_is_strict_in_everything_else():
    for answer in drawn(from_model(jm.CreateJobResponse, open_enums=True), 50):
        known = {
            name: next(iter(type(value)))
            for name, value in spec_of(type(answer)).values_of(answer).items()
            if isinstance(value, OpenStrEnum)
        }
        payload = jm.unstructure(jm.evolve(answer, **known))
        assert jm.unstructure(jm.structure(payload, jm.CreateJobResponse)) == payload


# Generation and shrinking.


def id_of(value):
    return f"{value.__module__}.{value.__name__}" if isinstance(value, type) else None


# Every health check except the one for time, which depends on the machine.
PATIENT = settings(
    settings.get_profile("default"),
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


@pytest.mark.parametrize("cls", MODELS, ids=id_of)
def test_no_class_fails_a_health_check(cls):
    @settings(PATIENT, max_examples=10)
    @given(from_model(cls))
    def check(obj):
        assert type(obj) is cls

    check()


@pytest.mark.parametrize("cls", [jm.JobsOut, v2026.JobsOut, v2026.GetJobResponse], ids=id_of)
@pytest.mark.parametrize("options", [{"strict": False}, {"absent": False, "unknown_keys": True}])
def test_no_option_makes_a_health_check_fail(cls, options):
    @settings(PATIENT, max_examples=10)
    @given(from_model(cls, **options))
    def check(obj):
        pass

    check()


def test_the_simplest_object_is_short():
    assert repr(simplest(from_model(jm.JobOut))) == JOB
    assert repr(simplest(from_model(jm.JobOut, strict=False))) == "JobOut()"
    assert repr(simplest(from_model(jm.TrainingParameters, absent=False, null=False))) == (
        "TrainingParameters(training_steps=1, learning_rate=1, weight_decay=0, warmup_fraction=0, "
        "epochs=1, fim_ratio=0, seq_len=100)"
    )
    assert repr(simplest(from_model(v2024_06.JobIn), lambda job_in: job_in.integrations)) == (
        f"JobIn(model=FineTuneableModel.OPEN_MISTRAL_7B, training_files=('{NIL}',), "
        "hyperparameters=TrainingParameters(training_steps=1), "
        "integrations=(WandbIntegration(project='', api_key='**********'),))"
    )


def test_shrinking_leaves_out_what_does_not_matter():
    running = simplest(
        from_model(jm.JobsOut), lambda jobs: any(job.status == "RUNNING" for job in jobs.data)
    )
    assert repr(running) == f"JobsOut(data=({JOB.replace('QUEUED', 'RUNNING')},), total=0)"
    files = simplest(from_model(jm.JobIn), lambda job_in: len(job_in.training_files) > 7)
    assert files.training_files == (jm.TrainingFile(file_id=NIL),) * 8
    later = simplest(from_model(jm.JobOut, open_enums=True), lambda job: not job.status.is_known)
    assert repr(later) == JOB.replace("Status.QUEUED", "Status.open('')")


def test_a_failing_test_shows_the_object(pytester):
    pytester.makepyfile(
        """
        from hypothesis import HealthCheck, given, settings
        from jobmodels import JobIn
        from jobmodels.strategies import from_model

        @settings(
            database=None,
            deadline=None,
            derandomize=True,
            suppress_health_check=[HealthCheck.too_slow],
        )
        @given(from_model(JobIn))
        def test_that_fails(job_in):
            assert not job_in.integrations
        """
    )
    result = pytester.runpytest("-p", "no:cacheprovider")
    result.assert_outcomes(failed=1)
    shown = "".join(line.removeprefix("E").strip() for line in result.outlines)
    assert (  # broken over lines
        "job_in=JobIn(model=FineTuneableModel.OPEN_MISTRAL_7B,"
        "hyperparameters=TrainingParametersIn(),"
        "integrations=(WandbIntegration(project='', api_key='**********'),))"
    ) in shown


def test_a_strategy_is_called_what_was_asked_for():
    assert repr(from_model(jm.JobOut)) == "from_model(JobOut)"
    assert repr(from_model(jm.JobOut, null=False)) == "from_model(JobOut, null=False)"


@pytest.mark.parametrize("cls", [int, jm.Status, None, "JobOut", jm.JobOut | None])
def test_what_is_no_model_class_is_refused_at_once(cls):
    with pytest.raises(TypeError, match=r"expected .*model class"):
        from_model(cls)


@pytest.mark.parametrize("name", ["strict", "absent", "null", "unknown_keys", "open_enums"])
def test_an_option_is_a_bool(name):
    for value in ("no", "false", 0, 1, []):
        with pytest.raises(TypeError, match=f"{name} must be True or False"):
            from_model(jm.JobOut, **{name: value})


# A host's classes.


class Even(Constraint):
    """A host's constraint."""

    __slots__ = ()

    def holds(self, value):
        return (len(value) if isinstance(value, list) else value) % 2 == 0

    def expression(self, name):
        return f"(len({name}) if isinstance({name}, list) else {name}) % 2 == 0"


@frozen
class Bounded(jm.Model):
    """Bounds that do not occur in the schemas."""

    above: Annotated[int, Gt(1.5), Ge(0)]
    between: Annotated[float, Gt(0.25), Le(0.75), Le(0.8)]
    exact: Annotated[float, Ge(3), Le(3)]
    texts: Annotated[tuple[Annotated[str, Length(2), Length(1, 3)], ...], Length(2, 2)]
    files: Annotated[tuple[jm.TrainingFile, ...], Length(2, 4)]
    even: Annotated[int, Even()]
    pairs: Annotated[tuple[bool, ...], Even()]


def test_every_rule_is_obeyed():
    objects = drawn(from_model(Bounded), 100)
    assert min(obj.above for obj in objects) == 2
    assert {type(obj.between) for obj in objects} == {float}
    assert min(obj.between for obj in objects) > 0.25
    assert max(obj.between for obj in objects) == 0.75
    assert {(obj.exact, type(obj.exact)) for obj in objects} == {(3, int), (3.0, float)}
    assert {len(obj.texts) for obj in objects} == {2}
    assert {len(text) for obj in objects for text in obj.texts} == {2, 3}
    assert {len(obj.files) for obj in objects} == {2, 3, 4}
    assert all(obj.even % 2 == 0 == len(obj.pairs) % 2 for obj in objects)
    lenient = drawn(from_model(Bounded, strict=False, absent=False, null=False), 100)
    assert any(obj.even % 2 for obj in lenient)
    assert any(len(obj.pairs) % 2 for obj in lenient)


class Kind(OpenStrEnum):
    CIRCLE = "circle"
    SQUARE = "square"


@frozen
class Circle(jm.Model):
    radius: jm.Omittable[int] = jm.UNSET


@frozen
class Square(jm.Model):
    side: jm.Omittable[int] = jm.UNSET


@frozen
class Drawing(jm.Model):
    """The field that selects the union's member comes after it, and the members share no field."""

    shape: Annotated[Circle | Square, SiblingDiscriminator("kind", circle=Circle, square=Square)]
    kind: jm.Omittable[Kind] = jm.UNSET


def test_what_a_sibling_tells_is_made_for_what_it_tells():
    drawings = drawn(from_model(Drawing, absent=False, unknown_keys=True), 50)
    assert {(drawing.kind, type(drawing.shape)) for drawing in drawings} == {
        (Kind.CIRCLE, Circle),
        (Kind.SQUARE, Square),
    }
    assert not any("absent" in traits(drawing) for drawing in drawings)
    untold = drawn(from_model(Drawing, strict=False, absent=False, null=False), 50)
    assert {Circle, Square} == {type(obj.shape) for obj in untold if obj.kind not in [*Kind]}


@frozen
class Node(jm.Model):
    """It contains itself."""

    children: jm.Omittable[tuple[Node, ...]] = jm.UNSET
    parent: jm.Omittable[Node] = jm.UNSET
    others: tuple[Node, ...]


def test_what_contains_itself_comes_to_an_end():
    from jobmodels.strategies.payloads import Payloads, payloads

    nodes = payloads(Node, Payloads(True, True, True, unknown_keys=False, open_enums=False))
    assert any(node.get("parent", {}).get("others") for node in drawn(nodes, 50))


# ``from_type``, in separate processes: registrations apply to a whole process.


SIMPLEST = """
from hypothesis import Phase, find, settings, strategies as st

def simplest(asked, condition=lambda obj: True):
    phases = [Phase.generate]
    options = settings(max_examples=1000, derandomize=True, database=None, phases=phases)
    return find(st.from_type(asked), condition, settings=options)
"""


def run(*scripts, path="", **env):
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", "\n".join(scripts).replace("jobmodels", NAME)],
        env={"PYTHONPATH": f"{path}{os.pathsep}{PATH}", **env},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def run_by_hand(*scripts):
    """Runs scripts without the entry point of an installed package."""
    run(*scripts, HYPOTHESIS_NO_PLUGINS="1")


@pytest.mark.environment
@pytest.mark.parametrize(
    "first",
    [
        "import hypothesis",
        "import jobmodels.strategies",
        "from jobmodels.v2026 import JobIn",
        "import jobmodels as jm; jm.strategies.from_model(jm.JobOut)",
    ],
)
def test_with_the_entry_point_it_does_not_matter_what_is_imported_first(first, tmp_path):
    info = tmp_path / "told-1.dist-info"
    info.mkdir()
    info.joinpath("METADATA").write_text("Metadata-Version: 2.1\nName: told\nVersion: 1\n")
    entry = f"[hypothesis]\ntold = {NAME}.strategies:register\n"
    info.joinpath("entry_points.txt").write_text(entry)
    rest = """
import jobmodels as jm

for cls in (jm.JobOut, jm.v2026.JobIn, jm.v2024_06.JobOut):
    assert type(simplest(cls)) is cls
"""
    run(first, SIMPLEST, rest, path=tmp_path)


def test_registering_imports_neither_attrs_nor_a_class():
    run_by_hand("""
import sys
import hypothesis

before = set(sys.modules)
from jobmodels.strategies import register
register()
ours = {"jobmodels", "jobmodels.core", "jobmodels.core.record", "jobmodels.strategies"}
assert ours <= sys.modules.keys() - before <= ours | {"acme", "acme._vendor"}
""")


def test_what_is_registered_by_hand_afterwards_wins():
    run_by_hand(
        SIMPLEST,
        """
import jobmodels as jm

jm.strategies.register()
assert simplest(jm.JobIn).model == "open-mistral-7b"
mine = jm.evolve(simplest(jm.JobIn), suffix="mine")
st.register_type_strategy(jm.JobIn, st.just(mine))
jm.strategies.register()
assert simplest(jm.JobIn) is mine
""",
    )


def test_a_hosts_own_class_is_registered_whenever_it_is_made():
    run_by_hand(
        SIMPLEST,
        """
import jobmodels as jm
from jobmodels.core.define import frozen

@frozen
class Before(jm.TrainingFile):
    size: int

jm.strategies.register()

@frozen
class After(Before):
    name: str

for cls in (Before, After, jm.TrainingFile):
    assert type(simplest(cls)) is cls
""",
    )


def test_types_that_are_none_of_the_classes_resolve_as_before():
    run_by_hand(
        SIMPLEST,
        """
import warnings
from abc import ABC, abstractmethod
from collections.abc import Hashable
import jobmodels as jm

class Shape(ABC):
    @abstractmethod
    def area(self): ...

class Point(Shape):
    def area(self): return 0

def resolved():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return [repr(st.from_type(asked)) for asked in (object, Hashable, Shape, jm.Status)]

before = resolved()
jm.strategies.register()
Shape.register(jm.JobOut)
Shape.register(jm.v2026.JobIn)
assert resolved() == before
""",
    )


def test_the_classes_are_found_inside_other_types():
    run_by_hand(
        SIMPLEST,
        """
import attrs
import jobmodels as jm
from jobmodels.records.editions import RECORDS

@attrs.define
class Experiment:
    job: jm.JobOut
    status: jm.Status
    record: jm.Model
    answer: jm.CreateJobResponse
    integration: jm.Integrations
    parameters: jm.v2026.Hyperparameters
    listed: jm.v2026.JobsOutData
    perhaps: jm.Omittable[jm.TrainingFile] = jm.UNSET
    many: tuple[jm.EventOut, ...] = ()

jm.strategies.register()
experiment = simplest(Experiment)
assert type(experiment.job) is jm.JobOut
assert experiment.status is jm.Status.QUEUED
assert type(experiment.record) in RECORDS
assert type(experiment.answer) in (jm.JobOut, jm.LegacyJobMetadataOut)
assert type(experiment.integration) is jm.WandbIntegrationOut
assert type(experiment.parameters).__name__.endswith("TrainingParametersIn")
assert type(experiment.listed) in (jm.v2026.CompletionJobOut, jm.v2026.ClassifierJobOut)
experiment = simplest(Experiment, lambda it: it.perhaps and it.many)
assert type(experiment.perhaps) is jm.TrainingFile
assert type(experiment.many[0]) is jm.EventOut
""",
    )


def test_every_class_is_registered_that_frozen_made_and_nothing_else(monkeypatch):
    told = []
    monkeypatch.setattr(st, "register_type_strategy", lambda cls, strategy: told.append(cls))
    monkeypatch.setattr(strategies, "ON_CLASS_CREATED", [])
    for cls in MODELS:
        jm.structure({}, cls, lenient=True)  # creates a draft class
    with monkeypatch.context() as patch:
        patch.setattr(hypothesis, "__version_info__", (6, 99, 0))
        strategies.register()
    assert told == strategies.ON_CLASS_CREATED == []
    unfrozen = type("Unfrozen", (jm.TrainingFile,), {})
    made_of_it = frozen(type("Made", (unfrozen,), {"__annotations__": {"size": int}}))
    strategies.register()
    assert {jm.Model, *MODELS, made_of_it} <= {*told}
    assert not any(DRAFT in vars(cls) or "__slots__" not in vars(cls) for cls in told)
    before = len(told)
    strategies.register()
    assert len(told) == before
