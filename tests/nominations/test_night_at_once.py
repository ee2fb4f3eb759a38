"""The night works while people do: whoever comes second sees what the first has done."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from talentgrow.audit.models import StatusChange
from talentgrow.infra import clock
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
from talentgrow.nominations.states import MembershipStatus
from talentgrow.nominations.time import of_candidacies, of_pools
from talentgrow.notifications.models import Notice
from tests.races import Served, at_once, behind

LONG_AGO = timedelta(days=15)


class Played(Served):
    """A company of its own: Inès was nominated a fortnight ago; Noé was in a pool until now."""

    def found(self, make):
        karim, ines = make.person("Karim Benali"), make.person("Inès Caradec")
        nominee = make.nominee(make.campaign(), ines, status=K.INFORMED, by=karim)
        for candidacy in make.session.scalars(sa.select(Candidacy)):
            candidacy.since = clock.now() - LONG_AGO
        noe, sophie = make.person("Noé Adam"), make.person("Sophie Marchal", role=Role.HR)
        today = clock.today()
        member = make.member(
            make.pool(author=sophie),
            noe,
            joined_on=today - timedelta(days=90),
            until=today - timedelta(days=1),
        )
        self.nominee, self.member = nominee.id, member.id
        return {"karim": karim, "ines": ines, "noe": noe, "sophie": sophie}

    def night(self):
        with self.app.app_context():
            return nightly.follow_up()

    def night_of_pools(self):
        """Let the night look at pools alone, so that it is there before the other is through."""
        with self.app.app_context():
            return of_pools.follow(Tally())

    def accept(self):
        """Let the nominee agree as a request does; tell whether that was possible."""

        def work(by):
            (nominee,) = queries.hold_nominees([self.nominee])
            consent.accept(nominee.candidacies[0], by=by, now=clock.now())

        return self._as("ines", work)

    def renew(self):
        """Let HR renew the membership that is over."""

        def work(by):
            member = pools.hold_membership(self.member)
            until = clock.today() + timedelta(days=90)
            service.renew(member, until, seen=1, by=by, now=clock.now())

        return self._as("sophie", work)

    def _as(self, name, work):
        try:
            self.inside(lambda: work(Actor(self.ids[name], frozenset({Role.EMPLOYEE}))))()
        except DomainError:
            return False
        return True

    def steps(self):
        wanted = sa.select(StatusChange.move).where(StatusChange.move.in_({"give_back", "accept"}))
        return self.stored(wanted.order_by(StatusChange.id))

    def told(self, name):
        found = sa.select(Notice.kind).where(Notice.person_id == self.ids[name])
        return [kind.partition(".")[2] for kind in self.stored(found)]

    def is_member(self):
        return self.stored(sa.select(PoolMembership.status)) == [MembershipStatus.MEMBER]


@pytest.fixture
def played(new_app):
    return Played(new_app())


def test_a_nominee_who_answers_while_the_night_gives_it_back_is_heard(played, monkeypatch):
    later = behind(monkeypatch, of_candidacies.rules, "of_candidacy")

    _said, accepted = at_once(played.night, later(played.accept))

    assert accepted
    assert played.steps() == ["give_back", "accept"]


def test_the_night_which_comes_second_leaves_an_answer_alone(played, monkeypatch):
    later = behind(monkeypatch, consent, "check_running")

    accepted, _said = at_once(played.accept, later(played.night))

    assert accepted
    assert "give_back" not in played.steps()
    assert "given_back" not in played.told("karim")


def test_hr_who_renews_while_the_night_ends_it_comes_too_late(played, monkeypatch):
    later = behind(monkeypatch, of_pools.queries, "hold_membership")

    _said, renewed = at_once(played.night_of_pools, later(played.renew))

    assert not renewed
    assert not played.is_member()
    assert played.told("noe") == ["pool_expired"]


def test_the_night_which_comes_second_leaves_a_renewed_time_alone(played, monkeypatch):
    later = behind(monkeypatch, service, "_refuse_old")

    renewed, _said = at_once(played.renew, later(played.night_of_pools))

    assert renewed
    assert played.is_member()
    assert "pool_expired" not in played.told("noe")
