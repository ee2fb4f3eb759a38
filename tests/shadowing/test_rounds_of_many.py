"""Rounds of many people: sent in a few statements, read page by page, and as they will be."""

import random
from datetime import timedelta

import pytest
import sqlalchemy as sa

from talentgrow.infra import clock
from talentgrow.kernel.access import SYSTEM
from talentgrow.notifications.models import Notice
from talentgrow.shadowing.exchanges import creating
from talentgrow.shadowing.exchanges.models import (
    Exchange,
    ExchangeMember,
    LeftOver,
    Missing,
    RoundLeg,
    RoundRun,
)
from talentgrow.shadowing.models import Offer
from talentgrow.shadowing.rounds import publishing, sending
from talentgrow.shadowing.rounds.matching.edges import Problem
from talentgrow.shadowing.rounds.matching.gathering import read
from talentgrow.shadowing.rounds.weeks import days_within, weeks_of
from talentgrow.shadowing.states import OfferStatus, RoundStatus
from talentgrow.shadowing.states import VisitStatus as V
from talentgrow.shadowing.visits.models import Visit
from tests.shadowing.round_scene import Company, hr, run

R = RoundStatus
WRITES = ("INSERT", "UPDATE")


@pytest.fixture
def sophie(make):
    return hr(make)


def pairs(make, count, **fields):
    """Return a round in which people swap two by two, and its company."""
    names = [f"{side}{number}" for number in range(count) for side in ("Ada", "Bob")]
    company = Company(make, *names)
    for number in range(count):
        company.wish(f"Ada{number}", f"Bob{number}")
        company.wish(f"Bob{number}", f"Ada{number}")
    return company.joined(**fields), company


def publish(session, one, found):
    sent = publishing.publish(one, run_id=found.id, by=SYSTEM, now=clock.now())
    session.commit()
    return sent


def sent_to(session, app, one):
    with app.test_request_context():
        return publish(session, one, run(session, one))


class TestSending:
    def statements_of(self, make, session, statements, count):
        """Return how often publishing so many pairs, and as many visits one-way, asks."""
        one, company = pairs(make, count)
        for number in range(count):
            waiting = make.person(f"Wanda {number}")
            make.visit_wish(waiting, job=company.jobs[f"Ada{number}"])
            make.round_member(one, waiting)
            host = make.person(f"Vera {number}", job=company.jobs[f"Ada{number}"])
            make.offer(host, job_id=company.jobs[f"Ada{number}"].id)
        found = run(session, one)
        with statements() as asked:
            sent = publish(session, one, found)
        assert (sent.rings, sent.one_way) == (count, count)
        return sum(not statement.startswith(WRITES) for statement in asked)

    def test_asks_as_often_for_many_as_for_few(self, app, make, session, statements):
        with app.test_request_context():
            few = self.statements_of(make, session, statements, 2)
            many = self.statements_of(make, session, statements, 9)

        assert many == few < 60

    def test_one_host_with_room_takes_several_each_on_a_day_of_their_own(self, app, make, session):
        company = Company(make, "Awa", "Paul", "Inès", "Guy")
        job = make.job("Fondeur")
        host = make.person("Vera Volunteer", job=job)
        for person in company.people.values():
            make.visit_wish(person, job=job)
        one = company.joined()
        day = next(days_within(one, weeks_of(one)[1]))
        days = [day, day + timedelta(days=1)]
        offer = make.offer(host, slots=days, job_id=job.id, half_days=2)

        sent = sent_to(session, app, one)

        assert sent.one_way == 2
        assert sorted(session.scalars(sa.select(Visit.starts_on))) == days
        assert session.get_one(Offer, offer.id).status is OfferStatus.FULL
        told = session.scalars(sa.select(Notice.kind).where(Notice.person_id == host.id)).all()
        assert told == ["shadowing.round_asks_host"] * 2

    def test_a_month_of_an_offer_holds_no_more_visits_than_it_says(self, app, make, session):
        company = Company(make, "Awa", "Paul", "Inès", "Guy")
        job = make.job("Fondeur")
        host = make.person("Vera Volunteer", job=job)
        for person in company.people.values():
            make.visit_wish(person, job=job)
        first = (clock.today().replace(day=1) + timedelta(days=40)).replace(day=20)
        one = company.joined(visits_from=first, visits_to=first + timedelta(days=27))
        make.offer(host, job_id=job.id, a_month=1)

        assert sent_to(session, app, one).one_way == 2
        days = session.scalars(sa.select(Visit.starts_on)).all()
        assert len({day.month for day in days}) == 2

    def test_nothing_of_it_is_made_where_an_offer_has_no_day_left(
        self, app, make, session, monkeypatch
    ):
        one, company = pairs(make, 1)
        waiting = make.person("Wanda Waits")
        make.visit_wish(waiting, job=company.jobs["Ada0"])
        make.round_member(one, waiting)
        host = make.person("Vera Volunteer", job=company.jobs["Ada0"])
        make.offer(host, job_id=company.jobs["Ada0"].id)
        with app.test_request_context():
            found = run(session, one)
            scene = read(one, now=clock.now())
            monkeypatch.setattr(publishing, "read", lambda *_args, **_more: scene)
            monkeypatch.setattr(sending.room, "days", lambda *_args, **_more: ())
            savepoint = session.begin_nested()
            with pytest.raises(sending.Outdated, match="plus de jour libre"):
                publishing.publish(one, run_id=found.id, by=SYSTEM, now=clock.now())
            savepoint.rollback()
        assert session.scalar(sa.select(sa.func.count(Visit.id))) == 0


