"""The map of an organisation with very many jobs: families first, then one and its neighbours."""

import io
import math
from itertools import combinations

import networkx as nx
import pytest

from talentgrow.graph.analytics import ALL_JOBS_UP_TO
from talentgrow.kernel.access import Role


@pytest.fixture
def hr(make, sign_in):
    return sign_in(make.person("Sophie Marchal", role=Role.HR))


@pytest.fixture
def group(make):
    """One job more than is drawn at once, in three families with a way between two of them."""
    families = [
        make.family(f"Famille {code}", code, at) for at, code in enumerate(("AA", "BB", "CC"))
    ]
    jobs = [
        make.job(f"Métier {number:03}", english=f"Job {number:03}", family=families[number % 3])
        for number in range(ALL_JOBS_UP_TO + 1)
    ]
    make.movers(6, jobs[0], jobs[1], year=2023)
    make.movers(2, jobs[0], jobs[4], year=2022)
    make.movers(2, jobs[0], jobs[2], year=2022)
    make.holders(14, jobs[0])
    make.graph()
    return families, jobs


class TestOverview:
    def test_shows_families_and_the_ways_between_them(self, group, hr):
        found = hr.get("/map/data").get_json()

        assert found["mode"] == "families"
        assert [family["code"] for family in found["families"]] == ["AA", "BB", "CC"]
        assert found["links"] == []
        # 6 and 2 people went from AA to BB: 8 would tell the 2.
        assert [(f["n"], f["few"]) for f in found["family_links"]] == [(6, False), (None, True)]

    def test_all_jobs_can_be_found_and_open_their_family(self, group, hr):
        families, jobs = group

        found = hr.get("/map/data?since=2022").get_json()["jobs"]

        assert len(found) == len(jobs)
        url = next(job["url"] for job in found if job["id"] == jobs[1].id)
        assert url == f"/map/?since=2022&family={families[1].id}&job={jobs[1].id}"

    def test_page_lists_every_family_as_a_link(self, group, hr, page):
        families, _jobs = group

        found = page(hr, "/map/")

        assert "Between families. Open one" in found.text
        assert all(f"/map/?family={family.id}" in found.links() for family in families)

    def test_selects_hold_only_what_was_chosen(self, group, hr, page):
        _families, jobs = group

        found = page(hr, f"/map/?from={jobs[5].id}")

        assert found.all("select", id="f-from")[0]["data-url"] == "/map/jobs"
        assert len(found.all("option", value=str(jobs[5].id))) == 2
        assert not found.all("option", value=str(jobs[6].id))


class TestOpenedFamily:
    def test_shows_its_jobs_and_their_neighbours(self, group, hr):
        families, jobs = group

        found = hr.get(f"/map/data?family={families[0].id}").get_json()

        names = {job["name"] for job in found["jobs"]}
        assert {jobs[1].title_en, jobs[4].title_en, jobs[2].title_en} <= names
        assert len(names) == len(jobs[::3]) + 3

    def test_is_drawn_large_with_nothing_over_anything(self, group, hr):
        families, _jobs = group

        found = hr.get(f"/map/data?family={families[0].id}").get_json()

        discs = {disc["id"]: disc for disc in found["families"]}
        assert max(discs.values(), key=lambda disc: disc["r"])["id"] == families[0].id
        for one, other in combinations(discs.values(), 2):
            assert (
                math.dist((one["x"], one["y"]), (other["x"], other["y"])) >= one["r"] + other["r"]
            )
        for job in found["jobs"]:
            disc = discs[job["family"]]
            assert math.dist((job["x"], job["y"]), (disc["x"], disc["y"])) <= disc["r"]

    def test_without_neighbours_stands_alone(self, group, hr):
        families, jobs = group

        found = hr.get(f"/map/data?family={families[2].id}&since=2023").get_json()

        assert [disc["code"] for disc in found["families"]] == ["CC"]
        assert len(found["jobs"]) == len(jobs[2::3])


class TestPath:
    def test_lights_up_over_the_families(self, group, hr):
        _families, jobs = group

        found = hr.get(f"/map/data?from={jobs[0].id}&to={jobs[1].id}").get_json()

        assert found["mode"] == "jobs"
        assert found["path"][0] == jobs[0].id and found["path"][-1] == jobs[1].id
        assert [job["id"] for job in found["jobs"]] == found["path"]
        assert len(found["families"]) == 3


class TestFiles:
    def test_graph_holds_every_job_even_so(self, group, hr):
        _families, jobs = group

        graph = nx.read_graphml(io.BytesIO(hr.get("/map/files/map.graphml").data), node_type=int)

        assert len(graph) == len(jobs)
        assert graph.edges[jobs[0].id, jobs[1].id]["people"] == 6
        assert "people" not in graph.edges[jobs[0].id, jobs[4].id]

    def test_drawing_shows_what_the_page_shows(self, group, hr):
        families, _jobs = group

        assert "Job 000" not in hr.get("/map/files/map.svg").text
        assert "Job 000" in hr.get(f"/map/files/map.svg?family={families[0].id}").text
