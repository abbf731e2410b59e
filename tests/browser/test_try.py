"""The page of the docs that runs the package in the browser, as ``.ci/docs`` builds it."""

from __future__ import annotations

import base64
import gzip
import json
import re

import pytest

import jobmodels as jm

BIDI = "\u202egnp.exe\u202c"
MARKUP = "<script>hacked=1</script><img src=x onerror=hacked=1></textarea></style><!--"
JOB = {
    "id": "b1946ac9-2492-4d23-9c7e-5f3a1f0d8a42",
    "auto_start": True,
    "hyperparameters": {"training_steps": 10, "learning_rate": 0.0001},
    "model": "open-mistral-7b",
    "status": "SUCCESS",
    "job_type": "FT",
    "created_at": 1717171717,
    "modified_at": 1717175317,
    "training_files": ["0a6bb0c4-7e0a-4d3c-8b3f-0b9d7a4f1c11"],
}
DROP = """
const [name, data] = arguments;
const transfer = new DataTransfer();
transfer.items.add(new File([Uint8Array.from(atob(data), (char) => char.charCodeAt(0))], name));
document.body.dispatchEvent(
  new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }),
);
"""
ENTER = """
const input = document.getElementById("input");
input.value = arguments[0];
input.dispatchEvent(new Event("input"));
"""


class TryPage:
    def __init__(self, browser, url):
        self.browser = browser
        self.url = url

    def open(self, **window):
        self.browser.open(f"{self.url}/try/index.html", **window)
        self.status(r"Ready\.")

    def status(self, pattern):
        """Waits for a status that matches, and returns it."""
        found = None

        def matches():
            nonlocal found
            found = self.browser.find("#status")[0].text
            return re.fullmatch(pattern, found)

        try:
            self.browser.wait(matches)
        except Exception as error:
            raise AssertionError(f"{pattern!r} is not {found!r}") from error
        return found

    def enter(self, payload):
        text = payload if isinstance(payload, str) else json.dumps(payload, ensure_ascii=False)
        self.browser.run(ENTER, text)

    def drop(self, name, data):
        self.browser.run(DROP, name, base64.b64encode(data).decode())

    def facts(self):
        return {
            row.find_element("css selector", "th").text: row.find_element("css selector", "td").text
            for row in self.browser.find("#record tr:has(th + td)")
        }

    def converted(self):
        return [
            json.loads(area.get_property("value")) for area in self.browser.find("textarea")[1:]
        ]


@pytest.fixture(scope="module")
def opened(browser, site):
    page = TryPage(browser, site)
    page.open()
    return page


@pytest.fixture
def page(opened):
    """The page without a result."""
    opened.browser.find("#clear")[0].click()
    opened.status(r"Ready\.")
    yield opened
    assert opened.browser.run("return window.hacked") is None
    assert opened.browser.errors() == []
    own = (opened.url, "blob:http://127.0.0.1:", "data:", "about:")
    assert [url for url in opened.browser.requested() if not url.startswith(own)] == []


def test_the_sample(page):
    page.browser.find("#sample")[0].click()
    page.status(r"A detailed job: no problems\.")
    facts = page.facts()
    assert facts["kind"] == "detailed job"
    assert facts["class"] == "DetailedJobOut"
    assert facts["case"] == "snake_case"
    assert facts["strict reading"] == facts["lenient reading"] == "no problems"
    assert len(page.browser.find("#record svg polyline")) == 2
    sample = page.browser.find("#input")[0].get_property("value")
    (converted,) = page.converted()
    assert "autoStart" in converted
    assert jm.structure(converted, jm.DetailedJobOut) == jm.loads(sample, jm.DetailedJobOut)


def test_the_other_case_changes_the_keys_of_the_schema_only(page):
    text = json.dumps(JOB)[:-1] + ', "my_key": {"aB": 1.10000000000000000001}}'
    page.enter(text)
    page.status(r"A job: no problems\.")
    area = page.browser.find("#record textarea")[0]
    assert '"my_key": {\n    "aB": 1.10000000000000000001\n  }' in area.get_property("value")
    assert page.browser.find("#record label")[0].text == "In camelCase"
    page.browser.find("#record button")[0].click()
    page.status(r"Copied the record in camelCase\.")


