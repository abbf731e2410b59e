"""The package as a whole: public names, imports, metadata."""

from __future__ import annotations

import ast
import importlib
import inspect
import subprocess
import sys
from pathlib import Path

import pytest
import under_test

import jobmodels as jm
from jobmodels.core.compiled import source
from jobmodels.records.editions import EDITIONS, ENUMS, MODELS

PACKAGE = Path(jm.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))

SCHEMAS = """
    JobIn JobOut TrainingParameters TrainingParametersIn TrainingFile FineTuneableModel Status
    ObjectT Integrations Repositories JobInIntegrations JobInRepositories JobMetadataOut
    WandbIntegration WandbIntegrationOut GithubRepositoryIn GithubRepositoryOut DetailedJobOut
    JobsOut LegacyJobMetadataOut EventOut CheckpointOut MetricOut CreateJobResponse
    ApiEndpoint BatchError BatchJobIn BatchJobOut BatchJobsOut BatchJobStatus
""".split()
FUNCTIONS = """
    structure unstructure loads dumps detect make_converter register_hooks problems_of evolve
    fill_defaults redact preflight read_record read_records open_pages iter_jsonl dump_jsonl
    json_schema
""".split()
OTHERS = """
    UNSET UnsetType Omittable Problem ValidationError RecordError Model Job FrozenDict Case
    UnknownKeys
""".split()


def imports_of(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from ((alias.name, 0) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "", node.level


def test_the_public_names_are_complete():
    modules = [edition.prefix.removesuffix(".") for edition in EDITIONS if edition.prefix]
    assert sorted(jm.__all__) == sorted([*SCHEMAS, *FUNCTIONS, *OTHERS, *modules])
    assert len(set(jm.__all__)) == len(jm.__all__)
    assert set(jm.__all__) <= set(dir(jm))
    for edition in EDITIONS:
        module = getattr(jm, edition.prefix.removesuffix(".")) if edition.prefix else jm
        for name, value in edition.names.items():
            assert getattr(module, name) is value
        assert {*edition.models} >= {*edition.records.values()}
    # These are not part of a star import.
    assert {"fixtures", "strategies", "tables", "types"} <= set(dir(jm))
    assert jm.fixtures.example is importlib.import_module(f"{jm.__name__}.fixtures").example
    assert jm.types.JobInDict is importlib.import_module(f"{jm.__name__}.types").JobInDict
    with pytest.raises(AttributeError, match="no_such_name"):
        jm.no_such_name  # noqa: B018


def test_a_star_import_works():
    names: dict[str, object] = {}
    exec(f"from {under_test.NAME} import *", names)
    assert set(jm.__all__) <= set(names)


def test_every_public_thing_is_documented():
    for name in FUNCTIONS:
        assert inspect.getdoc(getattr(jm, name)), name
    for cls in (*MODELS, *ENUMS, jm.Model, jm.Problem, jm.ValidationError):
        assert inspect.getdoc(cls), cls


def test_every_field_has_a_docstring():
    seen = set()
    for path in sorted((PACKAGE / "models").glob("*.py")):
        for cls in ast.walk(ast.parse(path.read_text())):
            if not isinstance(cls, ast.ClassDef):
                continue
            for statement, following in zip(cls.body, [*cls.body[1:], None]):  # noqa: B905 - 3.10
                if isinstance(statement, ast.AnnAssign):
                    documented = isinstance(following, ast.Expr) and isinstance(
                        following.value, ast.Constant
                    )
                    assert documented, f"{cls.name}.{ast.unparse(statement.target)}"
                    seen.add((cls.name, ast.unparse(statement.target)))
    assert len(seen) > 60


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_says_what_it_is_for_and_imports_relatively(path):
    assert ast.get_docstring(ast.parse(path.read_text()))
    for name, level in imports_of(path):
        assert level or name.split(".")[0] != "jobmodels"
        networking = {"socket", "ssl", "http", "urllib", "requests", "httpx", "asyncio"}
        assert level or name.split(".")[0] not in networking


def test_the_core_imports_neither_models_nor_faces():
    for path in MODULES:
        inside = path.relative_to(PACKAGE).parts
        if inside[0] == "core":
            above = {name for name, level in imports_of(path) if level >= len(inside)}
            # Imported when pydantic asks a class for its schema, or a notebook for its page.
            assert above <= {"pydantic_fields", "pages.markup"}, path
        if inside[0] == "models":
            outside = {name.split(".")[0] for name, level in imports_of(path) if level == 2}
            assert outside <= {"core"}, path


def loaded_by(statement):
    code = f"import sys; {statement}; print(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(under_test.PATH)},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.split())


def test_importing_imports_nothing_that_can_wait():
    # The classes are not imported either: the plugins import the package wherever it is installed.
    loaded = loaded_by(f"import {under_test.NAME}")
    assert {"jobmodels", "acme"} & loaded
    can_wait = {"attr", "attrs", "cattrs", "dataclasses", "hypothesis", "json", "typing_extensions"}
    assert not can_wait & loaded


def test_importing_the_classes_imports_nothing_that_can_wait():
    loaded = loaded_by(f"from {under_test.NAME} import JobIn, JobOut, structure, unstructure")
    can_wait = {"cattrs", "argparse", "logging", "json", "difflib", "rich"}
    assert not (can_wait | {"gzip", "zlib", "tempfile"}) & loaded


def test_the_generated_source_can_be_read():
    for cls in MODELS:
        text = source(cls)
        ast.parse(text)
        assert f"def read_{cls.__name__}_snake(payload):" in text
        assert f"def write_{cls.__name__}_camel(obj):" in text
        assert max(map(len, text.splitlines())) <= 130
