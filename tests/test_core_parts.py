"""The basic parts of the core: UNSET, enums, names, constraints, frozen JSON, errors."""

from __future__ import annotations

import copy
import difflib
import pickle

import pytest

import jobmodels as jm
from jobmodels.core.constraints import Default, Ge, Gt, Le, Length
from jobmodels.core.describe import describe_value, did_you_mean, quote, render
from jobmodels.core.errors import join
from jobmodels.core.frozendict import (
    EMPTY,
    MAX_DEPTH,
    FrozenDict,
    NotJsonError,
    freeze,
    json_problems,
    thaw,
)
from jobmodels.core.redaction import is_secret_name
from jobmodels.core.spec import spec_of, to_camel
from jobmodels.operations import mask_of
from jobmodels.records.editions import ENUMS, MODELS


def nested(depth, leaf=1):
    value = leaf
    for _ in range(depth):
        value = {"a": value}
    return value


class TestUnset:
    def test_it_is_falsy_and_empty(self):
        assert not jm.UNSET
        assert len(jm.UNSET) == 0
        assert list(jm.UNSET) == []
        assert repr(jm.UNSET) == "UNSET"
        assert str(jm.UNSET) == f"{jm.UNSET}" == ""
        assert jm.UNSET is not None

    def test_it_stays_itself(self):
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
            assert pickle.loads(pickle.dumps(jm.UNSET, protocol)) is jm.UNSET
        assert copy.copy(jm.UNSET) is jm.UNSET
        assert copy.deepcopy([jm.UNSET])[0] is jm.UNSET
        assert jm.UnsetType("UNSET") is jm.UNSET


class TestEnums:
    @pytest.mark.parametrize("member", [member for enum in ENUMS for member in enum])
    def test_a_member_is_its_string(self, member):
        value = member.value
        assert type(value) is str
        assert member == value
        assert hash(member) == hash(value)
        assert str(member) == f"{member}" == f"{member:}" == value
        assert f"{member:>40}" == value.rjust(40)
        assert {value: 1}[member] == 1
        assert type(member)(value) is member
        assert member.is_known
        assert repr(member) == f"{type(member).__name__}.{member.name}"
        assert pickle.loads(pickle.dumps(member)) is member
        assert copy.deepcopy(member) is member

    def test_an_open_member_keeps_its_string(self):
        status = jm.Status.open("PAUSED")
        assert isinstance(status, jm.Status)
        assert status == "PAUSED"
        assert status == jm.Status.open("PAUSED")
        assert hash(status) == hash("PAUSED")
        assert (str(status), f"{status}", status.value) == ("PAUSED", "PAUSED", "PAUSED")
        assert not status.is_known
        assert status.is_terminal is None
        assert repr(status) == "Status.open('PAUSED')"
        assert status not in list(jm.Status)
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
            again = pickle.loads(pickle.dumps(status, protocol))
            assert (again, type(again), again.is_known) == ("PAUSED", jm.Status, False)
        assert copy.copy(status) == copy.deepcopy(status) == status

    def test_opening_a_known_value_gives_the_member(self):
        assert jm.Status.open("RUNNING") is jm.Status.RUNNING

    def test_calling_the_enum_is_strict(self):
        with pytest.raises(ValueError, match="PAUSED"):
            jm.Status("PAUSED")

    def test_which_statuses_are_terminal(self):
        terminal = {status.value for status in jm.Status if status.is_terminal}
        assert terminal == {"SUCCESS", "FAILED", "FAILED_VALIDATION", "CANCELLED"}
        assert {status.is_terminal for status in jm.Status} == {True, False}

    def test_which_statuses_of_a_batch_job_are_terminal(self):
        terminal = {status.value for status in jm.BatchJobStatus if status.is_terminal}
        assert terminal == {"SUCCESS", "FAILED", "TIMEOUT_EXCEEDED", "CANCELLED"}
        assert {status.is_terminal for status in jm.BatchJobStatus} == {True, False}
        assert jm.BatchJobStatus.open("PAUSED").is_terminal is None


class TestNaming:
    def test_both_spellings_of_every_field_are_distinct_in_their_object(self):
        for cls in MODELS:
            fields = spec_of(cls).fields
            keys = [*{key for field in fields for key in (field.name, field.camel)}]
            assert sorted(keys) == sorted(spec_of(cls).by_key)

    @pytest.mark.parametrize(
        ("snake", "camel"),
        [
            ("id", "id"),
            ("auto_start", "autoStart"),
            ("valid_mean_token_accuracy", "validMeanTokenAccuracy"),
            ("_id", "_id"),
            ("from_", "from_"),
            ("__of_a__", "__ofA__"),
            ("__", "__"),
        ],
    )
    def test_to_camel(self, snake, camel):
        assert to_camel(snake) == camel


