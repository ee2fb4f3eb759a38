"""Two people act on one place in a talent pool at the same moment: no word is lost.

Each race has a barrier inside both transactions; the mutant, which does not wait its turn, must
be seen to fail.
"""

from contextlib import suppress
from datetime import timedelta
from threading import Barrier, BrokenBarrierError, Thread

import pytest
import sqlalchemy as sa

from talentgrow.infra import clock, web
from talentgrow.infra.db import db, expect_writing
from talentgrow.kernel.access import Role
from talentgrow.nominations import steps
from talentgrow.nominations.pools import queries
from talentgrow.nominations.pools.models import Approach, PoolMembership
from talentgrow.nominations.states import ApproachStatus, MembershipStatus
from tests.make import Factory

PATIENCE = 0.7
WHY = "The programme has changed its purpose."


class Played:
    """Inès, managed by Karim, is in a pool; Sophie and Paul are HR; Karim was asked about her."""

    def __init__(self, app):
        self.app = app
        with app.app_context():
            make = Factory(db.session)
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
            db.session.add(asked)
            db.session.commit()
            self.approach = asked.id
            people = {"sophie": sophie, "paul": paul, "karim": karim, "ines": ines}
            self.cookies = {name: self._cookie(make, one) for name, one in people.items()}
            db.session.remove()

    @staticmethod
    def _cookie(make, person):
        account = make.account_of(person)
        return {
            "_user_id": account.fs_uniquifier,
            "sign_in": make.sign_in_session(account),
            "locale": "en",
        }

    def post(self, who, url, **data):
        def act():
            client = self.app.test_client()
            with client.session_transaction() as cookie:
                cookie.update(self.cookies[who])
            return client.post(url, data=data).status_code

        return act

    def at_once(self, *acts):
        found = [None] * len(acts)

        def one(place):
            found[place] = acts[place]()

        threads = [Thread(target=one, args=(place,)) for place in range(len(acts))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return sorted(found)

    def stored(self, model, number):
        with self.app.app_context():
            return db.session.get(model, number)

    def renewals(self):
        with self.app.app_context():
            table = sa.table("audit_event", sa.column("kind"))
            found = sa.select(sa.func.count()).select_from(table)
            return db.session.scalar(found.where(table.c.kind == "nominations.pool_renewed"))


@pytest.fixture(params=["as it is", "mutant"])
def race(request, monkeypatch):
    """Return what runs a race: as it is it must hold, on the mutant it must be seen to fail."""
    barrier, later, is_mutant = Barrier(2), Barrier(2), request.param == "mutant"
    held, take = queries.hold_membership, steps.take

    def meet(where=barrier):
        with suppress(BrokenBarrierError):
            where.wait(timeout=PATIENCE)

    def agree_last(record, step, **how):
        """Let the one who agrees write what they saw after the other has written."""
        if step == "agree":
            meet(later)
        take(record, step, **how)
        if step == "call_off":
            meet(later)

    def hold_and_meet(membership_id):
        found = held(membership_id)
        meet()
        return found

    def look_and_meet(membership_id):
        found = sa.select(PoolMembership).where(PoolMembership.id == membership_id)
        membership = db.session.scalars(found.options(*queries.MEMBERSHIP)).one()
        if membership.candidacy_id is None:
            meet()
        return membership

    def look_at_approach(approach_id):
        found = sa.select(Approach).where(Approach.id == approach_id).options(*queries.APPROACH)
        approach = db.session.scalars(found).one()
        meet()
        return approach

    if is_mutant:
        monkeypatch.setattr(queries, "hold_membership", look_and_meet)
        monkeypatch.setattr(queries, "hold_approach", look_at_approach)
        monkeypatch.setattr(web, "expect_writing", lambda _will_write: expect_writing(False))
        monkeypatch.setattr(steps, "take", agree_last)
    else:
        monkeypatch.setattr(queries, "hold_membership", hold_and_meet)

    def run(play):
        if not is_mutant:
            play()
            return
        with pytest.raises(AssertionError):
            play()

    return run


@pytest.fixture
def played(new_app):
    return Played(new_app({"WTF_CSRF_ENABLED": False}))


def test_two_people_in_hr_renew_and_end(played, race):
    here = f"/pools/members/{played.membership}"
    later = (clock.today() + timedelta(days=700)).isoformat()

    def play():
        answers = played.at_once(
            played.post("sophie", f"{here}/renew", version="1", until=later),
            played.post("paul", f"{here}/end", version="1", word=WHY),
        )

        assert answers == [302, 409]
        over = (
            played.stored(PoolMembership, played.membership).status is not MembershipStatus.MEMBER
        )
        assert played.renewals() == (0 if over else 1)

    race(play)


def test_a_member_leaves_while_the_manager_agrees(played, race):
    here = f"/pools/members/{played.membership}"

    def play():
        answers = played.at_once(
            played.post("ines", f"{here}/end", version="1"),
            played.post("karim", f"/approaches/{played.approach}/agree"),
        )

        status = played.stored(Approach, played.approach).status
        assert status is ApproachStatus.CALLED_OFF
        assert answers in ([302, 302], [302, 409])

    race(play)
