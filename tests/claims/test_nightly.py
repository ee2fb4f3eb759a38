"""When nobody answers: reminders after 3 and 7 days, the end after 30; twice is once."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from talentgrow.claims import answering, endorsements, nightly, service
from talentgrow.claims.service import Evidence
from talentgrow.infra import clock
from talentgrow.notifications.models import Notice
from talentgrow.people.models import Assignment
from talentgrow.skills.models import Endorsement
from talentgrow.skills.states import EndorsementStatus

START = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def night(app, session, monkeypatch):
    """Return a function which runs the night so many days after the start."""

    def night(days):
        monkeypatch.setattr(clock, "now", lambda: START + timedelta(days=days))
        with app.test_request_context():
            nightly.follow_up()
        session.commit()

    monkeypatch.setattr(clock, "now", lambda: START)
    return night


@pytest.fixture
def asked(team, app, session, night):
    """Inès asks Karim for a view on two levels, and Eleanor for a word on one."""
    by = team.actor(team.ines)
    with app.test_request_context():
        for skill in (team.listening, team.flows):
            claim = service.declare(
                skill,
                3,
                person_id=team.ines.id,
                by=by,
                now=START,
                evidence=Evidence(wants_answer=True),
            )
        endorsements.ask(claim, team.eleanor, by=by, now=START)
    session.commit()
    return claim


def told(session, person):
    kinds = session.scalars(
        select(Notice.kind).where(Notice.person_id == person.id).order_by(Notice.id)
    )
    return [kind.removeprefix("claims.") for kind in kinds]


def test_nothing_is_said_before_the_third_day(team, asked, night, session):
    night(2)

    assert told(session, team.karim) == ["to_answer"]
    assert told(session, team.eleanor) == ["peer_asked"]


def test_reminds_after_three_and_seven_days_once_each(team, asked, night, session):
    for day in (3, 3, 4, 6, 7, 7, 8, 20):
        night(day)

    assert told(session, team.karim) == ["to_answer"] + ["to_answer_still"] * 2
    assert told(session, team.eleanor) == ["peer_asked"] + ["peer_asked_still"] * 2


def test_after_a_week_of_sleep_one_reminder_is_enough(team, asked, night, session):
    night(9)
    night(9)

    assert told(session, team.karim) == ["to_answer", "to_answer_still"]


def test_an_answer_ends_the_reminders(team, asked, night, session, app):
    for waiting in list(session.scalars(select(type(asked)))):
        with app.test_request_context():
            answering.answer(waiting, 3, by=team.actor(team.karim), now=START)
    session.commit()

    night(7)

    assert told(session, team.karim) == ["to_answer"]


def test_after_thirty_days_the_person_is_told_and_the_level_stays(team, asked, night, session):
    for day in (33, 33, 40, 60, 149, 200):
        night(day)

    assert Counter(told(session, team.ines)) == {"expired": 2, "peer_expired": 1}
    assert session.scalars(select(Endorsement.status)).one() is EndorsementStatus.EXPIRED
    assert "to_answer_still" not in told(session, team.karim)


def test_the_last_day_is_no_weekend(team, asked, night, session):
    # The thirtieth day is Saturday 31 October: Monday 2 November is still in time.
    night(32)
    assert "expired" not in told(session, team.ines)

    night(33)
    assert "expired" in told(session, team.ines)


def test_whoever_changed_team_is_followed_by_the_new_manager(team, asked, night, session, make):
    boss = make.person("Maud Le Goff")
    make.assignment(team.ines, make.job(), manager=boss, start=START.date())
    before = select(Assignment).where(Assignment.manager_id == team.karim.id)
    for assignment in session.scalars(before):
        assignment.ended_on = START.date()
    session.commit()

    night(4)

    assert told(session, boss) == ["to_answer_still"]
    assert told(session, team.karim) == ["to_answer"]


def test_nobody_reminds_about_somebody_who_left(team, asked, night, session):
    team.ines.left_on = START.date()
    session.commit()

    night(7)

    assert told(session, team.karim) == ["to_answer"]
    assert session.scalars(select(Endorsement.status)).one() is EndorsementStatus.EXPIRED