class TestConstraints:
    RULES = (Ge(1), Gt(0.5), Le(3), Length(2, 3), Length(0, 3), Length(2), Length(2, 2))
    VALUES = (0, 0.5, 1, 2.5, 3, 3.5, 10**400, "", "a", "ab", "abc", "abcd", [1, 2])

    def test_a_rule_and_its_source_say_the_same(self):
        for rule in self.RULES:
            for value in self.VALUES:
                if isinstance(rule, Length) != isinstance(value, (str, list)):
                    continue
                assert eval(rule.expression("v"), {"v": value}) is rule.holds(value)

    def test_a_rule_in_words(self):
        words = [rule.phrase("item") for rule in (*self.RULES[:3], *self.RULES[3:])]
        assert words == [
            "at least 1",
            "greater than 0.5",
            "at most 3",
            "of 2 to 3 items",
            "of at most 3 items",
            "of at least 2 items",
            "of exactly 2 items",
        ]

    def test_they_compare_by_type_and_content(self):
        assert Ge(1) == Ge(1)
        assert hash(Ge(1)) == hash(Ge(1))
        assert len({Ge(1), Gt(1), Ge(1.0), Ge(2), Default(1), Default(True)}) == 6
        assert repr(Length(2, 3)) == "Length(2, 3)"


class TestFrozenDict:
    def test_it_freezes_all_the_way_down(self):
        source = {"a": [1, {"b": [2]}], "c": {"d": None}}
        frozen = FrozenDict(source)
        source["a"][1]["b"].append(3)
        assert frozen["a"] == (1, {"b": (2,)})
        assert thaw(frozen) == {"a": [1, {"b": [2]}], "c": {"d": None}}
        for attempt in (
            lambda: frozen.__setitem__("a", 1),
            lambda: frozen.__delitem__("a"),
            lambda: setattr(frozen, "_data", {}),
            lambda: delattr(frozen, "_data"),
            lambda: setattr(frozen, "x", 1),
        ):
            with pytest.raises((AttributeError, TypeError)):
                attempt()

    def test_it_is_a_mapping(self):
        frozen = FrozenDict({"a": 1, "b": 2})
        assert dict(frozen) == {**frozen} == {"a": 1, "b": 2}
        assert (len(frozen), list(frozen), "a" in frozen, frozen.get("c")) == (
            2,
            ["a", "b"],
            True,
            None,
        )

    def test_it_compares_with_mappings(self):
        frozen = FrozenDict({"a": [1, {"b": 2}]})
        assert frozen == {"a": [1, {"b": 2}]} == frozen
        assert frozen == FrozenDict({"a": (1, {"b": 2})})
        assert hash(frozen) == hash(FrozenDict({"a": (1, {"b": 2})}))
        assert frozen != {"a": [1]}
        assert frozen != {"a": object()}
        assert frozen != 1
        assert hash(FrozenDict({"a": 1, "b": 2})) == hash(FrozenDict({"b": 2, "a": 1}))

    def test_it_copies_and_pickles(self):
        frozen = FrozenDict({"a": [1, {"b": 2}]})
        assert pickle.loads(pickle.dumps(frozen)) == frozen
        assert copy.copy(frozen) == copy.deepcopy(frozen) == frozen

    def test_its_repr_masks_what_is_named_like_a_secret(self):
        shown = repr(FrozenDict({"a": [{"apiKey": "s3cr3t"}], "my-token": {"x": "s3cr3t"}}))
        assert "s3cr3t" not in shown
        assert shown.count("'**********'") == 2
        assert repr(FrozenDict({"n": 10**5000})) == "FrozenDict({'n': <an integer of 16610 bits>})"

    def test_the_deepest_that_is_read_can_do_everything(self):
        frozen = freeze(nested(MAX_DEPTH))
        assert frozen == freeze(nested(MAX_DEPTH))
        assert hash(frozen) == hash(freeze(nested(MAX_DEPTH)))
        assert repr(frozen).count("FrozenDict") == MAX_DEPTH
        assert pickle.loads(pickle.dumps(frozen)) == frozen
        assert thaw(frozen) == nested(MAX_DEPTH)

    @pytest.mark.parametrize(
        "value",
        [
            float("nan"),
            float("-inf"),
            b"x",
            {1: 2},
            {"a": [{None: 1}]},
            object(),
            {1},
            nested(MAX_DEPTH + 1),
            [[float("nan")], {"a": float("nan")}],
        ],
    )
    def test_what_is_not_json_is_refused_and_explained(self, value):
        with pytest.raises(NotJsonError):
            freeze(value)
        assert list(json_problems(value, ()))

    @pytest.mark.parametrize("value", [None, True, 1, 1.5, "x", [], {}, (1,), nested(MAX_DEPTH)])
    def test_what_is_json_has_no_problems(self, value):
        assert list(json_problems(value, ())) == []
        assert freeze(value) == freeze(thaw(freeze(value)))

    def test_the_empty_one_is_shared(self):
        assert jm.JobsOut(total=1).additional_properties is EMPTY
        assert jm.structure({"total": 1}, jm.JobsOut).additional_properties is EMPTY


