"""Rounds: people join, a proposal is computed and sent, and nobody is promised what is gone."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from talentgrow.infra import clock
from talentgrow.infra.db import db
from talentgrow.kernel.access import SYSTEM, Actor, Role, Scope
from talentgrow.kernel.errors import IllegalTransition
from talentgrow.notifications.models import Notice
from talentgrow.shadowing.exchanges.models import (
    Exchange,
    LeftOver,
    Missing,
    RoundLeg,
    RoundMember,
    RoundRun,
)
from talentgrow.shadowing.models import Offer
from talentgrow.shadowing.rounds import (
    inviting,
    joining,
    life,
    members,
    publishing,
    sending,
    service,
    solving,
)
from talentgrow.shadowing.rounds.joining import Part
from talentgrow.shadowing.rounds.values import RoundValues, WrongValues
from talentgrow.shadowing.rounds.weeks import days_within, weeks_of
from talentgrow.shadowing.states import OfferStatus, RoundStatus
from talentgrow.shadowing.states import VisitStatus as V
from talentgrow.shadowing.visits.models import Visit
from tests.shadowing.round_scene import Company, hr, run, six

R = RoundStatus


@pytest.fixture(autouse=True)
def request_of_somebody(app):
    with app.test_request_context():
        yield


def actor(person, *roles):
    return Actor(person.id, frozenset({Role.EMPLOYEE, *roles}))


def told(session, person):
    rows = session.scalars(sa.select(Notice.kind).where(Notice.person_id == person.id))
    return [kind.removeprefix("shadowing.") for kind in rows]


def legs(session, run):
    rows = session.scalars(sa.select(RoundLeg).where(RoundLeg.run_id == run.id))
    return {(leg.visitor_id, leg.host_id): leg for leg in rows}


def left_over(session, run):
    rows = session.scalars(sa.select(LeftOver).where(LeftOver.run_id == run.id))
    return {row.person_id: row.missing for row in rows}


class TestWeeks:
    def test_a_round_has_the_weeks_in_which_a_visit_fits(self, make):
        one = make.round()
        monday = one.visits_from - timedelta(days=one.visits_from.weekday())

        assert weeks_of(one)[0] == monday
        assert all(week.weekday() == 0 for week in weeks_of(one))

    def test_a_visit_that_is_too_long_for_the_last_days_does_not_begin_there(self, make):
        first = clock.today() + timedelta(days=40)
        first -= timedelta(days=first.weekday())
        one = make.round(
            visits_from=first + timedelta(days=3), visits_to=first + timedelta(days=9), half_days=6
        )

        assert weeks_of(one) == (first + timedelta(days=7),)
        assert list(days_within(one, first)) == []


class TestJoining:
    def test_somebody_joins_says_when_and_leaves(self, make, session):
        one, ines = make.round(), make.person("Inès Caradec")
        weeks = weeks_of(one)

        joining.join(
            one, Part(weeks=frozenset(weeks[:2]), travels=True), by=actor(ines), now=clock.now()
        )
        member = joining.member_of(one.id, ines.id)
        assert [week.monday for week in member.weeks] == list(weeks[:2])
        assert (member.visits, member.places, member.travels) == (True, 1, True)

        joining.join(
            one, Part(weeks=frozenset(weeks[1:2]), places=0), by=actor(ines), now=clock.now()
        )
        member = joining.member_of(one.id, ines.id)
        assert [week.monday for week in member.weeks] == [weeks[1]]
        assert members.ids_in(one.id) == (ines.id,)

        assert joining.leave(one, ines.id, by=actor(ines), now=clock.now())
        assert members.ids_in(one.id) == ()
        assert not joining.leave(one, ines.id, by=actor(ines), now=clock.now())

        joining.join(one, Part(weeks=frozenset(weeks)), by=actor(ines), now=clock.now())
        assert members.ids_in(one.id) == (ines.id,)

    def test_without_a_week_or_anything_to_do_nobody_joins(self, make):
        one, ines = make.round(), make.person("Inès Caradec")
        elsewhen = frozenset({one.visits_to + timedelta(days=70)})

        for part in (
            Part(weeks=frozenset()),
            Part(weeks=elsewhen),
            Part(weeks=frozenset(weeks_of(one)), visits=False, places=0),
        ):
            with pytest.raises(joining.NothingToDo):
                joining.join(one, part, by=actor(ines), now=clock.now())
        assert members.ids_in(one.id) == ()

    def test_nobody_joins_what_is_closed_over_or_for_others(self, make):
        ines, unit = make.person("Inès Caradec"), make.unit("Flux")
        closed = make.round(status=R.CLOSED)
        over = make.round(join_by=clock.today() - timedelta(days=1))
        others = make.round(unit_id=unit.id)

        for one in (closed, over, others):
            with pytest.raises(joining.CannotJoin):
                joining.join(
                    one, Part(weeks=frozenset(weeks_of(one))), by=actor(ines), now=clock.now()
                )

    def test_who_takes_part_may_tick_another_week_until_the_rings_are_sent(self, make):
        company = Company(make, "Awa")
        one = company.joined()
        week = frozenset(weeks_of(one)[:1])

        joining.join(one, Part(weeks=week), by=actor(company["Awa"]), now=clock.now())
        assert len(joining.member_of(one.id, company["Awa"].id).weeks) == 1

        sent = company.joined(status=R.PUBLISHED)
        with pytest.raises(joining.CannotJoin):
            joining.join(sent, Part(weeks=week), by=actor(company["Awa"]), now=clock.now())
        with pytest.raises(joining.CannotJoin):
            joining.leave(sent, company["Awa"].id, by=actor(company["Awa"]), now=clock.now())

    def test_who_leaves_the_house_leaves_every_round_that_is_prepared(self, make):
        company = Company(make, "Awa")
        one, sent = company.joined(status=R.OPEN), company.joined(status=R.PUBLISHED)

        assert joining.leave_all(company["Awa"], by=SYSTEM, now=clock.now()) == 1
        assert members.ids_in(one.id) == ()
        assert members.ids_in(sent.id) == (company["Awa"].id,)


class TestLife:
    def test_opening_tells_those_with_a_wish_or_an_offer_and_nobody_else(self, make, session):
        sophie, company = hr(make), Company(make, "Awa", "Paul", "Guy")
        company.wish("Awa", "Paul")
        make.offer(company["Paul"])
        one = make.round(status=R.DRAFT)

        life.open(one, by=actor(sophie, Role.HR), now=clock.now())

        assert one.status is R.OPEN
        assert told(session, company["Awa"]) == told(session, company["Paul"]) == ["round_opened"]
        assert told(session, company["Guy"]) == []

    def test_a_round_whose_last_day_has_passed_is_not_opened(self, make):
        one = make.round(status=R.DRAFT, join_by=clock.today() - timedelta(days=1))

        with pytest.raises(life.WrongDay):
            life.open(one, by=SYSTEM, now=clock.now())

    def test_the_night_closes_it_once_its_day_is_over_and_asks_for_a_proposal(self, make, session):
        sophie = hr(make)
        due = make.round(join_by=clock.today() - timedelta(days=1), author_id=sophie.id)
        not_due = make.round(join_by=clock.today())

        assert life.close_due(due, by=SYSTEM, now=clock.now())
        assert not life.close_due(due, by=SYSTEM, now=clock.now())
        assert not life.close_due(not_due, by=SYSTEM, now=clock.now())

        assert due.status is R.CLOSED
        assert session.scalar(sa.select(RoundRun.round_id)) == due.id
        assert told(session, sophie) == ["round_closed"]

    def test_its_end_is_only_ever_put_later_and_before_its_visits(self, make, session):
        company = Company(make, "Awa")
        one = company.joined(status=R.OPEN)
        for day in (one.join_by, one.join_by - timedelta(days=1), one.visits_from):
            with pytest.raises(life.WrongDay):
                life.extend(one, day, by=SYSTEM, now=clock.now())

        later = one.visits_from - timedelta(days=1)
        life.extend(one, later, by=SYSTEM, now=clock.now())

        assert one.join_by == later
        assert told(session, company["Awa"]) == ["round_longer"]

    def test_a_closed_round_opens_again(self, make):
        one = make.round(status=R.CLOSED)
        life.reopen(one, one.visits_from - timedelta(days=1), by=SYSTEM, now=clock.now())
        assert one.status is R.OPEN

    def test_calling_it_off_needs_a_reason_which_those_in_it_read(self, make, session):
        sophie, company = hr(make), Company(make, "Awa")
        one = company.joined(status=R.OPEN)
        with pytest.raises(life.ReasonTooShort):
            life.cancel(one, "Trop court", by=actor(sophie), now=clock.now())

        life.cancel(one, "Le site ferme deux semaines.", by=actor(sophie), now=clock.now())

        assert one.status is R.CANCELLED
        (details,) = session.scalars(sa.select(Notice.details))
        assert details["reason"] == "Le site ferme deux semaines."
        assert details["who"] == "Sophie Marchal"

    def test_it_is_finished_once_no_visit_is_still_to_come(self, make, session):
        past = {
            "join_by": clock.today() - timedelta(days=60),
            "visits_from": clock.today() - timedelta(days=40),
            "visits_to": clock.today() - timedelta(days=20),
        }
        one = make.round(status=R.PUBLISHED, **past)
        awa, paul = make.person("Awa"), make.person("Paul")
        visit = make.visit(awa, paul, status=V.CONFIRMED, round_id=one.id)

        assert not life.finish(one, by=SYSTEM, now=clock.now())
        visit.status = V.CLOSED
        session.flush()
        assert life.finish(one, by=SYSTEM, now=clock.now())
        assert one.status is R.FINISHED


class TestValues:
    def values(self, one, **more):
        return RoundValues(
            **{
                name: getattr(RoundValues.of(one), name)
                for name in RoundValues.__dataclass_fields__
            }
            | more
        )

    def test_a_round_is_prepared(self, make, session):
        sophie, like = hr(make), make.round()
        one = service.create(self.values(like), by=actor(sophie, Role.HR), now=clock.now())
        assert one.status is R.DRAFT
        assert one.author_id == sophie.id

    def test_what_does_not_fit_is_said_by_field(self, make):
        sophie, like = hr(make), make.round()
        first = like.visits_from
        for field, more in {
            "name": {"name_fr": "", "name_en": ""},
            "visits_from": {"visits_from": like.join_by},
            "visits_to": {"visits_to": first - timedelta(days=1)},
            "join_by": {"join_by": clock.today() - timedelta(days=1)},
            "site_id": {"unit_id": make.unit().id, "site_id": make.site().id},
        }.items():
            with pytest.raises(WrongValues) as error:
                service.create(
                    self.values(like, **more), by=actor(sophie, Role.HR), now=clock.now()
                )
            assert list(error.value.errors) == [field]
        with pytest.raises(WrongValues) as error:
            service.create(
                self.values(like, visits_to=first + timedelta(days=200)),
                by=actor(sophie, Role.HR),
                now=clock.now(),
            )
        assert list(error.value.errors) == ["visits_to"]
        with pytest.raises(WrongValues) as error:
            service.create(
                self.values(like, unit_id=999), by=actor(sophie, Role.HR), now=clock.now()
            )
        assert list(error.value.errors) == ["unit_id"]

    def test_hr_of_a_part_holds_rounds_for_it_and_no_other(self, make):
        angers, lyon = make.site("Angers"), make.site("Lyon")
        paula, like = make.hr_of(angers), make.round()
        by = Actor(paula.id, frozenset({Role.HR}), scope=Scope(site_ids=frozenset({angers.id})))

        one = service.create(self.values(like, site_id=angers.id), by=by, now=clock.now())
        assert one.site_id == angers.id
        for site_id in (None, lyon.id):
            with pytest.raises(WrongValues) as error:
                service.create(self.values(like, site_id=site_id), by=by, now=clock.now())
            assert list(error.value.errors) == ["unit_id"]

    def test_once_open_its_days_and_place_stay(self, make):
        sophie, one = hr(make), make.round()
        before = one.visits_to
        changed = service.edit(
            one,
            self.values(one, longest=5, visits_to=before + timedelta(days=5)),
            seen=one.version,
            by=actor(sophie, Role.HR),
            now=clock.now(),
        )
        assert changed == ("longest",)
        assert one.visits_to == before

    def test_a_newer_word_is_not_overwritten_and_what_was_sent_stays(self, make):
        sophie, one = hr(make), make.round()
        by = actor(sophie, Role.HR)
        with pytest.raises(service.RoundChanged):
            service.edit(
                one, self.values(one, longest=5), seen=one.version - 1, by=by, now=clock.now()
            )
        sent = make.round(status=R.PUBLISHED)
        with pytest.raises(service.TooLate):
            service.edit(
                sent, self.values(sent, longest=5), seen=sent.version, by=by, now=clock.now()
            )


class TestProposal:
    def test_six_people_get_a_ring_of_three_and_a_pair_and_one_waits(self, make, session):
        company = six(make)
        one = company.joined()

        found = run(session, one)

        assert found.failed == ""
        pairs = legs(session, found)
        ids = {name: person.id for name, person in company.people.items()}
        ring = {(ids["Awa"], ids["Paul"]), (ids["Paul"], ids["Inès"]), (ids["Inès"], ids["Awa"])}
        pair = {(ids["Sara"], ids["Guy"]), (ids["Guy"], ids["Sara"])}
        assert set(pairs) == ring | pair
        assert {pairs[two].ring for two in ring} == {1}
        assert {pairs[two].ring for two in pair} == {2}
        assert left_over(session, found) == {ids["Elsa"]: Missing.NO_WAY_BACK}
        figures = found.figures
        assert (figures["members"], figures["served"], figures["in_rings"], figures["one_way"]) == (
            6,
            5,
            5,
            0,
        )
        assert figures["bound"] == 5
        assert figures["by_rank"] == [[1, 5]]

    def test_who_is_left_over_visits_a_member_with_a_place_left_one_way(self, make, session):
        company = six(make)
        one = company.joined()
        session.execute(
            sa.update(RoundMember)
            .where(RoundMember.person_id == company["Awa"].id)
            .values(places=2)
        )

        found = run(session, one)

        leg = legs(session, found)[company["Elsa"].id, company["Awa"].id]
        assert leg.ring is None
        assert left_over(session, found) == {}

    def test_who_is_left_over_visits_whoever_shows_their_job(self, make, session):
        company = six(make)
        one = company.joined()
        volunteer = make.person("Vera Volunteer", job=company.jobs["Awa"])
        make.offer(volunteer, job_id=company.jobs["Awa"].id, unit_id=None, site_id=None)

        found = run(session, one)

        assert legs(session, found)[company["Elsa"].id, volunteer.id].ring is None

    def test_offers_that_want_a_visit_in_return_or_no_round_are_left_alone(self, make, session):
        company = six(make)
        one = company.joined()
        for fields in ({"reciprocal": "required"}, {"is_for_rounds": False}):
            host = make.person("Vera Volunteer", job=company.jobs["Awa"])
            make.offer(host, job_id=company.jobs["Awa"].id, **fields)
        paused = make.person("Vera Volunteer", job=company.jobs["Awa"])
        make.offer(paused, job_id=company.jobs["Awa"].id, status=OfferStatus.PAUSED)

        assert left_over(session, run(session, one)) == {company["Elsa"].id: Missing.NO_WAY_BACK}

    def test_a_wish_for_a_unit_or_a_person_is_granted_too(self, make, session):
        company = Company(make, "Awa", "Paul")
        above = make.unit("Usine")
        below = make.unit("Ligne", parent=above)
        person = make.person("Line Test")
        make.assignment(person, make.job("Ligne"), unit=below)
        make.visit_wish(company["Awa"], unit=above)
        make.visit_wish(person, host=company["Awa"])
        one = company.joined()
        make.round_member(one, person)

        assert set(legs(session, run(session, one))) == {
            (company["Awa"].id, person.id),
            (person.id, company["Awa"].id),
        }

    def test_why_somebody_waits_is_known(self, make, session):
        rennes, lyon = make.site("Rennes"), make.site("Lyon")
        company = Company(make, "Awa", "Paul", "Dina", "Nils")
        far = make.person("Fabien Far")
        far_job = make.job("Loin")
        make.assignment(far, far_job, site=lyon)
        near = make.person("Nora Near")
        make.assignment(near, make.job("Près"), site=rennes)
        nobody_does = make.job("Personne")
        make.visit_wish(company["Awa"], job=nobody_does)
        make.visit_wish(company["Dina"], job=company.jobs["Paul"])
        make.visit_wish(near, job=far_job)
        one = make.round(status=R.CLOSED)
        weeks = weeks_of(one)
        for person in (company["Awa"], company["Paul"], company["Nils"], far, near):
            make.round_member(one, person, weeks=weeks[:1])
        make.round_member(one, company["Dina"], weeks=weeks[1:2])

        found = run(session, one)

        left = left_over(session, found)
        assert left[company["Awa"].id] is Missing.NO_HOST
        assert left[company["Dina"].id] is Missing.DATES
        assert left[company["Nils"].id] is Missing.NO_WISH
        assert left[near.id] is Missing.SITES

    def test_who_travels_goes_to_another_site_where_the_round_lets_them(self, make, session):
        rennes, lyon = make.site("Rennes"), make.site("Lyon")
        here, there = make.person("Awa Here"), make.person("Paul There")
        jobs = make.job("Ici"), make.job("Là")
        make.assignment(here, jobs[0], site=rennes)
        make.assignment(there, jobs[1], site=lyon)
        make.visit_wish(here, job=jobs[1])
        make.visit_wish(there, job=jobs[0])

        served = []
        for crosses, travels in ((True, True), (True, False), (False, True)):
            one = make.round(status=R.CLOSED, crosses_sites=crosses)
            for person in (here, there):
                make.round_member(one, person, travels=travels)
            served.append(run(session, one).figures["served"])
        assert served == [2, 0, 0]

    def test_nobody_is_sent_to_the_same_colleague_again_within_a_year(self, make, session):
        company = Company(make, "Sara", "Guy")
        company.wish("Sara", "Guy")
        company.wish("Guy", "Sara")
        day = clock.today() - timedelta(days=100)
        make.visit(company["Sara"], company["Guy"], status=V.CLOSED, starts_on=day)
        found = run(session, company.joined())
        assert (company["Sara"].id, company["Guy"].id) not in legs(session, found)

        session.execute(
            sa.update(Visit).values(
                starts_on=day - timedelta(days=300), ends_on=day - timedelta(days=300)
            )
        )
        assert run(session, company.joined()).figures["served"] == 2

    def test_who_answers_for_another_swap_is_in_no_ring(self, make, session):
        company = Company(make, "Sara", "Guy", "Max")
        company.wish("Sara", "Guy")
        company.wish("Guy", "Sara")
        make.exchange(company["Sara"], company["Max"])

        found = run(session, company.joined("Sara", "Guy"))

        assert found.figures["in_rings"] == 0

    def test_who_waited_before_comes_first_among_equals(self, make, session):
        company = Company(make, "Awa", "Paul", "Zoé")
        company.wish("Paul", "Awa")
        company.wish("Zoé", "Awa")
        company.wish("Awa", "Paul")
        make.visit_wish(company["Awa"], job=company.jobs["Zoé"], rank=1)
        earlier = make.round(
            status=R.FINISHED,
            join_by=clock.today() - timedelta(days=200),
            visits_from=clock.today() - timedelta(days=190),
            visits_to=clock.today() - timedelta(days=180),
        )
        make.round_member(earlier, company["Zoé"], is_served=False)

        found = run(session, company.joined())

        assert (company["Zoé"].id, company["Awa"].id) in legs(session, found)

    def test_the_legs_of_a_ring_are_in_one_week_where_one_suits_all(self, make, session):
        company = six(make)
        one = make.round(status=R.CLOSED)
        weeks = weeks_of(one)
        for name, ticked in {"Awa": weeks[1:3], "Paul": weeks[:3], "Inès": weeks[1:]}.items():
            make.round_member(one, company[name], weeks=ticked)

        found = run(session, one)

        assert {leg.monday for leg in legs(session, found).values()} == {weeks[1]}

    def test_asking_twice_computes_once(self, make, session):
        one = six(make).joined()
        first = solving.ask(one, by=SYSTEM, now=clock.now())
        assert solving.ask(one, by=SYSTEM, now=clock.now()).id == first.id

    def test_what_breaks_is_noted_and_the_queue_goes_on(self, make, session, monkeypatch):
        broken, fine = six(make).joined(), make.round(status=R.CLOSED)
        real = solving.propose
        monkeypatch.setattr(
            solving, "propose", lambda ringed, rules: 1 / 0 if ringed.legs else real(ringed, rules)
        )
        solving.ask(broken, by=SYSTEM, now=clock.now())
        found = run(session, fine)

        assert members.newest_run(broken.id).failed == "broken"
        assert found.failed == ""
        assert members.newest_run(broken.id, is_computed=True) is None


class TestPublishing:
    def published(self, session, one):
        found = run(session, one)
        return publishing.publish(one, run_id=found.id, by=SYSTEM, now=clock.now())

    def test_everybody_is_asked_about_their_legs(self, make, session):
        company = six(make)
        one = company.joined()

        sent = self.published(session, one)

        assert (sent.rings, sent.one_way, sent.served) == (2, 0, 5)
        assert one.status is R.PUBLISHED
        visits = session.scalars(sa.select(Visit)).all()
        assert {visit.status for visit in visits} == {V.PROPOSED}
        assert {visit.round_id for visit in visits} == {one.id}
        assert session.scalar(sa.select(sa.func.count(Exchange.id))) == 2
        assert told(session, company["Awa"]) == ["ring_proposed"]
        assert told(session, company["Elsa"]) == ["round_waiting"]
        rows = session.execute(sa.select(RoundMember.person_id, RoundMember.is_served)).all()
        assert {row[0] for row in rows if row[1] is False} == {company["Elsa"].id}

    def test_nobody_is_in_two_places(self, make, session):
        company = six(make)
        self.published(session, company.joined())

        busy = [
            (person, visit.starts_on)
            for visit in session.scalars(sa.select(Visit))
            for person in (visit.visitor_id, visit.host_id)
        ]
        assert len(busy) == len(set(busy))
        assert all(day.weekday() < 5 for _person, day in busy)

    def test_a_day_on_which_one_is_booked_is_left_alone(self, make, session):
        company = Company(make, "Sara", "Guy", "Max")
        company.wish("Sara", "Guy")
        company.wish("Guy", "Sara")
        one = company.joined("Sara", "Guy")
        for day in days_within(one, weeks_of(one)[0]):
            make.visit(company["Sara"], company["Max"], status=V.CLOSED, starts_on=day)
        booked = make.visit(
            company["Max"], company["Sara"], status=V.CONFIRMED, starts_on=one.visits_from
        )

        self.published(session, one)

        days = session.scalars(sa.select(Visit.starts_on).where(Visit.round_id == one.id)).all()
        assert booked.starts_on not in days

    def test_a_volunteer_is_asked_and_their_place_is_taken(self, make, session):
        company = six(make)
        one = company.joined()
        volunteer = make.person("Vera Volunteer", job=company.jobs["Awa"])
        day = next(days_within(one, weeks_of(one)[1]))
        offer = make.offer(volunteer, slots=[day], job_id=company.jobs["Awa"].id, half_days=1)

        sent = self.published(session, one)

        assert sent.one_way == 1
        visit = session.scalars(sa.select(Visit).where(Visit.host_id == volunteer.id)).one()
        assert (visit.status, visit.starts_on, visit.offer_id, visit.half_days) == (
            V.REQUESTED,
            day,
            offer.id,
            1,
        )
        assert session.get(Offer, offer.id).status is OfferStatus.FULL
        assert told(session, volunteer) == ["round_asks_host"]
        assert told(session, company["Elsa"]) == ["round_served"]

    def test_who_only_hosts_hears_that_nobody_came_and_gets_no_credit(self, make, session):
        company = six(make)
        one = company.joined("Awa", "Paul", "Inès")
        host = make.round_member(one, company["Guy"], visits=False)

        self.published(session, one)

        assert told(session, company["Guy"]) == ["round_only_hosts"]
        assert session.get(RoundMember, host.id).is_served is None

    @pytest.mark.parametrize("what", ["joined", "left", "wish", "week", "swap", "offer", "visit"])
    def test_what_has_changed_since_is_computed_anew(self, make, session, what):
        company = six(make)
        one = company.joined()
        found = run(session, one)
        awa = company["Awa"]
        if what == "joined":
            late = make.person("Farid Late", job=company.jobs["Awa"])
            make.round_member(one, late)
        elif what == "left":
            joining.leave(one, awa.id, by=SYSTEM, now=clock.now())
        elif what == "wish":
            make.visit_wish(awa, job=company.jobs["Sara"], rank=2)
        elif what == "week":
            week = frozenset(weeks_of(one)[:1])
            joining.join(one, Part(weeks=week), by=actor(awa), now=clock.now())
        elif what == "swap":
            make.exchange(awa, make.person("Max Other"))
        elif what == "offer":
            host = make.person("Vera Volunteer", job=company.jobs["Awa"])
            make.offer(host, job_id=company.jobs["Awa"].id)
        else:
            make.visit(awa, company["Paul"], status=V.CONFIRMED)

        with pytest.raises(sending.Outdated):
            publishing.publish(one, run_id=found.id, by=SYSTEM, now=clock.now())

    def test_only_the_newest_proposal_is_sent_and_once(self, make, session):
        one = six(make).joined()
        old = run(session, one)
        new = run(session, one)
        savepoint = session.begin_nested()
        with pytest.raises(sending.Outdated):
            publishing.publish(one, run_id=old.id, by=SYSTEM, now=clock.now())
        savepoint.rollback()

        publishing.publish(one, run_id=new.id, by=SYSTEM, now=clock.now())
        with pytest.raises(IllegalTransition):
            publishing.publish(one, run_id=new.id, by=SYSTEM, now=clock.now())

    def test_without_a_proposal_nothing_is_sent(self, make):
        with pytest.raises(sending.Outdated):
            publishing.publish(six(make).joined(), by=SYSTEM, now=clock.now())


class TestInviting:
    def test_those_who_do_a_job_are_invited_once(self, make, session):
        sophie, company = hr(make), Company(make, "Awa", "Paul")
        make.holders(3, company.jobs["Paul"])
        one = company.joined(status=R.OPEN)
        team = [(company.jobs["Paul"].id, 0)]

        assert inviting.invite(one, team, by=actor(sophie, Role.HR), now=clock.now()) == 3
        assert inviting.invite(one, team, by=actor(sophie, Role.HR), now=clock.now()) == 0
        assert told(session, company["Paul"]) == []
        kinds = session.scalars(sa.select(Notice.kind)).all()
        assert kinds == ["shadowing.round_needs_hosts"] * 3

    def test_once_joining_is_over_they_are_asked_to_show_their_job(self, make, session):
        sophie, company = hr(make), Company(make, "Awa", "Paul")
        make.holders(1, company.jobs["Paul"])
        one = company.joined()
        inviting.invite(
            one, [(company.jobs["Paul"].id, 0)], by=actor(sophie, Role.HR), now=clock.now()
        )
        (notice,) = session.scalars(sa.select(Notice))
        assert notice.kind == "shadowing.round_needs_offers"
        assert notice.url == "/visits/offers/new"

    def test_nobody_is_invited_to_what_was_sent(self, make):
        sophie, company = hr(make), Company(make, "Awa", "Paul")
        make.holders(1, company.jobs["Paul"])
        one = company.joined(status=R.PUBLISHED)
        assert (
            inviting.invite(
                one, [(company.jobs["Paul"].id, 0)], by=actor(sophie, Role.HR), now=clock.now()
            )
            == 0
        )

    def test_who_is_left_out_is_asked_for_what_would_help_once(self, make, session):
        sophie, company = hr(make), Company(make, "Awa", "Paul")
        one = company.joined()
        run(session, one)
        by = actor(sophie, Role.HR)

        assert inviting.ask_for_more(one, company["Awa"].id, by=by, now=clock.now())
        assert not inviting.ask_for_more(one, company["Awa"].id, by=by, now=clock.now())
        assert told(session, company["Awa"]) == ["round_asks_wish"]
        assert not inviting.ask_for_more(one, sophie.id, by=by, now=clock.now())


def test_nothing_is_held_while_a_proposal_is_searched(make, session, monkeypatch):
    one, seen, real = six(make).joined(), [], solving.propose

    def searching(ringed, rules):
        seen.append(db.session().in_transaction())
        return real(ringed, rules)

    monkeypatch.setattr(solving, "propose", searching)
    assert run(session, one).figures["served"] == 5
    assert seen == [False]
