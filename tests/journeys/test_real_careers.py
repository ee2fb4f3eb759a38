"""The main job on real input: a file of 26,786 assignments, from the command line to a path."""

import io
import re
import subprocess

import networkx as nx
import pytest

from tests.journeys.conftest import Visitor, command_of, serve

pytestmark = pytest.mark.slow
PASSWORD = "one-long-password"
PEOPLE = {"ND000000": "employee@example.test", "ND000001": "hr@example.test"}


@pytest.fixture(scope="module")
def real_address(evaluation_data, tmp_path_factory):
    """The address of a server on a second, empty database into which the file was read."""
    instance = tmp_path_factory.mktemp("real")
    database = f"sqlite:///{instance / 'real.db'}"
    command, environment = command_of(database, instance)
    file = str(evaluation_data / "nd_state_assignments.csv.gz")
    account = ("account", "--password", PASSWORD, "--email")
    steps = [
        ("import", "assignments", file),
        (*account, PEOPLE["ND000000"], "ND000000"),
        (*account, PEOPLE["ND000001"], "ND000001", "--role", "hr"),
    ]
    for step in steps:
        subprocess.run([*command, *step], env=environment, check=True, capture_output=True)
    yield from serve("serve", database, instance)


@pytest.fixture
def visit(browser, real_address):
    visitors = []

    def visit(number, language):
        visitors.append(Visitor(browser, real_address, language=language))
        return visitors[-1].sign_in(PEOPLE[number], PASSWORD)

    yield visit
    for visitor in visitors:
        visitor.context.close()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_employee_finds_and_saves_a_path(visit, language):
    visitor = visit("ND000000", language)
    page = visitor.page

    visitor.go("/skills/add")
    for place in (0, 1):
        level = "4" if language == "fr" else "3"
        page.locator(".tg-skill-sheet > li").nth(place).locator("label", has_text=level).click()
    page.click("#skill-groups button[type=submit]")
    page.wait_for_selector(".tg-flash.success")
    visitor.check()

    target = "auditor" if language == "en" else "budget"
    visitor.go(f"/path/choose?q={target}")
    visitor.check()
    page.locator("main table a[href^='/path/to/']").first.click()
    page.wait_for_url(re.compile(r"/path/to/\d+"))
    assert page.locator("article.tg-alt").count() == 3
    visitor.check()

    page.locator("form[action$='/save'] button").click()
    page.wait_for_url(re.compile(r"/path/saved/\d+"))
    visitor.check()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_hr_reads_the_map_family_by_family(visit, language):
    visitor = visit("ND000001", language)
    page = visitor.page

    visitor.go("/map/")
    page.wait_for_selector("#map[data-ready]", state="attached")
    visitor.check()

    family = page.locator("select[name=family] option").nth(5).get_attribute("value")
    visitor.go(f"/map/?family={family}")
    page.wait_for_selector("#map[data-ready]", state="attached")
    visitor.check()

    visitor.go("/map/renamings")
    assert page.locator("main table tbody tr").count() > 20
    visitor.check()

    answer = page.request.get(f"{visitor.address}/map/files/map.graphml")
    graph = nx.read_graphml(io.BytesIO(answer.body()))
    assert graph.number_of_nodes() == 2905