class TestManyRingsAtOnce:
    def days(self, count):
        first = clock.today() + timedelta(days=30)
        first -= timedelta(days=first.weekday())
        return [first + timedelta(days=number) for number in range(count)]

    def test_everybody_is_asked_about_their_own(self, app, make, session):
        people = [make.person(f"{name} P") for name in ("Awa", "Paul", "Inès", "Sara", "Guy")]
        ids = [one.id for one in people]
        rings = [
            creating.Planned(ids[:3], self.days(3)),
            creating.Planned(ids[3:], self.days(2)),
        ]
        with app.test_request_context():
            made = creating.create_all(rings, now=clock.now())

        assert [len(one.members) for one in made] == [3, 2]
        rows = session.execute(sa.select(Visit.exchange_id, Visit.visitor_id, Visit.host_id)).all()
        first, second = (one.id for one in made)
        assert set(rows) == {
            (first, ids[0], ids[1]),
            (first, ids[1], ids[2]),
            (first, ids[2], ids[0]),
            (second, ids[3], ids[4]),
            (second, ids[4], ids[3]),
        }
        told = session.execute(sa.select(Notice.person_id, Notice.url)).all()
        ring, pair = (f"/swaps/{one.id}" for one in made)
        assert sorted(told) == sorted(zip(ids, [ring] * 3 + [pair] * 2, strict=True))

    def test_nobody_is_in_two_and_none_is_nothing(self, app, make, session):
        ids = [make.person(f"{name} P").id for name in ("Awa", "Paul", "Inès")]
        rings = [creating.Planned(two, self.days(2)) for two in (ids[:2], ids[1:])]
        with app.test_request_context():
            with pytest.raises(ValueError, match="two rings"):
                creating.create_all(rings, now=clock.now())
            assert creating.create_all([], now=clock.now()) == []
        assert session.scalar(sa.select(sa.func.count(Exchange.id))) == 0

    def test_one_who_cannot_be_asked_stops_all(self, app, make, session):
        people = [make.person(f"{name} P") for name in ("Awa", "Paul", "Inès", "Sara")]
        ids = [one.id for one in people]
        rings = [creating.Planned(two, self.days(2)) for two in (ids[:2], ids[2:])]
        make.visit(*people[2:])
        with app.test_request_context(), pytest.raises(creating.VisitAlive):
            creating.create_all(rings, now=clock.now())
        assert session.scalar(sa.select(sa.func.count(ExchangeMember.id))) == 0


