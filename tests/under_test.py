"""Selects the copy of the package that the suite tests, and the packages that it may import.

``JOBMODELS_UNDER_TEST`` names the package to test if it is not ``jobmodels`` itself: a copy
inside another package (``acme._vendor.jobmodels``). ``JOBMODELS_BARE=1`` hides every third-party
package from it, as on a machine without third-party packages. ``JOBMODELS_NO_SKIPS=1`` makes a
skipped test a failure, for a run with everything installed except the official SDKs;
``JOBMODELS_NO_SKIPS=sdks`` is for a run with the SDKs too, ``JOBMODELS_NO_SKIPS=hosts`` for a run
with the frameworks of hosts, ``JOBMODELS_NO_SKIPS=browser`` for a run with a browser.
"""

from __future__ import annotations

import builtins
import contextlib
import importlib
import os
import pkgutil
import sys
from pathlib import Path

NAME = os.environ.get("JOBMODELS_UNDER_TEST", "jobmodels")
BARE = os.environ.get("JOBMODELS_BARE") == "1"
NO_SKIPS = os.environ.get("JOBMODELS_NO_SKIPS")
BARE_REASON = "the package runs without third-party packages here"
COPY_REASON = "the example imports jobmodels itself"
SDK_REASON = "needs the official"
"""The first words of the skip reason of tests for an official SDK, which run in a separate
environment."""
HOST_REASON = "needs the host's package"
"""The first words of the skip reason of tests for other frameworks, which run in a separate
environment too."""
BROWSER_REASON = "needs a browser:"
"""The first words of the skip reason of tests in a browser, which run in a separate environment."""
MAY_SKIP = {
    None: ("",),
    "1": (BARE_REASON, COPY_REASON, SDK_REASON, HOST_REASON, BROWSER_REASON),
    "browser": (),
    "hosts": (BARE_REASON,),
    "sdks": (BARE_REASON,),
}[NO_SKIPS]
"""The reasons for which a test may be skipped in this run."""

real_import = builtins.__import__


def guarded_import(name, globals=None, locals=None, fromlist=(), level=0):
    importer = (globals or {}).get("__name__") or ""
    ours = importer == NAME or importer.startswith(NAME + ".")
    # pytest adds an import of itself to the modules of an installed plugin. pydantic_core exists
    # wherever pydantic asks for the schema of a class.
    may_import = {*sys.stdlib_module_names, "_pytest", "pydantic_core"}
    if ours and level == 0 and name.partition(".")[0] not in may_import:
        raise ModuleNotFoundError(f"No module named {name!r} (hidden by the test run)", name=name)
    return real_import(name, globals, locals, fromlist, level)


if BARE:
    builtins.__import__ = guarded_import
    # An installed package's entry point would load the copy, which may not import Hypothesis.
    os.environ["HYPOTHESIS_NO_PLUGINS"] = "1"

package = importlib.import_module(NAME)
PATH = Path(package.__file__).parents[NAME.count(".") + 1]
IS_COMPILED = Path(package.__file__).with_name("core").joinpath("compiled").exists()
"""Whether the package has the compiled functions, which a copy may leave out."""

if NAME != "jobmodels":
    # The tests import ``jobmodels``; each of its modules must be the copy's module, not a second
    # one.
    sys.modules["jobmodels"] = package
    for module in pkgutil.walk_packages(package.__path__, NAME + "."):
        with contextlib.suppress(ImportError):  # requires a package that is not installed
            alias = "jobmodels" + module.name.removeprefix(NAME)
            sys.modules[alias] = importlib.import_module(module.name)
