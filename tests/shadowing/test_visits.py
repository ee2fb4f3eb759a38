"""A visit from the request to the signature: who is asked, who hears, what is given back."""

from datetime import date, time, timedelta

import pytest
import sqlalchemy as sa

from talentgrow.infra import clock
from talentgrow.infra.i18n import in_language
from talentgrow.kernel.access import SYSTEM, Actor, Role
from talentgrow.kernel.calendar import workday
from talentgrow.notifications import words as sentences
from talentgrow.notifications.models import Notice
from talentgrow.people import load as loads
from talentgrow.shadowing import queries
from talentgrow.shadowing.models import VisitSlot
from talentgrow.shadowing.states import ExchangeStatus, OfferStatus
from talentgrow.shadowing.states import VisitStatus as V
from talentgrow.shadowing.visits import (
    calling_off,
    changing,
    clashes,
    load,
    moving,
    other_hosts,
    words,
)
from talentgrow.shadowing.visits.accepted import accepted
from talentgrow.shadowing.visits.changing import What, changed
from talentgrow.shadowing.visits.models import (
    Answer,
    Side,
    Signature,
    Signer,
    Visit,
    VisitCancel,
)

WHY = "Nous fermons l’atelier cette semaine-là."


def actor_of(person):
    return Actor(person_id=person.id, roles=frozenset())


def soon(days=21):
    return workday(clock.today() + timedelta(days=days))


@pytest.fixture
def told(session):
    def told(person):
        found = sa.select(Notice).where(Notice.person_id == person.id).order_by(Notice.id)
        return [sentences.sentence(one) for one in session.scalars(found)]

    return told


@pytest.fixture
def job(make):
    return make.job("Planification", english="Planning")


@pytest.fixture
def karim(make):
    return make.person("Karim Benali")


@pytest.fixture
def yann(make):
    return make.person("Yann Morvan")


@pytest.fixture
def ines(make, job, karim):
    return make.person("Inès Caradec", job=job, manager=karim)


@pytest.fixture
def maud(make, job, yann):
    return make.person("Maud Le Goff", job=job, manager=yann)


@pytest.fixture(autouse=True)
def request_context(app, session):
    with app.test_request_context(), in_language("en"):
        yield


def hold(visit):
    return queries.visit_in_full(visit.id)


class TestAccepted:
    def test_a_day_is_signed_at_once_and_managers_only_hear(
        self, make, told, ines, maud, karim, yann
    ):
        visit = hold(make.visit(ines, maud))

        accepted(visit, by=actor_of(maud), now=clock.now())

        assert visit.status is V.TO_SIGN
        assert not visit.words
        for manager in (karim, yann):
            (said,) = told(manager)
            assert said.startswith("Inès Caradec visits Maud Le Goff on")
            assert said.endswith("You have nothing to do.")

    def test_longer_than_a_day_both_managers_have_the_word(
        self, make, told, ines, maud, karim, yann
    ):
        visit = hold(make.visit(ines, maud, half_days=3))

        accepted(visit, by=actor_of(maud), now=clock.now())

        assert visit.status is V.HOST_ACCEPTED
        assert {word.side: word.manager_id for word in visit.words} == {
            Side.VISITOR: karim.id,
            Side.HOST: yann.id,
        }
        for manager in (karim, yann):
            (said,) = told(manager)
            assert "without it HR takes over" in said

    def test_without_a_manager_hr_has_the_word_at_once(self, make, told, ines):
        host = make.person("Chef")
        sophie = make.hr_of(name="Sophie")
        visit = hold(make.visit(ines, host, half_days=3))

        accepted(visit, by=actor_of(host), now=clock.now())

        word = next(one for one in visit.words if one.side is Side.HOST)
        assert (word.manager_id, word.climbed_at) == (None, word.asked_at)
        (said,) = told(sophie)
        assert "no manager answers for Chef" in said

    def test_a_manager_who_takes_part_does_not_answer_for_themselves(self, make, ines, karim):
        visit = hold(make.visit(ines, karim, half_days=3))

        accepted(visit, by=actor_of(karim), now=clock.now())

        assert [word.manager_id for word in visit.words] == [None, None]

    def test_a_leg_of_a_swap_is_accepted_too(self, make, ines, maud):
        exchange = make.exchange(ines, maud)
        _one, legs = queries.hold_exchange(exchange.id)

        accepted(legs[0], by=actor_of(maud), now=clock.now())

        assert legs[0].status is V.TO_SIGN


