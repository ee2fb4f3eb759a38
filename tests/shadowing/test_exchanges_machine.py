"""Two to five people in a ring say anything in any order, and nights pass: what always holds."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from talentgrow.audit.models import StatusChange
from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.kernel.access import SYSTEM, Actor
from talentgrow.kernel.errors import DomainError
from talentgrow.people.models import Person
from talentgrow.shadowing import queries
from talentgrow.shadowing.exchanges import creating, moving, planning, silence
from talentgrow.shadowing.exchanges.answering import Word, answer
from talentgrow.shadowing.exchanges.models import Exchange, ExchangeMember, Round
from talentgrow.shadowing.models import Offer
from talentgrow.shadowing.offers import places
from talentgrow.shadowing.states import (
    ALIVE,
    BOOKED,
    EXCHANGE_FLOW,
    LEG_ASKED,
    VISIT_FLOW,
    ExchangeStatus,
    OfferStatus,
)
from talentgrow.shadowing.states import VisitStatus as V
from talentgrow.shadowing.visits import calling_off
from talentgrow.shadowing.visits.models import Says, Visit, VisitCancel
from tests.make import Factory

EXAMPLES, STEPS = 12, 25
# A Thursday.
START = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)
MOST = 5
place = st.integers(0, MOST - 1)


class Circle(RuleBasedStateMachine):
    """Some people of a round in a ring; whoever is free again may be put into another one."""

    app, now, done = None, START, Counter()
    savepoint = None

    @initialize(count=st.integers(2, MOST), agreed=st.integers(0, MOST))
    def begin(self, count, agreed):
        Circle.now = START
        self.savepoint = db.engines[None].begin_nested()
        self.request = self.app.test_request_context()
        self.request.push()
        self.make = make = Factory(db.session)
        people = [make.person(f"P{number} Person") for number in range(MOST)]
        self.ids = [person.id for person in people]
        self.offer_id = make.offer(people[0], a_month=1).id
        self.round_id = make.round(author_id=people[0].id).id
        db.session.commit()
        self.propose(count, 0)
        for number in range(agreed):
            self.say_yes_to_both(number, True)

    def teardown(self):
        if self.savepoint is None:
            return
        db.session.remove()
        self.request.pop()
        self.savepoint.rollback()

    def try_(self, name, work):
        """Do it; what is refused leaves nothing behind, as on the web."""
        try:
            work()
            db.session.commit()
            self.done[name] += 1
        except DomainError:
            db.session.rollback()
        db.session.expire_all()

    def legs_of(self, number):
        """Return what is asked of somebody, or was, the newest first."""
        found = sa.select(Visit).where(
            Visit.exchange_id.is_not(None),
            sa.or_(Visit.visitor_id == self.ids[number], Visit.host_id == self.ids[number]),
        )
        return list(db.session.scalars(found.order_by(Visit.id.desc())))

    def actor(self, number):
        return Actor(self.ids[number], frozenset())

    @rule(count=st.integers(2, MOST), first=place)
    def propose(self, count, first):
        ring = [self.ids[(first + number) % MOST] for number in range(count)]

        def work():
            soonest = self.now.date() + timedelta(days=15)
            days = planning.free_days(
                ring, [soonest] * count, half_days=2, until=soonest + timedelta(days=90)
            )
            one = db.session.get(Round, self.round_id)
            creating.create(ring, days=days, round=one, by=SYSTEM, now=self.now)

        self.try_("propose", work)

    @rule(number=place, is_yes=st.booleans(), at=st.integers(0, 1))
    def say(self, number, is_yes, at):
        legs = self.legs_of(number)
        if at < len(legs):
            word = Word(Says.YES if is_yes else Says.NO)
            self.answer(number, legs[at].exchange_id, {legs[at].id: word})

    @rule(number=place, is_yes=st.just(True))
    def say_yes_to_both(self, number, is_yes):
        legs = self.legs_of(number)
        if legs:
            newest = legs[0].exchange_id
            words = {leg.id: Word(Says.YES) for leg in legs if leg.exchange_id == newest}
            self.answer(number, newest, words)

    def answer(self, number, exchange_id, words):
        exchange = db.session.get(Exchange, exchange_id)
        said = "yes" if Word(Says.YES) in words.values() else "no"
        self.try_(said, lambda: answer(exchange, words, by=self.actor(number), now=self.now))

    @rule(number=place, at=st.integers(0, 1))
    def call_off(self, number, at):
        legs = self.legs_of(number)
        if at < len(legs):
            leg_id = legs[at].id

            def work():
                by = self.actor(number)
                visit = queries.hold_visit(by, leg_id)
                calling_off.cancel(visit, VisitCancel.ABSENT, by=by, now=self.now)

            self.try_("cancel", work)

    @rule(number=place, at=st.integers(0, 4))
    def put_on_another_day(self, number, at):
        asked = [leg for leg in self.legs_of(number) if leg.status in LEG_ASKED]
        days = moving.other_days(asked[0], self.now.date()) if asked else []
        if at < len(days):
            exchange = db.session.get(Exchange, asked[0].exchange_id)
            leg_id = asked[0].id
            self.try_(
                "move",
                lambda: moving.move(
                    exchange, leg_id, days[at], by=self.actor(number), now=self.now
                ),
            )

    @rule(number=place)
    def book_somewhere_else(self, number):
        """Somebody outside the ring takes a day of one of the legs."""
        legs = [leg for leg in self.legs_of(number) if leg.status in LEG_ASKED]
        booked = queries.visits_of(self.ids[number]).where(Visit.status.in_(BOOKED))
        if not legs or db.session.scalars(booked).first() is not None:
            return
        somebody = db.session.get(Person, self.ids[number])
        other = self.make.person("Somebody Else")
        self.make.visit(somebody, other, status=V.CONFIRMED, starts_on=legs[0].starts_on)
        db.session.commit()

    @rule(days=st.sampled_from((1, 1, 3, 11)))
    def sleep(self, days):
        Circle.now = self.now + timedelta(days=days)
        for exchange_id in silence.due(self.now.date()):
            self.try_("night", lambda one=exchange_id: silence.lose_silent(one, now=self.now))

    @property
    def exchanges(self):
        return list(db.session.scalars(sa.select(Exchange).order_by(Exchange.id)))

    @invariant()
    def nothing_is_booked_without_both_yes(self):
        for leg in db.session.scalars(sa.select(Visit).where(Visit.exchange_id.is_not(None))):
            if leg.status in BOOKED:
                assert (leg.visitor_says, leg.host_says) == (Says.YES, Says.YES)

    @invariant()
    def nobody_is_asked_about_two(self):
        asked = db.session.scalars(
            sa.select(ExchangeMember.person_id).where(ExchangeMember.is_asked)
        ).all()
        assert len(asked) == len(set(asked))

    @invariant()
    def members_are_asked_as_long_as_their_ring_is(self):
        for one in self.exchanges:
            found = sa.select(ExchangeMember.is_asked).where(ExchangeMember.exchange_id == one.id)
            assert set(db.session.scalars(found)) == {one.status is ExchangeStatus.ASKED}

    @invariant()
    def legs_stand_as_their_ring_does(self):
        for one in self.exchanges:
            statuses = {leg.status for leg in queries.legs_of(one.id)}
            if one.status is ExchangeStatus.ASKED:
                assert statuses == {V.PROPOSED}
            else:
                assert V.PROPOSED not in statuses
            if one.status is ExchangeStatus.CONFIRMED:
                assert statuses <= BOOKED
            if one.status is ExchangeStatus.FINISHED:
                assert not statuses & ALIVE

    @invariant()
    def a_broken_ring_was_never_agreed_afterwards(self):
        for one in self.exchanges:
            moves = self.history(f"exchange:{one.id}", EXCHANGE_FLOW)
            assert "confirm" not in moves or moves[0] == "confirm"

    @invariant()
    def histories_are_lines(self):
        for leg in db.session.scalars(sa.select(Visit)):
            moves = self.history(f"visit:{leg.id}", VISIT_FLOW)
            assert not moves or moves[-1]

    @invariant()
    def a_full_offer_has_no_place_left(self):
        """Whatever came of a leg gave its place back."""
        offer = db.session.get(Offer, self.offer_id)
        if offer.status is OfferStatus.FULL:
            assert offer.id not in places.with_room([offer], now=self.now)

    @invariant()
    def nobody_is_in_two_places(self):
        busy = Counter()
        for visit in db.session.scalars(sa.select(Visit).where(Visit.status.in_(BOOKED))):
            busy[visit.visitor_id, visit.starts_on] += 1
            busy[visit.host_id, visit.starts_on] += 1
        assert not busy or max(busy.values()) == 1

    def history(self, subject, flow):
        found = sa.select(StatusChange).where(StatusChange.subject == subject)
        rows = db.session.scalars(found.order_by(StatusChange.id)).all()
        assert all(one.after == two.before for one, two in pairwise(rows))
        assert all(flow.next(row.before, row.move) == row.after for row in rows)
        return [row.move for row in rows]


@pytest.mark.slow
def test_whatever_people_in_a_ring_say_nobody_is_booked_against_their_word(
    app, session, monkeypatch
):
    monkeypatch.setattr(Circle, "app", app)
    monkeypatch.setattr(clock, "now", lambda: Circle.now)
    Circle.done.clear()

    run_state_machine_as_test(
        Circle,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )

    # It must have come far enough to be worth something.
    assert {"propose", "yes", "no", "cancel", "move", "night"} <= Circle.done.keys()
