"""How reliably somebody answers those who apply: counted from what really happened."""

from datetime import timedelta

import pytest

from talentgrow.audit.models import StatusChange
from talentgrow.kernel.access import Actor, Role
from talentgrow.missions.applications import steps
from talentgrow.missions.replies import replies_of
from talentgrow.missions.states import ApplicationStatus as A
from tests.missions.night import START, House


@pytest.fixture
def house(app, session, make, monkeypatch):
    return House(app, session, make, monkeypatch)


@pytest.fixture
def asked(house, make, session):
    """Return a function: somebody applies, and after some days an owner takes a step, or none."""

    def asked(mission, step=None, *, after=4, by=None):
        person = make.person("Somebody Else")
        application = house.apply(
            mission, A.MANAGER_PENDING, person, manager=None, since=START, sent_at=START
        )
        reader = by or Actor(house.maud.id, frozenset({Role.EMPLOYEE}))
        steps.take(application, "agree", mission, by=reader, now=START)
        if step:
            now = START + timedelta(days=after)
            steps.take(application, step, mission, by=reader, now=now)
        session.commit()
        return application

    return asked


def test_who_was_never_asked_has_no_rate(house):
    assert replies_of(house.maud.id) is None


def test_counts_answers_and_their_median_days(house, asked):
    mission = house.mission(seats=9)
    for days in (2, 4, 4, 9, 30):
        asked(mission, "offer", after=days)
    house.turn_to(40)

    found = replies_of(house.maud.id)

    assert (found.asked, found.answered, found.days, found.is_few) == (5, 5, 4, False)


def test_below_five_the_numbers_are_few(house, asked):
    asked(house.mission(), "decline")
    house.turn_to(5)

    assert replies_of(house.maud.id).is_few


def test_silence_counts_once_the_time_is_over(house, asked):
    asked(house.mission())
    house.turn_to(11)
    assert replies_of(house.maud.id) is None

    house.turn_to(12)
    assert (replies_of(house.maud.id).asked, replies_of(house.maud.id).answered) == (1, 0)


def test_what_the_night_ended_was_not_answered(house, asked):
    asked(house.mission())

    house.night(40)

    assert (replies_of(house.maud.id).asked, replies_of(house.maud.id).answered) == (1, 0)


@pytest.mark.parametrize("step", ["withdraw", "call_off"])
def test_what_was_taken_back_or_called_off_was_nobodys_to_answer(house, asked, step):
    asked(house.mission(), step)
    house.turn_to(40)

    assert replies_of(house.maud.id) is None


def test_counts_for_everybody_who_owns_the_mission(house, asked, make):
    eleanor = make.person("Eleanor Hughes")
    asked(house.mission(co_owners=[eleanor]), "waitlist")
    house.turn_to(5)

    assert replies_of(eleanor.id).answered == 1


def test_looks_at_the_last_year(house, asked, session):
    asked(house.mission(), "decline")
    house.turn_to(366)

    assert replies_of(house.maud.id) is None
    assert session.query(StatusChange).count() == 2
