"""The night works while people do: whoever comes second sees what the first has done."""

from contextvars import Context
from datetime import timedelta
from threading import Event, Thread

import pytest
import sqlalchemy as sa

from talentgrow.audit.models import StatusChange
from talentgrow.infra import clock
from talentgrow.infra.db import db, writing
from talentgrow.kernel.access import Actor, Role
from talentgrow.kernel.errors import IllegalTransition
from talentgrow.missions import nightly, seats
from talentgrow.missions.applications import choosing
from talentgrow.missions.applications.models import Application
from talentgrow.missions.states import ApplicationStatus as A
from talentgrow.missions.time import of_applications
from talentgrow.notifications.models import Notice
from tests.make import Factory

LONG_AGO = timedelta(days=40)


class Played:
    """A company of its own: Maud owns a mission, Inès has waited for her answer for forty days."""

    def __init__(self, app):
        self.app = app
        with app.app_context():
            make = Factory(db.session)
            self.maud = make.person("Maud Le Goff").id
            ines = make.person("Inès Caradec")
            mission = make.mission(owner=db.session.get(type(ines), self.maud))
            asked = make.application(
                mission, ines, status=A.UNDER_REVIEW, since=clock.now() - LONG_AGO
            )
            self.mission, self.application, self.ines = mission.id, asked.id, ines.id
            db.session.remove()

    def night(self):
        with self.app.app_context():
            return nightly.follow_up()

    def offer(self):
        """Offer the seat as a request does; tell whether that was possible."""
        by = Actor(self.maud, frozenset({Role.EMPLOYEE}))
        with self.app.app_context(), self.app.test_request_context(), writing():
            try:
                application = db.session.get(Application, self.application)
                choosing.offer(application, by=by, now=clock.now())
            except IllegalTransition:
                db.session.rollback()
                return False
            db.session.commit()
            return True

    def steps(self):
        with self.app.app_context():
            return list(db.session.scalars(sa.select(StatusChange.move).order_by(StatusChange.id)))

    def told(self, person_id):
        with self.app.app_context():
            found = sa.select(Notice.kind).where(Notice.person_id == person_id)
            return set(db.session.scalars(found))

    def taken(self):
        with self.app.app_context():
            return seats.hold(self.mission).taken


@pytest.fixture
def played(new_app):
    return Played(new_app())


def at_once(*actions):
    answers = {}

    def act(index, action):
        answers[index] = action()

    threads = [
        Thread(target=Context().run, args=(act, index, action))
        for index, action in enumerate(actions)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [answers[index] for index in range(len(actions))]


def test_an_owner_who_decides_while_the_night_ends_it_comes_too_late(played, monkeypatch):
    held, decided = Event(), Event()
    decide = of_applications.rules.of_application

    def decide_and_linger(*given, **more):
        due = decide(*given, **more)
        held.set()
        # The owner, who must wait for us, cannot have been here yet.
        decided.wait(timeout=1)
        return due

    monkeypatch.setattr(of_applications.rules, "of_application", decide_and_linger)

    def offer():
        held.wait(timeout=5)
        done = played.offer()
        decided.set()
        return done

    _said, offered = at_once(played.night, offer)

    assert not offered
    assert played.steps() == ["expire"]
    assert played.taken() == 0


def test_the_night_leaves_alone_what_an_owner_is_deciding(played, monkeypatch):
    found_out, offered = Event(), Event()
    held = seats.hold

    def hold_after_the_owner(mission_id):
        # The night has chosen what to look at; the owner acts before it gets hold of it.
        found_out.set()
        offered.wait(timeout=5)
        return held(mission_id)

    monkeypatch.setattr(of_applications.seats, "hold", hold_after_the_owner, raising=True)

    def offer():
        found_out.wait(timeout=5)
        monkeypatch.setattr(of_applications.seats, "hold", held)
        done = played.offer()
        offered.set()
        return done

    _said, done = at_once(played.night, offer)

    assert done
    assert played.steps() == ["offer"]
    assert "missions.expired" not in played.told(played.ines)


def test_two_nights_at_once_take_each_step_once(played):
    at_once(played.night, played.night)

    assert played.steps() == ["expire"]
