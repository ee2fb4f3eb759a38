"""What is tried next is chosen before the night holds anything, and looked at again inside."""

import pytest

from talentgrow.missions.applications.models import NextStep
from talentgrow.missions.models import Mission, MissionOwner, SuggestionChoice
from talentgrow.missions.recommend.ranking import suggested
from talentgrow.missions.recommend.together import first_for
from talentgrow.missions.states import ApplicationStatus as A
from talentgrow.missions.states import MissionStatus as M
from talentgrow.missions.time import doors
from tests.missions.night import House, on


@pytest.fixture
def house(app, session, make, monkeypatch):
    return House(app, session, make, monkeypatch)


@pytest.fixture
def late(house):
    """An application which nobody answered for more than thirty days."""
    return house.apply(house.mission(), A.UNDER_REVIEW)


@pytest.fixture
def others(house, make):
    """Two missions that would make Inès grow, the better one first."""
    skill = make.skill("Animer")
    make.level(house.ines, skill, 2)
    return [
        house.mission(title, needs={skill: 3}, grows={skill: to}, apply_by=on(80), starts_on=on(90))
        for title, to in (("Mieux", 5), ("Bien", 4))
    ]


class TestFirstForMany:
    def test_is_what_each_would_be_suggested(self, house, make, others):
        skill = make.skill("Chiffrer")
        make.level(house.noe, skill, 1)
        house.mission("Chiffres", needs={skill: 2}, grows={skill: 3})
        owner, applied, out = (make.person(name) for name in ("Anna Own", "Ali Apply", "Otto Out"))
        for person in (owner, applied, out):
            make.level(person, skill, 1)
        make._save(MissionOwner(mission_id=others[0].id, person_id=owner.id))
        make.application(others[0], applied, status=A.WITHDRAWN)
        make._save(SuggestionChoice(person_id=out.id, opted_out=True))
        everybody = [house.ines.id, house.noe.id, owner.id, applied.id, out.id, house.karim.id]

        found = first_for(everybody)

        one_by_one = {one: suggested(one, 1) for one in everybody}
        assert found == {one: fit[0].mission if fit else None for one, fit in one_by_one.items()}
        assert found[house.ines.id] == others[0].id
        assert found[out.id] is None

    def test_of_nobody_asks_nothing(self, app, statements):
        with statements() as sent:
            assert first_for([]) == {}
        assert sent == []


class TestTheNight:
    def test_names_the_mission_chosen_before(self, house, late, others):
        house.night(35)

        assert house.status(late) == "expired"
        assert (late.next_step, late.next_mission_id) == (NextStep.MISSION, others[0].id)

    def test_looks_again_where_the_chosen_one_closed_meanwhile(
        self, house, late, others, session, monkeypatch
    ):
        before = doors.ahead

        def close_afterwards(person_ids):
            chosen = before(person_ids)
            session.get_one(Mission, others[0].id).status = M.PAUSED
            session.commit()
            return chosen

        monkeypatch.setattr(doors, "ahead", close_afterwards)
        house.night(35)

        assert late.next_mission_id == others[1].id

    def test_goes_on_one_by_one_where_choosing_ahead_fails(self, house, late, others, monkeypatch):
        def fail(_person_ids):
            raise RuntimeError

        monkeypatch.setattr(doors, "first_for", fail)
        house.night(35)

        assert late.next_mission_id == others[0].id

    def test_chooses_for_those_alone_whose_application_ends(self, house, late, monkeypatch):
        asked = []
        monkeypatch.setattr(doors, "first_for", lambda ids: asked.append(set(ids)) or {})
        house.apply(house.mission("Autre"), A.MANAGER_PENDING, person=house.noe)

        house.night(35)

        assert asked == [{house.ines.id}]
