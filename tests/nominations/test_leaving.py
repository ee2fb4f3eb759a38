"""What ends around nominations once somebody's last day here is over."""

import pytest

from talentgrow.nominations.calibration.models import Decision, Placement
from talentgrow.nominations.models import Intent
from talentgrow.nominations.states import CandidacyStatus as K
from talentgrow.nominations.states import NominationStatus as N
from talentgrow.people import service as people
from talentgrow.people.models import Assignment
from tests.missions.night import START, on
from tests.nominations.night import Campaigning

TWO = (Intent.ADVANCEMENT, Intent.LATERAL)


@pytest.fixture
def house(app, session, make, monkeypatch):
    found = Campaigning(app, session, make, monkeypatch)
    make.assignment(found.karim, found.job)
    make.assignment(found.maud, found.job)
    return found


@pytest.fixture
def leave(app, house, session):
    def leave(person):
        for post in session.query(Assignment).filter_by(person_id=person.id):
            post.ended_on = on(1)
        session.commit()
        house.turn_to(3)
        with app.test_request_context():
            people.note_leavers()
            session.commit()
        session.expire_all()

    return leave


class TestLeaver:
    def test_no_longer_stands_for_anything(self, house, leave):
        nominee = house.nominate(K.ACCEPTED, intents=TWO)
        other = house.nominate(K.ACCEPTED, house.noe)

        leave(house.ines)

        assert [one.status for one in house.wishes(nominee)] == [K.LAPSED] * 2
        assert house.wish(other) == "accepted"

    def test_is_out_of_the_session_at_once(self, house, leave, make, session):
        nominee = house.nominate(K.UNDER_REVIEW)
        house.decide(nominee, published=False)
        meeting = make.session_of(house.campaign)
        session.add(
            Placement(
                session_id=meeting.id,
                nominee_id=nominee.id,
                today=2,
                learning=2,
                placed_by_id=house.sophie.id,
                at=START,
            )
        )
        session.commit()

        leave(house.ines)

        assert session.query(Decision).count() == session.query(Placement).count() == 0

    def test_keeps_the_answers_that_were_read(self, house, leave, session):
        nominee = house.nominate(K.DECIDED)
        house.decide(nominee)

        leave(house.ines)

        assert house.wish(nominee) == "decided"
        assert session.query(Decision).count() == 1

    def test_leaves_no_draft_and_no_draft_about_them(self, house, leave, make):
        by_them = make.nomination(house.campaign, house.noe, house.ines)
        about_them = make.nomination(house.campaign, house.ines, house.karim)
        other = make.nomination(house.campaign, house.noe, house.karim)

        leave(house.ines)

        assert house.fresh(by_them).status is N.LAPSED
        assert house.fresh(about_them).status is N.LAPSED
        assert house.fresh(other).status is N.DRAFT
        assert house.told(house.karim) == ["draft_ended"]
        assert house.told(house.ines) == []

    def test_what_they_said_of_others_stays(self, house, leave):
        nominee = house.nominate(K.ACCEPTED)

        leave(house.karim)

        assert house.wish(nominee) == "accepted"

    def test_is_in_no_pool_and_thought_of_for_nothing(self, house, leave, make):
        member = make.member(make.pool(author=house.sophie), house.ines)
        approach = house.approach(member)

        leave(house.ines)

        assert house.fresh(member).status.value == "left"
        assert house.fresh(approach).status.value == "called_off"

    def test_leaves_what_they_owed_to_hr(self, house, leave):
        house.decide(house.nominate(K.DECIDED), action_owner_id=house.maud.id)

        leave(house.maud)

        assert house.told(house.sophie) == ["step_inherited"]

    def test_noting_it_twice_does_nothing_more(self, house, leave, make):
        make.nomination(house.campaign, house.ines, house.karim)
        house.nominate(K.ACCEPTED)

        leave(house.ines)
        leave(house.ines)

        assert house.told(house.karim) == ["draft_ended"]
