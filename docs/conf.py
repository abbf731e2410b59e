"""How Sphinx builds these pages: ``sphinx-build -W -n -b html docs OUT``, with the extra ``docs``.

The reference is made from the docstrings of the checkout that this file is in. All that is done
about them here: a schema class shows its fields, in the order of the schema and with those that it
inherits, and a name that is public elsewhere than where it is stated the docstring under it.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any, get_args, get_type_hints

from sphinx.application import Sphinx
from sphinx.pycode import ModuleAnalyzer
from sphinx.util.typing import stringify_annotation

PROJECT = Path(__file__).parent.parent
sys.path.insert(0, str(PROJECT))

import jobmodels as jm  # noqa: E402
from jobmodels import checklist, v2026  # noqa: E402
from jobmodels.core.docstrings import field_docs  # noqa: E402
from jobmodels.core.record import Record  # noqa: E402
from jobmodels.core.spec import spec_of  # noqa: E402

project = "jobmodels"
release = version = jm.__version__
extensions = ["myst_parser", "sphinx.ext.autodoc"]
exclude_patterns = ["_build"]

html_theme = "furo"
html_title = f"jobmodels {release}"
html_show_copyright = False
html_copy_source = False

myst_heading_anchors = 4

autodoc_member_order = "bysource"
autodoc_preserve_defaults = True
python_display_short_literal_types = True
python_maximum_signature_line_length = 88

nitpick_ignore = [
    ("py:class", name)
    for name in (
        "BaseConverter",
        "JsonConverter",
        "SearchStrategy",
        "collections.abc.Callable",
        "collections.abc.Iterable",
        "collections.abc.Iterator",
        "collections.abc.Mapping",
        "os.PathLike",
        "pathlib.Path",
        "pytest.FixtureRequest",
    )
]
"""What others document, where a build without a network does not look."""
nitpick_ignore_regex = [(r"py:(class|obj)", r"(jobmodels\.[\w.]+\.)?[A-Z]")]
"""Type variables, which nobody documents."""

checklist.v2026 = v2026  # or a name that only type checkers import leads to several classes


def fields_of(cls: type[Record]) -> list[str]:
    """The fields of a schema class, as directives."""
    docs, hints = field_docs(cls), get_type_hints(cls)
    lines = []
    for field in spec_of(cls).fields:
        # Not in the index: an ``object`` in a signature would lead to a field of that name.
        options = [":no-index:", f":type: {type_text(hints[field.name])}"]
        body = [*options, "", *docs.get(field.name, "").splitlines(), ""]
        lines += [f".. attribute:: {field.name}", *(f"   {line}" for line in body)]
    return lines


def type_text(hint: Any) -> str:
    """A type as a person writes it."""
    members = [member for member in get_args(hint) if member is not jm.UnsetType]
    if len(members) == len(get_args(hint)):
        return stringify_annotation(hint, "smart")
    rest = " | ".join(stringify_annotation(member, "smart") for member in members)
    return f"~jobmodels.Omittable[{rest}]"


def add_what_is_below(
    app: Sphinx, what: str, name: str, obj: Any, options: Any, lines: list[str]
) -> None:
    """The docstrings that Python drops."""
    if isinstance(obj, type) and issubclass(obj, Record):
        lines += ["", *fields_of(obj)]
    if what == "data":
        lines[:] = docs_of_data(name.rpartition(".")[2], obj) or lines


def docs_of_data(name: str, value: object) -> list[str]:
    """What stands under a name where it is stated."""
    for module in [*sys.modules]:
        if not module.startswith("jobmodels.") or vars(sys.modules[module]).get(name) is not value:
            continue
        found = ModuleAnalyzer.for_module(module).find_attr_docs().get(("", name))
        if found:
            return found
    return []


def leave_out_signature(
    app: Sphinx, what: str, name: str, obj: Any, options: Any, signature: Any, returns: Any
) -> tuple[str, None] | None:
    """That of a schema class says over again what its fields say, in their worst form."""
    return ("", None) if isinstance(obj, type) and issubclass(obj, Record) else None


def bring_along(app: Sphinx, page: str, source: list[str]) -> None:
    """A link to Markdown beside this folder becomes one to the file, as one to code does."""
    folder = Path(app.env.doc2path(page)).parent

    def brought(link: re.Match[str]) -> str:
        is_inside = (folder / link[2]).resolve().is_relative_to(app.srcdir)
        return link[0] if is_inside else f"{{download}}`{link[1]} <{link[2]}>`"

    source[0] = re.sub(r"\[([^\]]*)\]\(([^)#:]+\.md)\)", brought, source[0])


def setup(app: Sphinx) -> None:
    app.connect("source-read", bring_along)
    app.connect("autodoc-process-docstring", add_what_is_below)
    app.connect("autodoc-process-signature", leave_out_signature)
