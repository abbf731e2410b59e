"""Sphinx configuration. Build with ``sphinx-build -W -n -b html docs OUT`` (extra ``docs``).

The reference is generated from the docstrings of the checkout that contains this file. This module
adds two things to autodoc: a schema class lists its fields, inherited ones included, in the order
of the schema, and a variable has its docstring even if another module exports it.
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
from jobmodels.core.record import Record  # noqa: E402
from jobmodels.core.spec import spec_of  # noqa: E402
from jobmodels.docstrings import field_docs  # noqa: E402

project = "jobmodels"
release = version = jm.__version__
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx_copybutton"]
exclude_patterns = ["_build"]

html_theme = "furo"
html_title = f"jobmodels {release}"
html_show_copyright = False
html_copy_source = False
html_static_path = ["_static"]
html_css_files = ["site.css"]

myst_heading_anchors = 4

copybutton_prompt_text = "$ "
copybutton_selector = "div:not(.highlight-text) > div.highlight > pre"

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
        "collections.abc.Sequence",
        "datetime",
        "os.PathLike",
        "pathlib.Path",
        "pytest.FixtureRequest",
    )
]
"""Names that other projects document: a build without a network cannot link to them."""
nitpick_ignore_regex = [(r"py:(class|obj)", r"(jobmodels\.[\w.]+\.)?[A-Z]")]
"""Type variables, which are not documented."""


def fields_of(cls: type[Record]) -> list[str]:
    """Returns the fields of a schema class as directives."""
    docs, hints = field_docs(cls), get_type_hints(cls)
    lines = []
    for field in spec_of(cls).fields:
        # Not indexed: ``object`` in a signature would link to a field of that name.
        options = [":no-index:", f":type: {type_text(hints[field.name])}"]
        body = [*options, "", *docs.get(field.name, "").splitlines(), ""]
        lines += [f".. attribute:: {field.name}", *(f"   {line}" for line in body)]
    return lines


def type_text(hint: Any) -> str:
    """Returns a type in the notation of the source code."""
    members = [member for member in get_args(hint) if member is not jm.UnsetType]
    if len(members) == len(get_args(hint)):
        return stringify_annotation(hint, "smart")
    rest = " | ".join(stringify_annotation(member, "smart") for member in members)
    return f"~jobmodels.Omittable[{rest}]"


def add_what_is_below(
    app: Sphinx, what: str, name: str, obj: Any, options: Any, lines: list[str]
) -> None:
    """Adds the docstrings below fields and variables, which Python does not keep."""
    if isinstance(obj, type) and issubclass(obj, Record):
        lines += ["", *fields_of(obj)]
    if what == "data":
        lines[:] = docs_of_data(name.rpartition(".")[2], obj) or lines


def docs_of_data(name: str, value: object) -> list[str]:
    """Returns the docstring below the assignment of a variable."""
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
    """Omits the signature of a schema class, which repeats its fields in a less readable form."""
    return ("", None) if isinstance(obj, type) and issubclass(obj, Record) else None


def bring_along(app: Sphinx, page: str, source: list[str]) -> None:
    """Turns links to Markdown files outside this folder into download links."""
    folder = Path(app.env.doc2path(page)).parent

    def brought(link: re.Match[str]) -> str:
        is_inside = (folder / link[2]).resolve().is_relative_to(app.srcdir)
        return link[0] if is_inside else f"{{download}}`{link[1]} <{link[2]}>`"

    source[0] = re.sub(r"\[([^\]]*)\]\(([^)#:]+\.md)\)", brought, source[0])


def setup(app: Sphinx) -> None:
    app.connect("source-read", bring_along)
    app.connect("autodoc-process-docstring", add_what_is_below)
    app.connect("autodoc-process-signature", leave_out_signature)
