"""The map as data and as files: complete, filtered, and never telling about a few people."""

import csv
import io
import struct
from collections import Counter

import networkx as nx
import pytest

from talentgrow.graph.picture.flows import chosen_flows
from talentgrow.kernel.access import Role
from talentgrow.mobility import snapshot
from talentgrow.mobility.map import files

FILES = ("map.svg", "map.png", "jobs.csv", "moves.csv", "map.graphml")


@pytest.fixture
def hr(make, sign_in):
    return sign_in(make.person("Sophie Marchal", role=Role.HR))


@pytest.fixture
def company(make):
    """Ways taken by 7, 3 and 4 people; 9, 3 and 4 in families of one and two jobs."""
    flow, sales = make.family("Flux", "FX", 2), make.family("Ventes", "VE", 1)
    unit = make.unit("Angers")
    orders = make.job("Commandes", english="Orders", family=flow)
    planning = make.job("Planification", english="Planning", family=flow)
    pricing = make.job("Tarifs", english="Pricing", family=sales)
    make.movers(7, orders, planning, year=2024, unit=unit)
    make.movers(3, orders, pricing, year=2022)
    make.movers(4, planning, pricing, year=2021)
    make.holders(16, orders, unit=unit)
    make.bridge(planning, pricing)
    make.graph()
    return {"orders": orders, "planning": planning, "pricing": pricing, "unit": unit, "flow": flow}


def table(client, address=""):
    text = client.get(f"/map/files/jobs.csv{address}").text.removeprefix("\ufeff")
    return {row["Job"]: row for row in csv.DictReader(io.StringIO(text))}


class TestData:
    def test_has_jobs_links_and_families(self, company, hr):
        found = hr.get("/map/data").get_json()

        assert found["mode"] == "jobs"
        assert {job["name"] for job in found["jobs"]} == {"Orders", "Planning", "Pricing"}
        assert {family["code"] for family in found["families"]} == {"FX", "VE"}
        assert Counter(link["layer"] for link in found["links"])["bridge"] == 1

    def test_speaks_the_language_of_its_reader(self, company, make, sign_in):
        client = sign_in(make.person("Sophie", role=Role.HR), language="fr")

        found = client.get("/map/data").get_json()

        assert {job["name"] for job in found["jobs"]} == {"Commandes", "Planification", "Tarifs"}

    def test_never_tells_how_few_moved(self, company, hr):
        found = hr.get("/map/data").get_json()

        counts = {(link["source"], link["target"]): link for link in found["links"] if link["few"]}
        assert len(counts) == 2
        assert all(link["n"] is None for link in counts.values())

    def test_family_flow_does_not_tell_its_hidden_parts(self, company, hr):
        found = hr.get("/map/data").get_json()

        flows = found["family_links"]
        # 3 + 4 people went from Flux to Ventes: 7 would say that the two are 3 and 4.
        assert [flow["few"] for flow in flows] == [True]
        assert [flow["n"] for flow in flows] == [None]

    def test_filters_apply(self, company, hr):
        def links(address):
            found = hr.get(f"/map/data?{address}").get_json()["links"]
            return [link["n"] for link in found if link["layer"] == "observed"]

        assert sorted(links(""), key=str) == [7, None, None]
        assert links("since=2023") == [7]
        assert links("until=2021") == [None]
        assert links("minimum=5") == [7]
        assert links(f"unit={company['unit'].id}") == [7]

    def test_browser_that_has_the_drawing_is_told_so(self, company, hr):
        tag = hr.get("/map/data").headers["ETag"]

        again = hr.get("/map/data", headers={"If-None-Match": tag})
        filtered = hr.get("/map/data?since=2023", headers={"If-None-Match": tag})

        assert (again.status_code, again.data) == (304, b"")
        assert filtered.status_code == 200

    def test_new_graph_is_a_new_drawing(self, company, hr, make):
        tag = hr.get("/map/data").headers["ETag"]
        make.job("Achats")
        make.graph()

        assert hr.get("/map/data", headers={"If-None-Match": tag}).status_code == 200

    def test_path_is_part_of_the_drawing(self, company, hr):
        ends = f"from={company['orders'].id}&to={company['planning'].id}"

        found = hr.get(f"/map/data?{ends}").get_json()

        assert found["path"] == [company["orders"].id, company["planning"].id]

    def test_opened_family_leaves_out_discs_without_a_job(self, company, hr):
        found = hr.get(f"/map/data?family={company['flow'].id}&since=2023").get_json()

        assert {job["name"] for job in found["jobs"]} == {"Orders", "Planning", "Pricing"}
        found = hr.get(f"/map/data?family={company['flow'].id}").get_json()
        assert {family["code"] for family in found["families"]} == {"FX", "VE"}


