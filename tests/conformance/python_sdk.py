"""Runs one version of the official Python SDK, and compares it with the package.

``PythonSdk`` reads and writes with the classes of the installed SDK. Its model of the SDK is made
from the disagreements of that version.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import json
from collections.abc import Mapping
from enum import Enum
from types import ModuleType

import pytest
from fact_table import FactTable
from json_equality import json_equal
from sdk_disagreements import (
    Disagreement,
    Effect,
    Path,
    Payload,
    Reading,
    Sdk,
    adapted,
    always,
)
from wire_values import MAP_KEYS

from jobmodels import UNSET, dumps, loads, structure, unstructure


def skip_unless_installed(version):
    """Skips a test module unless this version of the SDK is installed. Does not import the SDK,
    which takes most of a second."""
    try:
        found = importlib.metadata.version("mistralai")
    except importlib.metadata.PackageNotFoundError:
        found = None
    if found != version:
        reason = f"needs the official Python SDK: mistralai {version}"
        pytest.skip(reason, allow_module_level=True)


def beyond_64_bits(value):
    """Returns whether a value is a float that is too large for a 64-bit integer."""
    return isinstance(value, float) and not -(2.0**63) <= value < 2.0**63


def like_a_number(value):
    """Returns whether a value is a boolean or a string of digits."""
    return isinstance(value, bool) or (isinstance(value, str) and value.isdecimal())


def is_text_or_null(value):
    return value is None or isinstance(value, str)


OF_PYTHON = (
    Disagreement("integer", "1.0 stays 1.0", "1", Effect.READS, int),
    Disagreement("integer", "1e300 is an integer", "too large", Effect.REFUSES, beyond_64_bits),
    Disagreement("integer", "'1' and true are not integers", "1", Effect.TAKES, like_a_number),
    Disagreement("optional", "absent, but never null", "null is absent", Effect.TAKES, always),
    Disagreement("nullable", "null, or a valid value", "{'a': 1} is absent", Effect.LOSES),
)
"""The disagreements of all versions of the Python SDK."""

BEYOND = (Effect.FILLS, Effect.TAKES)


class PythonSdk:
    """The SDK's classes for the models of a table, and those of the package."""

    def __init__(
        self,
        table: FactTable,
        ours: ModuleType,
        theirs: str,
        disagreements: tuple[Disagreement, ...],
        names: Mapping[str, str] | None = None,
    ) -> None:
        """``ours`` is the module with the package's classes. ``theirs`` is the package with the
        SDK's ``models`` and ``utils``, and ``names`` has the SDK's name of each renamed model."""
        self._table = table
        self._ours = ours
        self._theirs = theirs
        self._names = names or {}
        self.does = Sdk(table, disagreements)
        sends = (entry for entry in disagreements if entry.effect is not Effect.FILLS or entry.of)
        self._sends = Sdk(table, tuple(sends))  # null for an absent field is not sent
        holds = (entry for entry in disagreements if entry.effect not in BEYOND)
        self._holds = Sdk(table, tuple(holds))
        """The fields of an SDK object that were given to it, for a valid payload. Without
        ``TAKES``: the package must not write values that the SDK has to cast."""

    def cls(self, model):
        """Returns the SDK's class for a model of the table, or another class by its name."""
        models = importlib.import_module(f"{self._theirs}.models")
        return getattr(models, self._names.get(model, model))

    @property
    def utils(self):
        return importlib.import_module(f"{self._theirs}.utils")

    def ask(self, model: str, payload: Payload) -> Reading:
        """Returns the payload as the SDK reads and dumps it, and the paths of the errors that it
        reports."""
        try:
            return dumped(self.cls(model).model_validate(payload)), set()
        except ValueError as error:
            # The union member for absent values, ``Unset``, reports an error for every value.
            places = [problem["loc"] for problem in error.errors() if "Unset" not in problem["loc"]]
            assert places
            return {}, set(map(self._path, places))

    def _path(self, place) -> Path:
        """Returns the keys and indexes in the location of an error, without the members of
        unions."""
        names = {*MAP_KEYS}.union(*self._table.models.values())
        return tuple(part for part in place if isinstance(part, int) or part in names)

    def _fields(self, value):
        """Returns the fields of one of the package's objects, without unknown keys, as JSON."""
        if type(value).__name__ in self._table.models:
            names = self._table.fields(type(value).__name__)
            fields = {key: getattr(value, key) for key in names}
            return {key: self._fields(item) for key, item in fields.items() if item is not UNSET}
        if isinstance(value, Mapping):
            return {key: self._fields(item) for key, item in value.items()}
        if isinstance(value, tuple):
            return list(map(self._fields, value))
        return value.value if isinstance(value, Enum) else value

    def check(self, payload: Payload, model: str) -> None:
        """Checks that the SDK reads the package's output as the same values, and that the package
        reads the SDK's output without loss."""
        ours, theirs = getattr(self._ours, model), self.cls(model)
        written = unstructure(structure(payload, ours))
        problems = self.ask(model, written)[1]
        assert problems == self._holds.reads(model, written)[1]
        assert problems == self.does.reads(model, payload)[1]
        if problems:
            payload = adapted(payload, problems)
        job = structure(payload, ours)
        read = theirs.model_validate(unstructure(job))
        assert self.utils.unmarshal_json(dumps(job), theirs) == read
        assert json_equal(held(read), self._holds.reads(model, self._fields(job))[0])
        assert json_equal(dumped(read), self.does.reads(model, payload)[0])
        sent = json.loads(self.utils.marshal_json(read, theirs))
        assert json_equal(sent, self._sends.reads(model, payload)[0])
        for written in (dumped(read), json.loads(read.model_dump_json(by_alias=True)), sent):
            assert json_equal(unstructure(loads(json.dumps(written), ours, lenient=True)), written)


def dumped(theirs):
    return theirs.model_dump(by_alias=True, mode="json")


def held(value):
    """Returns the fields of an SDK object that were given to it, as JSON."""
    if isinstance(value, list):
        return list(map(held, value))
    if not hasattr(value, "model_fields_set"):
        return value
    given = {
        field.alias or name: getattr(value, name)
        for name, field in type(value).model_fields.items()
        if name in value.model_fields_set
    }
    return {key: held(item) for key, item in given.items() if type(item).__name__ != "Unset"}
