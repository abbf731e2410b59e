"""A browser for the tests of HTML pages: Chromium, driven by Selenium and ChromeDriver.

The tests need the package ``selenium``, and Debian's ``chromium`` and ``chromium-driver``. Without
them, the tests are skipped; with ``JOBMODELS_NO_SKIPS=browser``, a skipped test is a failure.
"""

from __future__ import annotations

import base64
import functools
import itertools
import json
import os
import re
import shutil
import threading
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from under_test import BROWSER_REASON

FLAGS = """
    --headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-dev-shm-usage
    --disable-background-networking --disable-component-update --disable-sync --hide-scrollbars
""".split()

OF_CHROMIUM = re.compile(r"(http://)?[\w.-]+\.(google|googleapis|gvt1)\.com[:/]")
"""The requests that Chromium sends for itself."""


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.environment)


class Browser:
    """A tab of Chromium. ``driver`` is Selenium's object."""

    def __init__(self, driver, folder, elsewhere):
        self.driver = driver
        self.folder = folder
        self.elsewhere = elsewhere
        self.numbers = itertools.count()
        self.messages = []
        self.urls = []

    def open(self, page, width=1400, height=900, dark=False):
        """Opens HTML text, a file (``Path``) or a URL in a window of the given size.

        Forgets the messages and requests of earlier pages.
        """
        self.driver.get("about:blank")
        self.resize(width, height)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
        self.collect()
        self.messages, self.urls = [], []
        self.elsewhere.clear()
        if isinstance(page, str) and not page.startswith(("http:", "file:")):
            text, page = page, self.folder / f"page-{next(self.numbers)}.html"
            page.write_text(text, "utf-8")
        self.driver.get(page.resolve().as_uri() if isinstance(page, Path) else page)

    def resize(self, width, height=900):
        # A headless window is at least 500 pixels wide; the emulated screen is not.
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)

    def run(self, script, *arguments):
        """Runs the body of a JavaScript function in the page, and returns its result."""
        return self.driver.execute_script(script, *arguments)

    def find(self, selector):
        """Returns the elements that match a CSS selector."""
        return self.driver.find_elements("css selector", selector)

    def wait(self, condition, seconds=30):
        """Returns the first true result of a function without arguments."""
        from selenium.webdriver.support.wait import WebDriverWait

        return WebDriverWait(self.driver, seconds, 0.05).until(lambda driver: condition())

    def errors(self):
        """Returns the texts of the console's warnings and errors since ``open``."""
        self.collect()
        return self.messages

    def requested(self):
        """Returns the URLs that the page and its frames requested since ``open``, and those on
        other hosts that its workers requested. A URL on another host may be there twice."""
        self.collect()
        return self.urls + self.elsewhere

    def collect(self):
        """Reads both logs, which Selenium empties by reading them."""
        self.messages += [
            entry["message"]
            for entry in self.driver.get_log("browser")
            if entry["level"] in ("WARNING", "SEVERE") and "favicon.ico" not in entry["message"]
        ]
        for entry in self.driver.get_log("performance"):
            event = json.loads(entry["message"])["message"]
            if event["method"] == "Network.requestWillBeSent":
                self.urls.append(event["params"]["request"]["url"])

    def overflowing(self):
        """Returns the number of pixels by which the page is wider than its window."""
        return self.run("return document.documentElement.scrollWidth - innerWidth")

    def screenshot(self, path, whole=True):
        """Saves the page, or the part of it in the window, as a PNG file."""
        shot = self.driver.execute_cdp_cmd(
            "Page.captureScreenshot", {"captureBeyondViewport": whole}
        )
        Path(path).write_bytes(base64.b64decode(shot["data"]))


@pytest.fixture(scope="session")
def browser(tmp_path_factory):
    webdriver = pytest.importorskip("selenium.webdriver", reason=f"{BROWSER_REASON} selenium")
    paths = [shutil.which("chromium"), shutil.which("chromedriver")]
    if None in paths:
        pytest.skip(f"{BROWSER_REASON} chromium and chromedriver")
    folder = tmp_path_factory.mktemp("browser")
    options = webdriver.ChromeOptions()
    options.binary_location = paths[0]
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    elsewhere = []
    with serving(functools.partial(Proxy, elsewhere)) as proxy:
        for flag in [*FLAGS, f"--user-data-dir={folder / 'profile'}", f"--proxy-server={proxy}"]:
            options.add_argument(flag)
        driver = webdriver.Chrome(options, webdriver.ChromeService(paths[1]))
        try:
            yield Browser(driver, folder, elsewhere)
        finally:
            driver.quit()


class Folder(SimpleHTTPRequestHandler):
    """Serves a folder as ``python -m http.server`` does."""

    def log_message(self, *arguments):
        pass


class Proxy(BaseHTTPRequestHandler):
    """Records and refuses the requests to other hosts, which Chromium sends to a proxy."""

    def __init__(self, urls, *arguments):
        self.urls = urls
        super().__init__(*arguments)

    def refuse(self):
        if not OF_CHROMIUM.match(self.path):
            self.urls.append(self.path)
        self.send_error(502)

    do_GET = do_HEAD = do_POST = do_PUT = do_OPTIONS = do_CONNECT = refuse

    def log_message(self, *arguments):
        pass


class Server(ThreadingHTTPServer):
    def handle_error(self, *arguments):
        """Ignores that the browser closes a connection before the end of an answer."""


@contextmanager
def serving(handler):
    """Runs a server on a free port. The value is its URL, without a slash at the end."""
    with Server(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="session")
def served():
    """Returns a function that serves a folder until the end of the run, and returns its URL."""
    with ExitStack() as stack:

        def serve(folder):
            return stack.enter_context(serving(functools.partial(Folder, directory=str(folder))))

        yield serve


@pytest.fixture(scope="session")
def site(served):
    """Returns the URL of the docs that ``.ci/docs`` has built in the folder ``JOBMODELS_SITE``.

    The folder is not the root of the server: no link may depend on that."""
    folder = os.environ.get("JOBMODELS_SITE")
    if not folder:
        pytest.skip(f"{BROWSER_REASON} the folder of the docs in JOBMODELS_SITE")
    return f"{served(Path(folder).parent)}/{Path(folder).name}"
