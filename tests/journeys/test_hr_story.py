"""HR reads the map, opens a family, follows a path on it and takes the graph away."""

import io
import re

import networkx as nx
import pytest

HR = "sophie.marchal@helianne.example"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_from_the_map_to_a_file(visit, language):
    visitor = visit(language=language).sign_in(HR)
    page = visitor.page

    # The map, drawn.
    visitor.go("/map/")
    page.wait_for_selector("#map[data-ready]", state="attached")
    visitor.check()

    # A family.
    page.select_option("select[name=family]", index=3)
    page.locator("form.tg-filters button, .tg-map-filters button, main form button").first.click()
    page.wait_for_url(re.compile(r"family=\d+"))
    page.wait_for_selector("#map[data-ready]", state="attached")
    visitor.check()

    # A job of it, by its link in the panel or by the search.
    visitor.go("/map/")
    page.wait_for_selector("#map[data-ready]", state="attached")
    link = page.locator("[data-tg-map-panel] a").first
    link.click()
    page.wait_for_selector("[data-tg-map-panel] h2")
    visitor.check()

    # The same numbers as a table.
    visitor.go("/map/?view=table")
    rows = page.locator("main table tbody tr").count()
    assert rows > 50
    visitor.check()

    # The graph as a file which networkx reads.
    answer = page.request.get(f"{visitor.address}/map/files/map.graphml")
    graph = nx.read_graphml(io.BytesIO(answer.body()))
    assert answer.status == 200
    assert graph.number_of_nodes() >= rows


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_path_lights_up(visit, language):
    visitor = visit(language=language).sign_in(HR)
    page = visitor.page
    visitor.go("/jobs/?q=relation clients")
    start = page.locator("tbody th a").first.get_attribute("href").rsplit("/", 1)[1]
    visitor.go("/jobs/?q=planification")
    goal = page.locator("tbody th a").last.get_attribute("href").rsplit("/", 1)[1]

    visitor.go(f"/map/?from={start}&to={goal}")

    page.wait_for_selector("#map[data-ready]", state="attached")
    assert page.locator("[data-tg-map-panel] li").count() >= 2
    visitor.check()


def test_an_employee_does_not_read_the_map(visit):
    visitor = visit().sign_in("eleanor.hughes@helianne.example")

    assert visitor.go("/map/").status == 403
    assert visitor.page.request.get(f"{visitor.address}/map/data").status == 403
    assert visitor.page.request.get(f"{visitor.address}/map/files/map.graphml").status == 403
