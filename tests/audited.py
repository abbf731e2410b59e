"""Uses every part of the package and records Python's audit events. Run by ``test_security``.

``python audited.py PACKAGE WORD`` reads a JSON array of payloads from standard input, and prints as
JSON the events of the network and of other programs, and the code that contained the word. At the
end it performs the forbidden actions itself, to show that they would be recorded.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import os
import pickle
import pkgutil
import re
import socket
import sys
import tempfile
from types import CodeType
from typing import Any

OUTSIDE = ("os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.startfile", "os.system", "pty.")
OUTSIDE += ("http.", "socket.", "subprocess.", "urllib.", "webbrowser.")

NAME, WORD = sys.argv[1:]
events: list[str] = []
code: list[str] = []
compiled: list[str] = []


def watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event.startswith(OUTSIDE):
        events.append(event)
    elif event == "compile":
        source, name = arguments
        text = source.decode("utf-8", "replace") if isinstance(source, bytes) else str(source)
        compiled.append(str(name))
        if WORD in text:
            code.append(text)
    elif event == "exec" and WORD in words_of(arguments[0]):
        code.append(arguments[0].co_filename)


def words_of(code: CodeType) -> str:
    """Yields every name and constant in compiled code and in its nested code."""
    inside = [words_of(item) for item in code.co_consts if isinstance(item, CodeType)]
    return " ".join([repr(code.co_consts), *code.co_names, *code.co_varnames, *inside])


def import_everything(package: Any) -> None:
    for module in pkgutil.walk_packages(package.__path__, f"{NAME}."):
        if not module.name.endswith("__main__"):
            with contextlib.suppress(ImportError):  # requires a package that is not installed
                importlib.import_module(module.name)


def use(package: Any, payload: Any, folder: str) -> None:
    """Performs every operation on one payload."""
    refused = package.ValidationError
    with contextlib.suppress(refused):
        package.detect(payload)
    objects: dict[type, Any] = {}
    with contextlib.suppress(refused):
        obj = package.read_record(payload)
        objects[type(obj)] = obj
    for cls in importlib.import_module(f"{NAME}.records.editions").MODELS:
        for unknown_keys in ("keep", "drop", "forbid"):
            for lenient in (False, True):
                options = {"lenient": lenient, "unknown_keys": unknown_keys}
                try:
                    objects[cls] = package.structure(payload, cls, **options)
                except refused as error:
                    str(error)
    for obj in objects.values():
        use_object(package, obj, folder)
    use_converter(package, payload)


def use_object(package: Any, obj: Any, folder: str) -> None:
    cls = type(obj)
    for case in ("snake", "camel"):
        package.unstructure(obj, case=case)
        package.loads(package.dumps(obj, case=case), cls, lenient=True)
    package.fill_defaults(package.redact(package.evolve(obj)))
    assert pickle.loads(pickle.dumps(obj)) == obj
    repr(obj), hash(obj)
    file = os.path.join(folder, "fixture.json")
    package.fixtures.dump(obj, file)
    package.fixtures.diff(package.fixtures.load(file, cls, lenient=True), obj)


def use_converter(package: Any, payload: Any) -> None:
    with contextlib.suppress(ImportError):
        converter = package.make_converter(lenient=True)
        for cls in (package.JobOut, package.DetailedJobOut, package.v2026.JobIn):
            with contextlib.suppress(Exception):  # the exception groups of cattrs
                converter.dumps(converter.structure(payload, cls))


def use_commands(folder: str, payloads: list[Any]) -> list[str]:
    """Runs every command, and returns their names."""
    cli = importlib.import_module(f"{NAME}.cli")
    file = os.path.join(folder, "records.json")
    with open(file, "w", encoding="utf-8") as text:
        json.dump(payloads, text)
    copy, single = os.path.join(folder, "copy"), os.path.join(folder, "single.py")
    for arguments in (
        ["check", file],
        ["check", "--json", "--lenient", file],
        ["convert", "--case", "camel", file],
        ["example", "JobOut"],
        ["list", file],
        ["redact", file],
        ["report", file],
        ["schema", "JobOut"],
        *(["show", "--record", str(number), file] for number in range(1, len(payloads) + 1)),
        ["table", file],
        ["vendor", copy],
        ["vendor", "--check", copy],
        ["vendor", "--update", copy],
        ["vendor", "--single-file", single],
    ):
        said = io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            status = cli.main(arguments)
        assert status in (0, 1), (arguments, said.getvalue())
    sys.path.insert(0, folder)
    one_file = importlib.import_module("single")
    for payload in payloads:
        with contextlib.suppress(one_file.ValidationError):
            one_file.unstructure(one_file.structure(payload, one_file.JobOut, lenient=True))
    parser = importlib.import_module(f"{NAME}.cli.arguments").make_parser()
    return re.findall(r"^    (\w+) ", parser.format_help(), re.MULTILINE)


def main() -> None:
    payloads = json.load(sys.stdin)
    sys.addaudithook(watch)
    package = importlib.import_module(NAME)
    import_everything(package)
    with tempfile.TemporaryDirectory() as folder:
        for payload in payloads:
            use(package, payload, folder)
        list(package.iter_jsonl(io.StringIO("\n".join(map(json.dumps, payloads)))))
        commands = use_commands(folder, payloads)
    seen = {"events": [*events], "code": [*code], "compiled": [*compiled], "commands": commands}
    events.clear()
    code.clear()
    with socket.socket():
        os.system("exit")
    eval(repr(WORD))
    print(json.dumps({**seen, "shown": [sorted(events), code]}))


main()
