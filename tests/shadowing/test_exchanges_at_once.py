"""People in swaps who act at the same moment: nobody is booked twice, and no broken ring is agreed."""

import itertools
from datetime import timedelta

import pytest
import sqlalchemy as sa

from talentgrow.audit.models import StatusChange
from talentgrow.infra import clock
from talentgrow.kernel.access import Actor
from talentgrow.kernel.calendar import workday
from talentgrow.shadowing import queries, steps
from talentgrow.shadowing.exchanges.models import Exchange, ExchangeMember
from talentgrow.shadowing.states import ALIVE, BOOKED, ExchangeStatus
from talentgrow.shadowing.states import VisitStatus as V
from talentgrow.shadowing.visits import calling_off
from talentgrow.shadowing.visits.models import Says, Visit, VisitCancel
from tests.races import Served, at_once, codes

NAMES = ("awa", "paul", "ines")


class Ring(Served):
    """Awa visits Paul, Paul visits Inès, Inès visits Awa; some of them have said yes to both."""

    def found(self, make, *said_yes):
        people = {name: make.person(f"{name.title()} Person") for name in NAMES}
        one = make.exchange(*people.values())
        self.exchange = one.id
        legs = list(
            make.session.scalars(
                sa.select(Visit).where(Visit.exchange_id == one.id).order_by(Visit.place_in_ring)
            )
        )
        yes = {people[name].id for name in said_yes}
        day = clock.today() + timedelta(days=28)
        day -= timedelta(days=day.weekday())
        for count, leg in enumerate(legs):
            leg.starts_on = leg.ends_on = day + timedelta(days=count)
            leg.visitor_says = Says.YES if leg.visitor_id in yes else None
            leg.host_says = Says.YES if leg.host_id in yes else None
        make.session.flush()
        self.legs = [leg.id for leg in legs]
        # By name: the visit they make, and the one they receive.
        self.of = {name: (self.legs[at], self.legs[at - 1]) for at, name in enumerate(NAMES)}
        return people

    def yes(self, name):
        return self.answer(name, {"yes": list(self.of[name])})

    def answer(self, name, data):
        return self.post(name, f"/swaps/{self.exchange}/answer", data)

    def cancel(self, name):
        """Return the act of calling off the visit which somebody makes."""

        def work():
            actor = Actor(self.ids[name], frozenset())
            visit = queries.hold_visit(actor, self.of[name][0])
            calling_off.cancel(visit, VisitCancel.ABSENT, by=actor, now=clock.now())
            return True

        return self.inside(work)

    @property
    def status(self):
        return self.stored(sa.select(Exchange.status).where(Exchange.id == self.exchange))[0]

    @property
    def statuses(self):
        found = sa.select(Visit.status).where(Visit.id.in_(self.legs))
        return self.stored(found.order_by(Visit.place_in_ring))

    def check(self):
        """What always holds, and histories are unbroken lines."""
        legs = self.stored(sa.select(Visit).where(Visit.id.in_(self.legs)))
        assert all(
            (leg.visitor_says, leg.host_says) == (Says.YES, Says.YES)
            for leg in legs
            if leg.status in BOOKED
        )
        assert not any(leg.status is V.PROPOSED for leg in legs) or (
            self.status is ExchangeStatus.ASKED
        )
        if self.status is ExchangeStatus.CONFIRMED:
            assert {leg.status for leg in legs} <= ALIVE
        asked = self.stored(
            sa.select(ExchangeMember.is_asked).where(ExchangeMember.exchange_id == self.exchange)
        )
        assert set(asked) == {self.status is ExchangeStatus.ASKED}
        for subject in (f"exchange:{self.exchange}", *(f"visit:{one}" for one in self.legs)):
            found = sa.select(StatusChange).where(StatusChange.subject == subject)
            moves = self.stored(found.order_by(StatusChange.id))
            assert all(one.after == two.before for one, two in itertools.pairwise(moves))


@pytest.fixture
def race(race):
    """Let both have read everything before either writes, as far as the database lets them."""
    race.nobody_waits()
    race.let_meet(queries, "hold_exchange")
    race.let_mutant_meet(steps, "take", early=True)
    return race


def test_the_last_two_say_yes_at_once(new_app, race):
    """One of them comes second and sees that everybody has agreed."""
    ring = Ring.of(new_app, "awa")

    def play():
        assert codes(at_once(ring.yes("paul"), ring.yes("ines"))) == [302, 302]

        assert ring.status is ExchangeStatus.CONFIRMED
        assert ring.statuses == [V.TO_SIGN] * 3
        ring.check()

    race(play)


def test_the_last_yes_against_a_no(new_app, race):
    """Either the no comes first, and the ring is broken, or it comes too late and is told so."""
    ring = Ring.of(new_app, "awa", "paul")

    def play():
        no = ring.answer("paul", {"no": ring.of["paul"][0]})
        yes, no = codes(at_once(ring.yes("ines"), no))

        # The leg to which Paul said no is one that Inès would have said yes to.
        assert (yes, no) in {(302, 409), (409, 302)}
        confirmed = ring.status is ExchangeStatus.CONFIRMED
        assert confirmed == (yes == 302)
        assert ring.statuses == (
            [V.TO_SIGN] * 3
            if confirmed
            else [
                V.ONE_WAY_ASKED,
                V.LOST,
                V.ONE_WAY_ASKED,
            ]
        )
        ring.check()

    race(play)


