"""The page of ``report`` in a browser: its script, its layout, and what it must not do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import jobmodels as jm
from jobmodels import fixtures
from jobmodels.cli import main

SUCCESS, RUNNING = (
    jm.unstructure(fixtures.example(jm.DetailedJobOut, seed=seed)) for seed in range(2)
)
HOSTILE = [
    "</script><script>document.title = 'x'</script>",
    "<img src='http://example.com/x' onerror='document.title = 1'>",
    '" autofocus onfocus="document.title = 1',
    "\u202e\u2066\u0645\u0631\u062d\u0628\u0627",
    "x" * 100_000,
]


@pytest.fixture
def opened(browser, tmp_path, monkeypatch):
    def open_report(*payloads, **options):
        monkeypatch.chdir(tmp_path)
        Path("a.jsonl").write_text("".join(json.dumps(payload) + "\n" for payload in payloads))
        main(["report", "--lenient", "a.jsonl", "-o", "r.html"])
        browser.open(Path("r.html"), **options)
        return browser

    return open_report


def jobs():
    for number in range(6):
        job = SUCCESS if number % 2 else RUNNING
        point = {"created_at": 1, "metrics": {"train_loss": 10.5 - number}}
        points = [{**point, "step_number": step} for step in (1, 2)]
        yield {
            **job,
            "id": f"job-{number}",
            "model": f"model-{number % 3}",
            "created_at": 10**9 + number * 10**7,
            "checkpoints": points if number < 5 else [],
        }


def shown(browser):
    texts = [item.text for item in browser.find("li") if item.is_displayed()]
    return "".join(text.partition("job-")[2][0] for text in texts)


def test_jobs_can_be_sorted_and_filtered(opened):
    browser = opened(*jobs())
    (text, descending), (status, order) = browser.find("input"), browser.find("select")
    assert shown(browser) == "012345"
    for key, expected in {
        "created (UTC)": "012345",
        "model": "031425",
        "status": "024135",
        "last train loss": "432105",
        "record": "012345",
    }.items():
        order.find_element("xpath", f"option[normalize-space()='{key}']").click()
        assert shown(browser) == expected, key
    descending.click()
    assert shown(browser) == "543210"
    order.find_element("xpath", "option[.='last train loss']").click()
    assert shown(browser) == "012345"  # the last one has no loss
    order.find_element("xpath", "option[normalize-space()='record']").click()
    text.send_keys("MODEL-1")
    assert shown(browser) == "41"
    status.find_element("xpath", "option[.='SUCCESS']").click()
    assert shown(browser) == "1"
    assert browser.find("output")[0].text == "1 shown"
    text.clear()
    text.send_keys("no such text")
    assert shown(browser) == ""
    assert browser.errors() == []


def test_any_status_can_be_selected(opened):
    statuses = ["A  B", " C", "", "z", "z"]
    browser = opened(*({**job, "status": s} for job, s in zip(jobs(), statuses, strict=False)))
    status = browser.find("select")[0]
    found = {}
    for number, option in enumerate(status.find_elements("css selector", "option")):
        browser.run(
            "arguments[0].selectedIndex = arguments[1]; document.forms[0].onchange()",
            status,
            number,
        )
        found[option.get_property("value")] = shown(browser)
    assert found == {"any": "01234", "": "2", " C": "1", "A  B": "0", "z": "34"}


@pytest.mark.parametrize("width", [500, 1400])
def test_a_hostile_text_does_nothing(width, opened):
    hostile = [
        {**SUCCESS, "id": text, "model": text, "status": text, text: text} for text in HOSTILE
    ]
    browser = opened(*hostile, *({**job, "created_at": "now"} for job in hostile), width=width)
    assert browser.find("title")[0].get_attribute("textContent") == "Report on a.jsonl"
    assert browser.find("img, [onfocus], main script, li script") == []
    assert [url.partition(":")[0] for url in browser.requested()] == ["file"]
    assert browser.errors() == []
    assert browser.overflowing() <= 0
    assert len(browser.find("li")) == 2 * len(HOSTILE)


def test_without_the_script_the_page_is_complete(opened):
    browser = opened(*jobs())
    Path("r.html").write_text(Path("r.html").read_text().replace("const form", "x("))
    browser.open(Path("r.html"))  # the policy blocks a script that was changed
    assert "Content Security Policy" in browser.errors()[0]
    assert shown(browser) == "012345"
    assert len(browser.find("li svg")) == 5
    assert not browser.find("form")[0].is_displayed()


def test_a_printed_page_has_no_controls(opened):
    browser = opened(*jobs())
    assert browser.find("form")[0].is_displayed()
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        assert not browser.find("form")[0].is_displayed()
        broken = browser.run("return getComputedStyle(document.querySelector('li')).breakInside")
        assert broken == "avoid"
    finally:
        browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
