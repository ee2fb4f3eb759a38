"""What waits comes first on the home page; missions to try come after it is there."""

from datetime import timedelta

import pytest

from talentgrow.infra import clock
from talentgrow.kernel.access import Role
from talentgrow.missions.models import SuggestionChoice
from talentgrow.missions.states import ApplicationStatus as A
from talentgrow.missions.states import MissionStatus as M
from talentgrow.mobility.states import PathStatus
from talentgrow.skills.models import Endorsement

HTMX = {"HX-Request": "true"}


@pytest.fixture
def house(make, sign_in, page):
    """Inès works for Karim; Maud owns missions that grow a skill of her job."""

    class House:
        flows = make.skill("Flux")
        job = make.job("Clientèle", needs={flows: 2})
        karim = make.person("Karim Benali")
        ines = make.person("Inès Caradec", job=job, manager=karim)
        maud = make.person("Maud Le Goff")

        def mission(self, title="Plan de charge", **fields):
            needs, grows = {self.flows: 2}, {self.flows: 3}
            return make.mission(title, owner=self.maud, needs=needs, grows=grows, **fields)

        def open(self, person=None, language="en"):
            return page(sign_in(person or self.ines, language=language), "/")

        def suggested(self, person=None, language="en"):
            client = sign_in(person or self.ines, language=language)
            return client.get("/suggested-missions", headers=HTMX)

    make.graph()
    return House()


class TestWaits:
    def test_are_the_news_of_the_page(self, house, make):
        make.application(house.mission(), house.ines, status=A.OFFERED)
        make.application(house.mission("Autre"), house.ines, status=A.OFFERED)

        assert house.open().h1 == "Hello Inès, two things wait for you"
        assert house.open(language="fr").h1 == "Bonjour Inès, deux choses vous attendent"

    def test_one_thing_is_said_as_one(self, house, make):
        make.application(house.mission(), house.ines, status=A.OFFERED)

        assert house.open(language="fr").h1 == "Bonjour Inès, une chose vous attend"

    def test_the_first_of_ours_has_the_one_primary_button(self, house, make):
        offered = make.application(house.mission(), house.ines, status=A.OFFERED)
        make.application(
            house.mission("Autre", status=M.DEBRIEFING), house.ines, status=A.COMPLETED
        )

        (primary,) = house.open().all("a", **{"class": "btn btn-primary"})

        assert primary["href"] == f"/applications/{offered.id}"

    def test_what_others_owe_is_no_news_and_has_no_button(self, house, make):
        make.application(house.mission(), house.ines, status=A.MANAGER_PENDING, manager=house.karim)

        found = house.open()

        assert "wait for you" not in found.h1
        assert "Karim has until" in found.text
        assert len(found.all("article", **{"class": "tg-wait others"})) == 1

    def test_nothing_waiting_leaves_no_empty_list(self, house):
        assert not house.open().all("section", **{"aria-labelledby": "h-wait"})

    def test_a_long_list_is_folded(self, house, make):
        for index in range(9):
            make.application(house.mission(f"M{index}"), house.ines, status=A.OFFERED)

        found = house.open()

        assert found.h1 == "Hello Inès, nine things wait for you"
        assert "3 more" in found.text

    def test_a_manager_reads_how_many_levels_ask_for_a_view(self, house, make):
        for _index in range(2):
            make.level(house.ines, make.skill(), 3, at=clock.now(), wants_answer=True)

        found = house.open(house.karim)

        assert "2 levels of your team ask for your view" in found.text
        assert "/team/claims" in found.links()

    def test_a_colleague_reads_who_asks_for_a_word(self, house, make, session):
        claim = make.level(house.ines, house.flows, 3, at=clock.now())
        asked = Endorsement(claim_id=claim.id, peer_id=house.maud.id, asked_at=clock.now())
        session.add(asked)
        session.commit()

        found = house.open(house.maud)

        assert "Inès asks what you have seen of their Flux (en)" in found.text
        assert f"/endorsements/{asked.id}" in found.links()

    def test_an_old_request_is_over(self, house, make, session):
        claim = make.level(house.ines, house.flows, 3, at=clock.now())
        long_ago = clock.now() - timedelta(days=50)
        session.add(Endorsement(claim_id=claim.id, peer_id=house.maud.id, asked_at=long_ago))
        session.commit()

        assert "asks what you have seen" not in house.open(house.maud).text

    def test_a_hostile_title_is_only_a_title(self, house, make):
        mission = house.mission("<script>alert(1)</script>")
        make.application(mission, house.ines, status=A.OFFERED)
        make.application(mission, make.person("<b>X</b> Y"), status=A.UNDER_REVIEW)

        assert "<script>alert(1)" not in house.open().html
        assert "<b>X</b>" not in house.open(house.maud).html

    def test_they_come_before_the_graph_is_ready(self, make, sign_in, page, app):
        ines = make.person("Inès Caradec")
        make.application(make.mission(), ines, status=A.OFFERED)

        assert "one thing waits for you" in page(sign_in(ines), "/").h1


class TestStatements:
    def test_somebody_with_a_path_and_much_waiting_needs_few(
        self, house, make, sign_in, page, statements
    ):
        make.level(house.ines, house.flows, 1)
        make.saved_path(house.ines, house.job, make.job("Autre", needs={house.flows: 4}))
        make.graph()
        for index in range(4):
            make.application(house.mission(f"M{index}"), house.ines, status=A.OFFERED)
            make.application(
                house.mission(f"N{index}"),
                house.ines,
                status=A.MANAGER_PENDING,
                manager=house.karim,
            )
        client = sign_in(house.ines)
        page(client, "/")

        with statements() as sent:
            page(client, "/")

        assert len(sent) <= 15, sent

    def test_hr_who_manages_and_waits_needs_few(self, house, make, sign_in, page, statements):
        boss = make.person("Hugo Rey", role=Role.HR, job=house.job)
        for index in range(3):
            report = make.person(f"Report {index}", job=house.job, manager=boss)
            make.saved_path(report, house.job, status=PathStatus.SHARED)
            make.level(report, house.flows, 3, at=clock.now(), wants_answer=True)
            make.application(
                house.mission(f"M{index}"), report, status=A.MANAGER_PENDING, manager=boss
            )
        house.mission("À lire", status=M.SUBMITTED)
        make.graph()
        client = sign_in(boss)
        page(client, "/")

        with statements() as sent:
            page(client, "/")

        assert len(sent) <= 15, sent


class TestMissions:
    def test_are_fetched_by_the_page(self, house):
        (part,) = house.open().all("div", **{"hx-get": "/suggested-missions"})

        assert part["hx-trigger"] == "load"

    def test_without_scripts_a_link_leads_to_them(self, house, sign_in):
        assert "/missions" in house.open().links()
        assert sign_in(house.ines).get("/suggested-missions").location == "/missions"

    def test_are_three_that_make_one_grow(self, house):
        for index in range(4):
            house.mission(f"M{index}")

        found = house.suggested(language="fr").text

        assert "Trois missions qui vous feraient grandir" in found
        assert found.count("<article") == 3

    def test_who_wants_no_suggestion_gets_none(self, house, session):
        house.mission()
        session.add(SuggestionChoice(person_id=house.ines.id, opted_out=True))
        session.commit()

        assert "<article" not in house.suggested().text

    def test_need_few_statements(self, house, sign_in, statements):
        for index in range(4):
            house.mission(f"M{index}")
        client = sign_in(house.ines)
        client.get("/suggested-missions", headers=HTMX)

        with statements() as sent:
            client.get("/suggested-missions", headers=HTMX)

        assert len(sent) <= 15, sent