def test_a_leg_is_called_off_while_the_ring_is_agreed(new_app, race):
    """The ring is never agreed with a visit that was called off."""
    ring = Ring.of(new_app, "awa", "paul")

    def play():
        answer, done = at_once(ring.yes("ines"), ring.cancel("awa"))

        assert (answer.status_code, done) == (302, True)
        assert ring.status is ExchangeStatus.BROKEN
        assert ring.statuses in (
            [V.CANCELLED, V.TO_SIGN, V.TO_SIGN],
            [
                V.CANCELLED,
                V.ONE_WAY_ASKED,
                V.ONE_WAY_ASKED,
            ],
        )
        ring.check()

    race(play)


def test_two_of_one_ring_say_no_at_once(new_app, race):
    """The ring breaks once, and both visits are lost."""
    ring = Ring.of(new_app)

    def play():
        acts = [ring.answer(name, {"no": ring.of[name][0]}) for name in ("awa", "paul")]
        assert codes(at_once(*acts)) == [302, 302]

        assert ring.statuses == [V.LOST, V.LOST, V.ONE_WAY_ASKED]
        assert ring.status is ExchangeStatus.BROKEN
        ring.check()

    race(play)


def test_both_sides_keep_it_one_way_at_once(new_app, race):
    """Whoever comes second sees that both do."""
    ring = Ring.of(new_app)
    assert ring.answer("awa", {"no": ring.of["awa"][0]})().status_code == 302
    leg = ring.of["paul"][0]

    def play():
        acts = [ring.answer(name, {"yes": leg}) for name in ("paul", "ines")]
        assert codes(at_once(*acts)) == [302, 302]

        assert ring.statuses == [V.LOST, V.TO_SIGN, V.ONE_WAY_ASKED]

    race(play)


class Wishes(Served):
    """Sara and Zoe both wish to see Guy, who wishes to see both of them."""

    def found(self, make):
        people = {name: make.person(f"{name.title()} Person") for name in ("sara", "guy", "zoe")}
        for person in people.values():
            make.assignment(person, make.job())
        for rank, name in enumerate(("sara", "zoe"), 1):
            make.visit_wish(people[name], host=people["guy"])
            make.visit_wish(people["guy"], host=people[name], rank=rank)
        return people

    def propose(self, name, other):
        first = workday(clock.today() + timedelta(days=21))
        later = workday(first + timedelta(days=7))
        data = {
            "visits_on": first.isoformat(),
            "hosts_on": later.isoformat(),
            "half_days": "2",
            "message": "",
        }
        return self.post(name, f"/swaps/with/{self.ids[other]}/propose", data)


@pytest.mark.parametrize(
    "pairs",
    [
        (("sara", "guy"), ("zoe", "guy")),
        (("sara", "guy"), ("guy", "zoe")),
        (("sara", "guy"), ("guy", "sara")),
    ],
    ids=["both to one", "a chain", "one another"],
)
def test_two_swaps_with_one_person_are_proposed_at_once(new_app, race, pairs):
    """One of them is asked about; the other proposer hears why, and may try again later."""
    wishes = Wishes.of(new_app)
    race.let_meet(queries, "hold_people")

    def play():
        answers = at_once(*(wishes.propose(*pair) for pair in pairs))

        assert sorted(codes(answers)) == [302, 409]
        (refused,) = (one for one in answers if one.status_code == 409)
        # The index is only the last wall: its answer says nothing.
        assert "another swap" in refused.get_data(as_text=True)
        asked = sa.select(ExchangeMember.person_id).where(ExchangeMember.is_asked)
        assert len(wishes.stored(asked)) == 2
        assert len(wishes.stored(sa.select(Visit.id))) == 2

    race(play)


class TwoSwaps(Served):
    """Guy has two swaps whose visits fall on one day, each waiting for one last yes."""

    def found(self, make):
        sara, guy, zoe = (make.person(f"{name} Person") for name in ("Sara", "Guy", "Zoe"))
        self.first, self.second = make.exchange(sara, guy), None
        make.session.execute(sa.update(ExchangeMember).values(is_asked=False))
        self.second = make.exchange(guy, zoe)
        legs = list(make.session.scalars(sa.select(Visit).order_by(Visit.id)))
        kept, lost, also, back = legs
        kept.status, lost.status = V.ONE_WAY_ASKED, V.LOST
        self.first.status = ExchangeStatus.BROKEN
        for leg in (kept, also, back):
            leg.visitor_says = leg.host_says = Says.YES
        back.starts_on = back.ends_on = workday(back.starts_on + timedelta(days=5))
        # The last words.
        kept.visitor_says = also.host_says = None
        make.session.flush()
        self.exchanges = self.first.id, self.second.id
        self.kept, self.also = kept.id, also.id
        return {"sara": sara, "guy": guy, "zoe": zoe}

    def last_words(self):
        first, second = (f"/swaps/{one}/answer" for one in self.exchanges)
        return (
            self.post("sara", first, {"yes": self.kept}),
            self.post("zoe", second, {"yes": self.also}),
        )


def test_two_swaps_of_one_person_are_agreed_for_one_day_at_once(new_app, race):
    """Guy is in one place: whoever comes second hears that the day is taken."""
    swaps = TwoSwaps.of(new_app)
    race.let_meet(queries, "hold_people")

    def play():
        answers = at_once(*swaps.last_words())

        assert sorted(codes(answers)) == [302, 409]
        (refused,) = (one for one in answers if one.status_code == 409)
        assert "Guy Person" in refused.get_data(as_text=True)
        found = sa.select(Visit.starts_on).where(Visit.status.in_(BOOKED))
        booked = swaps.stored(found)
        assert len(booked) == len(set(booked))

    race(play)
