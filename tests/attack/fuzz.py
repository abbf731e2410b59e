"""The coverage-guided fuzzer: ``python tests/attack/fuzz.py [libFuzzer options] [corpus folder]``.

An input has three bytes that choose the target, the class and the options, followed by the text.
See the README in this folder.
"""

from __future__ import annotations

import json
import pkgutil
import sys
import tempfile
from importlib import import_module
from itertools import product
from pathlib import Path
from random import Random
from types import FunctionType

import atheris

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parent), str(HERE)]

with atheris.instrument_imports(include=["jobmodels"], enable_loader_override=False):
    import jobmodels

    for found in pkgutil.walk_packages(jobmodels.__path__, "jobmodels."):
        if not found.name.endswith("__main__"):
            import_module(found.name)

from mutations import mutated  # noqa: E402
from seeds import SEEDS, WORDS  # noqa: E402
from targets import MODES, SHAPES, TARGETS  # noqa: E402

from jobmodels.core.compiled import class_reader, compiled_writer  # noqa: E402
from jobmodels.core.spec import model_of  # noqa: E402
from jobmodels.records.editions import MODELS  # noqa: E402

HEAD = 3
BY_WEIGHT = [index for index, target in enumerate(TARGETS) for _ in range(target.weight)]


def test_one_input(data: bytes) -> None:
    """Called by libFuzzer with each input: an exception is a finding."""
    if len(data) > HEAD:
        target, shape, mode = data[:HEAD]
        check = TARGETS[target % len(TARGETS)].check
        check(data[HEAD:], SHAPES[shape % len(SHAPES)], MODES[mode % len(MODES)])


def mutate(data: bytes, max_size: int, seed: int) -> bytes:
    """Returns another input, nearly always with JSON, mutated by libFuzzer or by ``mutations``."""
    rng = Random(seed)
    head, text = data[:HEAD].ljust(HEAD, b"\0"), data[HEAD:]
    # Chosen again each time: libFuzzer prefers new coverage, which is mostly in slow targets.
    shape = rng.randrange(len(SHAPES)) if rng.random() < 0.2 else head[1]
    head = bytes((rng.choice(BY_WEIGHT), shape, rng.randrange(len(MODES))))
    if text and rng.random() < 0.25:
        return head + atheris.Mutate(text, max_size - HEAD)
    new = mutated(text, rng)
    while HEAD + len(new) > max_size:  # truncated, it would not be JSON
        new = mutated(json.dumps(rng.choice(SEEDS)[1]).encode(), rng)
    return head + new


def instrument_compiled_functions() -> None:
    """Instruments the functions that ``exec`` creates at run time, which the import hook misses."""
    functions = [
        *(compiled_writer(cls, camel) for cls in MODELS for camel in (False, True)),
        *(
            class_reader(model_of(cls, lenient), unknown_keys, camel)
            for (lenient, unknown_keys), cls, camel in product(MODES, MODELS, (False, True))
        ),
    ]
    sources = {id(function.__globals__): function.__globals__ for function in functions}
    for source in sources.values():
        for value in source.values():
            if isinstance(value, FunctionType) and value.__globals__ is source:
                atheris.instrument_func(value)


def prepare(folder: Path) -> tuple[str, str]:
    """Writes a dictionary and seeds, and returns the arguments that name them."""
    words = folder / "words"
    words.write_text("".join(f"{json.dumps(word)}\n" for word in WORDS), encoding="ascii")
    seeds = folder / "seeds"
    seeds.mkdir()
    for number, (cls, payload) in enumerate(SEEDS):
        head = bytes((number % len(TARGETS), SHAPES.index(cls), number % len(MODES)))
        (seeds / str(number)).write_bytes(head + json.dumps(payload).encode())
    return f"-dict={words}", str(seeds)


def main() -> None:
    instrument_compiled_functions()
    with tempfile.TemporaryDirectory() as folder:
        # The caller's options come later, and win; libFuzzer writes new inputs to the first folder.
        limits = ["-timeout=20", "-rss_limit_mb=2048", "-max_len=4096"]
        limits += ["-mutate_depth=1", "-print_final_stats=1"]
        dictionary, seeds = prepare(Path(folder))
        arguments = [sys.argv[0], *limits, dictionary, *sys.argv[1:]]
        if not any(Path(argument).is_file() for argument in sys.argv[1:]):  # repeats a finding
            arguments.append(seeds)
        atheris.Setup(arguments, test_one_input, custom_mutator=mutate)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
