"""The night works while people do: whoever comes second sees what the first has done."""

from datetime import timedelta
from threading import Event

import pytest
import sqlalchemy as sa

from talentgrow.audit.models import StatusChange
from talentgrow.infra import clock
from talentgrow.infra.db import db, writing
from talentgrow.kernel.access import Actor, Role
from talentgrow.kernel.errors import DomainError
from talentgrow.missions.time.running import Tally
from talentgrow.nominations import nightly, queries
from talentgrow.nominations.consent import service as consent
from talentgrow.nominations.models import Candidacy
from talentgrow.nominations.pools import queries as pools
from talentgrow.nominations.pools import service
from talentgrow.nominations.pools.models import PoolMembership
from talentgrow.nominations.states import CandidacyStatus as K
from talentgrow.nominations.time import of_candidacies, of_pools
from talentgrow.notifications.models import Notice
from tests.make import Factory
from tests.missions.test_night_at_once import at_once

LONG_AGO = timedelta(days=15)


class Played:
    """A company of its own: Inès was nominated a fortnight ago; Noé was in a pool until now."""

    def __init__(self, app):
        self.app = app
        with app.app_context():
            make = Factory(db.session)
            karim, ines = make.person("Karim Benali"), make.person("Inès Caradec")
            nominee = make.nominee(make.campaign(), ines, status=K.INFORMED, by=karim)
            for candidacy in db.session.query(Candidacy):
                candidacy.since = clock.now() - LONG_AGO
            noe, sophie = make.person("Noé Adam"), make.person("Sophie Marchal", role=Role.HR)
            today = clock.today()
            member = make.member(
                make.pool(author=sophie),
                noe,
                joined_on=today - timedelta(days=90),
                until=today - timedelta(days=1),
            )
            db.session.commit()
            self.karim, self.ines, self.nominee = karim.id, ines.id, nominee.id
            self.noe, self.sophie, self.member = noe.id, sophie.id, member.id
            db.session.remove()

    def night(self):
        with self.app.app_context():
            return nightly.follow_up()

    def night_of_pools(self):
        """Let the night look at pools alone, so that it is there before the other is through."""
        with self.app.app_context():
            return of_pools.follow(Tally())

    def accept(self):
        """Let the nominee agree as a request does; tell whether that was possible."""

        def act(by):
            (nominee,) = queries.hold_nominees([self.nominee])
            consent.accept(nominee.candidacies[0], by=by, now=clock.now())

        return self._as(self.ines, act)

    def renew(self):
        """Let HR renew the membership that is over."""

        def act(by):
            member = pools.hold_membership(self.member)
            until = clock.today() + timedelta(days=90)
            service.renew(member, until, seen=1, by=by, now=clock.now())

        return self._as(self.sophie, act)

    def _as(self, person_id, act):
        by = Actor(person_id, frozenset({Role.EMPLOYEE}))
        with self.app.app_context(), self.app.test_request_context(), writing():
            try:
                act(by)
            except DomainError:
                db.session.rollback()
                return False
            db.session.commit()
            return True

    def steps(self):
        with self.app.app_context():
            wanted = sa.select(StatusChange.move).where(
                StatusChange.move.in_({"give_back", "accept"})
            )
            return list(db.session.scalars(wanted.order_by(StatusChange.id)))

    def told(self, person_id):
        with self.app.app_context():
            found = sa.select(Notice.kind).where(Notice.person_id == person_id)
            return [kind.partition(".")[2] for kind in db.session.scalars(found)]

    def is_member(self):
        with self.app.app_context():
            return db.session.get(PoolMembership, self.member).status.value == "member"


@pytest.fixture
def played(new_app):
    return Played(new_app())


def lingering(monkeypatch, place, name, held, done):
    """Let `place.name` be reached, then wait until the other is through, or stands before us."""
    work = getattr(place, name)

    def work_and_linger(*given, **more):
        result = work(*given, **more)
        held.set()
        done.wait(timeout=1)
        return result

    monkeypatch.setattr(place, name, work_and_linger)


def after(held, act, done):
    def wait_and_act():
        held.wait(timeout=5)
        result = act()
        done.set()
        return result

    return wait_and_act


def test_a_nominee_who_answers_while_the_night_gives_it_back_is_heard(played, monkeypatch):
    held, done = Event(), Event()
    lingering(monkeypatch, of_candidacies.rules, "of_candidacy", held, done)

    _said, accepted = at_once(played.night, after(held, played.accept, done))

    assert accepted
    assert played.steps() == ["give_back", "accept"]


def test_the_night_which_comes_second_leaves_an_answer_alone(played, monkeypatch):
    held, done = Event(), Event()
    lingering(monkeypatch, consent, "check_running", held, done)

    accepted, _said = at_once(played.accept, after(held, played.night, done))

    assert accepted
    assert "give_back" not in played.steps()
    assert "given_back" not in played.told(played.karim)


def test_hr_who_renews_while_the_night_ends_it_comes_too_late(played, monkeypatch):
    held, done = Event(), Event()
    lingering(monkeypatch, of_pools.queries, "hold_membership", held, done)

    _said, renewed = at_once(played.night_of_pools, after(held, played.renew, done))

    assert not renewed
    assert not played.is_member()
    assert played.told(played.noe) == ["pool_expired"]


def test_the_night_which_comes_second_leaves_a_renewed_time_alone(played, monkeypatch):
    held, done = Event(), Event()
    lingering(monkeypatch, service, "_refuse_old", held, done)

    renewed, _said = at_once(played.renew, after(held, played.night_of_pools, done))

    assert renewed
    assert played.is_member()
    assert "pool_expired" not in played.told(played.noe)