class TestClashes:
    @pytest.mark.parametrize(
        ("other", "clashes_"),
        [
            ({}, True),
            ({"begins_at": "14:00", "ends_at": "17:00"}, True),
            ({"half_days": 1, "begins_at": "18:00", "ends_at": "20:00"}, False),
            ({"status": V.REQUESTED}, False),
            ({"status": V.CANCELLED}, False),
            ({"status": V.TO_SIGN}, True),
            ({"starts_on": soon(28)}, False),
        ],
    )
    def test_one_is_in_one_place(self, make, ines, maud, yann, other, clashes_):
        times = {
            key: time.fromisoformat(value) if key.endswith("_at") else value
            for key, value in ({"status": V.CONFIRMED} | other).items()
        }
        make.visit(yann, ines, **times)
        visit = hold(make.visit(ines, maud))

        assert (clashes.found(visit, {ines.id, maud.id}) is not None) is clashes_

    def test_a_host_takes_several_visitors_of_one_slot_together(self, make, session, ines, maud):
        offer = make.offer(maud, slots=[(soon(), 3)])
        slot = session.scalars(sa.select(VisitSlot)).one()
        make.visit(make.person("Théo"), maud, status=V.CONFIRMED, slot_id=slot.id, starts_on=soon())
        visit = hold(make.visit(ines, maud, offer=offer, slot_id=slot.id, starts_on=soon()))

        clashes.check(visit)

    def test_it_names_who_and_when(self, make, ines, maud):
        make.visit(make.person("Théo"), maud, status=V.CONFIRMED)
        visit = hold(make.visit(ines, maud))

        with pytest.raises(clashes.Clash, match="Maud Le Goff has another visit on Monday"):
            clashes.check(visit)


@pytest.fixture
def asked(make, ines, maud):
    """A visit of two days, about which both managers are asked."""
    visit = hold(make.visit(ines, maud, half_days=4))
    accepted(visit, by=actor_of(maud), now=clock.now())
    return visit


def word_of(visit, side):
    return next(one for one in visit.words if one.side == side)


class TestTheWordOfManagers:
    def test_both_agree_and_it_is_signed(self, told, asked, ines, maud, karim, yann):
        words.agree(asked, word_of(asked, "visitor"), by=actor_of(karim), now=clock.now())
        assert asked.status is V.HOST_ACCEPTED
        words.agree(asked, word_of(asked, "host"), by=actor_of(yann), now=clock.now())

        assert asked.status is V.TO_SIGN
        assert "Sign until" in told(ines)[-1]
        assert "Sign until" in told(maud)[-1]
        assert "as you agreed. Sign until" in told(karim)[-1]

    def test_from_an_earlier_day_counts_as_a_yes(self, asked, karim, yann):
        before = asked.starts_on - timedelta(days=3)
        words.defer(asked, word_of(asked, "visitor"), before, by=actor_of(karim), now=clock.now())
        words.agree(asked, word_of(asked, "host"), by=actor_of(yann), now=clock.now())

        assert asked.status is V.TO_SIGN

    def test_from_a_later_day_nobody_is_refused_and_the_two_move_it(
        self, told, asked, ines, maud, karim, yann
    ):
        later = asked.starts_on + timedelta(days=14)
        words.defer(asked, word_of(asked, "visitor"), later, by=actor_of(karim), now=clock.now())
        words.agree(asked, word_of(asked, "host"), by=actor_of(yann), now=clock.now())
        assert asked.status is V.HOST_ACCEPTED
        assert words.earliest(asked) == later
        assert "Choose a day from then on" in told(ines)[-1]

        wanted = moving.Arrangement(
            later, 4, asked.begins_at, asked.ends_at, is_remote=False, meeting_point=""
        )
        moving.arrange(asked, wanted, seen=asked.sequence, by=actor_of(maud), now=clock.now())

        assert (asked.status, asked.starts_on) == (V.TO_SIGN, later)

    def test_the_day_has_a_limit(self, asked, karim):
        for day in (clock.today(), asked.starts_on + timedelta(weeks=8, days=1)):
            with pytest.raises(words.WrongDay):
                words.defer(
                    asked, word_of(asked, "visitor"), day, by=actor_of(karim), now=clock.now()
                )

    def test_a_no_says_why_to_both_and_to_hr(self, make, told, asked, ines, maud, karim):
        sophie = make.hr_of(name="Sophie")
        words.refuse(asked, word_of(asked, "visitor"), WHY, by=actor_of(karim), now=clock.now())

        assert asked.status is V.MANAGER_REFUSED
        for person in (ines, maud, sophie):
            assert told(person)[-1].startswith("Karim Benali says no to")
        with pytest.raises(words.NotAsked):
            words.agree(asked, word_of(asked, "host"), by=SYSTEM, now=clock.now())

    def test_a_no_without_a_reason_is_none(self, asked, karim):
        with pytest.raises(words.ReasonMissing):
            words.refuse(
                asked, word_of(asked, "visitor"), " non ", by=actor_of(karim), now=clock.now()
            )
        assert asked.status is V.HOST_ACCEPTED


