"""Pages of records and errors as HTML, and the reprs that notebooks ask for."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from typing import Annotated

import pytest
from forms import load_copy, load_single_file
from samples import API_KEY, CASES, JOB, TOKEN, case_id, case_of_class
from test_cli_show import DETAILED, SECRETS, checkpoint, event, hostile

import jobmodels as jm
from jobmodels.core.define import frozen
from jobmodels.core.errors import Problem
from jobmodels.fixtures import example
from jobmodels.pages.document import Curve
from jobmodels.pages.markup import _MOST, figure
from jobmodels.records.editions import MODELS, TOP_LEVEL

VOID = {"br"}
MARKUP = "</td></script><script>alert(1)</script><img src=x onerror='alert(2)'>\"'&lt;\u202e\ud800"


class Reader(HTMLParser):
    """Reads the titles and the cells of a fragment, and checks that every element is closed."""

    def __init__(self, text):
        super().__init__()
        self.open, self.titles, self.rows, self.tags, self.classes = [], [], [], set(), {}
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.rows += [[]] if tag == "tr" else []
        if tag in ("td", "th"):
            self.rows[-1].append("")
        self.titles += [""] if ("role", "heading") in attrs else []
        if tag not in VOID:
            self.open.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        tag, attrs = self.open[-1]
        if tag in ("td", "th"):
            self.rows[-1][-1] += data
            self.classes[data] = attrs["class"]
        elif attrs.get("role") == "heading":
            self.titles[-1] += data


def html_of(value):
    text = value._repr_html_()
    text.encode()
    # A page loads nothing.
    assert not re.search(r"""https?:|src=|href=|url\(|@import|\son\w+=\w""", escaped_away(text))
    return text


def escaped_away(text):
    """Returns a page without its texts."""
    return re.sub(r">[^<]*<", "><", text[text.index("</style>") :]) + text[: text.index("</style>")]


def read(value):
    return Reader(html_of(value))


def curve_of(text):
    return ET.fromstring(re.search("<svg.*?</svg>", text)[0])


def detailed(**changes):
    return jm.structure({**DETAILED, **changes}, jm.DetailedJobOut, lenient=True)


def test_a_detailed_job():
    page = read(detailed())
    assert page.titles == [
        *("Detailed job", "Training curve", "Hyperparameters", "Integrations", "Repositories"),
        *("Metadata", "Events", "Checkpoints"),
    ]
    assert ["status", "FAILED"] in page.rows
    assert ["learning rate", "2e-05"] in page.rows
    assert ["30", "0.5000", "0.7500", "2025-06-15 15:07:10"] in page.rows
    assert page.classes["FAILED"] == "bad"
    assert page.tags <= {"style", "div", "table", "tr", "th", "td", "br"} | {
        *("svg", "title", "g", "path", "polyline", "text")
    }


def test_a_curve_is_an_image_with_the_ends_of_its_axes_and_a_legend():
    svg = curve_of(html_of(detailed()))
    title = "Training curve: train loss, valid loss, from 0.5 to 2"
    assert [text.text for text in svg.iter("title")] == [title]
    texts = [text.text for text in svg.iter("text")]
    assert texts == ["2", "0.5", "10", "step", "30", "train loss", "valid loss"]
    train, valid = ([*line.get("points").split()] for line in svg.iter("polyline"))
    assert (len(train), len(valid)) == (3, 2)
    assert train[1].split(",")[0] == valid[0].split(",")[0]
    assert len({line.get("class") for line in svg.iter("polyline")}) == 2
    _, _, width, height = map(int, svg.get("viewBox").split())
    for x, y in (point.split(",") for point in [*train, *valid]):
        assert 0 < int(x) < width
        assert 0 < int(y) < height


def test_a_curve_is_as_long_as_its_width_can_show_and_keeps_its_peaks():
    points = [(step, 1 + step % 2 / 10) for step in range(100_000)]
    points[77_777] = (77_777, 9.0)
    svg = figure(Curve("c", "step", {"loss": points}), 200, 80)
    assert len(svg) < 12_000
    (line,) = ET.fromstring(svg).iter("polyline")
    ys = [int(point.split(",")[1]) for point in line.get("points").split()]
    assert sum(y < 60 for y in ys) == 1
    for flat in ([(1, 5.0), (2, 5.0)], [(1, 5.0), (1, 6.0)], [(-1e11, -1e11), (1e11, 1e11)]):
        ET.fromstring(figure(Curve("<&", "<&", {"<&": flat})))


def test_a_page_says_why_it_has_no_curve():
    page = read(detailed(checkpoints=[checkpoint(10, 1.0, 1.0)]))
    assert ["not drawn", "fewer than two checkpoints have a step and a loss"] in page.rows
    assert "svg" not in page.tags
    assert "Training curve" not in read(detailed(checkpoints=[])).titles


@pytest.mark.parametrize("case", CASES, ids=case_id)
def test_every_class_has_a_page(case):
    page = read(case.obj)
    assert page.titles[0]
    assert not {API_KEY, TOKEN} & {cell for row in page.rows for cell in row}


def test_a_class_that_is_no_record_has_a_page_of_its_own():
    for cls in MODELS:
        read(example(cls))
    page = read(case_of_class(jm.EventOut).obj)
    assert page.titles[0] == "EventOut"
    assert page.rows[-1] == ["edition", TOP_LEVEL.date]
    assert read(Part()).rows == []


class HostJob(jm.JobOut):
    """A subclass as a host writes it."""


@frozen
class Part(jm.Model):
    """An object inside a host's class."""

    numbers: tuple[int, ...] = ()
    """Numbers."""


@frozen
class HostRecord(jm.Model):
    """A host's class with fields that are named like those of a job."""

    events: tuple[Part, ...] = ()
    """Parts."""
    data: str = ""
    """A text."""
    checkpoints: Annotated[tuple[str, ...], "texts"] = ()
    """Texts."""


def test_classes_of_a_host():
    assert read(jm.structure(JOB.snake, HostJob)).titles[0] == "HostJob"
    host = HostRecord(events=(Part(numbers=(1, 10**5000)),), data="<d>", checkpoints=("c",))
    assert read(host).rows[:2] == [["data", "<d>"], ["checkpoints", "c"]]
    assert "edition" not in {row[0] for row in read(host).rows}
    assert "Training curve" not in read(host).titles


def test_a_field_that_a_host_redefines():
    @frozen
    class Mine(jm.JobOut):
        events: tuple[str, ...] = ()

    assert jm.structure({**JOB.snake, "events": ["a"]}, Mine)._repr_html_() is None


def test_hostile_text_is_text():
    payload = hostile()
    rows = [cell for row in read(detailed(**payload)).rows for cell in row]
    assert not any(secret in cell for secret in SECRETS for cell in rows)
    marked = detailed(
        **dict.fromkeys(("id", "status", "suffix", MARKUP), MARKUP),
        hyperparameters={MARKUP: 10**5000, "learning_rate": 1e308},
        training_files=[MARKUP, "x" * 10**6],
        events=[event(1, MARKUP, error=MARKUP)],
        checkpoints=[{**checkpoint(1, 1, 1), MARKUP: {MARKUP: MARKUP}}, checkpoint(2, 1, 1)],
    )
    page = read(marked)
    assert not {"script", "img"} & page.tags
    shown = MARKUP[:-2] + r"\u202e\ud800"
    assert ["ID", shown] in page.rows
    assert len(html_of(marked)) < 20_000


def test_a_page_is_short_however_long_the_record():
    many = detailed(
        training_files=["f"] * 10_000,
        events=[event(second, "RUNNING", n=second) for second in range(10_000)],
        checkpoints=[checkpoint(step, 1 / step, 2 / step) for step in range(1, 10_000)],
        **{f"key{number}": number for number in range(10_000)},
    )
    jobs = jm.structure({"object": "list", "data": [JOB.snake] * 3000, "total": 1}, jm.JobsOut)
    data = {f"k{number}": "v" * 300 for number in range(10_000)}
    wide = detailed(events=[{**event(1, "RUNNING"), "data": data}])
    files = [{"file_id": "a", **data}]
    request = jm.structure({"training_files": files}, jm.JobIn, lenient=True)
    for value in (many, jobs, wide, request):
        assert len(html_of(value)) < 100_000
    rows = read(many).rows
    assert ["9,900 more"] in rows
    notes = [row[-1] for row in rows]
    assert {"n: 0", "n: 9999"} < {*notes}
    assert ["2,900 more"] in read(jobs).rows


def test_the_problems_of_an_error():
    with pytest.raises(jm.ValidationError) as caught:
        jm.structure({"status": "SUCESS"}, jm.JobOut)
    page = read(caught.value)
    assert page.titles == [f"JobOut: {len(caught.value.problems)} problems"]
    assert page.rows == [["path", "problem"], *map(list, caught.value.problems)]
    problems = [Problem(f"$.{MARKUP}[{number}]", MARKUP * 100) for number in range(10_000)]
    assert len(html_of(jm.ValidationError(MARKUP, problems))) < 250_000
    assert len(read(jm.ValidationError("", problems)).rows) == _MOST + 2


@pytest.mark.environment
def test_a_copy_without_pages_shows_text(tmp_path):
    for module in (load_copy(tmp_path), load_single_file(TOP_LEVEL.date, tmp_path)):
        assert module.JobsOut(total=1)._repr_html_() is None
        assert module.ValidationError("x", [])._repr_html_() is None


# The text in IPython and Hypothesis.


def pretty(value):
    return pytest.importorskip("hypothesis.vendor.pretty", reason="needs Hypothesis").pretty(value)


def test_a_short_repr_stays_on_one_line():
    for value in (jm.JobsOut(total=1), jm.JobsOut(total=10**5000), jm.TrainingFile(file_id="f")):
        assert pretty(value) == repr(value)
    assert pretty(Part(numbers=(10**5000,))) == repr(Part(numbers=(10**5000,)))


def test_a_long_repr_is_broken_over_lines():
    text = pretty(detailed())
    lines = text.split("\n")
    assert lines[:4] == [
        "DetailedJobOut(",
        f"    id='{JOB.snake['id']}',",
        "    auto_start=True,",
        "    hyperparameters=TrainingParameters(",
    ]
    assert max(map(len, lines)) < 90
    assert re.sub(r"\s", "", text) == re.sub(r"\s", "", repr(detailed()))


def test_the_printer_of_ipython_gets_the_method_from_the_class():
    vendored = pytest.importorskip("hypothesis.vendor.pretty", reason="needs Hypothesis")
    value, printer = jm.TrainingFile(file_id="f"), vendored.RepresentationPrinter()
    type(value)._repr_pretty_(value, printer, False)
    assert printer.getvalue() == repr(value)


def test_hypothesis_prints_a_class():
    module = jm.JobOut.__module__
    assert pretty([jm.JobOut]) == f"[{module}.JobOut]"


def test_hypothesis_prints_a_class_as_an_argument(pytester):
    pytester.makepyfile(
        """
        from hypothesis import given, strategies as st
        import jobmodels as jm

        @given(cls=st.just(jm.JobOut), number=st.integers())
        def test_it(cls, number):
            assert number < 10
        """
    )
    result = pytester.runpytest_inprocess("-p", "no:cacheprovider")
    result.assert_outcomes(failed=1)
    assert f"cls={jm.JobOut.__module__}.JobOut" in result.stdout.str()
