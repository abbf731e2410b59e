"""Records and errors in a notebook: what the browser makes of ``_repr_html_``."""

from __future__ import annotations

import pytest
from test_cli_show import DETAILED, hostile
from test_pages import MARKUP, detailed

import jobmodels as jm

LIGHT, DARK = "background: #fff; color: #000", "background: #111; color: #ddd"
CONTRAST = """
const light = ([r, g, b]) => [r, g, b].map(part => part / 255)
    .map(part => part <= .03928 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4)
    .reduce((sum, part, index) => sum + part * [.2126, .7152, .0722][index], 0);
const parts = text => text.match(/[\\d.]+/g).map(Number);
const behind = parts(getComputedStyle(document.body).backgroundColor);
const contrasts = [];
for (const element of document.querySelectorAll(".jobmodels td, .jobmodels th, svg polyline")) {
    const style = getComputedStyle(element);
    const colour = parts(element.matches("polyline") ? style.stroke : style.color).map(
        (part, index) => part * style.opacity + behind[index] * (1 - style.opacity));
    const [least, most] = [light(colour), light(behind)].sort((one, other) => one - other);
    contrasts.push((most + .05) / (least + .05));
}
return Math.min(...contrasts);
"""


def notebook(value, colours=LIGHT):
    html = value._repr_html_()
    return f'<!doctype html><meta charset="utf-8"><body style="{colours}">{html}</body>'


@pytest.mark.parametrize("width", [500, 1400])
@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_a_record_is_readable(browser, width, colours):
    browser.open(notebook(detailed(), colours), width)
    assert browser.overflowing() <= 0
    assert browser.run(CONTRAST) > 4
    for element in [*browser.find("tr"), *browser.find("svg"), *browser.find("polyline")]:
        assert element.is_displayed()
        assert element.rect["height"] > 8
    (curve,) = browser.find("svg")
    assert 300 < curve.rect["width"] <= width
    assert browser.errors() == []


@pytest.mark.parametrize("width", [500, 1400])
def test_a_wide_table_scrolls_in_its_own_box(browser, width):
    jobs = [{**DETAILED, "fine_tuned_model": "m" * 300}] * 3
    page = jm.structure({"object": "list", "data": jobs, "total": 3}, jm.JobsOut)
    browser.open(notebook(page), width)
    assert browser.overflowing() <= 0
    wider = "return [...document.querySelectorAll('.box')].some(b => b.scrollWidth > b.clientWidth)"
    assert browser.run(wider) is (width == 500)


def test_hostile_text_runs_and_loads_nothing(browser):
    record = detailed(**{**hostile(), "id": MARKUP, "status": MARKUP, MARKUP: 1})
    with pytest.raises(jm.ValidationError) as caught:
        jm.structure({MARKUP: 1, "status": MARKUP}, jm.JobOut)
    for value in (record, caught.value):
        browser.open(notebook(value).replace("alert(", "console.error("), 500)
        assert browser.overflowing() <= 0
        assert browser.find("script, img, iframe") == []
        assert browser.errors() == []
        assert len(browser.requested()) == 1