class TestChanged:
    def test_signatures_of_before_stay_and_count_no_more(self, make, session, told, ines, maud):
        visit = make.visit(ines, maud, status=V.CONFIRMED)
        for signer, person in ((Signer.VISITOR, ines), (Signer.HOST, maud)):
            session.add(
                Signature(
                    visit_id=visit.id,
                    signer=signer,
                    person_id=person.id,
                    version=1,
                    at=clock.now(),
                )
            )
        session.flush()
        visit = hold(visit)
        sequence = visit.sequence

        changed(visit, by=actor_of(ines), now=clock.now(), what=What.AGREEMENT)

        assert (visit.status, visit.version) == (V.TO_SIGN, 2)
        assert visit.sequence > sequence
        assert session.scalar(sa.select(sa.func.count(Signature.id))) == 2
        assert "has changed what Inès Caradec and Maud Le Goff agree on" in told(maud)[-1]
        assert not told(ines)

    def test_longer_than_a_day_managers_are_asked_anew(self, make, told, ines, maud, karim):
        visit = hold(make.visit(ines, maud, status=V.CONFIRMED))
        visit.half_days = 4

        changed(visit, by=actor_of(ines), now=clock.now(), what=What.WHEN)

        assert visit.status is V.HOST_ACCEPTED
        assert len(visit.words) == 2
        assert "Your word is asked" in told(karim)[-1]
        assert "The managers have the word" in told(maud)[-1]

    def test_before_the_day_of_a_manager_that_one_is_asked_anew(self, asked, karim, yann):
        later = asked.starts_on + timedelta(days=14)
        words.defer(asked, word_of(asked, "visitor"), later, by=actor_of(karim), now=clock.now())
        words.agree(asked, word_of(asked, "host"), by=actor_of(yann), now=clock.now())
        asked.starts_on = asked.ends_on = later
        changed(asked, by=SYSTEM, now=clock.now(), what=What.WHEN)
        assert asked.status is V.TO_SIGN

        asked.starts_on = asked.ends_on = later - timedelta(days=7)
        changed(asked, by=SYSTEM, now=clock.now(), what=What.WHEN)

        assert asked.status is V.HOST_ACCEPTED
        assert word_of(asked, "visitor").answer is None
        assert word_of(asked, "host").answer is Answer.AGREED

    def test_shorter_than_before_the_two_sign_alone(self, asked):
        asked.half_days = 2

        changed(asked, by=SYSTEM, now=clock.now(), what=What.WHEN)

        assert asked.status is V.TO_SIGN

    def test_what_is_over_does_not_change(self, make, ines, maud):
        visit = hold(make.visit(ines, maud, status=V.TOOK_PLACE))

        with pytest.raises(changing.NotBooked):
            changed(visit, by=SYSTEM, now=clock.now(), what=What.PLACE)


class TestPlaces:
    @pytest.fixture
    def offer(self, make, maud):
        return make.offer(maud, slots=[soon(), soon(28)])

    @pytest.fixture
    def visit(self, make, session, ines, maud, offer):
        slot = session.scalars(sa.select(VisitSlot).order_by(VisitSlot.starts_on)).first()
        slot.taken = 1
        return hold(
            make.visit(
                ines, maud, status=V.CONFIRMED, offer=offer, slot_id=slot.id, starts_on=soon()
            )
        )

    def taken(self, session):
        session.expire_all()
        return list(session.scalars(sa.select(VisitSlot.taken).order_by(VisitSlot.starts_on)))

    def test_a_visit_called_off_gives_its_place_back(self, session, visit, offer, ines):
        offer.status = OfferStatus.FULL
        calling_off.cancel(visit, VisitCancel.ABSENT, by=actor_of(ines), now=clock.now())

        assert self.taken(session) == [0, 0]
        assert offer.status is OfferStatus.OPEN

    def test_a_visit_that_moves_takes_the_place_of_the_other_day(self, session, visit, ines):
        wanted = moving.Arrangement(
            soon(28), 2, visit.begins_at, visit.ends_at, is_remote=False, meeting_point=""
        )
        moving.arrange(visit, wanted, seen=visit.sequence, by=actor_of(ines), now=clock.now())

        assert self.taken(session) == [0, 1]

    def test_a_full_day_takes_nobody_more(self, session, visit, ines):
        session.execute(sa.update(VisitSlot).values(taken=1))
        wanted = moving.Arrangement(
            soon(28), 2, visit.begins_at, visit.ends_at, is_remote=False, meeting_point=""
        )
        with pytest.raises(Exception, match="last place"):
            moving.arrange(visit, wanted, seen=visit.sequence, by=actor_of(ines), now=clock.now())


