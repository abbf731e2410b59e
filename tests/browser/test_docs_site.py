"""The built docs: pages fit their window, links have targets, and the buttons copy commands."""

from __future__ import annotations

import json
import os
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import pytest

from jobmodels.records.editions import EDITIONS

SITE = Path(os.environ.get("JOBMODELS_SITE", "no-site")).resolve()
PAGES = [path.relative_to(SITE).as_posix() for path in sorted(SITE.rglob("*.html"))]
PAGES = [page for page in PAGES if not page.startswith(("_static/", "try/"))]
FACTS = Path(__file__).parent.parent / "conformance" / "wire"
WIDE = """
const isWide = (box) => box.scrollWidth > box.clientWidth + 1;
return [...document.querySelectorAll(arguments[0])].filter(isWide).map((box) => box.innerText);
"""
"""The texts of the elements that are wider than their box."""
BUTTON = """
document.addEventListener("copy", (event) => { window.copied = event.target.value; });
const blocks = [...document.querySelectorAll(".highlight")];
const block = blocks.find((block) => block.innerText.includes(arguments[0]));
block.scrollIntoView({ behavior: "instant", block: "center" });
return block.querySelector("button");
"""
"""Scrolls to the block of code with a text, and returns its button."""


def test_no_page_is_wider_than_its_window(browser, site):
    assert len(PAGES) > 20
    host = site.rpartition("/")[0]
    for page in PAGES:
        browser.open(f"{site}/{page}")
        for width in (1400, 500):
            browser.resize(width)
            assert browser.overflowing() <= 0, page
            assert browser.run(WIDE, "pre, .sig") == [], page
        assert all(url.startswith((host, "data:")) for url in browser.requested()), page
        assert browser.errors() == [], page


def test_a_wide_table_scrolls_in_its_box(browser, site):
    browser.open(f"{site}/command.html", 320)
    assert browser.run(WIDE, ".table-wrapper")
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert not browser.run(WIDE, ".table-wrapper, pre")
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


@pytest.mark.parametrize("width", [500, 1400])
@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.date)
def test_a_field_has_a_block_with_its_key_type_and_meaning(browser, site, edition, width):
    models = json.loads((FACTS / f"{edition.date}.json").read_text())["models"]
    browser.open(f"{site}/schemas/{edition.date}.html", width)
    blocks = browser.run("""
        return Object.fromEntries([...document.querySelectorAll("li > p > a[id]")].map((anchor) => {
          const lines = [...anchor.closest("li").children];
          const widths = lines.map((line) => line.getBoundingClientRect().width);
          return [anchor.id, [Math.min(...widths), ...lines.map((line) => line.innerText)]];
        }));
    """)
    own = [name for name in models if f"{name.lower()}-" in " ".join(blocks)]
    assert len(own) > 5
    for anchor in (f"{name.lower()}-{key}" for name in own for key in models[name]):
        narrowest, rules, meaning = blocks[anchor]
        key = anchor.partition("-")[2]
        assert re.match(rf"{key}( or \w+)?: .+, (required|optional)", rules)
        assert meaning.endswith((".", ":", ")"))
        assert narrowest > 0.8 * min(width - 32, 736)


class Addresses(HTMLParser):
    """The links and the anchors of a page."""

    def __init__(self, path):
        super().__init__()
        self.links, self.anchors = [], set()
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.anchors.add(attributes.get("id"))
        if tag == "a" and "href" in attributes:
            self.links.append(attributes["href"])


def test_every_link_in_the_site_has_its_target(site):
    addresses = {SITE / page: Addresses(SITE / page) for page in PAGES}
    broken = []
    for path, page in addresses.items():
        for link in page.links:
            if urlsplit(link).scheme:
                continue
            file, anchor = urldefrag(link)
            target = (path.parent / unquote(file)).resolve() if file else path
            anchors = addresses[target].anchors if target in addresses else set()
            if not target.exists() or (anchor and anchor not in anchors):
                broken.append((path.name, link))
    assert not broken


def test_a_button_copies_the_commands_without_prompt_and_output(browser, site):
    for page, part, copied in [
        ("command", "ok", "jobmodels check examples/job.json"),
        ("guide/tables", "import csv", 'import csv\n\nwith open("jobs.csv", "w", newline='),
    ]:
        browser.open(f"{site}/{page}.html", 500)
        button = browser.run(BUTTON, part)
        assert button.value_of_css_property("opacity") == "1"
        button.click()
        assert browser.run("return copied").startswith(copied)
    assert not browser.find(".highlight-text button")
