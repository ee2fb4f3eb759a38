"""Two people act on one place in a talent pool at the same moment: no word is lost."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from talentgrow.audit.models import AuditEvent
from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.kernel.access import Role
from talentgrow.nominations import steps
from talentgrow.nominations.pools import queries
from talentgrow.nominations.pools.models import Approach, PoolMembership
from talentgrow.nominations.states import ApproachStatus, MembershipStatus
from tests.races import Served, at_once, codes

WHY = "The programme has changed its purpose."


class Played(Served):
    """Inès, managed by Karim, is in a pool; Sophie and Paul are HR; Karim was asked about her."""

    def found(self, make):
        sophie, paul = (make.person(one, role=Role.HR) for one in ("Sophie HR", "Paul HR"))
        karim = make.person("Karim Benali")
        ines = make.person("Inès Caradec", manager=karim)
        self.membership = make.member(make.pool(author=sophie), ines).id
        asked = Approach(
            membership_id=self.membership,
            mission_id=make.mission(owner=sophie).id,
            since=clock.now(),
            asked_at=clock.now(),
            asked_by_id=sophie.id,
            manager_id=karim.id,
        )
        make.session.add(asked)
        make.session.commit()
        self.approach = asked.id
        return {"sophie": sophie, "paul": paul, "karim": karim, "ines": ines}

    def renewals(self):
        found = sa.select(AuditEvent.id).where(AuditEvent.kind == "nominations.pool_renewed")
        return len(self.stored(found))


@pytest.fixture
def race(race):
    """Let both have read before either writes, as far as the database lets them."""
    race.nobody_waits()
    meeting, later, take = race.meeting(), race.meeting(), steps.take
    race.let_meet(queries, "hold_membership", meeting=meeting)

    def look_at_approach(approach_id):
        found = sa.select(Approach).where(Approach.id == approach_id).options(*queries.APPROACH)
        approach = db.session.scalars(found).one()
        meeting()
        return approach

    def agree_last(record, step, **how):
        """Let the one who agrees write what they saw after the other has written."""
        if step == "agree":
            later()
        take(record, step, **how)
        if step == "call_off":
            later()

    race.mutate(queries, "hold_approach", look_at_approach)
    race.mutate(steps, "take", agree_last)
    return race


@pytest.fixture
def played(new_app):
    return Played.of(new_app)


def test_two_people_in_hr_renew_and_end(played, race):
    here = f"/pools/members/{played.membership}"
    later = (clock.today() + timedelta(days=700)).isoformat()

    def play():
        answers = at_once(
            played.post("sophie", f"{here}/renew", {"version": "1", "until": later}),
            played.post("paul", f"{here}/end", {"version": "1", "word": WHY}),
        )

        assert sorted(codes(answers)) == [302, 409]
        is_member = played.stored(sa.select(PoolMembership.status)) == [MembershipStatus.MEMBER]
        assert played.renewals() == is_member

    race(play)


def test_a_member_leaves_while_the_manager_agrees(played, race):
    here = f"/pools/members/{played.membership}"

    def play():
        answers = at_once(
            played.post("ines", f"{here}/end", {"version": "1"}),
            played.post("karim", f"/approaches/{played.approach}/agree"),
        )

        assert played.stored(sa.select(Approach.status)) == [ApproachStatus.CALLED_OFF]
        assert codes(answers) in ([302, 302], [302, 409])

    race(play)