class TestReading:
    """Rings, visits one-way and those who wait are read page by page; counts stay over all."""

    COUNT = 26

    @pytest.fixture
    def many(self, app, make, session):
        one, _company = pairs(make, self.COUNT)
        for number in range(31):
            make.round_member(one, make.person(f"Wanda {number:02} Waits"))
        with app.test_request_context():
            found = run(session, one)
        # As if a host far away had taken as many one-way.
        for number in range(33):
            visitor = make.person(f"Olaf {number:02} Alone")
            session.add(
                RoundLeg(
                    run_id=found.id,
                    visitor_id=visitor.id,
                    host_id=one.author_id,
                    rank=1,
                    monday=weeks_of(one)[0],
                )
            )
        found.figures = found.figures | {"one_way": 33}
        session.commit()
        return one

    def test_a_page_has_24_rings_and_the_next_the_others(self, many, sign_in, page, sophie):
        client, here = sign_in(sophie), f"/hr/rounds/{many.id}"

        first = page(client, here)
        assert "The 26 rings proposed" in first.text
        assert "Send the 26 rings" in first.text
        assert "Page 1 of 2, 26 in all" in first.text
        assert len(first.all("article", **{"class": "tg-ring-card"})) == 24
        assert f"{here}?rings=2#h-rings" in first.links()

        second = page(client, f"{here}?rings=2")
        assert [one["id"] for one in second.all("h3") if "ring-" in one.get("id", "")] == [
            "ring-25",
            "ring-26",
        ]
        assert "Send the 26 rings" in second.text
        assert f"{here}?as=table&rings=2#h-rings" in second.links()

    def test_the_table_is_read_page_by_page_too(self, many, sign_in, page, sophie):
        client, here = sign_in(sophie), f"/hr/rounds/{many.id}"
        first = page(client, f"{here}?as=table")
        assert len(first.all("td", **{"data-label": "Ring"})) == 48
        assert f"{here}?as=table&rings=2#h-rings" in first.links()
        second = page(client, f"{here}?as=table&rings=2")
        assert len(second.all("td", **{"data-label": "Ring"})) == 4
        assert f"{here}?rings=2#h-rings" in second.links()

    def test_so_are_visits_one_way_and_those_who_wait(self, many, sign_in, page, sophie):
        client, here = sign_in(sophie), f"/hr/rounds/{many.id}"

        first = page(client, here)
        assert "33 visits one-way, which no ring held" in first.text
        assert "31 people still wait, and this is why" in first.text
        assert "Olaf 29 Alone" in first.text
        assert "Olaf 30 Alone" not in first.text
        assert len(first.all("input", name="person")) == 30

        second = page(client, f"{here}?alone=2&waiting=2")
        assert "Olaf 30 Alone" in second.text
        assert "Olaf 29 Alone" not in second.text
        assert len(second.all("input", name="person")) == 1
        # Each list keeps the page of the others.
        assert f"{here}?alone=2&waiting=2&rings=2#h-rings" in second.links()
        assert f"{here}?waiting=2&alone=1#h-one-way" in second.links()

    @pytest.mark.parametrize("asked", ["99", "9" * 30, "-4", "x", "", "0"])
    def test_nonsense_is_the_first_page_and_too_far_the_last(
        self, many, sign_in, page, sophie, asked
    ):
        client = sign_in(sophie)
        shown = page(client, f"/hr/rounds/{many.id}?rings={asked}&alone={asked}&waiting={asked}")
        number = 2 if asked.startswith("9") else 1
        assert shown.text.count(f"Page {number} of 2") == 3

    def test_pages_are_reached_from_what_a_form_answers(self, many, sign_in, sophie):
        here = f"/hr/rounds/{many.id}"
        answer = sign_in(sophie).post(f"{here}/publish", data={"run": "77"})
        assert answer.status_code == 409
        assert f'href="{here}?rings=2#h-rings"' in answer.text

    def test_late_ones_stop_the_sending_on_every_page(self, many, make, session, sign_in, sophie):
        make.round_member(many, make.person("Farid Late"))
        session.commit()
        client, here = sign_in(sophie), f"/hr/rounds/{many.id}"
        assert "Farid Late" in client.get(here).text
        for url in (here, f"{here}?waiting=2"):
            assert f"{here}/publish" not in client.get(url).text

    def test_what_became_of_it_is_read_page_by_page(
        self, app, make, session, sign_in, page, statements, sophie
    ):
        one, _company = pairs(make, self.COUNT)
        sent_to(session, app, one)
        first = session.scalars(sa.select(Visit).order_by(Visit.id)).first()
        first.status = V.CONFIRMED
        for number in range(33):
            make.visit(make.person(f"Olaf {number:02}"), sophie, round_id=one.id, status=V.EXPIRED)
        session.commit()
        client, here = sign_in(sophie), f"/hr/rounds/{one.id}"

        shown = page(client, here)
        assert shown.h1 == "One visit of 85 is agreed"
        assert "51 of them wait for an answer" in shown.text
        assert len(shown.all("article")) == 24
        assert f"{here}?alone=2#h-alone" in shown.links()
        assert "Olaf 30" not in shown.text

        with statements() as asked:
            second = page(client, f"{here}?rings=2&alone=2")
        assert len(asked) <= 15
        assert second.h1 == "One visit of 85 is agreed"
        assert len(second.all("article")) == 2
        assert "Olaf 30" in second.text


