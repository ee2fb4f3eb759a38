"""Swaps and rings: everybody answers for their legs, and nothing is booked without both yes."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from talentgrow.infra import clock
from talentgrow.kernel.access import SYSTEM, Actor
from talentgrow.kernel.calendar import workday
from talentgrow.notifications.models import Notice
from talentgrow.shadowing import queries
from talentgrow.shadowing.exchanges import creating, ending, moving, planning, proposing, silence
from talentgrow.shadowing.exchanges.answering import NotAsked, Word, answer
from talentgrow.shadowing.exchanges.models import ExchangeMember
from talentgrow.shadowing.exchanges.mutual import mutual
from talentgrow.shadowing.exchanges.proposing import Wanted, propose
from talentgrow.shadowing.states import ExchangeStatus as X
from talentgrow.shadowing.states import OfferStatus
from talentgrow.shadowing.states import VisitStatus as V
from talentgrow.shadowing.visits import calling_off
from talentgrow.shadowing.visits.clashes import Clash
from talentgrow.shadowing.visits.models import Says, Visit, VisitCancel, VisitDecline

YES, NO = Word(Says.YES), Word(Says.NO)


@pytest.fixture(autouse=True)
def request_of_somebody(app):
    with app.test_request_context(headers={"Accept-Language": "en"}):
        yield


@pytest.fixture
def ring(make, session):
    """Return four people in a ring of a round, each on a day of their own."""
    return Scene(make, session, "Awa", "Paul", "Ines", "Hugo", in_round=True)


@pytest.fixture
def pair(make, session):
    return Scene(make, session, "Sara", "Guy")


class Scene:
    """Some people in a ring, who answer by name."""

    def __init__(self, make, session, *names, in_round=False):
        self.make, self.session = make, session
        self.people = {name: make.person(f"{name} Person") for name in names}
        ids = [one.id for one in self.people.values()]
        one = make.round() if in_round else None
        first = clock.today() + timedelta(days=30)
        first -= timedelta(days=first.weekday())
        days = planning.free_days(
            ids, [first] * len(ids), half_days=2, until=first + timedelta(days=60)
        )
        self.exchange = creating.create(ids, days=days, round=one, by=SYSTEM, now=clock.now())

    @property
    def legs(self):
        return queries.legs_of(self.exchange.id)

    @property
    def statuses(self):
        return [leg.status for leg in self.legs]

    def says(self, name, *, goes=None, hosts=None):
        me = self.people[name].id
        words = {}
        for leg in self.legs:
            if leg.visitor_id == me and goes:
                words[leg.id] = goes
            if leg.host_id == me and hosts:
                words[leg.id] = hosts
        return answer(self.exchange, words, by=Actor(me, frozenset()), now=clock.now())

    def agrees(self, *names):
        for name in names or self.people:
            self.says(name, goes=YES, hosts=YES)

    def told(self, name):
        found = sa.select(Notice.kind).where(Notice.person_id == self.people[name].id)
        return list(self.session.scalars(found.order_by(Notice.id)))

    def is_asked(self, name):
        return self.session.scalar(
            sa.select(sa.func.count(ExchangeMember.id)).where(
                ExchangeMember.person_id == self.people[name].id, ExchangeMember.is_asked
            )
        )


class TestProposed:
    def test_everybody_is_asked_about_their_own_two_visits(self, ring):
        assert ring.statuses == [V.PROPOSED] * 4
        assert [leg.place_in_ring for leg in ring.legs] == [1, 2, 3, 4]
        assert ring.told("Awa") == ["shadowing.ring_proposed"]
        assert ring.is_asked("Awa") == 1

    def test_nobody_is_in_two_places_on_a_day(self, ring):
        """Who visits on a day receives nobody on it."""
        days = {}
        for leg in ring.legs:
            for one in (leg.visitor_id, leg.host_id):
                assert (one, leg.starts_on) not in days
                days[one, leg.starts_on] = leg

    def test_nobody_is_asked_about_two_swaps_at_once(self, ring, make):
        day = workday(clock.today() + timedelta(days=60))
        ids = [ring.people["Awa"].id, make.person("Zoe").id]

        with pytest.raises(creating.AskedAlready, match="Awa Person"):
            creating.create(ids, days=(day, day), by=SYSTEM, now=clock.now())

    def test_who_has_left_is_not_asked(self, make):
        gone = make.person("Gone", left_on=date(2020, 1, 1))
        day = workday(clock.today() + timedelta(days=60))

        with pytest.raises(creating.NotHere):
            creating.create(
                [gone.id, make.person("Zoe").id], days=(day, day), by=SYSTEM, now=clock.now()
            )

    def test_who_visits_the_other_already_is_not_asked(self, make):
        one, other = make.person("One"), make.person("Other")
        make.visit(one, other)
        day = workday(clock.today() + timedelta(days=60))

        with pytest.raises(creating.VisitAlive):
            creating.create([one.id, other.id], days=(day, day), by=SYSTEM, now=clock.now())

    def test_an_offer_of_the_host_says_where_and_counts_the_visit(self, make, session):
        one, host = make.person("One"), make.person("Host")
        offer = make.offer(host, a_month=1, meeting_point="Gate 3")
        first = workday(clock.today() + timedelta(days=20))
        exchange = creating.create(
            [one.id, host.id],
            days=(first, workday(first + timedelta(days=7))),
            by=SYSTEM,
            now=clock.now(),
        )

        leg, back = queries.legs_of(exchange.id)
        assert (leg.offer_id, leg.meeting_point) == (offer.id, "Gate 3")
        assert back.offer_id is None


class TestAnswers:
    def test_all_yes_books_every_visit_and_draws_the_ring(self, ring):
        ring.agrees("Awa", "Paul", "Ines")
        assert ring.exchange.status is X.ASKED
        assert ring.statuses == [V.PROPOSED] * 4

        ring.agrees("Hugo")

        assert ring.exchange.status is X.CONFIRMED
        assert ring.statuses == [V.TO_SIGN] * 4
        assert not ring.is_asked("Awa")
        assert "shadowing.ring_agreed" in ring.told("Paul")

    def test_a_no_loses_the_leg_and_asks_the_others_anew(self, ring):
        ring.agrees("Awa", "Paul")

        ring.says("Ines", goes=NO)

        assert ring.exchange.status is X.BROKEN
        assert ring.statuses == [
            V.ONE_WAY_ASKED,
            V.ONE_WAY_ASKED,
            V.LOST,
            V.ONE_WAY_ASKED,
        ]
        assert all(leg.visitor_says is None for leg in ring.legs if leg.status is V.ONE_WAY_ASKED)
        assert not ring.is_asked("Awa")
        assert "shadowing.visitor_said_no" in ring.told("Hugo")
        assert "shadowing.one_way_visitor_asked" in ring.told("Awa")
        assert "shadowing.visitor_said_no" not in ring.told("Awa")

    def test_both_keep_their_visit_one_way(self, ring):
        ring.says("Ines", goes=NO)

        ring.says("Awa", goes=YES)
        assert ring.statuses[0] is V.ONE_WAY_ASKED
        ring.says("Paul", hosts=YES)

        assert ring.statuses == [V.TO_SIGN, V.ONE_WAY_ASKED, V.LOST, V.ONE_WAY_ASKED]
        assert ring.exchange.status is X.BROKEN

    def test_somebody_refuses_one_of_their_two_visits_only(self, pair):
        """A yes said in the same breath holds for keeping the other one-way."""
        pair.says("Sara", goes=NO, hosts=YES)

        assert pair.statuses == [V.LOST, V.ONE_WAY_ASKED]
        pair.says("Guy", goes=YES)
        assert pair.statuses == [V.LOST, V.TO_SIGN]

    def test_no_to_both_is_the_end(self, pair):
        pair.says("Sara", goes=NO, hosts=NO)

        assert pair.statuses == [V.LOST, V.LOST]
        assert pair.exchange.status is X.FINISHED

    def test_a_no_to_keeping_it_loses_that_leg_only(self, ring):
        ring.says("Ines", goes=NO)
        ring.says("Awa", goes=NO)

        assert ring.statuses == [V.LOST, V.ONE_WAY_ASKED, V.LOST, V.ONE_WAY_ASKED]

    def test_the_reason_is_kept(self, pair):
        pair.says("Guy", hosts=Word(Says.NO, VisitDecline.WORKLOAD))

        assert pair.legs[0].declined_reason is VisitDecline.WORKLOAD

    def test_the_same_answer_twice_changes_nothing(self, ring):
        ring.agrees()
        ring.agrees("Awa")
        assert ring.exchange.status is X.CONFIRMED

    def test_a_no_after_everybody_agreed_is_told_where_to_go(self, ring):
        ring.agrees()

        with pytest.raises(NotAsked, match="Everybody has agreed"):
            ring.says("Awa", goes=NO)

    def test_a_yes_to_what_is_lost_is_told_so(self, pair):
        pair.says("Sara", goes=NO)

        with pytest.raises(NotAsked, match="called off"):
            pair.says("Guy", hosts=YES)

    def test_longer_than_a_day_the_managers_have_the_word(self, make):
        one, other, boss = (make.person(name) for name in ("One", "Other", "Boss"))
        job = make.job()
        for person in (one, other):
            make.assignment(person, job, manager=boss)
        first = workday(clock.today() + timedelta(days=28))
        first -= timedelta(days=first.weekday())
        exchange = creating.create(
            [one.id, other.id],
            days=(first, first + timedelta(days=7)),
            half_days=4,
            by=SYSTEM,
            now=clock.now(),
        )
        for person in (one, other):
            words = {leg.id: YES for leg in queries.legs_of(exchange.id)}
            answer(exchange, words, by=Actor(person.id, frozenset()), now=clock.now())

        assert [leg.status for leg in queries.legs_of(exchange.id)] == [V.HOST_ACCEPTED] * 2


class TestClashes:
    def test_nobody_says_yes_to_a_day_on_which_they_are_elsewhere(self, ring, make):
        leg = ring.legs[0]
        make.visit(
            ring.people["Awa"], make.person("Else"), status=V.CONFIRMED, starts_on=leg.starts_on
        )

        with pytest.raises(Clash, match="Awa Person"):
            ring.says("Awa", goes=YES)

    def test_a_day_that_is_taken_meanwhile_loses_the_leg(self, ring, make):
        ring.agrees("Awa", "Paul", "Ines")
        leg = ring.legs[0]
        make.visit(
            ring.people["Awa"], make.person("Else"), status=V.CONFIRMED, starts_on=leg.starts_on
        )

        ring.agrees("Hugo")

        assert ring.statuses == [V.LOST] + [V.ONE_WAY_ASKED] * 3
        assert ring.exchange.status is X.BROKEN
        assert "shadowing.leg_day_taken" in ring.told("Awa")

    def test_two_visits_of_one_ring_on_one_day_are_not_both_booked(self, ring, session):
        first, second = ring.legs[:2]
        second.starts_on = second.ends_on = first.starts_on
        session.flush()

        ring.agrees()

        assert ring.statuses == [V.ONE_WAY_ASKED, V.LOST, V.ONE_WAY_ASKED, V.ONE_WAY_ASKED]


class TestCalledOff:
    def test_a_leg_called_off_while_all_are_asked_breaks_the_ring(self, ring):
        self.cancel(ring, "Awa", 0)

        assert ring.statuses == [V.CANCELLED] + [V.ONE_WAY_ASKED] * 3

    def test_a_leg_called_off_later_leaves_the_others_booked(self, ring):
        ring.agrees()

        self.cancel(ring, "Awa", 0)

        assert ring.statuses == [V.CANCELLED] + [V.TO_SIGN] * 3
        assert ring.exchange.status is X.BROKEN
        assert "shadowing.ring_lost_a_leg" in ring.told("Hugo")

    def test_once_every_leg_is_called_off_it_is_over(self, pair):
        pair.agrees()
        self.cancel(pair, "Sara", 0)
        self.cancel(pair, "Sara", 1)

        assert pair.exchange.status is X.FINISHED

    def cancel(self, scene, name, place):
        actor = Actor(scene.people[name].id, frozenset())
        visit = queries.hold_visit(actor, scene.legs[place].id)
        calling_off.cancel(visit, VisitCancel.ABSENT, by=actor, now=clock.now())


class TestPlaces:
    def test_a_leg_that_is_lost_gives_its_place_back(self, make, session):
        one, host = make.person("One"), make.person("Host")
        first = workday(clock.today() + timedelta(days=20))
        offer = make.offer(host, a_month=1)
        exchange = creating.create(
            [one.id, host.id],
            days=(first, workday(first + timedelta(days=1))),
            by=SYSTEM,
            now=clock.now(),
        )
        offer.status = OfferStatus.FULL
        session.flush()

        answer(
            exchange,
            {queries.legs_of(exchange.id)[0].id: NO},
            by=Actor(host.id, frozenset()),
            now=clock.now(),
        )

        assert offer.status is OfferStatus.OPEN


class TestSilence:
    def later(self, scene, days=1):
        return clock.now() + (scene.exchange.answer_by - clock.today()) + timedelta(days=days)

    def test_nothing_is_lost_on_the_last_day(self, ring):
        assert silence.lose_silent(ring.exchange.id, now=self.later(ring, 0)) == 0
        assert ring.exchange.status is X.ASKED

    def test_silent_legs_are_lost_and_the_others_asked_one_way(self, ring):
        ring.agrees("Awa", "Paul")

        assert ring.exchange.id in silence.due(self.later(ring).date())
        assert silence.lose_silent(ring.exchange.id, now=self.later(ring)) == 3

        assert ring.statuses == [V.ONE_WAY_ASKED, V.LOST, V.LOST, V.LOST]
        assert "shadowing.leg_dropped" in ring.told("Hugo")

    def test_twice_is_once(self, ring):
        silence.lose_silent(ring.exchange.id, now=self.later(ring))
        assert silence.lose_silent(ring.exchange.id, now=self.later(ring)) == 0

    def test_silence_about_one_way_loses_that_leg_too(self, pair):
        pair.says("Sara", goes=NO)
        late = clock.now() + timedelta(days=25)

        assert silence.lose_silent(pair.exchange.id, now=late) == 1
        assert pair.statuses == [V.LOST, V.LOST]
        assert pair.exchange.status is X.FINISHED


class TestEnding:
    def test_a_ring_is_over_once_every_visit_is(self, pair, session):
        pair.agrees()
        session.execute(sa.update(Visit).values(status=V.CLOSED))
        session.expire_all()

        assert ending.over() == [pair.exchange.id]
        assert ending.finish(pair.exchange.id, now=clock.now())
        assert ending.over() == []

    def test_it_is_not_while_one_goes_on(self, pair):
        pair.agrees()
        assert ending.over() == []
        assert not ending.finish(pair.exchange.id, now=clock.now())


class TestOtherDay:
    def test_a_day_that_a_round_has_set_moves_within_its_week(self, ring):
        leg = ring.legs[0]
        ring.says("Paul", hosts=YES)
        other = self.free_day(ring, leg)

        moving.move(ring.exchange, leg.id, other, by=self.actor(ring, "Awa"), now=clock.now())

        assert leg.starts_on == other
        assert (leg.visitor_says, leg.host_says) == (Says.YES, None)
        assert "shadowing.leg_day_moved" in ring.told("Paul")

    def test_not_into_another_week(self, ring):
        leg = ring.legs[0]
        with pytest.raises(moving.WrongDay):
            moving.move(
                ring.exchange,
                leg.id,
                leg.starts_on + timedelta(days=7),
                by=self.actor(ring, "Awa"),
                now=clock.now(),
            )

    def test_not_onto_a_day_that_is_taken(self, ring):
        leg, next_leg = ring.legs[:2]
        assert leg.starts_on != next_leg.starts_on
        with pytest.raises(moving.WrongDay, match="another visit"):
            moving.move(
                ring.exchange,
                leg.id,
                next_leg.starts_on,
                by=self.actor(ring, "Awa"),
                now=clock.now(),
            )

    def test_not_before_everybody_has_answered(self, ring, session):
        leg = ring.legs[0]
        ring.exchange.answer_by = leg.starts_on + timedelta(days=1)
        session.flush()

        assert leg.starts_on not in moving.other_days(leg, ring.exchange.answer_by)
        assert min(moving.other_days(leg, ring.exchange.answer_by)) > ring.exchange.answer_by

    def test_not_once_it_is_booked(self, ring):
        day = self.free_day(ring, ring.legs[0])
        ring.agrees()
        with pytest.raises(NotAsked):
            moving.move(
                ring.exchange,
                ring.legs[0].id,
                day,
                by=self.actor(ring, "Awa"),
                now=clock.now(),
            )

    def actor(self, ring, name):
        return Actor(ring.people[name].id, frozenset())

    def free_day(self, ring, leg):
        taken = {one.starts_on for one in ring.legs}
        return next(
            day for day in moving.other_days(leg, ring.exchange.answer_by) if day not in taken
        )


class TestMutual:
    @pytest.fixture
    def two(self, make):
        """Return Sara in sales and Guy in quality, with a boss over neither."""
        sales, quality = make.job("sales"), make.job("quality")
        above = make.unit("Above")
        below = make.unit("Below", parent=above)
        sara, guy = make.person("Sara"), make.person("Guy")
        make.assignment(sara, sales, unit=below)
        make.assignment(guy, quality)
        return {
            "sara": sara,
            "guy": guy,
            "sales": sales,
            "quality": quality,
            "above": above,
        }

    def found(self, person):
        return [one.person for one in mutual(person.id, now=clock.now())]

    def test_each_wishes_for_the_job_of_the_other(self, two, make):
        make.visit_wish(two["sara"], job=two["quality"])
        make.visit_wish(two["guy"], job=two["sales"])

        assert self.found(two["sara"]) == [two["guy"]]
        assert self.found(two["guy"]) == [two["sara"]]

    def test_by_person_and_by_a_unit_above(self, two, make):
        make.visit_wish(two["sara"], host=two["guy"])
        make.visit_wish(two["guy"], unit=two["above"])

        assert self.found(two["sara"]) == [two["guy"]]
        assert self.found(two["guy"]) == [two["sara"]]

    def test_a_wish_that_is_not_returned_stays_unknown(self, two, make):
        make.visit_wish(two["sara"], job=two["quality"])

        assert self.found(two["sara"]) == self.found(two["guy"]) == []

    def test_the_first_wish_comes_first(self, two, make):
        zoe = make.person("Zoe")
        make.assignment(zoe, make.job("design"))
        make.visit_wish(two["sara"], host=zoe, rank=1)
        make.visit_wish(two["sara"], job=two["quality"], rank=2)
        make.visit_wish(two["guy"], job=two["sales"])
        make.visit_wish(zoe, job=two["sales"])

        assert self.found(two["sara"]) == [zoe, two["guy"]]

    @pytest.mark.parametrize("status", [V.REQUESTED, V.CONFIRMED, V.CLOSED, V.LOST])
    def test_not_who_met_or_were_asked_lately(self, two, make, status):
        make.visit_wish(two["sara"], job=two["quality"])
        make.visit_wish(two["guy"], job=two["sales"])
        make.visit(two["guy"], two["sara"], status=status)

        assert self.found(two["sara"]) == []

    def test_not_while_one_of_them_is_asked_about_another_swap(self, two, make):
        make.visit_wish(two["sara"], job=two["quality"])
        make.visit_wish(two["guy"], job=two["sales"])
        make.exchange(two["guy"], make.person("Else"))

        assert self.found(two["sara"]) == self.found(two["guy"]) == []

    def test_not_who_has_left(self, two, make, session):
        make.visit_wish(two["sara"], job=two["quality"])
        make.visit_wish(two["guy"], job=two["sales"])
        two["guy"].left_on = clock.today()
        session.flush()

        assert self.found(two["sara"]) == []

    def test_in_one_statement(self, two, make, statements):
        make.visit_wish(two["sara"], job=two["quality"])
        make.visit_wish(two["guy"], job=two["sales"])

        sara_id = two["sara"].id

        with statements() as asked:
            (one,) = mutual(sara_id, now=clock.now())
            assert one.job.title and one.rank == 1

        assert len(asked) == 1


class TestProposing:
    @pytest.fixture
    def two(self, make):
        sara, guy = make.person("Sara"), make.person("Guy")
        make.assignment(sara, make.job())
        make.assignment(guy, make.job())
        make.visit_wish(sara, host=guy)
        make.visit_wish(guy, host=sara)
        return sara, guy

    def wanted(self, **changes):
        first, other = (workday(clock.today() + timedelta(days=days)) for days in (21, 28))
        return Wanted(**({"visits_on": first, "hosts_on": other} | changes))

    def propose(self, two, **changes):
        sara, guy = two
        return propose(guy, self.wanted(**changes), by=Actor(sara.id, frozenset()), now=clock.now())

    def test_ones_own_word_is_yes_and_the_other_is_asked(self, two, session):
        exchange = self.propose(two, message="The line at night")

        making, receiving = queries.legs_of(exchange.id)
        assert (making.visitor_says, making.host_says) == (Says.YES, None)
        assert (receiving.visitor_says, receiving.host_says) == (None, Says.YES)
        assert making.message == "The line at night"
        notices = session.execute(sa.select(Notice.person_id, Notice.kind)).all()
        assert notices == [(two[1].id, "shadowing.swap_proposed")]

    def test_yes_of_the_other_books_both(self, two):
        exchange = self.propose(two)
        words = {leg.id: YES for leg in queries.legs_of(exchange.id)}
        answer(exchange, words, by=Actor(two[1].id, frozenset()), now=clock.now())

        assert exchange.status is X.CONFIRMED

    def test_not_without_both_wishes(self, two, make):
        with pytest.raises(proposing.NoSwap):
            self.propose((two[0], make.person("Zoe")))

    def test_not_twice(self, two):
        self.propose(two)
        with pytest.raises(proposing.NoSwap):
            self.propose(two)

    def test_not_on_the_same_day(self, two):
        day = self.wanted().visits_on
        with pytest.raises(proposing.WrongDay):
            self.propose(two, hosts_on=day)

    def test_not_tomorrow_nor_in_years_nor_on_a_sunday(self, two):
        today = clock.today()
        sunday = today + timedelta(days=27 - today.weekday())
        for day in (today + timedelta(days=1), today + timedelta(days=800), sunday):
            with pytest.raises(proposing.WrongDay):
                self.propose(two, visits_on=day)