class TestCallingOff:
    def test_managers_who_knew_hear_of_it(self, told, asked, ines, maud, karim):
        calling_off.cancel(asked, VisitCancel.WORKLOAD, by=actor_of(ines), now=clock.now())

        assert told(karim)[-1].endswith("is called off. You have nothing to do.")
        assert told(maud)[-1].startswith("Inès Caradec calls off your visit")
        assert not any("called off" in one or "calls off" in one for one in told(ines))

    def test_when_somebody_is_gone_both_hear_without_a_name(self, make, told, ines, maud):
        visit = hold(make.visit(ines, maud, status=V.CONFIRMED))
        calling_off.cancel(visit, VisitCancel.LEFT, by=SYSTEM, now=clock.now())

        assert told(maud)[-1].startswith("Your visit with Inès Caradec on")

    def test_a_ring_goes_on_without_the_leg(self, make, session, ines, maud, yann):
        exchange = make.exchange(ines, maud, yann)
        leg = session.scalars(sa.select(Visit).order_by(Visit.id)).first()
        visit = queries.hold_visit(actor_of(ines), leg.id)

        calling_off.cancel(visit, VisitCancel.ABSENT, by=actor_of(ines), now=clock.now())

        session.refresh(exchange)
        assert exchange.status is ExchangeStatus.BROKEN
        found = session.scalars(sa.select(Visit.status).order_by(Visit.id)).all()
        assert found == [V.CANCELLED, V.ONE_WAY_ASKED, V.ONE_WAY_ASKED]

    def test_what_is_over_is_not_called_off(self, make, ines, maud):
        visit = hold(make.visit(ines, maud, status=V.CLOSED))

        with pytest.raises(calling_off.NothingToCancel):
            calling_off.cancel(visit, VisitCancel.ABSENT, by=actor_of(ines), now=clock.now())


class TestOtherHosts:
    def test_the_same_job_comes_before_its_family_and_the_site(self, make, ines, maud):
        family = make.family()
        job, close = make.job("Usinage", family=family), make.job("Fonderie", family=family)
        site = make.site()
        visit = hold(make.visit(ines, maud, job_id=job.id, site_id=site.id))
        for name, where in (
            ("Zoé Site", {"site_id": site.id}),
            ("Adèle Famille", {"job_id": close.id}),
            ("Yves Métier", {"job_id": job.id}),
            ("Bob Loin", {"job_id": make.job("Autre").id}),
        ):
            make.offer(make.person(name), **where)

        found = other_hosts.instead_of(visit, today=clock.today())

        assert [offer.host.name for offer in found] == ["Yves Métier", "Adèle Famille", "Zoé Site"]

    def test_only_those_with_room(self, make, session, ines, maud, job):
        visit = hold(make.visit(ines, maud, job_id=job.id))
        make.offer(make.person("Plein"), job_id=job.id, slots=[soon()])
        session.execute(sa.update(VisitSlot).values(taken=1))
        make.offer(make.person("Pause"), job_id=job.id, status=OfferStatus.PAUSED)
        make.offer(ines, job_id=job.id)
        make.offer(maud, job_id=job.id)

        assert other_hosts.instead_of(visit, today=clock.today()) == ()


