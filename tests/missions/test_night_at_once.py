"""The night works while people do: whoever comes second sees what the first has done."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from talentgrow.audit.models import StatusChange
from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.kernel.access import Actor, Role
from talentgrow.kernel.errors import IllegalTransition
from talentgrow.missions import nightly
from talentgrow.missions.applications import choosing
from talentgrow.missions.applications.models import Application
from talentgrow.missions.models import Mission
from talentgrow.missions.states import ApplicationStatus as A
from talentgrow.missions.time import of_applications
from talentgrow.notifications.models import Notice
from tests.races import SURE, Served, at_once, behind

LONG_AGO = timedelta(days=40)


class Played(Served):
    """Maud owns a mission; Inès has waited for her answer for forty days."""

    def found(self, make):
        maud, ines = make.person("Maud Le Goff"), make.person("Inès Caradec")
        since = clock.now() - LONG_AGO
        asked = make.application(make.mission(owner=maud), ines, status=A.UNDER_REVIEW, since=since)
        self.application = asked.id
        return {"maud": maud, "ines": ines}

    def night(self):
        with self.app.app_context():
            return nightly.follow_up()

    def offer(self):
        """Offer the seat as a request does; tell whether that was possible."""

        def work():
            application = db.session.get(Application, self.application)
            by = Actor(self.ids["maud"], frozenset({Role.EMPLOYEE}))
            choosing.offer(application, by=by, now=clock.now())

        try:
            self.inside(work)()
        except IllegalTransition:
            return False
        return True

    def steps(self):
        return self.stored(sa.select(StatusChange.move).order_by(StatusChange.id))


@pytest.fixture
def played(new_app):
    return Played(new_app())


def test_an_owner_who_decides_while_the_night_ends_it_comes_too_late(played, monkeypatch):
    later = behind(monkeypatch, of_applications.rules, "of_application")

    _said, offered = at_once(played.night, later(played.offer))

    assert not offered
    assert played.steps() == ["expire"]
    assert played.stored(sa.select(Mission.taken)) == [0]


def test_the_night_leaves_alone_what_an_owner_is_deciding(played, monkeypatch):
    # The night has chosen what to look at; the owner acts before it gets hold of it.
    later = behind(monkeypatch, of_applications.seats, "hold", early=True, patience=SURE)

    _said, offered = at_once(played.night, later(played.offer))

    assert offered
    assert played.steps() == ["offer"]
    told = played.stored(sa.select(Notice.kind).where(Notice.person_id == played.ids["ines"]))
    assert "missions.expired" not in told


def test_two_nights_at_once_take_each_step_once(played):
    at_once(played.night, played.night)

    assert played.steps() == ["expire"]
