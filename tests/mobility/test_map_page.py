"""The mobility map: who reads it, what it says, and that it never says too much."""

import pytest

from talentgrow.kernel.access import Role


@pytest.fixture
def hr(make, sign_in):
    return sign_in(make.person("Sophie Marchal", role=Role.HR))


@pytest.fixture
def company(make):
    """Two families, one well travelled way, one that few took, and a bridge."""
    flow, sales = make.family("Flux", "FX", 2), make.family("Ventes", "VE", 1)
    orders = make.job("Commandes", english="Orders", family=flow)
    planning = make.job("Planification", english="Planning", family=flow)
    pricing = make.job("Tarifs", english="Pricing", family=sales)
    make.movers(7, orders, planning, year=2023)
    make.movers(3, orders, pricing, year=2021)
    make.holders(16, orders)
    make.bridge(planning, pricing, note="Six mois en binôme")
    make.graph()
    return {"orders": orders, "planning": planning, "pricing": pricing, "flow": flow}


class TestWhoReadsIt:
    @pytest.mark.parametrize(
        "path", ["", "data", "panel/1", "jobs", "renamings", "files/map.svg", "files/jobs.csv"]
    )
    def test_an_employee_is_refused(self, company, make, sign_in, path):
        response = sign_in(make.person("Bob")).get(f"/map/{path}")

        assert response.status_code == 403

    @pytest.mark.parametrize("path", ["", "data", "panel/1", "renamings", "files/map.graphml"])
    def test_a_stranger_is_sent_to_sign_in(self, app, company, path):
        response = app.test_client().get(f"/map/{path}")

        assert response.status_code == 302
        assert "/sign-in" in response.headers["Location"]


class TestPage:
    def test_says_the_news_in_words_and_numbers(self, company, hr, page):
        found = page(hr, "/map/")

        assert found.h1 == "Where people go, at Hélianne"
        assert "3 jobs, 23 people, 7 moves from one job to another from 2021 to 2023." in found.text

    def test_lists_the_most_travelled_ways_but_no_small_group(self, company, hr, page):
        found = page(hr, "/map/")

        assert "Orders → to Planning 7" in found.text
        assert "Pricing" not in found.text.partition("most travelled ways")[2]

    def test_panel_of_a_job_leads_on_by_links(self, company, hr, page):
        found = page(hr, f"/map/?job={company['orders'].id}")

        assert "They go to" in found.text
        assert any(f"job={company['planning'].id}" in link for link in found.links())
        assert "few" in found.text

    def test_bridge_is_told_with_its_note(self, company, hr, page):
        found = page(hr, f"/map/?job={company['planning'].id}")

        assert "Bridge from Planning to Pricing. Six mois en binôme (en)" in found.text

    def test_opened_family_has_a_way_back(self, company, hr, page):
        found = page(hr, f"/map/?family={company['flow'].id}")

        assert found.h1 == "Flux (en): where people come from, where they go"
        assert "All families" in found.text

    def test_path_is_told_step_by_step(self, company, hr, page):
        ends = f"from={company['orders'].id}&to={company['planning'].id}"

        found = page(hr, f"/map/?{ends}")

        assert found.h1 == "From orders to planning in one step"
        assert "7 people went this way." in found.text

    def test_path_to_the_same_job_is_kind(self, company, hr, page):
        ends = f"from={company['orders'].id}&to={company['orders'].id}"

        assert "Both ends are the same job" in page(hr, f"/map/?{ends}").text

    def test_search_lists_what_it_finds(self, company, hr, page):
        assert "Jobs called “tarif” Pricing" in page(hr, "/map/?q=tarif").text
        assert "No job has these words" in page(hr, "/map/?q=zzz").text

    def test_before_the_first_computation_it_says_what_is_needed(self, make, hr, page):
        assert page(hr, "/map/", status=409).h1 == "There is no map yet"

    def test_without_any_move_there_is_still_a_page(self, make, hr, page):
        make.holders(5, make.job())
        make.graph()

        found = page(hr, "/map/")

        assert "1 job, 5 people, 0 moves from one job to another." in found.text
        assert "No way was taken by 5 people or more" in found.text

    @pytest.mark.parametrize(
        "nonsense",
        [
            "family=abc",
            "family=999999",
            "from=999999&to=-1",
            "job=99999999999999999999",
            "job=²",
            "since=1066&until=x",
            "minimum=3",
            "layer=nonsense",
            "sort=-nonsense",
            "view=nonsense",
            "page=0",
            "q=%00%FF",
        ],
    )
    def test_nonsense_in_the_address_counts_as_nothing(self, company, hr, page, nonsense):
        found = page(hr, f"/map/?{nonsense}")

        assert found.h1 == "Where people go, at Hélianne"
        assert hr.get(f"/map/data?{nonsense}").status_code == 200

    def test_years_the_wrong_way_round_are_turned(self, company, hr, page):
        found = page(hr, "/map/?since=2023&until=2021&view=table")

        assert "7" in found.text.partition("Orders")[2]

    def test_asks_the_database_little(self, company, hr, statements):
        hr.get("/map/")

        with statements() as sent:
            hr.get(f"/map/?job={company['orders'].id}")
        assert len(sent) <= 15

    def test_hostile_titles_are_escaped_everywhere(self, make, hr, page):
        bad = "<script>alert(1)</script>"
        one, other = make.job(bad, english=bad), make.job("=1+1", english="=1+1")
        make.movers(6, one, other)
        make.holders(9, one)
        make.graph()

        for path in ("", f"?job={one.id}", "?view=table", "panel/" + str(one.id), "files/map.svg"):
            assert bad not in hr.get(f"/map/{path}").text, path
        assert "'=1+1" in hr.get("/map/files/jobs.csv").text
        assert ",'=1+1," in hr.get("/map/files/moves.csv").text


