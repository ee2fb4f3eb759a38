"""A served demo company and a real browser."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

import pytest
import sqlalchemy as sa
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import sync_playwright

from talentgrow.demo import seed
from talentgrow.infra import assets
from tests.journeys import house

HEIGHT = 900
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
AXE = "axe.run({resultTypes: ['violations']}).then(found => found.violations)"
# A new theme is told to the page with the next frame; what it paints then fades in.
PAINTED = """new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))).then(() =>
Promise.allSettled(document.getAnimations().filter(one => one instanceof CSSTransition).map(one => one.finished)))
.then(() => {})"""
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def pytest_collection_modifyitems(items):
    for item in items:
        if "journeys" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def empty_database(database_url, tmp_path_factory):
    """Return a function which gives an empty database of the kind the other tests run on."""

    def empty_database(name):
        url = sa.make_url(database_url)
        if url.get_backend_name() == "sqlite":
            return f"sqlite:///{tmp_path_factory.mktemp(name) / 'talentgrow.db'}"
        engine = sa.create_engine(
            url.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT"
        )
        with engine.connect() as connection:
            connection.execute(sa.text(f"CREATE DATABASE {name}"))
        engine.dispose()
        return url.set(database=name).render_as_string(hide_password=False)

    return empty_database


@pytest.fixture(scope="session")
def served_database(empty_database):
    """The database of the demo company which most stories share."""
    return empty_database("served")


@pytest.fixture(scope="session")
def front_end():
    """Leave a test out where there is nothing to look at."""
    if not assets.is_built():
        pytest.skip("the front end is not built: run `make assets`")


@pytest.fixture(scope="session")
def address(front_end, served_database, tmp_path_factory):
    """The address of the demo company, served as `talentgrow demo` serves it."""
    yield from serve("demo", served_database, tmp_path_factory.mktemp("instance"))


def command_of(database, instance):
    """How the command is called on a database, and in which environment."""
    environment = os.environ | {
        "DATABASE_URL": database,
        "TALENTGROW_INSTANCE": str(instance),
        "TALENTGROW_SIGN_IN_LIMIT": "1000 per minute",
        "TALENTGROW_LOG_LEVEL": "ERROR",
    }
    return [sys.executable, "-m", "talentgrow.cli"], environment


def serve(name, database, instance, **settings):
    """Run `talentgrow demo` or `serve` on a free port, yield its address, stop it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command, environment = command_of(database, instance)
    environment |= {"PORT": str(port), "TALENTGROW_PUBLIC_URL": f"http://127.0.0.1:{port}"}
    server = subprocess.Popen(
        [*command, name], env=environment | settings, stdout=subprocess.DEVNULL
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/sign-in", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def wait_for(url, server):
    """Ask until the server answers: nothing else tells from outside that it is ready."""
    for _attempt in range(120):
        assert server.poll() is None, "the server ended by itself"
        try:
            with urllib.request.urlopen(url):
                return
        except OSError:
            time.sleep(0.5)
    raise AssertionError("the server did not answer within a minute")


@pytest.fixture(scope="session")
def browser():
    """Headless chromium, as Debian ships it."""
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine: install Debian’s package `chromium`")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Visitor:
    """Somebody in front of the browser; every complaint of the page is kept."""

    def __init__(self, browser, address, *, language="en", theme="light", width=1280):
        self.address = address
        self.language, self.theme, self.width = language, theme, width
        self.context = browser.new_context(
            viewport={"width": width, "height": HEIGHT},
            color_scheme=theme,
            locale="fr-FR" if language == "fr" else "en-GB",
            accept_downloads=True,
            reduced_motion="reduce",
        )
        self.page = self.context.new_page()
        self.complaints = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._note)

    def _note(self, message):
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{self.page.url}: {message.text}")

    def sign_in(self, email, password=seed.PASSWORD):
        self.go("/sign-in")
        self.page.fill("#email", email)
        self.page.fill("#password", password)
        self.page.click("main button[type=submit]")
        self.page.wait_for_url(f"{self.address}/")
        if self.page.get_attribute("html", "lang") != self.language:
            switches = self.page.locator(f"button[lang={self.language}]")
            if not switches.first.is_visible():
                self.page.locator("details.tg-menu summary").last.click()
            switches.locator("visible=true").first.click()
            self.page.wait_for_load_state()
        return self

    def go(self, path):
        answer = self.page.goto(self.address + path)
        self.page.wait_for_selector("html[data-ready]", state="attached")
        return answer

    def look(self, theme, width):
        """See the same page by day or by night, on a phone or on a desk."""
        self.theme, self.width = theme, width
        self.page.emulate_media(color_scheme=theme)
        self.page.set_viewport_size({"width": width, "height": HEIGHT})
        self.page.evaluate(PAINTED)
        assert self.page.get_attribute("html", "data-bs-theme") == theme

    def check(self):
        """Fail on an accessibility violation, a page wider than the screen, or a complaint."""
        place = f"{self.page.url} ({self.language}, {self.theme}, {self.width})"
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE_SCRIPT)
        found = {
            rule["id"]: [node["html"][:200] for node in rule["nodes"][:3]]
            for rule in self.page.evaluate(AXE)
        }
        assert not found, f"{place}: {found}"
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= self.width, f"{place} is {wide} px wide"
        assert self.page.get_attribute("html", "lang") == self.language
        assert not self.complaints, self.complaints


@pytest.fixture
def guests():
    """People who get an account for a story, beside those who have one anyway."""
    return ("theo.garnier@helianne.example",)


@pytest.fixture
def company(front_end, empty_database, tmp_path_factory, monkeypatch, request, guests):
    """The demo company of one story, on a calendar of its own."""
    name = f"{request.node.originalname}_{request.node.callspec.params['story'].language}"
    database = empty_database(name.removeprefix("test_"))
    instance = tmp_path_factory.mktemp("story")
    with house.serve(database, instance, monkeypatch, guests=guests) as served:
        yield served


@pytest.fixture
def sit_down(browser, company, request):
    """Return a function which lets somebody sit down in front of a new browser window."""
    language = request.node.callspec.params["story"].language
    visitors = []

    def sit_down(email):
        visitors.append(Visitor(browser, company.address, language=language).sign_in(email))
        return visitors[-1]

    yield sit_down
    for visitor in visitors:
        visitor.context.close()


@pytest.fixture
def visit(browser, address):
    """Return a function which opens a browser window for somebody new."""
    visitors = []

    def visit(**choices):
        visitors.append(Visitor(browser, address, **choices))
        return visitors[-1]

    yield visit
    for visitor in visitors:
        visitor.context.close()