def test_a_record_with_problems(page):
    page.enter({**JOB, "status": "SUCESS", "created_at": "now", "trainingFiles": []})
    page.status(r"A job: 3 problems\.")
    facts = page.facts()
    assert facts["case"] == "camelCase and snake_case"
    assert (facts["strict reading"], facts["lenient reading"]) == ("3 problems", "2 problems")
    shown = page.browser.find("#record")[0].text
    assert "found 'SUCESS', did you mean 'SUCCESS'?" in shown
    assert "Job, without the values that lenient reading refuses" in shown
    assert facts["status"] == "SUCESS"
    assert page.converted() == []


def test_hostile_text_stays_text(page):
    page.enter({**JOB, MARKUP: BIDI, "suffix": MARKUP, "fine_tuned_model": BIDI + "x" * 100_000})
    page.status(r"A job: no problems\.")
    assert page.facts()["suffix"] == MARKUP
    shown = page.browser.find("#record")[0]
    assert MARKUP in shown.text
    assert "\u202e" not in shown.text
    assert page.browser.find("#record :is(script, img, style)") == []
    for width in (500, 1400):
        page.browser.resize(width)
        assert page.browser.overflowing() == 0


def test_an_archive(page):
    lines = [{**JOB, "created_at": JOB["created_at"] + 9000 * n} for n in range(10_000)]
    lines[17]["status"] = "SUCESS"
    detailed = {"events": [], "checkpoints": []}
    lines[:3] = [{**line, **detailed, "model": MARKUP} for line in lines[:3]]
    data = "\n".join(map(json.dumps, lines)).encode()
    page.drop(f"{MARKUP}.jsonl.gz".replace("/", ""), gzip.compress(data))
    page.status(r".*: 10,000 records, \d problems in \d records\.")
    assert page.browser.find("#download")[0].get_attribute("href").startswith("blob:")
    page.browser.driver.switch_to.frame(page.browser.find("#report")[0])
    try:
        page.browser.wait(lambda: page.browser.find("h1"))
        assert MARKUP.replace("/", "") in page.browser.find("h1")[0].text
        assert "10,000" in page.browser.find("body")[0].text
        assert page.browser.run("return window.hacked") is None
        assert page.browser.find("img") == []
        # The script of the report runs, although the policy of the page applies to it too.
        assert page.browser.run("return [...document.forms].every((form) => !form.hidden)")
        assert page.browser.overflowing() == 0
    finally:
        page.browser.driver.switch_to.default_content()


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a", b"", r"a: Expected a record, found an empty file\."),
        ("a", b"hello", r"a: Not JSON: .*\."),
        ("a", b"\x00\xff\xfe\x80", r"a: Not UTF-8: .*\."),
        ("a", b'{"a": 1}', r"a: Not a record of a job: .*\."),
        ("a.gz", gzip.compress(b"{}" * 99, mtime=0)[:20], r"a\.gz: .*gzip data is truncated.*\."),
    ],
)
def test_other_files(page, name, data, sentence):
    page.drop(name, data)
    page.status(sentence)
    assert page.browser.find("#status.bad")
    assert page.facts() == {}


def test_a_chosen_file(page, tmp_path):
    path = tmp_path / "job.json"
    path.write_text(json.dumps([JOB], indent=1), "utf-8")
    page.browser.find("#file")[0].send_keys(str(path))
    page.status(r"job\.json: A job: no problems\.")


def test_a_text_that_exhausts_the_stack(opened):
    opened.drop("a.json", b"[" * 1_000_000)
    opened.status(r"a\.json: It is too large or too deeply nested for this page\.")
    opened.browser.errors().clear()  # of Pyodide
    opened.browser.find("#sample")[0].click()
    opened.status(r"A detailed job: no problems\.")


def test_the_policy_of_the_page(opened):
    """The browser sends nothing to another host, not even from a worker."""
    opened.open()
    send = "fetch('http://elsewhere.example/')"
    script = f"""
    const done = arguments[0];
    const source = "{send}.then(() => postMessage('sent'), () => postMessage('refused'))";
    const worker = new Worker(URL.createObjectURL(new Blob([source])));
    worker.onmessage = ({{ data }}) => {send}.then(() => done("sent"), () => done(data));
    """
    assert opened.browser.driver.execute_async_script(script) == "refused"
    assert "Content Security Policy" in opened.browser.errors()[0]
    opened.browser.errors().clear()
    assert not [url for url in opened.browser.requested() if "elsewhere" in url]


@pytest.mark.parametrize("width", [500, 1400])
def test_the_page_fits_the_window(opened, width):
    opened.open(width=width)
    assert opened.browser.overflowing() == 0
    opened.browser.find("#sample")[0].click()
    opened.status(r"A detailed job: no problems\.")
    assert opened.browser.overflowing() == 0