class TestLoad:
    def test_a_visit_counts_in_its_week(self, make, ines, maud):
        make.visit(ines, maud, status=V.CONFIRMED, starts_on=date(2026, 12, 14), half_days=2)

        (share,) = loads.shares(ines.id, date(2026, 12, 14), date(2026, 12, 18))

        assert (share.hours_a_week, share.starts_on) == (7, date(2026, 12, 14))
        assert not loads.shares(maud.id, date(2026, 12, 14), date(2026, 12, 18))

    def test_over_a_weekend_each_week_has_its_part(self):
        found = list(load.parts(date(2026, 12, 17), 6))

        assert found == [
            (date(2026, 12, 17), date(2026, 12, 18), 4),
            (date(2026, 12, 21), date(2026, 12, 21), 2),
        ]

    @pytest.mark.parametrize("status", [V.REQUESTED, V.PROPOSED, V.CANCELLED, V.CLOSED])
    def test_what_is_not_booked_takes_nothing(self, make, ines, maud, status):
        make.visit(ines, maud, status=status)

        assert not loads.shares(ines.id, clock.today(), clock.today() + timedelta(days=60))


class TestTheManagersPage:
    def test_it_asks_only_those_who_have_the_word(self, make, page, sign_in, asked, karim, ines):
        shown = page(sign_in(karim), "/visits/words")

        assert shown.h1 == "One visit waits for your word"
        actions = {one["action"] for one in shown.all("form", method="post")}
        assert f"/visits/{asked.id}/words/{word_of(asked, 'visitor').id}/agree" in actions
        assert f"/visits/{asked.id}/words/{word_of(asked, 'host').id}/agree" not in actions
        assert sign_in(ines).get("/visits/words").status_code == 403

    def test_a_word_is_given_once_and_by_nobody_else(self, sign_in, asked, karim, yann, ines):
        url = f"/visits/{asked.id}/words/{word_of(asked, 'visitor').id}/agree"
        assert sign_in(yann).post(url).status_code == 403
        assert sign_in(ines).post(url).status_code == 403
        assert sign_in(karim).post(url).status_code == 302
        assert sign_in(karim).post(url).status_code == 409

    def test_a_short_no_comes_back(self, sign_in, asked, karim):
        answer = sign_in(karim).post(
            f"/visits/{asked.id}/words/{word_of(asked, 'visitor').id}/refuse",
            data={"reason": "non"},
        )

        assert answer.status_code == 422
        assert "20 characters" in answer.text

    @pytest.mark.parametrize("day", ["", "x", "2020-01-01", "9999-12-31"])
    def test_a_day_that_is_no_answer_comes_back(self, sign_in, asked, karim, day):
        answer = sign_in(karim).post(
            f"/visits/{asked.id}/words/{word_of(asked, 'visitor').id}/defer", data={"from_on": day}
        )

        assert answer.status_code == 422

    def test_the_word_of_another_visit_is_not_found(self, make, sign_in, asked, karim):
        other = hold(make.visit(make.person("Théo"), make.person("Léa"), half_days=4))
        accepted(other, by=SYSTEM, now=clock.now())
        for number in (word_of(other, "visitor").id, 0, 2**40):
            answer = sign_in(karim).post(f"/visits/{asked.id}/words/{number}/agree")
            assert answer.status_code == 404

    def test_hr_answers_once_it_has_climbed(self, make, page, sign_in, session, asked):
        sophie = make.person("Sophie", role=Role.HR)
        url = f"/visits/{asked.id}/words/{word_of(asked, 'visitor').id}/agree"
        assert page(sign_in(sophie), "/visits/words").h1 == "No visit waits for your word"
        assert sign_in(sophie).post(url).status_code == 403

        word_of(asked, "visitor").climbed_at = clock.now()
        session.flush()

        assert page(sign_in(sophie), "/visits/words").h1 == "One visit waits for your word"
        assert sign_in(sophie).post(url).status_code == 302

    def test_the_visits_of_the_team_stand_below(self, make, page, sign_in, ines, maud, karim):
        make.visit(ines, maud, status=V.CONFIRMED, message="Entre nous")

        shown = page(sign_in(karim), "/visits/words")

        assert "Inès Caradec visits Maud Le Goff" in shown.text
        assert "Entre nous" not in shown.text

    def test_it_costs_few_statements(self, make, page, sign_in, karim, job, maud, statements):
        for number in range(5):
            person = make.person(f"Person {number}", job=job, manager=karim)
            visit = hold(make.visit(person, maud, half_days=4, starts_on=soon(21 + 7 * number)))
            accepted(visit, by=actor_of(maud), now=clock.now())
        client = sign_in(karim)
        with statements() as sent:
            page(client, "/visits/words")

        assert len(sent) <= 15, "\n".join(sent)