class TestSecrecy:
    def test_names(self):
        names = "api_key apiKey API-KEY apiKeys token githubToken client_secret secret1 credential"
        names += (
            " wandb_key passphrase aws_secret_access_key token_value Authorization trained_tokens"
        )
        for name in names.split():
            assert is_secret_name(name)
        for name in "tokenizer token_count key keys public_key monkey api_key_id name".split():
            assert not is_secret_name(name)
        assert not is_secret_name("")

    def test_a_mask_is_as_long_as_it_must_be(self):
        assert len(mask_of(())) == 10
        assert len(mask_of([Length(40, None)])) == 40
        assert set(mask_of([Length(40, None)])) == {"*"}


class TestErrors:
    def test_paths(self):
        assert join("$", "auto_start") == "$.auto_start"
        assert join("$.a", "x y") == '$.a["x y"]'
        assert join("$", 'q"\n') == '$["q\\"\\n"]'
        assert join("$", "é") == '$["\\u00e9"]'
        assert join("$.a", 3) == "$.a[3]"

    def test_a_problem_is_a_pair(self):
        problem = jm.Problem("$.a", "wrong")
        path, message = problem
        assert (path, message) == (problem.path, problem.message) == ("$.a", "wrong")
        assert str(problem) == "$.a: wrong"

    def test_an_error_says_all_and_pickles(self):
        error = jm.ValidationError("JobOut", [jm.Problem("$.a", "wrong"), jm.Problem("$.b", "bad")])
        assert isinstance(error, ValueError)
        assert str(error) == "JobOut: 2 problems\n  $.a: wrong\n  $.b: bad"
        assert str(jm.ValidationError("X", error.problems[:1])) == "X: 1 problem\n  $.a: wrong"
        for again in (pickle.loads(pickle.dumps(error)), copy.deepcopy(error)):
            assert type(again) is jm.ValidationError
            assert (again.subject, again.problems) == ("JobOut", error.problems)

    @pytest.mark.parametrize(
        ("value", "words"),
        [
            (None, "null"),
            (True, "true"),
            (-7, "-7"),
            (1.5, "1.5"),
            ("12", "'12'"),
            ("TRUE", "'TRUE'"),
            ("some text", "a string"),
            ({}, "an object"),
            ([], "an array"),
            (b"", "a Python bytes"),
            pytest.param(10**5000, "an integer of 16610 bits", id="long"),
            (float("inf"), "inf, which is not JSON"),
        ],
    )
    def test_found(self, value, words):
        assert describe_value(value) == words

    def test_quoting_is_short_and_printable(self):
        assert quote("x" * 1000) == quote("x" * 33) == repr("x" * 29 + "...")
        assert quote("x" * 32) == describe_value("x" * 32, show_text=True) == repr("x" * 32)
        assert describe_value("x" * 33, show_text=True) == "a string"
        assert quote("\ud800\x1b[31m").isprintable()
        assert render((1,)) == "(1,)"
        assert render((1, ("a", 10**5000))) == "(1, ('a', <an integer of 16610 bits>))"

    def test_suggestions(self):
        assert did_you_mean("runing", ["RUNNING", "QUEUED"]) == ", did you mean 'RUNNING'?"
        assert did_you_mean("zzz", ["RUNNING"]) == ""
        assert did_you_mean(5, ["RUNNING"]) == ""
        assert did_you_mean("RUNNING" * 1000, ["RUNNING"]) == ""

    def test_what_is_near_is_what_difflib_says(self):
        values = ["RUNNING", "QUEUED", "FAILED", "FAILED_VALIDATION", "CANCELLED", "abcd", "ab", ""]
        folded = {value.casefold(): value for value in values}
        spoiled = [
            value[:start] + middle + value[end:]
            for value in values
            for start in range(len(value) + 1)
            for end in range(start, len(value) + 1)
            for middle in ("", "e", "xx")
        ]
        matches = [difflib.get_close_matches(word.casefold(), folded, 1, 0.8) for word in spoiled]
        assert {len(match) for match in matches} == {0, 1}
        for word, match in zip(spoiled, matches, strict=True):
            hint = f", did you mean {folded[match[0]]!r}?" if match and match[0] else ""
            assert did_you_mean(word, values) == hint