class TestDaysOfPairs:
    def proposal(self, app, session, one):
        with app.test_request_context():
            return run(session, one)

    def test_a_pair_reads_the_days_on_which_its_visits_will_be(
        self, app, make, session, sign_in, page, sophie
    ):
        first = clock.today() + timedelta(days=40)
        first -= timedelta(days=first.weekday())
        one, company = pairs(make, 1, visits_from=first, visits_to=first + timedelta(days=4))
        # Monday is taken before.
        make.visit(company["Ada0"], make.person("Max Other"), status=V.CONFIRMED, starts_on=first)
        found = self.proposal(app, session, one)

        shown = page(sign_in(sophie), f"/hr/rounds/{one.id}")
        days = [first + timedelta(days=1), first + timedelta(days=2)]
        words = f"{days[0]:%-d} and {days[1]:%-d %B}"
        if days[0].month != days[1].month:
            words = f"{days[0]:%-d %B} and {days[1]:%-d %B}"
        assert words in shown.text.replace("\u00a0", " ")
        assert "Week of" not in shown.text

        with app.test_request_context():
            publish(session, one, found)
        made = session.scalars(sa.select(Visit.starts_on).where(Visit.round_id == one.id))
        assert sorted(made) == days

    def test_where_a_week_has_no_two_days_left_the_week_is_told(
        self, app, make, session, sign_in, page, sophie
    ):
        one, company = pairs(make, 1)
        week = weeks_of(one)[0]
        for day in list(days_within(one, week))[1:]:
            make.visit(company["Ada0"], make.person("Max Other"), status=V.CONFIRMED, starts_on=day)
        self.proposal(app, session, one)

        assert "Week of" in page(sign_in(sophie), f"/hr/rounds/{one.id}").text

    def test_a_ring_of_three_reads_its_week(self, app, make, session, sign_in, page, sophie):
        company = Company(make, "Awa", "Paul", "Inès")
        company.wish("Awa", "Paul")
        company.wish("Paul", "Inès")
        company.wish("Inès", "Awa")
        one = company.joined()
        self.proposal(app, session, one)
        assert "Week of" in page(sign_in(sophie), f"/hr/rounds/{one.id}").text


@pytest.mark.parametrize("seed", range(4))
def test_nobody_waits_who_could_visit_a_host_with_room(app, make, session, seed):
    """Therefore HR is offered no visit one-way by hand: there is none that would be possible."""
    chance = random.Random(seed)
    company = Company(make, *(f"P{number}" for number in range(18)))
    names = list(company.people)
    for name in names:
        company.wish(name, *chance.sample([one for one in names if one != name], 3))
    one = make.round(status=R.CLOSED, longest=2)
    for name in names:
        weeks = chance.sample(weeks_of(one), 2)
        make.round_member(one, company[name], places=chance.choice([0, 0, 1, 1, 2]), weeks=weeks)
    for number in range(4):
        job = company.jobs[chance.choice(names)]
        host = make.person(f"Vera {number}", job=job)
        make.offer(host, job_id=job.id, slots=[one.visits_from])

    with app.test_request_context():
        found = run(session, one)
        problem = Problem(read(one, now=clock.now()))
    legs = session.execute(
        sa.select(RoundLeg.visitor_id, RoundLeg.host_id).where(RoundLeg.run_id == found.id)
    ).all()
    waiting = set(
        session.scalars(
            sa.select(LeftOver.person_id).where(
                LeftOver.run_id == found.id, LeftOver.missing != Missing.NO_WISH
            )
        )
    )
    room = {one.id: one.places for one in problem.ringed.participants}
    for _visitor, host in legs:
        room[host] -= 1
    assert waiting
    assert not [two for two in problem.edges if two[0] in waiting and room[two[1]] > 0]


def test_figures_tell_how_many_wait(app, make, session):
    one, _company = pairs(make, 2)
    for number in range(3):
        make.round_member(one, make.person(f"Wanda {number}"))
    make.round_member(one, make.person("Hans Hosts"), visits=False)
    with app.test_request_context():
        found = run(session, one)
    left = session.scalar(sa.select(sa.func.count()).select_from(LeftOver))
    assert found.figures["members"] - found.figures["served"] == left == 3
    assert session.scalar(sa.select(sa.func.count(RoundRun.id))) == 1
