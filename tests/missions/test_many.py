"""Lists which grow for years come by pages; what waits for HR in crowds is counted."""

import pytest

from talentgrow.infra import clock
from talentgrow.infra.i18n import in_language
from talentgrow.kernel.access import Actor, Role
from talentgrow.missions.states import ApplicationStatus as A
from talentgrow.missions.states import MissionStatus as M
from talentgrow.missions.waits.found import MOST_FOR_HR
from talentgrow.missions.waits.waiting import waiting_for
from tests.missions.night import House, on


@pytest.fixture
def house(app, session, make, monkeypatch):
    return House(app, session, make, monkeypatch)


class TestHrHome:
    @pytest.fixture
    def waits(self, app, house):
        def waits(language="en"):
            actor = Actor(house.sophie.id, frozenset({Role.HR}))
            with app.test_request_context(), in_language(language):
                return waiting_for(actor, now=clock.now())

        return waits

    @pytest.fixture
    def climb(self, house, make):
        def climb(count):
            mission = house.mission()
            for number in range(count):
                house.turn_to(number)
                person = make.person(f"Personne Numero{number}")
                house.apply(mission, A.MANAGER_PENDING, person=person, climbed_at=clock.now())

        return climb

    def test_a_few_words_stand_one_by_one(self, climb, waits):
        climb(MOST_FOR_HR)

        assert len(waits()) == MOST_FOR_HR

    def test_more_are_one_line_which_says_how_many_and_until_when(self, climb, waits):
        climb(MOST_FOR_HR + 2)

        (wait,) = waits()

        assert wait.title == "7 applications wait for the word of HR"
        assert (wait.is_mine, wait.url, wait.by) == (True, "/hr/applications", on(11))
        (french,) = waits("fr")
        assert french.title == "7 candidatures attendent la réponse des RH"

    def test_so_are_missions_but_ones_own_which_others_answer(self, house, waits):
        for number in range(MOST_FOR_HR + 1):
            house.mission(f"Lue {number}", status=M.SUBMITTED)
        house.mission("La mienne", status=M.SUBMITTED, owner=house.sophie)

        crowd, own = waits()

        assert (crowd.title, crowd.url) == ("6 missions wait for your word", "/hr/missions")
        assert (crowd.is_mine, own.is_mine) == (True, False)

    def test_one_kind_in_a_crowd_leaves_the_other_as_it_is(self, house, climb, waits):
        climb(MOST_FOR_HR + 1)
        house.mission("Lue", status=M.SUBMITTED)

        assert len(waits()) == 2


class TestLists:
    def test_own_applications_that_are_over(self, make, sign_in, page):
        ines, owner = make.person("Inès Caradec"), make.person("Maud Le Goff")
        for number in range(21):
            mission = make.mission(f"Finie {number}", owner=owner)
            make.application(mission, ines, status=A.DECLINED)
        make.application(make.mission("Vivante", owner=owner), ines)
        client = sign_in(ines)

        first, second = page(client, "/applications"), page(client, "/applications?page=2")

        assert first.text.count("Finie") == 20
        assert second.text.count("Finie") == 1
        assert "Vivante" in first.text
        assert "Vivante" in second.text

    def test_own_missions_that_are_over(self, make, sign_in, page):
        maud = make.person("Maud Le Goff")
        for number in range(31):
            make.mission(f"Finie {number}", owner=maud, status=M.COMPLETED)
        make.mission("Vivante", owner=maud)
        client = sign_in(maud)

        first, second = page(client, "/missions/mine"), page(client, "/missions/mine?page=2")

        assert first.text.count("Finie") == 30
        assert second.text.count("Finie") == 1
        assert "Vivante" in second.text

    def test_missions_to_read(self, make, sign_in, page):
        maud = make.person("Maud Le Goff")
        for number in range(31):
            make.mission(f"Lue {number}", owner=maud, status=M.SUBMITTED)
        client = sign_in(make.person("Sophie Marchal", role=Role.HR))

        first, second = page(client, "/hr/missions"), page(client, "/hr/missions?page=2")

        assert "31 missions wait for your word" in first.h1
        assert first.text.count("Lue ") == 30
        assert second.text.count("Lue ") == 1