class TestTable:
    def test_hides_small_groups_and_says_what_the_rest_adds_up_to(self, company, hr):
        rows = table(hr)

        assert rows["Orders"]["People"] == "16"
        # 7 to Planning; the 3 to Pricing are in no sum.
        assert rows["Orders"]["Departures"] == "7"
        assert rows["Orders"]["Going to"] == "2"
        assert rows["Pricing"]["Arrivals"] == "few"
        assert rows["Pricing"]["Coming from"] == "2"
        assert rows["Pricing"]["Departures"] == "0"

    def test_page_and_file_have_the_same_rows(self, company, hr, page):
        found = page(hr, "/map/?view=table")

        assert "FX Flux (en) Planning 7 7 1 job few 1 job" in found.text
        assert list(table(hr)["Planning"].values()) == [
            "Flux (en)",
            "Planning",
            "7",
            "7",
            "1",
            "few",
            "1",
        ]

    def test_sorts_by_the_head_that_was_pressed(self, company, hr, page):
        found = page(hr, "/map/?view=table&sort=job")

        order = [found.text.index(job) for job in ("Orders 16", "Planning 7", "Pricing 7")]
        assert order == sorted(order)
        assert found.all("th", **{"aria-sort": "ascending"})
        assert any("sort=-job" in link for link in found.links())

    def test_hidden_figures_stand_together_in_order_of_title(self, company, hr):
        assert list(table(hr, "?sort=arrivals")) == ["Orders", "Pricing", "Planning"]
        assert list(table(hr, "?sort=-arrivals")) == ["Planning", "Pricing", "Orders"]

    def test_filters_and_words_narrow_it(self, company, hr):
        assert set(table(hr, f"?family={company['flow'].id}")) == {"Orders", "Planning"}
        assert set(table(hr, "?q=tarif")) == {"Pricing"}
        assert table(hr, "?until=2021")["Orders"]["Departures"] == "0"

    def test_nothing_that_fits_is_said(self, company, hr, page):
        assert "No job fits" in page(hr, "/map/?view=table&q=zzz").text

    def test_is_cut_into_pages_of_a_hundred(self, make, hr, page):
        for number in range(101):
            make.job(f"Job {number:03}")
        make.graph()

        first, second = page(hr, "/map/?view=table"), page(hr, "/map/?view=table&page=2")

        assert len(first.all("th", scope="row")) == 100
        assert len(second.all("th", scope="row")) == 1


class TestFiles:
    def test_graphml_is_read_back_by_networkx(self, company, hr):
        graph = nx.read_graphml(io.BytesIO(hr.get("/map/files/map.graphml").data), node_type=int)

        orders, planning = company["orders"].id, company["planning"].id
        assert isinstance(graph, nx.DiGraph)
        assert graph.nodes[orders]["title_en"] == "Orders"
        assert graph.edges[orders, planning]["people"] == 7

    def test_graphml_omits_small_counts_and_marks_them(self, company, hr):
        graph = nx.read_graphml(io.BytesIO(hr.get("/map/files/map.graphml").data), node_type=int)

        edge = graph.edges[company["orders"].id, company["pricing"].id]
        assert edge["few"] is True
        assert "people" not in edge
        assert "probability" not in edge

    def test_layers_that_are_off_are_not_in_the_files(self, company, hr):
        both = hr.get("/map/files/moves.csv").text
        bridges = hr.get("/map/files/moves.csv?layer=bridge").text

        assert "Real move" in both and "Bridge" in both
        assert "Real move" not in bridges and "Bridge" in bridges

    def test_no_file_tells_a_small_count(self, company, hr):
        moves = csv.DictReader(
            io.StringIO(hr.get("/map/files/moves.csv").text.removeprefix("\ufeff"))
        )
        counts = {row["People"] for row in moves}

        assert counts == {"7", "few", ""}
        svg = hr.get("/map/files/map.svg").text
        widths = Counter(part.split('"')[1] for part in svg.split("stroke-width=")[1:])
        assert "<svg" in svg and len(widths) > 1

    def test_small_counts_look_alike_in_the_drawing(self, company, hr, app):
        mobility = snapshot.current().mobility
        chosen = chosen_flows(mobility, units=None, since=None, until=None)

        assert sorted(mobility.flows.people[chosen].tolist()) == [3, 4, 7]
        svg = hr.get("/map/files/map.svg?layer=observed").text
        lines = Counter(
            part.split('"')[1]
            for line in svg.splitlines()
            if "marker-end" in line
            for part in line.split("stroke-width=")[1:]
        )
        assert sorted(lines.values()) == [1, 2]

    def test_picture_is_a_png_with_names(self, company, hr):
        picture = hr.get("/map/files/map.png").data

        assert picture.startswith(b"\x89PNG")
        assert struct.unpack(">I", picture[16:20])[0] == files.PICTURE_WIDTH

    def test_server_without_fonts_offers_the_drawing(self, company, hr, monkeypatch):
        monkeypatch.setattr(files, "_FONTS", ())
        files._font.cache_clear()

        response = hr.get("/map/files/map.png")
        files._font.cache_clear()

        assert response.status_code == 409
        assert "Take the drawing (SVG) instead" in response.text

    @pytest.mark.parametrize("kind", FILES)
    def test_are_named_dated_and_never_kept_by_others(self, company, hr, kind):
        response = hr.get(f"/map/files/{kind}")

        assert response.headers["Content-Disposition"].startswith("attachment; filename=mobility-")
        assert response.headers["Cache-Control"] == "private, no-store"

    def test_there_is_no_other_kind(self, company, hr):
        assert hr.get("/map/files/map.exe").status_code == 404

    def test_family_and_years_narrow_the_files(self, company, hr):
        graph = nx.read_graphml(
            io.BytesIO(
                hr.get(f"/map/files/map.graphml?since=2023&family={company['flow'].id}").data
            ),
            node_type=int,
        )

        people = [edge["people"] for _, _, edge in graph.edges(data=True) if "people" in edge]
        assert people == [7]