class TestPanel:
    def test_is_a_fragment_under_the_same_filters(self, company, hr):
        answer = hr.get(f"/map/panel/{company['orders'].id}?since=2022")

        assert "<html" not in answer.text
        assert "Planning" in answer.text
        assert "Pricing" not in answer.text

    def test_of_an_unknown_job_is_not_found(self, company, hr):
        assert hr.get("/map/panel/999999").status_code == 404

    def test_hides_where_a_small_group_works(self, make, hr):
        job, site = make.job("Métrologie", english="Metrology"), make.site("Rennes")
        make.holders(2, job, site=site)
        make.graph()

        answer = hr.get(f"/map/panel/{job.id}").text

        assert "Fewer than 5 people hold this job." in answer
        assert "Rennes" not in answer


class TestJobsToChooseFrom:
    def test_come_by_words_of_their_title(self, company, hr):
        found = hr.get("/map/jobs?q=plan").get_json()

        assert found == [{"value": str(company["planning"].id), "text": "Planning"}]


class TestRenamings:
    def test_lists_them_as_flagged_and_not_counted(self, make, hr, page):
        unit = make.unit("Rennes")
        old, new = make.job("Ancien", english="Old"), make.job("Nouveau", english="New")
        make.movers(6, old, new, unit=unit)
        make.graph()

        found = page(hr, "/map/renamings")

        assert found.h1 == "One post changed name, not its people"
        assert "Old New Rennes 2023 6 all of them" in found.text
        assert "0 moves" in page(hr, "/map/").text

    def test_does_not_tell_how_few_kept_their_post(self, make, hr, page):
        unit = make.unit("Rennes")
        old, new = make.job("Ancien", english="Old"), make.job("Nouveau", english="New")
        make.movers(6, old, new, unit=unit)
        make.holders(2, old, unit=unit)
        make.graph()

        found = page(hr, "/map/renamings")

        assert "6 nearly all of them" in found.text
        assert "75%" not in found.text

    def test_without_any_it_says_so(self, company, hr, page):
        found = page(hr, "/map/renamings")

        assert found.h1 == "No post changed name"
        assert "/map/" in found.links()


def test_a_unit_adds_up_those_below_it(make, hr, page):
    top = make.unit("Industrie")
    below, other = make.unit("Flux", top), make.unit("Ventes")
    orders, planning = (
        make.job("Commandes", english="Orders"),
        make.job("Planning", english="Planning"),
    )
    make.movers(4, orders, planning, year=2021, unit=top)
    make.movers(3, orders, planning, year=2022, unit=below)
    make.movers(2, orders, planning, year=2023, unit=other)
    make.graph()

    def departures(unit):
        return page(hr, f"/map/?unit={unit.id}").text

    assert "Orders → to Planning 7" in departures(top)
    assert "No way was taken by 5 people or more" in departures(below)
    assert "Orders → to Planning 9" in page(hr, "/map/").text
