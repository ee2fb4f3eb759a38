"""The night works while people do: whoever comes second sees what the first has done."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from talentgrow.audit.models import StatusChange
from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.missions.time.running import Tally
from talentgrow.notifications.models import Notice
from talentgrow.people.models import Person
from talentgrow.shadowing import queries
from talentgrow.shadowing.exchanges import held
from talentgrow.shadowing.exchanges.models import Exchange
from talentgrow.shadowing.models import VisitSlot
from talentgrow.shadowing.states import ExchangeStatus as X
from talentgrow.shadowing.states import VisitStatus as V
from talentgrow.shadowing.time import leaving, of_rounds, of_visits
from talentgrow.shadowing.visits.models import Says, Signature, Signer, Visit
from tests.races import Served, at_once, codes

LONG_AGO = timedelta(days=15)
TO_TAKE = {"accept", "expire", "cancel", "confirm", "clear", "decline", "break_up", "lose"}


class Played(Served):
    """Inès asked Maud for a visit a fortnight ago; Noé has signed a visit of today, Paul not.

    The night has only one of them to look at.
    """

    def found(self, make, *, is_signed=False):
        ines, maud = make.person("Inès Caradec"), make.person("Maud Le Goff")
        noe, paul = make.person("Noé Adam"), make.person("Paul Riou")
        ago, today = clock.now() - LONG_AGO, clock.today()
        offer = make.offer(maud, slots=[(today + timedelta(days=40), 2)])
        slot = make.session.scalars(sa.select(VisitSlot)).one()
        slot.taken = 1
        asked = make.visit(
            ines,
            maud,
            offer=offer,
            slot_id=slot.id,
            since=clock.now() if is_signed else ago,
            requested_at=ago,
            starts_on=slot.starts_on,
        )
        day = today if is_signed else today + timedelta(days=40)
        signed = make.visit(noe, paul, status=V.TO_SIGN, starts_on=day)
        first = Signature(visit_id=signed.id, signer=Signer.VISITOR, version=1, at=ago)
        first.person_id = noe.id
        make.session.add(first)
        self.asked, self.signed = asked.id, signed.id
        return {"ines": ines, "maud": maud, "noe": noe, "paul": paul}

    def night(self):
        """Let the night look at visits alone, so that it is there when the other is."""
        with self.app.app_context():
            tally = Tally()
            of_visits.follow(tally)
            assert not tally.failed
            return tally.taken

    def stands(self, visit_id):
        return self.stored(sa.select(Visit.status).where(Visit.id == visit_id))[0]

    def steps(self, visit_id):
        subject = f"visit:{visit_id}"
        found = sa.select(StatusChange.move).where(
            StatusChange.subject == subject, StatusChange.move.in_(TO_TAKE)
        )
        return self.stored(found.order_by(StatusChange.id))

    def told(self, name):
        found = sa.select(Notice.kind).where(Notice.person_id == self.ids[name])
        return [kind.partition(".")[2] for kind in self.stored(found)]

    def taken(self):
        return self.stored(sa.select(VisitSlot.taken))


@pytest.fixture
def race(race):
    race.nobody_waits()
    return race


def test_a_host_answers_while_the_night_ends_the_request(new_app, race):
    played = Played.of(new_app)
    race.let_meet(queries, "hold_visits")
    race.let_mutant_meet(of_visits.ending, "fall_through", early=True)

    def play():
        url = f"/visits/{played.asked}/accept"
        _night, answer = at_once(played.night, played.post("maud", url))

        status = played.stands(played.asked)
        if status is V.EXPIRED:
            assert played.steps(played.asked) == ["expire"]
            assert played.taken() == [0]
            assert played.told("ines").count("request_unanswered") == 1
        else:
            assert status is V.TO_SIGN
            assert played.steps(played.asked) == ["accept", "clear"]
            assert played.taken() == [1]
            assert "request_unanswered" not in played.told("ines")
            assert codes([answer]) == [302]

    race(play)


def test_the_last_signature_comes_while_the_night_calls_the_visit_off(new_app, race):
    played = Played.of(new_app, is_signed=True)
    race.let_meet(queries, "hold_visits")
    race.let_mutant_meet(of_visits.ending, "fall_through", early=True)

    def play():
        url = f"/visits/{played.signed}/agreement/sign"
        _night, answer = at_once(played.night, played.post("paul", url, {"version": 1}))

        if played.stands(played.signed) is V.CONFIRMED:
            assert played.steps(played.signed) == ["confirm"]
            assert "visit_not_signed" not in played.told("noe")
        else:
            assert played.stands(played.signed) is V.EXPIRED
            assert played.steps(played.signed) == ["expire"]
            assert codes([answer]) in ([409], [302])

    race(play)


class Ring(Played):
    """Noé has said yes to a swap with Maud, who has not answered; the last day was yesterday."""

    def found(self, make):
        people = super().found(make)
        today = clock.today()
        exchange = make.exchange(people["noe"], people["maud"], answer_by=today - timedelta(days=1))
        legs = make.session.scalars(sa.select(Visit).where(Visit.exchange_id == exchange.id)).all()
        for leg in legs:
            if leg.visitor_id == people["noe"].id:
                leg.visitor_says = Says.YES
            else:
                leg.host_says = Says.YES
        self.exchange, self.legs = exchange.id, sorted(leg.id for leg in legs)
        return people

    def night(self):
        with self.app.app_context():
            tally = Tally()
            of_rounds.lose_silent(tally)
            assert not tally.failed
            return tally.taken

    def ring(self):
        return self.stored(sa.select(Exchange.status))[0]

    def steps_of_ring(self):
        found = sa.select(StatusChange.move).where(
            StatusChange.subject == f"exchange:{self.exchange}"
        )
        return self.stored(found.order_by(StatusChange.id))

    def stands_of_legs(self):
        found = sa.select(Visit.status).where(Visit.exchange_id == self.exchange)
        return set(self.stored(found))

    def leave(self):
        leaving.see_off(db.session.get_one(Person, self.ids["noe"]))


def test_the_last_yes_comes_while_the_night_loses_the_silent(new_app, race):
    played = Ring.of(new_app)
    race.let_meet(held, "hold")

    def play():
        data = {"yes": played.legs}
        at_once(played.night, played.post("maud", f"/swaps/{played.exchange}/answer", data))

        if played.ring() is X.CONFIRMED:
            assert played.steps_of_ring() == ["confirm"]
            assert played.stands_of_legs() == {V.TO_SIGN}
        else:
            assert played.steps_of_ring() == ["break_up", "finish"]
            assert played.stands_of_legs() == {V.LOST}

    race(play)


def test_somebody_leaves_while_the_last_yes_is_said(new_app, race):
    played = Ring.of(new_app)
    race.let_meet(queries, "hold_exchange")

    def play():
        data = {"yes": played.legs}
        url = f"/swaps/{played.exchange}/answer"
        at_once(played.inside(played.leave), played.post("maud", url, data))

        assert played.stands_of_legs() == {V.CANCELLED}
        assert played.ring() is X.FINISHED

    race(play)
